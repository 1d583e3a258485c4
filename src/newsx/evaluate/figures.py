"""Figures and periods: found, read with the right value, and bound to what they mean."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isclose
from typing import Final

from newsx.evaluate.gold import GoldFigure, is_time
from newsx.evaluate.tally import Tally
from newsx.evaluate.words import overlap, same_name
from newsx.knowledge.countries import codes_of_lands
from newsx.knowledge.markets import country_id
from newsx.schema import Claim, Figure, Period, Reference, Source

MEASURES: Final = (
    *("span_kind", "value", "bound", "direction", "role"),
    *("measure", "subject", "of_period", "source", "period"),
)


def score_figures(
    golds: Sequence[GoldFigure],
    figures: Sequence[Figure],
    periods: Sequence[Period],
    claims: Sequence[Claim] = (),
) -> Tally:
    """Return the counts of one text.

    Spans have to be exact, and so has the kind where the gold tells it; everything else is asked
    of the figure that overlaps. Measures, subjects and periods are scored by the words they share,
    but a country is the same by any of its names.
    """
    tally = Tally.of(*MEASURES)
    says = {claim.claim_id: claim.source for claim in claims}
    times = {period.period_id: period for period in periods}
    used: set[str] = set()
    spared: set[str] = set()
    for gold in golds:
        if is_time(gold):
            _score_time(gold, periods, tally)
            continue
        figure = _match(gold, figures)
        if figure is not None:
            (spared if gold.optional else used).add(figure.figure_id)
        if not gold.optional:
            _score_figure(gold, figure, times, says, tally)
    found = [one for one in figures if one.figure_id not in spared - used]
    tally.compare("span_kind", right=0, wanted=0, found=len(found))
    for one in found:
        if one.figure_id not in used:
            tally.missed("span_kind", (one.start, one.end), wanted=None, found=f"[{one.kind}]")
    return tally


def _score_figure(
    gold: GoldFigure,
    figure: Figure | None,
    times: Mapping[str, Period],
    says: Mapping[str, Source | None],
    tally: Tally,
) -> None:
    place = (gold.start, gold.end)
    same_kind = figure is not None and gold.kind in {None, figure.kind}
    exact = same_kind and figure is not None and (figure.start, figure.end) == place
    tally.compare("span_kind", right=exact, wanted=1, found=0)
    if not exact:
        told = None if figure is None else f"{figure.text} [{figure.kind}]"
        kind = "a figure" if gold.kind is None else f"[{gold.kind}]"
        tally.missed("span_kind", place, wanted=kind, found=told)
    if gold.value is not None:
        right = same_kind and figure is not None and same_value(gold, figure)
        tally.ask("value", right, place, _told(gold), None if figure is None else _told(figure))
    for fact in ("bound", "direction", "role"):
        asked, answer = getattr(gold, fact), getattr(figure, fact, None)
        if asked not in {None, "eq"}:
            tally.ask(fact, asked == answer, place, asked, answer)
    subject = period = source = None
    if figure is not None:
        subject = _subject(gold, figure.subject)
        when = times.get(figure.period_id or "")
        period = when.text if when is not None else None
        said = says.get(figure.claim_id or "")
        source = (said.name or said.text) if said is not None else None
    for fact, phrase, words in (
        ("measure", gold.measure, figure.measure if figure is not None else None),
        ("subject", gold.subject, subject),
        ("of_period", gold.period, period),
    ):
        if phrase:
            tally.ask(fact, overlap(words, phrase), place, phrase, words)
    if gold.source:
        tally.ask("source", same_name(gold.source, source), place, gold.source, source)


def _subject(gold: GoldFigure, found: Reference | None) -> str | None:
    """Return the words for whose a figure is: the gold's own where both mean one country."""
    if found is None:
        return None
    countries = {
        country_id(code) for code in codes_of_lands().get((gold.subject or "").lower(), ())
    }
    return gold.subject if found.entity_id in countries else found.text


def _score_time(gold: GoldFigure, periods: Sequence[Period], tally: Tally) -> None:
    if gold.optional or not gold.iso:
        return
    near = [one for one in periods if one.start < gold.end and gold.start < one.end]
    right = any(one.iso == gold.iso for one in near)
    told = ", ".join(str(one.iso) for one in near) or None
    tally.ask("period", right, (gold.start, gold.end), gold.iso, told)


def _match(gold: GoldFigure, figures: Sequence[Figure]) -> Figure | None:
    near = [one for one in figures if one.start < gold.end and gold.start < one.end]
    exact = [one for one in near if (one.start, one.end) == (gold.start, gold.end)]
    return next(iter(exact or near), None)


def same_value(gold: GoldFigure, figure: Figure) -> bool:
    """Tell whether value, range and currency or unit agree, as far as the gold tells them."""
    if not (near(figure.value, gold.value) and near(figure.value_max, gold.value_max)):
        return False
    if gold.kind == "money":
        return gold.currency in {None, figure.currency}
    return gold.unit in {None, figure.unit}


def near(value: Decimal | float | None, gold: Decimal | float | None) -> bool:
    """Tell whether two numbers agree to the fourth digit: a third is 0.3333."""
    if value is None or gold is None:
        return value is gold
    return isclose(float(value), float(gold), rel_tol=1.5e-4)


def _told(row: GoldFigure | Figure) -> str:
    """Return a value as one reads it."""
    ends = [one for one in (row.value, row.value_max) if one is not None]
    number = " to ".join(f"{float(one):,.12g}" for one in ends) or "no value"
    return f"{number} {row.currency or row.unit or ''}".strip()
