from datetime import UTC, datetime

import pytest
import spacy
from spacy.language import Language

from newsx.knowledge.base import default
from newsx.resolve.entities import resolve_entities
from newsx.resolve.names.listings import read_ticker
from newsx.schema import Article, Publisher

# (dateline, publisher, text with the name first, ticker and market)
LISTINGS = [
    ("HONG KONG, May 3", None, "Alibaba rose.", ("9988", "XHKG")),
    ("BEIJING", None, "Alibaba rose.", ("9988", "XHKG")),
    ("NEW YORK", None, "Alibaba rose.", ("BABA", "XNYS")),
    (None, None, "Alibaba rose.", ("BABA", "XNYS")),
    ("HONG KONG", None, "HSBC rose.", ("0005", "XHKG")),
    ("LONDON", None, "HSBC rose.", ("HSBA", "XLON")),
    ("TOKYO", None, "Toyota rose.", ("7203", "XTKS")),
    ("DETROIT", None, "Toyota recalled cars.", ("7203", "XTKS")),
    ("SYDNEY", None, "Rio Tinto rose.", ("RIO", "XASX")),
    ("LONDON/SYDNEY", None, "Rio Tinto rose.", ("RIO", "XLON")),
    ("JOHANNESBURG", None, "Glencore rose.", ("GLN", "XJSE")),
    ("SHANGHAI", None, "PetroChina rose.", ("601857", "XSHG")),
    ("HONG KONG", None, "PetroChina rose.", ("0857", "XHKG")),
    (None, "South China Morning Post", "Alibaba rose.", ("9988", "XHKG")),
    (None, "Reuters", "Alibaba rose.", ("BABA", "XNYS")),
    ("HONG KONG", None, "HSBC (HSBA.L) rose.", ("HSBA", "XLON")),
    (None, None, "HSBC slid 3% in Hong Kong, where it makes its money.", ("0005", "XHKG")),
    (None, None, "Toyota's American depositary receipts rose.", ("TM", "XNYS")),
    (None, None, "HSBC and its Hong Kong-listed shares are cheap.", ("0005", "XHKG")),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("dateline", "publisher", "text", "listing"), LISTINGS)
def test_the_market_an_article_is_read_at_chooses_the_listing(
    nlp: Language,
    dateline: str | None,
    publisher: str | None,
    text: str,
    listing: tuple[str, str],
) -> None:
    name = "Rio Tinto" if text.startswith("Rio") else text.replace("'", " ").split()[0]
    doc = nlp(text)
    spans = [doc.char_span(0, len(name), label="ORG", alignment_mode="expand")]
    if "HSBA.L" in text:
        start = text.index("HSBA.L")
        spans.append(doc.char_span(start, start + 6, label="TICKER", alignment_mode="expand"))
    doc.ents = tuple(span for span in spans if span is not None)
    article = Article(
        article_id="a",
        version_id="v",
        dateline=dateline,
        publisher=Publisher(name=publisher),
        date_published=datetime(2024, 5, 3, tzinfo=UTC),
        text=text,
        text_sha256="",
    )
    entities, _ = resolve_entities(doc, article, knowledge=default())
    found = entities[0].identifiers
    assert (found.ticker, found.mic) == listing


@pytest.mark.parametrize(
    ("written", "market", "ticker", "mic"),
    [
        ("BARC.L", "", "BARC", "XLON"),
        ("BRK.B", "", "BRK.B", ""),
        ("700.HK", "", "0700", "XHKG"),
        ("00700", "HKEX", "0700", "XHKG"),
        ("CWRB", "NASDAQ", "CWRB", "XNAS"),
    ],
)
def test_tickers_read_as_market_data_writes_them(
    written: str, market: str, ticker: str, mic: str
) -> None:
    assert read_ticker(written, market, default()) == (ticker, mic)
