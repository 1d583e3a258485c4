"""One quantity, one name: indices and policy rates."""

from decimal import Decimal

import pytest

from newsx.resolve.measures.one_name import with_one_name
from newsx.schema import Entity, Figure, FigureKind, Reference

_BANK = "newsx:bank-of-england"
_ENTITIES = {
    "i": Entity(entity_id="i", type="INDEX", name="Calder 30", mention_count=1, first_start=0),
    "o": Entity(entity_id="o", type="ORG", name="Calder AG", mention_count=1, first_start=0),
    _BANK: Entity(
        entity_id=_BANK, type="ORG", name="Bank of England", mention_count=1, first_start=0
    ),
}


def _figure(kind: FigureKind, measure: str, name: str, whose: str) -> Figure:
    return Figure(
        figure_id="f", start=0, end=1, text="5", sentence=0, kind=kind, value=Decimal(5),
        unit=None, bound="eq", role="level", measure=measure, measure_name=name, confidence=0.5,
        subject=Reference(text=whose, entity_id=whose),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "measure", "whose", "called"),
    [
        ("percent", "share price", "i", "index level"),
        ("index", "share price", "o", "index level"),
        ("percent", "share price", "o", "share price"),
        ("money", "share price", "i", "share price"),
    ],
)
def test_an_index_has_a_level(kind: FigureKind, measure: str, whose: str, called: str) -> None:
    (found,) = with_one_name([_figure(kind, measure, measure, whose)], _ENTITIES)
    assert (found.measure, found.measure_name) == (called, called)


@pytest.mark.parametrize(
    ("measures", "whose", "called"),
    [
        (["base rate", "interest rate"], _BANK, ["policy rate", "policy rate"]),
        (["expected bank rate"], _BANK, ["expected policy rate"]),
        # set side by side, each keeps its name
        (["deposit rate", "lombard rate"], _BANK, ["deposit rate", "lombard rate"]),
        (["interest rate"], "o", ["interest rate"]),
    ],
)
def test_the_only_rate_of_a_central_bank_is_its_policy_rate(
    measures: list[str], whose: str, called: list[str]
) -> None:
    figures = [_figure("percent", measure, "policy rate", whose) for measure in measures]
    assert [one.measure for one in with_one_name(figures, _ENTITIES)] == called
