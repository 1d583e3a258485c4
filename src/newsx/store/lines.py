"""JSON of records -> Record: what `newsx load` and `newsx view` read back.

JSON Lines, or indented objects one after another, as `newsx extract -f json` prints them.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from newsx.errors import FetchError, ParseError
from newsx.places import find
from newsx.schema import Failure, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Of a file whose first lines are no records, so many are named, and the rest counted.
_NAMED: Final = 3
# Bytes of the largest object held: the record of a long report has a few million.
_LARGEST: Final = 100_000_000
_ENDINGS: Final = (".jsonl", ".ndjson")
_NO_JSON: Final = "no JSON"
_TYPE: Final = "json_invalid"


def records_in(targets: Iterable[str]) -> Iterator[Record | Failure]:
    """Yield every record of some files, or the failure of a line or object that is none.

    Args:
        targets: Files, patterns, or folders of `.jsonl` and `.ndjson` files, here or in object
            storage.

    Raises:
        ConfigurationError: Nothing installed reads that object storage.
    """
    for target in targets:
        try:
            places = find(target, lambda name: name.lower().endswith(_ENDINGS))
        except OSError as error:
            yield _unreadable(target, error)
            continue
        if not places:
            endings = " or ".join(_ENDINGS)
            msg = f"no file or match for {target!r}, and no folder of {endings}; check the path"
            yield Failure.of(FetchError(msg), target)
        for place in places:
            try:
                with place.open() as file:
                    yield from _of_file(file, place.name)
            except OSError as error:
                yield _unreadable(place.name, error)


def _of_file(lines: Iterable[bytes], name: str) -> Iterator[Record | Failure]:
    """Yield what the lines of a file hold; where it begins with no record, only how many fail."""
    outcomes = (
        _record(written, f"{name}:{number}")
        for number, written in _objects(lines)
        if not written.isspace()
    )
    first = list(islice(outcomes, _NAMED))
    if not first or any(isinstance(one, Record) for one in first):
        yield from first
        yield from outcomes
        return
    if all(isinstance(one, Failure) and _NO_JSON in one.message for one in first):
        msg = (
            f"{name} is not JSON Lines: {_NO_JSON} in its first lines; load takes records, as "
            "extract and batch write them, and these two read pages and archives"
        )
        first = [Failure.of(ParseError(msg), name)]
    yield from first
    more = 0
    for one in outcomes:
        if isinstance(one, Record):
            yield one
        else:
            more += 1
    if more:
        msg = f"{name} has {more:,} more lines that are no newsx records"
        yield Failure.of(ParseError(msg), name)


def _objects(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield each line, or indented object, with the number of its first line.

    An object is indented throughout: at a line that is not, before the bracket that closes it, a
    lone bracket was none, and what was held comes line by line. So does an object that has grown
    beyond all records; little more than that is ever held.
    """
    held: list[bytes] = []
    size = first = 0
    for number, line in enumerate(lines, start=1):
        if not held:
            if line.rstrip() == b"{":
                held, size, first = [line], len(line), number
            else:
                yield number, line
            continue
        held.append(line)
        size += len(line)
        if line.rstrip() == b"}" and not line[:1].isspace():
            yield first, b"".join(held)
        elif size > _LARGEST or not (line[:1].isspace() or line.strip() == b""):
            yield from enumerate(held, start=first)
        else:
            continue
        held = []
    if held:
        yield first, b"".join(held)


def _record(written: bytes, reference: str) -> Record | Failure:
    try:
        return Record.model_validate_json(written)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in found["loc"])
        reason = f"{place}: {found['msg']}" if place else found["msg"]
        msg = f"{reference} is no newsx record: {_NO_JSON if found['type'] == _TYPE else reason}"
        return Failure.of(ParseError(msg), reference)


def _unreadable(name: str, error: OSError) -> Failure:
    msg = f"cannot read {name!r}: {error.strerror or error}; check the path"
    return Failure.of(FetchError(msg), name)
