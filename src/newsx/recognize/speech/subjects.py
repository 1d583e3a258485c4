"""The subject of a cue verb: the noun phrase before it, past auxiliaries, dates, appositions."""

from collections.abc import Iterator
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.knowledge.speech import source_nouns
from newsx.recognize.speech.reading import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    POSSESSIVE_MARKS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    Name,
    Reading,
    Tokens,
)
from newsx.recognize.speech.sources import are_of_place, is_time, joins_names, naming

_RELATIVES: Final = frozenset(["who", "which", "whose", "that"])
_OPENS_APPOSITION: Final = words_of("opens_apposition")
_PHRASE_LINKS: Final = words_of("phrase_links")
_TITLE_LINKS: Final = (["of"], ["at"], ["for"])
_OBJECTS: Final = frozenset(["it", "them", "him", "her", "us", "me"])
_OTHERS: Final = frozenset(["other", "others"])
# How many words a subject with all its appositions may have; a text without stops has more.
_REACH: Final = 80
# `Peel Bank in a note said`: the note is where, not who.
_OCCASIONS: Final = words_of("venues")
_OCCASION_LINKS: Final = frozenset(["in", "on", "at", "via"])
_SUBJECT_PRONOUNS: Final = words_of("subject_pronouns")


def source_before(reading: Reading, start: int, verb: int) -> tuple[Tokens, int] | None:
    """Return (source, start of its noun phrase) for the subject of the verb at `verb`."""
    start = max(start, verb - _REACH)
    end = _skip_auxiliaries(reading, start, verb)
    if end <= start:
        return None
    last = end - 1
    spoken = _after_quote(reading, start, end)
    if spoken is not None:
        return spoken
    while reading.words[last] in {",", "—", "–", "--", ")"}:  # one apposition behind another
        head = _before_apposition(reading, start, last)
        if head is None:
            return None
        end = head
        last = end - 1
    if reading.quoted[last] >= 0:
        return None
    if reading.words[last] in STOPS | CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS and (
        reading.words[last] not in PRONOUNS
    ):
        return None
    begin = _phrase_start(reading, start, end)
    if begin is None or begin >= end:
        return None
    relative = _relative_of_object(reading, start, begin, end)
    if relative is not None:
        told = source_before(reading, start, relative)
        return None if told is None else ((told[0][0], end), told[1])
    in_passing = begin > start + 1 and reading.words[begin - 1] in _OCCASION_LINKS
    if in_passing and reading.words[last] in _OCCASIONS:
        return source_before(reading, start, begin - 1)
    return naming(reading, begin, end), begin


def _relative_of_object(reading: Reading, start: int, begin: int, end: int) -> int | None:
    """Return where "who" stands in `Three people who listened to it said`: `it` says nothing."""
    words = reading.words
    if words[end - 1] not in _OBJECTS:
        return None
    for at in range(begin - 1, start, -1):
        if words[at] in STOPS:
            return None
        if words[at] == "who":
            return None if words[at - 1] in STOPS else at
    return None


def _after_quote(reading: Reading, start: int, end: int) -> tuple[Tokens, int] | None:
    """Return (person, start of the phrase) where one phrase stands between quotation and verb.

    `"Never," Halden's chair, Ana Ruiz, told ...`, `"Never," Ana Ruiz, who runs it, said ...`: the
    phrase is the subject, however many commas it has.
    """
    begin = end
    while begin > start and reading.quoted[begin - 1] < 0:
        begin -= 1
    if begin in {start, end} or reading.words[end - 1] != ",":
        return None
    if not (reading.is_name_start(begin) or reading.words[begin] in DETERMINERS):
        return None
    relative = next((at for at in range(begin, end) if reading.words[at] in _RELATIVES), end)
    people = reading.names_in(begin, relative, "PERSON")
    if not people or _says_more(reading, begin, relative):
        return None
    return (people[0].start, people[0].end), begin


def _says_more(reading: Reading, begin: int, end: int) -> bool:
    """Tell whether a phrase has a verb; what follows an article is none: `a retired dentist`."""
    words = reading.words
    return any(
        reading.has_verb(at, at + 1)
        for at in range(begin, end)
        if at == begin or words[at - 1] not in {"a", "an", "the"} or words[at] in AUXILIARIES
    )


def _skip_auxiliaries(reading: Reading, start: int, verb: int) -> int:
    """Return one past the subject: the verb's auxiliaries, adverbs and dates are skipped."""
    words = reading.words
    index = verb
    while index > start:
        word = words[index - 1]
        if reading.quoted[index - 1] >= 0:
            break
        if word in AUXILIARIES or word in ADVERBS or (word.endswith("ly") and len(word) > 4):  # noqa: PLR2004 - shorter ones are nouns and names
            if reading.name_of[index - 1] is not None and word not in AUXILIARIES:
                break
            index -= 1
        elif word.isdigit() and index - 2 > start and words[index - 2] in MONTHS:
            index -= 1
        elif is_time(reading, index - 1) and index - 1 > start:
            index -= 1
            if index > start and words[index - 1] in {"on", "last", "this", "late", "early"}:
                index -= 1
        elif word in {"morning", "afternoon", "evening", "night"} and is_time(reading, index - 2):
            index -= 1
        elif word in {"week", "month", "year"} and words[index - 2] in {"last", "this", "earlier"}:
            index -= 3 if words[index - 3] == "earlier" else 2
        else:
            break
    return index


