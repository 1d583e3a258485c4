"""One quantity, one name: what is told of indices and of central banks goes by its usual name.

An index has a level, whatever its members have; a central bank that sets one rate has a policy
rate, be it called the reference, the key or the overnight rate.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from newsx.knowledge.countries import central_banks
from newsx.resolve.measures.naming import PREVIOUS, Measured, expected
from newsx.schema import Entity, Figure

_LEVEL: Final = "index level"
_OF_OTHERS: Final = frozenset({"share price", "exchange rate"})
_OF_LEVELS: Final = frozenset({"index", "number", "percent"})
_RATE: Final = "policy rate"
_EXPECTED: Final = "expected "
# What any rate of a central bank may be called; two of other names are two rates.
_ANY: Final = frozenset(
    {"interest rate", "interest rates", "rate", "rates", "key rate", "key rates", "policy rate",
     "benchmark rate", "benchmark interest rate", "main rate", "borrowing costs"}
)  # fmt: skip


def with_one_name(figures: Iterable[Figure], entities: Mapping[str, Entity]) -> list[Figure]:
    """Return the figures with the usual names of what indices and central banks have.

    Args:
        figures: The figures of an article, in order.
        entities: Whom its names mean, by id.
    """
    found = [_of_index(figure, entities) for figure in figures]
    rates: dict[str, set[str]] = {}
    for figure in found:
        if _is_policy_rate(figure):
            rates.setdefault(_whose(figure), set()).add(_plain(figure))
    single = {whose for whose, names in rates.items() if len(names - _ANY) <= 1}
    return [
        _called(figure) if _is_policy_rate(figure) and _whose(figure) in single else figure
        for figure in found
    ]


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
    return figure.measure_name == _RATE and _whose(figure) in central_banks()


def _plain(figure: Figure) -> str:
    return (figure.measure or "").lower().removeprefix(_EXPECTED).removeprefix(PREVIOUS)


def _called(figure: Figure) -> Figure:
    """Return a central bank's only rate under its usual name; an outlook's own name stands."""
    text = (figure.measure or "").lower()
    name = Measured(_RATE, _RATE)
    if text.startswith(_EXPECTED):
        name = expected(name)
    elif text.startswith(PREVIOUS):
        name = name._replace(text=PREVIOUS + _RATE)
    return figure.model_copy(update={"measure": name.text})
