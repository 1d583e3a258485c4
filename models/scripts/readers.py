"""Read every source into one shape: words and the labels known for them."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from labels import IGNORED, MEANINGS, UPOS, bioes
from places import kind_of_place
from pointing import Paragraph, Pointing, is_held_out, number_of, pointings
from sentences import sentence_articles

from newsx.evaluate import markup as corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

NER_SETS = {
    "gmb": 0.5,
    "redocred": 1.0,
    "crossner": 1.0,
    "finance_templates": 0.7,
    "sentfin": 1.0,
    "wnut17": 0.5,
    "gum": 1.0,
    "uner_ewt": 1.0,
    "wikigold": 1.0,
    "btc_news": 1.0,
    "fire": 3.0,
}
"""How often an epoch shows each open set; below one, another random part every epoch."""

NO_SENTENCES = frozenset({"uner_ewt", "gum", "btc_news", "wnut17", "sentfin", "finance_templates"})
"""Sets that teach no sentence boundary: test text of EWT and GUM, posts, headlines, patterns."""

DOUBTFUL = frozenset({"gmb", "redocred", "gum", "sentfin", "wnut17"})
"""Sets labelled by machine or rule: what a trained network finds absurd there is likely wrong."""

UNANNOTATED = re.compile(
    r"(?:gold|silver|oil|crude|brent|copper|wheat|corn|soybeans?|nickel|aluminium|aluminum|zinc|"
    r"coal|gas|cocoa|coffee|sugar|cotton|platinum|palladium|lithium|dollars?|euros?|yen|"
    r"pounds?|sterling|rupees?|yuan|renminbi|won|francs?|pesos?|rubles?|roubles?|lira|rand|"
    r"bitcoin|ether|ethereum|crypto\w*|bonds?|bunds?|gilts?|treasury|treasuries|t-bills?|"
    r"libor|sofr|euribor|sonia|repo)",
    re.IGNORECASE,
)
"""Words that open sets never mark and our corpus may: outside there, they teach nothing."""


@dataclass(slots=True)
class Example:
    """A stretch of words and what is known of each; a list left empty is unknown throughout.

    ``heads`` count within the example: 0 is the root, word *i* is *i + 1*. ``parts`` are the
    numbers of the words' sentences; empty where all are one. ``number`` is the paragraph's in its
    article, which the targets of ``pointings`` name.
    """

    words: list[str]
    source: str
    names: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    document: str = ""
    sentence_starts: list[int] = field(default_factory=list)
    claims: dict[str, list[int]] = field(default_factory=dict)
    paragraph: bool = False
    parts: list[int] = field(default_factory=list)
    number: int = 0
    pointings: list[Pointing] = field(default_factory=list)


@cache
def tokenizer() -> Language:
    """Return spaCy's blank English pipeline: the words of newsx are its tokens."""
    import spacy

    return spacy.blank("en")


def words_and_spans(
    text: str, spans: Iterable[Sequence[object]]
) -> tuple[Doc, list[int], list[tuple[int, int, str]]]:
    """Tokenise; return the doc, its tokens but white space, and the spans counted in those."""
    doc = tokenizer().make_doc(text.replace(" ", " "))
    kept = [token.i for token in doc if not token.is_space]
    position = {index: number for number, index in enumerate(kept)}
    found: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        inside = (
            [position[token.i] for token in span if token.i in position] if span is not None else []
        )
        if inside:
            found.append((inside[0], inside[-1] + 1, str(label)))
    return doc, kept, found


