"""The command line: one command per public function. It parses and prints; the work is elsewhere.

Results go to stdout, everything else to stderr. Exit codes: 0 all done, 1 some inputs failed,
2 usage, 3 nothing extracted, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
import threading
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsx.batch import Batch
    from newsx.schema import Failure, Record
    from newsx.settings import Settings

SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130

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
            from newsx.batch import load as stored
            from newsx.store.sinks import open_sink

            outcomes, write = stored(outcomes, open_sink(output)), _nowhere
        done, failed = _run(outcomes, write=write, errors=error_file)
    _leave(done, failed)


@app.command()
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, patterns, ZIP, TAR, WARC, WACZ, MHTML, JSON Lines, lists of "
            "addresses, or - for stdin.",
            metavar="INPUT...",
        ),
    ],
    *,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            help="FILE.duckdb, FILE.jsonl, DIR.parquet or postgresql://USER@HOST/DATABASE.",
        ),
    ],
    workers: Annotated[
        int, typer.Option("-j", "--workers", min=1, help="Processes that read documents.")
    ] = 1,
    errors: Annotated[
        Path | None, typer.Option(help="Write failures to this file, one JSON object a line.")
    ] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Field of JSON Lines to read as ours, OURS=THEIRS (html=raw_html); repeat it. "
            "With any, nothing else is read.",
            metavar="OURS=THEIRS",
        ),
    ] = None,
    clean: Annotated[
        bool, typer.Option("--clean", help="The inputs are article text already, not pages.")
    ] = False,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Read again what the ledger has in this version.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Pass over what the ledger has: the default.")
    ] = False,
    timeout_s: Annotated[
        float | None, typer.Option("--timeout", help="Seconds one document may take.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Pipeline: default, blank, or the name or path of a spaCy pipeline."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private networks too.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors on stderr.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")] = False,
) -> None:
    """Read archives into a database; started again, it goes on where it was.

    \b
    Examples:
      newsx batch pages/ 'crawl/*.warc.gz' -o news.duckdb -j 8
      newsx batch rows.jsonl.gz --map html=raw_html --map url=link -o postgresql://host/news
    """  # noqa: D301 - click keeps the lines after this mark as they are
    _log(quiet=quiet, verbose=verbose)
    if resume and reprocess:
        raise typer.BadParameter("it is one or the other", param_hint="--resume, --reprocess")
    settings = _settings(
        model=model, allow_private=allow_private or None, document_timeout_s=timeout_s
    )
    names = _fields(fields or ())
    from newsx.batch import Batch
    from newsx.store.sinks import open_sink

    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(_created(errors)) if errors is not None else None
        stop = stack.enter_context(_stopped_by_signals())
        run = Batch(
            inputs,
            open_sink(output),
            settings=settings,
            workers=workers,
            clean=clean,
            fields=names,
            reprocess=reprocess,
            stop=stop,
        )
        show = stack.enter_context(_progress(run, quiet=quiet))
        done, failed = _run(run, write=show, errors=error_file)
    if not quiet:
        typer.echo(_summary(done, failed, run), err=True)
    if stop.is_set():
        raise typer.Exit(INTERRUPTED)
    _leave(done + run.known, failed)


@app.command()
def load(
    records: Annotated[
        list[Path],
        typer.Argument(help="JSON Lines of records, as extract and batch write them."),
    ],
    *,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            help="FILE.duckdb, FILE.jsonl, DIR.parquet or postgresql://USER@HOST/DATABASE.",
        ),
    ],
    errors: Annotated[
        Path | None, typer.Option(help="Write failures to this file, one JSON object a line.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing but errors on stderr.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")] = False,
) -> None:
    """Load records that were made before into a database.

    Example: newsx load records.jsonl -o news.duckdb
    """
    _log(quiet=quiet, verbose=verbose)
    from newsx.batch import load as loaded
    from newsx.batch import read_records
    from newsx.store.sinks import open_sink

    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(_created(errors)) if errors is not None else None
        outcomes = loaded(read_records(records), open_sink(output))
        done, failed = _run(outcomes, write=_nowhere, errors=error_file)
    if not quiet:
        typer.echo(f"newsx: {done:,} records loaded, {failed:,} failed", err=True)
    _leave(done, failed)


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
    cache_dir: Annotated[Path | None, typer.Option(help="Folder of the HTTP cache.")] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Fetch anew, and keep nothing.")
    ] = False,
) -> None:
    """Print the article addresses that a site, a feed or a sitemap lists, one a line.

    Example: newsx discover https://news.example --since 2024-05-01 | newsx extract --from -
    """
    from newsx.errors import FetchError
    from newsx.fetch.discover import discover as listed
    from newsx.fetch.http import Client

    _log(quiet=False, verbose=False)
    settings = _settings(
        allow_private=allow_private or None,
        robots=None if robots else False,
        cache_dir=cache_dir,
        cache=False if no_cache else None,
    )
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
    from newsx.errors import ConfigurationError, StoreError

    try:
        app(standalone_mode=True)
    except ConfigurationError as error:
        typer.echo(f"newsx: {error}", err=True)
        sys.exit(USAGE)
    except StoreError as error:
        typer.echo(f"newsx: {error}; what was stored before stays, run it again", err=True)
        sys.exit(SOME_FAILED)


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
    outcomes: Iterable[Record | Failure],
    *,
    write: Callable[[Record | Failure], None],
    errors: TextIO | None,
) -> tuple[int, int]:
    """Send records to their place and failures to stderr, and return how many of each."""
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
    return done, failed


def _nowhere(_: Record | Failure) -> None:
    """Print nothing: the outcome goes into a sink."""


def _leave(done: int, failed: int) -> None:
    """Leave with the code that says how it went."""
    if failed:
        raise typer.Exit(SOME_FAILED if done else NOTHING)


def _fields(given: Iterable[str]) -> dict[str, str]:
    """Return our field names to theirs."""
    names = {}
    for one in given:
        ours, sign, theirs = one.partition("=")
        if not (ours and sign and theirs):
            raise typer.BadParameter(
                f"{one!r} does not say OURS=THEIRS, as in html=raw_html", param_hint="--map"
            )
        names[ours] = theirs
    return names


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C or a polite kill sets; the second time they end the process."""
    stop = threading.Event()

    def ask(number: int, _: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        typer.echo("newsx: stopping; what is done is being stored", err=True)
        del number

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _progress(run: Batch, *, quiet: bool) -> Iterator[Callable[[Record | Failure], None]]:
    """Give what is called with every outcome: on a terminal it moves a bar, by bytes read."""
    if quiet or not sys.stderr.isatty():
        yield _nowhere
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.fields[done]:,} documents"),
        BarColumn(),
        TextColumn("{task.fields[left]}"),
        TimeElapsedColumn(),
    )
    done = 0
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as bar:
        task = bar.add_task("", total=run.inputs.size_bytes, done=0, left="")

        def show(_: Record | Failure) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=run.inputs.read_bytes, done=done, left=run.time_left())

        yield show


def _summary(done: int, failed: int, run: Batch) -> str:
    """Return what a run came to, in a line or two."""
    seconds = run.seconds
    pace = f" ({done / seconds:.1f} a second)" if done else ""
    parts = [f"{done:,} read{pace}", f"{failed:,} failed"]
    if run.known:
        parts.append(f"{run.known:,} known already")
    lines = [f"newsx: {', '.join(parts)}, in {seconds:,.0f} s"]
    if run.inputs.skipped:
        found = ", ".join(f"{count:,} {why}" for why, count in run.inputs.skipped.most_common(5))
        lines.append(
            f"newsx: passed over {run.inputs.skipped.total():,} that are no pages: {found}"
        )
    return "\n".join(lines)


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
