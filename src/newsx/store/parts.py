"""What the parts of a Parquet folder hold, and which of their rows later parts replace."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsx.store.tables import FAILURES, SOURCES, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from newsx.store.rows import Cells


@dataclass
class Dead:
    """Rows of one part that later parts replace."""

    versions: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    failures: set[str] = field(default_factory=set)

    def of(self, table: Table) -> tuple[str, set[str]]:
        """Return the column that tells the dead rows of a table, and its values."""
        if table is SOURCES:
            return "source_id", self.sources
        if table is FAILURES:
            return "source_id", self.failures
        return "version_id", self.versions


class _Done(NamedTuple):
    part: int
    reading: str | None
    version: str
    final: bool


class PartLedger:
    """Which part holds which input and which version, the last one counting."""

    def __init__(self) -> None:
        self._last = 0
        self._done: dict[str, _Done] = {}
        self._failed: dict[str, _Done] = {}
        self._unread: dict[str, str] = {}
        self._owner: dict[str, int] = {}
        self._inputs: Counter[str] = Counter()
        self._live: Counter[int] = Counter()
        self._dead: defaultdict[int, Dead] = defaultdict(Dead)

    @property
    def next_part(self) -> int:
        """The number of the part to write next."""
        return self._last + 1

    @property
    def replaced(self) -> Mapping[int, Dead]:
        """The rows to take out of each part."""
        return self._dead

    def is_spent(self, part: int) -> bool:
        """Tell whether nothing in a part counts any more."""
        return self._live[part] == 0

    def took_out(self, parts: Iterable[int]) -> None:
        """Note that the dead rows of some parts are gone."""
        for part in parts:
            self._dead.pop(part, None)

    def covers(self, source_id: str, readings: Collection[str]) -> bool:
        """Tell whether an input need not be read again under these readings."""
        return any(
            one is not None and one.final and one.reading in readings
            for one in (self._done.get(source_id), self._failed.get(source_id))
        )

    def add(
        self,
        part: int,
        sources: Sequence[Cells],
        failures: Sequence[Cells],
        versions: Iterable[str],
    ) -> None:
        """Take in a part, later than all before.

        Args:
            part: Its number.
            sources: Its rows of the ledger.
            failures: Its rows of `failures`.
            versions: The versions whose rows it holds.
        """
        self._last = max(self._last, part)
        for version in versions:
            if (owner := self._owner.get(version)) is not None:
                self._dead[owner].versions.add(version)
            self._owner[version] = part
        for cells in failures:
            self._add_failure(part, dict(zip(_names(FAILURES), cells, strict=True)))
        for cells in sources:
            self._add_source(part, dict(zip(_names(SOURCES), cells, strict=True)))

    def _add_failure(self, part: int, row: Mapping[str, object]) -> None:
        key = str(row["source_id"])
        self._recover(key)
        if row["raw_sha256"] is None:
            self._unread[str(row["source_ref"])] = key
        reading = row["reading"] if isinstance(row["reading"], str) else None
        self._failed[key] = _Done(part, reading, "", final=not row["retryable"])
        self._live[part] += 1

    def _add_source(self, part: int, row: Mapping[str, object]) -> None:
        key, version = str(row["source_id"]), str(row["version_id"])
        self._recover(key)
        self._recover(self._unread.pop(str(row["source_ref"]), ""))
        self._inputs[version] += 1
        self._live[part] += 1
        earlier = self._done.get(key)
        self._done[key] = _Done(part, str(row["reading"]), version, final=True)
        if earlier is None:
            return
        self._dead[earlier.part].sources.add(key)
        self._live[earlier.part] -= 1
        self._inputs[earlier.version] -= 1
        if not self._inputs[earlier.version]:
            # The same bytes once gave this version, and nothing else gives it.
            self._dead[self._owner.pop(earlier.version)].versions.add(earlier.version)

    def _recover(self, key: str) -> None:
        """Strike out an earlier failure of an input."""
        if (earlier := self._failed.pop(key, None)) is not None:
            self._dead[earlier.part].failures.add(key)
            self._live[earlier.part] -= 1


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]
