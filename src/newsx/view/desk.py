"""Many records -> the desk's index: who writes what of whom, and the way to each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from newsx.view import charts
from newsx.view.article import ArticleView, fragment
from newsx.view.page import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from newsx.schema import Completeness, Record

_MOST: Final = 10
"""Rows of a chart."""
_NAMES: Final = 4
"""Names that a line of the index tells."""
_HEADLINE: Final = 80
"""Characters of the text that stand for a headline where there is none."""
_NO_PUBLISHER: Final = "unknown"
# Pages that tell no story: they are listed, as copies are, and not counted.
_NO_STORY: Final = frozenset({"not_an_article", "consent_wall", "empty"})
# Longest spans that are told by the day, by the month and by the quarter; beyond, by the year.
_DAYS, _MONTHS, _QUARTERS = 21, 18 * 31, 6 * 366


@dataclass(frozen=True)
class Entry:
    """A line of the index."""

    version_id: str
    headline: str
    publisher: str
    day: str
    """Publication date in UTC, `2026-02-12`, or nothing."""
    figures: int
    claims: int
    names: tuple[str, ...]
    completeness: Completeness
    """Whether the text is the whole article."""
    search: str
    """All that a search looks at, in lower case."""


@dataclass(frozen=True)
class Chart:
    """A chart, and the same counts as a table."""

    title: str
    about: str
    drawing: Markup
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    legend: Sequence[str] = ()
    wide: Markup | None = None
    """The drawing for a page that has room for a row of its own; the other is for a narrow one."""


class Desk:
    """What an index shows; records are added one by one and not kept.

    Args:
        title: What the collection is called.
        copies: The version to read instead of each that is a copy: copies are listed, not counted.
    """

    def __init__(self, title: str, copies: Mapping[str, str]) -> None:
        self.title = title
        self.copies = copies
        self._entries: list[Entry] = []
        self._figures: Counter[tuple[str, date]] = Counter()
        self._claims: Counter[tuple[str, date]] = Counter()
        self._companies: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self.totals: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Count a record, unless it is a copy or no article, and list it."""
        article = record.article
        facts = [one for one in record.figures if one.same_as is None and one.role != "conversion"]
        publisher = article.publisher.name or article.publisher.domain or _NO_PUBLISHER
        day = article.date_published.astimezone(UTC).date() if article.date_published else None
        self._entries.append(_entry(record, publisher, day, figures=len(facts)))
        if article.version_id in self.copies:
            self.totals["copies"] += 1
            return
        if article.completeness in _NO_STORY:
            self.totals["others"] += 1
            return
        self.totals.update(stories=1, figures=len(facts), claims=len(record.claims))
        for entity in record.entities:
            if entity.type == "ORG":
                self._companies[entity.entity_id] += 1
                self._names[entity.entity_id] = entity.name
        if day:
            self._figures[publisher, day] += len(facts)
            self._claims.update((claim.kind, day) for claim in record.claims)

    @property
    def entries(self) -> list[Entry]:
        """The lines of the index, the newest first, what has no date last."""
        return sorted(self._entries, key=lambda one: (one.day, one.headline), reverse=True)

    @property
    def publishers(self) -> list[tuple[str, int]]:
        """Publishers with the number of their articles, the busiest first."""
        return Counter(entry.publisher for entry in self._entries).most_common()

    @property
    def days(self) -> tuple[str, str]:
        """First and last publication date, or nothing."""
        days = [entry.day for entry in self._entries if entry.day]
        return (min(days), max(days)) if days else ("", "")

    @property
    def charts(self) -> list[Chart]:
        """What a desk looks at first; those for which there is something to show."""
        made = (self._by_publisher(), self._most_mentioned(), self._over_time())
        return [chart for chart in made if chart.rows]

    def _by_publisher(self) -> Chart:
        counts, periods = _by_period(self._figures)
        totals: Counter[str] = Counter()
        for (publisher, _), count in counts.items():
            totals[publisher] += count
        names = [name for name, _ in totals.most_common(_MOST)]
        return Chart(
            "Figures by publisher",
            "Each fact once: no copies, repetitions or conversions.",
            charts.grid(names, periods, counts),
            ("Publisher", *periods),
            [(name, *(counts[name, period] for period in periods)) for name in names],
        )

    def _over_time(self) -> Chart:
        counts, periods = _by_period(self._claims)
        totals: Counter[str] = Counter()
        for (kind, _), count in counts.items():
            totals[kind] += count
        kinds = [kind for kind, _ in totals.most_common()]
        series = {kind: [counts[kind, period] for period in periods] for kind in kinds}
        return Chart(
            "Claims over time",
            "What is said, by kind; the largest kind lies lowest.",
            charts.columns(periods, series),
            ("Period", *kinds),
            [(period, *(counts[kind, period] for kind in kinds)) for period in periods],
            legend=kinds,
            wide=charts.columns(periods, series, charts.WIDE),
        )

    def _most_mentioned(self) -> Chart:
        top = [(self._names[one], count) for one, count in self._companies.most_common(_MOST)]
        return Chart(
            "Most mentioned organisations",
            "Stories that name them.",
            charts.bars(top),
            ("Organisation", "Stories"),
            top,
        )


def desk_page(desk: Desk, *, records: Iterable[Record] | None = None) -> str:
    """Return the page of a desk.

    Args:
        desk: What it shows.
        records: Articles to carry within the page; without, it leads to `articles/<version>.html`.
    """
    views = None if records is None else [ArticleView(record) for record in records]
    return render("desk.html", desk=desk, views=views, place=place)


def place(version_id: str) -> str:
    """Return the name of an article's page in a site, or of its part in a page."""
    return fragment("article", version_id)


def _entry(record: Record, publisher: str, day: date | None, *, figures: int) -> Entry:
    """Return the line of a record; `figures` counts each fact once."""
    article = record.article
    ranked = sorted(record.entities, key=lambda one: -one.relevance)
    leading = [one.name for one in ranked if one.type in {"ORG", "PERSON"}]
    headline = article.headline or article.text[:_HEADLINE] or "(no headline)"
    names = (one.name for one in ranked)
    words = (headline, publisher, *article.authors, article.section or "", *names)
    return Entry(
        version_id=article.version_id,
        headline=headline,
        publisher=publisher,
        day=day.isoformat() if day else "",
        figures=figures,
        claims=len(record.claims),
        names=tuple(leading[:_NAMES]),
        completeness=article.completeness,
        search=" ".join(words).lower(),
    )


def _by_period(counts: Counter[tuple[str, date]]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Return counts by name and period, and all periods from the first to the last."""
    found: Counter[tuple[str, str]] = Counter()
    days = [day for (_, day), count in counts.items() if count]
    if not days:
        return found, []
    first, last = min(days), max(days)
    length = (last - first).days

    def name(day: date) -> str:
        if length <= _DAYS:
            return f"{day.day} {day:%b}"
        if length <= _MONTHS:
            return f"{day:%b %y}"
        return f"{day.year} Q{(day.month + 2) // 3}" if length <= _QUARTERS else str(day.year)

    for (who, day), count in counts.items():
        found[who, name(day)] += count
    every = (first + timedelta(days=offset) for offset in range(length + 1))
    return found, list(dict.fromkeys(map(name, every)))
