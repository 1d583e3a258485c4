"""Noun phrases that name a source: how far they reach, and the words in them that name it."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns
from newsx.recognize.speech.reading import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    WEEKDAYS,
    Name,
    Reading,
    Tokens,
    mean,
)

_ENDS_PHRASE: Final = words_of("ends_phrase")
_COURTESY: Final = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"])
_LED: Final = frozenset(["led", "headed", "including"])
_FOR: Final = frozenset(["for", "by", "to", "with"])
_HEARD: Final = 0.5
_JOINT: Final = 2  # ", and" between two names
_NOT_SPEAKERS: Final = frozenset(["this", "that", "those", "these", "it all"])
_FIRM_LABELS: Final = ("ORG", "GPE", "NORP", "INDEX", "PRODUCT", "TICKER", "LOC")
_DOCUMENT_OWNERS: Final = ("ORG",)
_DOCUMENT_ISSUERS: Final = ("ORG", "PERSON")
_ISSUES: Final = frozenset(["of", "by", "from"])
_OF_PLACE: Final = frozenset(["in", "from"])
_OCCASIONS: Final = frozenset(
    [
        "letter",
        "note",
        "statement",
        "email",
        "e-mail",
        "memo",
        "interview",
        "speech",
        "report",
        "blog",
    ]
)
_OCCASION_REACH: Final = 4
_HANDLED: Final = frozenset(["seen", "reviewed", "obtained", "viewed", "read", "cited", "reported"])


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
        if stop > start and word in {"on", "in"} and is_time(reading, stop + 1):
            break
        if stop > start and word == "in" and _is_occasion(reading, stop, end):
            break
        if stop > start and word in AUXILIARIES and word not in {"'s", "’s"}:
            break
        if word in CONJUNCTIONS and not joins_names(reading, stop):
            break
        stop += 1
    stop = min(stop, end)
    while stop > start and words[stop - 1] in {"on", "in", "and", "'s", "’s"} | ADVERBS:
        stop -= 1
    if stop == start:
        return None
    apposed = _apposed_name(reading, start, stop, end)
    return apposed or (naming(reading, start, stop), stop)


def _is_occasion(reading: Reading, index: int, end: int) -> bool:
    """Tell where something is said: `wrote its chairman in a letter to shareholders`."""
    at = index + 1
    while at < min(end, index + _OCCASION_REACH) and reading.name_of[at] is None:
        if reading.words[at] in _OCCASIONS:
            return True
        at += 1
    return False


def _apposed_name(reading: Reading, start: int, stop: int, end: int) -> tuple[Tokens, int] | None:
    """Return (name, one past it) where it explains a title: `said its chairman, Ana Ruiz`."""
    if stop + 1 >= end or reading.words[stop] != "," or reading.names_in(start, stop, "PERSON"):
        return None
    name = reading.name_of[stop + 1]
    if name is None or name.label != "PERSON" or head_kind(reading, start, stop) != "person":
        return None
    return (name.start, name.end), name.end


def leading_subject(reading: Reading, start: int, end: int) -> Tokens | None:
    """Return the noun phrase that opens a sentence: `The bank cut its rate and said ...`."""
    stop = start
    while stop < end and reading.quoted[stop] < 0:
        if reading.has_verb(stop, stop + 1) or reading.has_finite(stop, stop + 1):
            break  # the second for verbs that look like nouns: "signals", "plans"
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
    if people and _is_author(reading, start, people[0].start):
        return people[0].start, people[0].end
    if people and _speaks_for(reading, start, people[0].start):
        return start, end
    if people:
        first = last = people[0]
        for person in people[1:]:
            if person.start - last.end <= _JOINT and reading.words[last.end] in {"and", ",", "&"}:
                last = person
        return first.start, last.end
    kind = head_kind(reading, start, end)
    firms = reading.names_in(start, end, *_FIRM_LABELS)
    if kind in {"group", "anonymous", "person"}:
        return start, end
    if kind == "document":
        owner = _issuer(reading, start, end)
        return (owner.start, owner.end) if owner is not None else (start, end)
    named = [name for name in firms if name.label == "ORG"]
    if named and (firms[0].label == "TICKER" or _says_which(reading, firms[0])):
        firms = named
    if are_of_place(reading, start, end):
        return start, end
    if firms and firms[-1].end < end and all(_is_seat(reading, firm) for firm in firms):
        return start, end
    if firms:
        first, last = firms[0], firms[0]
        for firm in firms[1:]:
            if firm.start - last.end == 1 and reading.words[last.end] in {"and", "&"}:
                last = firm
        if kind == "org" and end > last.end:
            return start, end
        return first.start, last.end
    return start, end


def are_of_place(reading: Reading, start: int, end: int) -> bool:
    """Tell "grid operators in the Midwest": no place speaks where a plural before it can."""
    names = reading.names_in(start, end)
    if len(names) != 1 or names[0].label not in {"GPE", "LOC"} or names[0].end != end:
        return False
    link = names[0].start - 1
    if link > start and reading.words[link] in DETERMINERS:
        link -= 1
    noun = reading.words[link - 1] if link > start else ""
    return reading.words[link] in _OF_PLACE and noun.isalpha() and noun.endswith("s")


def _issuer(reading: Reading, start: int, end: int) -> Name | None:
    """Return whose a paper is: `Acme's filing`, `data from Acme`, but not `a memo seen by Acme`.

    What stands behind another word than `of`, `by` or `from` is where it lies, whom it went to,
    whom it is about.
    """
    found = None
    noun = next((at for at in range(start, end) if _is_paper(reading, at)), end)
    for name in reading.names_in(start, end, *_DOCUMENT_ISSUERS):
        if name.start < noun:
            found = name if name.label in _DOCUMENT_OWNERS else found
            continue
        links = [at for at in range(noun, name.start) if reading.words[at] in PREPOSITIONS]
        if (
            links
            and all(reading.words[at] in _ISSUES for at in links)
            and not any(reading.words[at] in _HANDLED for at in range(noun, name.start))
        ):
            found = name
    return found


def _is_author(reading: Reading, start: int, name: int) -> bool:
    """Tell whose a paper is: `a study by Ana Ruiz of Peel University`."""
    by = name - 1
    while by > start and reading.words[by].rstrip(".") in _COURTESY:
        by -= 1
    return by > start and reading.words[by] == "by" and _is_paper(reading, by - 1)


def _is_paper(reading: Reading, index: int) -> bool:
    return reading.name_of[index] is None and source_nouns().get(reading.words[index]) == "document"


def _says_which(reading: Reading, name: Name) -> bool:
    """Tell a place that only says which: `Japan's Hinode Precision`, `Madrid-based Helio`."""
    if name.label not in {"GPE", "LOC", "NORP"}:
        return False
    following = reading.words[name.end : name.end + 2]
    return following[:1] in (["'s"], ["’s"]) or following == ["-", "based"] or name.label == "NORP"


def _is_seat(reading: Reading, name: Name) -> bool:
    """Tell the place of `the Oslo-based body`, of `the Peel, Oslo-based biotech`: no speaker."""
    if name.label not in {"GPE", "LOC"}:
        return False
    following = reading.words[name.end : name.end + 2]
    if following[:1] == [","]:
        wider = reading.name_of[name.end + 1]
        following = reading.words[wider.end : wider.end + 2] if wider is not None else []
    return following == ["-", "based"]


def _speaks_for(reading: Reading, start: int, name: int) -> bool:
    """Tell whether the noun before a name is the one who speaks: `a lawyer for Ashby`."""
    place = name - 1
    if place > start and reading.words[place].rstrip(".") in _COURTESY:
        place -= 1
    is_linked = place > start and reading.words[place] in _FOR
    is_linked = is_linked and reading.words[place - 1] not in _LED
    return is_linked and head_kind(reading, start, place) is not None


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
    if "q" in complements and first in DETERMINERS:
        return True
    return reading.network is not None and mean(reading.network.source, subject) >= _HEARD


def is_somebody(reading: Reading, source: Tokens) -> bool:
    """Tell words that name somebody or something that may say things, or point back at them."""
    return (
        bool(reading.names_in(*source))
        or head_kind(reading, *source) is not None
        or reading.words[source[0]] in PRONOUNS
    )


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


def is_time(reading: Reading, index: int) -> bool:
    """Tell whether a token is a day of the week or a month."""
    if index >= len(reading.words):
        return False
    return reading.words[index] in WEEKDAYS or (
        reading.words[index] in MONTHS and reading.is_capital(index)
    )


def joins_names(reading: Reading, index: int) -> bool:
    """Tell whether the conjunction at `index` stands between two names or two nouns of people."""
    if index == 0 or index + 1 >= len(reading.words):
        return False
    left, right = reading.name_of[index - 1], reading.name_of[index + 1]
    if left is not None and right is not None:
        return left is not right and (left.label == "PERSON") == (right.label == "PERSON")
    nouns = source_nouns()
    return reading.words[index - 1] in nouns and reading.words[index + 1] in nouns
