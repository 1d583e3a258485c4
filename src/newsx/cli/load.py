"""`newsx load`: records that were made before -> a database."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from newsx.cli import options
from newsx.cli.group import called
from newsx.cli.running import created, leave, log, nowhere, run


@called(
    examples=("newsx load records.jsonl -o news.duckdb",),
    arguments=(("RECORDS", "JSON Lines of records, as extract and batch write them."),),
)
@click.argument(
    "records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS..."
)
@options.sink
@options.errors
@options.quiet
@options.verbose
def command(
    records: tuple[Path, ...], *, output: str, errors: Path | None, quiet: bool, verbose: bool
) -> None:
    """Load records that were made before into a database."""
    log(quiet=quiet, verbose=verbose)
    from newsx.batch import load as loaded
    from newsx.batch import read_records
    from newsx.store.sinks import open_sink

    with contextlib.ExitStack() as stack:
        error_file = stack.enter_context(created(errors)) if errors is not None else None
        outcomes = loaded(read_records(records), open_sink(output))
        done, failed = run(outcomes, write=nowhere, errors=error_file)
    if not quiet:
        click.echo(f"newsx: {done:,} records loaded, {failed:,} failed", err=True)
    leave(done, failed)
