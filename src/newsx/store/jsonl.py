"""Outcomes into JSON Lines: one flushed line a record; the file is its own ledger."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from newsx.errors import ConfigurationError, StoreError
from newsx.places import is_object, remedy
from newsx.schema import Provenance
from newsx.store.packed import Packed, pack_line
from newsx.store.rows import source_id
from newsx.store.sinks import Pack, keep

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from newsx.schema import Failure
    from newsx.store.sinks import Outcome, Sink


def jsonl_sink(place: str) -> Sink:
    """Return the sink of a file, or of a folder of parts in object storage.

    Raises:
        ConfigurationError: It cannot be written, or holds lines that are no records.
    """
    if is_object(place):
        from newsx.store.jsonl_parts import JsonlPartsSink

        return JsonlPartsSink(place)
    return JsonlSink(place)


class JsonlSink:
    """Add records to a file, one JSON object a line.

    A line that a later one of the same bytes replaces is taken out when the run ends. Failures are
    not kept here: they are in `--errors`, and the next run tries them again.

    Args:
        place: The file; made when missing.

    Raises:
        ConfigurationError: The file cannot be written, or holds lines that are no records.
    """

    # A reader of the file never waits for more lines than that.
    batch_size = 1

    def __init__(self, place: str) -> None:
        self._path = Path(place)
        self._readings: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._count = 0
        try:
            self._mend()
            self._file = self._path.open("ab")
        except OSError as error:
            advice = remedy(error, "check the folder")
            msg = f"cannot write {place!r}: {error.strerror}; {advice}"
            raise ConfigurationError(msg) from error

    @property
    def pack(self) -> Pack:
        """What makes a line of a record."""
        return pack_line

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Add the records and flush; see `Sink.write`."""
        try:
            return keep(batch, self._attempt, (ValueError,))
        except OSError as error:
            msg = f"cannot write {str(self._path)!r}: {error.strerror}"
            raise StoreError(msg, retryable=True) from error

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs whose records are in the file."""
        return {one for one in source_ids if self._readings.get(one) in readings}

    def settle(self) -> None:
        """Take out the lines that later ones replaced: written aside, then renamed."""
        self._file.flush()
        if len(self._lines) < self._count:
            live = set(self._lines.values())
            aside = self._path.with_name(self._path.name + ".part")
            with self._path.open("rb") as old, aside.open("wb") as new:
                new.writelines(line for number, line in enumerate(old) if number in live)
                new.flush()
                os.fsync(new.fileno())
            self._file.close()
            aside.replace(self._path)
            self._file = self._path.open("ab")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = [one for one in batch if isinstance(one, Packed)]
        self._file.write(b"".join(record.parts["line"] for record in records))
        self._file.flush()
        for record in records:
            self._remember(record.source_id, record.reading)

    def _remember(self, key: str, reading: str) -> None:
        self._readings[key] = reading
        self._lines[key] = self._count
        self._count += 1

    def _mend(self) -> None:
        """Read what the file holds, and cut off a last line that a killed run left unfinished."""
        if not self._path.exists():
            return
        with self._path.open("rb+") as file:
            whole = 0
            for line in file:
                if not line.endswith(b"\n"):
                    file.truncate(whole)
                    return
                self._remember(*self._read(line))
                whole += len(line)

    def _read(self, line: bytes) -> tuple[str, str]:
        try:
            return line_source(line)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            msg = (
                f"line {self._count + 1} of {str(self._path)!r} is no newsx record, "
                "so newsx adds none to it; name another file"
            )
            raise ConfigurationError(msg) from error


def line_source(line: bytes) -> tuple[str, str]:
    """Return the ledger's key and the reading of a record's line.

    Raises:
        ValueError: It is no JSON, or no provenance.
        KeyError, TypeError: It is no record.
    """
    record: Mapping[str, Mapping[str, str | None]] = json.loads(line)
    article = record["article"]
    source_ref = article["source_ref"] or article["article_id"]
    raw_sha256 = article["raw_sha256"] or article["text_sha256"]
    reading = Provenance.model_validate(record["provenance"]).reading
    return source_id(str(source_ref), raw_sha256), reading
