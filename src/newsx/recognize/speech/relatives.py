"""Whom a relative pronoun takes up that says something: `Ana Ruiz, a broker at Peel, who`."""

from typing import Final

from newsx.recognize.speech.reading import Reading, Tokens

_SPEAKS_ON: Final = frozenset(["who", "which"])
# What a name that a relative pronoun takes up stands before; "Ruiz's colleagues, who" are others.
_BEHIND_NAMES: Final = frozenset([",", "of", "at", "from", "with", "("])
# How many tokens a pronoun may stand behind the name: what the name is stands between.
_REACH: Final = 24


def is_relative(reading: Reading, source: Tokens) -> bool:
    """Tell whether a source is a pronoun that takes up somebody named before it."""
    return reading.words[source[0]] in _SPEAKS_ON


def taken_up(reading: Reading, source: Tokens) -> Tokens:
    """Return the name that a source takes up, `Ana Ruiz, a broker at Peel, who`, else the source.

    Of 43 such sources in the newer articles of `models/corpus`, 36 are marked at the name.
    """
    if not is_relative(reading, source):
        return source
    start = max(reading.unit_of(source[0])[0], source[0] - _REACH)
    named = reading.names_in(start, source[0], _stands_for(reading, source))
    name = next(reversed(named), None)
    if name is None or reading.words[name.end] not in _BEHIND_NAMES:
        return source
    speaker = (name.start, name.end)
    return speaker if is_apposed(reading, speaker, source) else source


def _stands_for(reading: Reading, relative: Tokens) -> str:
    """Return the sort of name that a relative pronoun takes up."""
    return "PERSON" if reading.words[relative[0]] == "who" else "ORG"


def is_apposed(reading: Reading, speaker: Tokens, relative: Tokens) -> bool:
    """Tell whether nothing but what a speaker is stands before the pronoun that takes them up."""
    between = (speaker[1], relative[0])
    if between[0] >= between[1] or reading.words[relative[0] - 1] != ",":
        return False
    return not (
        reading.has_verb(*between)
        or reading.names_in(*between, _stands_for(reading, relative))
        or any(reading.quoted[at] >= 0 for at in range(*between))
    )
