"""Forms of address: `Mr`, `Mrs.`, `Datin`."""

import re

import pytest

from newsx.knowledge.courtesies import COURTESY, HERS, OF_EITHER


@pytest.mark.parametrize("form", ["Mr", "Mr.", "Mrs", "Mrs.", "Ms.", "Prof", "Datin", "Dr."])
def test_a_form_is_one_with_its_stop_or_without(form: str) -> None:
    assert re.fullmatch(COURTESY, form) is not None


@pytest.mark.parametrize("word", ["President", "Mister", "mr", "Mr.."])
def test_a_role_or_another_word_is_none(word: str) -> None:
    assert re.fullmatch(COURTESY, word) is None


def test_a_doctor_may_be_a_woman_or_a_man() -> None:
    assert "Dr" not in OF_EITHER.split("|")
    assert HERS.issubset(OF_EITHER.split("|"))
