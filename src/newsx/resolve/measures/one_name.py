"""One quantity, one name: what is told of indices and of central banks goes by its usual name.

An index has a level, whatever its members have; a central bank that sets one rate has a policy
rate, be it called the reference, the key or the overnight rate. What is money is none.
"""

import re
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Final

from newsx.knowledge.countries import central_banks
from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.naming import (
    EXPECTED,
    POLICY_RATE,
    PREVIOUS,
    Measured,
    expected,
    plain,
)
from newsx.schema import Entity, Figure

_LEVEL: Final = "index level"
_OF_OTHERS: Final = frozenset({"share price", "exchange rate"})
_OF_LEVELS: Final = frozenset({"index", "number", "percent"})
_LEVELS: Final = frozenset({"level", "to"})
_NEAR: Final = 200
"""How many characters around a figure are looked at for what its rate is of."""
_OF_TAX: Final = r" of (?:[\w-]+ )?(?:duty|tax|vat)\b"


def with_one_name(
    figures: Iterable[Figure],
    entities: Mapping[str, Entity],
    *,
    text: str = "",
    told_of_banks: Container[int] = (),
) -> list[Figure]:
    """Return the figures with the usual names of what indices and central banks have.

    Args:
        figures: The figures of an article, in order.
        entities: Whom its names mean, by id.
        text: The article.
        told_of_banks: Where the figures start that their sentences tell of central banks.
    """
    found = [_of_index(figure, entities) for figure in figures]
    found = [
        figure.model_copy(update={"measure_name": POLICY_RATE})
        if figure.start in told_of_banks and _may_be_policy_rate(figure, text)
        else figure
        for figure in found
    ]
    rates = [(_whose(figure), figure) for figure in found if _is_policy_rate(figure)]
    names: dict[str, set[str]] = {}
    levels: dict[tuple[str, int], dict[Decimal | None, str]] = {}
    for whose, figure in rates:
        names.setdefault(whose, set()).add(plain(figure.measure))
        if figure.role in _LEVELS:
            here = levels.setdefault((whose, figure.sentence), {})
            here.setdefault(figure.value, plain(figure.measure))
    single = {whose for whose, told in names.items() if len(told - words("any_rates")) <= 1}
    # two levels under two names in one sentence are of two rates
    several = {place for place, here in levels.items() if len(set(here.values())) > 1}
    return [
        _called(figure)
        if _is_policy_rate(figure)
        and _whose(figure) in single
        and (_whose(figure), figure.sentence) not in several
        else figure
        for figure in found
    ]


def _may_be_policy_rate(figure: Figure, text: str) -> bool:
    """Tell a percentage that is called as others' rates are: "its main rate", but not of tax."""
    told = plain(figure.measure)
    if figure.unit != "percent" or figure.measure_name or told not in words("maybe_policy_rates"):
        return False
    near = text[max(0, figure.start - _NEAR) : figure.end + _NEAR].lower()
    return re.search(re.escape(told) + _OF_TAX, near) is None


def _of_index(figure: Figure, entities: Mapping[str, Entity]) -> Figure:
    if figure.kind not in _OF_LEVELS or figure.measure_name not in _OF_OTHERS:
        return figure
    entity = entities.get(_whose(figure))
    is_index = entity is not None and entity.type == "INDEX"
    # a share has no points
    if is_index or (figure.kind == "index" and figure.measure_name == "share price"):
        return figure.model_copy(update={"measure": _LEVEL, "measure_name": _LEVEL})
    return figure


def _whose(figure: Figure) -> str:
    return (figure.subject.entity_id if figure.subject is not None else None) or ""


def _is_policy_rate(figure: Figure) -> bool:
    return figure.measure_name == POLICY_RATE and _whose(figure) in central_banks()


def _called(figure: Figure) -> Figure:
    """Return a central bank's only rate under its usual name; an outlook's own name stands."""
    told = (figure.measure or "").lower()
    name = Measured(POLICY_RATE, POLICY_RATE)
    if told.startswith(EXPECTED):
        name = expected(name)
    elif told.startswith(PREVIOUS):
        name = name._replace(text=PREVIOUS + POLICY_RATE)
    return figure.model_copy(update={"measure": name.text})
