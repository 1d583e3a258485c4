"""The attribution frames of verbs: `X said that ...`, `... , said X`, `was quoted as saying`."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import cue_verbs
from newsx.recognize.speech.circumstances import skip_circumstances
from newsx.recognize.speech.complements import content_after
from newsx.recognize.speech.cues import CueUse, cue_at
from newsx.recognize.speech.edges import before_comma, skip_lead
from newsx.recognize.speech.frames import Frame, cited_after
from newsx.recognize.speech.preceding import content_around, content_before
from newsx.recognize.speech.reading import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FINITE_VERBS,
    PREPOSITIONS,
    STOPS,
    SUBORDINATORS,
    Reading,
    Tokens,
)
from newsx.recognize.speech.sources import (
    can_speak,
    head_kind,
    is_somebody,
    leading_subject,
    source_after,
)
from newsx.recognize.speech.subjects import source_before

_OWNERS: Final = frozenset(["its", "their", "his", "her", "the"])
_TITLE_REACH: Final = 9
_PAIRED: Final = 3
_RELATIVES: Final = frozenset(["who", "which", "whose", "that"])
# What opens a place or an occasion after a verb of saying, no subject.
_PLACES: Final = frozenset(
    ["that", "in", "on", "at", "to", "outside", "inside", "during", "after", "before", "from"]
)
_QUOTED: Final = frozenset(["quoted", "cited", "quotes", "cites"])
_PASSIVE_REACH: Final = 12
# A clause, or a figure by a pattern of the verb's own: `, guiding to a margin of 18%`. What an
# estimate is put at is none: `, putting about 900 jobs at risk`.
_TOLD_IN_PASSING: Final = frozenset("ctk")
_ENDS_SPEECH: Final = frozenset([",", "?", "!", ".", "…", "—", "–", "-"])
_COMPARES: Final = frozenset(["than", "as", "what", "how", "like", "whatever"])
_REASONS: Final = frozenset(["because", "if", "unless", "when", "where"])
_MENTAL: Final = frozenset(["think", "believe", "feel", "fear", "hope", "want", "worry", "suspect"])
# Plural nouns are spelt like others: "Doubts that the deal would close sent the shares down".
_OPENS_SENTENCE: Final = words_of("opens_sentence")
_AFTER_SPEAKER: Final = words_of("after_speaker")


def verb_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    """Return the frame of the verb at `index`, within the unit `start` to `end`, if it is a cue."""
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
        via, after = cited_after(reading, after, end)
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
    if use.start > start and reading.words[use.start - 1] not in {",", "after"}:
        return _with_frame(reading, start, use, end)
    tells = bool(use.verb.complements & _TOLD_IN_PASSING)
    content = content_after(reading, use, end) if tells else None
    if content is None:
        return None
    if words[use.start - 1 : use.start] == ["after"] and not _is_told(reading, start, use, content):
        return None
    cue = (use.start, use.stop)
    return Frame(cue, use.verb.lemma, None, use.start, (content,), inherited=True)


def _is_told(reading: Reading, start: int, use: CueUse, content: Tokens) -> bool:
    """Tell `Acme fell after warning buyers that ...` from `after warning signs that ...`."""
    if leading_subject(reading, start, use.start) is None:
        return False
    first = reading.words[use.stop]
    if use.stop >= content[0] or first in PREPOSITIONS | ADVERBS | {"that"} | STOPS:
        return True
    between = (use.stop, content[0])
    dated = skip_circumstances(reading, *between, hearer=False) > use.stop  # "saying last week"
    return dated or is_somebody(reading, between)


def _with_frame(reading: Reading, start: int, use: CueUse, end: int) -> Frame | None:
    """Return the frame of `, with customers telling Peel that ...`, a subject of its own."""
    found = source_before(reading, start, use.begin)
    if found is None or found[1] <= start or reading.words[found[1] - 1] != "with":
        return None
    fits = can_speak(reading, found[0], use.start, use.verb.complements)
    content = content_after(reading, use, end) if fits and use.takes("c") else None
    if content is None:
        return None
    return Frame((use.start, use.stop), use.verb.lemma, found[0], found[1] - 1, (content,))


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
    if passive is None or found is None:
        return None
    subject, begin = found
    clause = clause_start(reading, start, begin)
    parts = (content,) if content else content_before(reading, start, clause, use, end)
    if not parts:
        return None
    via = None
    quoted = source_after(reading, passive + 1, use.start - 1)
    if reading.words[passive - 1] not in BE and quoted is not None:
        via, subject = subject, quoted[0]
    elif reading.words[passive + 1] == "by":
        by = source_after(reading, passive + 2, use.start - 1)
        via = by[0] if by is not None else None
    cue = (use.start, use.stop)
    return Frame(cue, use.verb.lemma, subject, clause, parts, via, before=content is None)


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
    clause = begin if subject is None else _with_title(reading, start, begin)
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
        via, _ = cited_after(reading, use.stop, end)
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


def _with_title(reading: Reading, start: int, begin: int) -> int:
    """Return where the clause of a source begins, the title it explains included.

    `Rents rose, its manager, Ana Ruiz, said`, `..., their union, the Bakers' Guild, said`.
    """
    clause = clause_start(reading, start, begin)
    words = reading.words
    if (
        clause < start + _PAIRED
        or words[clause - 1] != ","
        or not reading.names_in(clause, begin + 2)
    ):
        return clause
    reach = range(clause - 2, max(start, clause - _TITLE_REACH), -1)
    at = next((at for at in reach if words[at] in STOPS and words[at] != "-"), None)
    if at is None or words[at] != "," or words[at + 1] not in _OWNERS:
        return clause
    title = (at + 1, clause - 1)
    fits = head_kind(reading, *title) is not None and not reading.has_verb(*title)
    return title[0] if fits else clause


def _is_coordinated(reading: Reading, start: int, use: CueUse) -> bool:
    """Tell whether the verb shares the subject of a verb before it: `and warned that`.

    In notes a sentence may have none: `Peel cuts Acme to sell. Sees profit of £9m.`
    """
    if opens_without_subject(reading, start, use.begin):
        return True
    return use.begin > start + 1 and reading.words[use.begin - 1] in {
        "and",
        "but",
        "yet",
        "or",
        ",",
    }


def opens_without_subject(reading: Reading, start: int, index: int) -> bool:
    """Tell a third person that opens a sentence or the line of a list: `Sees`, `* Says`."""
    first = start
    while first < index and not reading.words[first][0].isalnum() and reading.quoted[first] < 0:
        first += 1
    return first == index and reading.words[index] in _OPENS_SENTENCE


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
    return is_somebody(reading, source) or reading.words[source[0]] in {"a", "an", "one", "another"}


def _follows_apposition(reading: Reading, start: int, subject: Tokens, index: int) -> bool:
    """Tell whether a verb after a comma belongs to the noun phrase that opens the clause."""
    told = reading.has_verb(start, subject[0]) or reading.has_finite(start, subject[0])
    return subject[1] <= index and not told


def _verb_at(reading: Reading, index: int, end: int) -> bool:
    if index >= end or reading.name_of[index] is not None:
        return False
    word = reading.words[index]
    is_verb = word in AUXILIARIES or word in FINITE_VERBS or word in cue_verbs()
    return is_verb or word.endswith("ed")
