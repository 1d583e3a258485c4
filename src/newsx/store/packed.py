"""Record -> Packed: a record as a worker hands it to the process that writes.

The objects of a record are many, and cost more to pickle and to hold than all that a database does
with them. So the worker makes what the sink will write, as bytes, and the writer only joins it.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from newsx.schema import Failure, Record
from newsx.store.rows import last_rows, record_rows, record_source, source_id
from newsx.store.tables import RECORD_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsx.errors import DocumentError
    from newsx.store.rows import Cells
    from newsx.store.tables import Table


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as some kind of sink takes it.

    Args:
        source_ref: The input, as the ledger names it.
        raw_sha256: SHA-256 of the bytes that were read.
        version_id: The version of the article that they gave.
        reading: Under which reading, `Provenance.reading`.
        parts: What the sink writes; how it is written is the sink's affair, and under which names.
    """

    source_ref: str
    raw_sha256: str
    version_id: str
    reading: str
    parts: Mapping[str, bytes]

    @classmethod
    def of(cls, record: Record, parts: Mapping[str, bytes]) -> Self:
        """Return what a record becomes with these parts."""
        source_ref, raw_sha256 = record_source(record)
        version_id, reading = record.article.version_id, record.provenance.reading
        return cls(source_ref, raw_sha256, version_id, reading, parts)

    @property
    def source_id(self) -> str:
        """The key of the input in the ledger."""
        return source_id(self.source_ref, self.raw_sha256)

    def failure(self, error: DocumentError) -> Failure:
        """Return the failure that `error` means for the input."""
        told = {"raw_sha256": self.raw_sha256, "reading": self.reading}
        return Failure.of(error, self.source_ref).model_copy(update=told)


def pack_rows(record: Record) -> Packed:
    """Return a record as the rows of every table."""
    rows = ((table.name, record_rows(table, record)) for table in RECORD_TABLES)
    return Packed.of(record, {name: pickle.dumps(found, protocol=5) for name, found in rows})


def packed_rows(table: Table, batch: Iterable[Packed]) -> list[Cells]:
    """Return the rows that records packed by `pack_rows` have in a table, each key once."""
    found = [row for one in batch for row in pickle.loads(one.parts[table.name])]  # noqa: S301 - our own worker's
    return found if table.owned else last_rows(table, found)


def pack_line(record: Record) -> Packed:
    """Return a record as a line of JSON.

    Raises:
        ValueError: A text of it is no UTF-8.
    """
    return Packed.of(record, {"line": record.to_json().encode() + b"\n"})
