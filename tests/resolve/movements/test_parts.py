import pytest

from newsx import extract

# (text, figure, direction, role): where a movement ended or how much it was, though no rule of a
# verb tells it; and what goes nowhere, and so is neither.
PARTS = [
    ("Spreads widened sharply and blew out to 241 basis points.", "241 basis points", "up", "to"),
    ("The carrier sweetened its offer for Lindal by 15p to 690p.", "15p", "up", "delta"),
    ("The carrier sweetened its offer for Lindal by 15p to 690p.", "690p", "up", "to"),
    (
        "Bonds of the lender were bid at 28 cents, from 35 cents a week earlier.",
        "28 cents",
        "down",
        "to",
    ),
    ("Receivables days at Lindal lengthened to 74 from 58.", "74", "up", "to"),
    ("Sales at Lindal came to 4 million euros, up 3%.", "4 million euros", "up", "level"),
    ("The lender missed its target by $25 million.", "$25 million", None, "level"),
    ("The rights were sold at a 61.5% discount to the last trade.", "61.5%", None, "level"),
    ("Net inflows at Lindal totalled €2.1 billion in May.", "€2.1 billion", "up", "delta"),
    ("Weekly redemptions at the Lindal fund hit $1.9bn.", "$1.9bn", "down", "delta"),
    ("The cash outflow of Lindal was $1.9bn.", "$1.9bn", None, "level"),
    (
        "Bonds of the lender were bid at 28 cents, from 35 cents a week ago.",
        "35 cents",
        "down",
        "from",
    ),
    (
        "Norrland swung to a loss of 881 million euros from a profit of 562 million euros.",
        "881 million euros",
        "down",
        "to",
    ),
    ("Orders were 2.6 times the amount on offer.", "2.6 times", None, "level"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "figure", "direction", "role"), PARTS)
def test_part(text: str, figure: str, direction: str | None, role: str) -> None:
    found = {one.text: one for one in extract({"text": text}).figures}
    assert (found[figure].direction, found[figure].role) == (direction, role)
