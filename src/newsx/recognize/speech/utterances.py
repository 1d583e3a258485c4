"""Utterances: what one frame, quotation or sentence says, as claims without their marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from newsx.knowledge.speech import cue_verbs
from newsx.recognize.speech.complements import trailing_remark
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.guidance import cue_of
from newsx.recognize.speech.reading import (
    ADVERBS,
    CONJUNCTIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    Reading,
    Tokens,
)
from newsx.schema import ClaimForm

Evidence = Literal["frame", "carried", "outlet", "network"]
"""What a claim rests on: an attribution beside it, a speaker from another sentence, the absence of
either, or the network alone."""

_EDGES: Final = frozenset([",", ";", ":", "—", "–", "--", "."])
_ENDS: Final = _EDGES | {"?", "!"}
_BREAKS_OFF: Final = frozenset([",", "—", "–", "-", "--"])
_PAIR: Final = 2
_OUTLOOKS: Final = frozenset({"expected", "planned", "projected"})
_FUTURE: Final = frozenset({"will", "would", "’ll", "'ll"})
LONGEST_LABEL: Final = 3
"""At so many words what is said only names something; with more it is a statement."""
# What leads to a quotation is no claim at so many words.
_LONGEST_LEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """One claim, by token: contents without outer quotation marks."""

    parts: tuple[Tokens, ...]
    form: ClaimForm
    source: Tokens | None = None
    cue: Tokens | None = None
    lemma: str = ""
    via: Tokens | None = None
    evidence: Evidence = "frame"


def utterances_of(reading: Reading, frame: Frame) -> Iterator[Utterance]:
    """Yield the claims of a frame: each fully quoted part by itself, else all parts as one."""
    parts = [piece for part in frame.parts if (piece := trimmed(reading, part))[0] < piece[1]]
    if not parts:
        return
    cue = cue_of(frame)
    quoted = [whole_quotes(reading, part) for part in parts]
    if all(quoted):
        inner = [quote for quotes in quoted for quote in quotes]
        groups = [tuple(inner)] if is_interrupted(reading, parts) else [(one,) for one in inner]
        for group in groups:
            yield Utterance(group, "direct", frame.source, cue, frame.lemma, frame.via)
        return
    spoken = _spoken_after(reading, parts)
    if spoken is not None:
        yield Utterance(
            (inner_of(reading, reading.quoted[spoken]),),
            "direct",
            frame.source,
            cue,
            frame.lemma,
            frame.via,
        )
        parts = _up_to(parts, spoken)
        if not parts:
            return
    remark = trailing_remark(reading, parts[-1])
    if remark[0] < remark[1] and frame.source is not None:
        parts[-1] = (parts[-1][0], remark[0])
        if reading.has_digit(*remark):
            yield Utterance((trimmed(reading, remark),), "outlet", evidence="outlet")
    form = form_of(reading, parts, sourced=frame.source is not None)
    for pieces in _at_and_that(reading, parts):
        yield Utterance(pieces, form, frame.source, cue, frame.lemma, frame.via)


def _spoken_after(reading: Reading, parts: Sequence[Tokens]) -> int | None:
    """Return where a sentence in quotation marks begins that a colon or a semicolon sets apart.

    `She thinks 60 is nearer the mark: "It is one fungus away from a bad year."`: two statements.
    """
    start, end = parts[0][0], parts[-1][1]
    for index in range(start + 1, end - 1):
        number = reading.quoted[index]
        if number < 0 or reading.quoted[index - 1] == number:
            continue
        if reading.words[index - 1] not in {":", ";"} or reading.quotes[number][1] < end:
            return None
        inner = inner_of(reading, number)
        return index if inner[1] - inner[0] > LONGEST_LABEL else None
    return None


def _up_to(parts: Sequence[Tokens], stop: int) -> list[Tokens]:
    """Return the parts of a content before `stop`; none where they say nothing by themselves."""
    return [(start, min(end, stop - 1)) for start, end in parts if start + _LONGEST_LEAD < stop - 1]


def form_of(reading: Reading, parts: Sequence[Tokens], *, sourced: bool) -> ClaimForm:
    """Return the form of a claim that is not all in quotation marks."""
    if not sourced:
        return "outlet"
    has_quote = any(reading.quoted[index] >= 0 for part in parts for index in range(*part))
    return "mixed" if has_quote else "indirect"


def _at_and_that(reading: Reading, parts: list[Tokens]) -> Iterator[tuple[Tokens, ...]]:
    """Yield the statements of `said A and that B`, where B alone has a figure or is an outlook.

    Where both have a figure, nine of ten are one claim (train split of `models/corpus`), but
    `fell 3% and that it expects $5 million` is two: what was, and a forecast.
    """
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
            and (
                _foresees(reading, begin, index, end)
                or (reading.has_digit(index, end) and not reading.has_digit(begin, index))
            )
        ):
            yield (trimmed(reading, (begin, index - 1)),)
            begin = index + 1
    yield (trimmed(reading, (begin, end)),)


def _foresees(reading: Reading, begin: int, that: int, end: int) -> bool:
    """Tell whether the speaker foresees or plans something after `that`, and nothing before it."""
    at = that + 1
    if reading.words[at] not in PRONOUNS:
        return False
    at += 1
    while at < end - 1 and reading.words[at] in ADVERBS:
        at += 1
    return _is_outlook(reading, at) and not any(
        _is_outlook(reading, index) or reading.words[index] in _FUTURE
        for index in range(begin, that)
    )


def _is_outlook(reading: Reading, index: int) -> bool:
    verb = cue_verbs().get(reading.words[index])
    return verb is not None and verb.modality in _OUTLOOKS


def is_interrupted(reading: Reading, parts: Sequence[Tokens]) -> bool:
    """Tell whether two quotations are one sentence that its speaker interrupts."""
    if len(parts) != _PAIR:  # one before the cue, one after it
        return False
    last = reading.words[parts[0][1] - 2]
    return last in _BREAKS_OFF or last.isalpha()


def whole_quotes(reading: Reading, part: Tokens) -> list[Tokens]:
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
        found.append(inner_of(reading, number))
        index = reading.quotes[number][1]
    return [tokens for tokens in found if tokens[0] < tokens[1]]


def inner_of(reading: Reading, number: int) -> Tokens:
    """Return the tokens between the marks of a quotation."""
    quotation = reading.quotation(number)
    start, end = reading.quotes[number]
    while start < end and reading.starts[start] < quotation.inner_start:
        start += 1
    while end > start and reading.ends[end - 1] > quotation.inner_end:
        end -= 1
    return reading.trim(start, end)


def trimmed(reading: Reading, part: Tokens) -> Tokens:
    """Return a part without the punctuation and connectives around it."""
    words, quoted = reading.words, reading.quoted
    start, end = reading.trim(*part)
    while start < end and quoted[start] < 0 and words[start] in _EDGES:
        start += 1
    while (
        end > start
        and quoted[end - 1] < 0
        and words[end - 1] in _ENDS | CONJUNCTIONS | SUBORDINATORS
    ):
        end -= 1
    return start, end
