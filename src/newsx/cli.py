"""The command line: one command per public function. It parses and prints; the work is elsewhere.

Results go to stdout, everything else to stderr. Exit codes: 0 all done, 1 some inputs failed,
2 usage, 3 nothing extracted, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsx.schema import Failure, Record
    from newsx.settings import Settings

SOME_FAILED, USAGE, NOTHING = 1, 2, 3

app = typer.Typer(
    name="newsx",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would cost `--help` a fifth of a second
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How records are printed."""

    json = "json"
    ndjson = "ndjson"
    table = "table"


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes it by place
    if wanted:
        from newsx import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def root(
    *,
    _: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Turn financial news into data.

    Example: newsx extract https://news.example/story -f table
    """


@app.command()
def extract(
    targets: Annotated[
        list[str] | None,
        typer.Argument(help="URL, FILE, FOLDER or - for stdin.", metavar="TARGET"),
    ] = None,
    *,
    form: Annotated[
        Format | None,
        typer.Option(
            "-f", "--format", help="How to print; a table on a terminal, NDJSON into a pipe."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            help="Where records go: FILE.jsonl, a folder for Parquet (parquet:DIR), "
            "or FILE.duckdb. Prints when absent.",
        ),
    ] = None,
    targets_from: Annotated[
        Path | None,
        typer.Option(
            "--from", help="File of further targets, one a line; - for stdin.", allow_dash=True
        ),
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Address a saved page came from; for one page.")
    ] = None,
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help="The input is article text already: no page to strip. JSON Lines (.jsonl or "
            "stdin) hold one object with 'text' a line; its 'id' becomes source_ref.",
        ),
    ] = False,
    errors: Annotated[
        Path | None, typer.Option(help="Write failures to this file, one JSON object a line.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Pipeline: default, blank, or the name or path of a spaCy pipeline."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private networks too.")
    ] = False,
    robots: Annotated[
        bool, typer.Option("--robots/--no-robots", help="Ask robots.txt before fetching.")
    ] = True,
    cache_dir: Annotated[Path | None, typer.Option(help="Folder of the HTTP cache.")] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Fetch anew, and keep nothing.")
    ] = False,
    save_raw: Annotated[
        Path | None, typer.Option(help="Keep what is fetched in this .warc.gz file.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors on stderr.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")] = False,
) -> None:
    """Extract a record from each article.

    \b
    Examples:
      newsx extract https://news.example/story -f table
      newsx extract page.html --url https://news.example/story -f json
      newsx extract pages/ -o news.duckdb --errors failed.jsonl
    """  # noqa: D301 - click keeps the lines after this mark as they are
    _log(quiet=quiet, verbose=verbose)
    if not targets and targets_from is None:
        raise typer.BadParameter("name a URL, a file, a folder or -", param_hint="TARGET")
    if url is not None and (targets_from or len(targets or ()) > 1):
        raise typer.BadParameter(
            "--url gives one page its address; name one TARGET", param_hint="--url"
        )
    settings = _settings(
        model=model,
        allow_private=allow_private or None,
        robots=None if robots else False,
        cache_dir=cache_dir,
        cache=False if no_cache else None,
    )
    from newsx.pipeline import extract_many

    sources = chain(targets or (), _lines(targets_from))
    outcomes = extract_many(sources, url=url, clean=clean, save_raw=save_raw, settings=settings)
    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(_created(errors)) if errors is not None else None
        if output is None:
            write = _printer(form, clean=clean)
        else:
            from newsx.store.sinks import Writer, open_sink

            write = stack.enter_context(Writer(open_sink(output))).write
        _run(outcomes, write=write, errors=error_file)


@app.command()
def discover(
    target: Annotated[str, typer.Argument(help="Address of a site, a feed or a sitemap.")],
    *,
    since: Annotated[
        datetime | None, typer.Option(help="Leave out what is dated earlier (UTC).")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many addresses.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private networks too.")
    ] = False,
    robots: Annotated[
        bool, typer.Option("--robots/--no-robots", help="Ask robots.txt before fetching.")
    ] = True,
) -> None:
    """Print the article addresses that a site, a feed or a sitemap lists, one a line.

    Example: newsx discover https://news.example --since 2024-05-01 | newsx extract --from -
    """
    from newsx.errors import FetchError
    from newsx.fetch.discover import discover as listed
    from newsx.fetch.http import Client

    _log(quiet=False, verbose=False)
    settings = _settings(allow_private=allow_private or None, robots=None if robots else False)
    earliest = since.replace(tzinfo=UTC) if since is not None else None
    try:
        with Client(settings) as client:
            for found in islice(listed(target, client, since=earliest), limit):
                _line(found.url)
    except FetchError as error:
        typer.echo(f"newsx: {target}: {error}", err=True)
        raise typer.Exit(NOTHING) from error


@app.command()
def schema(
    *,
    sql: Annotated[
        bool, typer.Option("--sql", help="Print the tables and views as SQL instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of a record, or the tables it is stored in.

    Example: newsx schema --sql | duckdb news.duckdb
    """
    if sql:
        from newsx.store.tables import ddl

        typer.echo(ddl())
        return
    import json

    from newsx.schema import Record

    typer.echo(json.dumps(Record.model_json_schema(), indent=2))


def main() -> None:
    """Run the command line; typer ends it with 130 on Ctrl-C."""
    from newsx.errors import ConfigurationError

    try:
        app(standalone_mode=True)
    except ConfigurationError as error:
        typer.echo(f"newsx: {error}", err=True)
        sys.exit(USAGE)


def _log(*, quiet: bool, verbose: bool) -> None:
    level = logging.ERROR if quiet else logging.DEBUG if verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="newsx: %(message)s")
    logging.getLogger("newsx").setLevel(level)
    # What libraries say about a page is for their developers.
    for library in ("trafilatura", "httpx", "httpcore", "htmldate", "stamina", "hishel"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _settings(**flags: Any) -> Settings:  # noqa: ANN401 - pydantic checks them
    """Return the settings with the flags that were given over the rest."""
    from tomllib import TOMLDecodeError

    from pydantic import ValidationError

    from newsx.errors import ConfigurationError
    from newsx.settings import Settings

    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        msg = f"setting {name!r} is {first.get('input')!r}: {first['msg']}"
        raise ConfigurationError(msg) from error
    except TOMLDecodeError as error:
        msg = f"newsx.toml in this folder is no TOML: {error}"
        raise ConfigurationError(msg) from error


def _lines(path: Path | None) -> Iterator[str]:
    """Yield the lines of a file that hold something, as they come."""
    if path is None:
        return
    try:
        # What is no UTF-8 is no address, and becomes a failure of its own line.
        place = sys.stdin.fileno() if str(path) == "-" else path
        file = open(place, encoding="utf-8-sig", errors="replace")  # noqa: PTH123, SIM115 - or a descriptor; closed below
    except OSError as error:
        msg = f"cannot read {str(path)!r}: {error.strerror}; check the path"
        raise typer.BadParameter(msg, param_hint="--from") from error
    with file:
        yield from (line.strip() for line in file if line.strip())


def _created(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror}; check the folder"
        raise typer.BadParameter(msg, param_hint="--errors") from error


def _run(
    outcomes: Iterator[Record | Failure],
    *,
    write: Callable[[Record | Failure], None],
    errors: TextIO | None,
) -> None:
    """Send records to their place and failures to stderr, and leave with the right code."""
    from newsx.schema import Failure

    done = failed = 0
    for outcome in outcomes:
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
    if failed:
        raise typer.Exit(SOME_FAILED if done else NOTHING)


def _printer(form: Format | None, *, clean: bool) -> Callable[[Record | Failure], None]:
    """Return what prints an outcome on stdout; among clean NDJSON a failure keeps its line."""
    if form is None:
        form = Format.table if sys.stdout.isatty() else Format.ndjson
    if form is Format.table:
        from rich.console import Console

        from newsx.view.table import record_view

        console = Console()
        return lambda outcome: (
            None if _failed(outcome) else console.print(record_view(cast("Record", outcome)))
        )

    def write(outcome: Record | Failure) -> None:
        if _failed(outcome):
            if clean and form is Format.ndjson:
                _line(outcome.to_json())
        elif form is Format.json:
            _line(cast("Record", outcome).to_json(indent=2))
        else:
            _line(outcome.to_json())

    return write


def _failed(outcome: Record | Failure) -> bool:
    from newsx.schema import Failure

    return isinstance(outcome, Failure)


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
