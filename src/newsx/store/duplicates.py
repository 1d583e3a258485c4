"""Which articles are copies of which: computed when a run ends, from what is new.

Texts that share a band of their signatures are read and compared. Copies share most runs of three
words of the shorter text, so a copy that was cut short is found too, and most of its numbers, so
that stories made from one template are not taken for one another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.store.database import WANTED
from newsx.store.signatures import shingles
from newsx.store.tables import DUPLICATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from newsx.store.database import Database

_SHARED_RUNS: Final = 0.7
_SHARED_NUMBERS: Final = 0.7
_FEW_RUNS: Final = 10
_FEW_NUMBERS: Final = 3
# A band that very many texts share is a standing phrase: each text meets this many of them.
_MEETINGS: Final = 50
# New versions settled, and texts held, at a time: memory does not grow with the archive.
_SLICE: Final = 1000
_TEXTS_HELD: Final = 1000

_UNDATED: Final = datetime.max.replace(tzinfo=UTC)
_NUMBER: Final = re.compile(r"\d[\d.,]*")

_FRESH: Final = f"""
SELECT a.version_id FROM articles AS a
LEFT JOIN duplicates AS d ON d.version_id = a.version_id
WHERE d.version_id IS NULL ORDER BY a.version_id LIMIT {_SLICE}"""  # noqa: S608 - our own number
_BUCKETS: Final = """
SELECT s.band, s.version_id, a.text_sha256 FROM signatures AS s
JOIN articles AS a ON a.version_id = s.version_id
WHERE s.band IN (
    SELECT o.band FROM signatures AS o
    WHERE o.band IN (
        SELECT n.band FROM signatures AS n
        WHERE n.version_id IN (SELECT version_id FROM staged_wanted)
    )
    GROUP BY o.band HAVING count(*) > 1
)
ORDER BY s.band, s.version_id"""
_GROUPS: Final = """
SELECT d.version_id, d.duplicate_group FROM duplicates AS d
WHERE d.duplicate_group IN (
    SELECT x.duplicate_group FROM duplicates AS x
    JOIN staged_wanted AS w ON w.version_id = x.version_id
)"""
_STORED: Final = """
SELECT version_id FROM duplicates WHERE version_id IN (SELECT version_id FROM staged_wanted)"""
_TEXTS: Final = """
SELECT version_id, text, date_published FROM articles
WHERE version_id IN (SELECT version_id FROM staged_wanted)"""
_DELETE: Final = """
DELETE FROM duplicates WHERE version_id IN (SELECT version_id FROM staged_duplicates)"""
_INSERT: Final = """
INSERT INTO duplicates (version_id, duplicate_group, duplicate_of, novelty)
SELECT version_id, duplicate_group, duplicate_of, novelty FROM staged_duplicates"""
# The view says which copy stands for a group; the table repeats it for those who read the table.
_REPRESENT: Final = """
UPDATE duplicates SET duplicate_of = a.version_id FROM v_article AS a
WHERE a.duplicate_group = duplicates.duplicate_group AND a.version_id <> duplicates.version_id"""


def settle_duplicates(database: Database) -> None:
    """Find the groups that new versions form or join, and write them to `duplicates`.

    A group is a connected set of copies, named for its first `version_id`; `novelty` is the share
    of a text that no earlier copy has. Killed in between, it goes on where it was.
    """
    changed = False
    while True:
        with database.transaction():
            fresh = [str(version) for (version,) in database.execute(_FRESH)]
            if fresh:
                _settle(database, fresh)
                changed = True
            else:
                if changed:
                    database.execute(_REPRESENT)
                return


def _settle(database: Database, fresh: Sequence[str]) -> None:
    """Write the rows of some new versions, and those of the groups they join."""
    forest = _Forest()
    database.stage(WANTED, [(version,) for version in fresh])
    for buckets in _portions(database.execute(_BUCKETS), forest):
        texts = _texts(database, {version for bucket in buckets for version in bucket})
        for bucket in buckets:
            _meet(bucket, texts, forest)
    groups = _whole_groups(database, forest)
    # A member that is new itself but not in this slice has its own copies still to meet.
    database.stage(WANTED, [(version,) for group in groups for version in group])
    settled = {str(version) for (version,) in database.execute(_STORED)}.union(fresh)
    rows: list[tuple[str, str | None, None, float]] = [
        (version, None, None, 1.0) for version in sorted(set(fresh).difference(*groups))
    ]
    for group in groups:
        rows += [
            (version, min(group), None, novelty)
            for version, novelty in _novelty(_texts(database, group))
            if version in settled
        ]
    database.stage(DUPLICATES, rows)
    database.execute(_DELETE)
    database.execute(_INSERT)


class _Text(NamedTuple):
    """What is compared of a text."""

    runs: frozenset[str]
    numbers: frozenset[str]
    published: datetime | None

    def copies(self, other: _Text) -> bool:
        """Tell whether one of two texts is a copy of the other, whole or cut short."""
        if min(len(self.runs), len(other.runs)) < _FEW_RUNS:
            return self.runs == other.runs
        if _shared(self.runs, other.runs) < _SHARED_RUNS:
            return False
        few = min(len(self.numbers), len(other.numbers)) < _FEW_NUMBERS
        return few or _shared(self.numbers, other.numbers) >= _SHARED_NUMBERS


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _texts(database: Database, versions: Collection[str]) -> dict[str, _Text]:
    database.stage(WANTED, [(version,) for version in sorted(versions)])
    return {
        str(version): _Text(
            frozenset(shingles(str(text))),
            frozenset(_NUMBER.findall(str(text))),
            published if isinstance(published, datetime) else None,
        )
        for version, text, published in database.execute(_TEXTS)
    }


def _portions(found: Sequence[Sequence[object]], forest: _Forest) -> Iterator[list[list[str]]]:
    """Yield the buckets, as many at a time as texts may be held; equal texts are tied at once."""
    buckets: dict[object, dict[object, str]] = defaultdict(dict)
    for band, version, text_sha256 in found:
        first = buckets[band].setdefault(text_sha256, str(version))
        if first != version:
            forest.tie(first, str(version))
    portion: list[list[str]] = []
    held: set[str] = set()
    for members in buckets.values():
        versions = list(members.values())
        for start in range(0, len(versions), _TEXTS_HELD):
            bucket = versions[start : start + _TEXTS_HELD]
            if len(bucket) < 2:  # noqa: PLR2004 - it takes two to meet
                continue
            if len(held.union(bucket)) > _TEXTS_HELD:
                yield portion
                portion, held = [], set()
            portion.append(bucket)
            held.update(bucket)
    if portion:
        yield portion


def _meet(bucket: Sequence[str], texts: Mapping[str, _Text], forest: _Forest) -> None:
    """Tie the copies in a bucket; of texts that are tied already, one meets the others."""
    met: list[str] = []
    for version in bucket:
        known = False
        for other in met[-_MEETINGS:]:
            if not forest.tied(version, other) and texts[version].copies(texts[other]):
                forest.tie(version, other)
            known = known or forest.tied(version, other)
        if not known:
            met.append(version)


def _whole_groups(database: Database, forest: _Forest) -> list[set[str]]:
    """Return the groups of the forest, with what the stored groups of their members hold."""
    database.stage(WANTED, [(version,) for version in forest.members()])
    first: dict[object, str] = {}
    for version, group in database.execute(_GROUPS):
        forest.tie(first.setdefault(group, str(version)), str(version))
    return forest.groups()


def _novelty(group: Mapping[str, _Text]) -> Iterator[tuple[str, float]]:
    """Yield the versions of a group by date, each with the share of it that is new then."""

    def by_date(version: str) -> tuple[datetime, str]:
        return group[version].published or _UNDATED, version

    seen: set[str] = set()
    for version in sorted(group, key=by_date):
        runs = group[version].runs
        yield version, round(len(runs - seen) / len(runs), 4) if runs else 0.0
        seen |= runs


class _Forest:
    """Sets of versions that grow together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, version: str) -> str:
        """Return the member that stands for the set of a version."""
        while (parent := self._parent.get(version, version)) != version:
            self._parent[version] = self._parent.get(parent, parent)
            version = parent
        return version

    def tied(self, one: str, other: str) -> bool:
        """Tell whether two versions are in one set."""
        return self.root(one) == self.root(other)

    def tie(self, one: str, other: str) -> None:
        """Make one set of the sets of two versions."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parent.setdefault(first, first)
        self._parent[second] = first

    def members(self) -> list[str]:
        """Return every version that was ever tied, sorted."""
        return sorted(self._parent)

    def groups(self) -> list[set[str]]:
        """Return the sets, in the order of their first members."""
        found = defaultdict(set)
        for version in self.members():
            found[self.root(version)].add(version)
        return [found[root] for root in sorted(found)]
