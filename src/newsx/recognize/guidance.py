"""Acts that state a view without a verb of saying: a target raised, a rating cut."""

from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.frames import Frame
from newsx.recognize.reading import CONJUNCTIONS, STOPS, Reading, Tokens
from newsx.recognize.subjects import source_before

_MOVES: Final = words_of("moves")
_LEMMAS: Final = {
    "reiterated": "reiterate",
    "reaffirmed": "reaffirm",
    "maintained": "maintain",
    "affirmed": "affirm",
    "reiterates": "reiterate",
    "maintains": "maintain",
}
_FORECASTS: Final = words_of("forecasts")
_TARGETS: Final = frozenset(["target", "targets"])
_RATING_NOUNS: Final = frozenset(["rating", "ratings", "recommendation"])
_RATING_VERBS: Final = words_of("rating_verbs")
_GRADES: Final = frozenset(
    ["buy", "sell", "hold", "neutral", "underweight", "overweight", "outperform", "underperform"]
)
_REACH: Final = 9


def find_moves(reading: Reading, start: int, end: int, taken: tuple[Frame, ...]) -> list[Frame]:
    """Return frames of forecasts, targets and ratings that change, outside those already found."""
    covered = {
        index
        for frame in taken
        for part in (*frame.parts, frame.cue)
        for index in range(part[0], part[1])
    }
    found: list[Frame] = []
    for index in range(start, end):
        if index in covered or reading.quoted[index] >= 0 or reading.name_of[index] is not None:
            continue
        frame = _move(reading, start, index, end)
        if frame is not None:
            found.append(frame)
            covered.update(range(frame.parts[0][0], frame.parts[0][1]))
    return found


def _move(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    words = reading.words
    word = words[index]
    if word not in _MOVES and word not in _RATING_VERBS:
        return None
    if index > start and words[index - 1] in {
        "to",
        "was",
        "were",
        "be",
        "been",
        "a",
        "the",
        "is",
        "are",
    }:
        return None
    noun = _noun(reading, index, end)
    if noun is None:
        return None
    subject, _ = source_before(reading, start, index) or (None, index)
    if subject is None and index > start and words[index - 1] not in {"and", "but"}:
        return None
    stop = _clause_end(reading, noun, end)
    if words[noun] in _FORECASTS or (words[noun] in _TARGETS and not _is_price_target(words, noun)):
        lemma = _LEMMAS.get(word, "")
        if lemma:
            return Frame((index, index + 1), lemma, subject, index, ((index + 1, stop),))
        begin = index if subject is None else min(index, subject[0])
        while begin > start and words[begin - 1] in {"the", "a", "its"}:
            begin -= 1
        return Frame((noun, noun + 1), _noun_lemma(words[noun]), subject, begin, ((begin, stop),))
    if subject is None:
        return None
    return Frame((index, index), "", subject, index, ((index, stop),))


def _is_price_target(words: list[str], noun: int) -> bool:
    """Tell whether a target is an analyst's, not a company's."""
    return words[noun - 1] in {"price", "his", "her"} or words[noun + 1 : noun + 2] == ["price"]


def _noun_lemma(word: str) -> str:
    return word.removesuffix("s") if word != "guidance" else word


def _noun(reading: Reading, index: int, end: int) -> int | None:
    words = reading.words
    if words[index] in _RATING_VERBS:
        reach = range(index + 1, min(end, index + 12))
        hit = any(
            words[at]
            in {
                "buy",
                "sell",
                "hold",
                "neutral",
                "underweight",
                "overweight",
                "outperform",
                "underperform",
                "junk",
                "rating",
                "coverage",
            }
            for at in reach
        )
        return index if hit else None
    for at in range(index + 2, min(end, index + _REACH)):
        if words[at] in _GRADES and words[at - 1] in {"to", "at", "'", "‘", "“", '"'}:
            return index
    for at in range(index + 1, min(end, index + _REACH)):
        if words[at] in STOPS and words[at] != "-":
            return None
        if words[at] in {"by", "to", "from", "after", "because"}:
            return None
        if words[at] in _FORECASTS or words[at] in _RATING_NOUNS:
            return at
        if words[at] in _TARGETS:
            return at
    return None


def _clause_end(reading: Reading, index: int, end: int) -> int:
    """Return the end of the clause: a conjunction with a new cue verb, or the end of the unit."""
    words = reading.words
    at = index
    while at < end:
        if words[at] in {"but", ";", "though", "although"} and reading.quoted[at] < 0:
            break
        at += 1
    while (
        at > index + 1
        and (words[at - 1] in CONJUNCTIONS | {",", "."})
        and reading.quoted[at - 1] < 0
    ):
        at -= 1
    return at


def cue_of(frame: Frame) -> Tokens | None:
    """Return the cue of a frame, or None where no word hands the claim over."""
    return frame.cue if frame.cue[0] < frame.cue[1] else None
