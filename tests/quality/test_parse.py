"""Parse against annotated pages: floors in `parse_floors.json`, pinned with a digest of the corpus.

The pages lie outside the repository (`NEWSX_DATA`); floors go up freely, and down only in a commit
that says why. The model behind the bodies has learnt from these pages, so the floors that count are
`unseen_sites`: `models/lines.json` reports what is read of sites whose pages the weights have not
seen, and is refused here as soon as code, phrases, weights or pages are not those it was measured
on. `PYTHONPATH=tests python tests/quality/test_parse.py` prints the rest beside their floors.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsx.parse import parse
from newsx.parse.bylines import agencies
from newsx.schema import Article, Document
from newsx.settings import Settings
from parse_pages import (
    REPORT,
    Page,
    corpus_digest,
    flattener,
    paragraphs_f1,
    read_pages,
    reader_digest,
    shingle_f1,
)

FLOORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("parse_floors.json").read_text("utf-8")
)
DATA = Path(os.environ.get("NEWSX_DATA", "/nonexistent"))
SEEDS = DATA.parent / "seeds"
TOOL = DATA.parent / "tools/flatten_page.py"

pytestmark = pytest.mark.skipif(
    not (DATA / "html_dev").is_dir(), reason="NEWSX_DATA does not name a folder with html_dev"
)


def parsed(page: bytes, url: str | None) -> Article:
    return parse(Document(source_ref="page", content=page, url=url), settings=Settings())


@cache
def pages(origin: str) -> tuple[Page, ...]:
    return tuple(page for page in read_pages(DATA) if page.origin == origin)


@cache
def fundus_articles() -> tuple[tuple[Article, Page], ...]:
    return tuple((parsed(page.content, page.url), page) for page in pages("fundus"))


def pages_f1() -> float:
    return shingle_f1(
        (page.body, parsed(page.content, page.url).text) for page in pages("scrapinghub")
    )


def whole_paragraphs_f1() -> float:
    return paragraphs_f1((page.paragraphs, article.text) for article, page in fundus_articles())


def flattened_f1() -> float:
    if not TOOL.is_file():
        pytest.skip("tools/flatten_page.py does not lie beside the data")
    flatten = flattener(DATA)
    return shingle_f1(
        (page.body, parsed(flatten(page.content).encode(), None).text)
        for origin in ("scrapinghub", "fundus")
        for page in pages(origin)
    )


def share(agrees: Callable[[Article, dict[str, Any]], bool]) -> float:
    found = [agrees(article, page.facts) for article, page in fundus_articles()]
    return sum(found) / len(found)


def title_right(article: Article, row: dict[str, Any]) -> bool:
    return " ".join((article.headline or "").split()) == " ".join(row["title"].split())


def authors_right(article: Article, row: dict[str, Any]) -> bool:
    """Compare people, as newsx keeps them: an agency among the annotated must be our provider."""
    stated = {name.casefold() for name in row["authors"]}
    houses = {name for name in stated if agencies().get(name.removeprefix("the "))}
    provider = (article.provider or "").casefold()
    return {name.casefold() for name in article.authors} == stated - houses and all(
        agencies()[house.removeprefix("the ")].casefold() == provider for house in houses
    )


def authors_as_listed(article: Article, row: dict[str, Any]) -> bool:
    """Compare the names of `authors` alone with the annotated, agencies among them."""
    return {name.casefold() for name in article.authors} == {
        name.casefold() for name in row["authors"]
    }


def _gold_moment(row: dict[str, Any]) -> datetime:
    moment = datetime.fromisoformat(row["published"])
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def day_right(article: Article, row: dict[str, Any]) -> bool:
    return (
        article.date_published is not None
        and article.date_published.date() == _gold_moment(row).date()
    )


def minute_right(article: Article, row: dict[str, Any]) -> bool:
    moment = article.date_published
    return moment is not None and abs((moment - _gold_moment(row)).total_seconds()) < 60


def speed_ratio() -> float:
    """Return the cost of a page against `trafilatura.bare_extraction`, the best of three runs."""
    from trafilatura import bare_extraction

    some = [(page.content, page.url) for page in pages("scrapinghub")[::3]]
    settings = Settings()

    def ours() -> None:
        for page, url in some:
            parse(Document(source_ref="page", content=page, url=url), settings=settings)

    def theirs() -> None:
        for page, _ in some:
            bare_extraction(page.decode("utf-8", "replace"))

    ours()

    def cost(run: Callable[[], None]) -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    spent = [(cost(ours), cost(theirs)) for _ in range(3)]
    return min(mine for mine, _ in spent) / min(other for _, other in spent)


MEASURES: dict[str, Callable[[], float]] = {
    "pages_shingle_f1": pages_f1,
    "paragraphs_f1": whole_paragraphs_f1,
    "flattened_shingle_f1": flattened_f1,
    "title": lambda: share(title_right),
    "authors": lambda: share(authors_right),
    "authors_as_listed": lambda: share(authors_as_listed),
    "published_day": lambda: share(day_right),
    "published_minute": lambda: share(minute_right),
}


def test_floors_were_set_on_this_corpus() -> None:
    assert corpus_digest(DATA) == FLOORS["corpus_sha256"]


def test_report_on_unseen_sites_is_of_this_code_and_corpus() -> None:
    report = json.loads(REPORT.read_text("utf-8"))
    assert (report["reader_sha256"], report["corpus_sha256"]) == (
        reader_digest(),
        corpus_digest(DATA),
    ), "measure anew: python models/scripts/train_lines.py --report"


@pytest.mark.parametrize("name", FLOORS["unseen_sites"])
def test_unseen_sites_hold_their_floor(name: str) -> None:
    told = json.loads(REPORT.read_text("utf-8"))["unseen_sites"][name]
    assert told["mean"] >= FLOORS["unseen_sites"][name]


@pytest.mark.parametrize("name", MEASURES)
def test_measure_holds_its_floor(name: str) -> None:
    assert MEASURES[name]() >= FLOORS["floors"][name]


@pytest.mark.slow
def test_page_costs_no_more_than_trafilatura() -> None:
    assert speed_ratio() <= FLOORS["ceilings"]["cost_against_trafilatura"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents do not lie beside NEWSX_DATA")
@pytest.mark.parametrize("number", [0, 1])
def test_seed_gives_every_paragraph_and_no_foreign_line(number: int) -> None:
    seed = FLOORS["seeds"][number]
    article = parsed((SEEDS / seed["file"]).read_bytes(), None)
    found = [hashlib.sha256(p.encode()).hexdigest()[:12] for p in article.text.split("\n\n")]
    assert found == seed["paragraphs"]
    told = article.model_dump(mode="json", include=set(seed["facts"]))
    assert told == seed["facts"]


if __name__ == "__main__":
    for name, measure in MEASURES.items():
        sys.stdout.write(f"{name:24} {measure():.4f}  floor {FLOORS['floors'][name]}\n")
    sys.stdout.write(f"{'cost_against_trafilatura':24} {speed_ratio():.2f}\n")
