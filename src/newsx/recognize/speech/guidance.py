"""Acts that state a view without a verb of saying: a target raised, a rating cut."""

import re
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.reading import AUXILIARIES, CONJUNCTIONS, STOPS, Reading, Tokens
from newsx.recognize.speech.subjects import source_before

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
_CALLS: Final = frozenset(["call", "stance", "rating", "recommendation"])
_RATING_VERBS: Final = words_of("rating_verbs")
_GRADES: Final = words_of("grades")
_CREDIT_GRADE: Final = re.compile(r"(?:AAA|AA|BBB|BB|CCC|CC|Aaa|Aa|A|Baa|Ba|B|Caa|Ca)[1-3]?[+-]?")
_QUOTE_MARKS: Final = frozenset(["'", "‘", "“", '"', "’", "”"])
_DAY_WORDS: Final = words_of("weekdays") | {"today", "yesterday", "this", "last", "late", "early"}
_AFTER_GRADE: Final = (
    _QUOTE_MARKS | STOPS | _DAY_WORDS | {"from", "with", "and", "but", "after", "on", "for"}
)
_NO_ACT: Final = frozenset(["to", "was", "were", "be", "been", "a", "the", "is", "are"])
_ACTS_UNDER_WAY: Final = frozenset(word for word in _MOVES if word.endswith("ing"))
# What stands before an act under way: `is withdrawing its outlook`.
_UNDER_WAY: Final = frozenset(["is", "are", "was", "were"])
_WATCHED: Final = frozenset(["watch", "review", "creditwatch"])
# What ties a second act to the first: `cut it to sell and lowered its target`, `, raising it`.
_JOINTS: Final = frozenset(["and", "but", ","])
_REACH: Final = 12
_NOUN_REACH: Final = 9
_APPOSED: Final = 5
"""Words between a subject and its verb that are no more than a date or an adverb."""


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
        frame = _move(reading, start, index, _end_of_act(reading, taken, index, end))
        if frame is not None:
            found.append(frame)
            covered.update(range(frame.parts[0][0], frame.parts[0][1]))
    return found


def _end_of_act(reading: Reading, taken: tuple[Frame, ...], index: int, end: int) -> int:
    """Return where an act ends: `cut it to sell and said ...`, `cut it to sell, saying ...`."""
    later = (frame for frame in taken if index < frame.start and not frame.before)
    following = min(later, key=lambda frame: frame.start, default=None)
    if following is None or following.start >= end:
        return end
    joint = reading.words[following.start - 1]
    goes_on = joint == "," and following.inherited
    return following.start if goes_on or joint in {"and", "but", "though", "while"} else end


def _move(reading: Reading, start: int, index: int, end: int) -> Frame | None:
    words = reading.words
    word = words[index]
    if word not in _MOVES and word not in _RATING_VERBS:
        return None
    before = words[index - 1]
    under_way = word in _ACTS_UNDER_WAY
    is_act = before in {*_UNDER_WAY, ","} if under_way else before not in _NO_ACT
    if index > start and not is_act:
        return None
    noun = _noun(reading, index, end)
    if noun is None:
        return None
    subject, _ = source_before(reading, start, index) or (None, index)
    joints = {"and", "but", ","} if under_way else {"and", "but"}
    shared = subject is None and index > start and before in joints
    if subject is None and index > start and not shared:
        return None
    stop = _act_end(reading, noun, end)
    if words[noun] in _FORECASTS or (words[noun] in _TARGETS and not _is_price_target(words, noun)):
        lemma = _LEMMAS.get(word, "")
        if lemma:
            content = ((index + 1, stop),)
            return Frame((index, index + 1), lemma, subject, index, content, inherited=shared)
        begin = _act_begin(reading, subject, index)
        while begin > start and words[begin - 1] in {"the", "a", "its"}:
            begin -= 1
        # The cue is the act, verb and all, `lowered its outlook`; it goes by the name of its noun.
        cue, content = (index, noun + 1), ((begin, stop),)
        return Frame(cue, _noun_lemma(words[noun]), subject, begin, content, inherited=shared)
    begin = index if subject is None else subject[0]
    act, content = (index, index + 1), ((index, stop),)
    return Frame(act, reading.lemma(index), subject, begin, content, inherited=shared)


