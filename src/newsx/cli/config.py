"""`newsx config show`: what each setting is, and who says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Final

import typer

from newsx.cli import options
from newsx.cli.group import offering, one_of
from newsx.cli.running import line, settings_from

if TYPE_CHECKING:
    from newsx.settings import Settings

EXAMPLES = (
    "newsx config show",
    "newsx config show > newsx.toml",
)
_PLAIN: Final = (bool, int, float)


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="show",
            parser=one_of("show"),
            autocompletion=offering("show"),
            help="What to do: show them all.",
        ),
    ],
    *,
    model: options.Model = None,
    allow_private: options.AllowPrivate = None,
    robots: options.Robots = None,
    cache_dir: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> None:
    """Print every setting as a line of newsx.toml, and where its value comes from."""
    del what
    flags = {
        "model": model,
        "allow_private": allow_private,
        "robots": robots,
        "cache_dir": cache_dir,
        "cache": False if no_cache else None,
    }
    given = {name for name, value in flags.items() if value is not None}
    settings = settings_from(**flags)
    rows = [
        (_assigned(name, getattr(settings, name)), _origin(name, given, settings))
        for name in type(settings).model_fields
    ]
    widest = max(len(assigned) for assigned, _ in rows)
    for assigned, origin in rows:
        line(f"{assigned:<{widest}}  # {origin}")


def _assigned(name: str, value: object) -> str:
    """Return a setting as TOML; what is not set is a comment."""
    if value is None:
        return f"# {name} is not set"
    text = json.dumps(value if isinstance(value, _PLAIN) else str(value), ensure_ascii=False)
    return f"{name} = {text}"


def _origin(name: str, given: set[str], settings: Settings) -> str:
    """Return who says what a setting is: flags over the environment over newsx.toml."""
    from newsx.settings import CONFIG_FILE, read_environment

    if name in given:
        return "flag"
    if read_environment([name]):
        return f"NEWSX_{name.upper()}"
    return str(CONFIG_FILE.resolve()) if name in settings.model_fields_set else "default"
