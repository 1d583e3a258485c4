"""Decide who a cluster of names is in the world, or that it cannot be known.

A link needs a name of the knowledge base, valid on the day. A name that is a word of the language
(Target, Gap, Block) needs a witness besides: a legal form, a ticker, or talk of shares and
results. Where the article's full name is unknown, its short forms are not forced onto a namesake.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import has_legal_form, words
from newsx.knowledge.tables import AliasRow, EntityRow, SecurityRow
from newsx.resolve.clusters import FAMILY, Cluster, Name

_INITIALS: Final = 2
_SCORE: Final = {"name": 0.95, "short": 0.88, "former": 0.85, "common": 0.8}
# Legal forms that no American issuer has, with the countries that use them.
_ABROAD: Final = cue_words("legal_forms_abroad")
_AFTER: Final = re.compile(
    r"^(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:shares?|stock|said|says|reported|posted|announced|earnings|"
    r"revenue|profits?|sales|results|forecast|rose|fell|gained|lost|jumped|dropped|climbed|slid|"
    r"ceo|chief|spokes\w+|executives?|investors|shareholders|plans|agreed|bought|acquired|unveiled|"
    r"stores?|customers|employees|workers|hired|cut|raised|beat|missed|tumbled|surged|soared|"
    r"expects|declined)\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?:shares? (?:of|in)|stock (?:of|in)|stake in|at|maker|giant|retailer|company|firm|chain|"
    r"lender|rival|rivals|owner|parent|bank|insurer|carmaker|chipmaker|competitor|acquire|acquired|"
    r"bought|buy|buying|by|upgraded|downgraded|including|like|such as|from|and|than)\s+$",
    re.IGNORECASE,
)


class Listing(NamedTuple):
    """A ticker the article prints beside a name."""

    ticker: str
    mic: str


class Link(NamedTuple):
    """Who a cluster is."""

    entity: EntityRow
    score: float
    why: str


def link(
    cluster: Cluster,
    *,
    text: str,
    listing: Listing | None,
    knowledge: KnowledgeBase,
    on: date | None,
) -> Link | None:
    """Return who a cluster is, or None where that cannot be known.

    Args:
        cluster: Names that mean the same.
        text: The article's text, for the words around a name.
        listing: The ticker the article prints beside the name.
        knowledge: Who there is.
        on: The day of the article; None takes every name as valid.
    """
    if cluster.label in {"PERSON", "TICKER", "EVENT"}:
        return None
    full = max(cluster.forms, key=lambda form: (len(words(form)), len(form)))
    candidates = list(_candidates(full, cluster, knowledge, on))
    if not candidates and listing is None:
        candidates = [
            c for form in cluster.forms if form != full and _stands_for(form, full)
            for c in _candidates(form, cluster, knowledge, on)
        ]  # fmt: skip
    if listing is not None:
        return _by_listing(cluster, listing, candidates, knowledge, on)
    for row, entity in candidates:
        if row.form == "common" and not _has_witness(cluster, text):
            continue
        if _is_abroad(full, entity):
            continue
        bonus = 0.03 if has_legal_form(full) else 0.0
        return Link(entity, _SCORE[row.form] + bonus, f"{row.form} {row.surface!r}")
    return None


def _stands_for(form: str, full: str) -> bool:
    """Return whether a form is another name of its cluster, and not just its first words."""
    short, long = words(form), words(full)
    return long[: len(short)] != short


def _candidates(
    form: str, cluster: Cluster, knowledge: KnowledgeBase, on: date | None
) -> list[tuple[AliasRow, EntityRow]]:
    family = FAMILY.get(cluster.label, cluster.label)
    found = []
    for row in knowledge.aliases(form, on=on):
        entity = knowledge.entity(row.entity_id)
        if entity is not None and FAMILY.get(entity.type, entity.type) == family:
            found.append((row, entity))
    return found


def _is_abroad(form: str, entity: EntityRow) -> bool:
    last = words(form)[-1:]
    return bool(last) and last[0] in _ABROAD and entity.country == "US"


def _has_witness(cluster: Cluster, text: str) -> bool:
    """Return whether the words around any name speak of a company."""
    if cluster.label not in {"ORG", "PRODUCT"}:
        return False
    if any(has_legal_form(form) for form in cluster.forms):
        return True
    return any(_speaks_of_company(name, text) for name in cluster.names)


def _speaks_of_company(name: Name, text: str) -> bool:
    after = text[name.end : name.end + 40]
    before = text[max(0, name.start - 24) : name.start]
    return bool(_AFTER.match(after) or _BEFORE.search(before))


def _by_listing(
    cluster: Cluster,
    listing: Listing,
    candidates: Sequence[tuple[AliasRow, EntityRow]],
    knowledge: KnowledgeBase,
    on: date | None,
) -> Link | None:
    """Return the issuer under the printed ticker, if it goes by the printed name."""
    mic = listing.mic or None
    issuers = {row.entity_id for row in knowledge.issuers(listing.ticker, mic=mic, on=on)}
    for row, entity in candidates:
        if entity.entity_id in issuers:
            return Link(entity, 0.99, f"{row.surface!r} and {listing.ticker}")
    for entity_id in sorted(issuers):
        issuer = knowledge.entity(entity_id)
        if issuer is not None and any(_share_a_name(form, issuer) for form in cluster.forms):
            return Link(issuer, 0.9, f"{listing.ticker} of {issuer.name!r}")
    for row, entity in candidates:
        listed = knowledge.securities(entity.entity_id)
        contradicts = any(s.mic == listing.mic for s in listed) or not listing.mic
        if row.form in {"name", "short"} and not contradicts and len(words(row.surface)) > 1:
            return Link(entity, 0.8, f"{row.form} {row.surface!r}")
    return None


def _share_a_name(form: str, entity: EntityRow) -> bool:
    """Return whether a name begins as the issuer's name does."""
    mine, theirs = words(form), words(entity.legal_name or entity.name)
    return bool(mine) and bool(theirs) and mine[0] == theirs[0] and len(mine[0]) > _INITIALS


def main_listing(securities: Sequence[SecurityRow], preferred: str = "") -> SecurityRow | None:
    """Return the listing an article means: the printed ticker's, else the first."""
    for row in securities:
        if preferred and row.ticker == preferred:
            return row
    return securities[0] if securities else None


def listings(names: Sequence[Name], text: str, knowledge: KnowledgeBase) -> Mapping[int, Listing]:
    """Return the printed ticker of each name that has one, by the start of the name.

    `Calloway Robotics Inc. (NASDAQ: CWRB)`: the ticker stands behind the name, in brackets.
    """
    found: dict[int, Listing] = {}
    before: Name | None = None
    for name in names:
        if name.label == "TICKER" and before is not None:
            between = text[before.end : name.start]
            bracket = re.fullmatch(r"\s*[(\[<]\s*(?:([A-Z][\w ]{1,12}):\s*)?\$?", between)
            if bracket:
                base, dot, suffix = name.text.partition(".")
                market = knowledge.exchange(bracket[1] or (suffix if dot else ""))
                ticker = base if dot and market and not bracket[1] else name.text
                found[before.start] = Listing(ticker, market.mic if market else "")
        if name.label != "TICKER" and not (
            name.label == "ORG" and re.match(r"\s?:\s?\$?[A-Z]", text[name.end : name.end + 4])
        ):
            before = name
    return found
