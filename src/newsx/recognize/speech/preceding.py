"""The content that stands before its cue, or on both sides: `Sales, she said, fell again`."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.circumstances import skip_circumstances
from newsx.recognize.speech.cues import CueUse
from newsx.recognize.speech.edges import before_comma, quote_end, skip_comma, skip_lead
from newsx.recognize.speech.reading import PREPOSITIONS, STOPS, Reading, Tokens

_NEW_CLAUSE: Final = words_of("new_clause")


def content_before(
    reading: Reading, start: int, clause: int, use: CueUse, end: int
) -> tuple[Tokens, ...]:
    """Return the parts of a content that its cue closes or interrupts: `Sales fell, she said`.

    Args:
        reading: The doc.
        start: First token of the unit.
        clause: Where the cue's own clause begins.
        use: The cue.
        end: One past the unit.
    """
    if not use.verb.complements & {"q", "c", "d", "s"}:
        return ()
    lead = skip_lead(reading, start, clause)
    close = before_comma(reading, lead, clause)
    marked = close < clause or (clause > start and reading.quoted[clause - 1] >= 0)
    if not marked or lead >= close:
        return ()
    after = skip_circumstances(reading, use.stop, end, hearer=use.takes("h"))
    if reading.quoted[close - 1] >= 0 and use.takes("q"):
        return _with_rest(reading, (lead, close), after, end)
    goes_on = after < end and reading.words[after] not in STOPS | {"and", "but"}
    if goes_on and reading.words[after] in PREPOSITIONS:
        goes_on = not reading.has_verb(lead, close)
    if goes_on and reading.quoted[after] < 0:
        return ()
    return _with_rest(reading, (lead, close), after, end)


def _with_rest(reading: Reading, first: Tokens, after: int, end: int) -> tuple[Tokens, ...]:
    """Return a content and what goes on after the cue that interrupts it."""
    if after + 1 >= end or reading.words[after] not in {",", ":", ";", "—"}:
        return (first,)
    following = after + 1
    if reading.quoted[following] < 0 and reading.words[after] == ";":
        return (first,)
    if reading.quoted[following] >= 0:
        return first, (following, quote_end(reading, following, end))
    if reading.quoted[first[1] - 1] >= 0 or reading.words[following] in _NEW_CLAUSE:
        return (first,)
    if reading.words[following].endswith("ing") and reading.has_verb(*first):
        return (first,)
    return first, (following, end)


def content_around(
    reading: Reading, start: int, cue: int, after: int, end: int
) -> tuple[Tokens, ...]:
    """Return the parts before and after an inverted cue: `"A," said Ms Okoye, "and B."`."""
    lead = skip_lead(reading, start, cue)
    before = (lead, before_comma(reading, lead, cue))
    if before[0] >= before[1]:
        content = skip_comma(reading, after)
        if content < end and reading.quoted[content] >= 0:
            return ((content, quote_end(reading, content, end)),)
        return ()
    opening = after
    while opening < end and reading.quoted[opening] < 0:
        opening += 1
    goes_on = (
        opening < end
        and reading.quoted[before[1] - 1] >= 0
        and reading.words[opening - 1] in {",", ":", ";", "—"}
    )
    if goes_on:
        return before, (opening, quote_end(reading, opening, end))
    return (before,)
