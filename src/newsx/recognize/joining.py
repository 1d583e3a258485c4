"""Join what the grammar finds and what the network hears into the claims of a doc.

The grammar is right where it is sure: a cue beside its subject. The network hears turns of phrase
that no list holds. So the grammar's attributions stand; where it found no attribution, or had to
carry a speaker over from another sentence, the network is asked, and believed when it is sure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from newsx.recognize.heard import Heard
from newsx.recognize.reading import Reading, Tokens
from newsx.recognize.utterances import Utterance, form_of, trimmed, whole_quotes

_SAME: Final = 0.5
_GIVES_SOURCE: Final = 0.5
_CORRECTS_SOURCE: Final = 0.7
_NEW: Final = 0.5
_NEW_OUTLET: Final = 0.8
_MIN_OUTLET: Final = 5
_MIN_TOLD: Final = 2


def join(
    reading: Reading, grammar: Sequence[Utterance], heard: Sequence[Heard]
) -> tuple[Utterance, ...]:
    """Return the claims of both, in order of the text; none twice."""
    matches = {number: _match(utterance, heard) for number, utterance in enumerate(grammar)}
    joined = [
        _corrected(reading, utterance, matches[number]) for number, utterance in enumerate(grammar)
    ]
    matched = {id(match) for match in matches.values()}
    for claim in heard:
        if id(claim) not in matched:
            joined = list(_with(reading, joined, claim))
    return tuple(sorted(joined, key=lambda utterance: (utterance.parts[0], utterance.parts)))


def _match(utterance: Utterance, heard: Sequence[Heard]) -> Heard | None:
    """Return what the network hears in the same words, or None."""
    best = max(heard, key=lambda claim: _overlap(utterance, claim), default=None)
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
    if utterance.evidence == "outlet" and claim.attributed >= _GIVES_SOURCE:
        return _utterance(reading, claim) or utterance
    if utterance.evidence == "carried" and claim.attributed >= _CORRECTS_SOURCE:
        return replace(
            utterance, source=claim.source.tokens, cue=claim.cue.tokens, lemma=claim.lemma
        )
    return utterance


def _with(reading: Reading, joined: Sequence[Utterance], claim: Heard) -> Iterator[Utterance]:
    """Yield the claims with one more of the network, where it is sure and in nobody's way."""
    added = _utterance(reading, claim)
    touched = [one for one in joined if _overlap(one, claim) > 0]
    if added is None or any(one.evidence != "outlet" for one in touched):
        added = None
    elif added.source is None:
        long = claim.content[1] - claim.content[0] >= _MIN_OUTLET
        if touched or claim.sure < _NEW_OUTLET or not long:
            added = None
    elif claim.attributed * claim.sure < _NEW or claim.content[1] - claim.content[0] < _MIN_TOLD:
        added = None
    for one in joined:
        if added is None or one not in touched:
            yield one
    if added is not None:
        yield added


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
    quoted = whole_quotes(reading, part)
    if quoted:
        return Utterance((*quoted,), "direct", source, cue, claim.lemma, evidence="network")
    form = form_of(reading, [part], sourced=True)
    return Utterance((part,), form, source, cue, claim.lemma, evidence="network")


def _inside(inner: Tokens, outer: Tokens) -> bool:
    return outer[0] <= inner[0] < outer[1]
