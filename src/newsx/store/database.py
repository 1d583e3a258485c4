"""What the store needs from a relational database, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from newsx.store.tables import TABLES, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from newsx.store.rows import Cells


def _list(name: str, about: str, column: str) -> Table:
    return Table(name, about, (Column(column, "TEXT"),), (column,))


# Lists that are staged like the rows of tables, but kept nowhere.
GONE: Final = _list("gone", "Versions to delete.", "version_id")
WANTED: Final = _list("wanted", "Versions asked for.", "version_id")
ASKED: Final = _list("asked", "Keys of the ledger asked for.", "source_id")
READINGS: Final = _list("readings", "Readings at work.", "reading")
STAGED: Final = (*TABLES, GONE, WANTED, ASKED, READINGS)


class Database(Protocol):
    """What the plan needs from a database."""

    @property
    def name(self) -> str:
        """How messages call it."""
        ...

    @property
    def keyed(self) -> bool:
        """Whether tables have primary keys: what makes deletes by version fast where rows lie."""
        ...

    @property
    def refusals(self) -> tuple[type[Exception], ...]:
        """What it raises when it does not take rows."""
        ...

    @property
    def troubles(self) -> tuple[type[Exception], ...]:
        """Which of these are no fault of the rows: a full disk, a lost connection."""
        ...

    def transaction(self) -> AbstractContextManager[object]:
        """Return a `with` whose body is kept whole or not at all, and by one writer at a time."""
        ...

    def execute(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Run one or several statements and return the rows of the last."""
        ...

    def stage(self, table: Table, rows: Sequence[Cells]) -> None:
        """Make `staged_<name>` hold exactly these rows, within a transaction."""
        ...

    def condense(self) -> None:
        """Let go of the memory that holds what was written."""
        ...

    def replace_views(self, script: str) -> None:
        """Make views anew by a script of CREATE OR REPLACE VIEW, within a transaction."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
