"""The spaCy component that marks claims: contents, sources, cues and second-hand sources.

Every claim has a number, which its spans carry as `id_`. The label of a content span is the form
in which it is told (`direct`, `mixed`, `indirect`, `outlet`); several content spans of one number
are the parts of an interrupted claim. The label of a cue span is its lemma.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsx.recognize.attributions import find_frames
from newsx.recognize.complements import trailing_remark
from newsx.recognize.cues import cue_at
from newsx.recognize.frames import Frame
from newsx.recognize.guidance import cue_of, find_moves
from newsx.recognize.reading import (
    CONJUNCTIONS,
    STOPS,
    SUBORDINATORS,
    Reading,
    Tokens,
)
from newsx.recognize.sources import leading_subject
from newsx.recognize.subjects import source_before
from newsx.schema import CLAIM_CUES, CLAIM_SOURCES, CLAIM_VIAS, CLAIMS, ClaimForm

_MIN_SPEECH_WORDS: Final = 3
_COLON_REACH: Final = 8
_MAX_SUBHEAD_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Utterance:
    """One claim, by token: contents without outer quotation marks."""

    parts: tuple[Tokens, ...]
    form: ClaimForm
    source: Tokens | None = None
    cue: Tokens | None = None
    lemma: str = ""
    via: Tokens | None = None


@Language.component(
    "newsx_claims",
    assigns=["doc.spans"],
    requires=["doc.sents", "doc.ents"],
)
def mark_claims(doc: Doc) -> Doc:
    """Write the span groups of claims."""
    groups: dict[str, list[Span]] = {
        key: [] for key in (CLAIMS, CLAIM_SOURCES, CLAIM_CUES, CLAIM_VIAS)
    }
    for number, utterance in enumerate(find_claims(Reading(doc))):
        name = str(number)
        for start, end in utterance.parts:
            groups[CLAIMS].append(Span(doc, start, end, label=utterance.form, span_id=name))
        for key, tokens, label in (
            (CLAIM_SOURCES, utterance.source, utterance.form),
            (CLAIM_CUES, utterance.cue, utterance.lemma),
            (CLAIM_VIAS, utterance.via, utterance.form),
        ):
            if tokens is not None:
                groups[key].append(Span(doc, *tokens, label=label, span_id=name))
    for key, spans in groups.items():
        doc.spans[key] = spans
    return doc


def find_claims(reading: Reading) -> tuple[Utterance, ...]:
    """Return the claims of a doc, in order of the text."""
    speaker: Frame | None = None
    paragraph = -1
    found: list[Utterance] = []
    for start, end in reading.units:
        if reading.paragraph_of[start] != paragraph:
            paragraph = reading.paragraph_of[start]
        frames = find_frames(reading, start, end)
        moves = find_moves(reading, start, end, frames)
        every = sorted((*frames, *moves), key=lambda frame: (frame.start, frame.cue))
        last: Frame | None = None
        for frame in every:
            shared = last is not None and frame.inherited and frame.source is None
            told = replace(frame, source=last.source) if last is not None and shared else frame
            if told.inherited and told.source is None:
                told = replace(told, source=leading_subject(reading, start, told.start))
            found.extend(_utterances(reading, told))
            last = told
            if told.source is not None:
                speaker = told
        if not every and reading.words[end - 1] == ":":
            speaker = _announced(reading, start, end) or speaker
        if every:
            found.extend(_residue(reading, start, every))
        elif _is_subhead(reading, start, end):
            continue
        elif _is_speech(reading, start, end):
            found.extend(_carried(reading, start, end, speaker))
        else:
            introduced = _introduced(reading, start, end)
            if introduced is not None:
                found.append(introduced)
            else:
                found.extend(_outlet(reading, start, end))
    return tuple(sorted(found, key=lambda utterance: (utterance.parts[0], utterance.parts)))


def _announced(reading: Reading, start: int, end: int) -> Frame | None:
    """Return a frame without content that hands the next paragraph to its subject: `X said:`."""
    for index in range(end - 2, max(start, end - _COLON_REACH), -1):
        use = cue_at(reading, start, index, end)
        found = source_before(reading, start, use.begin) if use is not None else None
        if use is not None and found is not None:
            return Frame((use.start, use.stop), use.verb.lemma, found[0], found[1], ())
    return None


def _utterances(reading: Reading, frame: Frame) -> Iterator[Utterance]:
    """Yield the claims of a frame: each fully quoted part by itself, else all parts as one."""
    parts = [piece for part in frame.parts if (piece := _trim(reading, part))[0] < piece[1]]
    if not parts:
        return
    cue = cue_of(frame)
    quoted = [_whole_quotes(reading, part) for part in parts]
    if all(quoted):
        joined = _is_interrupted(reading, parts)
        inner = [quote for quotes in quoted for quote in quotes]
        groups = [tuple(inner)] if joined else [(quote,) for quote in inner]
        for group in groups:
            yield Utterance(group, "direct", frame.source, cue, frame.lemma, frame.via)
        return
    has_quote = any(
        reading.quoted[index] >= 0 for part in parts for index in range(part[0], part[1])
    )
    remark = trailing_remark(reading, parts[-1])
    if remark[0] < remark[1] and frame.source is not None:
        parts[-1] = (parts[-1][0], remark[0])
        if reading.has_digit(*remark):
            yield Utterance((_trim(reading, remark),), "outlet")
    form: ClaimForm = "mixed" if has_quote else "indirect"
    if frame.source is None:
        form = "outlet"
    for pieces in _at_and_that(reading, parts):
        yield Utterance(pieces, form, frame.source, cue, frame.lemma, frame.via)


def _at_and_that(reading: Reading, parts: list[Tokens]) -> Iterator[tuple[Tokens, ...]]:
    """Yield the statements of `said A and that B` one by one."""
    if len(parts) > 1:
        yield tuple(parts)
        return
    start, end = parts[0]
    begin = start
    for index in range(start + 2, end - 2):
        if (
            reading.words[index] == "that"
            and reading.words[index - 1] == "and"
            and reading.quoted[index] < 0
        ):
            yield (_trim(reading, (begin, index - 1)),)
            begin = index + 1
    yield (_trim(reading, (begin, end)),)


def _is_interrupted(reading: Reading, parts: list[Tokens]) -> bool:
    """Tell whether two quotations are one sentence that its speaker interrupts."""
    if len(parts) != 2:  # noqa: PLR2004 - one before the cue, one after it
        return False
    last = reading.words[parts[0][1] - 2]
    return last in {",", "—", "–", "-", "--"} or last.isalpha()


def _whole_quotes(reading: Reading, part: Tokens) -> list[Tokens]:
    """Return the inner tokens of the quotations a part consists of, or nothing."""
    found = []
    index = part[0]
    while index < part[1]:
        number = reading.quoted[index]
        if number < 0:
            if reading.words[index] in STOPS:
                index += 1
                continue
            return []
        start, end = reading.quotes[number]
        found.append(_inner(reading, number))
        index = end
        del start
    return [tokens for tokens in found if tokens[0] < tokens[1]]


def _inner(reading: Reading, number: int) -> Tokens:
    """Return the tokens between the marks of a quotation."""
    quotation = reading.quotation(number)
    start, end = reading.quotes[number]
    while start < end and reading.starts[start] < quotation.inner_start:
        start += 1
    while end > start and reading.ends[end - 1] > quotation.inner_end:
        end -= 1
    return reading.trim(start, end)


def _trim(reading: Reading, part: Tokens) -> Tokens:
    """Return a part without the punctuation and connectives around it."""
    start, end = reading.trim(*part)
    while (
        start < end
        and reading.quoted[start] < 0
        and (reading.words[start] in {",", ";", ":", "—", "–", "--", "."})
    ):
        start += 1
    while (
        end > start
        and reading.quoted[end - 1] < 0
        and (
            reading.words[end - 1] in {",", ";", ":", "—", "–", "--", ".", "?", "!"}
            or reading.words[end - 1] in CONJUNCTIONS
        )
    ):
        end -= 1
    return start, end


def _is_speech(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a unit is nothing but quotations."""
    start, end = _trim(reading, (start, end))
    return (
        start < end
        and all(
            reading.quoted[index] >= 0 or reading.words[index] in STOPS
            for index in range(start, end)
        )
        and end - start > _MIN_SPEECH_WORDS
    )


