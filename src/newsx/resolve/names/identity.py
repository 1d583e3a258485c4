"""What an entity is called, and what other data sets know it by."""

from typing import Final, NamedTuple, cast

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import has_legal_form, normalise, words
from newsx.knowledge.tables import EntityRow, SecurityRow
from newsx.resolve.names.clusters import TITLES, Cluster, key_of
from newsx.resolve.names.linking import Verdict
from newsx.resolve.names.listings import Listing
from newsx.schema import EntityType, Identifiers, digest

_LONGEST_ACRONYM: Final = 4
# What a list names better than the article does: `greenback` is the U.S. dollar.
_LISTED_TYPES: Final = frozenset({"COMMODITY", "CURRENCY", "CRYPTO", "NORP"})


class Naming(NamedTuple):
    """What is known of an entity apart from where it stands."""

    entity_id: str
    type: EntityType
    name: str
    legal_name: str | None = None
    identifiers: Identifiers = Identifiers()
    linked: bool = False
    link_score: float | None = None
    country: str | None = None


def name_entity(
    cluster: Cluster,
    link: Verdict | None,
    printed: Listing | None,
    traded: SecurityRow | None,
    knowledge: KnowledgeBase,
) -> Naming:
    """Return what is known of a cluster apart from where it stands.

    Args:
        cluster: Names that mean the same.
        link: Who that is in the world, where it is known.
        printed: The ticker that the article prints beside it.
        traded: The listing that the article means.
        knowledge: Who there is.
    """
    name = _canonical(cluster, link, knowledge)
    if link is None:
        entity_id = digest("entity", cluster.label, key_of(name, cluster.label))
        if printed is None:
            return Naming(entity_id, cluster.label, name)
        identifiers = Identifiers(ticker=printed.ticker, mic=printed.mic or None)
        return Naming(entity_id, cluster.label, name, identifiers=identifiers)
    row = link.entity
    return Naming(
        entity_id=row.entity_id,
        type=cluster.label if cluster.label == "PRODUCT" else cast("EntityType", row.type),
        name=name,
        legal_name=row.legal_name or None,
        identifiers=_identifiers(row, traded, knowledge),
        linked=True,
        link_score=round(link.score, 3),
        country=row.country or None,
    )


def _identifiers(
    row: EntityRow, traded: SecurityRow | None, knowledge: KnowledgeBase
) -> Identifiers:
    """Return what other data sets know an entity by; a market has its MIC, a share no symbol."""
    registers = knowledge.identifiers(row.entity_id)
    scheme, _, value = row.entity_id.partition(":")
    is_market = row.kind == "exchange"
    mic = row.symbol if is_market else traded.mic if traded else ""
    return Identifiers(
        ticker=traded.ticker if traded else None,
        mic=mic or None,
        isin=_isin(row, traded, knowledge) or None,
        lei=registers.lei or None,
        cik=value if scheme == "cik" else None,
        wikidata=registers.wikidata or None,
        symbol=(row.symbol or None) if not is_market else None,
    )


def _isin(row: EntityRow, traded: SecurityRow | None, knowledge: KnowledgeBase) -> str:
    """Return the ISIN of the listing; the issuer's is that of its share, not of its receipts."""
    if traded is not None and traded.isin:
        return traded.isin
    isin = row.isin or (row.entity_id if row.entity_id.startswith("isin:") else "")
    isin = isin.removeprefix("isin:")
    is_american = traded is not None and knowledge.country_of(traded.mic) == "US"
    return isin if traded is None or isin.startswith("US") == is_american else ""


def _canonical(cluster: Cluster, found: Verdict | None, knowledge: KnowledgeBase) -> str:
    """Return the fullest name the article gives; the list's where the article gives none."""
    if found is not None and cluster.label in _LISTED_TYPES:
        return found.entity.name
    forms = [form for form in cluster.forms if not _is_short(form, found, knowledge)]
    if not forms and found is not None:
        return found.entity.name
    full = max(
        forms or cluster.forms,
        key=lambda form: (len(words(form)), not form.isupper(), len(form)),
    )
    if cluster.label == "PERSON":
        return _without_title(full)
    if full.isupper() and len(full) > _LONGEST_ACRONYM and cluster.label in {"GPE", "LOC"}:
        return found.entity.name if found is not None else full.title()
    return full.removeprefix("The ")


def _is_short(form: str, found: Verdict | None, knowledge: KnowledgeBase) -> bool:
    """Return whether the list has a fuller name: of its short ones, of all that a user added."""
    if found is None or has_legal_form(form):
        return False
    if knowledge.is_added(form, found.entity.entity_id):
        return normalise(form) != normalise(found.entity.name)
    rows = [r for r in knowledge.aliases(form) if r.entity_id == found.entity.entity_id]
    return bool(rows) and all(row.form == "short" for row in rows)


def _without_title(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and parts[0].strip(".").casefold() in TITLES:
        del parts[0]
    return " ".join(parts)
