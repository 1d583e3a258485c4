"""Who is meant by a pronoun, a title or a description: `she`, `the bank`, `the note`, `its chair`.

What was said before decides: who has spoken, who was named, which titles were given to whom.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import source_nouns
from newsx.resolve.people.head_nouns import head_noun
from newsx.resolve.people.holders import Holders
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.people.firms import Firms
    from newsx.resolve.people.roles import Post
    from newsx.schema import Mention

_HE_OR_SHE: Final = frozenset({"he", "she", "him", "her", "his", "hers", "who"})
_IT: Final = frozenset({"it", "its", "which"})
_THEY: Final = frozenset({"they", "them", "their", "we"})
_ONE_OF: Final = re.compile(
    r"(?:one|two|three|some|both|most|all|another) of (?P<those>the|them|these|those)\b"
)
_AGAIN: Final = re.compile(
    r"(?:them|(?:the|these|those|this|that)(?: same| second| first| latter| former)? (?P<noun>\w+))"
)
_OWN: Final = re.compile(
    r"(?P<owner>his|her|its|their) (?P<rest>.+)|(?P<whose>the .+?)[’']s (?P<thing>.+)"
)
# "Riyadh's energy ministry", "its union": neither is the one that has it.
_OF_ANOTHER: Final = re.compile(r"(?:its|their|his|her|[\w·]+[’']s?)\s")
_AGED: Final = re.compile(r"\b\d{2}-year-old\b")
_PRESS: Final = frozenset({"newspaper", "paper", "magazine", "daily", "broadcaster", "agency"})
# What a company itself puts out, as against a note or a study on it.
_PAPERS: Final = frozenset(
    {"filing", "filings", "projections", "prospectus", "statement", "presentation", "release",
     "accounts", "proxy", "website", "results", "disclosure", "announcement"}
)  # fmt: skip
_OF_OTHERS: Final = re.compile(r"\b(?:court|police|bankruptcy|joint|customs|official)\b")
_STUDIES: Final = frozenset(
    {"note", "report", "letter", "memo", "survey", "study", "paper", "poll"}
)
_SPOKES: Final = re.compile(r"\bspokes\w+$|\brepresentative$")
_LEADERS: Final = frozenset({"management", "bosses"})
# Nouns that any firm may go by, whatever it does.
_ANY_FIRM: Final = frozenset(
    {"company", "firm", "group", "business", "maker", "bank", "lender", "union", "government",
     "ministry", "agency", "regulator", "department", "council", "board", "commission", "court",
     "watchdog", "committee", "authority", "office"}
)  # fmt: skip
# One who speaks of others and is named by trade afterwards: "the analyst cut her target".
_OUTSIDERS: Final = frozenset({"analyst", "economist", "strategist"})
_SENTENCE: Final = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“‘\"])")
_LEAD_IN: Final = re.compile(r"\s*(?:The )?")
_TITLE: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.? ")
_INDEFINITE: Final = re.compile(r"(?:an?|one|another|some|several|two|three|other|rival) ")
_PEOPLE: Final = frozenset({"person", "anonymous"})
_RECENT: Final = 4


class Referent(NamedTuple):
    """Whom words stand for: somebody who has spoken, or a name; neither where nothing tells."""

    kind: SourceType
    spoken: Source | None = None
    mention: Mention | None = None


class Referents:
    """Traces pronouns, titles and descriptions, by who has spoken and who was named.

    Args:
        text: The article's.
        mentions: Every name, in order of the text.
        posts: Job titles stated beside names.
        firms: Knows which organisation a noun means.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], posts: Sequence[Post], firms: Firms
    ) -> None:
        self._text = text
        self._people = [mention for mention in mentions if mention.type == "PERSON"]
        self._ends = [mention.end for mention in self._people]
        self._orgs = [mention for mention in mentions if mention.type == "ORG"]
        self._holders = Holders(text, posts)
        self._firms = firms
        self._spoken: list[Source] = []

    def remember(self, source: Source) -> None:
        """Count a source as one who has spoken."""
        self._spoken.append(source)

    def find(self, start: int, words: str) -> Referent:
        """Return whom the words that begin at `start` stand for.

        Args:
            start: First character.
            words: In lower case, names blanked out.
        """
        if words in _HE_OR_SHE:
            return self._person(start, words)
        if words in _IT:
            return self._thing(start, words)
        if words in _THEY:
            return self._they(start)
        if words == "i":
            return Referent("person")
        one_of = _ONE_OF.match(words)
        if one_of is not None:
            crowd = self._crowd("")
            return crowd if one_of["those"] != "the" else Referent(crowd.kind)
        own = _OWN.match(words)
        noun = head_noun(words)
        if own is not None and noun not in role_heads():
            found = self._owned(start, own, noun)
            if found is not None:
                return found
        return self._again(words) or self._described(start, words, noun)

    def _person(self, start: int, pronoun: str) -> Referent:
        """Return the person a pronoun stands for: who spoke last here, else the nearest."""
        people = self._people[: bisect_right(self._ends, start)]
        last = self._last(*_PEOPLE)
        paragraph = self._paragraph(start)
        recent = [mention for mention in people if mention.start >= paragraph]
        if pronoun != "who" and not recent and (last is None or last.start < paragraph):
            titled = self._holders.titled(max(paragraph, 0), start)
            if titled is not None:
                return Referent("person", mention=titled)
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

    def _taken_up(self, people: Sequence[Mention], last: Source, paragraph: int) -> Mention | None:
        """Return whom the paragraph before this one is about, where nobody has spoken in it."""
        before = self._paragraph(paragraph - 1)
        if last.start >= before or paragraph < 0:
            return None
        opening = self._text[max(before, 0) : paragraph].lstrip()
        begin = paragraph - len(opening)
        title = _TITLE.match(opening)
        first = begin + (title.end() if title is not None else 0)
        return next((one for one in people if one.start == first), None)

    def _thing(self, start: int, pronoun: str) -> Referent:
        if pronoun == "which":
            before = [mention for mention in self._orgs if mention.end <= start]
            return Referent("org", mention=next(reversed(before), None))
        last = self._last("org", "document")
        known = last is not None and (last.entity_id is not None or last.type == "document")
        opener = self.opener(start)
        floor = max(self._paragraph(start), opener.start if opener is not None else 0)
        if last is not None and known and last.start >= floor:
            return Referent(last.type, last)
        return Referent("org", mention=opener or self._firms.before(start))

    def opener(self, start: int) -> Mention | None:
        """Return the organisation that this sentence opens with, or else the one before.

        Only in the same paragraph; a sentence that begins at `start` is not asked.
        """
        paragraph = max(self._paragraph(start), 0)
        found = _SENTENCE.finditer(self._text, paragraph, start + 1)
        begins = [place for place in (paragraph, *(one.end() for one in found)) if place < start]
        for begin in reversed(begins[-2:]):
            lead = _LEAD_IN.match(self._text, begin)
            first = lead.end() if lead is not None else begin
            opening = next((one for one in self._orgs if one.start == first), None)
            if opening is not None:
                return opening
        return None

    def _they(self, start: int) -> Referent:
        """Return those who spoke last; one person alone is no `they`."""
        last = self._last()
        if last is not None and last.type == "person" and _is_single(last):
            last = self._last("group", "anonymous", "org", "document")
            if last is not None and last.start < self._paragraph(self._paragraph(start) - 1):
                last = None
        return Referent(last.type if last is not None else "group", last)

    def _crowd(self, noun: str) -> Referent:
        """Return the several people who spoke last, those that the noun names first."""
        crowds = [one for one in reversed(self._spoken) if one.type in {"anonymous", "group"}]
        called = [one for one in crowds if noun and noun in one.text.lower()]
        found = next(iter(called or crowds), None)
        return Referent(found.type if found is not None else "group", found)

    def _again(self, words: str) -> Referent | None:
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
            found = self._crowd(noun)
            return found if found.spoken is not None else None
        return None

    def _owned(self, start: int, own: re.Match[str], noun: str | None) -> Referent | None:
        """Return who is behind `his count`, `its statement`, `the chairman's reply`."""
        if own["whose"] is not None:
            whose = own["whose"]
            return self._described(start, whose, head_noun(whose))
        if own["owner"] in {"his", "her"}:
            return self._person(start, own["owner"])
        kind = cast("SourceType", source_nouns().get(noun or "", "document"))
        if kind == "org":
            return None
        found = self._thing(start, "its") if own["owner"] == "its" else self._they(start)
        return found._replace(kind=kind)

    def _described(self, start: int, words: str, noun: str | None) -> Referent:
        """Return whom a common noun means: a firm, a paper, the holder of an office."""
        kind = cast("SourceType", source_nouns().get(noun or "", "group"))
        definite = words.startswith(("the ", "its ", "their "))
        if noun in _PRESS and words.startswith("the "):
            return self._press(start, noun, kind)
        if kind == "org" and _OF_ANOTHER.match(words):
            return Referent(kind)
        if kind == "org" and _INDEFINITE.match(words):
            return Referent(kind)
        if kind == "org":
            return self._organisation(start, noun or "company")
        if kind == "document":
            return self._document(start, words, noun)
        if _SPOKES.search(words):
            is_another = "’s " in words or "'s " in words
            return Referent("person", mention=None if is_another else self._firms.nearest(start))
        if noun in _LEADERS:
            return Referent("org", mention=self._firms.before(start))
        if noun in role_heads() and definite:
            found = self._holder_or_last(words, noun, start)
            if found.spoken is None and found.mention is None and words.startswith("its "):
                return Referent("person", mention=self._thing(start, "its").mention)
            return found
        if noun in role_heads() and not (noun or "").endswith("s"):
            return Referent("person" if kind == "group" else kind)
        if noun is None and (_AGED.search(words) or self._is_nickname(start, words)):
            return self._person(start, "he")
        return Referent(kind)

    def _organisation(self, start: int, noun: str) -> Referent:
        """Return which firm a noun means: by its trade, who has just spoken before all others."""
        last = self._last("org")
        by_name = self._firms.fits_names(start, noun)
        if noun not in _ANY_FIRM and not by_name and last is not None and last.entity_id:
            near = self._paragraph(self._paragraph(start) - 1)
            if last.start >= near:
                return Referent("org", last)
        return Referent("org", mention=self._firms.before(start, noun))

    def _is_nickname(self, start: int, words: str) -> bool:
        """Tell `the Frenchman`, `the billionaire`: somebody who has just spoken or been named."""
        last = self._last(*_PEOPLE)
        near = self._paragraph(start)
        named = any(near <= mention.start < start for mention in self._people)
        spoke = last is not None and last.start >= near
        return (
            words.startswith("the ")
            and words[-1].isalpha()
            and words[-1] != "s"
            and (named or spoke)
        )

    def _press(self, start: int, noun: str, kind: SourceType) -> Referent:
        referent = self._firms.before(start, noun)
        if referent is not None:
            return Referent("org", mention=referent)
        last = self._last("org")
        return Referent("org", last) if last is not None else Referent(kind)

    def _document(self, start: int, words: str, noun: str | None) -> Referent:
        """Return whose a paper is: its author's where it was named before, else the company's."""
        if noun in _STUDIES and words.startswith(("the ", "that ", "this ", "it")):
            papers = [
                one
                for one in self._spoken[-_RECENT:]
                if one.type in {"org", "document"} or (one.type == "group" and one.entity_id)
            ]
            if papers:
                return Referent(papers[-1].type, papers[-1])
        if noun in _PAPERS and not _OF_OTHERS.search(words):
            return Referent("document", mention=self._firms.main(start))
        return Referent("document")

    def _holder_or_last(self, words: str, noun: str | None, start: int) -> Referent:
        holder = self._holders.of(words, start)
        last = self._last("person")
        if (
            holder is None
            and noun in _OUTSIDERS
            and last is not None
            and last.entity_id is not None
            and last.start >= self._paragraph(start)
        ):
            return Referent("person", last)
        return Referent("person", mention=holder)

    def _last(self, *kinds: str) -> Source | None:
        """Return who spoke last, of these types."""
        return next((one for one in reversed(self._spoken) if not kinds or one.type in kinds), None)

    def _paragraph(self, start: int) -> int:
        return self._text.rfind("\n\n", 0, max(start, 0))


def _is_single(source: Source) -> bool:
    """Tell whether a source is one person: `a banker`, but not `A and B` or `two people`."""
    if source.entity_id is not None and source.type == "person":
        return ";" not in (source.name or "")
    noun = head_noun(source.text.lower())
    return noun is not None and not noun.endswith("s") and noun != "people"
