"""`newsx info`: what is installed here, what it knows, and under which licences."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from newsx.cli import options
from newsx.cli.running import line, settings_from, start_quickly

if TYPE_CHECKING:
    from newsx.settings import Settings

EXAMPLES = (
    "newsx info",
    "newsx info --licences",
)
# What a record depends on, and what a user may add.
_LIBRARIES: Final = ("spacy", "onnxruntime", "trafilatura", "pydantic", "duckdb")
_OPTIONAL: Final = ("psycopg", "ray", "dlt", "pandas", "polars", "pyarrow")


def command(
    *,
    licences: Annotated[
        bool, typer.Option("--licences", help="Name the licence of every source of the data too.")
    ] = False,
    model: options.Model = None,
    cache_dir: options.CacheFolder = None,
) -> None:
    """Print versions, model, knowledge base, cache and licences: what a report should name."""
    settings = settings_from(model=model, cache_dir=cache_dir)
    start_quickly(settings)
    from newsx import __version__
    from newsx.knowledge.base import default
    from newsx.schema import SCHEMA_VERSION

    knowledge = default()
    cache = Path(settings.cache_dir).expanduser()
    _say("newsx", f"{__version__}, schema {SCHEMA_VERSION}, Apache-2.0")
    _say("python", f"{platform.python_version()}, {platform.system()} {platform.machine()}")
    _say("model", _model(settings))
    _say("knowledge base", knowledge.version)
    _say("cache", f"{cache}, {_megabytes(cache)}" if settings.cache else "off")
    _say("libraries", ", ".join(filter(None, map(_library, _LIBRARIES))))
    _say("also here", ", ".join(filter(None, map(_library, _OPTIONAL))) or "none of the extras")
    if licences:
        for source in cast("list[dict[str, str]]", knowledge.meta["source"]):
            line(f"{source['name']}: {source['licence']}")


def _say(name: str, words: str) -> None:
    line(f"{name + ':':<16}{words}")


def _model(settings: Settings) -> str:
    """Return name, version, licence and digest of a pipeline as records say them; loads nothing."""
    import json

    from newsx.recognize.pipeline import model_folder, model_sha256, sized

    folder = model_folder(settings.model)
    if folder is None:
        return settings.model
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    name = f"{meta['lang']}_{sized(meta['name'], settings.model)}-{meta['version']}"
    digest = str(model_sha256(settings))[:12]
    return f"{name}, {meta.get('license') or 'no licence named'}, sha256 {digest}, {folder}"


def _library(name: str) -> str:
    """Return the name and version of a library, or nothing where it is not installed."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


def _megabytes(folder: Path) -> str:
    """Return how much a folder holds."""
    if not folder.is_dir():
        return "empty"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{size / 1e6:,.1f} MB"
