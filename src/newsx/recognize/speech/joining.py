"""Join what the grammar finds and what the network hears into the claims of a doc.

The grammar is right where it is sure: a cue beside its subject. The network hears turns of phrase
that no list holds. So the grammar's attributions stand; where it found no attribution, or had to
carry a speaker over from another sentence, the network is asked, and believed when it is sure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Generic, TypeVar

from newsx.recognize.speech.heard import Heard, Linked
from newsx.recognize.speech.overheard import linked
from newsx.recognize.speech.reading import (
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    Reading,
    Tokens,
    mean,
)
from newsx.recognize.speech.sources import is_somebody
from newsx.recognize.speech.subjects import source_before
from newsx.recognize.speech.utterances import Utterance, form_of, trimmed, whole_quotes

Item = TypeVar("Item")

_SAME: Final = 0.5
_CORRECTS_SOURCE: Final = 0.7
_NEW: Final = 0.5
_NEW_OUTLET: Final = 0.8
_SUREST: Final = 0.9
"""How sure of its words alone the network must be, of a claim that it is less sure who makes."""
_LEAST: Final = 0.1
_HEARD_SOURCE: Final = 0.3
_MIN_OUTLET: Final = 5
_MIN_TOLD: Final = 2
_MIN_SUREST: Final = 4
_STRETCH: Final = 32


def join(
    reading: Reading, grammar: Sequence[Utterance], heard: Sequence[Heard]
) -> tuple[Utterance, ...]:
    """Return the claims of both, in order of the text; none twice."""
    taken = {at for one in grammar if one.source and one.cue for at in range(*one.cue)}
    heard = tuple(linked(reading, heard, taken))
    places = _Places(([claim.content], claim) for claim in heard)
    matches = [_match(utterance, places) for utterance in grammar]
    own = _Places((utterance.parts, utterance) for utterance in grammar)
    joined: _Places[Utterance] = _Places()
    for utterance, match in zip(grammar, matches, strict=True):
        corrected = _corrected(reading, utterance, match)
        near = own.touching(corrected.parts).values()
        if corrected.parts != utterance.parts and any(one is not utterance for one in near):
            corrected = utterance  # else what the claim beside it says would be said twice
        joined.add(corrected.parts, corrected)
    matched = {id(match) for match in matches}
    for claim in heard:
        if id(claim) not in matched and not reading.is_row(*reading.unit_of(claim.content[0])):
            _add(reading, joined, claim)
    return tuple(sorted(joined, key=lambda utterance: (utterance.parts[0], utterance.parts)))


class _Places(Generic[Item]):
    """What stands where, so that a long text is not searched from end to end for each claim."""

    def __init__(self, items: Iterable[tuple[Sequence[Tokens], Item]] = ()) -> None:
        self._items: dict[int, tuple[Sequence[Tokens], Item]] = {}
        self._at: dict[int, list[int]] = {}
        self._count = 0
        for parts, item in items:
            self.add(parts, item)

    def __iter__(self) -> Iterator[Item]:
        return (item for _, item in self._items.values())

    def add(self, parts: Sequence[Tokens], item: Item) -> None:
        """Put an item where its parts are."""
        self._items[self._count] = (parts, item)
        for stretch in _stretches(parts):
            self._at.setdefault(stretch, []).append(self._count)
        self._count += 1

    def touching(self, parts: Sequence[Tokens]) -> dict[int, Item]:
        """Return the items that share a token with some parts, by number, in order of adding."""
        numbers = {at for stretch in _stretches(parts) for at in self._at.get(stretch, ())}
        found = {}
        for number in sorted(numbers & self._items.keys()):
            own, item = self._items[number]
            if any(a < last and first < b for a, b in own for first, last in parts):
                found[number] = item
        return found

    def remove(self, numbers: Iterable[int]) -> None:
        """Take items out."""
        for number in numbers:
            del self._items[number]


def _stretches(parts: Sequence[Tokens]) -> set[int]:
    """Return the stretches of text, of so many tokens each, that some parts lie in."""
    return {
        stretch
        for first, last in parts
        for stretch in range(first // _STRETCH, (last - 1) // _STRETCH + 1)
    }


def _match(utterance: Utterance, heard: _Places[Heard]) -> Heard | None:
    """Return what the network hears in the same words, or None."""
    near = heard.touching(utterance.parts).values()
    best = max(near, key=lambda claim: _overlap(utterance, claim), default=None)
    return best if best is not None and _overlap(utterance, best) >= _SAME else None


def _overlap(utterance: Utterance, claim: Heard) -> float:
    """Return intersection over union of the tokens."""
    start, end = claim.content
    if end <= utterance.parts[0][0] or utterance.parts[-1][1] <= start:
        return 0.0
    size = sum(last - first for first, last in utterance.parts)
    shared = sum(max(0, min(last, end) - max(first, start)) for first, last in utterance.parts)
    return shared / (size + end - start - shared)


def _corrected(reading: Reading, utterance: Utterance, claim: Heard | None) -> Utterance:
    """Return a claim of the grammar with the source that the network is sure of."""
    if claim is None or claim.source is None or claim.cue is None:
        return utterance
    if utterance.evidence == "outlet":
        beside = _beside(reading, claim)
        return (_utterance(reading, beside) if beside is not None else None) or utterance
    if utterance.evidence == "carried" and claim.attributed >= _CORRECTS_SOURCE:
        return replace(
            utterance, source=claim.source.tokens, cue=claim.cue.tokens, lemma=claim.lemma
        )
    return utterance


def _beside(reading: Reading, claim: Heard) -> Heard | None:
    """Return a claim with its source in its own sentence, or None where there is none.

    A link that leads elsewhere is wrong nine times in ten where the cue is here: the source is then
    the subject of the cue (train split of `models/corpus`).
    """
    if claim.cue is None:
        return None
    unit = reading.unit_of(claim.content[0])
    start, end = unit
    if not start <= claim.cue.tokens[0] < end:
        return None
    if claim.source is not None and start <= claim.source.tokens[0] < end:
        return claim
    found = source_before(reading, start, claim.cue.tokens[0])
    if found is None or not _can_say(reading, found[0]):
        return None
    return replace(claim, source=Linked(found[0], claim.cue.sure))


def _can_say(reading: Reading, source: Tokens) -> bool:
    """Tell whether words are somebody's, or the network hears a source in them."""
    return is_somebody(reading, source) or (
        reading.network is not None and mean(reading.network.source, source) >= _HEARD_SOURCE
    )


