"""Noun phrases that name a source, left or right of a cue."""

from collections.abc import Iterator
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.knowledge.speech import source_nouns
from newsx.recognize.reading import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    WEEKDAYS,
    Name,
    Reading,
    Tokens,
)

_ENDS_PHRASE: Final = words_of("ends_phrase")
_PHRASE_LINKS: Final = words_of("phrase_links")
_SUBJECT_PRONOUNS: Final = words_of("subject_pronouns")
_OPENS_APPOSITION: Final = words_of("opens_apposition")
_NOT_SPEAKERS: Final = frozenset(["this", "that", "those", "these", "it all"])
_FIRM_LABELS: Final = ("ORG", "GPE", "NORP", "INDEX", "PRODUCT", "TICKER", "LOC")
_DOCUMENT_OWNERS: Final = ("ORG",)


def source_after(reading: Reading, start: int, end: int) -> tuple[Tokens, int] | None:
    """Return (source, one past its noun phrase) for the noun phrase that begins at `start`."""
    words = reading.words
    stop = start
    while stop < end:
        word = words[stop]
        name = reading.name_of[stop]
        if name is not None:
            stop = max(stop + 1, name.end)
            continue
        if word in STOPS and word != "-":
            break
        if stop > start and (word in _ENDS_PHRASE or reading.quoted[stop] >= 0):
            break
        if stop > start and word in {"on", "in"} and _is_time(reading, stop + 1):
            break
        if stop > start and word in AUXILIARIES and word not in {"'s", "’s"}:
            break
        if word in CONJUNCTIONS and not _joins_names(reading, stop):
            break
        stop += 1
    stop = min(stop, end)
    while stop > start and words[stop - 1] in {"on", "in", "and", "'s", "’s"} | ADVERBS:
        stop -= 1
    if stop == start:
        return None
    return naming(reading, start, stop), stop


def source_before(reading: Reading, start: int, verb: int) -> tuple[Tokens, int] | None:
    """Return (source, start of its noun phrase) for the subject of the verb at `verb`."""
    end = _skip_auxiliaries(reading, start, verb)
    if end <= start:
        return None
    last = end - 1
    if reading.words[last] in {",", "—", "–", "--", ")"}:
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
    return naming(reading, begin, end), begin


def leading_subject(reading: Reading, start: int, end: int) -> Tokens | None:
    """Return the noun phrase that opens a sentence, where it can speak: `The bank cut ... and said`."""
    stop = start
    while stop < end and not reading.has_verb(stop, stop + 1) and reading.quoted[stop] < 0:
        stop += 1
    if stop in {start, end}:
        return None
    found = source_after(reading, start, stop)
    if found is None:
        return None
    source = found[0]
    known = reading.names_in(*source) or head_kind(reading, *source) is not None
    return source if known or reading.words[source[0]] in PRONOUNS else None


def naming(reading: Reading, start: int, end: int) -> Tokens:
    """Return the shortest part of a noun phrase that names the source."""
    people = reading.names_in(start, end, "PERSON")
    if people:
        first = last = people[0]
        for person in people[1:]:
            if person.start - last.end <= 2 and reading.words[last.end] in {"and", ",", "&"}:
                last = person
        return first.start, last.end
    kind = head_kind(reading, start, end)
    firms = reading.names_in(start, end, *_FIRM_LABELS)
    if kind in {"group", "anonymous", "person"}:
        return start, end
    if kind == "document":
        owners = [name for name in firms if name.label in _DOCUMENT_OWNERS]
        return (owners[-1].start, owners[-1].end) if owners else (start, end)
    if firms:
        first, last = firms[0], firms[0]
        for firm in firms[1:]:
            if firm.start - last.end == 1 and reading.words[last.end] in {"and", "&"}:
                last = firm
        if kind == "org" and end > last.end:
            return start, end
        return first.start, last.end
    return start, end


def can_speak(reading: Reading, subject: Tokens, verb: int, complements: frozenset[str]) -> bool:
    """Tell whether a noun phrase can be the source of a verb with these complements."""
    kind = head_kind(reading, *subject)
    named = reading.names_in(*subject)
    if complements == {"d"}:
        owned = head_kind(reading, subject[0], verb) == "document"
        return kind == "document" or owned or any(name.label == "ORG" for name in named)
    if named:
        return True
    first, last = reading.words[subject[0]], reading.words[subject[1] - 1]
    if last in _NOT_SPEAKERS:
        return False
    if kind is not None or last in PRONOUNS:
        return True
    return "q" in complements and first in DETERMINERS


def head_kind(reading: Reading, start: int, end: int) -> str | None:
    """Return the type of source that the head noun of a phrase names, or None."""
    found = None
    nouns = source_nouns()
    for index in range(start, end):
        word = reading.words[index]
        name = reading.name_of[index]
        if name is not None:
            continue
        if word in PREPOSITIONS and found is not None:
            break
        if (word in nouns and word not in DETERMINERS) or (
            word in nouns and found is None and index == end - 1
        ):
            found = nouns[word]
        elif word in role_heads():
            found = "person"
        elif word in {"compiled", "surveyed", "polled", "familiar"}:
            break
    return found


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
        elif _is_time(reading, index - 1) and index - 1 > start:
            index -= 1
            if index > start and words[index - 1] in {"on", "last", "this", "late", "early"}:
                index -= 1
        elif word in {"morning", "afternoon", "evening", "night"} and _is_time(reading, index - 2):
            index -= 1
        elif word in {"week", "month", "year"} and words[index - 2] in {"last", "this", "earlier"}:
            index -= 3 if words[index - 3] == "earlier" else 2
        else:
            break
    return index


def _is_time(reading: Reading, index: int) -> bool:
    if index >= len(reading.words):
        return False
    return reading.words[index] in WEEKDAYS or (
        reading.words[index] in MONTHS and reading.is_capital(index)
    )


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
    named = [head for head in heads if _is_speaker_name(reading, head - 1)]
    return next(reversed(named or heads), None)


def _apposition_heads(reading: Reading, start: int, close: int) -> Iterator[int]:
    """Yield, from right to left, the commas or dashes that may open an apposition closed at `close`."""
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
    if reading.words[name.start - 1] != "," or name.label not in {"PERSON", "ORG"}:
        return False
    return reading.name_of[name.start - 2] is None or name.label == "PERSON"


def _opens_apposition(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the tokens look like an apposition or a relative clause, not a main clause."""
    if start >= end:
        return False
    word = reading.words[start]
    if word in _OPENS_APPOSITION or word in role_heads() or word in role_modifiers():
        return True
    if word.isdigit() or word.endswith("ing") or reading.name_of[start] is not None:
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
        if _can_head(reading, at, link):
            index = at
    if index > start + 1 and words[index - 1] == "and" and _joins_names(reading, index - 1):
        name = reading.name_of[index - 2]
        index = name.start if name is not None else index
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
        if word in {"'s", "’s", "'", "’"}:
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


def _joins_names(reading: Reading, index: int) -> bool:
    """Tell whether the conjunction at `index` stands between two names or two nouns of people."""
    if index == 0 or index + 1 >= len(reading.words):
        return False
    left, right = reading.name_of[index - 1], reading.name_of[index + 1]
    if left is not None and right is not None:
        return left is not right and (left.label == "PERSON") == (right.label == "PERSON")
    nouns = source_nouns()
    return reading.words[index - 1] in nouns and reading.words[index + 1] in nouns
