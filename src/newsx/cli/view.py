"""`newsx view`: articles -> a page that a person reads, or a site of them."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from newsx.cli import options
from newsx.cli.group import NOTHING
from newsx.cli.running import leave, log, nowhere, run, settings_from, start_quickly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsx.schema import Failure, Record
    from newsx.settings import Settings
    from newsx.store.records import Stored

# More articles than this in one file and a browser has a hard time: they want a folder.
_AT_MOST = 200
_RECORDS = (".json", ".jsonl", ".ndjson")
_PAGES = (None, "text/html")  # what the name of a folder or of a page says
_DATABASES = (".duckdb", ".ddb", ".parquet")


EXAMPLES = (
    "newsx view https://news.example/story --open",
    "newsx view records.jsonl -o report.html",
    "newsx view news.duckdb -o site/ --open",
)


def command(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET",
            help="URL, FILE, FOLDER, - for stdin, records (.json, .jsonl), or a database "
            "(.duckdb, .parquet, postgresql://...).",
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PLACE",
            help="FILE.html, or a folder for an index and a page for each article. Without it, "
            "the page is opened from a terminal and printed into a pipe (unless --open).",
        ),
    ] = None,
    shown: Annotated[
        bool, typer.Option("--open", help="Open what was written in the browser.")
    ] = False,
    model: options.Model = None,
    kb: options.Knowledge = None,
    allow_private: options.AllowPrivate = None,
    robots: options.Robots = None,
    cache_dir: options.CacheFolder = None,
    no_cache: options.NoCache = False,
    timeout: options.Timeout = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Show articles as one reads them, with everything newsx read marked in place."""
    log(quiet=quiet, verbose=verbose)
    settings = settings_from(
        model=model,
        kb=kb,
        allow_private=allow_private,
        robots=robots,
        cache_dir=cache_dir,
        cache=False if no_cache else None,
        document_timeout_s=timeout,
    )
    from newsx.store.records import POSTGRES, Stored

    place = targets[0].rstrip("/")  # the shell completes a folder of Parquet with one
    if len(targets) == 1 and (place.endswith(_DATABASES) or place.startswith(POSTGRES)):
        # The path of an address is the database; user and password stand before it.
        title = Path(urlsplit(place).path).stem or "newsx"
        with Stored(place) as stored:
            _write(stored, title, output, shown=shown, quiet=quiet)
        return
    start_quickly(settings)
    with tempfile.TemporaryDirectory(prefix="newsx-") as folder:
        place = str(Path(folder) / "view.duckdb")
        done, failed = _gather(_outcomes(targets, settings), place)
        if not done:
            raise typer.Exit(NOTHING)
        title = Path(targets[0]).stem if len(targets) == 1 else f"{done:,} articles"
        with Stored(place) as stored:
            _write(stored, title, output, shown=shown, quiet=quiet)
    leave(done, failed)


def _outcomes(targets: Iterable[str], settings: Settings) -> Iterator[Record | Failure]:
    """Yield the records that files hold already, and what comes of everything else."""
    from newsx.engine.limits import Limits
    from newsx.pipeline import extract_many
    from newsx.store.lines import records_in

    limits = Limits(seconds=settings.document_timeout_s)
    for target in targets:
        if '"schema_version"' in _head(target):
            yield from records_in([target])
        else:
            yield from extract_many([target], limits=limits, settings=settings)


def _head(target: str) -> str:
    """Return how a file of records begins; nothing for anything else."""
    path = Path(target)
    if path.suffix not in _RECORDS or not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(200)


def _gather(outcomes: Iterable[Record | Failure], place: str) -> tuple[int, int]:
    """Keep the records in a database, which tells copies, and return how many came and failed."""
    from newsx.batch import load
    from newsx.store.sinks import open_sink

    return run(load(outcomes, open_sink(place)), write=nowhere, errors=None)


def _write(stored: Stored, title: str, output: Path | None, *, shown: bool, quiet: bool) -> None:
    """Write the page or the site, and say where."""
    from newsx.schema import printable

    title = printable(title)  # of a path
    count = stored.count()
    if output is None and not shown and not sys.stdout.isatty():
        sys.stdout.write(_page(stored, title, count))
        return
    if output is not None and not output.is_dir() and guess_type(output.name)[0] not in _PAGES:
        msg = f"{str(output)!r} would be no page; name a folder or FILE.html"
        raise typer.BadParameter(msg, param_hint="--output")
    if output is None:
        output, shown = Path(tempfile.mkdtemp(prefix="newsx-")), True
        output = output / "view.html" if count == 1 else output
    try:
        if output.suffix in {".html", ".htm"}:
            index = output
            output.write_text(_page(stored, title, count), encoding="utf-8")
        else:
            index = _site(stored, title, output)
    except OSError as error:
        from newsx.places import remedy

        advice = remedy(error, "name a folder or FILE.html")
        msg = f"cannot write to {str(output)!r}: {error.strerror}; {advice}"
        raise typer.BadParameter(msg, param_hint="--output") from error
    if not quiet:
        typer.echo(
            f"newsx: {count:,} {'article' if count == 1 else 'articles'} in {index}", err=True
        )
    if shown:
        webbrowser.open(index.resolve().as_uri())


def _page(stored: Stored, title: str, count: int) -> str:
    """Return one page with everything in it.

    Raises:
        typer.BadParameter: They are too many for a page.
    """
    from newsx.view.article import article_page
    from newsx.view.desk import Desk, desk_page

    if count > _AT_MOST:
        msg = f"{count:,} articles are too many for one page ({_AT_MOST}); name a folder: -o site/"
        raise typer.BadParameter(msg, param_hint="--output")
    records = list(stored.records())
    if count == 1:
        return article_page(records[0])
    desk = Desk(title, stored.copies())
    for record in records:
        desk.add(record)
    return desk_page(desk, records=records)


def _site(stored: Stored, title: str, folder: Path) -> Path:
    """Write a page for each article and an index, and return the index."""
    from newsx.view.article import article_page
    from newsx.view.desk import Desk, desk_page, place

    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    desk = Desk(title, stored.copies())
    for record in stored.records():
        desk.add(record)
        page = articles / f"{place(record.article.version_id)}.html"
        page.write_text(article_page(record, index="../index.html"), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(desk_page(desk), encoding="utf-8")
    return index
