"""`newsx extract`: TARGET -> records, printed or kept."""

from __future__ import annotations

import contextlib
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsx.cli import options
from newsx.cli.group import offering, one_of
from newsx.cli.running import created, leave, line, log, nowhere, run, settings_from, start_quickly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from newsx.schema import Failure, Record

EXAMPLES = (
    "newsx extract https://news.example/story -f table",
    "newsx extract page.html --url https://news.example/story -f json",
    "newsx extract pages/ -o news.duckdb --errors failed.jsonl",
)


def command(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TARGET", help="URL, FILE, FOLDER or - for stdin; as many as you like."
        ),
    ] = None,
    *,
    form: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="json|ndjson|table",
            parser=one_of("json", "ndjson", "table"),
            autocompletion=offering("json", "ndjson", "table"),
            help="How to print; a table on a terminal, NDJSON into a pipe.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PLACE",
            autocompletion=offering(*options.PLACES),
            help="Where records go: FILE.jsonl, FILE.duckdb, DIR.parquet or "
            "postgresql://USER@HOST/DATABASE. Prints when absent.",
        ),
    ] = None,
    targets_from: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="File of further targets, one a line; - for stdin."
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Address a saved page came from; for one page."),
    ] = None,
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help="The input is article text already: no page to strip. JSON Lines (.jsonl or "
            "stdin) hold one object with 'text' a line; its 'id' becomes source_ref.",
        ),
    ] = False,
    errors: options.Errors = None,
    model: options.Model = None,
    kb: options.Knowledge = None,
    allow_private: options.AllowPrivate = None,
    robots: options.Robots = None,
    cache_dir: options.CacheFolder = None,
    no_cache: options.NoCache = False,
    timeout: options.Timeout = None,
    save_raw: Annotated[
        Path | None,
        typer.Option(
            "--save-raw",
            metavar="FILE",
            help="Keep what is fetched in a new .warc.gz file; one that exists is refused.",
        ),
    ] = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Extract a record from each article."""
    log(quiet=quiet, verbose=verbose)
    if not targets and targets_from is None:
        raise typer.BadParameter("name a URL, a file, a folder or -", param_hint="TARGET")
    many = (
        targets_from or len(targets or ()) > 1 or any(Path(one).is_dir() for one in targets or ())
    )
    if url is not None and many:
        raise typer.BadParameter(
            "--url gives one page its address; name one TARGET", param_hint="--url"
        )
    settings = settings_from(
        model=model,
        kb=kb,
        allow_private=allow_private,
        robots=robots,
        cache_dir=cache_dir,
        cache=False if no_cache else None,
        document_timeout_s=timeout,
    )
    start_quickly(settings)
    from newsx.engine.limits import Limits
    from newsx.pipeline import extract_many

    sources = chain(targets or (), _lines(targets_from) if targets_from else ())
    limits = Limits(seconds=settings.document_timeout_s)
    outcomes = extract_many(
        sources, url=url, clean=clean, save_raw=save_raw, limits=limits, settings=settings
    )
    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(created(errors)) if errors is not None else None
        if output is None:
            write = _printer(form, clean=clean)
        else:
            from newsx.batch import load as stored
            from newsx.store.sinks import open_sink

            outcomes, write = stored(outcomes, open_sink(output)), nowhere
        done, failed = run(outcomes, write=write, errors=error_file)
    if output is not None and not quiet:  # nothing was printed; the place may hold a password
        word = "record" if done == 1 else "records"
        typer.echo(f"newsx: {done:,} {word} stored, {failed:,} failed", err=True)
    leave(done, failed)


def _lines(path: Path) -> Iterator[str]:
    """Open a file and return its lines that hold something, as they come."""
    try:
        # What is no UTF-8 is no address, and becomes a failure of its own line.
        place = sys.stdin.fileno() if str(path) == "-" else path
        file = open(place, encoding="utf-8-sig", errors="replace")  # noqa: PTH123, SIM115 - or a descriptor; closed below
    except OSError as error:
        msg = f"cannot read {str(path)!r}: {error.strerror}; check the path"
        raise typer.BadParameter(msg, param_hint="--from") from error
    return _told(file)


def _told(file: TextIO) -> Iterator[str]:
    with file:
        yield from (line.strip() for line in file if line.strip())


def _printer(form: str | None, *, clean: bool) -> Callable[[Record | Failure], None]:
    """Return what prints an outcome on stdout; among clean NDJSON a failure keeps its line."""
    if form is None:
        form = "table" if sys.stdout.isatty() else "ndjson"
    if form == "table":
        return _tables()
    from newsx.schema import Failure

    def write(outcome: Record | Failure) -> None:
        if isinstance(outcome, Failure):
            if clean and form == "ndjson":
                line(outcome.to_json())
        else:
            line(outcome.to_json(indent=2 if form == "json" else None))

    return write


def _tables() -> Callable[[Record | Failure], None]:
    """Return what prints a record as tables."""
    from rich.console import Console

    from newsx.schema import Record
    from newsx.view.table import record_view

    console = Console()

    def write(outcome: Record | Failure) -> None:
        if isinstance(outcome, Record):
            console.print(record_view(outcome))

    return write
