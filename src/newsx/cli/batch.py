"""`newsx batch`: archives -> a database, by worker processes, from where the last run ended."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from newsx.cli import options
from newsx.cli.group import INTERRUPTED
from newsx.cli.running import created, leave, log, nowhere, run, settings_from
from newsx.engine.limits import EngineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsx.batch import Batch

EXAMPLES = (
    "newsx batch pages/ 'crawl/*.warc.gz' -o news.duckdb -j 8",
    "newsx batch rows.jsonl.gz --map html=raw_html --map url=link -o postgresql://host/news",
)


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, patterns, archives (ZIP, TAR, WARC, WACZ, MHTML), JSON Lines, "
            "lists of addresses, or - for stdin.",
        ),
    ],
    *,
    output: options.Sink,
    workers: Annotated[
        int,
        typer.Option(
            "-j",
            "--workers",
            metavar="N",
            min=1,
            show_default=False,
            help="Processes that read documents; 1 if you say nothing.",
        ),
    ] = 1,
    engine: Annotated[
        EngineKind,
        typer.Option(
            show_default=False,
            help="Where they run: on this machine, or on a Ray cluster (extra `ray`).",
        ),
    ] = EngineKind.local,
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The cluster: auto, HOST:PORT or ray://HOST:PORT; Ray starts here if you say "
            "nothing.",
        ),
    ] = None,
    errors: options.Errors = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="OURS=THEIRS",
            help="Field of JSON Lines to read as ours, OURS=THEIRS (html=raw_html); repeat it. "
            "With any, nothing else is read.",
        ),
    ] = None,
    clean: options.Clean = False,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Read again what the ledger has in this version.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Pass over what the ledger has: the default.")
    ] = False,
    timeout: options.Timeout = None,
    model: options.Model = None,
    kb: options.Knowledge = None,
    allow_private: options.AllowPrivate = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Read archives into a database; started again, it goes on where it was."""
    log(quiet=quiet, verbose=verbose)
    if resume and reprocess:
        raise typer.BadParameter("it is one or the other", param_hint="--resume, --reprocess")
    if ray_address is not None and engine is not EngineKind.ray:
        raise typer.BadParameter("it is for --engine ray", param_hint="--ray-address")
    settings = settings_from(
        document_timeout_s=timeout, model=model, kb=kb, allow_private=allow_private
    )
    names = _fields(fields or ())
    from newsx.batch import Batch
    from newsx.store.sinks import open_sink

    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(created(errors)) if errors is not None else None
        stop = stack.enter_context(_stopped_by_signals())
        work = Batch(
            inputs,
            open_sink(output),
            settings=settings,
            workers=workers,
            engine=engine,
            ray_address=ray_address,
            clean=clean,
            fields=names,
            reprocess=reprocess,
            stop=stop,
        )
        show = stack.enter_context(_progress(work, quiet=quiet))
        done, failed = run(work, write=show, errors=error_file)
    if not quiet:
        typer.echo(_summary(done, failed, work), err=True)
    if stop.is_set():
        raise typer.Exit(INTERRUPTED)
    leave(done + work.known, failed)


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

    def ask(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        typer.echo("newsx: stopping; what is done is being stored", err=True)

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _progress(work: Batch, *, quiet: bool) -> Iterator[Callable[[object], None]]:
    """Give what is called with every outcome: on a terminal it moves a bar, by bytes read."""
    if quiet or not sys.stderr.isatty():
        yield nowhere
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
        task = bar.add_task("", total=work.inputs.size_bytes, done=0, left="")

        def show(_: object) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=work.inputs.read_bytes, done=done, left=work.time_left())

        yield show


def _summary(done: int, failed: int, work: Batch) -> str:
    """Return what a run came to, in a line or two."""
    seconds = work.seconds
    pace = f" ({done / seconds:.1f} a second)" if done else ""
    parts = [f"{done:,} read{pace}", f"{failed:,} failed"]
    if work.known:
        parts.append(f"{work.known:,} known already")
    lines = [f"newsx: {', '.join(parts)}, in {seconds:,.0f} s"]
    if work.inputs.skipped:
        found = ", ".join(f"{count:,} {why}" for why, count in work.inputs.skipped.most_common(5))
        lines.append(
            f"newsx: passed over {work.inputs.skipped.total():,} that are no pages: {found}"
        )
    return "\n".join(lines)
