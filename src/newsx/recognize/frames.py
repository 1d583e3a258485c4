"""Attribution frames: a cue, who it names as source, and the stretch of text it hands over."""

from dataclasses import dataclass
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import cue_phrases, cue_verbs
from newsx.recognize.complements import (
    before_comma,
    content_after,
    content_around,
    content_before,
    skip_comma,
    skip_lead,
)
from newsx.recognize.cues import CueUse, cue_at
from newsx.recognize.reading import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FINITE_VERBS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    Reading,
    Tokens,
)
from newsx.recognize.sources import can_speak, head_kind, source_after
from newsx.recognize.subjects import source_before

_RELATIVES: Final = frozenset(["who", "which", "whose", "that"])
_AFTER_NAME: Final = frozenset(["a", "an", "the", "who", "which", "whose", "its", "one"])
# What opens a place or an occasion after a verb of saying, no subject.
_PLACES: Final = frozenset(
    ["that", "in", "on", "at", "to", "outside", "inside", "during", "after", "before", "from"]
)
_QUOTED: Final = frozenset(["quoted", "cited", "quotes", "cites"])
_OWNERS: Final = frozenset(["'s", "’s", "'", "’", "its", "his", "her", "their", "our", "my"])
_PASSIVE_REACH: Final = 12
_ENDS_SPEECH: Final = frozenset([",", "?", "!", ".", "…", "—", "–", "-"])
_COUNT_REACH: Final = 9
_COMPARES: Final = frozenset(["than", "as", "what", "how", "like", "whatever"])
_REASONS: Final = frozenset(["because", "if", "unless", "when", "where"])
_MENTAL: Final = frozenset(["think", "believe", "feel", "fear", "hope", "want", "worry", "suspect"])
_AFTER_SPEAKER: Final = words_of("after_speaker")
_POSSESSED_COUNTS: Final = words_of("possessed_counts")


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution, by token."""

    cue: Tokens
    """Empty where no word hands the claim over."""
    lemma: str
    source: Tokens | None
    start: int
    """Where the frame's own clause begins: its subject, or the cue."""
    parts: tuple[Tokens, ...]
    """The content, outer quotation marks included."""
    via: Tokens | None = None
    inherited: bool = False
    """Whether the source is that of the frame before: `and warned that`."""
    before: bool = False
    """Whether the content stands before the cue."""


