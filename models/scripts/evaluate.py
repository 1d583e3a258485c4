"""Measure how well a pipeline reads as it ships: names, grammar, sentences, parts of claims.

python models/scripts/evaluate.py models/en_newsx --shared /path/to/data
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from readers import NER_SETS, read_names, read_treebank
from scores import greedy_spans
from spacy.tokens import Doc

from newsx.evaluate import markup as corpus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readers import Example
    from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

SCORED = frozenset({"PERSON", "ORG", "LOC", "INDEX"})
PUNCTUATION_TAGS = frozenset({12})
Spans = set[tuple[int, int, str]]


class Tally:
    """Counts of right, found and wanted, by key."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, found: Spans, wanted: Spans) -> None:
        """Count two sets of labelled spans."""
        for key, spans in (("right", found & wanted), ("found", found), ("wanted", wanted)):
            getattr(self, key).update(label for _, _, label in spans)
            getattr(self, key)["all"] += len(spans)

    def f(self, key: str = "all") -> float:
        """Return the F of a key."""
        return 2 * self.right[key] / max(1, self.found[key] + self.wanted[key])

    def table(self) -> dict[str, dict[str, float]]:
        """Return precision, recall, F and the number wanted of every key."""
        return {
            key: {
                "precision": round(self.right[key] / max(1, self.found[key]), 4),
                "recall": round(self.right[key] / max(1, self.wanted[key]), 4),
                "f": round(self.f(key), 4),
                "wanted": self.wanted[key],
            }
            for key in sorted(self.wanted)
        }


def folded(label: str) -> str:
    """Return the label with GPE counted as LOC."""
    return "LOC" if label == "GPE" else label


def doc_spans(doc: Doc, labels: frozenset[str] = SCORED) -> Spans:
    """Return the entities of a doc in characters."""
    spans = {(span.start_char, span.end_char, folded(span.label_)) for span in doc.ents}
    return {span for span in spans if span[2] in labels}


