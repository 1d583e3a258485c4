"""Check the newsx corpus: articles with names, figures and claims marked inline.

The markup is described in ``models/corpus/README.md``; ``newsx.evaluate.markup`` reads it::

    python models/scripts/corpus.py check models/corpus     # counts; exit code 1 after errors
    python models/scripts/corpus.py show models/corpus/wire/001-norrland.txt
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from newsx.errors import GoldError
from newsx.evaluate.gold import read_gold
from newsx.evaluate.markup import NAME_TAGS, CorpusArticle, Mark, read_article
from newsx.schema import Bound, ClaimKind, Direction, Modality, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CLAIM_TAGS = frozenset("CSQV")
KINDS = frozenset(get_args(ClaimKind))
MODALITIES = frozenset(get_args(Modality))
ATTRIBUTES: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    "name": {"is": None},
    "PERSON": {"is": None, "at": None},
    "F": {
        "m": None,
        "s": None,
        "p": None,
        "src": None,
        "d": frozenset(get_args(Direction)),
        "b": frozenset(get_args(Bound)),
    },
    "C": {
        "k": KINDS,
        "mod": MODALITIES,
        "pol": frozenset(get_args(Polarity)),
        "neg": frozenset({"1"}),
        "fwd": frozenset({"1"}),
    },
    "S": {"is": None},
    "Q": {},
    "V": {"is": None},
    "R": {"who": None, "at": None},
}
"""Tag to its attributes; an attribute to its values, or None where any text may stand."""

METADATA_KEYS = ("id", "house", "date", "zone", "split")
OPTIONAL_KEYS = ("unusual",)
UNUSUAL = frozenset({"measures", "subjects"})
"""What steps that learn may ask to be of the usual sort."""
SPLITS = frozenset({"train", "test"})
QUOTE_MARKS = "\"“”„«»'‘’"
TITLES = re.compile(
    r"(?:the|mr\.?|mrs\.?|ms\.?|dr\.?|sir|dame|lord|president|chancellor)\s", re.IGNORECASE
)
UNMARKED_FIGURE = re.compile(
    r"(?:[$€£¥₹]|\bRs\.?\s?|\b(?:US|HK|C|A|S|NZ)\$)\s?\d[\d,.]*"
    r"|\d[\d,.]*\s?(?:%|percent\b|per cent\b|basis points?\b|bps?\b|(?:b|m|tr)illion\b"
    r"|bn\b|mn\b|crore\b|lakh\b)"
)


def errors_of(article: CorpusArticle) -> Iterator[str]:
    """Yield what must be mended before the article can be used."""
    yield from _metadata_errors(article)
    if unicodedata.normalize("NFC", article.text) != article.text:
        yield "the text is not in Unicode NFC"
    for mark in article.marks:
        for message in _mark_errors(article, mark):
            yield f"{_where(article, mark)}: {message}"
    contents = _numbers(article, "C")
    kinds = Counter(
        number
        for mark in article.marks
        if mark.tag == "C" and "k" in mark.attributes
        for number in mark.claims
    )
    for number in sorted(contents):
        if not kinds[number]:
            yield f"claim {number} has no kind: one of its C{number} parts needs k="
    for tag in "SQV":
        for number in sorted(_numbers(article, tag) - contents):
            yield f"{tag}{number} belongs to no content: there is no C{number}"


def warnings_of(article: CorpusArticle) -> Iterator[str]:
    """Yield what is probably an oversight and worth a second look."""
    kinds = _kinds(article)
    sources = _numbers(article, "S")
    for number, kind in sorted(kinds.items()):
        if kind in {"quote", "indirect"} and number not in sources:
            yield f"claim {number} ({kind}) has no source S{number}"
        if kind == "fact" and number in sources:
            yield f"claim {number} is a fact and yet has a source"
    for mark in article.marks:
        text = article.marked_text(mark)
        if mark.tag in NAME_TAGS and text.endswith(("'s", "’s")):
            yield f"{_where(article, mark)}: a possessive 's is not part of a name (Moody's is one)"
        if mark.tag in NAME_TAGS and text.startswith("The "):
            yield f"{_where(article, mark)}: a leading article is not part of a name (a title is)"
    yield from _unmarked_names(article)
    yield from _unmarked_figures(article)
    yield from _unknown_canonical_names(article)


def _metadata_errors(article: CorpusArticle) -> Iterator[str]:
    metadata = article.metadata
    missing = [key for key in METADATA_KEYS if key not in metadata]
    if missing:
        yield f"front matter lacks {', '.join(missing)}"
        return
    if metadata["house"] != article.path.parent.name:
        yield f"house {metadata['house']!r} is not its folder {article.path.parent.name!r}"
    expected = f"{article.path.parent.name}-{article.path.stem.partition('-')[0]}"
    if metadata["id"] != expected:
        yield f"id {metadata['id']!r} should be {expected!r}, from the path"
    if metadata["split"] not in SPLITS:
        yield f"split {metadata['split']!r} is not train or test"
    for key in sorted(metadata.keys() - {*METADATA_KEYS, *OPTIONAL_KEYS}):
        yield f"unknown key {key!r}; known: {', '.join((*METADATA_KEYS, *OPTIONAL_KEYS))}"
    if "unusual" in metadata:
        if not article.unusual or not article.unusual <= UNUSUAL:
            yield f"unusual {metadata['unusual']!r} is not of {', '.join(sorted(UNUSUAL))}"
        if metadata["split"] != "train":
            yield "unusual leaves an article out of learning, and only train is learned from"
    try:
        date.fromisoformat(metadata["date"])
    except ValueError:
        yield f"date {metadata['date']!r} is not YYYY-MM-DD"
    try:
        ZoneInfo(metadata["zone"])
    except (ValueError, KeyError, OSError):
        yield f"zone {metadata['zone']!r} is no IANA time zone"


def _mark_errors(article: CorpusArticle, mark: Mark) -> Iterator[str]:
    text = article.marked_text(mark)
    kind = "name" if mark.tag in NAME_TAGS and mark.tag not in ATTRIBUTES else mark.tag
    allowed = ATTRIBUTES.get(kind)
    if allowed is None:
        yield f"unknown tag {mark.tag!r}"
        return
    if mark.tag in CLAIM_TAGS and not mark.claims:
        yield f"{mark.tag} needs the number of its claim, as in {mark.tag}1"
    if mark.tag not in CLAIM_TAGS and mark.claims:
        yield f"{mark.tag} takes no number"
    for key, value in mark.attributes.items():
        values = allowed.get(key)
        if key not in allowed:
            yield f"unknown attribute {key!r}; known: {', '.join(allowed) or 'none'}"
        elif not value:
            yield f"attribute {key!r} is empty"
        elif values is not None and value not in values:
            yield f"{key}={value!r} is not one of {', '.join(sorted(values))}"
    if not text or text != text.strip():
        yield "the span is empty or has white space at its edge"
    if "\n" in text:
        yield "the span runs over a line break"
    if mark.tag == "PERSON" and TITLES.match(text):
        yield "a title is not part of a person's name"
    if mark.tag in NAME_TAGS and text.startswith("the "):
        yield "the leading article is not part of a name"
    if mark.tag == "C" and mark.attributes.get("k") == "quote" and _is_quoted(text):
        yield "the outer quotation marks are not part of a quote"


def _unmarked_names(article: CorpusArticle) -> Iterator[str]:
    covered = bytearray(len(article.text))
    names: set[str] = set()
    for mark in article.marks:
        if mark.tag in NAME_TAGS or mark.tag in {"F", "R"}:
            covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        if mark.tag in NAME_TAGS:
            names.add(article.marked_text(mark))
    for name in sorted(names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text):
            if not any(covered[found.start() : found.end()]):
                yield f"{_line(article, found.start())}: {name!r} is marked elsewhere but not here"


def _unmarked_figures(article: CorpusArticle) -> Iterator[str]:
    covered = bytearray(len(article.text))
    for mark in article.marks:
        if mark.tag == "F" or mark.tag in NAME_TAGS:
            covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    for found in UNMARKED_FIGURE.finditer(article.text):
        if not any(covered[found.start() : found.end()]):
            yield f"{_line(article, found.start())}: {found[0]!r} looks like a figure without F"


def _unknown_canonical_names(article: CorpusArticle) -> Iterator[str]:
    known = {article.canonical(mark) for mark in article.marks if mark.tag in NAME_TAGS}
    for mark in article.marks:
        if mark.tag in {"R", "PERSON"}:
            for key in ("who", "at"):
                name = mark.attributes.get(key)
                if name is not None and name not in known:
                    yield f"{_where(article, mark)}: {key}={name!r} is no mark's canonical name"


def _kinds(article: CorpusArticle) -> dict[int, str]:
    return {
        number: mark.attributes["k"]
        for mark in article.marks
        if mark.tag == "C" and "k" in mark.attributes
        for number in mark.claims
    }


def _numbers(article: CorpusArticle, tag: str) -> set[int]:
    return {number for mark in article.marks if mark.tag == tag for number in mark.claims}


def _is_quoted(text: str) -> bool:
    return len(text) > 1 and text[0] in QUOTE_MARKS and text[-1] in QUOTE_MARKS


def _where(article: CorpusArticle, mark: Mark) -> str:
    numbers = ",".join(map(str, mark.claims))
    return f"{_line(article, mark.start)}: {mark.tag}{numbers} {article.marked_text(mark)[:40]!r}"


def _line(article: CorpusArticle, offset: int) -> str:
    return f"text line {article.text.count(chr(10), 0, offset) + 1}"


def check(folder: Path, *, quiet: bool = False) -> int:
    """Print errors, warnings and counts; return the number of files with errors."""
    faulty = words = articles = 0
    counts: Counter[str] = Counter()
    identifiers: Counter[str] = Counter()
    paths = [folder] if folder.is_file() else sorted(folder.glob("*/*.txt"))
    for path in paths:
        try:
            article = read_article(path)
        except GoldError as error:
            print(f"ERROR {error}")
            faulty += 1
            continue
        errors = list(errors_of(article))
        identifiers[article.metadata.get("id", "")] += 1
        if identifiers[article.metadata.get("id", "")] > 1:
            errors.append(f"id {article.metadata.get('id')!r} is used twice")
        _report(path, "ERROR", errors)
        if not quiet:
            _report(path, "warning", warnings_of(article))
        faulty += bool(errors)
        articles += 1
        words += len(article.text.split())
        counts.update(mark.tag for mark in article.marks)
        counts.update(f"C:{kind}" for kind in _kinds(article).values())
        counts.update(
            [f"house:{article.metadata.get('house')}", f"split:{article.metadata.get('split')}"]
        )
    alone = sorted(folder.glob("*.jsonl"))
    faulty += check_sentences(alone, counts)
    found = f"{articles} articles, {words:,} words, {len(alone)} files of sentences"
    print(f"{found}; {faulty} with errors")
    for key, count in sorted(counts.items()):
        print(f"  {key:<20}{count:>7,}")
    return faulty


def check_sentences(paths: Sequence[Path], counts: Counter[str]) -> int:
    """Print what is wrong with the sentences that stand alone, and count them.

    Places and values are checked as the file is read.

    Returns:
        The number of files with errors.
    """
    faulty = 0
    identifiers: Counter[str] = Counter()
    for path in paths:
        try:
            found = list(read_gold(path))
        except GoldError as error:
            print(f"ERROR {error}")
            faulty += 1
            continue
        identifiers.update(sentence.id for sentence in found)
        twice = [
            f"id {sentence.id!r} is used twice"
            for sentence in found
            if identifiers[sentence.id] > 1
        ]
        split = [
            f"{sentence.id}: split {sentence.split!r}"
            for sentence in found
            if sentence.split not in SPLITS
        ]
        _report(path, "ERROR", (*twice, *split))
        faulty += bool(twice or split)
        counts.update(f"sentences:{sentence.split}" for sentence in found)
    return faulty


def show(path: Path) -> None:
    """Print one article as plain text and then its marks, for the second reading."""
    article = read_article(path)
    print(article.text, end="\n\n")
    for mark in article.marks:
        numbers = ",".join(map(str, mark.claims))
        attributes = "; ".join(f"{key}={value}" for key, value in mark.attributes.items())
        print(
            f"{mark.start:>6}-{mark.end:<6}{mark.tag + numbers:<11}"
            f"{article.marked_text(mark)!r}  {attributes}"
        )


def _report(path: Path, level: str, messages: Iterable[str]) -> None:
    for message in messages:
        print(f"{path}: {level} {message}")


def main() -> int:
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(description="Check or show articles of the newsx corpus.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser(
        "check", help="check a folder of houses, or one file; print counts"
    )
    checking.add_argument("path", type=Path)
    checking.add_argument(
        "--quiet", action="store_true", help="errors and counts alone, no warnings"
    )
    showing = commands.add_parser("show", help="print the plain text and the marks of one file")
    showing.add_argument("path", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "show":
        show(arguments.path)
        return 0
    return 1 if check(arguments.path, quiet=arguments.quiet) else 0


if __name__ == "__main__":
    sys.exit(main())
