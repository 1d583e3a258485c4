"""`newsx eval`: annotated articles -> how well they are read, by measure."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsx.cli import options
from newsx.cli.group import NOTHING, SOME_FAILED, offering, one_of
from newsx.cli.running import line, log, run, settings_from, start_quickly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsx.evaluate.gold import GoldArticle
    from newsx.evaluate.records import Evaluation
    from newsx.evaluate.report import Floors
    from newsx.schema import Failure, Record
    from newsx.settings import Settings

EXAMPLES = (
    "newsx eval models/corpus --split test",
    "newsx eval gold/ --model en_core_web_sm --errors",
    "newsx eval gold/ --records records.jsonl --floors floors.json",
)


def command(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD",
            help="Annotated articles: files or folders of .json, .jsonl or .txt with markup.",
        ),
    ],
    *,
    records: Annotated[
        list[str] | None,
        typer.Option(
            "--records",
            metavar="FILE",
            help="Score these records (JSON Lines), whatever made them; repeat it. Without it "
            "newsx reads the articles now.",
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option("--split", metavar="NAME", help="Take only articles of this split: test."),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            "--floors",
            metavar="FILE",
            help="Scores to keep, as this command prints them into a pipe; one that is lower "
            "makes the exit code 1.",
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--errors", help="List every miss with the sentence it stands in.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="table|json",
            parser=one_of("table", "json"),
            autocompletion=offering("table", "json"),
            help="How to print; a table on a terminal, JSON into a pipe.",
        ),
    ] = None,
    model: options.Model = None,
    kb: options.Knowledge = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Score newsx, or records of your own, on annotated articles."""
    log(quiet=quiet, verbose=verbose)
    settings = settings_from(model=model, kb=kb)
    start_quickly(settings)
    from newsx.evaluate.gold import gold_sha256, read_gold
    from newsx.evaluate.records import evaluate
    from newsx.evaluate.report import below, read_floors
    from newsx.schema import Record

    golds = [one for place in gold for one in read_gold(place) if split in {None, one.split}]
    if not golds:
        raise typer.BadParameter(f"no article is of the split {split!r}", param_hint="--split")
    digest = gold_sha256(golds)
    kept = read_floors(floors, digest) if floors is not None else {}
    read: list[Record | Failure] = []
    _, failed = run(_outcomes(golds, records, settings), write=read.append, errors=None)
    found = evaluate(golds, (one for one in read if isinstance(one, Record)))
    low = below(found, kept)
    _print(found, kept, form=form, digest=digest, misses=misses)
    _warn(found, quiet=quiet)
    if found.articles == len(found.unread):
        raise typer.Exit(NOTHING)
    for part, of in low.items():
        for measure, value in of.items():
            words = f"{part} {measure} is {value:.3f}, under its floor {kept[part][measure]:.3f}"
            typer.echo(f"newsx: {words}", err=True)
    if low or failed:
        raise typer.Exit(SOME_FAILED)


def _outcomes(
    golds: Sequence[GoldArticle], records: Sequence[str] | None, settings: Settings
) -> Iterator[Record | Failure]:
    """Yield the records that files hold, or else what newsx makes of the articles."""
    if records:
        from newsx.store.lines import records_in

        return records_in(records)
    from newsx.pipeline import extract_many

    return extract_many((gold.as_input() for gold in golds), settings=settings)


def _print(
    found: Evaluation, floors: Floors, *, form: str | None, digest: str, misses: bool
) -> None:
    """Print the scores, and the misses where they are asked for."""
    from newsx.evaluate.report import as_json, as_list, as_table

    if form == "json" or (form is None and not sys.stdout.isatty()):
        told = as_json(found, floors, gold_sha256=digest, with_misses=misses)
        line(json.dumps(told, indent=1, ensure_ascii=False))
        return
    from rich.console import Console

    console = Console()
    for miss in as_list(found.misses) if misses else ():
        console.print(miss, soft_wrap=True)
    console.print(as_table(found, floors))


def _warn(found: Evaluation, *, quiet: bool) -> None:
    """Say which articles have no record, and how many records no article."""
    if found.unread:
        few = ", ".join(found.unread[:3]) + (" ..." if len(found.unread) > 3 else "")  # noqa: PLR2004 - a few
        words = f"{len(found.unread)} of {found.articles} articles have no record"
        typer.echo(f"newsx: {words}, and all they hold counts as missed: {few}", err=True)
    if found.strangers and not quiet:
        typer.echo(f"newsx: {found.strangers} records are of other articles", err=True)
