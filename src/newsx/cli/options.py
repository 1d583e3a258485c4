"""Options that several commands share, said once.

An option that overrides a setting bears the setting's name and is None when it is not given: the
setting then stands (`newsx.cli.running.settings_from`).
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from newsx.cli.group import offering


def moment(text: str) -> datetime:
    """Return a day, or a time of it, as ISO 8601 writes it; in UTC where it names no zone.

    Raises:
        typer.BadParameter: It is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2020-05-04") from error
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


# What a place may begin with; the shell completes the names of files.
PLACES: Final = ("duckdb:", "jsonl:", "parquet:", "postgresql://", "s3://", "gs://", "dlt:")

Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors on stderr.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")]
Errors = Annotated[
    Path | None,
    typer.Option(
        "--errors", metavar="FILE", help="Write failures to this file, one JSON object a line."
    ),
]
Sink = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="PLACE",
        autocompletion=offering(*PLACES),
        help="FILE.duckdb, FILE.jsonl, DIR.parquet (both also s3://...), "
        "postgresql://USER@HOST/DATABASE or dlt:DESTINATION.",
    ),
]
Clean = Annotated[
    bool, typer.Option("--clean", help="The inputs are article text already, not pages.")
]

# Each of these is a setting.
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        autocompletion=offering("default", "fast", "blank"),
        help="Pipeline: default, fast, blank, or the name or path of a spaCy pipeline.",
    ),
]
Knowledge = Annotated[
    Path | None,
    typer.Option(
        "--kb", metavar="FILE", help="Additions to the knowledge base (newsx kb add, kb update)."
    ),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option("--allow-private", help="Fetch from loopback and private networks too."),
]
Robots = Annotated[
    bool | None,
    typer.Option("--robots/--no-robots", help="Ask robots.txt before fetching; it is asked."),
]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache-dir", metavar="FOLDER", help="Folder of the HTTP cache.")
]
Timeout = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", help="Seconds it may take to read one document."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Fetch anew, and keep nothing.")]
