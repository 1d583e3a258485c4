"""Options that several commands share, said once.

An option that overrides a setting bears the setting's name and is None when it is not given, so
that a command may take them all as `**flags` and hand them to `newsx.cli.running.settings_from`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., None])

quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors on stderr.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
errors = click.option(
    "--errors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write failures to this file, one JSON object a line.",
)
sink = click.option(
    "-o",
    "--output",
    required=True,
    metavar="PLACE",
    help="FILE.duckdb, FILE.jsonl, DIR.parquet or postgresql://USER@HOST/DATABASE.",
)
clean = click.option(
    "--clean", is_flag=True, help="The inputs are article text already, not pages."
)

# Each of these is a setting.
model = click.option(
    "--model",
    metavar="NAME",
    help="Pipeline: default, blank, or the name or path of a spaCy pipeline.",
)
allow_private = click.option(
    "--allow-private",
    is_flag=True,
    default=None,
    help="Fetch from loopback and private networks too.",
)
robots = click.option(
    "--robots/--no-robots", default=None, help="Ask robots.txt before fetching; it is asked."
)
cache_dir = click.option(
    "--cache-dir",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder of the HTTP cache.",
)
no_cache = click.option(
    "--no-cache",
    "cache",
    is_flag=True,
    flag_value=False,
    default=None,
    help="Fetch anew, and keep nothing.",
)


def fetching(function: Decorated) -> Decorated:
    """Add the options of how pages are fetched."""
    for option in (no_cache, cache_dir, robots, allow_private):
        function = option(function)
    return function
