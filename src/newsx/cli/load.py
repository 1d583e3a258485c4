"""`newsx load`: records that were made before -> a database."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer

from newsx.cli import options
from newsx.cli.running import created, leave, log, nowhere, run

EXAMPLES = ("newsx load records.jsonl -o news.duckdb",)


def command(
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS",
            help="Records as JSON, as extract and batch write them: files, patterns, "
            "folders, object storage.",
        ),
    ],
    *,
    output: options.Sink,
    errors: options.Errors = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Load records that were made before into a database."""
    log(quiet=quiet, verbose=verbose)
    from newsx.batch import load as loaded
    from newsx.store.lines import records_in
    from newsx.store.sinks import open_sink

    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(created(errors)) if errors is not None else None
        outcomes = loaded(records_in(records), open_sink(output))
        done, failed = run(outcomes, write=nowhere, errors=error_file)
    if not quiet:
        word = "record" if done == 1 else "records"
        typer.echo(f"newsx: {done:,} {word} loaded, {failed:,} failed", err=True)
    leave(done, failed)
