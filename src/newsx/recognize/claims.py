"""The spaCy component that marks claims: contents, sources, cues and second-hand sources.

Every claim has a number, which its spans carry as `id_`. The label of a content span is the form
in which it is told (`direct`, `mixed`, `indirect`, `outlet`); several content spans of one number
are the parts of an interrupted claim. The label of a cue span is its lemma.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Span

from newsx.recognize.speech.attributions import find_frames
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.guidance import cue_of, find_moves
from newsx.recognize.speech.heard import hear
from newsx.recognize.speech.introductions import (
    announced,
    credited,
    explained,
    find_turns,
    introduced,
    is_label,
    is_line,
    left_over,
    listed,
    signed,
    silent,
)
from newsx.recognize.speech.joining import join
from newsx.recognize.speech.outlet import said_on, stated, stated_before, stated_behind
from newsx.recognize.speech.reading import POSSESSIVE_MARKS, STOPS, Reading, Tokens
from newsx.recognize.speech.relatives import taken_up
from newsx.recognize.speech.sources import leading_subject
from newsx.recognize.speech.utterances import (
    LONGEST_LABEL,
    Utterance,
    inner_of,
    trimmed,
    utterances_of,
    whole_quotes,
)
from newsx.recognize.speech.verb_frames import opens_without_subject
from newsx.recognize.speech.views import find_views
from newsx.schema import CLAIM_CUES, CLAIM_SOURCES, CLAIM_VIAS, CLAIMS

_MAX_SUBHEAD_WORDS: Final = 8


def mark_claims(doc: Doc) -> Doc:
    """Write the span groups of claims."""
    groups: dict[str, list[Span]] = {
        key: [] for key in (CLAIMS, CLAIM_SOURCES, CLAIM_CUES, CLAIM_VIAS)
    }
    reading = Reading(doc)
    claims = join(reading, find_claims(reading), hear(doc, reading))
    for number, utterance in enumerate(claims):
        name = str(number)
        source = utterance.source
        source = taken_up(reading, source) if source is not None else None
        source = _without_mark(reading, source) if source is not None else None
        for start, end in utterance.parts:
            groups[CLAIMS].append(Span(doc, start, end, label=utterance.form, span_id=name))
        for key, tokens, label in (
            (CLAIM_SOURCES, source, utterance.form),
            (CLAIM_CUES, utterance.cue, utterance.lemma),
            (CLAIM_VIAS, utterance.via, utterance.form),
        ):
            if tokens is not None:
                groups[key].append(Span(doc, *tokens, label=label, span_id=name))
    for key, spans in groups.items():
        doc.spans[key] = spans
    return doc


def _without_mark(reading: Reading, source: Tokens) -> Tokens:
    """Return a source without the mark of what it has: the Peel of "by Peel's count"."""
    start, end = source
    while end - start > 1 and reading.words[end - 1] in POSSESSIVE_MARKS:
        end -= 1
    return start, end


def find_claims(reading: Reading) -> tuple[Utterance, ...]:
    """Return the claims of a doc, in order of the text."""
    speaker: Frame | None = None
    lister: Frame | None = None
    found: list[Utterance] = []
    turns = find_turns(reading)
    found.extend(turn for _, turn in turns)
    spoken = {token for line, _ in turns for token in range(*line)}
    for start, end in reading.units:
        if start in spoken or reading.is_row(start, end):
            continue
        frames = find_frames(reading, start, end)
        moves = find_moves(reading, start, end, frames)
        views = find_views(reading, start, end, (*frames, *moves))
        told_of = sorted((*frames, *moves, *views), key=lambda frame: (frame.start, frame.cue))
        every = [one for one in told_of if not _is_nobodys(reading, start, end, one, speaker)]
        if lister is not None and not every and is_line(reading, start, end):
            found.extend(listed(reading, start, end, lister))
            continue
        if not is_line(reading, start, end):  # a line may have a source of its own
            lister = None
        last: Frame | None = None
        for frame in every:
            shared = last is not None and frame.inherited and frame.source is None
            told = replace(frame, source=last.source) if last is not None and shared else frame
            if told.inherited and told.source is None:
                told = replace(told, source=leading_subject(reading, start, told.start))
                if told.source is None and opens_without_subject(reading, start, told.start):
                    told = replace(told, source=_speaker_of(reading, start, end, speaker))
            found.extend(utterances_of(reading, told))
            last = told
            if told.source is not None:
                speaker = told
        if not every and reading.words[end - 1][-1] == ":":
            heading = announced(reading, start, end)
            lister = heading if heading is not None and heading.lemma else None
            speaker = heading or speaker
        elif not every and not _is_speech(reading, start, end):
            speaker = _taken_over(reading, start, end, speaker)
        if every:
            found.extend(stated_before(reading, start, every))
            found.extend(left_over(reading, start, end, every))
            found.extend(stated_behind(reading, end, every))
            if last is not None:
                found.extend(said_on(reading, end, last))
        elif (
            lister is not None or _is_subhead(reading, start, end) or is_label(reading, start, end)
        ):
            continue
        elif _is_speech(reading, start, end):
            found.extend(_carried(reading, start, end, speaker))
        else:
            quotation = (
                introduced(reading, start, end)
                or signed(reading, start, end)
                or credited(reading, start, end)
                or explained(reading, start, end)
            )
            if quotation is not None:
                found.append(quotation)
            else:
                found.extend(stated(reading, start, end))
    return tuple(sorted(found, key=lambda utterance: (utterance.parts[0], utterance.parts)))


def _is_nobodys(
    reading: Reading, start: int, end: int, frame: Frame, speaker: Frame | None
) -> bool:
    """Tell a sentence without a subject where nobody has spoken: a note's `Expects $4 million`."""
    if not frame.inherited or frame.source is not None:
        return False
    if not opens_without_subject(reading, start, frame.start):
        return False
    lead = leading_subject(reading, start, frame.start)
    return lead is None and _speaker_of(reading, start, end, speaker) is None


