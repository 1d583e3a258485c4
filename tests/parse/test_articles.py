"""Articles given as objects: what their fields may be, and what is said of those that are not."""

from datetime import UTC, date, datetime

import pytest

from newsx.errors import ParseError
from newsx.parse.articles import article_from_mapping
from newsx.schema import Publisher

TEXT = "Sales rose 5% in the quarter, Norrland said."


def test_fields_are_taken_as_other_data_sets_write_them() -> None:
    article = article_from_mapping(
        {
            "id": 7,
            "title": "Norrland sells more",
            "body": TEXT,
            "date": date(2024, 5, 2),
            "source": {"name": "The Ledger", "domain": "ledger.example"},
            "authors": "Ida Roth",
            "keywords": ["paper", "pulp"],
            "section": None,
            "language": None,
        }
    )
    assert article.source_ref == "7"
    assert article.headline == "Norrland sells more"
    assert article.date_published == datetime(2024, 5, 2, tzinfo=UTC)
    assert article.publisher == Publisher(name="The Ledger", domain="ledger.example")
    assert (article.authors, article.keywords) == (("Ida Roth",), ("paper", "pulp"))
    assert (article.section, article.in_language) == (None, "en")


@pytest.mark.parametrize(
    ("theirs", "ours", "value"),
    [("author", "authors", "Ida Roth"), ("byline", "authors", "Ida Roth"),
     ("tags", "keywords", "pulp"), ("tags", "keywords", ["pulp"]),
     ("link", "url", "https://ledger.example/a")],
)  # fmt: skip
def test_other_names_of_fields_are_known(theirs: str, ours: str, value: str) -> None:
    told = {"text": TEXT}
    assert article_from_mapping({**told, theirs: value}) == article_from_mapping(
        {**told, ours: value}
    )


@pytest.mark.parametrize("tags", ["oil, gas", "oil; gas;", ["oil", "gas"]])
def test_keywords_in_a_row_are_many(tags: object) -> None:
    assert article_from_mapping({"text": TEXT, "tags": tags}).keywords == ("oil", "gas")


def test_a_name_with_a_comma_is_one_author() -> None:
    article = article_from_mapping({"text": TEXT, "author": "Roth, Ida"})
    assert article.authors == article_from_mapping({"text": TEXT, "author": ["Roth, Ida"]}).authors


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("authors", {"name": "Ida Roth"}, "give a list of strings"),
        ("authors", ["Ida Roth", 5], "give a list of strings"),
        ("keywords", 5, "give a list of strings"),
        ("publisher", 5, "give a string"),
        ("publisher", {"title": "The Ledger"}, "an object with 'name' and 'domain'"),
        ("date_published", 1714608000, "give a string"),
        ("url", ["https://a.example"], "give a string"),
        ("headline", 5, "give a string"),
        ("colour", "red", "headline, id, keywords"),
        ("text", None, "needs its 'text'"),
    ],
)
def test_a_field_of_another_type_is_named_with_what_it_should_be(
    field: str, value: object, advice: str
) -> None:
    with pytest.raises(ParseError, match=advice) as error:
        article_from_mapping({"text": TEXT, field: value})
    assert repr(field) in str(error.value)
