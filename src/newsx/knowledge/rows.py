"""Gather the rows of the tables while they are built; join what names one thing."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from newsx.errors import ConfigurationError
from newsx.knowledge.names import has_legal_form, normalise
from newsx.knowledge.tables import (
    AliasRow,
    EntityRow,
    ExchangeRow,
    IdentifierRow,
    MembershipRow,
    SecurityRow,
    write,
)

_log = logging.getLogger(__name__)
_BLANK = dict.fromkeys(EntityRow._fields[3:], "")
_DATED = re.compile(r"@([\d-]*)\.\.([\d-]*)$")
_FORMS = {"~": "short", "-": "word"}
_MATCHES = {"-": "", "*": "any"}
_SURENESS = {"name": 0, "short": 1, "former": 2, "word": 3, "common": 4}


Row = TypeVar("Row", AliasRow, SecurityRow, MembershipRow)


def _moved(row: Row, entity_id: str, into: str) -> Row:
    return row._replace(entity_id=into) if row.entity_id == entity_id else row


@dataclass
class Rows:
    """Rows as they gather."""

    entities: dict[str, EntityRow] = field(default_factory=dict)
    aliases: list[AliasRow] = field(default_factory=list)
    securities: list[SecurityRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)
    identifiers: list[IdentifierRow] = field(default_factory=list)
    exchanges: list[ExchangeRow] = field(default_factory=list)
    main_listings: set[tuple[str, str]] = field(default_factory=set)
    """(entity, MIC) of main listings that are not in the country of the seat."""
    _places: dict[str, list[int]] = field(default_factory=dict)
    """Where in `aliases` each key stands."""

    def add(self, entity_id: str, type_: str = "", name: str = "", **columns: str) -> str:
        """Add an entity, or put what is given over what is there; return its id.

        Raises:
            ConfigurationError: The id is that of another sort of thing.
        """
        old = self.entities.get(entity_id)
        if old is not None and type_ not in {"", old.type}:
            msg = f"{entity_id} is {old.type} {old.name!r} and {type_} {name!r}: rename one of them"
            raise ConfigurationError(msg)
        row = EntityRow(entity_id, type_, name, **{**_BLANK, **columns})
        if old is not None:
            row = EntityRow(*(new or there for there, new in zip(old, row, strict=True)))
        self.entities[entity_id] = row
        return entity_id

    def name(
        self,
        entity_id: str,
        surface: str,
        *,
        form: str = "name",
        match: str = "",
        valid_from: str = "",
        valid_to: str = "",
    ) -> None:
        """Add a name of an entity."""
        key = normalise(surface)
        if key:
            self._places.setdefault(key, []).append(len(self.aliases))
            self.aliases.append(
                AliasRow(key, entity_id, surface, form, match, valid_from, valid_to)
            )

    def names(self, entity_id: str, cell: str, *, match: str = "exact") -> None:
        """Add the names of a cell of our own tables.

        Parted by `|`; `~` marks a short name, `-` one that is looked up but never searched for and
        needs a witness, `*` one that may be written in any case; `x=y` gives both, `@from..to`
        dates it.
        """
        for part in filter(None, cell.split("|")):
            dates = _DATED.search(part)
            written = part[: dates.start()] if dates else part
            mark = written[0] if written[0] in "~-*" else ""
            for surface in written.removeprefix(mark).split("="):
                is_article = surface.startswith("the ")  # a span leaves the article out
                self.name(
                    entity_id,
                    surface,
                    form=_FORMS.get(mark, "name"),
                    match="" if is_article else _MATCHES.get(mark, match),
                    valid_from=dates[1] if dates else "",
                    valid_to=dates[2] if dates else "",
                )

    def owner_of(self, name: str) -> str:
        """Return the id of the organisation a name was first given to, or an empty string.

        A word of the language is nobody's alone, unless it is written with its legal form.
        """
        key = normalise(name)
        forms = {"name", "word", "common"} if has_legal_form(name) else {"name"}
        for row in (self.aliases[place] for place in self._places.get(key, ())):
            if row.form in forms and self.entities[row.entity_id].type == "ORG":
                return row.entity_id
        return ""

    def lister(self, mic: str, ticker: str) -> str:
        """Return who is listed under a ticker, or an empty string."""
        return next(
            (s.entity_id for s in self.securities if s.mic == mic and s.ticker == ticker), ""
        )

    def merge(self, entity_id: str, into: str) -> None:
        """Give everything of one entity to another that turned out to be the same."""
        if entity_id == into:
            return
        gone = self.entities.pop(entity_id)
        self.add(into, isin=gone.isin, seat=gone.seat)
        self.aliases = [_moved(row, entity_id, into) for row in self.aliases]
        self.securities = [_moved(row, entity_id, into) for row in self.securities]
        self.memberships = [_moved(row, entity_id, into) for row in self.memberships]

    def list_at_home(self, listing: SecurityRow) -> None:
        """Add the one listing an issuer has on its home market, in place of any other there."""
        place = (listing.entity_id, listing.mic)
        there = [row for row in self.securities if (row.entity_id, row.mic) == place]
        if there and listing.ticker not in {row.ticker for row in there}:
            _log.warning("%s: %s, not %s", place, listing.ticker, [row.ticker for row in there])
        same = [row for row in there if row.ticker == listing.ticker]
        elsewhere = [row for row in self.securities if (row.entity_id, row.mic) != place]
        self.securities = [*elsewhere, *(same or [listing])]

    def demote(self, entity_id: str, name: str) -> None:
        """Make a name one that needs a witness."""
        key = normalise(name)
        for place in self._places.get(key, ()):
            row = self.aliases[place]
            if row.entity_id == entity_id:
                match = row.match if has_legal_form(row.surface) else ""
                self.aliases[place] = row._replace(form="word", match=match)

    def files(self) -> dict[str, str]:
        """Return the text of each table by its name."""
        return {
            "entity": write(self.entities.values(), EntityRow._fields),
            "alias": write(self._surest_first(), AliasRow._fields),
            "security": write(self._home_first(), SecurityRow._fields),
            "membership": write(self.memberships, MembershipRow._fields),
            "identifier": write(self.identifiers, IdentifierRow._fields),
            "exchange": write(self.exchanges, ExchangeRow._fields),
        }

    def _surest_first(self) -> Iterator[AliasRow]:
        """Yield names by key, the surest first; one told twice keeps its first telling."""

        def place(row: AliasRow) -> tuple[str, int, bool, int]:
            rank = self.entities[row.entity_id].rank
            is_past = bool(row.valid_to)  # where the day is unknown, today's names count
            return (row.key, _SURENESS[row.form], is_past, int(rank) if rank else 0)

        seen = set()
        for row in sorted(self._gated(), key=place):
            told = (row.key, row.entity_id, row.surface if row.match else "", row.valid_from)
            if told not in seen:
                seen.add(told)
                yield row

    def _gated(self) -> Iterator[AliasRow]:
        """Yield names with one verdict for each key of an entity.

        `Block Inc.` is looked up under the key of `Block`, so it is gated too: its legal form is
        the witness then. What our own tables give as a name is one, word of English or not.
        """
        told: dict[tuple[str, str], set[str]] = {}
        for row in self.aliases:
            told.setdefault((row.key, row.entity_id), set()).add(row.form)
        for row in self.aliases:
            forms = told[row.key, row.entity_id]
            if "word" in forms:
                formal = has_legal_form(row.surface)
                yield row._replace(form="word", match=row.match if formal else "")
            elif row.form == "common" and "name" in forms:
                yield row._replace(form="name")
            else:
                yield row

    def _home_first(self) -> list[SecurityRow]:
        """Return listings with the issuer's home market first and the counter last."""
        country = {row.mic: row.country for row in self.exchanges}

        def place(row: SecurityRow) -> tuple[bool, bool, bool]:
            home = self.entities[row.entity_id].country
            is_main = (row.entity_id, row.mic) in self.main_listings
            is_home = bool(home) and country.get(row.mic) == home
            return (not is_main, not is_home, row.mic in {"OTCM", ""})

        return sorted(dict.fromkeys(self.securities), key=place)
