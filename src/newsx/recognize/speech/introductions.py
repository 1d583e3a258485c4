"""Words handed over by a colon: `She was blunt: "Never."`, and lines of a conversation.

A colon before a quotation is a cue without a word: who the words before it are about is speaking.
In a transcript (`Ana Ruiz, Peel Hurst: Are you buying?`) a colon does so without quotation marks.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from newsx.knowledge.function_words import words_of
from newsx.recognize.speech.cues import cue_at
from newsx.recognize.speech.frames import Frame
from newsx.recognize.speech.reading import (
    ADVERBS,
    BE,
    DETERMINERS,
    POSSESSIVE_MARKS,
    POSSESSIVES,
    PRONOUNS,
    Name,
    Reading,
    Tokens,
    mean,
)
from newsx.recognize.speech.sources import head_kind, leading_subject, source_after
from newsx.recognize.speech.subjects import source_before
from newsx.recognize.speech.utterances import (
    LONGEST_LABEL,
    Utterance,
    form_of,
    inner_of,
    trimmed,
)

_COLON_REACH: Final = 8
_TURN_REACH: Final = 16
_MARKERS: Final = frozenset(["q", "a", "q.", "a.", "question", "answer"])
_AFTER_MARKER: Final = frozenset([".", ")"])
_STOPS: Final = frozenset([".", ";", ","])
_CREDITS: Final = frozenset(["source", "sources"])
_DASHES: Final = frozenset(["-", "–", "—", "--"])
_BULLETS: Final = frozenset(["•", "-", "–", "*", "**", "·", "▪", "—"])
_SHORTEST_LINE: Final = 2
_SIGNERS: Final = frozenset(["PERSON", "ORG"])
_WHO: Final = frozenset(["who", "whose"])
# What lines are headed by, and nobody says: "January highlights:".
_HEADINGS: Final = frozenset(["highlights"])
_NO_SUBJECTS: Final = words_of("prepositions")
_HEARD: Final = 0.3
_EXPLAINS: Final = 0.2
"""How sure the network must be of the source of what a colon explains: of others it is at .02."""
_TOLD: Final = 0.5
_THEIR_OWN: Final = frozenset(["he", "she", "they", "his", "her", "their"])
_HAVE: Final = frozenset(["has", "have", "had"])


def announced(reading: Reading, start: int, end: int) -> Frame | None:
    """Return a frame without content that hands on to its subject: `X said:`, `X, economist:`."""
    for index in range(end - 2, max(start, end - _COLON_REACH), -1):
        if reading.words[index] in _HEADINGS and not _does(reading, start, index):
            return None
        use = cue_at(reading, start, index, end)
        found = source_before(reading, start, use.begin) if use is not None else None
        if use is not None and found is not None:
            return Frame((use.start, use.stop), use.verb.lemma, found[0], found[1], ())
    source = _leader(reading, start, end - 1)
    return Frame((source[0], source[0]), "", source, source[0], ()) if source is not None else None


def _does(reading: Reading, start: int, index: int) -> bool:
    """Tell `The governor highlights:`, `Ana Ruiz highlights:` from `Acme's January highlights:`."""
    if reading.names_in(start, index, "PERSON"):
        return reading.words[index - 1] not in POSSESSIVE_MARKS
    subject = reading.words[start] in DETERMINERS and index - start > 1
    return subject and head_kind(reading, start, index) is not None


def listed(reading: Reading, start: int, end: int, lister: Frame) -> Iterator[Utterance]:
    """Yield the line of a list that its heading hands over: `Peel found:`, `• Rents rose 4%`."""
    begin = start + 1 if reading.words[start] in _BULLETS else start
    part = trimmed(reading, (begin, end))
    if part[1] - part[0] > _SHORTEST_LINE:
        form = form_of(reading, [part], sourced=True)
        yield Utterance((part,), form, lister.source, lister.cue, lister.lemma)


def is_line(reading: Reading, start: int, end: int) -> bool:
    """Tell a line of a list by its mark, which may stand before its first word."""
    if start < end and reading.words[start] in _BULLETS:
        return True
    mark = start - 1
    return mark > 0 and reading.words[mark] in _BULLETS and "\n" in reading.words[mark - 1]


def silent(name: Name) -> Frame:
    """Return the frame of somebody who has the word, without a cue."""
    return Frame((name.start, name.start), "", (name.start, name.end), name.start, ())


def is_label(reading: Reading, start: int, end: int) -> bool:
    """Tell a line that only says who or what comes next: `Ana Ruiz, economist:`."""
    return reading.words[end - 1][-1] == ":" and not reading.has_verb(start, end)


def introduced(reading: Reading, start: int, end: int) -> Utterance | None:
    """Return a quotation that a colon introduces: `Okoye was blunt: "Never."`."""
    colon = _colon_before_quote(reading, start, end)
    if colon is None:
        return None
    source = _leader(reading, start, colon)
    inner = inner_of(reading, reading.quoted[colon + 1])
    if source is None or inner[1] - inner[0] <= LONGEST_LABEL:
        return None
    return Utterance((inner,), "direct", source)


def explained(reading: Reading, start: int, end: int) -> Utterance | None:
    """Return what a colon explains: `Okoye takes the other side: a big step means a low peak`.

    Words alone do not tell this from `Okoye had two jobs left: he sold the shops`; the network has
    to hear that the first is a source. What somebody has, or what they do themselves, is told of
    them, whatever it hears: `Okoye has a plan: he sells the shops`.
    """
    colons = (at for at in range(start + 1, end - 1) if reading.words[at] == ":")
    colon = next((at for at in colons if reading.quoted[at] < 0), None)
    if colon is None or reading.network is None or colon - start > _TURN_REACH:
        return None
    source = leading_subject(reading, start, colon)
    if source is None or mean(reading.network.source, source) < _EXPLAINS:
        return None
    reach = range(source[1], colon)
    verb = next((at for at in reach if _opens_predicate(reading, at)), None)
    part = trimmed(reading, (colon + 1, end))
    told = reading.has_verb(*part) or reading.has_finite(*part)
    told = told and mean(reading.network.content, part) >= _TOLD
    told = told and verb is not None and not _narrates(reading, source, verb, part)
    if verb is None or not told or any(mark >= 0 for mark in reading.quoted[start:colon]):
        return None
    last = colon - 1 if reading.words[verb] in BE else verb
    form = form_of(reading, [part], sourced=True)
    return Utterance((part,), form, source, (verb, colon), reading.lemma(last))


def _narrates(reading: Reading, source: Tokens, verb: int, part: Tokens) -> bool:
    """Tell a colon that explains what the source has, or before what they do themselves."""
    person = bool(reading.names_in(*source, "PERSON"))
    own = _THEIR_OWN if person else _THEIR_OWN | {"it", "its"}
    if reading.words[part[0]] in own:
        return True
    if reading.words[verb] not in _HAVE:
        return False
    following = verb + 1
    while reading.words[following] in ADVERBS:
        following += 1
    word = reading.words[following]
    return word not in BE and not reading.has_verb(following, following + 1)


def _opens_predicate(reading: Reading, index: int) -> bool:
    return reading.has_verb(index, index + 1) or reading.has_finite(index, index + 1)


def signed(reading: Reading, start: int, end: int) -> Utterance | None:
    """Return a quotation with its speaker's name behind a dash: `"Never." - Ana Ruiz, Acme`."""
    start, end = reading.trim(start, end)
    number = reading.quoted[start] if start < end else -1
    if number < 0:
        return None
    close = reading.quotes[number][1]
    first = close
    while first < end and reading.words[first] in _DASHES:
        first += 1
    name = reading.name_of[first] if close < first < end else None
    if name is None or name.start != first:
        return None
    told = next((at for at in range(name.end, end) if reading.words[at] in _WHO), end)
    if reading.has_verb(name.end, told):
        return None
    inner = inner_of(reading, number)
    if name.label not in _SIGNERS or inner[1] - inner[0] <= LONGEST_LABEL:
        return None
    return Utterance((inner,), "direct", (name.start, name.end))


