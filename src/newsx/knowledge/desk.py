"""Show and check the knowledge base: what `newsx kb show` and `newsx kb check` do."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple, get_args

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import normalise
from newsx.knowledge.tables import AliasRow, EntityRow, SecurityRow
from newsx.schema import EntityType

_TYPES: Final = frozenset(get_args(EntityType))


class Card(NamedTuple):
    """Everything the knowledge base holds on one entity."""

    entity: EntityRow
    aliases: tuple[AliasRow, ...]
    securities: tuple[SecurityRow, ...]
    indices: tuple[str, ...]
    """Names of the indices it stands in."""
    owner: str
    """Name of its owner, or an empty string."""


class Fault(NamedTuple):
    """A row that contradicts another, or says nothing."""

    table: str
    row: str
    fault: str


class Licence(NamedTuple):
    """A source of the tables and its terms."""

    name: str
    licence: str
    holds: str


def show(knowledge: KnowledgeBase, name: str, *, on: date | None = None) -> tuple[Card, ...]:
    """Return who goes by a name or a ticker on a day, the surest first.

    Args:
        knowledge: Who there is.
        name: A name, or a ticker as printed: `BRK.B`.
        on: The day; None is any day.
    """
    ids = [row.entity_id for row in knowledge.aliases(name, on=on)]
    ids += [row.entity_id for row in knowledge.issuers(name.lstrip("$").upper(), on=on)]
    cards = (_card(knowledge, entity_id, on) for entity_id in dict.fromkeys(ids))
    return tuple(card for card in cards if card is not None)


def _card(knowledge: KnowledgeBase, entity_id: str, on: date | None) -> Card | None:
    entity = knowledge.entity(entity_id)
    if entity is None:
        return None
    owner = knowledge.entity(entity.parent)
    held_in = (knowledge.entity(row.index_id) for row in knowledge.indices(entity_id, on=on))
    return Card(
        entity=entity,
        aliases=tuple(knowledge.names_of(entity_id)),
        securities=knowledge.securities(entity_id, on=on),
        indices=tuple(sorted(row.name for row in held_in if row is not None)),
        owner=owner.name if owner is not None else "",
    )


def check(knowledge: KnowledgeBase) -> Iterator[Fault]:
    """Yield what is wrong with the tables: dangling ids, empty names, dates that end first."""
    for alias in knowledge.all_aliases():
        if knowledge.entity(alias.entity_id) is None:
            yield Fault("alias", alias.surface, f"no entity {alias.entity_id!r}")
        if alias.key != normalise(alias.surface):
            yield Fault("alias", alias.surface, f"key {alias.key!r} is not that of the name")
        if alias.valid_to and alias.valid_to < alias.valid_from:
            yield Fault("alias", alias.surface, "ends before it begins")
    for entity in knowledge.all_entities():
        if entity.type not in _TYPES:
            yield Fault("entity", entity.entity_id, f"no type {entity.type!r}")
        if not entity.name:
            yield Fault("entity", entity.entity_id, "has no name")
        if entity.parent and knowledge.entity(entity.parent) is None:
            yield Fault("entity", entity.entity_id, f"no owner {entity.parent!r}")
    for listing in knowledge.all_securities():
        if knowledge.entity(listing.entity_id) is None:
            yield Fault("security", listing.ticker, f"no issuer {listing.entity_id!r}")
        if listing.valid_to and listing.valid_to < listing.valid_from:
            yield Fault("security", listing.ticker, "ends before it begins")


def licences(knowledge: KnowledgeBase) -> tuple[Licence, ...]:
    """Return the sources the tables were built from, with their terms."""
    sources = knowledge.meta["source"]
    if not isinstance(sources, list):
        return ()
    return tuple(Licence(s["name"], s["licence"], s["holds"]) for s in sources)
