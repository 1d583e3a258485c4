"""The two documents newsx was created from: a page dump, and a truncated copy of it elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsx import Record, extract

FULL = "000_98c76b955ecf80de.txt"
COPY = "001_b79b020fc09e6b5c.txt"
# Facts of the page: every listed company it names, with the ticker of September 2023.
TICKERS = {"NVDA", "META", "TSLA", "ACHR", "ATSG", "AYX", "SAGE", "LUMN", "FL", "BEAM", "BAC", "MS"}


@pytest.fixture(scope="module")
def seeds(newsx_data: Path) -> Path:
    folder = newsx_data.parent / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed documents are not beside NEWSX_DATA")
    return folder


@pytest.fixture(scope="module")
def full(seeds: Path) -> Record:
    return extract(seeds / FULL)


@pytest.fixture(scope="module")
def copy(seeds: Path) -> Record:
    return extract(seeds / COPY)


def test_the_page_tells_who_wrote_it_for_whom_and_when(full: Record) -> None:
    article = full.article
    assert article.headline is not None
    assert article.headline.startswith("Short-sellers reap $13 billion")
    assert article.headline.endswith("set of winners’")
    assert article.authors == ("Carmen Reinicke", "Alexandra Semenova")
    assert (article.publisher.name, article.provider) == ("Fortune", "Bloomberg")
    assert article.date_published == datetime(2023, 9, 10, 21, 58, tzinfo=UTC)
    assert article.date_published_precision == "minute"
    assert article.date_published_zone_from == "text"
    assert article.date_published_raw == "September 10, 2023, 5:58 PM ET"
    assert article.completeness == "full"


def test_the_copy_is_truncated_and_claims_nothing_it_does_not_say(copy: Record) -> None:
    article = copy.article
    assert article.completeness == "truncated"
    assert article.headline is not None
    assert article.headline.startswith("Short-sellers reap $13 billion")
    assert article.authors == ()
    assert article.date_published is None


def test_only_the_own_paragraphs_are_text(full: Record, copy: Record, seeds: Path) -> None:
    page = (seeds / FULL).read_text(encoding="utf-8")
    begin = page.index("Short sellers are raking in")
    end = page.index("Fortune Brainstorm AI returns")
    assert full.article.text.split() == page[begin:end].split()
    page = (seeds / COPY).read_text(encoding="utf-8")
    begin = page.index("Short sellers are raking in")
    own = page[begin : page.index("Leave a Comment")]
    assert copy.article.text.split() == own.replace("Corp.Meta", "Corp. Meta").split()


@pytest.mark.model
def test_what_the_story_is_about_is_found_with_its_place(full: Record, copy: Record) -> None:
    for record in (full, copy):
        text = record.article.text
        money = {figure.text: figure for figure in record.figures if figure.kind == "money"}
        thirteen = money["$13 billion"]
        assert thirteen.value == 13_000_000_000
        assert (thirteen.currency, thirteen.bound) == ("USD", "almost")
        assert text[thirteen.start : thirteen.end] == "$13 billion"
        named = {(mention.text, mention.type) for mention in record.mentions}
        assert ("Russell 2000", "INDEX") in named
        assert ("S&P 500", "INDEX") in named
        assert ("S3 Partners LLC", "ORG") in named


@pytest.mark.model
def test_thirteen_billion_is_one_whole_row(full: Record) -> None:
    figure = next(one for one in full.figures if one.text == "$13 billion")
    names = {entity.entity_id: entity.name for entity in full.entities}
    period = next(one for one in full.periods if one.period_id == figure.period_id)
    assert figure.measure is not None
    assert "profits" in figure.measure
    assert figure.subject is not None
    assert period.iso == "2023"
    assert names[figure.attributed_to or ""].startswith("S3 Partners")
    assert figure.claim_id is not None


@pytest.mark.model
def test_every_listed_company_has_its_ticker_of_that_day(full: Record) -> None:
    found = {entity.identifiers.ticker for entity in full.entities}
    assert found >= TICKERS


@pytest.mark.model
def test_who_says_what(full: Record) -> None:
    sources = {claim.source.name for claim in full.claims if claim.source is not None}
    assert {"Steve Sosnick", "Rob Haworth", "Mike Wilson", "Jill Carey Hall"} <= sources
    haworth = next(
        claim
        for claim in full.claims
        if claim.source and claim.source.name == "Rob Haworth" and claim.role
    )
    assert haworth.affiliation is not None
    assert haworth.affiliation.name == "U.S. Bank Wealth Management"
    cited = [claim.via.name for claim in full.claims if claim.via is not None]
    assert any("EPFR" in name for name in cited)


@pytest.mark.model
def test_no_figure_comes_from_outside_the_article(full: Record, copy: Record) -> None:
    foreign = ("$10 billion", "$102.5 million", "$50 million", "15%", "100")
    for record in (full, copy):
        assert not {figure.text for figure in record.figures} & set(foreign)