def credited(reading: Reading, start: int, end: int) -> Utterance | None:
    """Return a figure with its source in brackets behind it: `Jobless rate: 4% (Statistics Oslo)`.

    Brackets right behind a name give its short form or its symbol, and are no source.
    """
    start, end = reading.trim(start, end)
    while end > start and reading.words[end - 1] in _STOPS:
        end -= 1
    if end <= start or reading.words[end - 1] != ")":
        return None
    opening = next((at for at in range(end - 2, start, -1) if reading.words[at] == "("), None)
    if opening is None:
        return None
    first = opening + 1
    if reading.words[first] in _CREDITS and reading.words[first + 1] == ":":
        first += 2
    name = reading.name_of[first]
    if name is None or (name.start, name.end, name.label) != (first, end - 1, "ORG"):
        return None
    part = trimmed(reading, (start, opening))
    if reading.name_of[opening - 1] is not None or part[0] >= part[1]:
        return None
    if not reading.has_digit(*part):
        return None
    form = form_of(reading, [part], sourced=True)
    return Utterance((part,), form, (name.start, name.end))


def left_over(
    reading: Reading, start: int, end: int, frames: Sequence[Frame]
) -> Iterator[Utterance]:
    """Yield the quotation behind a colon that no attribution of its sentence reaches.

    `He pressed on prices: "At what point?"`, `... in the view of Okoye: "Never."`.
    """
    colon = _colon_before_quote(reading, start, end)
    if colon is None or any(part[1] > colon for frame in frames for part in frame.parts):
        return
    inner = inner_of(reading, reading.quoted[colon + 1])
    source = frames[-1].source
    if source is not None and inner[1] - inner[0] > LONGEST_LABEL:
        yield Utterance((inner,), "direct", source)


