"""Learn how claims are meant from our own corpus: the step ``statements``.

Reads the train split with the shipped pipeline, which tells trees and dates, asks
``newsx.resolve.statements.judgement`` for the evidence in every claim, fits one sparse linear model
a question and writes the weights as a table::

    python models/scripts/statements.py --corpus models/corpus --output src/newsx/knowledge/tables
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from learning import (
    articles,
    as_input,
    columns_of,
    hearing,
    is_learned,
    matrix,
    parser,
    write_weights,
)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import cue_phrases, cue_verbs
from newsx.knowledge.weights import Weight, table_of
from newsx.meanings import HEARD, Meanings
from newsx.parse.articles import article_from_mapping
from newsx.recognize.pipeline import load, recognize
from newsx.resolve.periods import published_on, resolve_periods
from newsx.resolve.statements.judgement import evidence, is_column
from newsx.resolve.statements.predicates import predicate, timing
from newsx.resolve.statements.rules import read_statement
from newsx.resolve.statements.told import Told, heard_of
from newsx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from newsx.evaluate.markup import CorpusArticle, Mark
    from newsx.schema import ClaimForm, Period

# The inverse of how strongly weights are held down, by question: the best of cross-validation.
QUESTIONS = {
    "kind": 0.5,
    "modality": 0.4,
    "polarity": 0.3,
    "negated": 0.4,
    "forward_looking": 0.4,
}
ACTS = words_of("moves") | words_of("rating_verbs")
OUTLOOKS = words_of("forecasts") | {"target", "targets"}
LEAST = 6
"""Claims that a feature must stand in."""
FOLDS = 5


class _Read(NamedTuple):
    """An article as the shipped pipeline reads it."""

    doc: Doc
    periods: tuple[Period, ...]
    published: date | None


class Example(NamedTuple):
    """A claim, the article it is of, and what the annotator answered."""

    article: int
    told: Told
    answers: dict[str, str]


def examples(folder: Path, split: str) -> list[Example]:
    """Return the claims of one split of the corpus."""
    nlp = load(Settings())
    return [
        example
        for number, article in articles(folder, split)
        for example in _of_article(number, article, _read(article, nlp))
    ]


def _read(article: CorpusArticle, nlp: Language) -> _Read:
    parsed = article_from_mapping(as_input(article))
    doc = recognize(parsed, nlp)
    return _Read(doc, resolve_periods(doc, parsed), published_on(parsed))


def _of_article(number: int, article: CorpusArticle, read: _Read) -> Iterator[Example]:
    contents: dict[int, list[Mark]] = {}
    others: dict[tuple[str, int], Mark] = {}
    for mark in article.marks:
        for claim in mark.claims:
            if mark.tag == "C":
                contents.setdefault(claim, []).append(mark)
            else:
                others.setdefault((mark.tag, claim), mark)
    spoken = [
        (mark.start, mark.end)
        for marks in contents.values()
        for mark in marks
        if marks[0].attributes.get("k") == "quote"
    ]
    column = is_column(article.text, spoken)
    for claim, marks in contents.items():
        attributes = {key: value for mark in marks for key, value in mark.attributes.items()}
        source, cue = others.get(("S", claim)), others.get(("Q", claim))
        told = _told(article, read, marks, attributes["k"], source, cue, column=column)
        answers = {
            "kind": attributes["k"],
            "modality": attributes.get("mod", "asserted"),
            "polarity": attributes.get("pol", "neutral"),
            "negated": "yes" if attributes.get("neg") else "no",
            "forward_looking": "yes" if attributes.get("fwd") else "no",
        }
        yield Example(number, told, answers)


def _told(
    article: CorpusArticle,
    read: _Read,
    marks: Sequence[Mark],
    kind: str,
    source: Mark | None,
    cue: Mark | None,
    *,
    column: bool,
) -> Told:
    text = " ".join(article.marked_text(mark) for mark in marks)
    spans = _spans(read.doc, marks)
    form = "direct" if kind == "quote" else "outlet" if source is None else "indirect"
    if form == "indirect" and re.search('[“”"]', text):
        form = "mixed"
    before = article.text[max(0, cue.start - 12) : cue.start] if cue is not None else ""
    return Told(
        text,
        cast("ClaimForm", form),
        _lemma(article.marked_text(cue), text) if cue is not None else None,
        sum(
            mark.tag == "F" and any(one.start <= mark.start < one.end for one in marks)
            for mark in article.marks
        ),
        article.marked_text(source) if source is not None else "",
        re.search(r"\bnot\b|\bnever\b|n['’]t\b", before) is not None,
        column,
        predicate(spans),
        timing(read.periods, [(mark.start, mark.end) for mark in marks], read.published),
        {} if is_learned(article) else heard_of(spans, Meanings(read.doc)),
    )


def _spans(doc: Doc, marks: Sequence[Mark]) -> list[Span]:
    found = (doc.char_span(mark.start, mark.end, alignment_mode="expand") for mark in marks)
    return [span for span in found if span is not None]


def _lemma(cue: str, text: str) -> str | None:
    """Return the lemma that the grammar would give a cue: that of an act is what it acts on."""
    words = cue.lower().split()
    for phrase in cue_phrases().get(words[0], ()):
        if list(phrase.words) == words:
            return phrase.lemma
    known = [cue_verbs()[form] for form in (cue.lower(), *words) if form in cue_verbs()]
    if known:
        return known[0].lemma
    if ACTS.isdisjoint(words):
        return cue.lower()
    outlooks = (word for word in re.findall(r"[a-z]+", text.lower()) if word in OUTLOOKS)
    found = None if "price target" in text else next(outlooks, None)
    return found.removesuffix("s") if found is not None else None


def learn(question: str, kept: Sequence[Example]) -> Iterator[Weight]:
    """Yield what speaks for the answers; print how well that does on articles held out."""
    if question in {"kind", "modality"}:
        kept = [example for example in kept if example.told.form != "direct"]
    else:  # trees and dates tell the others nothing that words do not
        kept = [one._replace(told=one.told._replace(grammar=(), timing=())) for one in kept]
    found = [evidence(example.told) for example in kept]
    columns = columns_of(found, LEAST)
    table = matrix(found, columns)
    wanted = np.array([example.answers[question] for example in kept])
    model = OneVsRestClassifier(
        LogisticRegression(C=QUESTIONS[question], l1_ratio=1, solver="liblinear", random_state=7)
    )
    scores = cross_val_predict(
        model,
        table,
        wanted,
        groups=[one.article for one in kept],
        cv=GroupKFold(FOLDS),
        method="decision_function",
    )
    model.fit(table, wanted)
    names = model.classes_
    if scores.ndim == 1:
        scores = np.stack((np.zeros(len(scores)), scores), axis=1)
    rules = np.array([_by_rule(question, example.told) for example in kept])
    print(
        f"{question}: {len(kept)} claims, rules {(rules == wanted).mean():.3f}, "
        f"weighed {(names[scores.argmax(axis=1)] == wanted).mean():.3f}"
    )
    yield from _weights(question, model, list(columns))
    yield from _hearing(question, kept, scores, wanted, names)


def _hearing(
    question: str,
    kept: Sequence[Example],
    scores: NDArray[np.float64],
    wanted: NDArray[np.str_],
    names: NDArray[np.str_],
) -> Iterator[Weight]:
    """Yield how much the network's word counts, by articles whose claims it has not learned."""
    rows = [row for row, example in enumerate(kept) if question in example.told.heard]
    if rows:
        heard = [kept[row].told.heard[question] for row in rows]
        part = hearing(question, scores[rows], heard, wanted[rows], names)
        yield from (Weight(f"{question} {name}", HEARD, round(100 * part)) for name in names)


