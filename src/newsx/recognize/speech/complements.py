"""The content that follows a cue verb: the clause, phrase or quotation that it hands over."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import cue_verbs
from newsx.recognize.speech.circumstances import skip_circumstances
from newsx.recognize.speech.cues import CueUse
from newsx.recognize.speech.edges import before_comma, quote_end
from newsx.recognize.speech.reading import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    STOPS,
    Reading,
    Tokens,
    mean,
)

_RATINGS: Final = words_of("ratings")
_RATING_REACH: Final = 9
_MEASURE_REACH: Final = 14
_LABEL_REACH: Final = 8
_THAT_REACH: Final = 12
# "She said then that": when it was said.
_MEANWHILE: Final = ADVERBS | {"then", "afterwards", "afterward"}
_NOT_BEFORE_THAT: Final = words_of("not_before_that")
# Verbs that are about what somebody shall do: `urged Congress to ban such loans`, all of it.
_ADDRESSED: Final = frozenset(["urge", "advise", "ask"])
_QUESTION_WORDS: Final = frozenset(["if", "whether", "how", "why", "what", "when", "where", "who"])
_OPENS_CLAUSE: Final = words_of("clause_prepositions")
_PREDICATES: Final = words_of("predicates")
_INTERJECTION_REACH: Final = 5
_EFFECTS: Final = words_of("effects")
_HEARD: Final = 0.7
_HEARD_CUE: Final = 0.5
_HEARD_REACH: Final = 4
_MIN_CLAUSE: Final = 2
_MIN_BARE_CLAUSE: Final = 5


def content_after(reading: Reading, use: CueUse, end: int) -> Tokens | None:
    """Return the content that follows a cue verb, or None where nothing fit follows."""
    words = reading.words
    that = _after_that(reading, use, end)
    if that is not None:
        fit = use.takes("c") or use.takes("q") or use.takes("d")
        return (that, end) if fit and end - that >= _MIN_CLAUSE else None
    index = use.stop
    if not (use.takes("i") and words[index : index + 1] == ["to"]):
        index = skip_circumstances(reading, index, end, hearer=use.takes("h"))
    if index >= end:
        return None
    word = words[index]
    if word == ":" and index + 1 < end:
        return index + 1, end
    if word == "," and index + 1 < end and reading.quoted[index + 1] >= 0:
        return index + 1, quote_end(reading, index + 1, end)
    if word in STOPS and reading.quoted[index] < 0:
        return None
    special = _special(reading, use, index, end)
    if special is not None:
        return _first_predicate(reading, special) if special[0] < special[1] else None
    if reading.quoted[index] >= 0:
        return _from_quote(reading, index, end) if use.verb.complements & {"q", "c", "n"} else None
    if word in _QUESTION_WORDS:
        return (index, end) if use.takes("c") else None
    if use.takes("o"):
        return None
    if word in PREPOSITIONS | CONJUNCTIONS and not _opens_clause(reading, index, end):
        return None
    if use.takes("c") or use.takes("d"):
        return _clause_or_phrase(reading, use, index, end)
    if use.takes("n"):
        wanted = use.verb.lemma in {
            "expect",
            "call for",
            "ask for",
            "call on",
            "reject",
            "want",
            "blame",
        }
        fit = wanted or reading.has_digit(index, end) or _is_heard(reading, use.start, index, end)
        return _first_predicate(reading, (index, end)) if fit else None
    return None


def _is_heard(reading: Reading, cue: int, index: int, end: int) -> bool:
    """Tell whether the network hears a cue, and a content where its noun phrase begins."""
    network = reading.network
    if network is None or network.cue[cue] < _HEARD_CUE:
        return False
    return mean(network.content, (index, min(end, index + _HEARD_REACH))) >= _HEARD


def _from_quote(reading: Reading, index: int, end: int) -> Tokens:
    """Return a content that opens with a quotation, up to a colon or semicolon after it."""
    close = quote_end(reading, index, end)
    return (index, close) if close < end and reading.words[close] in {":", ";"} else (index, end)


def _first_predicate(reading: Reading, content: Tokens) -> Tokens:
    """Return a content without a second predicate of its subject: `plans to X and is in talks`."""
    start, end = content
    words = reading.words
    for index in range(start + 2, end - 2):
        if words[index] not in {"and", "but"} or reading.quoted[index] >= 0:
            continue
        at = index + 1
        while at < end - 1 and (words[at] in ADVERBS or words[at].endswith("ly")):
            at += 1
        if words[at] in _PREDICATES and reading.name_of[at] is None:
            return start, before_comma(reading, start, index)
    return content


def _clause_or_phrase(reading: Reading, use: CueUse, index: int, end: int) -> Tokens | None:
    """Return a clause without `that`, or the noun phrase a verb may take instead."""
    if use.takes("n") or use.takes("d"):
        return index, end
    long_enough = end - index >= _MIN_BARE_CLAUSE and use.verb.lemma != "add"
    told = long_enough or reading.has_verb(index, end) or reading.has_finite(index, end)
    return (index, end) if told else None


def _opens_clause(reading: Reading, index: int, end: int) -> bool:
    """Tell whether a preposition at `index` may begin a clause: `said about 40 shops closed`."""
    word = reading.words[index]
    if word in _OPENS_CLAUSE:
        return reading.has_verb(index, end)
    following = reading.words[index + 1] if index + 1 < end else ""
    if word == "like" and following == "-":
        return True
    if word == "as":
        return following in {"many", "much", "few"}
    return word in {"about", "over", "under", "around", "between"} and reading.has_digit(
        index + 1, min(end, index + 3)
    )


def _special(reading: Reading, use: CueUse, index: int, end: int) -> Tokens | None:
    """Return the content of a verb with a pattern of its own; empty where the pattern fails.

    None means that the verb has no such pattern here.
    """
    words = reading.words
    if use.takes("r"):
        reach = range(index, min(end, index + _RATING_REACH))
        return _if(any(words[at] in _RATINGS for at in reach), index, end)
    if use.takes("m"):
        reach = range(index, min(end, index + _MEASURE_REACH))
        at = next((at for at in reach if words[at] == "at"), None)
        return _if(
            at is not None and reading.has_digit(at, min(end, at + _LABEL_REACH)), index, end
        )
    if use.takes("l"):
        reach = range(index, min(end, index + _LABEL_REACH))
        return _if(any(reading.quoted[at] >= 0 for at in reach), index, end)
    if use.takes("k"):
        return _if(reading.has_digit(index, end), index, end)
    if use.takes("a"):
        return index, end
    if words[index] == "to" and index > use.stop and use.takes("h"):
        if use.verb.lemma not in _ADDRESSED:
            return index, end
        return skip_circumstances(reading, use.stop, end, hearer=False), end
    if words[index] == "to" and index == use.stop:
        if use.takes("t"):
            return _if(reading.has_digit(index, end), index + 1, end)
        return _if(use.takes("i"), index, end)
    if words[index] in {"of", "about", "against", "for"} and use.takes("p"):
        return index, end
    return (index, index) if use.takes("t") else None


def _if(fits: bool, start: int, end: int) -> Tokens:  # noqa: FBT001 - reads as the rule does
    return (start, end) if fits else (start, start)


def _after_that(reading: Reading, use: CueUse, end: int) -> int | None:
    """Return one past the `that` which opens the content, with circumstances alone before it."""
    words = reading.words
    index = skip_circumstances(reading, use.stop, end, hearer=use.takes("h"))
    if words[index : index + 2] == [",", "citing"]:
        index = next((at for at in range(index + 2, end) if words[at] == ","), end)
    if index < end and words[index] == ",":
        index = _skip_interjection(reading, index, end) + 1
    if index + 1 < end and words[index] in _MEANWHILE and words[index + 1] == "that":
        index += 1
    if index < end and words[index] == "that":
        return index + 1
    if index >= end or not (use.takes("h") or words[index] in PREPOSITIONS):
        return None
    for at in range(index, min(end, index + _THAT_REACH)):
        if words[at] == "that":
            return at + 1
        if words[at] in _NOT_BEFORE_THAT or words[at] in AUXILIARIES or reading.quoted[at] >= 0:
            return None
        if words[at] in cue_verbs() and reading.name_of[at] is None:
            return None
    return None


def _skip_interjection(reading: Reading, index: int, end: int) -> int:
    """Return the comma that closes what the comma at `index` opens: `notes, drily, that`."""
    for at in range(index + 1, min(end, index + _INTERJECTION_REACH)):
        if reading.words[at] == ",":
            return at
    return index


def trailing_remark(reading: Reading, content: Tokens) -> Tokens:
    """Return what the outlet adds to a content: `growth would quicken, sending shares up 4%`.

    Empty where it adds nothing.
    """
    start, end = content
    for index in range(start + _MIN_CLAUSE, end - _MIN_CLAUSE):
        if reading.words[index] == "," and reading.quoted[index] < 0:
            following = reading.words[index + 1]
            if following in _EFFECTS or (following == "after" and reading.has_verb(index + 2, end)):
                return index, end
    return end, end
