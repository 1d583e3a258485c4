"""Score figures and periods against the annotated sets of `shared/data` (README there)."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from figure_docs import read_figures
from newsx.grammar.amount import Amount
from newsx.grammar.amounts import scan
from newsx.schema import Entity, Figure, Mention, Period

TIMES = {"date", "period", "duration"}
_TOKEN = re.compile(r"[a-z0-9&%]+")
_SMALL = {"the", "a", "an", "s"}

Gold = dict[str, Any]  # a row of the annotated sets, as read from JSON


@dataclass
class Tally:
    """Right answers and questions, by measure."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    extra: int = 0

    def note(self, measure: str, score: float) -> None:
        self.asked[measure] += 1
        self.right[measure] += score  # type: ignore[assignment]  # a share of an answer counts

    def scores(self) -> dict[str, float]:
        """Return the share of right answers; `span_kind` is an F1, extras count against it."""
        found = {measure: self.right[measure] / self.asked[measure] for measure in self.asked}
        if "span_kind" in found:
            right, asked = self.right["span_kind"], self.asked["span_kind"]
            found["span_kind"] = 2 * right / (2 * asked + self.extra)
        return {measure: round(score, 3) for measure, score in sorted(found.items())}


def digest_of(paths: Iterable[Path]) -> str:
    """Return the digest of a corpus, for pinning its floors."""
    content = b"".join(path.read_bytes() for path in sorted(paths))
    return hashlib.sha256(content).hexdigest()[:16]


def score_sentences(path: Path) -> dict[str, float]:
    """Score `finance_dev.jsonl`: one sentence a row, no names recognised."""
    tally = Tally()
    for row in _rows(path):
        figures, periods = read_figures(row["text"], date.fromisoformat(row["ref_date"]))
        _score(row["figures"], figures, periods, tally)
    return tally.scores()


def score_articles(paths: Iterable[Path]) -> dict[str, float]:
    """Score whole annotated articles, their names given."""
    tally = Tally()
    for path in paths:
        row = json.loads(path.read_text(encoding="utf-8"))
        mentions, entities = _names(row["text"], row["entities"])
        figures, periods = read_figures(
            row["text"],
            date.fromisoformat(row["published"][:10]),
            mentions=mentions,
            entities=entities,
        )
        _score(row["figures"], figures, periods, tally)
    return tally.scores()


def score_amounts(path: Path, kinds: set[str]) -> float:
    """Return the share of gold rows that the scanner reads with the right value."""
    right = asked = 0
    for row in _rows(path):
        found = list(scan(row["text"]))
        for gold in row["figures"]:
            if gold.get("optional"):
                continue
            asked += 1
            right += any(_reads(amount, gold, kinds) for amount in found)
    return round(right / asked, 3)


def _reads(amount: Amount, gold: Gold, kinds: set[str]) -> bool:
    return (
        amount.start < gold["end"]
        and gold["start"] < amount.end
        and (not kinds or amount.kind in kinds)
        and _near(amount.value, gold["value"])
        and _near(amount.value_max, gold.get("value_max"))
        and gold.get("currency") in {None, amount.currency}
    )


def _score(
    golds: Sequence[Gold], figures: Sequence[Figure], periods: Sequence[Period], tally: Tally
) -> None:
    used: set[str] = set()
    for gold in golds:
        if gold["kind"] in TIMES:
            _score_period(gold, periods, tally)
            continue
        figure = _match(gold, figures)
        if figure is not None:
            used.add(figure.figure_id)
        if not gold.get("optional"):
            _score_figure(gold, figure, periods, tally)
    tally.extra += len([one for one in figures if one.figure_id not in used])


def _score_figure(
    gold: Gold, figure: Figure | None, periods: Sequence[Period], tally: Tally
) -> None:
    exact = figure is not None and (figure.start, figure.end) == (gold["start"], gold["end"])
    same_kind = figure is not None and figure.kind == gold["kind"]
    tally.note("span_kind", exact and same_kind)
    tally.note("value", figure is not None and same_kind and _same_value(gold, figure))
    if gold.get("bound", "eq") != "eq":
        tally.note("bound", figure is not None and figure.bound == gold["bound"])
    if gold.get("direction"):
        tally.note("direction", figure is not None and figure.direction == gold["direction"])
    if gold.get("role"):
        tally.note("role", figure is not None and figure.role == gold["role"])
    if gold.get("measure"):
        tally.note("measure", _overlap(figure.measure if figure else None, gold["measure"]))
    if gold.get("subject"):
        subject = figure.subject.text if figure is not None and figure.subject else None
        tally.note("subject", _overlap(subject, gold["subject"]))
    del periods


def _score_period(gold: Gold, periods: Sequence[Period], tally: Tally) -> None:
    if gold.get("optional") or not gold.get("iso"):
        return
    near = [one for one in periods if one.start < gold["end"] and gold["start"] < one.end]
    tally.note("period", any(one.iso == gold["iso"] for one in near))


def _match(gold: Gold, figures: Sequence[Figure]) -> Figure | None:
    near = [one for one in figures if one.start < gold["end"] and gold["start"] < one.end]
    exact = [one for one in near if (one.start, one.end) == (gold["start"], gold["end"])]
    return next(iter(exact or near), None)


def _same_value(gold: Gold, figure: Figure) -> bool:
    if not (_near(figure.value, gold["value"]) and _near(figure.value_max, gold.get("value_max"))):
        return False
    if gold["kind"] == "money":
        return gold.get("currency") in {None, figure.currency}
    return gold.get("unit") in {None, figure.unit}


def _near(value: object, gold: object) -> bool:
    if value is None or gold is None:
        return value is gold
    return abs(float(str(value)) - float(str(gold))) <= 1e-4 * max(1e-9, abs(float(str(gold))))


def _overlap(text: str | None, gold: str) -> float:
    """Return the token F1 of two phrases, articles left out."""
    one = Counter(token for token in _TOKEN.findall((text or "").lower()) if token not in _SMALL)
    two = Counter(token for token in _TOKEN.findall(gold.lower()) if token not in _SMALL)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total()) if shared else 0.0


def _names(text: str, golds: Sequence[Gold]) -> tuple[list[Mention], list[Entity]]:
    mentions: list[Mention] = []
    by_name: dict[str, list[Gold]] = {}
    for gold in sorted(golds, key=lambda gold: (gold["start"], -gold["end"])):
        if mentions and gold["start"] < mentions[-1].end:
            continue
        by_name.setdefault(gold["canonical"], []).append(gold)
        mentions.append(
            Mention(
                start=gold["start"],
                end=gold["end"],
                text=text[gold["start"] : gold["end"]],
                mention_id=str(gold["start"]),
                entity_id=gold["canonical"],
                type=gold["type"],
                form="name",
                sentence=0,
            )
        )
    entities = [
        Entity(
            entity_id=name,
            type=golds[0]["type"],
            name=name,
            mention_count=len(golds),
            first_start=golds[0]["start"],
        )
        for name, golds in by_name.items()
    ]
    return mentions, entities


def _rows(path: Path) -> Iterator[Gold]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