def _by_rule(question: str, told: Told) -> str:
    first = read_statement(
        told.text,
        form=told.form,
        lemma=told.lemma,
        has_figure=told.figures > 0,
        source=told.source,
        cue_negated=told.cue_negated,
    )
    answer = getattr(first, question)
    return {True: "yes", False: "no"}.get(answer, str(answer))


def _weights(
    question: str, model: OneVsRestClassifier, features: Sequence[str]
) -> Iterator[Weight]:
    two = len(model.classes_) == 2
    answers = model.classes_[1:] if two else model.classes_
    if two:
        yield Weight(f"{question} {model.classes_[0]}", "always", 0)
    for answer, one in zip(answers, model.estimators_, strict=True):
        weights = dict(zip(features, one.coef_[0], strict=True))
        weights["always"] = weights.get("always", 0.0) + one.intercept_[0]
        for feature, weight in sorted(weights.items()):
            hundredths = round(100 * float(weight))
            if feature == "always" or hundredths:
                yield Weight(f"{question} {answer}", feature, hundredths)


def main() -> None:
    """Run the command line."""
    arguments = parser(__doc__).parse_args()
    kept = examples(arguments.corpus, "train")
    table = table_of(weight for question in QUESTIONS for weight in learn(question, kept))
    write_weights(arguments.output, "statement", table)
    print(len(table.rows), "weights")


if __name__ == "__main__":
    main()
