"""Annotated pages outside the repository, and how well their bodies are read.

Shared by the gate (`tests/quality/test_parse.py`) and by what learns from the pages and measures
itself on sites it has not seen (`models/scripts/train_lines.py`).
"""

import gzip
import hashlib
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from parse.odd_pages import odd_pages

REPOSITORY = Path(__file__).parents[1]
REPORT = REPOSITORY / "models/lines.json"
_OWN_WEIGHT = 0.2  # they are short and odd on purpose: at .5 the annotated pages suffer
_TOKEN = re.compile(r"\w+")
_ANNOTATIONS = ("scrapinghub/ground-truth.json", "fundus/expected.json")
# Sites of one publisher share a template: they must not stand on both sides of a fold.
_PUBLISHERS = {
    "ctpost.com": "hearst", "sfgate.com": "hearst", "chron.com": "hearst",
    "timesunion.com": "hearst",
    "nj.com": "advance", "cleveland.com": "advance", "oregonlive.com": "advance",
    "foxbusiness.com": "fox", "foxnews.com": "fox",
    "livescience.com": "future", "space.com": "future", "techradar.com": "future",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page with its annotated body."""

    origin: str
    """`scrapinghub` (body alone), `fundus` (facts too), or `odd` (written for the tests)."""
    url: str
    content: bytes
    paragraphs: tuple[str, ...]
    facts: dict[str, Any]
    is_html: bool = True
    weight: float = 1.0
    """What it counts for among the pages that are learnt from."""

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def site(self) -> str:
        if self.origin == "odd":
            return self.url
        host = ".".join((urlsplit(self.url).hostname or "").split(".")[-2:])
        return _PUBLISHERS.get(host, host)


def read_pages(data: Path) -> Iterator[Page]:
    """Yield the annotated pages in order of their names."""
    folder = data / "html_dev"
    for annotations in _ANNOTATIONS:
        origin, _, _ = annotations.partition("/")
        rows = json.loads((folder / annotations).read_text("utf-8"))
        for name, row in sorted(rows.items()):
            content = gzip.decompress((folder / origin / f"{name}.html.gz").read_bytes())
            parts = row["articleBody"].split("\n") if "articleBody" in row else _parts(row["body"])
            paragraphs = tuple(" ".join(part.split()) for part in parts if part.strip())
            yield Page(origin, row["url"], content, paragraphs, row)


def read_own_pages() -> Iterator[Page]:
    """Yield the pages written for the tests (`parse.odd_pages`), each a site of its own."""
    for name, page in odd_pages().items():
        if not page.stated.get("fails"):
            is_html = name.endswith(".html")
            told = (page.content, page.paragraphs, page.stated)
            yield Page("odd", name, *told, is_html, _OWN_WEIGHT)


def _parts(body: dict[str, Any]) -> list[str]:
    parts = list(body["summary"])
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return parts


@cache
def flattener(data: Path) -> Callable[[bytes], str]:
    """Return the function of `tools/flatten_page.py`, which lies beside the data."""
    path = data.parent / "tools/flatten_page.py"
    spec = importlib.util.spec_from_file_location("flatten_page", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    flatten: Callable[[bytes], str] = tool.flatten
    return flatten


def corpus_digest(data: Path) -> str:
    """Return the digest of the annotations: another corpus cannot be held to the same floors."""
    found = hashlib.sha256()
    for name in _ANNOTATIONS:
        found.update((data / "html_dev" / name).read_bytes())
    return found.hexdigest()


def reader_digest() -> str:
    """Return the digest of all that the report is about: code, phrases, weights, written pages."""
    found = hashlib.sha256()
    source = REPOSITORY / "src/newsx/parse"
    files = [path for path in source.iterdir() if path.suffix in {".py", ".toml", ".json"}]
    training = REPOSITORY / "models/scripts"
    tests = Path(__file__).parent / "parse"
    for path in (
        *sorted(files),
        *sorted(training.glob("*_lines.py")),
        *sorted((tests / "pages").iterdir()),
        tests / "odd_pages.py",
        Path(__file__),
    ):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def shingle_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the F1 of mean precision and mean recall over (gold, got), as the benchmark has it."""
    precisions, recalls = [], []
    for gold_text, got_text in pairs:
        gold, got = _shingles(gold_text), _shingles(got_text)
        common = (gold & got).total()
        if got:
            precisions.append(common / got.total())
        if gold:
            recalls.append(common / gold.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 2 * precision * recall / (precision + recall)


def paragraphs_f1(pairs: Iterable[tuple[Iterable[str], str]]) -> float:
    """Return the mean F1 of whole paragraphs over (gold paragraphs, got text)."""
    scores = []
    for gold_paragraphs, got_text in pairs:
        gold, got = Counter(gold_paragraphs), Counter(got_text.split("\n\n"))
        scores.append(2 * (gold & got).total() / (gold.total() + got.total()))
    return sum(scores) / len(scores)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)))