def read_names(path: Path, split: str) -> Iterator[Example]:
    """Yield the examples of one open set, in the order of the file."""
    source = path.name.partition(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["split"] != split:
                continue
            marked = [(start, end, label) for start, end, label in record["spans"]]
            marked += [(start, end, "missing") for start, end in record.get("missing", ())]
            doc, kept, spans = words_and_spans(record["text"], marked)
            if kept:
                words = [doc[index].text for index in kept]
                yield Example(words, source, names=_open_labels(words, spans))


def _open_labels(words: list[str], spans: list[tuple[int, int, str]]) -> list[int]:
    named: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if label == "missing":
            continue
        if label == "LOC":
            kind = kind_of_place(" ".join(words[start:end])) or "PLACE"
            named.append((start, end, kind))
        else:
            named.append((start, end, label))
    ids = bioes(named, len(words))
    for start, end, label in spans:
        if label == "missing":
            for index in range(start, end):
                if ids[index] == 0:
                    ids[index] = IGNORED
    return [
        IGNORED if name == 0 and UNANNOTATED.fullmatch(word) else name
        for word, name in zip(words, ids, strict=True)
    ]


def read_treebank(path: Path) -> Iterator[Example]:
    """Yield the sentences of a CoNLL-U file; subtypes of relations are kept."""
    document = ""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                document = line.split("=", 1)[-1].strip()
            elif line.startswith("#"):
                continue
            elif line.strip():
                row = line.rstrip("\n").split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif rows:
                yield Example(
                    [row[1] for row in rows],
                    path.name.partition(".")[0],
                    upos=[UPOS.index(row[3]) for row in rows],
                    xpos=[row[4] for row in rows],
                    heads=[int(row[6]) for row in rows],
                    relations=[row[7] for row in rows],
                    document=document,
                )
                rows = []


def read_corpus(folder: Path, split: str, *, whole: bool = False) -> Iterator[Example]:
    """Yield the paragraphs of our own articles, with names, claims and figures, in order.

    A part of a claim is labelled 1 at its first word and 2 inside; what is meant by it stands at
    every word of the content.

    Args:
        folder: Of the corpus.
        split: `train` or `test`.
        whole: Whether what is meant stands at the articles too that are held out of learning it.
    """
    for article in corpus.read_corpus(folder):
        if article.metadata["split"] == split:
            yield from article_examples(article, whole=whole)


def article_examples(article: corpus.CorpusArticle, *, whole: bool = False) -> Iterator[Example]:
    """Yield one example a paragraph of the article; `whole` as for `read_corpus`."""
    offset = 0
    is_test = article.metadata["split"] == "test"
    is_meant = whole or is_test or not is_held_out(article.metadata["id"])
    meant = _meanings(article) if is_meant else {}
    names = list(article.names())
    found_examples: list[Example] = []
    paragraphs: list[Paragraph] = []
    for line in article.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not line.strip():
            continue
        end = start + len(line)
        inside = [mark for mark in names if start <= mark.start and mark.end <= end]
        spans: list[tuple[int, int, str]] = [
            (mark.start - start, mark.end - start, mark.tag) for mark in inside
        ]
        doc, kept, found = words_and_spans(line, spans)
        words = [doc[index].text for index in kept]
        example = Example(words, "newsx", document=article.metadata["id"], paragraph=True)
        example.number = len(paragraphs)
        example.names = bioes(found, len(words))
        example.sentence_starts = sentence_starts(
            words, [doc[index].whitespace_ != "" for index in kept]
        )
        example.claims = _claim_labels(article, line, start, meant, words)
        found_examples.append(example)
        begins = [start + doc[index].idx for index in kept]
        ends = [begin + len(word) for begin, word in zip(begins, words, strict=True)]
        paragraphs.append(Paragraph(words, list(zip(begins, ends, strict=True))))
    if is_meant:
        for number, pointing in pointings(article, paragraphs):
            found_examples[number].pointings.append(pointing)
    yield from found_examples


def read_sentences(folder: Path, split: str) -> Iterator[Example]:
    """Yield our own sentences without an article, each a document of its own, in order.

    One in four is held out of learning what is meant, and so teaches nothing; nor are names and
    claims known.

    Args:
        folder: Of the sentences.
        split: `train` or `test`.
    """
    for article in sentence_articles(folder, split):
        for example in article_examples(article):
            example.names = []
            example.claims = {"direction": example.claims["direction"]}
            yield example


PART_OF_TAG = {"S": "source", "Q": "cue", "C": "content", "V": "via"}


def _meanings(article: corpus.CorpusArticle) -> dict[int, dict[str, int]]:
    """Return how the claims of an article are meant, by their numbers."""
    told: dict[int, dict[str, str]] = {}
    for mark in article.marks:
        if mark.tag == "C":
            for number in mark.claims:
                told.setdefault(number, {}).update(mark.attributes)
    return {
        number: {
            "kind": MEANINGS["kind"].index(attributes["k"]),
            "polarity": MEANINGS["polarity"].index(attributes.get("pol", "neutral")),
            "modality": MEANINGS["modality"].index(attributes.get("mod", "asserted")),
            "outlook": MEANINGS["outlook"].index("yes" if attributes.get("fwd") else "no"),
        }
        for number, attributes in told.items()
    }


def _claim_labels(
    article: corpus.CorpusArticle,
    line: str,
    start: int,
    meant: dict[int, dict[str, int]],
    words: Sequence[str],
) -> dict[str, list[int]]:
    length = len(words)
    labels = {part: [0] * length for part in PART_OF_TAG.values()}
    labels |= {name: [IGNORED] * length for name in ("claim", *MEANINGS)}
    numbered: dict[str, dict[int, int]] = {part: {} for part in PART_OF_TAG.values()}
    contents: list[tuple[int, int]] = []
    for mark in article.marks:
        part = PART_OF_TAG.get(mark.tag, mark.tag)
        if not (start <= mark.start and mark.end <= start + len(line)):
            continue
        if part == "F" and meant:
            _, _, found = words_and_spans(line, [(mark.start - start, mark.end - start, part)])
            for first, last, _ in found:
                place = number_of(range(first, last), words.__getitem__)
                labels["direction"][place] = MEANINGS["direction"].index(
                    mark.attributes.get("d", "none")
                )
        if part not in labels:
            continue
        _, _, found = words_and_spans(line, [(mark.start - start, mark.end - start, part)])
        for first, last, _ in found:
            if part == "content" and any(labels[part][first:last]):
                continue
            labels[part][first:last] = [1] + [2] * (last - first - 1)
            for number in mark.claims:
                numbered[part].setdefault(number, first)
                if part == "content":
                    contents.append((first, number))
            if part == "content" and mark.claims and mark.claims[0] in meant:
                labels["claim"][first:last] = [mark.claims[0]] * (last - first)
                for name, answer in meant[mark.claims[0]].items():
                    labels[name][first:last] = [answer] * (last - first)
    for target in ("source", "cue"):
        links = [IGNORED] * length
        for first, number in contents:
            links[first] = numbered[target].get(number, -1) + 1
        labels[f"to_{target}"] = links
    return labels


ENDS = frozenset({".", "!", "?", "…", "...", ".”", '."'})
CLOSERS = frozenset("\"”’')]»")


def sentence_starts(words: Sequence[str], spaced: Sequence[bool]) -> list[int]:
    """Return 1 at words that surely begin a sentence, 0 at others, IGNORED where unsure.

    Sure ends are a final mark, closing quotes perhaps, a space, and then a capital or an opening
    quote; after a closing quote a lower-case word goes on ("..." he said), and so does a capital
    before a verb of speech: left open.
    """
    starts = [0] * len(words)
    if starts:
        starts[0] = 1
    for index in range(1, len(words)):
        before = index - 1
        closed = False
        while before > 0 and words[before] in CLOSERS:
            before -= 1
            closed = True
        if words[before] not in ENDS:
            ends_with_dot = words[before].endswith(".") and len(words[before]) > 1
            if ends_with_dot and spaced[index - 1] and words[index][:1].isupper() and not closed:
                starts[index] = IGNORED
            continue
        if not spaced[index - 1] or words[index][:1].islower():
            continue
        opened = words[index] in {'"', "“", "‘"}
        if opened or (words[index][:1].isupper() and not closed):
            starts[index] = 1
        elif words[index] not in CLOSERS:
            starts[index] = IGNORED
    return starts
