import pytest

from newsx.knowledge.base import default
from newsx.knowledge.names import normalise
from newsx.knowledge.typos import Typos

MISSPELT = [
    ("Berkshire Hathway", "berkshire hathaway"),
    ("Morgan Stanely", "morgan stanley"),
    ("Goldamn Sachs", "goldman sachs"),
    ("Federal Resreve", "federal reserve"),
    ("Volkswagne", "volkswagen"),
]
NAMESAKES = [
    "Goldman Sachs",  # right
    "Norrland Stanley",  # another word, nowhere near
    "Calloway",  # one letter from Callaway: a name, not a slip
    "Barclay",  # Barclays without its s
    "Nvida",  # too short to tell
    "Peel Hurst",  # one word of five letters, two slips from Peel Hunt
    "Hallow Bank",
]


@pytest.fixture(scope="module")
def typos() -> Typos:
    return Typos(default())


@pytest.mark.parametrize(("written", "meant"), MISSPELT)
def test_one_slip_in_a_long_word_is_forgiven(typos: Typos, written: str, meant: str) -> None:
    assert typos.corrected(normalise(written)) == meant


@pytest.mark.parametrize("name", NAMESAKES)
def test_a_namesake_is_not_a_typo(typos: Typos, name: str) -> None:
    assert typos.corrected(normalise(name)) == ""
