"""Attribution frames: a cue, who it names as source, and the stretch of text it hands over.

Here those of a cue phrase: `according to X`, `by X's count`; those of a verb are in `verb_frames`.
"""

from dataclasses import dataclass
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import cue_phrases
from newsx.recognize.speech.edges import before_comma, skip_comma, skip_lead
from newsx.recognize.speech.reading import (
    AUXILIARIES,
    DETERMINERS,
    POSSESSIVE_MARKS,
    POSSESSIVES,
    Reading,
    Tokens,
)
from newsx.recognize.speech.sources import is_somebody, naming, source_after

_RELATIVES: Final = frozenset(["who", "which", "whose", "that"])
_AFTER_NAME: Final = frozenset(["a", "an", "the", "who", "which", "whose", "its", "one"])
_OWNERS: Final = POSSESSIVE_MARKS | {"its", "his", "her", "their", "our", "my"}
_COUNT_REACH: Final = 9
_POSSESSED_COUNTS: Final = words_of("possessed_counts")
_OPINIONS: Final = frozenset(["view", "opinion", "judgment", "judgement", "estimation", "telling"])
_VIEW_REACH: Final = 9
# What goes on with no phrase, but begins a clause: `In her view the margin can return`.
_OPENS_CLAUSE: Final = DETERMINERS | words_of("subject_pronouns")
# What others are counted by as well: `by the numbers of cars sold`, `judged by the figures of`.
_COUNTABLE: Final = frozenset(["numbers", "figures", "sums", "tally"])
# Marks before a phrase that says on whose word the sentence rests: `, on the sums of Peel`.
_SETS_APART: Final = frozenset([",", "(", "—", "–", "--"])


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


def phrase_frame(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    """Return the frame of a cue phrase: `according to X`, `by X's count`."""
    for phrase in cue_phrases().get(reading.words[index], ()):
        stop = index + len(phrase.words)
        if tuple(reading.words[index:stop]) == phrase.words:
            counts = phrase.words[0] in {"by", "on"}
            loose = phrase.words[0] == "on" or not _COUNTABLE.isdisjoint(phrase.words)
            if counts and loose and not _is_apart(reading, start, index):
                return None
            found = source_after(reading, stop, end)
            # "By the numbers of cars sold": what is counted is no source.
            if found is None or (counts and not is_somebody(reading, found[0])):
                return None
            return _around_phrase(reading, start, (index, stop), phrase.lemma, found, end)
    if reading.words[index] == "in":
        return _in_the_view(reading, start, index, end)
    counted = _POSSESSED_COUNTS.intersection(reading.words[index : min(end, index + _COUNT_REACH)])
    # "Ruiz cast doubt on Acme's figures", "shares fell on its forecasts": on whose word is apart.
    apart = reading.words[index] == "by" or _is_apart(reading, start, index)
    if reading.words[index] in {"by", "on"} and counted and apart:
        found = source_after(reading, index + 1, end)
        if found is not None and reading.words[found[1] - 1] in _POSSESSED_COUNTS:
            source, after = found
            whose = after - 3 if reading.words[after - 2] == "own" else after - 2
            if reading.words[whose] in _OWNERS or reading.name_of[whose] is not None:
                lemma = f"{reading.words[index]} count"
                if reading.words[index - 1] in {":", ";"}:
                    start = index
                return _around_phrase(
                    reading, start, (index, index + 1), lemma, (source, after), end
                )
    return None


def _is_apart(reading: Reading, start: int, index: int) -> bool:
    """Tell `, on the sums of Peel` from `cast doubt on the sums of Peel`."""
    return index == start or reading.words[index - 1] in _SETS_APART


def _is_whole(reading: Reading, index: int, end: int) -> bool:
    """Tell whether a phrase ends before `index`: `in her view,`, not `in her view of it`."""
    if index >= end:
        return True
    word, name = reading.words[index], reading.name_of[index]
    opens = word in _OPENS_CLAUSE or (name is not None and name.start == index)
    return opens or not (word[:1].isalnum() or word[:1] == "-")


def _in_the_view(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    """Return the frame of `in her view`, `in Peel Risk's opinion`."""
    reach = range(index + 2, min(end, index + _VIEW_REACH))
    noun = next((at for at in reach if reading.words[at] in _OPINIONS), None)
    if noun is None or not (_is_apart(reading, start, index) and _is_whole(reading, noun + 1, end)):
        return None
    mark = noun - 1
    if reading.words[mark] == "own":
        mark -= 1
    if reading.words[mark] in POSSESSIVES and mark == index + 1:
        source = (mark, mark + 1)
    elif reading.words[mark] in POSSESSIVE_MARKS:
        source = naming(reading, index + 1, mark)
        if not is_somebody(reading, source):
            return None
    else:
        return None
    cue = (index, index + 1)
    return _around_phrase(reading, start, cue, "in the view of", (source, noun + 1), end)


def _around_phrase(
    reading: Reading, start: int, cue: Tokens, lemma: str, found: tuple[Tokens, int], end: int
) -> Frame | None:
    source, after = found
    via, after = cited_after(reading, after, end)
    after = _skip_apposition(reading, after, end)
    lead = skip_lead(reading, start, cue[0])
    parts: tuple[Tokens, ...]
    if lead >= cue[0]:
        parts = ((skip_comma(reading, after), end),)
    else:
        parts = ((lead, before_comma(reading, lead, cue[0])),)
        goes_on = after < end and reading.words[after] == ","
        told = reading.has_verb(*parts[0]) or reading.has_finite(*parts[0])
        breaks_off = reading.words[parts[0][1] - 1] in AUXILIARIES
        if goes_on and (breaks_off or not told):
            parts = (*parts, (after + 1, end))
    parts = tuple(part for part in parts if part[0] < part[1])
    if not parts:
        return None
    return Frame(cue, lemma, source, cue[0], parts, via, before=lead < cue[0])


def cited_after(reading: Reading, index: int, end: int) -> tuple[Tokens | None, int]:
    """Return (second-hand source, one past it) where `citing X` follows, else (None, `index`)."""
    words = reading.words
    at = index + 1 if index < end and words[index] == "," else index
    if words[at : at + 2] == ["which", "cited"]:
        at += 1
    if at < end and words[at] in {"citing", "cited", "quoting"}:
        found = source_after(reading, at + 1, end)
        if found is not None and is_somebody(reading, found[0]):
            return found
    return None, index


def _skip_apposition(reading: Reading, index: int, end: int) -> int:
    """Return one past `, a senior strategist at X` and `, who ...` that follow a source."""
    words = reading.words
    while index + 1 < end and words[index] == "," and words[index + 1] in _AFTER_NAME:
        stop = index + 1
        while stop < end and words[stop] not in {",", ";"}:
            stop += 1
        told = reading.has_verb(index + 1, stop) or reading.has_finite(index + 1, stop)
        if words[index + 1] not in _RELATIVES and told:
            break
        index = stop
    return index
