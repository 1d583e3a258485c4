"""One quantity, one name: indices and policy rates."""

from decimal import Decimal

import pytest

from newsx import extract
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
        (["deposit rate", "benchmark rate"], _BANK, ["deposit rate", "benchmark rate"]),
        (["interest rate"], "o", ["interest rate"]),
    ],
)
def test_the_only_rate_of_a_central_bank_is_its_policy_rate(
    measures: list[str], whose: str, called: list[str]
) -> None:
    figures = [_figure("percent", measure, "policy rate", whose) for measure in measures]
    assert [one.measure for one in with_one_name(figures, _ENTITIES)] == called


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Riksbank cut its main rate to 4%.", {"policy rate"}),
        ("The Bank of England raised its overnight rate to 4.5%.", {"policy rate"}),
        ("The Riksbank cut its lombard rate to 4%.", {"policy rate"}),
        # money, a hotel's, a tax, a market's
        (
            "The People's Bank of China set the yuan reference rate at 7.1025 per dollar.",
            {None},
        ),
        ("Kestrel Hotels plc said its overnight rate rose 4% to $120.", {None}),
        ("The government cut its main rate of tax to 19%. The Riksbank was not asked.", {None}),
        ("Kestrel Hotels plc said its base rate rose to $120.", {None}),
        ("The overnight rate in the repo market jumped to 5.4%.", {None}),
    ],
)
def test_a_rate_by_any_name_is_a_policy_rate_where_a_central_bank_has_it(
    text: str, names: set[str | None]
) -> None:
    figures = extract({"text": f"Rates\n\n{text}"}).figures
    assert {one.measure_name if one.measure_name == "policy rate" else None for one in figures} == (
        names
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "The European Central Bank raised its deposit rate to 4% and its main rate to 4.5%.",
            2,
        ),
        (
            "The Riksbank raised its deposit rate to 4%. The main refinancing rate rises to 4.5%.",
            2,
        ),
        ("The Riksbank cut its key rate to 4%. The interest rate was 4.5% in May.", 1),
    ],
)
def test_two_rates_of_a_bank_have_two_names(text: str, measures: int) -> None:
    figures = extract({"text": f"Rates\n\n{text}"}).figures
    assert len({one.measure for one in figures}) == measures