def _is_subhead(reading: Reading, start: int, end: int) -> bool:
    """Tell a paragraph that is one short quotation without a stop: a heading, said by nobody."""
    start, end = reading.trim(start, end)
    number = reading.quoted[start] if start < end else -1
    if number < 0 or reading.quotes[number] != (start, end) or not reading.quotation(number).closed:
        return False
    paragraphs = reading.paragraph_of
    after = next((i for i in range(end, len(paragraphs)) if not reading.words[i].isspace()), None)
    alone = (start == 0 or paragraphs[start - 1] != paragraphs[start]) and (
        after is None or paragraphs[after] != paragraphs[start]
    )
    inner = _inner(reading, number)
    last = reading.words[inner[1] - 1]
    return alone and inner[1] - inner[0] <= _MAX_SUBHEAD_WORDS and last[-1:].isalnum()


def _carried(reading: Reading, start: int, end: int, speaker: Frame | None) -> Iterator[Utterance]:
    """Yield quotations without a cue of their own: their speaker is the one before."""
    source = speaker.source if speaker is not None else None
    cue = cue_of(speaker) if speaker is not None else None
    lemma = speaker.lemma if speaker is not None else ""
    if lemma == "according to":
        cue, lemma = None, ""
    for inner in _whole_quotes(reading, _trim(reading, (start, end))):
        yield Utterance((inner,), "direct", source, cue, lemma)


