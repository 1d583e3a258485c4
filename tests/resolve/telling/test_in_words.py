"""Whose the figures of a sentence alone are, in its own words."""

import pytest

from newsx import extract

ALONE = [
    ("The Dow lost 1,180 points on Monday.", ["Dow"]),
    ("South Korea's won firmed to 970 to the dollar.", ["won"]),
    ("Germany's DAX rose 0.5%.", ["DAX"]),
    ("Italy's FTSE MIB finished 0.4 percent firmer.", ["FTSE MIB"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "whose"), ALONE)
def test_a_line_alone_names_subjects_as_it_writes_them(text: str, whose: list[str]) -> None:
    record = extract({"text": text, "date_published": "2024-06-12"})
    subjects = [one.subject for one in record.figures if one.subject is not None]
    assert [one.text for one in subjects] == whose


@pytest.mark.model
def test_the_entity_behind_the_words_keeps_its_full_name() -> None:
    record = extract({"text": ALONE[0][0], "date_published": "2024-06-12"})
    subject = record.figures[0].subject
    assert subject is not None
    names = {entity.entity_id: entity.name for entity in record.entities}
    assert names[subject.entity_id or ""] == "Dow Jones Industrial Average"


@pytest.mark.model
def test_an_article_names_them_by_their_full_names() -> None:
    text = "Stocks slide\n\nThe Dow lost 1,180 points on Monday."
    (figure,) = extract({"text": text, "date_published": "2024-06-12"}).figures
    assert figure.subject is not None
    assert figure.subject.text == "Dow Jones Industrial Average"
