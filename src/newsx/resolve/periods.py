"""Dates, periods and durations of a doc, resolved against the day of publication."""

from datetime import date
from typing import TYPE_CHECKING

from newsx.grammar import dates
from newsx.grammar.times import Reference
from newsx.schema import PERIODS, Article, Period, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_periods(doc: "Doc", article: Article) -> tuple[Period, ...]:
    """Return the periods of a doc in order of the text.

    Without a day of publication, what is relative to it has no dates.
    """
    published = published_on(article)
    marked = [(span.start_char, span.end_char) for span in doc.spans.get(PERIODS, ())]
    sentence_of = [sentence.end_char for sentence in doc.sents]
    found: list[Period] = []
    previous = None
    sentence = 0
    for time in dates.scan(doc.text):
        if not any(start <= time.start and time.end <= end for start, end in marked):
            continue
        while sentence < len(sentence_of) and time.start >= sentence_of[sentence]:
            sentence += 1
            previous = None
        reference = None if published is None else Reference(published, previous)
        stretch = time.resolve(reference)
        if stretch is not None and time.kind != "duration":
            previous = stretch
        kind = time.kind
        if (
            stretch is not None
            and kind == "period"
            and stretch.first is not None
            and stretch.first == stretch.last
            and "/" not in stretch.iso
        ):
            kind = "period"
        found.append(
            Period(
                start=time.start,
                end=time.end,
                text=article.text[time.start : time.end],
                period_id=digest(article.version_id, "period", str(time.start), str(time.end)),
                kind=kind,
                iso=stretch.iso if stretch is not None else None,
                from_date=stretch.first if stretch is not None else None,
                to_date=stretch.last if stretch is not None else None,
                value=time.value,
                unit=time.unit,
            )
        )
    return tuple(found)


def published_on(article: Article) -> date | None:
    """Return the day of publication in the zone the article gives."""
    return None if article.date_published is None else article.date_published.date()