def _introduced(reading: Reading, start: int, end: int) -> Utterance | None:
    """Return a quotation that a colon introduces: `Okoye was blunt: "Never."`."""
    for index in range(start + 1, end - 1):
        if reading.words[index] == ":" and reading.quoted[index + 1] >= 0:
            inner = _inner(reading, reading.quoted[index + 1])
            names = reading.names_in(start, index, "PERSON") or reading.names_in(
                start, index, "ORG"
            )
            if inner[1] - inner[0] > _MIN_SPEECH_WORDS and names:
                return Utterance((inner,), "direct", (names[0].start, names[0].end))
    return None


def _outlet(reading: Reading, start: int, end: int) -> Iterator[Utterance]:
    """Yield what the outlet itself states in a sentence without a source."""
    lead = start
    while lead < end and reading.words[lead] in CONJUNCTIONS | {
        "however",
        "still",
        "meanwhile",
        ",",
    }:
        lead += 1
    part = _trim(reading, (lead, end))
    if part[1] - part[0] > _MIN_SPEECH_WORDS:
        yield Utterance((part,), "outlet")


def _residue(reading: Reading, start: int, frames: list[Frame]) -> Iterator[Utterance]:
    """Yield what the outlet states in a sentence before somebody is given the word."""
    first = frames[0]
    if first.before or first.source is None:
        return
    stop = min(first.start, first.parts[0][0])
    while stop > start and (
        reading.words[stop - 1] in CONJUNCTIONS | SUBORDINATORS | {",", ";", "—", "–"}
    ):
        stop -= 1
    if stop - start > 4 and reading.has_digit(start, stop):  # noqa: PLR2004 - a clause has more
        yield from _outlet(reading, start, stop)


__all__ = ["Utterance", "find_claims", "mark_claims"]
