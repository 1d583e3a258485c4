"""The attributions of one unit: frames found word by word, then told apart where they nest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import cue_words
from newsx.recognize.speech.cues import is_heard
from newsx.recognize.speech.extents import fitted
from newsx.recognize.speech.frames import Frame, phrase_frame
from newsx.recognize.speech.reading import (
    CONJUNCTIONS,
    NEGATIONS,
    SUBORDINATORS,
    Reading,
    Tokens,
    mean,
)
from newsx.recognize.speech.relatives import is_apposed, is_relative
from newsx.recognize.speech.sources import is_somebody, source_after
from newsx.recognize.speech.verb_frames import verb_frame

_JOINTS: Final = frozenset(["and", "but", "though", "although", ",", "while", ";", "—", "–"])
_TURNS: Final = frozenset([";", "while", "but", "though", "although"])
_PAST_FORMS: Final = words_of("past_forms")
_CREDIBLE: Final = 0.1
_REFUSING: Final = frozenset(["decline", "refuse"])
_WITHHOLDING: Final = words_of("withholding")
_UNWILLING: Final = frozenset(["would", "could"])
_CITING: Final = frozenset(["citing", "quoting"])
_CITED_REACH: Final = 8
_SHOWING: Final = (["that"], ["which"], ["showing"])
_TOLD: Final = 0.6
_TRAILERS: Final = frozenset([",", ";", "—", "–", "also"])


def find_frames(reading: Reading, start: int, end: int) -> tuple[Frame, ...]:
    """Return the attributions of one unit, in order of their cues; contents never overlap."""
    body = _without_stop(reading, start, end)
    found: list[Frame] = []
    index = start
    while index < end:
        may_hand_over = reading.words[index] in cue_words() or is_heard(reading, index)
        if may_hand_over and reading.quoted[index] < 0 and reading.name_of[index] is None:
            frame = phrase_frame(reading, start, index, body) or verb_frame(
                reading, start, index, body
            )
            if frame is not None and _says(reading, frame) and _is_credible(reading, frame):
                found.append(_with_via(reading, _fitted(reading, frame), start, body))
                index = max(index, frame.cue[1] - 1)
        index += 1
    return _with_antecedents(reading, _untangle(reading, found))


def _with_antecedents(reading: Reading, frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return frames that a relative pronoun tells, given to the speaker it stands for.

    `said Ana Ruiz, the chair, who expects ...`: who has spoken in a sentence speaks on there.
    """
    named: list[Frame] = []
    for frame in frames:
        source, last = frame.source, named[-1].source if named else None
        goes_on = source is not None and is_relative(reading, source)
        if (
            source is not None
            and last is not None
            and goes_on
            and is_apposed(reading, last, source)
        ):
            named.append(replace(frame, source=last))
        else:
            named.append(frame)
    return tuple(named)


def _says(reading: Reading, frame: Frame) -> bool:
    """Tell a content that has words from the bracket of `(by region, Peel estimates):`."""
    return any(
        reading.words[at][0].isalnum() or reading.quoted[at] >= 0
        for part in frame.parts
        for at in range(*part)
    )


def _is_credible(reading: Reading, frame: Frame) -> bool:
    """Tell whether the network bears out an attribution that words alone leave open.

    What opens with `that` or a quotation mark needs no witness. Of the rest, where the network
    hears neither cue nor source, two in three are wrong (train split of `models/corpus`).
    """
    if reading.network is None or frame.cue[0] >= frame.cue[1]:
        return True
    if reading.words[frame.cue[0]] not in cue_words() and not _is_told(reading, frame):
        return False
    first = frame.parts[0][0]
    if reading.quoted[first] >= 0 or reading.words[first - 1] == "that":
        return True
    if frame.lemma in _REFUSING and reading.words[first] == "to":
        return True
    heard = max(reading.network.cue[index] for index in range(*frame.cue))
    named = mean(reading.network.source, frame.source) if frame.source is not None else heard
    return (heard + named) / 2 >= _CREDIBLE


def _is_told(reading: Reading, frame: Frame) -> bool:
    """Tell whether the frame of a verb that no list has, is one of somebody telling something."""
    if reading.network is None or (frame.source is None and not frame.inherited):
        return False
    told = [index for part in frame.parts for index in range(*part)]
    shares = [reading.network.content[index] for index in told]
    return len(told) > 1 and sum(shares) / len(shares) >= _TOLD


def _fitted(reading: Reading, frame: Frame) -> Frame:
    """Return a frame whose content ends, or begins, where the network sees it."""
    if frame.before:
        parts = (fitted(reading, frame.parts[0], start=True, end=False), *frame.parts[1:])
    else:
        last = _to_semicolon(reading, frame.parts[-1])
        parts = (*frame.parts[:-1], fitted(reading, last, start=False, end=True))
    return replace(frame, parts=parts)


