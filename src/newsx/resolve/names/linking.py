"""Decide who a cluster of names is in the world, or that it cannot be known.

A link needs a name of the knowledge base, valid on the day. Where the article's full name is
unknown, its short forms are not forced onto a namesake; a word of the language needs a witness;
a printed ticker that belongs to somebody else refutes; namesakes are told apart by the country.
Every candidate gets a verdict that says why, so that `newsx kb explain` tells what linking did.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import has_legal_form, normalise, words
from newsx.knowledge.tables import AliasRow, EntityRow
from newsx.knowledge.typos import Typos
from newsx.resolve.names.clusters import FAMILY, Cluster, Name, best_alias, initials
from newsx.resolve.names.listings import Listing
from newsx.resolve.names.setting import country_before
from newsx.resolve.names.witness import Witnesses, forms_agree, is_person, loses_its_s

_SCORE: Final = {"name": 0.95, "short": 0.88, "former": 0.85, "word": 0.85, "common": 0.8}
_LEGAL_FORM_BONUS: Final = 0.03
_BY_TICKER_AND_NAME: Final = 0.99
_BY_TICKER: Final = 0.9
_AGAINST_TICKER: Final = 0.8
_BY_TYPO: Final = 0.7
_UNLINKED: Final = frozenset({"PERSON", "TICKER", "EVENT"})
_NATIONAL: Final = cue_words("national")
_SHORTEST_START: Final = 3
# An issuer further down the SEC's list than this is not meant by one bare word abroad.
_KNOWN_ABROAD: Final = 400
# ... nor by a typo of its name than this.
_KNOWN_BY_TYPO: Final = 1500

_Candidate = tuple[AliasRow, EntityRow]


class Verdict(NamedTuple):
    """Whether a cluster is somebody, how sure that is, and why."""

    entity: EntityRow
    score: float
    """0 where the candidate was refused."""
    why: str


class Linker:
    """Links the clusters of one article.

    Args:
        knowledge: Who there is.
        typos: Corrects names written with one letter wrong.
        text: The article's text, for the words around a name.
        names: Every name of the article, in order of the text.
        on: The day of the article; None takes every name as valid.
        country: Country the article is set in, ISO 3166-1, or an empty string.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        typos: Typos,
        text: str,
        names: Sequence[Name],
        on: date | None,
        country: str,
    ) -> None:
        self._knowledge = knowledge
        self._typos = typos
        self._text = text
        self._on = on
        self._country = country
        self._places = [name for name in names if name.label in {"GPE", "NORP"}]
        self._witnesses = Witnesses(text, names, knowledge, on)

    def link(self, cluster: Cluster, listing: Listing | None = None) -> Verdict | None:
        """Return who a cluster is, or None where that cannot be known.

        Args:
            cluster: Names that mean the same.
            listing: The ticker the article prints beside one of them.
        """
        return next((found for found in self.weigh(cluster, listing) if found.score), None)

    def weigh(self, cluster: Cluster, listing: Listing | None = None) -> Iterator[Verdict]:
        """Yield a verdict on each candidate, those that come first in question first."""
        if cluster.label in _UNLINKED:
            return
        full = max(cluster.forms, key=lambda form: (len(words(form)), len(form)))
        candidates = self._candidates([full], cluster)
        if not candidates and listing is None:
            others = [form for form in cluster.forms if not _is_made_of(form, full)]
            candidates = self._candidates(others, cluster)
        if listing is not None:
            yield from self._by_listing(cluster, listing, candidates)
            return
        for row, entity in candidates:
            yield self._judge(row, entity, full, cluster)
        if not candidates and cluster.label == "ORG":
            yield from self._by_typo(full)

    def _candidates(self, forms: Iterable[str], cluster: Cluster) -> list[_Candidate]:
        """Return who goes by a form, those of the article's country first."""
        family = FAMILY.get(cluster.label, cluster.label)
        found = []
        for form in forms:
            for row in self._knowledge.aliases(form, on=self._on):
                entity = self._knowledge.entity(row.entity_id)
                if entity is not None and FAMILY.get(entity.type, entity.type) == family:
                    found.append((row, entity))
        if len(found) > 1:
            if self._on is not None:  # a name that was given up later was well known then
                found.sort(key=lambda pair: (-_SCORE[pair[0].form], not pair[0].valid_to))
            country = self._country
            if cluster.label == "CURRENCY" or not country:
                country = self._country_beside(cluster, {entity.country for _, entity in found})
            if country:
                found.sort(key=lambda pair: pair[1].country != country)
        return found

    def _country_beside(self, cluster: Cluster, countries: set[str]) -> str:
        """Return whose peso or treasury it is: the country named with it, else the article's."""
        sentences = {name.sentence for name in cluster.names}
        for place in self._places:
            if place.sentence in sentences:
                found = best_alias(place.text, place.label, self._knowledge, None)
                row = self._knowledge.entity(found)
                if row is not None and row.country in countries:
                    return row.country
        return self._country

    def _judge(self, row: AliasRow, entity: EntityRow, full: str, cluster: Cluster) -> Verdict:
        name = f"{row.form} {row.surface!r}"
        if cluster.label in {"GPE", "LOC"}:
            return Verdict(entity, _SCORE[row.form], name)
        refusal = self._refusal(row, entity, full, cluster)
        if refusal:
            return Verdict(entity, 0.0, f"{name}, but {refusal}")
        if row.form in {"word", "common"} and cluster.label != "CURRENCY":
            witness = self._witnesses.of(cluster, entity, is_large=row.form == "word")
            if not witness:
                return Verdict(entity, 0.0, f"{name}, but nothing bears witness for it")
            name = f"{name}; witness: {witness}"
        bonus = _LEGAL_FORM_BONUS if has_legal_form(full) else 0.0
        return Verdict(entity, _SCORE[row.form] + bonus, name)

    def _refusal(self, row: AliasRow, entity: EntityRow, full: str, cluster: Cluster) -> str:
        """Return why a candidate is not meant, or an empty string."""
        if not forms_agree(full, entity):
            return "another legal form"
        if row.key in _NATIONAL and not self._is_of_country(cluster, entity.country):
            return "that of another country"
        if " " not in row.key and row.form not in {"word", "common"}:
            is_small = entity.rank.isdigit() and int(entity.rank) > _KNOWN_ABROAD
            is_foreign = self._country not in {"", "US", entity.country}
            if is_small and is_foreign and not has_legal_form(full):
                return "too small to be meant by one word abroad"
        if " " not in row.key and cluster.label == "ORG":
            if loses_its_s(full, row.surface):
                return "written without its 's"
            if is_person(cluster, self._text):
                return "spoken of as a person"
        return ""

    def _is_of_country(self, cluster: Cluster, country: str) -> bool:
        """Return whether an institution every country has is that of one country here."""
        for name in cluster.names:
            stated = country_before(self._text, name.start, self._knowledge)
            if stated:
                return stated == country
        return self._country in {"", country}

    def _by_typo(self, full: str) -> Iterator[Verdict]:
        for row in self._knowledge.by_key(self._typos.corrected(normalise(full))):
            entity = self._knowledge.entity(row.entity_id)
            is_known = entity is not None and int(entity.rank or 0) <= _KNOWN_BY_TYPO
            if entity is not None and is_known and row.form in {"name", "short"}:
                yield Verdict(entity, _BY_TYPO, f"typo of {row.form} {row.surface!r}")

    def _by_listing(
        self, cluster: Cluster, listing: Listing, candidates: Sequence[_Candidate]
    ) -> Iterator[Verdict]:
        """Yield the issuer under the printed ticker, if it goes by the printed name."""
        knowledge = self._knowledge
        ticker = listing.ticker
        securities = knowledge.issuers(ticker, mic=listing.mic or None)
        issuers = {row.entity_id for row in securities}
        for row, entity in candidates:
            if entity.entity_id in issuers:
                yield Verdict(entity, _BY_TICKER_AND_NAME, f"{row.surface!r} and {ticker}")
        for entity_id in sorted(issuers):
            issuer = knowledge.entity(entity_id)
            if issuer is not None and any(_share_a_name(form, issuer) for form in cluster.forms):
                yield Verdict(issuer, _BY_TICKER, f"{ticker} of {issuer.name!r}")
        for row, entity in candidates:
            listed = knowledge.securities(entity.entity_id)
            is_refuted = not listing.mic or any(s.mic == listing.mic for s in listed)
            if row.form in {"name", "short"} and not is_refuted and " " in row.key:
                yield Verdict(entity, _AGAINST_TICKER, f"{row.form} {row.surface!r}")
            elif entity.entity_id not in issuers:
                yield Verdict(entity, 0.0, f"{row.form} {row.surface!r}, but {ticker} is not its")


def _is_made_of(form: str, full: str) -> bool:
    """Return whether a form is just the first words of another, or its initials."""
    short = words(form)
    return words(full)[: len(short)] == short or initials(normalise(full)) == normalise(form)


def _share_a_name(form: str, entity: EntityRow) -> bool:
    """Return whether a name begins as the issuer's name does."""
    mine, theirs = words(form), words(entity.legal_name or entity.name)
    return bool(mine and theirs) and mine[0] == theirs[0] and len(mine[0]) >= _SHORTEST_START
