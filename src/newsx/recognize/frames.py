"""Attribution frames: a cue, who it names as source, and the stretch of text it hands over."""

from dataclasses import dataclass, replace
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import CueVerb, cue_phrases, cue_verbs, source_nouns
from newsx.recognize.reading import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    MONTHS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    WEEKDAYS,
    Reading,
    Tokens,
)
from newsx.recognize.sources import head_kind, source_after, source_before

# Forms that are nouns as often as verbs.
_HOMOGRAPHS: Final = words_of("homographs")
_NOT_AFTER_NOUN: Final = words_of("not_after_noun")
_VENUES: Final = words_of("venues")
_VENUE_PREPOSITIONS: Final = words_of("venue_prepositions")
_KEEPS_NEGATION: Final = words_of("keeps_negation")
_RATINGS: Final = words_of("ratings")
_RATING_REACH: Final = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution, by token."""

    cue: Tokens
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


def find_frames(reading: Reading, start: int, end: int) -> tuple[Frame, ...]:
    """Return the attributions of one unit, in order of their cues; contents never overlap."""
    body = _without_stop(reading, start, end)
    found: list[Frame] = []
    index = start
    while index < end:
        if reading.quoted[index] < 0 and reading.name_of[index] is None:
            frame = _phrase_frame(reading, start, index, body) or _verb_frame(
                reading, start, index, body
            )
            if frame is not None:
                found.append(frame)
                index = max(index, frame.cue[1] - 1)
        index += 1
    return _untangle(reading, found)


def _without_stop(reading: Reading, start: int, end: int) -> int:
    """Return the end of a unit without the marks that close it, unless they close a quotation."""
    while (
        end > start
        and reading.words[end - 1] in {".", "?", "!", ";", ","}
        and (reading.quoted[end - 1] < 0)
    ):
        end -= 1
    return end


def _phrase_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    for phrase in cue_phrases().get(reading.words[index], ()):
        stop = index + len(phrase.words)
        if tuple(reading.words[index:stop]) != phrase.words:
            continue
        found = source_after(reading, stop, end)
        if found is None:
            return None
        source, after = found
        via, after = _via(reading, after, end)
        after = _skip_apposition(reading, after, end)
        lead = _skip_lead(reading, start, index)
        if lead >= index:
            content = (_skip_comma(reading, after), end)
            parts: tuple[Tokens, ...] = (content,)
            before = False
        else:
            parts = ((lead, _before_comma(reading, lead, index)),)
            before = True
            if _is_fragment(reading, parts[0]) and after < end and reading.words[after] == ",":
                parts = (*parts, (after + 1, end))
        parts = tuple(part for part in parts if part[0] < part[1])
        if not parts:
            return None
        return Frame((index, stop), phrase.lemma, source, index, parts, via, before=before)
    return None


def _via(reading: Reading, index: int, end: int) -> tuple[Tokens | None, int]:
    """Return (second-hand source, one past it) where `citing X` follows."""
    words = reading.words
    at = index + 1 if index < end and words[index] == "," else index
    if at < end and words[at] == "which" and words[at + 1 : at + 2] == ["cited"]:
        at += 1
    if at < end and words[at] in {"citing", "cited", "quoting"}:
        found = source_after(reading, at + 1, end)
        if found is not None:
            return found
    return None, index


def _skip_apposition(reading: Reading, index: int, end: int) -> int:
    """Return one past `, a senior strategist at X` and `, who ...` that follow a source."""
    words = reading.words
    while (
        index + 1 < end
        and words[index] == ","
        and (words[index + 1] in {"a", "an", "the", "who", "which", "whose", "its", "one"})
    ):
        stop = index + 1
        while stop < end and words[stop] not in {",", ";"}:
            stop += 1
        index = stop
    return index


def _skip_comma(reading: Reading, index: int) -> int:
    while index < len(reading.words) and reading.words[index] in {",", ":", "—", "–"}:
        index += 1
    return index


def _before_comma(reading: Reading, start: int, end: int) -> int:
    while (
        end > start
        and reading.words[end - 1] in {",", "—", "–", "--", "-", ";"}
        and (reading.quoted[end - 1] < 0)
    ):
        end -= 1
    return end


def _skip_lead(reading: Reading, start: int, end: int) -> int:
    """Return where the content of a sentence begins: connectives at its head are no part of it."""
    index = start
    while index < end and reading.words[index] in CONJUNCTIONS | {
        "however",
        "still",
        "meanwhile",
        ",",
    }:
        index += 1
    return index


def _is_fragment(reading: Reading, part: Tokens) -> bool:
    """Tell whether the tokens hold no verb that could make them a clause."""
    return not any(
        reading.words[index] in AUXILIARIES
        or (reading.words[index].endswith("ed") and reading.name_of[index] is None)
        or reading.words[index] in {"rose", "fell", "said", "made", "lost", "grew", "won"}
        for index in range(*part)
    )


def _verb_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    verb, stop = _cue_at(reading, index, end)
    if verb is None:
        return None
    gerund = reading.words[index].endswith("ing")
    helped = _helpers(reading, start, index)
    if helped & (MODALS - {"'d", "’d"}) or (helped & BE and not gerund):
        return None
    negated = bool(helped & NEGATIONS)
    if negated and verb.lemma not in _KEEPS_NEGATION:
        return None
    quoted_before = index > start and reading.quoted[index - 1] >= 0
    inverted = _inverted(reading, start, index, stop, end, verb)
    inherited = False
    via = None
    if inverted is not None:
        source, after = inverted
        via, after = _via(reading, after, end)
        parts, before = _parts_around(reading, start, index, after, end)
        clause = index
        if not parts:
            return None
        return Frame((index, stop), verb.lemma, source, clause, parts, via, before=before)
    subject = source_before(reading, start, index)
    if gerund and not helped & BE:
        if reading.words[index - 1 : index] not in (["as"], [","]) and index > start:
            return None
        subject, inherited = None, True
        if "c" not in verb.complements:
            return None
    elif subject is None:
        inherited = _coordinated(reading, start, index)
        if not inherited and not quoted_before:
            return None
    elif not _plausible(reading, subject, verb, index):
        return None
    clause = subject[0] if subject is not None else index
    clause = _with_determiner(reading, start, clause)
    if clause > start and reading.words[clause - 1] in {"than", "as", "what", "how", "like"}:
        return None
    content = _content_after(reading, stop, end, verb)
    if content is None:
        parts, before = _parts_before(reading, start, clause, stop, end, verb)
        if not parts:
            return None
        via, _ = _via(reading, stop, end)
        return Frame((index, stop), verb.lemma, subject, clause, parts, via, inherited, before=True)
    parts = (content,)
    if quoted_before and "q" in verb.complements:
        lead = _leading_quote(reading, start, index)
        parts = (lead, content) if reading.quoted[content[0]] >= 0 else (lead,)
    elif clause > start and reading.quoted[clause - 1] >= 0 and "q" in verb.complements:
        lead = _leading_quote(reading, start, clause)
        if reading.quoted[content[0]] >= 0:
            parts = (lead, content)
    return Frame((index, stop), verb.lemma, subject, clause, parts, via, inherited)


def _cue_at(reading: Reading, index: int, end: int) -> tuple[CueVerb | None, int]:
    """Return (cue verb, one past it) where one stands at `index` and is used as a verb."""
    verbs = cue_verbs()
    words = reading.words
    stop = index + 1
    verb = verbs.get(words[index])
    if stop < end:
        pair = verbs.get(f"{words[index]} {words[stop]}")
        if pair is not None:
            return (pair, stop + 1)
    if verb is None:
        return None, stop
    if reading.tagged and reading.doc[index].pos_ not in {"VERB", "AUX"}:
        return None, stop
    if not reading.tagged and words[index] in _HOMOGRAPHS and not _is_verbal(reading, index, end):
        return None, stop
    return verb, stop


def _is_verbal(reading: Reading, index: int, end: int) -> bool:
    """Guess from its neighbours whether a word that may be a noun is a verb here."""
    words = reading.words
    if index == 0:
        return False
    before = words[index - 1]
    after = words[index + 1] if index + 1 < end else "."
    if before in DETERMINERS - {
        "all",
        "both",
        "many",
        "most",
        "several",
        "few",
        "one",
        "two",
        "three",
        "four",
        "five",
        "some",
        "this",
        "that",
    }:
        return False
    if before in PREPOSITIONS or before in {"'s", "’s", "'", "’"}:
        return False
    if after in _NOT_AFTER_NOUN and not (after in {",", "."} and words[index] in {"show", "shows"}):
        return words[index] in {"show", "shows"} and after == "."
    if after in cue_verbs() or after in BE:
        return False
    if before in PRONOUNS or before in AUXILIARIES or before in ADVERBS or before in CONJUNCTIONS:
        return True
    if before in WEEKDAYS or before in {",", ")"} or before.endswith("ly"):
        return True
    if reading.name_of[index - 1] is not None:
        return words[index][-1] == "s" or words[index].endswith("ed") or words[index] == "forecast"
    return _agrees(before, words[index]) and (
        before in source_nouns() or before in {"three", "two", "one"}
    )


def _agrees(noun: str, verb: str) -> bool:
    """Tell whether a noun and a verb agree in number, as subject and predicate do."""
    if verb.endswith("ed") or verb in {"forecast", "put", "said"}:
        return True
    plural = noun.endswith("s") or noun in {"people", "data", "three", "two"}
    return plural != verb.endswith("s")


def _helpers(reading: Reading, start: int, index: int) -> set[str]:
    """Return the auxiliaries, adverbs and negations right before a verb."""
    found = set()
    while index > start:
        word = reading.words[index - 1]
        if word in AUXILIARIES or word in NEGATIONS or word == "to":
            found.add(word)
        elif word not in ADVERBS and not word.endswith("ly"):
            break
        index -= 1
    return found


def _plausible(reading: Reading, subject: Tokens, verb: CueVerb, index: int) -> bool:
    """Tell whether the subject can be a source of this verb."""
    kind = head_kind(reading, *subject)
    words = reading.words[subject[0] : subject[1]]
    if verb.complements == {"d"}:
        named = reading.names_in(*subject, "ORG")
        return kind == "document" or _owns_document(reading, subject, index) or bool(named)
    if reading.names_in(*subject):
        return True
    if kind is not None:
        return True
    if words[-1] in PRONOUNS - {"this", "that", "those", "these"}:
        return True
    return "q" in verb.complements and words[0] in DETERMINERS


def _owns_document(reading: Reading, subject: Tokens, index: int) -> bool:
    return head_kind(reading, subject[0], index) == "document"


def _with_determiner(reading: Reading, start: int, index: int) -> int:
    """Step back over determiner, title and role words before a source."""
    while index > start:
        word = reading.words[index - 1]
        if reading.quoted[index - 1] >= 0 or word in STOPS:
            break
        if word in CONJUNCTIONS and reading.words[index - 2] not in role_heads():
            break
        if word in SUBORDINATORS or word in PREPOSITIONS or word in AUXILIARIES:
            break
        index -= 1
    return index


def _coordinated(reading: Reading, start: int, index: int) -> bool:
    """Tell whether the verb shares the subject of a verb before it: `and warned that`."""
    while index > start and (
        reading.words[index - 1] in ADVERBS
        or reading.words[index - 1].endswith("ly")
        or reading.words[index - 1] in AUXILIARIES
    ):
        index -= 1
    return index > start + 1 and reading.words[index - 1] in {"and", "but", "yet", "or", ","}


def _inverted(
    reading: Reading, start: int, index: int, stop: int, end: int, verb: CueVerb
) -> tuple[Tokens, int] | None:
    """Return (source, one past it) where the subject follows its verb: `said Ms Okoye, who ...`."""
    if "s" not in verb.complements and "d" not in verb.complements:
        return None
    words = reading.words
    before = words[index - 1] if index > start else None
    quoted = index > start and reading.quoted[index - 1] >= 0
    if not quoted and before not in {",", "—", "–", "--", "?", "!"}:
        return None
    if stop >= end or reading.quoted[stop] >= 0 or words[stop] in {"that", "in", "on", "at", "to"}:
        return None
    if words[index].endswith("ing"):
        return None
    found = source_after(reading, stop, end)
    if found is None:
        return None
    source, after = found
    if not (
        reading.names_in(*source) or head_kind(reading, *source) or words[source[0]] in PRONOUNS
    ):
        return None
    rest = words[after] if after < end else "."
    at_end = after >= end or rest in {
        ",",
        ".",
        ";",
        "who",
        "whose",
        "which",
        "on",
        "in",
        "at",
        "by",
        "citing",
        "—",
        "–",
        "(",
        "of",
        "as",
        "after",
    }
    if quoted:
        return found if at_end or not _clause_follows(reading, after, end) else None
    return found if at_end and not _clause_follows(reading, after, end) else None


def _clause_follows(reading: Reading, index: int, end: int) -> bool:
    """Tell whether a finite verb stands right at `index`."""
    if index >= end:
        return False
    word = reading.words[index]
    return word in AUXILIARIES or word in cue_verbs() or word.endswith("ed")


def _parts_around(
    reading: Reading, start: int, index: int, after: int, end: int
) -> tuple[tuple[Tokens, ...], bool]:
    """Return the content before an inverted cue, and a quotation that goes on after its source."""
    lead = _skip_lead(reading, start, index)
    before = (lead, _before_comma(reading, lead, index))
    if before[0] >= before[1]:
        content = _skip_comma(reading, after)
        if content < end and reading.quoted[content] >= 0:
            return ((content, _quote_end(reading, content, end)),), False
        return (), False
    parts: tuple[Tokens, ...] = (before,)
    opening = after
    while opening < end and reading.quoted[opening] < 0:
        opening += 1
    if (
        opening < end
        and reading.quoted[before[1] - 1] >= 0
        and reading.words[opening - 1] in {",", ":", ";", "—"}
    ):
        parts = (before, (opening, _quote_end(reading, opening, end)))
    return parts, True


def _quote_end(reading: Reading, index: int, end: int) -> int:
    number = reading.quoted[index]
    while index < end and reading.quoted[index] == number:
        index += 1
    return index


def _leading_quote(reading: Reading, start: int, index: int) -> Tokens:
    lead = _skip_lead(reading, start, index)
    return lead, _before_comma(reading, lead, index)


def _parts_before(
    reading: Reading, start: int, clause: int, stop: int, end: int, verb: CueVerb
) -> tuple[tuple[Tokens, ...], bool]:
    """Return the content of a cue that nothing follows: `Sales fell, the company said`."""
    if not verb.complements & {"q", "c", "d", "s"}:
        return (), True
    lead = _skip_lead(reading, start, clause)
    close = _before_comma(reading, lead, clause)
    marked = close < clause or (clause > start and reading.quoted[clause - 1] >= 0)
    if not marked or lead >= close:
        return (), True
    parts: tuple[Tokens, ...] = ((lead, close),)
    after = _skip_circumstances(reading, stop, end, hearer="h" in verb.complements)
    if after + 1 < end and reading.words[after] == ",":
        following = after + 1
        if reading.quoted[following] >= 0:
            parts = (*parts, (following, _quote_end(reading, following, end)))
        elif _is_fragment(reading, parts[0]) and not reading.words[following].endswith("ing"):
            parts = (*parts, (following, end))
    return parts, True


def _content_after(reading: Reading, stop: int, end: int, verb: CueVerb) -> Tokens | None:
    """Return the content that follows a cue verb, or None where nothing fit follows."""
    words = reading.words
    kinds = verb.complements
    index = _skip_circumstances(reading, stop, end, hearer="h" in kinds)
    that = _that(reading, stop, end)
    if that is not None:
        return (that, end) if that < end and kinds & {"c", "q", "d"} else None
    if index >= end:
        return None
    word = words[index]
    if word == ":" and index + 1 < end:
        return index + 1, end
    if word == "," and index + 1 < end and reading.quoted[index + 1] >= 0:
        return index + 1, _quote_end(reading, index + 1, end)
    if word in STOPS:
        return None
    if "r" in kinds:
        reach = range(index, min(end, index + _RATING_REACH))
        return (index, end) if any(words[at] in _RATINGS for at in reach) else None
    if "m" in kinds:
        at = next((at for at in range(index, min(end, index + 14)) if words[at] == "at"), None)
        return (index, end) if at is not None and reading.has_digit(at, min(end, at + 8)) else None
    if "l" in kinds:
        reach = range(index, min(end, index + 8))
        return (index, end) if any(reading.quoted[at] >= 0 for at in reach) else None
    if "a" in kinds:
        return index, end
    if word == "to" and index == stop:
        return (index, end) if "i" in kinds else None
    if word in {"of", "about", "against", "for"} and "p" in kinds:
        return index, end
    if reading.quoted[index] >= 0:
        return (index, end) if kinds & {"q", "c", "n"} else None
    if word in PREPOSITIONS or word in CONJUNCTIONS:
        if word in {"if", "whether", "how", "why", "what", "when"} and "c" in kinds:
            return index, end
        return None
    if "c" in kinds or "d" in kinds:
        if verb.lemma in {"report", "post", "announce", "disclose", "reveal"}:
            return (index, end)
        return index, end
    if "n" in kinds:
        return (index, end) if reading.has_digit(index, end) or verb.lemma == "expect" else None
    return None


def _that(reading: Reading, start: int, end: int) -> int | None:
    """Return one past the `that` which opens the content, with nothing but circumstances before."""
    for index in range(start, min(end, start + 16)):
        word = reading.words[index]
        if word == "that":
            return index + 1
        if word in {",", ":", ";"} and index > start + 10:
            return None
        if word in {":", ";", "and", "but"} or reading.quoted[index] >= 0:
            return None
        if word in AUXILIARIES or (index > start and word in cue_verbs()):
            return None
        if word in {"it", "he", "she", "they", "we"}:
            return None
    return None


def _skip_circumstances(reading: Reading, index: int, end: int, *, hearer: bool) -> int:
    """Return one past hearer, dates and places that stand between a cue and its content."""
    words = reading.words
    if hearer:
        index = _skip_hearer(reading, index, end)
    moved = True
    while moved and index < end:
        moved = False
        word = words[index]
        if reading.quoted[index] >= 0:
            break
        if word in WEEKDAYS or word in {
            "also",
            "again",
            "earlier",
            "later",
            "late",
            "early",
            "recently",
            "separately",
        }:
            index, moved = index + 1, True
        elif (
            word in {"last", "this", "earlier"}
            and index + 1 < end
            and words[index + 1] in {"week", "month", "year", "this", "quarter"}
        ):
            index, moved = index + 2, True
        elif (
            word in {"on", "in", "for"}
            and index + 1 < end
            and (words[index + 1] in WEEKDAYS or words[index + 1] in MONTHS)
        ):
            index, moved = index + 2, True
            while index < end and words[index].isdigit():
                index += 1
        elif word in MONTHS and index + 1 < end and words[index + 1].isdigit():
            index, moved = index + 2, True
        elif word in _VENUE_PREPOSITIONS:
            stop = _venue_end(reading, index, end)
            if stop > index:
                index, moved = stop, True
        elif word == "," and index + 1 < end and words[index + 1] in _VENUE_PREPOSITIONS:
            stop = _venue_end(reading, index + 1, end)
            if stop > index + 1:
                index, moved = stop, True
    return index


def _venue_end(reading: Reading, index: int, end: int) -> int:
    """Return one past a phrase like `in a note to clients`, or `index` where none begins."""
    words = reading.words
    stop = index + 1
    seen = False
    while stop < end and stop < index + 9:
        word = words[stop]
        if word in _VENUES:
            seen = True
        elif seen:
            break
        if word in STOPS or word in PRONOUNS or word in AUXILIARIES or reading.quoted[stop] >= 0:
            break
        stop += 1
    if not seen:
        return index
    while stop < end and words[stop] in {
        "to",
        "with",
        "seen",
        "from",
        "by",
        "of",
        "obtained",
        "reviewed",
        "dated",
        "sent",
        "for",
        "published",
        "released",
    }:
        stop += 1
        if stop < end and words[stop] in {"the", "a", "its", "an"}:
            stop += 1
        name = reading.name_of[stop] if stop < end else None
        stop = name.end if name is not None else min(end, stop + 1)
    return stop


def _skip_hearer(reading: Reading, index: int, end: int) -> int:
    """Return one past the noun phrase that is told something."""
    words = reading.words
    begin = index
    if index < end and words[index] in {"'s", "’s"}:
        index += 1
    while index < end:
        word = words[index]
        name = reading.name_of[index]
        if reading.quoted[index] >= 0 and index == begin:
            break
        if name is not None:
            if index > begin and words[index - 1] not in {"the", "and", "'s", "’s"} | DETERMINERS:
                break
            index = name.end
            if index < end and words[index] in {"'s", "’s", "and"}:
                index += 1
                continue
            if index < end and words[index] in source_nouns() | {"news": ""}:
                index += 1
            break
        if word in {"that", ":", ","} or (word in STOPS and word != "-"):
            break
        if word in DETERMINERS | PRONOUNS and index > begin:
            break
        if word in PRONOUNS | {"him", "her", "them", "us", "me"}:
            index += 1
            break
        if word in AUXILIARIES or word in PREPOSITIONS:
            break
        index += 1
        if (
            word.endswith("s")
            and word not in DETERMINERS
            and index - begin >= 1
            and (index >= end or words[index] not in {"'s", "’s"})
        ):
            break
    return index


def _untangle(reading: Reading, frames: list[Frame]) -> tuple[Frame, ...]:
    """Drop frames inside the content of others, and cut contents where the next frame begins."""
    kept: list[Frame] = []
    outer = [frame for frame in frames if frame.before]
    for frame in frames:
        if any(
            frame is not other and other.parts[0][0] <= frame.cue[0] < other.parts[0][1]
            for other in outer
        ):
            continue
        if not kept:
            if frame.inherited and not frame.before:
                frame = replace(frame, source=None)
            kept.append(frame)
            continue
        last = kept[-1]
        inside = any(part[0] <= frame.cue[0] < part[1] for part in last.parts)
        if not inside:
            kept.append(_with_source(frame, last))
            continue
        if not _is_separate(reading, last, frame):
            continue
        cut = _cut(reading, last, frame.start)
        kept[-1] = replace(last, parts=cut)
        kept.append(_with_source(frame, last))
    return tuple(frame for frame in kept if frame.parts)


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
        if words[frame.cue[0]].endswith("ing"):
            return words[frame.cue[0] - 1] == ","
        return _tense(words[last.cue[0]]) == _tense(words[frame.cue[0]])
    if frame.source is None:
        return False
    joint = words[frame.start - 1] if frame.start else ""
    subject = words[frame.source[0]]
    if subject in {"he", "she"} and joint in {
        "and",
        "but",
        "though",
        "although",
        ",",
        "while",
        ";",
        "—",
    }:
        return True
    return joint in {";", "while", "but"} and bool(reading.names_in(*frame.source))


def _tense(word: str) -> str:
    if word.endswith("ed") or word in {
        "said",
        "told",
        "wrote",
        "put",
        "thought",
        "saw",
        "felt",
        "found",
    }:
        return "past"
    return "present" if word.endswith("s") else "base"


def _cut(reading: Reading, frame: Frame, at: int) -> tuple[Tokens, ...]:
    words = reading.words
    parts = []
    for start, end in frame.parts:
        stop = min(end, at)
        while (
            stop > start
            and (words[stop - 1] in CONJUNCTIONS | SUBORDINATORS | {",", ";", "—", "–", "also"})
            and reading.quoted[stop - 1] < 0
        ):
            stop -= 1
        if stop > start:
            parts.append((start, stop))
    return tuple(parts)