def score_articles(nlp: Language, folder: Path, *, verbose: bool) -> dict[str, Any]:
    """Score names on annotated development articles."""
    tally = Tally()
    single: dict[str, float] = {}
    for path in sorted(folder.glob("dev_*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        doc = nlp(article["text"].replace(" ", " "))
        entities = {
            (entry["start"], entry["end"], folded(entry["type"])) for entry in article["entities"]
        }
        wanted = {entry for entry in entities if entry[2] in SCORED}
        found = doc_spans(doc)
        tally.add(found, wanted)
        own = Tally()
        own.add(found, wanted)
        single[path.stem] = round(own.f(), 4)
        if verbose:
            text = article["text"]
            for start, end, label in sorted(found - wanted):
                print(f"  {path.stem} + {label:<7}{around(text, start, end)}")
            for start, end, label in sorted(wanted - found):
                print(f"  {path.stem} - {label:<7}{around(text, start, end)}")
    return {"f": round(tally.f(), 4), "labels": tally.table(), "articles": single}


def whole(model: str = "default") -> Language:
    """Return all of newsx around a model that it ships, as `newsx extract` runs it."""
    from newsx.recognize.pipeline import load
    from newsx.settings import Settings

    return load(Settings(model=model))


def around(text: str, start: int, end: int) -> str:
    """Return a stretch of text and, after it, where it stands."""
    return f"{text[start:end]!r} ...{text[max(0, start - 25) : end + 15]!r}"


def score_open_sets(nlp: Language, folder: Path) -> dict[str, float]:
    """Score PERSON, ORG and LOC on the development part of every open set, a record at a time."""
    scores: dict[str, float] = {}
    for name in NER_SETS:
        tally = Tally()
        for example in read_names(folder / f"{name}.jsonl.gz", "dev"):
            doc = nlp(Doc(nlp.vocab, words=example.words))
            found = {
                (span.start, span.end, "PLACE" if folded(span.label_) == "LOC" else span.label_)
                for span in doc.ents
            }
            known = {
                span
                for span in found
                if all(example.names[i] >= 0 for i in range(span[0], span[1]))
            }
            wanted = greedy_spans([max(label, 0) for label in example.names])
            kinds = {"PERSON", "ORG", "PLACE"}
            tally.add({s for s in known if s[2] in kinds}, {s for s in wanted if s[2] in kinds})
        scores[name] = round(tally.f(), 4)
    return scores


def score_grammar(nlp: Language, sentences: list[Example]) -> dict[str, float]:
    """Score tags and trees on single sentences of gold words, boundaries on documents."""
    from labels import UPOS

    counts: Counter[str] = Counter()
    for sentence in sentences:
        doc = nlp(Doc(nlp.vocab, words=sentence.words))
        for token, upos, xpos, head, relation in zip(
            doc, sentence.upos, sentence.xpos, sentence.heads, sentence.relations, strict=True
        ):
            counts["words"] += 1
            counts["upos"] += token.pos_ == UPOS[upos]
            counts["xpos"] += token.tag_ == xpos
            guess = 0 if token.head.i == token.i else token.head.i + 1
            right = guess == head
            counts["uas_all"] += right
            counts["las_all"] += right and token.dep_ == relation
            if UPOS[upos] != "PUNCT":
                counts["scored"] += 1
                counts["uas"] += right
                counts["las"] += right and token.dep_ == relation
    words, scored = counts["words"], counts["scored"]
    scores = {
        name: round(counts[name] / words, 4) for name in ("upos", "xpos", "uas_all", "las_all")
    }
    scores |= {name: round(counts[name] / scored, 4) for name in ("uas", "las")}
    return scores | score_boundaries(nlp, sentences)


def score_boundaries(nlp: Language, sentences: list[Example]) -> dict[str, float]:
    """Score sentence starts on documents, on gold words; and LAS with those boundaries."""
    documents: dict[str, list[Example]] = defaultdict(list)
    for sentence in sentences:
        documents[sentence.document].append(sentence)
    right = found = wanted = arcs = labelled = words = 0
    for document in documents.values():
        doc = nlp(Doc(nlp.vocab, words=[word for sentence in document for word in sentence.words]))
        starts: set[int] = set()
        offset = 0
        for sentence in document:
            starts.add(offset)
            for index, (head, relation) in enumerate(
                zip(sentence.heads, sentence.relations, strict=True)
            ):
                token = doc[offset + index]
                guess = 0 if token.head.i == token.i else token.head.i - offset + 1
                words += 1
                arcs += guess == head
                labelled += guess == head and token.dep_ == relation
            offset += len(sentence.words)
        ours = {sent.start for sent in doc.sents}
        right += len(ours & starts)
        found += len(ours)
        wanted += len(starts)
    return {
        "sentence_f": round(2 * right / (found + wanted), 4),
        "uas_own_sentences": round(arcs / words, 4),
        "las_own_sentences": round(labelled / words, 4),
    }


def score_own(nlp: Language, folders: Iterable[Path], split: str) -> dict[str, Any]:
    """Score names by label and house, and the parts of claims, on our own corpus."""
    names, parts = Tally(), Tally()
    houses: dict[str, Tally] = defaultdict(Tally)
    kinds: Counter[str] = Counter()
    every = frozenset(corpus.NAME_TAGS)
    for folder in folders:
        for article in corpus.read_corpus(folder):
            if article.metadata["split"] != split:
                continue
            doc = nlp(article.text.replace(" ", " "))
            found = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
            wanted = {(mark.start, mark.end, mark.tag) for mark in article.names()}
            names.add(found & {s for s in found if s[2] in every}, wanted)
            houses[article.metadata["house"]].add(
                {(s, e, folded(label)) for s, e, label in found if folded(label) in SCORED},
                {(s, e, folded(label)) for s, e, label in wanted if folded(label) in SCORED},
            )
            _score_parts(doc, article, parts, kinds)
    return {
        "names": names.table(),
        "houses": {house: round(tally.f(), 4) for house, tally in sorted(houses.items())},
        "claim_parts": parts.table(),
        "claim_kind": round(kinds["right"] / max(1, kinds["all"]), 4),
    }


def _score_parts(
    doc: Doc, article: corpus.CorpusArticle, parts: Tally, kinds: Counter[str]
) -> None:
    tags = {"S": "source", "Q": "cue", "C": "content", "V": "via"}
    kind_of = {
        number: mark.attributes["k"]
        for mark in article.marks
        if mark.tag == "C" and "k" in mark.attributes
        for number in mark.claims
    }
    group = doc.spans.get("claim_parts", [])
    found = {(span.start_char, span.end_char, span.label_.partition(":")[0]) for span in group}
    guessed = {(span.start_char, span.end_char): span.label_.partition(":")[2] for span in group}
    wanted = {(mark.start, mark.end, tags[mark.tag]) for mark in article.marks if mark.tag in tags}
    parts.add(found, wanted)
    for mark in article.marks:
        if mark.tag == "C" and (mark.start, mark.end) in guessed and mark.claims[0] in kind_of:
            kinds["all"] += 1
            kinds["right"] += guessed[mark.start, mark.end] == kind_of[mark.claims[0]]


def score_parses(nlp: Language, *, verbose: bool = False) -> dict[str, float]:
    """Return how many market sentences tests/quality has, and what part of them is parsed right."""
    from market_scores import read_sentences, score_market

    path = ROOT / "tests/quality/market_sentences.txt"
    scores = score_market(nlp, path, show=print if verbose else None)
    return {"sentences": len(list(read_sentences(path))), **scores}


def score_sentences(path: Path) -> dict[str, float]:
    """Return how many sentences a marked text has, and F of where each model lets them begin."""
    from sentence_scores import f_score, found_starts, read_sentences

    marked = read_sentences(path)
    scores = {
        model: round(f_score(marked.starts, found_starts(whole(model), marked.text)), 3)
        for model in ("default", "fast")
    }
    return {"sentences": len(marked.starts), **scores}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--shared", type=Path, default=os.environ.get("NEWSX_DATA"))
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path)
    parser.add_argument(
        "--only",
        default="articles,open,grammar,market,own,sentences",
        help="measure these alone; what else the output holds stays, of the same weights as it is",
    )
    parser.add_argument("--verbose", action="store_true", help="list the names missed and made up")
    arguments = parser.parse_args()
    shared, wanted = Path(arguments.shared), set(arguments.only.split(","))
    nlp = spacy.load(arguments.pipeline)
    kept = arguments.output is not None and arguments.output.is_file()
    metrics = json.loads(arguments.output.read_text(encoding="utf-8")) if kept else {}
    if "articles" in wanted:
        metrics["articles_dev"] = score_articles(
            nlp, shared / "articles_dev", verbose=arguments.verbose
        )
        metrics["articles_dev_with_gazetteer"] = score_articles(
            whole(), shared / "articles_dev", verbose=arguments.verbose
        )["labels"]
    if "open" in wanted:
        metrics["open_sets_dev"] = score_open_sets(nlp, shared / "ner")
    if "grammar" in wanted:
        metrics["ewt_test"] = score_grammar(
            nlp, list(read_treebank(shared / "ud/en_ewt-test.conllu.gz"))
        )
    if "market" in wanted:
        metrics["market"] = score_parses(nlp, verbose=arguments.verbose)
    if "own" in wanted:
        metrics["own_test"] = score_own(nlp, arguments.corpus, "test")
        metrics["own_test_with_gazetteer"] = score_own(whole(), arguments.corpus, "test")["names"]
    if "sentences" in wanted:
        metrics["sentences"] = score_sentences(ROOT / "tests/quality/sentences.txt")
    print(json.dumps(metrics, indent=1))
    if arguments.output:
        arguments.output.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