def frame_at(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    """Return the frame whose cue begins at `index`, within the unit `start` to `end`."""
    return _phrase_frame(reading, start, index, end) or _verb_frame(reading, start, index, end)


def _phrase_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    """Return the frame of a cue phrase: `according to X`, `by X's count`."""
    for phrase in cue_phrases().get(reading.words[index], ()):
        stop = index + len(phrase.words)
        if tuple(reading.words[index:stop]) == phrase.words:
            found = source_after(reading, stop, end)
            if found is None:
                return None
            return _around_phrase(reading, start, (index, stop), phrase.lemma, found, end)
    counted = _POSSESSED_COUNTS.intersection(reading.words[index : min(end, index + _COUNT_REACH)])
    if reading.words[index] in {"by", "on"} and counted:
        found = source_after(reading, index + 1, end)
        if found is not None and reading.words[found[1] - 1] in _POSSESSED_COUNTS:
            source, after = found
            whose = after - 3 if reading.words[after - 2] == "own" else after - 2
            if reading.words[whose] in _OWNERS:
                lemma = f"{reading.words[index]} count"
                if reading.words[index - 1] in {":", ";"}:
                    start = index
                return _around_phrase(
                    reading, start, (index, index + 1), lemma, (source, after), end
                )
    return None


def _around_phrase(
    reading: Reading, start: int, cue: Tokens, lemma: str, found: tuple[Tokens, int], end: int
) -> Frame | None:
    source, after = found
    via, after = _via(reading, after, end)
    after = _skip_apposition(reading, after, end)
    lead = skip_lead(reading, start, cue[0])
    parts: tuple[Tokens, ...]
    if lead >= cue[0]:
        parts = ((skip_comma(reading, after), end),)
    else:
        parts = ((lead, before_comma(reading, lead, cue[0])),)
        goes_on = after < end and reading.words[after] == ","
        if goes_on and not reading.has_verb(*parts[0]):
            parts = (*parts, (after + 1, end))
    parts = tuple(part for part in parts if part[0] < part[1])
    if not parts:
        return None
    return Frame(cue, lemma, source, cue[0], parts, via, before=lead < cue[0])


def _via(reading: Reading, index: int, end: int) -> tuple[Tokens | None, int]:
    """Return (second-hand source, one past it) where `citing X` follows, else (None, `index`)."""
    words = reading.words
    at = index + 1 if index < end and words[index] == "," else index
    if words[at : at + 2] == ["which", "cited"]:
        at += 1
    if at < end and words[at] in {"citing", "cited", "quoting"}:
        found = source_after(reading, at + 1, end)
        if found is not None:
            return found
    return None, index


def _skip_apposition(reading: Reading, index: int, end: int) -> int:
    """Return one past `, a senior strategist at X` and `, who ...` that follow a source."""
    words = reading.words
    while index + 1 < end and words[index] == "," and words[index + 1] in _AFTER_NAME:
        stop = index + 1
        while stop < end and words[stop] not in {",", ";"}:
            stop += 1
        if words[index + 1] not in _RELATIVES and reading.has_verb(index + 1, stop):
            break
        index = stop
    return index


def _verb_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    if (
        reading.words[index] in _QUOTED
        and "as" in reading.words[index + 1 : index + _PASSIVE_REACH]
    ):
        return None
    use = cue_at(reading, start, index, end)
    if use is None or reading.words[use.stop : use.stop + 3] == ["not", "to", "be"]:
        return None
    inverted = _inverted_subject(reading, start, use, end)
    if inverted is not None:
        source, after = inverted
        via, after = _via(reading, after, end)
        parts = content_around(reading, start, index, after, end)
        if not parts:
            return None
        return Frame(
            (index, use.stop), use.verb.lemma, source, index, parts, via, before=parts[0][0] < index
        )
    if use.gerund:
        return _participle_frame(reading, start, use, end)
    return _plain_frame(reading, start, use, end)


def _participle_frame(reading: Reading, start: int, use: CueUse, end: int) -> Frame | None:
    """Return the frame of `, adding that ...`, whose subject is that of the verb before."""
    words = reading.words
    if words[use.start - 1 : use.start] == ["as"]:
        return _quoted_frame(reading, start, use, end)
    if use.start > start and reading.words[use.start - 1] != ",":
        return None
    content = content_after(reading, use, end) if use.takes("c") else None
    if content is None:
        return None
    cue = (use.start, use.stop)
    return Frame(cue, use.verb.lemma, None, use.start, (content,), inherited=True)


def _quoted_frame(reading: Reading, start: int, use: CueUse, end: int) -> Frame | None:
    """Return the frame of `was quoted as saying`, `the paper quoted him as saying`."""
    words = reading.words
    passive = next(
        (
            at
            for at in range(use.start - 1, max(start, use.start - _PASSIVE_REACH), -1)
            if words[at] in _QUOTED
        ),
        None,
    )
    content = content_after(reading, use, end)
    found = source_before(reading, start, passive) if passive is not None else None
    if passive is None or found is None or content is None:
        return None
    subject, begin = found
    clause = clause_start(reading, start, begin)
    via = None
    quoted = source_after(reading, passive + 1, use.start - 1)
    if reading.words[passive - 1] not in BE and quoted is not None:
        via, subject = subject, quoted[0]
    elif reading.words[passive + 1] == "by":
        by = source_after(reading, passive + 2, use.start - 1)
        via = by[0] if by is not None else None
    return Frame((use.start, use.stop), use.verb.lemma, subject, clause, (content,), via)


def _plain_frame(reading: Reading, start: int, use: CueUse, end: int) -> Frame | None:
    """Return the frame of a verb that follows its subject, or shares that of the verb before."""
    subject, begin = source_before(reading, start, use.begin) or (None, use.begin)
    quoted_before = use.begin > start and reading.quoted[use.begin - 1] >= 0
    inherited = False
    if subject is None:
        inherited = _is_coordinated(reading, start, use)
        if not inherited and not quoted_before:
            return None
    elif not can_speak(reading, subject, use.start, use.verb.complements):
        return None
    clause = begin if subject is None else clause_start(reading, start, begin)
    before = reading.words[clause - 1] if clause > start else ""
    if before in _COMPARES or (before in _REASONS and use.verb.lemma in _MENTAL):
        return None
    cue = (use.start, use.stop)
    related = subject is not None and reading.words[subject[0]] in _RELATIVES
    content = content_after(reading, use, end)
    if content is not None and related:
        content = _within_relative(reading, content)
    if content is None:
        parts = () if related else content_before(reading, start, clause, use, end)
        if not parts:
            return None
        via, _ = _via(reading, use.stop, end)
        return Frame(cue, use.verb.lemma, subject, clause, parts, via, inherited, before=True)
    parts = _beside_quote(reading, start, clause, use, content)
    return Frame(cue, use.verb.lemma, subject, clause, parts, None, inherited)


def _beside_quote(
    reading: Reading, start: int, clause: int, use: CueUse, content: Tokens
) -> tuple[Tokens, ...]:
    """Return the quotation before `she said` as the content, with one that goes on after it."""
    lead = skip_lead(reading, start, clause)
    close = before_comma(reading, lead, clause)
    if close <= lead or reading.quoted[close - 1] < 0 or not use.takes("q"):
        return (content,)
    spoken = close < clause or reading.words[close - 2] in _ENDS_SPEECH or close == clause == lead
    if not spoken:
        return (content,)
    goes_on = reading.quoted[content[0]] >= 0 and reading.words[content[0] - 1] in {",", ":", "—"}
    return ((lead, close), content) if goes_on else ((lead, close),)


def _within_relative(reading: Reading, content: Tokens) -> Tokens:
    """Return a content that stands in a relative clause, up to the comma that closes the clause."""
    start, end = content
    for index in range(start + 1, end - 1):
        if reading.words[index] == "," and reading.quoted[index] < 0:
            at = index + 1
            while at < end - 1 and (
                reading.words[at] in ADVERBS or reading.words[at].endswith("ly")
            ):
                at += 1
            if _verb_at(reading, at, end):
                return start, index
    return content


def clause_start(reading: Reading, start: int, index: int) -> int:
    """Step back over determiner, title and role words before a source."""
    words = reading.words
    while index > start and reading.quoted[index - 1] < 0:
        word = words[index - 1]
        if word in STOPS | SUBORDINATORS | PREPOSITIONS | AUXILIARIES and not (
            word == "-" and reading.is_glued(index)
        ):
            break
        if word in CONJUNCTIONS and words[index - 2] not in role_heads():
            break
        index -= 1
    return index


def _is_coordinated(reading: Reading, start: int, use: CueUse) -> bool:
    """Tell whether the verb shares the subject of a verb before it: `and warned that`."""
    return use.begin > start + 1 and reading.words[use.begin - 1] in {
        "and",
        "but",
        "yet",
        "or",
        ",",
    }


def _inverted_subject(
    reading: Reading, start: int, use: CueUse, end: int
) -> tuple[Tokens, int] | None:
    """Return (source, one past it) where the subject follows its verb: `said Ms Okoye, who ...`."""
    words = reading.words
    index, stop = use.start, use.stop
    if use.gerund or not use.verb.complements & {"s", "d"} or index == start or stop >= end:
        return None
    quoted = reading.quoted[index - 1] >= 0
    if not quoted and words[index - 1] not in {",", "—", "–", "--", "?", "!"}:
        return None
    if reading.quoted[stop] >= 0 or words[stop] in _PLACES:
        return None
    found = source_after(reading, stop, end)
    if found is None or not _names_speaker(reading, found[0]):
        return None
    _, after = found
    if quoted:
        return found if not _verb_at(reading, after, end) else None
    if after < end and words[after] not in _AFTER_SPEAKER:
        return None
    subject, _ = source_before(reading, start, use.begin) or (None, index)
    if subject is not None and _follows_apposition(reading, start, subject, index):
        return None
    return found if not reading.has_verb(stop, after) else None


def _names_speaker(reading: Reading, source: Tokens) -> bool:
    if reading.names_in(*source) or head_kind(reading, *source) is not None:
        return True
    first = reading.words[source[0]]
    return first in PRONOUNS or first in {"a", "an", "one", "another"}


def _follows_apposition(reading: Reading, start: int, subject: Tokens, index: int) -> bool:
    """Tell whether a verb after a comma belongs to the noun phrase that opens the clause."""
    return subject[1] <= index and not reading.has_verb(start, subject[0])


def _verb_at(reading: Reading, index: int, end: int) -> bool:
    if index >= end or reading.name_of[index] is not None:
        return False
    word = reading.words[index]
    is_verb = word in AUXILIARIES or word in FINITE_VERBS or word in cue_verbs()
    return is_verb or word.endswith("ed")
