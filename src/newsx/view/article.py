"""Record -> the article as one reads it, with every row it gave beside the words it came from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsx.view.amounts import amount
from newsx.view.marks import Mark, paragraphs
from newsx.view.page import render
from newsx.view.sources import source_name, sources_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from newsx.schema import Claim, Entity, Figure, Period, Record

_NO_FRAGMENT: Final = re.compile(r"[^A-Za-z0-9_.-]")
_OUTLET: Final = "The article itself"


def article_page(record: Record, *, index: str | None = None) -> str:
    """Return the page of a record: one HTML file that needs nothing else.

    Args:
        record: What was read from the article.
        index: Address of the page that lists this one among others.
    """
    return render("article.html", view=ArticleView(record), index=index)


@dataclass(frozen=True)
class Row:
    """A row of a table: its fragment, its sort, and what else the template prints of it."""

    id: str
    sort: str
    of: Figure | Claim | Entity | Period


@dataclass
class Speaker:
    """Somebody who says something in the article, and all of it, in order."""

    id: str
    name: str
    role: str
    claims: list[Row] = field(default_factory=list)


class ArticleView:
    """What the template of an article prints, and where everything is linked to.

    Args:
        record: What was read from the article.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.article = record.article
        self.figures = [Row(fragment("figure", f.figure_id), f.kind, f) for f in record.figures]
        self.periods = [Row(fragment("period", p.period_id), p.kind, p) for p in record.periods]
        self.names = [
            Row(fragment("name", e.entity_id), e.type.lower(), e)
            for e in sorted(record.entities, key=lambda one: -one.relevance)
        ]
        self.claims = [Row(fragment("claim", c.claim_id), c.kind, c) for c in record.claims]
        self.speakers = self._speakers()
        self._names = {entity.entity_id: entity.name for entity in record.entities}
        self._periods = {period.period_id: period for period in record.periods}
        self._sources = sources_of(record)
        self._figures = {figure.figure_id: figure for figure in record.figures}
        self._about: dict[str, list[Figure]] = defaultdict(list)
        for figure in record.figures:
            if figure.subject is not None and figure.subject.entity_id is not None:
                self._about[figure.subject.entity_id].append(figure)

    amount = staticmethod(amount)

    @property
    def has_rows(self) -> bool:
        """Whether anything was recognized."""
        return bool(self.figures or self.claims or self.names or self.periods)

    @property
    def data(self) -> dict[str, object]:
        """The rows by part, as they are copied; JSON."""
        parts = {"figures", "claims", "periods", "entities"}
        return self.record.model_dump(mode="json", include=parts)

    @property
    def paragraphs(self) -> list[Markup]:
        """The text, with marks."""
        return paragraphs(self.article.text, self._marks())

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Kinds of figures with their number, the commonest first."""
        return Counter(row.sort for row in self.figures).most_common()

    def name(self, entity_id: str | None) -> str:
        """Return the name of an entity, or nothing."""
        return self._names.get(entity_id or "", "")

    def named(self, entity_id: str | None) -> str:
        """Return the fragment of an entity that this record holds, or nothing."""
        return fragment("name", entity_id) if entity_id in self._names else ""

    def source(self, figure: Figure) -> tuple[str, str]:
        """Return fragment and name of who says a figure; empty for the article itself."""
        source = self._sources.get(figure.figure_id)
        who = self.named(source.entity_id) if source else ""
        return who or (fragment("claim", figure.claim_id) if source else ""), source_name(source)

    def period(self, period_id: str | None) -> Period | None:
        """Return a period of this record."""
        return self._periods.get(period_id or "")

    def figure(self, figure_id: str | None) -> Figure | None:
        """Return a figure of this record."""
        return self._figures.get(figure_id or "")

    def figures_about(self, entity: Entity) -> list[Figure]:
        """Return the figures that are an entity's, in order of the text."""
        return self._about[entity.entity_id]

    def speaker_named(self, entity: Entity) -> Speaker | None:
        """Return what an entity says here, if it says anything."""
        return self.speakers.get(speaker_id(entity.entity_id))

    @staticmethod
    def fragment(kind: str, identifier: str) -> str:
        """Return the fragment of a row."""
        return fragment(kind, identifier)

    def _speakers(self) -> dict[str, Speaker]:
        """Return who speaks, those with most to say first, the article itself last."""
        found: dict[str, Speaker] = {}
        for row, claim in zip(self.claims, self.record.claims, strict=True):
            key, name = _speaker(claim)
            role = ", ".join(
                part for part in (claim.role, claim.affiliation and claim.affiliation.name) if part
            )
            speaker = found.setdefault(key, Speaker(key, name, role))
            speaker.role = speaker.role or role
            speaker.claims.append(row)
        last = speaker_id("")
        ordered = sorted(found.values(), key=lambda one: (one.id == last, -len(one.claims)))
        return {speaker.id: speaker for speaker in ordered}

    def _marks(self) -> Iterator[Mark]:
        record = self.record
        for row, figure in zip(self.figures, record.figures, strict=True):
            yield Mark(figure.start, figure.end, "figure", row.id, f"at-{row.id}", row.sort)
        for row, period in zip(self.periods, record.periods, strict=True):
            yield Mark(period.start, period.end, "period", row.id, f"at-{row.id}", row.sort)
        seen: set[str] = set()
        for mention in record.mentions:
            if mention.form != "pronoun":
                target = fragment("name", mention.entity_id)
                place = "" if target in seen else f"at-{target}"
                seen.add(target)
                sort = mention.type.lower()
                yield Mark(mention.start, mention.end, "name", target, place, sort)
        for row, claim in zip(self.claims, record.claims, strict=True):
            key, name = _speaker(claim)
            sort = "outlet" if claim.source is None else "said"
            label, place = f"Claim of {name}", f"at-{row.id}"
            for start, end in claim.parts:
                last = end == claim.parts[-1][1]
                yield Mark(start, end, "claim", row.id, place if last else "", sort, label, key)


def _speaker(claim: Claim) -> tuple[str, str]:
    """Return the fragment and the name of who makes a claim."""
    if claim.source is None:
        return speaker_id(""), _OUTLET
    name = source_name(claim.source)
    return speaker_id(claim.source.entity_id or name), name


def speaker_id(who: str) -> str:
    """Return the fragment of a speaker, by entity or by name."""
    return fragment("speaker", who or "outlet")


def fragment(kind: str, identifier: str | None) -> str:
    """Return an id that an address may end in.

    >>> fragment("name", "cik:0000320193")
    'name-cik_0000320193'
    """
    return f"{kind}-{_NO_FRAGMENT.sub('_', identifier or '')}"
