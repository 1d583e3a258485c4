"""Show and check the knowledge base and additions to it: `newsx kb show`, `newsx kb check`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Final, NamedTuple, get_args

from newsx.knowledge.additions import Addition
from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.lists import is_day
from newsx.knowledge.names import normalise
from newsx.knowledge.tables import AliasRow, EntityRow, IdentifierRow, SecurityRow
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
    registers: IdentifierRow
    """LEI and Wikidata item."""


class Fault(NamedTuple):
    """A row that contradicts another, or says nothing."""

    table: str
    row: str
    fault: str
    is_refused: bool = False
    """Whether the row cannot be added as it stands; else it is worth a look."""


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
        registers=knowledge.identifiers(entity_id),
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


def check_additions(additions: Iterable[Addition], knowledge: KnowledgeBase) -> Iterator[Fault]:
    """Yield what is wrong with additions, by themselves or beside the tables they are laid over."""
    names: dict[str, str] = {}
    before: set[Addition] = set()
    for row in additions:
        if names.setdefault(row.id, row.name) != row.name:
            told = f"{row.id} is named {names[row.id]!r} in a row above"
            yield Fault("csv", row.name, f"{told}; tell other names as aliases", is_refused=True)
        if row in before:
            yield Fault("csv", row.name, "the same row stands above")
        before.add(row)
        if row.isin and not _is_isin(row.isin):
            yield Fault(
                "csv",
                row.name,
                f"{row.isin!r} is no ISIN: its check digit is wrong",
                is_refused=True,
            )
        if row.lei and not _is_lei(row.lei):
            yield Fault(
                "csv",
                row.name,
                f"{row.lei!r} is no LEI: its check digits are wrong",
                is_refused=True,
            )
        if row.mic and not knowledge.country_of(row.mic):
            yield Fault(
                "csv", row.name, f"no market {row.mic!r}; give an ISO 10383 code", is_refused=True
            )
        for day in filter(None, (row.valid_from, row.valid_to)):
            if not is_day(day):
                told = f"{day!r} is no ISO date; write it as 2020-05-04"
                yield Fault("csv", row.name, told, is_refused=True)
        if row.valid_to and row.valid_to < row.valid_from:
            yield Fault("csv", row.name, "ends before it begins", is_refused=True)
        yield from _taken(row, knowledge)


def _taken(row: Addition, knowledge: KnowledgeBase) -> Iterator[Fault]:
    """Yield who has the name or the ticker of an addition already."""
    for alias in knowledge.aliases(row.name):
        entity = knowledge.entity(alias.entity_id)
        if entity is not None and entity.entity_id != row.id and entity.type == row.type:
            told = f"the name is that of {entity.name} ({entity.entity_id}) too"
            yield Fault("csv", row.name, f"{told}; give its entity_id if it is the same")
    if row.ticker and row.mic and not row.valid_to:
        for listing in knowledge.issuers(row.ticker, mic=row.mic):
            if listing.entity_id != row.id and not listing.valid_to:
                yield Fault("csv", row.name, f"{row.ticker} is that of {listing.entity_id}")


def _is_isin(code: str) -> bool:
    """Return whether the check digit of an ISIN is right (ISO 6166)."""
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", code):
        return False
    digits = [int(digit) for sign in code for digit in str(int(sign, 36))]
    doubled = [2 * d if place % 2 else d for place, d in enumerate(reversed(digits))]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def _is_lei(code: str) -> bool:
    """Return whether the check digits of an LEI are right (ISO 17442, ISO 7064)."""
    is_code = re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code) is not None
    return is_code and int("".join(str(int(sign, 36)) for sign in code)) % 97 == 1


def alike(knowledge: KnowledgeBase, name: str) -> tuple[str, ...]:
    """Return up to three names that are written nearly like one that nobody has."""
    keys = get_close_matches(normalise(name), knowledge.name_keys(), n=3, cutoff=0.8)
    return tuple(knowledge.by_key(key)[0].surface for key in keys)


def licences(knowledge: KnowledgeBase) -> tuple[Licence, ...]:
    """Return the sources the tables were built from, with their terms."""
    sources = knowledge.meta["source"]
    if not isinstance(sources, list):
        return ()
    return tuple(Licence(s["name"], s["licence"], s["holds"]) for s in sources)
