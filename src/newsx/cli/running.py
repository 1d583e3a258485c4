"""What commands do alike: settings, logging, the stream of outcomes, the code to leave with."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import typer

from newsx.cli.group import NOTHING, SOME_FAILED, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsx.schema import Failure
    from newsx.settings import Settings

Done = TypeVar("Done")

_USUAL_COLLECTION = gc.get_threshold()

# What these say about a page is for their developers.
_LOUD = ("trafilatura", "httpx", "httpcore", "htmldate", "stamina", "hishel")


def log(*, quiet: bool = False, verbose: bool = False) -> None:
    """Send the log to stderr: errors alone, warnings, or everything."""
    level = logging.ERROR if quiet else logging.DEBUG if verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="newsx: %(message)s")
    logging.getLogger("newsx").setLevel(level)
    for library in _LOUD:
        logging.getLogger(library).setLevel(logging.CRITICAL)


def settings_from(**flags: Any) -> Settings:
    """Return the settings with the flags that were given over the rest.

    Raises:
        ConfigurationError: A flag, a variable of the environment or `newsx.toml` is wrong.
    """
    from pydantic import ValidationError

    from newsx.errors import ConfigurationError
    from newsx.settings import Settings

    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            hint = nearest(name, Settings.model_fields) or "; `newsx config show` lists them"
            raise ConfigurationError(f"no setting {name!r}{hint}") from error
        msg = f"setting {name!r} is {first.get('input')!r}: {first['msg']}"
        raise ConfigurationError(msg) from error


def start_quickly(settings: Settings) -> None:
    """Put off what a cold run can do without, before the pipeline is imported.

    Collecting garbage costs a fifth of it, and what a start makes is none: `run` begins to collect
    with the first outcome. A threshold of 0 says so, as `gc.disable` would until spaCy reads a file
    of its model, which enables it again.
    """
    from newsx.recognize.lean import spare_imports

    gc.set_threshold(0)
    spare_imports(settings.model)


def _collect() -> None:
    """Collect garbage from here on, and none of what is there already."""
    if gc.get_threshold()[0] == 0:
        gc.freeze()
        gc.set_threshold(*_USUAL_COLLECTION)


def created(path: Path) -> TextIO:
    """Return a new file for failures.

    Raises:
        typer.BadParameter: It cannot be written.
    """
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        from newsx.places import remedy

        advice = remedy(error, "check the folder")
        msg = f"cannot write {str(path)!r}: {error.strerror}; {advice}"
        raise typer.BadParameter(msg, param_hint="--errors") from error


def run(
    outcomes: Iterable[Done | Failure],
    *,
    write: Callable[[Done | Failure], None],
    errors: TextIO | None,
) -> tuple[int, int]:
    """Send what was done to its place and failures to stderr, and return how many of each."""
    from newsx.schema import Failure

    done = failed = 0
    for outcome in outcomes:
        _collect()
        if isinstance(outcome, Failure):
            failed += 1
            words = f"{outcome.source_ref}: {outcome.stage} failed: {outcome.message}"
            typer.echo(f"newsx: {words}", err=True)
            if errors is not None:
                errors.write(outcome.to_json() + "\n")
                errors.flush()
        else:
            done += 1
        write(outcome)
    return done, failed


def leave(done: int, failed: int) -> None:
    """Leave with the code that says how it went."""
    if failed:
        raise typer.Exit(SOME_FAILED if done else NOTHING)


def nowhere(_: object) -> None:
    """Print nothing: the outcome goes into a sink."""


def line(text: str) -> None:
    """Print a line of results at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
