"""The words of change: rose, a drop of, higher, unchanged."""

from functools import cache
from typing import Literal, NamedTuple

from newsx.knowledge.vocabulary import rows
from newsx.schema import Direction


class Change(NamedTuple):
    """What a word says of how a measure moved."""

    direction: Direction
    what: Literal["verb", "noun", "adverb", "state"]


@cache
def words() -> dict[str, tuple[Change, ...]]:
    """Return the words of change in lower case; `cut` and `rise` are both verb and noun."""
    found: dict[str, tuple[Change, ...]] = {}
    for row in rows("changes"):
        change = Change(row["direction"], row["what"])  # type: ignore[arg-type]  # the table holds these words
        for form in row["forms"].split():
            found[form] = (*found.get(form, ()), change)
    return found


@cache
def nouns() -> frozenset[str]:
    """Return the words that name a change: a rise, the drop."""
    return frozenset(
        form for form, found in words().items() if any(change.what == "noun" for change in found)
    )