def _before_apposition(reading: Reading, start: int, close: int) -> int | None:
    """Return one past the noun phrase that the apposition closed at `close` belongs to."""
    words = reading.words
    if words[close] == ")":
        index = close - 1
        while index > start and words[index] != "(":
            index -= 1
        return index if index > start else None
    named = reading.name_of[close - 1]
    if named is not None and named.start > start + 1 and _is_apposed_name(reading, named):
        return close
    heads = list(_apposition_heads(reading, start, close))
    spoken = [head for head in heads if _is_speaker_name(reading, head - 1)]
    return next(reversed(spoken or heads), None)


def _apposition_heads(reading: Reading, start: int, close: int) -> Iterator[int]:
    """Yield, from right to left, the marks that may open the apposition closed at `close`."""
    words = reading.words
    stop = close
    for index in range(close - 1, start, -1):
        if words[index] in {";", ":", ".", "?", "!"} or reading.quoted[index] >= 0:
            return
        if words[index] == words[close] and reading.name_of[index] is None:
            if not _opens_apposition(reading, index + 1, stop):
                return
            stop = index
            yield index


def _is_speaker_name(reading: Reading, index: int) -> bool:
    name = reading.name_of[index]
    return name is not None and name.label in {"PERSON", "ORG"}


def _is_apposed_name(reading: Reading, name: Name) -> bool:
    """Tell whether a name explains the noun before it: `its founder, Ana Ruiz, said`."""
    comma = name.start - 1
    if reading.words[comma] == "the" and name.label == "ORG":  # "their union, the Bakers' Guild"
        comma -= 1
    if reading.words[comma] != "," or name.label not in {"PERSON", "ORG"}:
        return False
    return reading.name_of[comma - 1] is None or name.label == "PERSON"


def _opens_apposition(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the tokens look like an apposition or a relative clause, not a main clause."""
    if start >= end:
        return False
    word = reading.words[start]
    if word in _RELATIVES or word.endswith(("ing", "ed")):
        return True
    if word in role_heads() and reading.words[start + 1 : start + 2] in _TITLE_LINKS:
        return True  # "head of fixed income at Peel Bank": no verb, whatever "fixed" looks like
    relative = next((at for at in range(start, end) if reading.words[at] in _RELATIVES), end)
    if reading.has_verb(start, relative):
        return False
    if word in _OPENS_APPOSITION or word in role_heads() or word in role_modifiers():
        return True
    if word.isdigit() or reading.name_of[start] is not None:
        return True
    if _is_speaker_name(reading, start - 2) or reading.words[start - 2] == ")":
        return True
    return any(reading.words[index] in role_heads() for index in range(start, min(end, start + 6)))


def _phrase_start(reading: Reading, start: int, end: int) -> int | None:
    """Return where the noun phrase that ends before `end` begins."""
    words = reading.words
    index = at = _simple_start(reading, start, end)
    while at > start + 1 and words[at - 1] in _PHRASE_LINKS:
        link = at - 1
        while link > start and words[link - 1] in _PHRASE_LINKS:
            link -= 1
        at = _simple_start(reading, start, link)
        if at >= link:
            break
        if _can_head(reading, at, link) or are_of_place(reading, at, end):
            index = at
    if index > start + 1 and words[index - 1] == "and":
        if not _OTHERS.isdisjoint(words[index:end]):
            return _list_start(reading, start, index - 1)
        if joins_names(reading, index - 1):
            name = reading.name_of[index - 2]
            index = name.start if name is not None else index
    return index


def _list_start(reading: Reading, start: int, joint: int) -> int:
    """Return where a list begins that ends in others: `the heads of Peel, Acme and two others`."""
    index = joint
    while index > start:
        name = reading.name_of[index - 1]
        if name is not None:
            index = name.start
        elif (
            reading.words[index - 1] == ","
            and index - 2 >= start
            and reading.name_of[index - 2] is not None
        ):
            index -= 1
        else:
            break
    if index == joint:
        return joint + 1
    if index > start + 1 and reading.words[index - 1] == "of":
        head = _simple_start(reading, start, index - 1)
        return head if _can_head(reading, head, index - 1) else index
    return index


def _simple_start(reading: Reading, start: int, end: int) -> int:
    """Return where the run of nouns and adjectives that ends before `end` begins."""
    words = reading.words
    index = end
    while index > start:
        word = words[index - 1]
        name = reading.name_of[index - 1]
        if reading.quoted[index - 1] >= 0:
            break
        if name is not None:
            index = max(name.start, start)
            continue
        if word in _SUBJECT_PRONOUNS:
            return index - 1 if index == end or word in {"others", "many", "some"} else index
        if word == "that":
            break
        if word in DETERMINERS:
            index -= 1
            break
        if word in POSSESSIVE_MARKS:
            index -= 1
            continue
        if word in STOPS and word != "-":
            break
        if word in PREPOSITIONS or word in CONJUNCTIONS or word in SUBORDINATORS:
            break
        if word in AUXILIARIES or word.isspace():
            break
        index -= 1
    return index


def _can_head(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the tokens can be the head of a longer source phrase."""
    nouns = source_nouns()
    heads = role_heads()
    return any(
        reading.words[index] in nouns or reading.words[index] in heads
        for index in range(start, end)
    ) or (reading.names_in(start, end, "PERSON") != [])