def _with_via(reading: Reading, frame: Frame, start: int, end: int) -> Frame:
    """Return a frame with whom its source cites: `X said on Friday, citing Y`, `X, citing Y, said`.

    What is cited behind the content is no part of it.
    """
    if frame.via is not None or frame.source is None:
        return frame
    for index in range(max(start, frame.source[1]), end):
        if reading.words[index] not in _CITING or reading.quoted[index] >= 0:
            continue
        found = source_after(reading, index + 1, end)
        if found is None or reading.words[index - 1] != "," or not is_somebody(reading, found[0]):
            continue
        between = not frame.before and index < frame.parts[0][0]
        beside = frame.before and 0 <= index - frame.cue[1] <= _CITED_REACH
        if index < frame.cue[0] or between or beside:
            return replace(frame, via=found[0])
        last = frame.parts[-1]
        goes_on = reading.words[found[1] : found[1] + 1] in _SHOWING  # "data from Y that show"
        if last[0] + 1 < index < last[1] and (goes_on or last[1] <= found[1]):
            return replace(frame, via=found[0], parts=(*frame.parts[:-1], (last[0], index - 1)))
    return frame


def _to_semicolon(reading: Reading, part: Tokens) -> Tokens:
    """Return what follows a cue up to a semicolon: behind it somebody else has the word."""
    start, end = part
    marks = (at for at in range(start + 1, end) if reading.words[at] == ";")
    return start, next((at for at in marks if reading.quoted[at] < 0), end)


def _without_stop(reading: Reading, start: int, end: int) -> int:
    """Return the end of a unit without the marks that close it, unless they close a quotation."""
    while (
        end > start
        and reading.words[end - 1] in {".", "?", "!", ";", ","}
        and reading.quoted[end - 1] < 0
    ):
        end -= 1
    return end


def _untangle(reading: Reading, frames: list[Frame]) -> tuple[Frame, ...]:
    """Drop frames inside the content of others, and cut contents where the next frame begins."""
    kept: list[Frame] = []
    closing = [frame for frame in frames if frame.before]
    for frame in frames:
        if any(_contains(other, frame) for other in closing if other is not frame):
            continue
        last = kept[-1] if kept else None
        if last is None:
            kept.append(frame)
        elif not _contains(last, frame):
            kept.append(_with_source(frame, last))
        elif _is_separate(reading, last, frame):
            kept[-1] = replace(last, parts=_cut(reading, last, frame.start))
            kept.append(_with_source(frame, last))
    return tuple(frame for frame in kept if frame.parts)


def _contains(outer: Frame, inner: Frame) -> bool:
    return any(start <= inner.cue[0] < end for start, end in outer.parts)


def _with_source(frame: Frame, last: Frame) -> Frame:
    if frame.inherited and frame.source is None:
        return replace(frame, source=last.source)
    return frame


def _is_separate(reading: Reading, last: Frame, frame: Frame) -> bool:
    """Tell whether a frame inside the content of the one before is a statement of its own."""
    words = reading.words
    if frame.before:
        return False
    if frame.inherited:
        if words[frame.cue[0]].endswith("ing") or _refuses(reading, frame):
            return True
        return _tense(words[last.cue[0]]) == _tense(words[frame.cue[0]])
    if frame.source is None:
        return False
    joint = words[frame.start - 1] if frame.start else ""
    if words[frame.source[0]] in {"he", "she"} and joint in _JOINTS:
        return True
    return joint in _TURNS and is_somebody(reading, frame.source)


def _refuses(reading: Reading, frame: Frame) -> bool:
    """Tell `said demand had held up, but would not say ...`: no part of what was said.

    What somebody did not believe or rule out is: `said it was cautious but did not rule it out`.
    """
    if reading.words[frame.start - 1] != "but":
        return False
    if frame.lemma in _REFUSING:
        return True
    helpers = reading.words[frame.start : frame.cue[0]]
    unwilling = not _UNWILLING.isdisjoint(helpers) and not NEGATIONS.isdisjoint(helpers)
    return unwilling and frame.lemma in _WITHHOLDING


def _tense(word: str) -> str:
    if word.endswith("ed") or word in _PAST_FORMS:
        return "past"
    return "present" if word.endswith("s") else "base"


def _cut(reading: Reading, frame: Frame, at: int) -> tuple[Tokens, ...]:
    """Return the parts of a frame up to `at`, without connectives at their end."""
    words = reading.words
    parts = []
    for start, end in frame.parts:
        stop = min(end, at)
        while (
            stop > start
            and reading.quoted[stop - 1] < 0
            and words[stop - 1] in CONJUNCTIONS | SUBORDINATORS | _TRAILERS
        ):
            stop -= 1
        if stop > start:
            parts.append((start, stop))
    return tuple(parts)
