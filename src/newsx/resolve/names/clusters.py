"""Gather the mentions of one article that name the same thing.

`S3` is S3 Partners LLC where the article has introduced it, `Haworth` is Rob Haworth, `RBNZ` the
Reserve Bank of New Zealand. Only names the article itself gives count; who they are in the world
is asked afterwards (`newsx.resolve.names.linking`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import normalise, words
from newsx.schema import EntityType

FAMILY: Final[dict[str, str]] = {"GPE": "PLACE", "LOC": "PLACE", "PRODUCT": "ORG"}
TITLES: Final = cue_words("titles")
_NAME_TAILS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_WEAK: Final = cue_words("weak")
_OPENS_FIRM: Final = cue_words("opens_firm")
_CLIPPED: Final = cue_words("clipped")
_AMPERSAND: Final = re.compile(r"[A-Z]&[A-Z]")
_FOREIGN: Final = re.compile(r"[A-Z]{3,6}")
_LEADS_ON: Final = frozenset({"de", "du", "des", "di", "da", "do", "del", "della"})
_MINOR: Final = frozenset({"of", "the", "and", "for", "in", "on"})
_FEWEST_INITIALS: Final = 3


class Name(NamedTuple):
    """A recognized name in the text, possessive and title cut off its key."""

    start: int
    end: int
    text: str
    label: EntityType
    sentence: int
    key: str


@dataclass
class Cluster:
    """Names that mean the same."""

    label: EntityType
    names: list[Name] = field(default_factory=list)

    @property
    def forms(self) -> list[str]:
        """The different writings, in order of the text."""
        return list(dict.fromkeys(name.text for name in self.names))


def key_of(text: str, label: str) -> str:
    """Return the key of a name: for people without titles and `Jr.`."""
    if label != "PERSON":
        return normalise(text)
    found = [w for w in words(text) if w not in _NAME_TAILS]
    while len(found) > 1 and found[0] in TITLES:
        del found[0]
    return " ".join(found)


def initials(key: str) -> str:
    """Return the first letters of the words that count: `rbnz`."""
    return "".join(word[0] for word in key.split() if word not in _MINOR)


def gather(
    names: Sequence[Name], text: str, knowledge: KnowledgeBase, on: date | None
) -> list[Cluster]:
    """Return the clusters, by first mention.

    Args:
        names: In order of the text, one label for each key.
        text: The article's, for names introduced in brackets.
        knowledge: Who there is.
        on: The day of the article.
    """
    families: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        families[FAMILY.get(name.label, name.label)].append(name)
    clusters: list[Cluster] = []
    for family, members in families.items():
        if family == "PERSON":
            leader = _people(members)
        elif family == "ORG":
            leader = _organisations(
                members, _introduced(members, text, knowledge, on), knowledge, on
            )
        else:
            leader = _listed(members, knowledge, on)
        by_leader: dict[str, Cluster] = {}
        for name in members:
            head = leader[name.key]
            by_leader.setdefault(head, Cluster(name.label)).names.append(name)
        clusters.extend(by_leader.values())
    for cluster in clusters:
        cluster.label = _label(cluster.names)
    return sorted(clusters, key=lambda cluster: cluster.names[0].start)


def _label(names: Sequence[Name]) -> EntityType:
    """Return the label most names have, the first one's where it is a draw."""
    counts: dict[EntityType, int] = {}
    for name in names:
        counts[name.label] = counts.get(name.label, 0) + 1
    return max(counts, key=lambda label: counts[label])


def _keys(names: Iterable[Name]) -> dict[str, int]:
    """Return each key with the place of its first mention."""
    first: dict[str, int] = {}
    for name in names:
        first.setdefault(name.key, name.start)
    return first


def _nearest(options: list[str], first: dict[str, int], start: int) -> str:
    """Return the name introduced last before a place, else the first one after it."""
    before = [key for key in options if first[key] <= start]
    return max(before, key=lambda k: first[k]) if before else min(options, key=lambda k: first[k])


def _people(names: Sequence[Name]) -> dict[str, str]:
    first = _keys(names)
    leader: dict[str, str] = {}
    by_length = sorted(first, key=lambda key: (-len(key.split()), first[key]))
    for key in by_length:
        parts = key.split()
        options = [k for k in leader if leader[k] == k and _same_person(parts, k.split())]
        leader[key] = leader[_nearest(options, first, first[key])] if options else key
    return leader


def _same_person(short: list[str], full: list[str]) -> bool:
    if len(full) == 1 or len(short) > len(full):
        return False
    if full[-len(short) :] == short:  # `Abernathy-Cole` is two words of a key
        return True
    if len(short) == 1:
        return short[0] == full[0]
    same_last = short[-1] == full[-1]
    one, other = short[0], full[0]
    return same_last and (one == other or (len(one) == 1 and other.startswith(one)))


def _listed(names: Sequence[Name], knowledge: KnowledgeBase, on: date | None) -> dict[str, str]:
    """Join names that the knowledge base gives to one entity."""
    leader: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name in names:
        if name.key in leader:
            continue
        found = best_alias(name.text, name.label, knowledge, on)
        leader[name.key] = seen.setdefault(found, name.key) if found else name.key
    return leader


def best_alias(text: str, label: str, knowledge: KnowledgeBase, on: date | None) -> str:
    """Return the id of the first entity of a label that goes by a name, or an empty string."""
    family = FAMILY.get(label, label)
    for row in knowledge.aliases(text, on=on):
        entity = knowledge.entity(row.entity_id)
        if entity is not None and FAMILY.get(entity.type, entity.type) == family:
            return row.entity_id
    return ""