def _speaker_of(reading: Reading, start: int, end: int, speaker: Frame | None) -> Tokens | None:
    """Return who goes on in a sentence without a subject: who spoke last here, or a line before."""
    source = speaker.source if speaker is not None else None
    if source is None:
        return None
    reach = 1 if is_line(reading, start, end) else 0
    near = reading.paragraph_of[start] - reading.paragraph_of[source[0]] <= reach
    return source if near else None


def _taken_over(reading: Reading, start: int, end: int, speaker: Frame | None) -> Frame | None:
    """Return who speaks next after a sentence that reports nothing: the one person it is about.

    `Rafael Guzmán, a former examiner, took our call. “No,” ...`: whom the sentence before a bare
    quotation names has the word, not who spoke a paragraph before.
    """
    people = reading.names_in(start, end, "PERSON")
    here = reading.paragraph_of[start]
    if not people or (
        speaker is not None
        and speaker.source is not None
        and reading.paragraph_of[speaker.source[0]] == here
    ):
        return speaker
    first = people[0]
    leads = reading.names_in(start, first.start) == [] and not reading.has_verb(start, first.start)
    return silent(first) if leads or len(people) == 1 else speaker


def _is_speech(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a unit is nothing but quotations."""
    start, end = trimmed(reading, (start, end))
    return (
        start < end
        and all(
            reading.quoted[index] >= 0 or reading.words[index] in STOPS
            for index in range(start, end)
        )
        and end - start > LONGEST_LABEL
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
    inner = inner_of(reading, number)
    last = reading.words[inner[1] - 1]
    return alone and inner[1] - inner[0] <= _MAX_SUBHEAD_WORDS and last[-1:].isalnum()


def _carried(reading: Reading, start: int, end: int, speaker: Frame | None) -> Iterator[Utterance]:
    """Yield quotations without a cue of their own: their speaker is the one before."""
    source = speaker.source if speaker is not None else None
    cue = cue_of(speaker) if speaker is not None else None
    lemma = speaker.lemma if speaker is not None else ""
    if lemma == "according to":
        cue, lemma = None, ""
    for inner in whole_quotes(reading, trimmed(reading, (start, end))):
        yield Utterance((inner,), "direct", source, cue, lemma, evidence="carried")


__all__ = ["Utterance", "find_claims", "mark_claims"]
