import pytest

from newsx.resolve.statements.tone import tones

# (text, the sum of its good and bad news)
TONES = [
    ("profit rose 4%", 1),
    ("costs rose 4%", -1),
    ("unemployment fell to 4%", 1),
    ("the loss narrowed to $3 million", 1),
    ("it will cut costs", 1),
    ("a rise in defaults", -1),
    ("margins did not improve", -1),
    ("sales fell and debts rose", -2),
    ("Acme +4.2%", 1),
    ("Acme -4.2%", -1),
    ("a range of 4-5%", 0),
    ("a fine of up to $4 million", -1),
    ("the board met on Monday", 0),
]


@pytest.mark.parametrize(("text", "total"), TONES)
def test_news_is_good_or_bad_by_what_moves(text: str, total: int) -> None:
    assert sum(tone.sign for tone in tones(text)) == total