def _introduced(
    names: Sequence[Name], text: str, knowledge: KnowledgeBase, on: date | None
) -> dict[str, str]:
    """Return the full name of each short one that stands in brackets behind it.

    `Union of Shop Workers (Usdaw)`: its letters come in the full name, in their order. Those of
    `Central Statistical Office (GUS)` are of another language: capitals need not where they are
    nobody's that is known, as `NYSE` is.
    """
    found: dict[str, str] = {}
    for full, short in pairwise(names):
        is_bracketed = text[full.end : short.start] == " (" and text[short.end :][:1] == ")"
        if is_bracketed and " " not in short.key and " " in full.key:
            letters = iter(full.key)
            fits = short.key[0] == full.key[0] and all(letter in letters for letter in short.key)
            is_foreign = not fits and _FOREIGN.fullmatch(short.text) is not None
            if fits or (is_foreign and not _known(short.text, knowledge, on)[1]):
                found.setdefault(short.key, full.key)
    return found


def _organisations(
    names: Sequence[Name],
    introduced: Mapping[str, str],
    knowledge: KnowledgeBase,
    on: date | None,
) -> dict[str, str]:
    first = _keys(names)
    texts = {name.key: name.text for name in reversed(names)}
    known = {key: _known(texts[key], knowledge, on) for key in first}
    leader: dict[str, str] = {}
    by_entity: dict[str, str] = {}
    for key in sorted(first, key=lambda key: (-len(key.split()), -len(key), first[key])):
        sure, entity_id = known[key]
        options = [
            full for full in leader
            if leader[full] == full
            and not (sure and known[full][1] != entity_id)
            and (
                _is_short(key, texts[key], texts[full])
                or introduced.get(key) == full
                or (entity_id in {"", known[full][1]} and _is_part(key, texts[key], texts[full]))
            )
        ]  # fmt: skip
        if entity_id in by_entity and (sure or not options):
            leader[key] = by_entity[entity_id]
            continue
        leader[key] = leader[_nearest(options, first, first[key])] if options else key
        if entity_id and not options:
            by_entity[entity_id] = key
    return leader


def _known(text: str, knowledge: KnowledgeBase, on: date | None) -> tuple[bool, str]:
    """Return whether a name is surely somebody's by itself, and whose.

    A short name is not: `CMA` is Credit Market Analysis where the article has introduced it.
    """
    for row in knowledge.aliases(text, on=on):
        entity = knowledge.entity(row.entity_id)
        if entity is not None and entity.type == "ORG" and row.form not in {"word", "common"}:
            return row.form == "name", row.entity_id
    return False, ""


def _is_short(key: str, text: str, full: str) -> bool:
    """Return whether a name shortens a full one: its first words, or its initials."""
    short_words, full_words = key.split(), normalise(full).split()
    if _AMPERSAND.fullmatch(text):  # `S&R` of `Stanmore & Ridley Gold`
        return [word[0] for word in full_words[:3]] == [word[0] for word in short_words]
    if len(short_words) < len(full_words) and full_words[: len(short_words)] == short_words:
        return not all(word in _WEAK for word in short_words)
    if _is_clipped(short_words, full_words) or _ends_in_initials(text, short_words, full_words):
        return True
    return (
        len(short_words) == 1
        and len(text) > 1
        and text.replace(".", "").isupper()
        and len(full_words) > 1
        and key in {initials(normalise(full)), initials(" ".join(words(full)))}
    )


def _is_part(key: str, text: str, full: str) -> bool:
    """Return whether a name is what a full one tells behind Maison or Banco: `Orlec` of a Maison.

    Behind any other word it may be a rival's (`Hurst Capital` is no `Peel Hurst Capital`), unless
    it is the only other word: `Ellwanger` of Bankhaus Ellwanger. What has a legal form of its own
    is another.
    """
    if f" {key}" not in normalise(full):  # the cheap question, for every pair of names
        return False
    short_words, full_words = key.split(), normalise(full).split()
    if all(word in _WEAK for word in short_words):
        return False
    if not set(words(text)) <= set(words(full)):
        return False
    count = len(short_words)
    is_pair = count == 1 and len(full_words) == count + 1
    return any(
        full_words[first : first + count] == short_words
        and (is_pair or _opens_firm(full_words[:first]))
        and full_words[first - 1] not in _MINOR
        for first in range(1, len(full_words) - count + 1)
    )


def _opens_firm(opening: Sequence[str]) -> bool:
    """Return whether words open a firm's name and may be left out: `Banco`, `Compagnie de`."""
    if opening[-1] in _LEADS_ON:
        opening = opening[:-1]
    return bool(opening) and all(word in _OPENS_FIRM for word in opening)


def _ends_in_initials(text: str, short: Sequence[str], full: Sequence[str]) -> bool:
    """Return whether a name tells the last words of a full one by their letters: `Peel SFB`."""
    count = len(short) - 1
    if len(short[-1]) < _FEWEST_INITIALS:  # "Peel IT" is no Peel Investment Trust
        return False
    if not 0 < count < len(full) - 1 or not text.rpartition(" ")[2].isupper():
        return False
    return full[:count] == short[:count] and initials(" ".join(full[count:])) == short[-1]


def _is_clipped(short: Sequence[str], full: Sequence[str]) -> bool:
    """Return whether a name cuts a word of a full one short and skips none: `Pallow Re`.

    Only words that firms do cut: `Kestrel Oil` is no `Kestrel Oilfield Services`.
    """
    if not 1 < len(short) <= len(full) or short[0] != full[0]:
        return False
    pairs = [(word, whole) for word, whole in zip(short, full, strict=False) if word != whole]
    return bool(pairs) and all(_cuts(word, whole) for word, whole in pairs)


def _cuts(word: str, whole: str) -> bool:
    return len(word) > 1 and whole in _CLIPPED and whole.startswith(word)