def _act_begin(reading: Reading, subject: Tokens | None, index: int) -> int:
    """Return where an act on a forecast begins: at who acts, unless much parts them from it.

    Of 24 subjects that stand four words or more before their verb, three are part of what is
    claimed; of 108 that stand nearer, 43 (train split of `models/corpus`).
    """
    if subject is not None and index - subject[1] <= _APPOSED:
        return min(index, subject[0])
    begin = index
    while subject is not None and begin > subject[1] and reading.words[begin - 1] in AUXILIARIES:
        begin -= 1
    return begin


def _is_price_target(words: list[str], noun: int) -> bool:
    """Tell whether a target is an analyst's, not a company's."""
    return words[noun - 1] in {"price", "his", "her"} or words[noun + 1 : noun + 2] == ["price"]


def _noun_lemma(word: str) -> str:
    return word.removesuffix("s") if word != "guidance" else word


def _noun(reading: Reading, index: int, end: int) -> int | None:
    words = reading.words
    reach = range(index + 1, min(end, index + _REACH))
    if words[index] in _RATING_VERBS:
        named = _GRADES | {"junk", "rating", "coverage"}
        return index if any(words[at] in named or _is_grade(reading, at) for at in reach) else None
    if any(at > index + 1 and _is_graded(reading, at, end) for at in reach):
        return index
    if any(words[at] in _WATCHED and words[at - 1] in {"on", "under"} for at in reach):
        return index
    for at in range(index + 1, min(end, index + _NOUN_REACH)):
        if words[at] in STOPS and words[at] != "-":
            return None
        if words[at] in {"by", "to", "from", "after", "because"}:
            return None
        if words[at] in _FORECASTS or words[at] in _RATING_NOUNS:
            return at
        if words[at] in _TARGETS:
            return at
    return None


def _is_graded(reading: Reading, index: int, end: int) -> bool:
    """Tell whether a rating stands here: `to sell from hold`, `its "reduce" call`, `to Caa2`."""
    words = reading.words
    if words[index - 1] in {"to", "from", "at"} and _is_grade(reading, index):
        return True
    if words[index] not in _GRADES or words[index - 1] not in {"to", "at", *_QUOTE_MARKS}:
        return False
    following = words[index + 1] if index + 1 < end else "."
    return following in _AFTER_GRADE or following in _CALLS


def _is_grade(reading: Reading, index: int) -> bool:
    """Tell whether a token is a grade of creditworthiness: `BBB`, `Caa2`, but no bare letter."""
    word = reading.original(index)
    return len(word) > 1 and _CREDIT_GRADE.fullmatch(word) is not None


def _act_end(reading: Reading, index: int, end: int) -> int:
    """Return the end of what an act does: at what is set against it, at who is cited."""
    words = reading.words
    at = index
    while at < end:
        if words[at] in {"but", ";", ":", "though", "although"} and reading.quoted[at] < 0:
            break
        if words[at] == "citing" and words[at - 1] == ",":
            break
        if at > index + 1 and _is_next_act(reading, at, end):
            break
        at += 1
    while (
        at > index + 1
        and (words[at - 1] in CONJUNCTIONS | {",", "."})
        and reading.quoted[at - 1] < 0
    ):
        at -= 1
    return at


def _is_next_act(reading: Reading, index: int, end: int) -> bool:
    """Tell `cut it to sell and lowered its estimate` and `, lifting it to buy`: a second act.

    A target and a rating that change together are one view.
    """
    words = reading.words
    if words[index - 1] not in _JOINTS or reading.quoted[index] >= 0:
        return False
    noun = _noun(reading, index, end)
    if words[index - 1] == ",":
        return words[index] in _ACTS_UNDER_WAY and noun is not None
    return words[index] in _MOVES and noun is not None and words[noun] in _FORECASTS


def cue_of(frame: Frame) -> Tokens | None:
    """Return the cue of a frame, or None where no word hands the claim over."""
    return frame.cue if frame.cue[0] < frame.cue[1] else None
