import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.parse import article_from_text
from newsx.schema import Publisher, digest

TEXT = "OSLO, Feb 12 (Reuters) - The bank cut its rate.\n\nThe krone fell 1.9%, data showed."


def test_text_is_kept_as_it_is() -> None:
    article = article_from_text(TEXT, headline="Bank cuts", date_published="2024-02-12T09:00:00Z")
    assert article.text == TEXT
    assert (article.headline, article.dateline, article.provider) == (
        "Bank cuts",
        "OSLO",
        "Reuters",
    )
    assert article.date_published == datetime(2024, 2, 12, 9, tzinfo=UTC)
    assert (article.date_published_precision, article.date_published_zone_from) == (
        "second",
        "markup",
    )
    assert (article.in_language, article.completeness, article.word_count) == ("en", "full", 16)
    assert article.article_id == digest("article", TEXT)
    assert article.version_id == digest(article.article_id, TEXT)


@pytest.mark.parametrize(
    ("written", "precision", "zone_from"),
    [
        ("2024-02-12", "day", "unknown"),
        ("2024-02-12T09:00", "minute", "unknown"),
        ("Feb 12, 2024, 9:00 AM ET", "minute", "markup"),
    ],
)
def test_dates_tell_how_exact_they_are(written: str, precision: str, zone_from: str) -> None:
    article = article_from_text(TEXT, date_published=written)
    assert article.date_published is not None
    assert (article.date_published_precision, article.date_published_zone_from) == (
        precision,
        zone_from,
    )
    assert article.date_published_raw == written


def test_short_first_paragraph_is_the_headline_and_stays() -> None:
    article = article_from_text(f"Bank cuts rate by half a point\n\n{TEXT}")
    assert article.headline == "Bank cuts rate by half a point"
    assert article.text.startswith("Bank cuts rate by half a point\n\n")


def test_first_sentence_is_no_headline() -> None:
    assert article_from_text(TEXT).headline is None


def test_url_gives_the_id_and_the_domain() -> None:
    article = article_from_text(TEXT, url="https://www.ledger.example/a", publisher="The Ledger")
    assert article.article_id == digest("article", "https://www.ledger.example/a")
    assert article.publisher == Publisher(name="The Ledger", domain="ledger.example")


def test_authors_are_told_from_the_agency() -> None:
    article = article_from_text(
        "The bank fell.", authors=["By Jane Doe and Bloomberg"], source_ref="row-7"
    )
    assert (article.authors, article.provider, article.source_ref) == (
        ("Jane Doe",),
        "Bloomberg",
        "row-7",
    )


def test_windows_line_ends_become_unix_ones() -> None:
    assert article_from_text("One.\r\n\r\nTwo.\rThree.").text == "One.\n\nTwo.\nThree."


@given(st.text(max_size=300))
def test_offsets_hold_in_the_normal_form_of_what_was_given(text: str) -> None:
    kept = article_from_text(text).text
    expected = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert kept == expected
