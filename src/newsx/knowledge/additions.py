"""Additions to the knowledge base: rows of the user's own, or news from a fresh open list.

A file of additions (`newsx.knowledge.lists` reads it) is laid over the tables that newsx ships
(`KnowledgeBase(folder, over)`); the shipped rows stay as they are. What a list tells that the
tables know already is left out.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from newsx.errors import ConfigurationError
from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.names import slug
from newsx.knowledge.rows import Rows
from newsx.knowledge.tables import IdentifierRow, SecurityRow


class Addition(NamedTuple):
    """One entity to add, with at most one listing; several rows may tell of one entity."""

    name: str
    type: str = "ORG"
    legal_name: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    ticker: str = ""
    mic: str = ""
    """ISO 10383."""
    isin: str = ""
    lei: str = ""
    aliases: str = ""
    """Other names, parted by `|`; `~` before a short one, `-` before one that needs a witness."""
    valid_from: str = ""
    """ISO date from which name and listing hold, or empty."""
    valid_to: str = ""
    entity_id: str = ""
    """Id in the records; made of LEI or name where it is empty."""

    @property
    def id(self) -> str:
        """The id the entity goes by."""
        made = f"lei:{self.lei}" if self.lei else f"newsx:{slug(self.name)}"
        return self.entity_id or made


def tables_of(additions: Iterable[Addition]) -> Mapping[str, str]:
    """Return the tables that additions make, as text by name."""
    rows = Rows()
    for addition in additions:
        _add(rows, addition)
    return {name: text for name, text in rows.files().items() if name != "exchange"}


def news(additions: Iterable[Addition], knowledge: KnowledgeBase) -> Iterator[Addition]:
    """Yield the additions that tell what the tables do not know yet.

    That is: companies of new ids or names, new tickers of known ones, and the LEI of a company
    that is known by its name and country.
    """
    for row in additions:
        known = knowledge.entity(row.id)
        if known is None:
            known = next(
                (
                    entity
                    for alias in knowledge.aliases(row.name)
                    if (entity := knowledge.entity(alias.entity_id)) is not None
                    and entity.type == row.type
                ),
                None,
            )
        if known is None:
            yield row
            continue
        tickers = {listing.ticker for listing in knowledge.securities(known.entity_id)}
        is_new = bool(row.ticker) and row.ticker not in tickers and row.id == known.entity_id
        same_home = row.country == known.country
        has_lei = bool(row.lei) and same_home and not knowledge.identifiers(known.entity_id).lei
        if is_new or has_lei:
            yield row._replace(name=known.name, legal_name="", entity_id=known.entity_id)


def merged(old: Iterable[Addition], new: Iterable[Addition]) -> tuple[Addition, ...]:
    """Return additions of two files: what the new one tells of an entity replaces the old."""
    latest = tuple(new)
    told = {row.id for row in latest}
    return (*(row for row in old if row.id not in told), *latest)


def save(additions: Iterable[Addition], path: Path) -> None:
    """Write additions as CSV; the file is whole at every moment.

    Raises:
        ConfigurationError: The file cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Addition._fields)
            writer.writerows(additions)
        os.replace(unfinished, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror}; check the folder"
        raise ConfigurationError(msg) from error


def _add(rows: Rows, addition: Addition) -> None:
    entity_id = rows.add(
        addition.id,
        addition.type,
        addition.name,
        legal_name=addition.legal_name,
        country=addition.country,
        isin=addition.isin,
        kind="issuer" if addition.ticker else "",
    )
    dates = {"valid_from": addition.valid_from, "valid_to": addition.valid_to}
    rows.name(entity_id, addition.name, match="exact", **dates)
    rows.names(entity_id, addition.aliases)
    if addition.lei:
        rows.identifiers.append(IdentifierRow(entity_id, addition.lei, ""))
    if addition.ticker:
        listing = (addition.ticker, addition.mic, addition.isin)
        rows.securities.append(
            SecurityRow(entity_id, *listing, addition.valid_from, addition.valid_to)
        )
