"""Decide who a cluster of names is in the world, or that it cannot be known.

A link needs a name of the knowledge base, valid on the day. Where the article's full name is
unknown, its short forms are not forced onto a namesake; a word of the language needs a witness;
a printed ticker that belongs to somebody else refutes; namesakes are told apart by the country.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import has_legal_form, normalise, words
from newsx.knowledge.tables import AliasRow, EntityRow
from newsx.resolve.clusters import FAMILY, Cluster, Name, initials
from newsx.resolve.listings import Listing
from newsx.resolve.setting import country_before
from newsx.resolve.witness import forms_agree, has_witness

_SCORE: Final = {"name": 0.95, "short": 0.88, "former": 0.85, "word": 0.85, "common": 0.8}
_LEGAL_FORM_BONUS: Final = 0.03
_BY_TICKER_AND_NAME: Final = 0.99
_BY_TICKER: Final = 0.9
_AGAINST_TICKER: Final = 0.8
_UNLINKED: Final = frozenset({"PERSON", "TICKER", "EVENT"})
_NATIONAL: Final = cue_words("national")
_SHORTEST_START: Final = 3
# An issuer further down the SEC's list than this is not meant by one bare word abroad.
_KNOWN_ABROAD: Final = 400


class Link(NamedTuple):
    """Who a cluster is, how sure that is, and why."""

    entity: EntityRow
    score: float
    why: str


class Linker:
    """Links the clusters of one article.

    Args:
        knowledge: Who there is.
        text: The article's text, for the words around a name.
        names: Every name of the article.
        on: The day of the article; None takes every name as valid.
        country: Country the article is set in, ISO 3166-1, or an empty string.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        text: str,
        names: Iterable[Name],
        on: date | None,
        country: str,
    ) -> None:
        self._knowledge = knowledge
        self._text = text
        self._on = on
        self._country = country
        self._companies = tuple(
            name for name in names if name.label == "ORG" and self._is_sure(name.text)
        )

    def _is_sure(self, name: str) -> bool:
        return any(row.form == "name" for row in self._knowledge.aliases(name, on=self._on))

    def link(self, cluster: Cluster, listing: Listing | None = None) -> Link | None:
        """Return who a cluster is, or None where that cannot be known.

        Args:
            cluster: Names that mean the same.
            listing: The ticker the article prints beside one of them.
        """
        if cluster.label in _UNLINKED:
            return None
        full = max(cluster.forms, key=lambda form: (len(words(form)), len(form)))
        candidates = self._candidates([full], cluster)
        if not candidates and listing is None:
            others = [form for form in cluster.forms if not _is_made_of(form, full)]
            candidates = self._candidates(others, cluster)
        if listing is not None:
            return self._by_listing(cluster, listing, candidates)
        for row, entity in candidates:
            if self._fits(row, entity, full, cluster):
                bonus = _LEGAL_FORM_BONUS if has_legal_form(full) else 0.0
                why = f"{row.form} {row.surface!r}"
                return Link(entity, _SCORE[row.form] + bonus, why)
        return None

    def _candidates(
        self, forms: Iterable[str], cluster: Cluster
    ) -> list[tuple[AliasRow, EntityRow]]:
        """Return who goes by a form, those of the article's country first."""
        family = FAMILY.get(cluster.label, cluster.label)
        found = []
        for form in forms:
            for row in self._knowledge.aliases(form, on=self._on):
                entity = self._knowledge.entity(row.entity_id)
                if entity is not None and FAMILY.get(entity.type, entity.type) == family:
                    found.append((row, entity))
        if len(found) > 1 and self._country:
            found.sort(key=lambda pair: pair[1].country != self._country)
        return found

    def _fits(self, row: AliasRow, entity: EntityRow, full: str, cluster: Cluster) -> bool:
        if cluster.label in {"GPE", "LOC"}:
            return True
        if not forms_agree(full, entity):
            return False
        if row.key in _NATIONAL and not self._is_of_country(cluster, entity.country):
            return False
        if row.form in {"word", "common"}:
            return has_witness(
                cluster,
                entity,
                text=self._text,
                companies=self._companies,
                is_large=row.form == "word",
            )
        is_small = entity.rank.isdigit() and int(entity.rank) > _KNOWN_ABROAD
        is_foreign = self._country not in {"", "US", entity.country}
        return not (is_small and is_foreign and " " not in row.key and not has_legal_form(full))

    def _is_of_country(self, cluster: Cluster, country: str) -> bool:
        """Return whether an institution every country has is that of one country here."""
        for name in cluster.names:
            stated = country_before(self._text, name.start, self._knowledge)
            if stated:
                return stated == country
        return self._country in {"", country}

    def _by_listing(
        self,
        cluster: Cluster,
        listing: Listing,
        candidates: Sequence[tuple[AliasRow, EntityRow]],
    ) -> Link | None:
        """Return the issuer under the printed ticker, if it goes by the printed name."""
        knowledge = self._knowledge
        securities = knowledge.issuers(listing.ticker, mic=listing.mic or None)
        issuers = {row.entity_id for row in securities}
        for row, entity in candidates:
            if entity.entity_id in issuers:
                return Link(entity, _BY_TICKER_AND_NAME, f"{row.surface!r} and {listing.ticker}")
        for entity_id in sorted(issuers):
            issuer = knowledge.entity(entity_id)
            if issuer is not None and any(_share_a_name(form, issuer) for form in cluster.forms):
                return Link(issuer, _BY_TICKER, f"{listing.ticker} of {issuer.name!r}")
        for row, entity in candidates:
            listed = knowledge.securities(entity.entity_id)
            is_refuted = not listing.mic or any(s.mic == listing.mic for s in listed)
            if row.form in {"name", "short"} and not is_refuted and " " in row.key:
                return Link(entity, _AGAINST_TICKER, f"{row.form} {row.surface!r}")
        return None


def _is_made_of(form: str, full: str) -> bool:
    """Return whether a form is just the first words of another, or its initials."""
    short = words(form)
    return words(full)[: len(short)] == short or initials(normalise(full)) == normalise(form)


def _share_a_name(form: str, entity: EntityRow) -> bool:
    """Return whether a name begins as the issuer's name does."""
    mine, theirs = words(form), words(entity.legal_name or entity.name)
    return bool(mine and theirs) and mine[0] == theirs[0] and len(mine[0]) >= _SHORTEST_START