def _add(reading: Reading, joined: _Places[Utterance], claim: Heard) -> None:
    """Add a claim of the network, where it is sure and in nobody's way; what it replaces goes."""
    touched = joined.touching([claim.content])
    if not whole_quotes(reading, trimmed(reading, claim.content)):
        claim = _beside(reading, claim) or replace(claim, source=None, cue=None)
    added = _utterance(reading, claim)
    if added is None or any(one.evidence != "outlet" for one in touched.values()):
        return
    if _is_adjunct(reading, added.parts[0]):
        return
    size = claim.content[1] - claim.content[0]
    if added.source is None:
        if touched or claim.sure < _NEW_OUTLET or size < _MIN_OUTLET:
            return
    elif not _is_heard(claim, size):
        return
    joined.remove(touched)
    joined.add(added.parts, added)


def _is_adjunct(reading: Reading, part: Tokens) -> bool:
    """Tell what only says when or where: "For the first quarter of 2025, it expects ..."."""
    start = part[0]
    while start and reading.words[start - 1] in DETERMINERS:
        start -= 1
    if start and start - 1 == reading.unit_of(part[0])[0]:  # "In the" opens the sentence
        start -= 1
    else:
        start = part[0]
    first = reading.words[start]
    if first == "to" and MONTHS.isdisjoint(reading.words[start + 1 : start + 2]):
        return False  # an infinitive, and no "to June"
    return first in PREPOSITIONS and not reading.has_verb(*part)


def _is_heard(claim: Heard, size: int) -> bool:
    """Tell whether the network is sure of a claim that no rule finds."""
    if claim.attributed * claim.sure >= _NEW:
        return size >= _MIN_TOLD
    return claim.sure >= _SUREST and claim.attributed >= _LEAST and size >= _MIN_SUREST


def _utterance(reading: Reading, claim: Heard) -> Utterance | None:
    """Return a claim of the network by itself, or None where its parts do not fit together."""
    part = trimmed(reading, claim.content)
    if part[0] >= part[1]:
        return None
    if claim.source is None or claim.cue is None:
        return Utterance((part,), "outlet", evidence="network")
    source, cue = claim.source.tokens, claim.cue.tokens
    if _inside(cue, part) or _inside(source, part):
        return None
    if source[1] < part[0] < part[1] <= cue[0] and reading.words[source[1]] in {",", "("}:
        return None  # what the source is, not what it says
    if source[0] < part[0] < source[1]:
        return None  # "the firm, which has lost 6%" of "A spokesperson for the firm"
    quoted = whole_quotes(reading, part)
    if quoted:
        return Utterance((*quoted,), "direct", source, cue, claim.lemma, evidence="network")
    form = form_of(reading, [part], sourced=True)
    return Utterance((part,), form, source, cue, claim.lemma, evidence="network")


def _inside(inner: Tokens, outer: Tokens) -> bool:
    return outer[0] <= inner[0] < outer[1]
