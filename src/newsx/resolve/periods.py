"""Dates, periods and durations of a doc, resolved against the day of publication."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from newsx.grammar import dates
from newsx.grammar.times import Reference
from newsx.resolve.fiscal import with_fiscal
from newsx.resolve.readings import marked_times
from newsx.schema import Article, Period, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_periods(doc: "Doc", article: Article) -> tuple[Period, ...]:
    """Return the periods of a doc in order of the text.

    "A year earlier" is counted from the period before it in the sentence. Without a day of
    publication, what is relative to it has no dates.
    """
    published = published_on(article)
    ends = [sentence.end_char for sentence in doc.sents]
    found: list[Period] = []
    alone: list[bool] = []
    previous = None
    sentence = 0
    for time in marked_times(doc):
        while sentence < len(ends) and time.start >= ends[sentence]:
            sentence += 1
            previous = None
        reference = None if published is None else Reference(published, previous)
        stretch = time.resolve(reference)
        alone.append(previous is None)
        if stretch is not None and time.kind != "duration":
            previous = stretch
        found.append(
            Period(
                start=time.start,
                end=time.end,
                text=article.text[time.start : time.end],
                period_id=digest(article.version_id, "period", str(time.start), str(time.end)),
                kind=time.kind,
                iso=stretch.iso if stretch is not None else None,
                from_date=stretch.first if stretch is not None else None,
                to_date=stretch.last if stretch is not None else None,
                value=time.value,
                unit=time.unit,
            )
        )
    return with_fiscal(found, article.text, published, alone)


def published_on(article: Article) -> date | None:
    """Return the day of publication in the zone the article gives.

    A page of Friday morning in Sydney is of Thursday in UTC: "on Friday" is the day as written.
    """
    if article.date_published is None:
        return None
    day = article.date_published.date()
    written = _written_day(article.date_published_raw or "")
    if written is not None and abs(written - day) <= timedelta(days=1):
        return written
    return day


def _written_day(raw: str) -> date | None:
    """Return the day that a moment names as it is written, in its own zone."""
    try:
        return datetime.fromisoformat(raw).date()
    except ValueError:
        pass
    for time in dates.scan(raw):
        stretch = time.resolve(None)
        if time.kind == "date" and stretch is not None:
            return stretch.first
    return None
