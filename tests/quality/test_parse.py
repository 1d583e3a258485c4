"""Parse against annotated pages: floors in `parse_floors.json`, pinned with a digest of the corpus.

The pages lie outside the repository (`NEWSX_DATA`); floors go up freely, and down only in a commit
that says why. `python tests/quality/test_parse.py` prints the measures beside their floors.
"""

import gzip
import hashlib
import importlib.util
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsx.parse import parse
from newsx.schema import Article, Document
from newsx.settings import Settings

FLOORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("parse_floors.json").read_text("utf-8")
)
DATA = Path(os.environ.get("NEWSX_DATA", "/nonexistent"))
PAGES = DATA / "html_dev"
SEEDS = DATA.parent / "seeds"
TOKEN = re.compile(r"\w+")

pytestmark = pytest.mark.skipif(
    not PAGES.is_dir(), reason="NEWSX_DATA does not name a folder with html_dev"
)


def corpus_digest() -> str:
    """Return the digest of the annotations: another corpus cannot be held to these floors."""
    found = hashlib.sha256()
    for name in ("scrapinghub/ground-truth.json", "fundus/expected.json"):
        found.update((PAGES / name).read_bytes())
    return found.hexdigest()


def read(folder: str, name: str) -> bytes:
    return gzip.decompress((PAGES / folder / f"{name}.html.gz").read_bytes())


def parsed(page: bytes, url: str | None) -> Article:
    return parse(Document(source_ref="page", content=page, url=url), settings=Settings())


@cache
def scrapinghub() -> tuple[tuple[bytes, str, str], ...]:
    rows = json.loads((PAGES / "scrapinghub/ground-truth.json").read_text("utf-8"))
    return tuple(
        (read("scrapinghub", name), row["url"], row["articleBody"])
        for name, row in sorted(rows.items())
    )


@cache
def fundus() -> tuple[tuple[bytes, dict[str, Any]], ...]:
    rows = json.loads((PAGES / "fundus/expected.json").read_text("utf-8"))
    return tuple((read("fundus", name), row) for name, row in sorted(rows.items()))


@cache
def fundus_articles() -> tuple[Article, ...]:
    return tuple(parsed(page, row["url"]) for page, row in fundus())


def gold_paragraphs(row: dict[str, Any]) -> list[str]:
    parts = list(row["body"]["summary"])
    for section in row["body"]["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return [" ".join(part.split()) for part in parts if part.strip()]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = TOKEN.findall(text)
    return (
        Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)))
        if words
        else Counter()
    )


def shingle_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the F1 of mean precision and mean recall over (gold, got), as the benchmark has it."""
    precisions, recalls = [], []
    for gold_text, got_text in pairs:
        gold, got = shingles(gold_text), shingles(got_text)
        common = (gold & got).total()
        if got:
            precisions.append(common / got.total())
        if gold:
            recalls.append(common / gold.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 2 * precision * recall / (precision + recall)


def pages_f1() -> float:
    return shingle_f1((body, parsed(page, url).text) for page, url, body in scrapinghub())


def paragraphs_f1() -> float:
    scores = []
    for article, (_, row) in zip(fundus_articles(), fundus(), strict=True):
        gold, got = Counter(gold_paragraphs(row)), Counter(article.text.split("\n\n"))
        scores.append(2 * (gold & got).total() / (gold.total() + got.total()))
    return sum(scores) / len(scores)


def flattened() -> Iterator[tuple[str, str]]:
    spec = importlib.util.spec_from_file_location(
        "flatten_page", DATA.parent / "tools/flatten_page.py"
    )
    if spec is None or spec.loader is None:
        pytest.skip("tools/flatten_page.py does not lie beside the data")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for page, _, body in scrapinghub():
        yield body, parsed(tool.flatten(page).encode(), None).text
    for page, row in fundus():
        yield "\n".join(gold_paragraphs(row)), parsed(tool.flatten(page).encode(), None).text


def flattened_f1() -> float:
    return shingle_f1(flattened())


def share(agrees: Callable[[Article, dict[str, Any]], bool]) -> float:
    found = [agrees(a, row) for a, (_, row) in zip(fundus_articles(), fundus(), strict=True)]
    return sum(found) / len(found)


def title_right(article: Article, row: dict[str, Any]) -> bool:
    return " ".join((article.headline or "").split()) == " ".join(row["title"].split())


def authors_right(article: Article, row: dict[str, Any]) -> bool:
    """Compare people; an agency that the annotation counts among them must be our provider."""
    stated = {name.casefold().removeprefix("the ") for name in row["authors"]}
    ours = {name.casefold() for name in article.authors}
    if article.provider and article.provider.casefold() in stated:
        ours.add(article.provider.casefold())
    return ours == stated


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

    pages = [(page, url) for page, url, _ in scrapinghub()[::3]]
    settings = Settings()

    def ours() -> None:
        for page, url in pages:
            parse(Document(source_ref="page", content=page, url=url), settings=settings)

    def theirs() -> None:
        for page, _ in pages:
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
    "paragraphs_f1": paragraphs_f1,
    "flattened_shingle_f1": flattened_f1,
    "title": lambda: share(title_right),
    "authors": lambda: share(authors_right),
    "published_day": lambda: share(day_right),
    "published_minute": lambda: share(minute_right),
}


def test_floors_were_set_on_this_corpus() -> None:
    assert corpus_digest() == FLOORS["corpus_sha256"]


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
