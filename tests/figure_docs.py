"""Docs and articles made by hand, for tests of figures."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import spacy

from newsx.recognize.figures import mark_figures
from newsx.recognize.periods import mark_periods
from newsx.recognize.sentences import split_sentences
from newsx.resolve.figures import resolve_figures
from newsx.resolve.lookup import MentionIndex
from newsx.resolve.periods import resolve_periods
from newsx.schema import Article, Entity, Figure, Mention, Period
from newsx.settings import Settings

_NLP = spacy.blank("en")
_NLP.add_pipe("sentencizer")


def article_of(text: str, published: date | None = date(2023, 9, 13)) -> Article:
    """Return an article that is nothing but its text and its day."""
    moment = None if published is None else datetime.combine(published, time(12), UTC)
    return Article(
        article_id="article",
        version_id="version",
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        date_published=moment,
    )


def read_figures(
    text: str,
    published: date | None = date(2023, 9, 13),
    *,
    mentions: Sequence[Mention] = (),
    entities: Sequence[Entity] = (),
    lines: bool = False,
) -> tuple[tuple[Figure, ...], tuple[Period, ...]]:
    """Return the figures and periods of a text; `lines` ends a sentence at every line."""
    doc = split_sentences(_NLP.make_doc(text)) if lines else _NLP(text)
    doc = mark_figures(mark_periods(doc))
    article = article_of(text, published)
    periods = resolve_periods(doc, article)
    figures = resolve_figures(
        doc, article, mentions=MentionIndex(mentions), entities=entities, periods=periods,
        settings=Settings(),
    )  # fmt: skip
    return figures, periods
