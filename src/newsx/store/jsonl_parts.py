"""Outcomes into JSON Lines in object storage, where nothing can be added to an object.

The place is a folder of parts, `part-000001.jsonl` ..., each uploaded whole: a batch is there or it
is not, and readers take the folder for one file. The parts are their own ledger, the last line of
an input counting; what later lines replace is taken out when a run ends.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsx.errors import ConfigurationError, StoreError
from newsx.store.folders import open_folder
from newsx.store.jsonl import line_source
from newsx.store.packed import Packed, pack_line
from newsx.store.sinks import Pack, keep

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsx.schema import Failure
    from newsx.store.sinks import Outcome


class JsonlPartsSink:
    """Add records to a folder in object storage, a part for each batch.

    Failures are not kept here: they are in `--errors`, and the next run tries them again.

    Args:
        place: The address of the folder, as in `s3://bucket/records.jsonl`.

    Raises:
        ConfigurationError: The storage cannot be read, or holds lines that are no records.
    """

    batch_size = 500

    def __init__(self, place: str) -> None:
        self._place = place
        self._last = 0
        self._readings: dict[str, str] = {}
        self._part_of: dict[str, int] = {}
        self._lines: Counter[int] = Counter()
        try:
            self._folder = open_folder(place)
            for name in sorted(self._folder.names("")):
                self._read(name)
        except OSError as error:
            msg = f"cannot write {place!r}: {error.strerror or error}; check credentials"
            raise ConfigurationError(msg) from error

    @property
    def pack(self) -> Pack:
        """What makes a line of a record."""
        return pack_line

    def write(self, batch: Sequence[Outcome]) -> tuple[Failure, ...]:
        """Upload the records as one part; see `Sink.write`."""
        try:
            return keep(batch, self._attempt, (ValueError,))
        except OSError as error:
            raise self._broken(error) from error

    def known(self, source_ids: Collection[str], readings: Collection[str]) -> set[str]:
        """Return the inputs whose records are in the parts."""
        return {one for one in source_ids if self._readings.get(one) in readings}

    def settle(self) -> None:
        """Take out the lines that later ones replaced, part by part."""
        live = Counter(self._part_of.values())
        try:
            for part, count in sorted(self._lines.items()):
                if not live[part]:
                    self._folder.remove(_name(part))
                elif live[part] < count:
                    self._thin_out(part)
                self._lines[part] = live[part]
        except OSError as error:
            raise self._broken(error) from error

    def close(self) -> None:
        """Let go of the storage."""
        self._folder.close()

    def _attempt(self, batch: Sequence[Outcome]) -> None:
        records = {one.source_id: one for one in batch if isinstance(one, Packed)}
        if records:
            self._put(self._last + 1, [one.parts["line"] for one in records.values()])
            for key, record in records.items():
                self._remember(self._last + 1, key, record.reading)
            self._last += 1

    def _put(self, part: int, lines: Sequence[bytes]) -> None:
        with self._folder.aside(_name(part)).open("wb") as file:
            file.writelines(lines)
        self._folder.keep(_name(part))

    def _remember(self, part: int, key: str, reading: str) -> None:
        self._readings[key] = reading
        self._part_of[key] = part
        self._lines[part] += 1

    def _read(self, name: str) -> None:
        """Remember what a part holds."""
        digits = name.removeprefix("part-").removesuffix(".jsonl")
        try:
            part = int(digits)
            for line in self._folder.read(name).splitlines():
                self._remember(part, *line_source(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            msg = f"{name!r} in {self._place!r} holds no newsx records; name another folder"
            raise ConfigurationError(msg) from error
        self._last = max(self._last, part)

    def _thin_out(self, part: int) -> None:
        lines = self._folder.read(_name(part)).splitlines(keepends=True)
        self._put(part, [one for one in lines if self._part_of[line_source(one)[0]] == part])

    def _broken(self, error: OSError) -> StoreError:
        msg = f"cannot write {self._place!r}: {error.strerror or error}"
        return StoreError(msg, retryable=True)


def _name(part: int) -> str:
    return f"part-{part:06}.jsonl"
