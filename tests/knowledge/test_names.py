import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.knowledge.names import has_legal_form, legal_form, normalise, slug, words


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nvidia Corp.", "nvidia"),
        ("NVIDIA CORP", "nvidia"),
        ("JPMorgan Chase & Co.", "jpmorgan chase"),
        ("Marks & Spencer", "marks and spencer"),
        ("Marks and Spencer", "marks and spencer"),
        ("The Gap, Inc.", "gap"),
        ("BANK OF AMERICA CORP /DE/", "bank of america"),
        ("Société Générale S.A.", "societe generale"),
        ("Lowe's", "lowe"),
        ("A.P. Moller-Maersk A/S", "ap moller maersk a s"),
        ("S&P 500", "s and p 500"),
        ("Co.", "co"),
        ("SAP SE", "sap"),
    ],
)
def test_writings_of_one_name_share_a_key(name: str, key: str) -> None:
    assert normalise(name) == key


@pytest.mark.parametrize(
    ("name", "form"), [("Delta Corp", "corp"), ("KKR & Co. Inc.", "co"), ("Delta Air Lines", "")]
)
def test_legal_form_is_told_apart(name: str, form: str) -> None:
    assert legal_form(name) == form
    assert has_legal_form(name) == bool(form)


def test_slug_is_stable() -> None:
    assert slug("S&P 500") == "s-and-p-500"


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = normalise(text)
    assert normalise(key) == normalise(normalise(key))
    assert words(text) == words(text)