def _colon_before_quote(reading: Reading, start: int, end: int) -> int | None:
    colons = (at for at in range(start + 1, end - 1) if reading.words[at][-1:] == ":")
    return next((at for at in colons if reading.quoted[at] < 0 <= reading.quoted[at + 1]), None)


def _leader(reading: Reading, start: int, colon: int) -> Tokens | None:
    """Return who the words before a colon are about: its subject, or the first who is named."""
    subject = leading_subject(reading, start, colon)
    if subject is not None and reading.words[subject[0]] in PRONOUNS:
        return subject
    for label in ("PERSON", "ORG"):
        names = reading.names_in(start, colon, label)
        if names:
            return names[0].start, names[0].end
    first = start + 1 if reading.words[start] in _NO_SUBJECTS else start
    found = source_after(reading, first, colon)
    if found is None:
        return None
    source = found[0]
    speaks = head_kind(reading, *source) is not None or reading.words[source[0]] in POSSESSIVES
    heard = reading.network is not None and mean(reading.network.source, source) >= _HEARD
    return source if speaks or heard else None


def find_turns(reading: Reading) -> tuple[tuple[Tokens, Utterance], ...]:
    """Return (line, what is said in it) where the article prints a conversation line by line.

    One is known by a marker (`Q.`, `A.`) or an employer beside a name; names with a colon alone
    may be headings.
    """
    found = [turn for line in _lines(reading) if (turn := _turn(reading, *line)) is not None]
    if not any(is_marked for _, _, is_marked in found):
        return ()
    return tuple((line, utterance) for line, utterance, _ in found)


def _lines(reading: Reading) -> Iterator[Tokens]:
    begin = 0
    for index, word in enumerate([*reading.words, "\n"]):
        if "\n" in word:
            if begin < index:
                yield begin, index
            begin = index + 1


def _turn(reading: Reading, start: int, end: int) -> tuple[Tokens, Utterance, bool] | None:
    """Return (line, what it says, whether it is plainly one of a conversation), or None."""
    first = start
    marked = reading.words[first] in _MARKERS
    if marked:
        first += 1
        while first < end and reading.words[first] in _AFTER_MARKER:
            first += 1
    name = reading.name_of[first] if first < end else None
    if name is None or name.label != "PERSON":
        return None
    reach = range(name.end, min(end - 1, name.end + _TURN_REACH))
    colon = next((at for at in reach if reading.words[at] == ":"), None)
    if colon is None or reading.has_verb(name.end, colon) or reading.quoted[colon + 1] >= 0:
        return None
    content = trimmed(reading, (colon + 1, end))
    if content[1] - content[0] <= LONGEST_LABEL:
        return None
    employed = bool(reading.names_in(name.end, colon, "ORG"))
    turn = Utterance((content,), "direct", (name.start, name.end))
    return (start, end), turn, marked or employed


__all__ = [
    "announced",
    "credited",
    "explained",
    "find_turns",
    "introduced",
    "is_label",
    "is_line",
    "left_over",
    "listed",
    "signed",
    "silent",
]
