"""Amounts as a desk writes them."""

from decimal import Decimal

import pytest

from builders import make_record
from newsx.view.amounts import amount


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "just under $13bn"),
        ({"value": "1450000000", "value_max": "1550000000", "currency": "EUR"}, "€1.45bn–1.55bn"),
        ({"value": "-2300000", "currency": "SEK"}, "−SEK 2.3m"),
        ({"value": "1234567891", "currency": "GBP"}, "£1,234,567,891"),
        ({"value": "52400", "value_max": "52800", "currency": "INR", "per": "tonne"}, "₹52,400–52,800 a tonne"),
        ({"value": "9.40", "unit": "percent", "direction": "up", "bound": "le"}, "up to 9.4% ↑"),
        ({"value": "25", "value_max": "50", "unit": "basis_point"}, "25–50bp"),
        ({"value": "21.4", "kind": "multiple"}, "21.4×"),
        ({"value": "304500000", "unit": "tonne", "kind": "quantity"}, "304.5m tonnes"),
        ({"value": "12.4", "currency": "USD", "per": "million british thermal units"}, "$12.40/mmBtu"),
        ({"value": "1", "unit": "tonne", "kind": "quantity"}, "1 tonne"),
        ({"value": "2.5", "unit": "barrel*1e6/day", "kind": "quantity"}, "2.5 million barrels a day"),
        ({"value": "70", "unit": "mile/hour", "kind": "quantity"}, "70 miles an hour"),
        ({"value": "5000", "unit": "cubic foot", "kind": "quantity"}, "5,000 cubic feet"),
        ({"value": "2", "unit": "gigahertz", "kind": "quantity"}, "2 gigahertz"),
        ({"value": "186", "unit": "point", "kind": "index", "direction": "down"}, "186 points ↓"),
        ({"value": "-11", "unit": "percent", "direction": "down", "role": "delta"}, "−11%"),
        ({"value": "0.6666666666666666666666666667", "kind": "fraction", "bound": "gt"}, "over $13 billion"),
        ({"value": "0.3", "currency": "EUR", "per": "share"}, "€0.30 a share"),
        ({"value": "13", "unit": "person", "kind": "count", "bound": "approx"}, "about $13 billion"),
        ({"value": None}, "$13 billion"),
    ],
)  # fmt: skip
def test_an_amount_is_written_as_a_desk_writes_it(fields: dict[str, str], words: str) -> None:
    [figure] = make_record("x").figures
    plain = {"currency": None, "unit": None, "bound": "eq"} if fields else {}
    given = {
        name: Decimal(value) if name.startswith("value") and value else value
        for name, value in {**plain, **fields}.items()
    }
    assert amount(figure.model_copy(update=given)) == words
