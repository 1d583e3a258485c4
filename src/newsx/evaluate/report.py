"""Evaluation -> what is printed: a table for a terminal, JSON for a pipe, and the misses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from newsx.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

    from newsx.evaluate.records import Evaluation, PlacedMiss

Floors: TypeAlias = Mapping[str, Mapping[str, float]]
"""Part to measure to the least it may be."""


def read_floors(path: Path, gold_sha256: str) -> Floors:
    """Return the floors of a file: `{"figures": {"value": 0.98}}`, or what `as_json` gave before.

    Args:
        path: The file.
        gold_sha256: Digest of the annotated articles to be scored.

    Raises:
        ConfigurationError: It holds none, or was measured on other articles.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"cannot read the floors in {str(path)!r}: {error}"
        raise ConfigurationError(msg) from error
    try:
        floors = {
            part: {name: _number(one) for name, one in of.items()}
            for part, of in told.get("scores", told).items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        msg = f'{str(path)!r} is no file of floors; they look like {{"figures": {{"value": 0.98}}}}'
        raise ConfigurationError(msg) from error
    if told.get("gold_sha256", gold_sha256) != gold_sha256:
        msg = f"the floors in {str(path)!r} were measured on other articles; measure them anew"
        raise ConfigurationError(msg)
    return floors


def _number(told: float | Mapping[str, float]) -> float:
    return float(told["score"] if isinstance(told, Mapping) else told)


def below(found: Evaluation, floors: Floors) -> dict[str, dict[str, float]]:
    """Return the scores that lie under their floors.

    Raises:
        ConfigurationError: There is a floor for what is not measured.
    """
    low: dict[str, dict[str, float]] = {}
    for part, of in floors.items():
        values = found.parts[part].values() if part in found.parts else {}
        for measure, floor in of.items():
            if measure not in values:
                known = ", ".join(values) or "nothing"
                msg = f"a floor for {part} {measure!r}, but of {part} is measured: {known}"
                raise ConfigurationError(msg)
            if values[measure] < floor:
                low.setdefault(part, {})[measure] = values[measure]
    return low


def as_json(
    found: Evaluation, floors: Floors, *, gold_sha256: str, with_misses: bool
) -> dict[str, object]:
    """Return the evaluation as one object; kept in a file it is the floors of another day."""
    scores = {
        part: {
            measure: {"score": score.value, "gold": score.wanted}
            | ({"floor": floors[part][measure]} if measure in floors.get(part, {}) else {})
            for measure, score in tally.scores().items()
        }
        for part, tally in found.parts.items()
        if tally.scores()
    }
    told: dict[str, object] = {
        "articles": found.articles,
        "unread": found.unread,
        "gold_sha256": gold_sha256,
        "made_by": [one.model_dump() for one in sorted(found.made_by, key=str)],
        "scores": scores,
    }
    if with_misses:
        told["misses"] = [
            {
                "article": one.article,
                "part": one.part,
                **one.miss._asdict(),
                "text": one.text[one.miss.start : one.miss.end],
                "sentence": sentence,
            }
            for one, sentence in _with_sentences(found.misses)
        ]
    return told


def as_table(found: Evaluation, floors: Floors) -> RenderableType:
    """Return a table of every measure: its score, how many the gold has, its floor."""
    from rich import box
    from rich.table import Table

    low = below(found, floors)
    table = Table(box=box.SIMPLE_HEAD, caption=_caption(found), caption_justify="left")
    table.add_column("part")
    table.add_column("measure")
    for name in ("score", "gold", *(("floor",) if floors else ())):
        table.add_column(name, justify="right")
    for part, tally in found.parts.items():
        scores = tally.scores()
        for index, (measure, score) in enumerate(scores.items()):
            floor = floors.get(part, {}).get(measure)
            is_low = measure in low.get(part, {})
            table.add_row(
                part if not index else "",
                measure.replace("_", " "),
                f"{score.value:.3f}",
                f"{score.wanted:,}",
                *(("" if floor is None else f"{floor:.3f}",) if floors else ()),
                style="bold red" if is_low else None,
                end_section=index == len(scores) - 1,
            )
    return table


def _caption(found: Evaluation) -> str:
    made = ", ".join(
        sorted({f"newsx {one.newsx_version}, {one.model or 'no model'}" for one in found.made_by})
    )
    articles = f"{found.articles:,} article{'s' if found.articles != 1 else ''}"
    return f"{articles}, read by {made}" if made else articles


def as_list(misses: Iterable[PlacedMiss]) -> Iterator[RenderableType]:
    """Yield every miss with the sentence it stands in, by article."""
    from rich.text import Text

    for article, of in groupby(_with_sentences(misses), key=lambda pair: pair[0].article):
        yield Text(article, style="bold")
        for one, sentence in of:
            miss = one.miss
            line = Text.assemble(
                f"  {one.part} {miss.measure.replace('_', ' ')}: ",
                (one.text[miss.start : miss.end].replace("\n", " ") or "-", "bold"),
                "  wanted ", (miss.wanted or "nothing", "green"),
                ", found ", (miss.found or "nothing", "red"),
            )  # fmt: skip
            yield line
            if sentence:
                yield Text(f"      {sentence}", style="dim")


def _with_sentences(misses: Iterable[PlacedMiss]) -> Iterator[tuple[PlacedMiss, str]]:
    """Yield each miss and the sentences it touches, in one line."""
    import spacy

    from newsx.recognize.sentences import split_sentences

    nlp = spacy.blank("en")
    for text, of in groupby(misses, key=lambda one: one.text):
        ends = [
            (sent.start_char, sent.end_char) for sent in split_sentences(nlp.make_doc(text)).sents
        ]
        for one in of:
            start, end = one.miss.start, one.miss.end
            touched = [text[a:b] for a, b in ends if a < end and start < b]
            yield one, " ".join(" ".join(touched).split())
