"""Whom pronouns and repeated nouns take up: who spoke last, who was named last.

`He`, `it`, `they`, `those people`: what was said before decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from newsx.knowledge.courtesies import COURTESY, HERS, OF_EITHER
from newsx.knowledge.function_words import words_of
from newsx.knowledge.speech import source_nouns, speaks_for_many
from newsx.resolve.people.head_nouns import head_noun, is_several
from newsx.resolve.people.unnamed import unnamed_before
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.people.firms import Firms
    from newsx.resolve.people.holders import Holders
    from newsx.schema import Mention

_AGAIN: Final = re.compile(
    r"(?:them|(?:the|these|those|this|that)(?: same| second| first| latter| former)? (?P<noun>\w+))"
)
_SENTENCE: Final = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“‘\"])")
# Sentences within quotation marks are none of the outlet's.
# None reaches past the next opening mark: a row of them would cost its square.
_QUOTATION: Final = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_STOPS: Final = str.maketrans(".!?", ",,,")
_LEAD_REACH: Final = 3
_NO_LEAD: Final = (
    words_of("prepositions") | words_of("conjunctions") | words_of("subordinators")
    | words_of("auxiliaries") | words_of("finite_verbs") | words_of("pronouns")
)  # fmt: skip
_TITLE: Final = re.compile(rf"{COURTESY} ")
_COURTESY: Final = re.compile(rf"\b({OF_EITHER})\.? $")
_HE: Final = frozenset({"he", "him", "his"})
_SHE: Final = frozenset({"she", "her", "hers"})
# "At Peel Bank they expect a cut."
_AT: Final = re.compile(r"\b[Aa]t $")
_BOUNDS: Final = (["least"], ["most"])  # "At least three Peel Bank clients left."
_PEOPLE: Final = frozenset({"person", "anonymous"})
_RECENT: Final = 4
_BEFORE: Final = 12
_NEW_SENTENCE: Final = re.compile(rf"(?:^|\n|[.!?][”\"’')]?\s+)(?:{COURTESY} )?$")


class Referent(NamedTuple):
    """Whom words stand for: somebody who has spoken, or a name; neither where nothing tells."""

    kind: SourceType
    spoken: Source | None = None
    mention: Mention | None = None
    second: Mention | None = None
    """The other of two: `the companies` of a deal."""


class Antecedents:
    """Who has spoken and who was named before a place in the text.

    Args:
        text: The article's.
        mentions: Every name, in order of the text.
        holders: The people by their job titles.
        firms: Knows which organisation a noun means.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], holders: Holders, firms: Firms
    ) -> None:
        self._text = text
        self._people = [mention for mention in mentions if mention.type == "PERSON"]
        self._ends = [mention.end for mention in self._people]
        spoken = [quotation.span() for quotation in _QUOTATION.finditer(text)]
        self._opens, self._closes = [start for start, _ in spoken], [end for _, end in spoken]
        titled = (
            (one.entity_id, _COURTESY.search(text[max(0, one.start - _BEFORE) : one.start]))
            for one in self._people
        )
        self._titles = {(one, title[1] in HERS) for one, title in titled if one and title}
        self._orgs = [mention for mention in mentions if mention.type == "ORG"]
        self._holders = holders
        self._firms = firms
        self._spoken: list[Source] = []

    def remember(self, source: Source) -> None:
        """Count a source as one who has spoken."""
        self._spoken.append(source)

    def person(self, start: int, pronoun: str) -> Referent:
        """Return the person a pronoun stands for: who spoke last here, else the nearest."""
        before = self._people[: bisect_right(self._ends, start)]
        fitting = [one for one in before if self._may_be(one, pronoun)]
        last = self.last(*_PEOPLE)
        # Whom somebody speaks of is seldom who goes on to speak.
        people = [one for one in fitting if last is None or not self._is_spoken(one)]
        paragraph = self.paragraph(start)
        recent = [mention for mention in people if mention.start >= paragraph]
        since = [mention for mention in recent if last is not None and mention.start > last.start]
        subject = next((one for one in reversed(since) if self._begins(one)), None)
        if subject is not None and pronoun != "who":
            return Referent("person", mention=subject)
        spoke_here = last is not None and last.start >= paragraph and not since
        if last is not None and spoke_here and self._is_taken_up(last, start, pronoun):
            return Referent(last.type, last)
        if pronoun != "who" and not recent and (last is None or last.start < paragraph):
            titled = self._holders.titled(max(paragraph, 0), start)
            if titled is not None:
                return Referent("person", mention=titled)
            unnamed = unnamed_before(self._text, self._sentences(start), start)
            if unnamed is not None:
                return Referent("person", unnamed)
        if last is None or pronoun == "who":
            return Referent("person", mention=people[-1] if people else None)
        if last.entity_id is None or last.type == "anonymous":
            after = [mention for mention in people if mention.start > last.start]
            if not after and (last.start >= paragraph or last.type == "person"):
                return Referent(last.type, last if _is_single(last) else None)
            return Referent("person", mention=people[-1] if people else None)
        opener = self._taken_up(people, last, paragraph)
        if opener is not None and not recent:
            return Referent("person", mention=opener)
        spoken = next((m for m in reversed(people) if m.entity_id == last.entity_id), None)
        if spoken is not None and (last.start >= paragraph or not recent):
            return Referent("person", mention=spoken)
        nearest = (recent or people[-1:])[:1]
        return Referent("person", mention=next(iter(nearest), None))

    def _may_be(self, person: Mention, pronoun: str) -> bool:
        """Tell whether no courtesy title says otherwise: `Mr Lind` is no `she`."""
        if pronoun not in _HE | _SHE:
            return True
        is_hers, whose = pronoun in _SHE, person.entity_id
        return (whose, is_hers) in self._titles or (whose, not is_hers) not in self._titles

    def _begins(self, person: Mention) -> bool:
        """Tell whether a sentence begins with a name, outside of quotations."""
        if self._is_spoken(person):
            return False
        before = self._text[max(0, person.start - _BEFORE) : person.start]
        return _NEW_SENTENCE.search(before) is not None

    def _is_spoken(self, person: Mention) -> bool:
        """Tell whether a name stands in a quotation."""
        at = bisect_right(self._opens, person.start)
        return at > 0 and person.end <= self._closes[at - 1]

    def _is_taken_up(self, last: Source, start: int, pronoun: str) -> bool:
        """Tell `said a banker, who ruled it out`, and `an Acme spokesman said`, later `he`.

        The first stands right before the pronoun; the second is known by who they speak for alone.
        """
        if pronoun == "who":
            return self._text[last.end : start] in {" ", ", "}
        named = any(one.entity_id == last.entity_id for one in self._people)
        return last.type == "person" and last.entity_id is not None and not named

    def _taken_up(self, people: Sequence[Mention], last: Source, paragraph: int) -> Mention | None:
        """Return whom the paragraph before this one is about, where nobody has spoken in it."""
        before = self.paragraph(paragraph - 1)
        if last.start >= before or paragraph < 0:
            return None
        opening = self._text[max(before, 0) : paragraph].lstrip()
        begin = paragraph - len(opening)
        title = _TITLE.match(opening)
        first = begin + (title.end() if title is not None else 0)
        return next((one for one in people if one.start == first), None)

    def thing(self, start: int, pronoun: str) -> Referent:
        """Return the organisation, or its paper, that `it` or `which` stands for."""
        if pronoun == "which":
            before = [mention for mention in self._orgs if mention.end <= start]
            return Referent("org", mention=next(reversed(before), None))
        last = self.last("org", "document")
        known = last is not None and (last.entity_id is not None or last.type == "document")
        opener = self.opener(start)
        floor = max(self.paragraph(start), opener.start if opener is not None else 0)
        if last is not None and known and last.start >= floor:
            return Referent(last.type, last)
        return Referent("org", mention=opener or self._firms.before(start))

    def opener(self, start: int, reach: int = 2) -> Mention | None:
        """Return the organisation that this sentence opens with, or else the one before.

        Only in the same paragraph; a sentence that begins at `start` is not asked.

        Args:
            start: The place in the text.
            reach: How many sentences are asked, this one included.
        """
        for begin in reversed(self._sentences(start)[-reach:]):
            opening = next((one for one in self._orgs if one.start >= begin), None)
            if opening is not None and self._leads(begin, opening):
                return opening
        return None

    def _sentences(self, start: int) -> list[int]:
        """Return where the sentences of a paragraph begin, up to a place in it."""
        paragraph = max(self.paragraph(start), 0)
        told = _QUOTATION.sub(_unbroken, self._text[paragraph : start + 1])
        ends = (paragraph + one.end() for one in _SENTENCE.finditer(told))
        return [place for place in (paragraph, *ends) if place < start]

    def _leads(self, begin: int, name: Mention) -> bool:
        """Tell whether a sentence opens with a name, or with what it is: `Estate agent Peel`."""
        words = self._text[begin : name.start].lower().split()
        if words[:1] == ["at"] and words[1:2] not in _BOUNDS:  # "At Peel Bank, its chairman said"
            words = words[1:]
        return len(words) <= _LEAD_REACH and not any(
            word in _NO_LEAD or not word.replace("-", "").isalpha() for word in words
        )

    def they(self, start: int) -> Referent:
        """Return those who spoke last; one person alone is no `they`."""
        where = self._where(start)
        if where is not None:
            return Referent("org", mention=where)
        last = self.last()
        if last is not None and last.type == "person" and _is_single(last):
            last = self.last("group", "anonymous", "org", "document")
            if last is not None and last.start < self.paragraph(self.paragraph(start) - 1):
                last = None
        return Referent(last.type if last is not None else "group", last)

    def house(self, start: int) -> Source | None:
        """Return the firm that spoke last in this paragraph: no union, authority or paper."""
        last = self.last("org")
        if last is None or last.entity_id is None or last.start < self.paragraph(start):
            return None
        return None if speaks_for_many(last.name or last.text) else last

    def _where(self, start: int) -> Mention | None:
        """Return the organisation of `At Peel Bank they ...`: the place is who they are."""
        place = self._right_before(start, " ,")
        if place is None or _AT.search(self._text, max(0, place.start - 3), place.start) is None:
            return None
        return place

    def heading(self, start: int) -> Mention | None:
        """Return the organisation of `- Peel Assurance: the insurer said ...`."""
        return self._right_before(start, " :")

    def _right_before(self, start: int, marks: str) -> Mention | None:
        """Return the organisation that ends before a place, with these marks alone between."""
        found = next((one for one in reversed(self._orgs) if one.end <= start), None)
        return found if found and not self._text[found.end : start].strip(marks) else None

    def crowd(self, noun: str) -> Referent:
        """Return the several people who spoke last, those that the noun names first."""
        crowds = [one for one in reversed(self._spoken) if one.type in {"anonymous", "group"}]
        called = [one for one in crowds if noun and noun in one.text.lower()]
        found = next(iter(called or crowds), None)
        return Referent(found.type if found is not None else "group", found)

    def again(self, words: str) -> Referent | None:
        """Return whom `the official`, `the people` or `those analysts` names again."""
        match = _AGAIN.fullmatch(words)
        if match is None:
            return None
        noun = match["noun"] or ""
        if source_nouns().get(noun) in {"org", "document"}:
            return None
        for source in reversed(self._spoken):
            told = head_noun(source.text.lower())
            if told is not None and noun == told:
                return Referent(source.type, source)
        if source_nouns().get(noun) == "anonymous" or (noun in {"", "officials"}):
            found = self.crowd(noun)
            return found if found.spoken is not None else None
        return None

    def lately(self) -> Sequence[Source]:
        """Return the last few who spoke, in order."""
        return self._spoken[-_RECENT:]

    def names_person(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text names somebody."""
        return any(start <= mention.start < end for mention in self._people)

    def only_person(self, start: int) -> Mention | None:
        """Return the one person whom the paragraph has named so far: `the professor`."""
        paragraph = self.paragraph(start)
        people = [one for one in self._people if paragraph <= one.start and one.end <= start]
        return people[-1] if len({one.entity_id for one in people}) == 1 else None

    def last(self, *kinds: str) -> Source | None:
        """Return who spoke last, of these types."""
        return next((one for one in reversed(self._spoken) if not kinds or one.type in kinds), None)

    def paragraph(self, start: int) -> int:
        """Return where the paragraph of a place begins, -1 in the first."""
        return self._text.rfind("\n\n", 0, max(start, 0))


def _unbroken(quotation: re.Match[str]) -> str:
    """Return a quotation, character for character, with no stop but its last."""
    words = quotation.group()
    return words[:-2].translate(_STOPS) + words[-2:]


def _is_single(source: Source) -> bool:
    """Tell whether a source is one person: `a banker`, but not `A and B` or `two people`."""
    if source.entity_id is not None and source.type == "person":
        return ";" not in (source.name or "")
    noun = head_noun((source.name or source.text).lower())
    return noun is not None and not is_several(noun)
