"""Which organisation `the company`, `the bank` or a bare job title means at a place in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

from newsx.knowledge.countries import codes_of_lands, lands_of_central_banks
from newsx.knowledge.markets import is_country
from newsx.knowledge.speech import firm_name_patterns, is_medium

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsx.schema import Mention


# Nouns that tell nothing of the name.
_ANY: Final = frozenset({"company", "firm", "group", "business"})
# "OSLO, May 3 (Reuters) - ": who tells the story is no part of it.
_DATELINE: Final = re.compile(r"\((?:The |the )?$")
_DATELINE_ENDS: Final = re.compile(r"\) *[-–—]")
# None reaches past the next opening mark: a row of them would cost its square.
_QUOTATION: Final = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
# Blanks that may stand between a bracket and the name in it.
_GAP: Final = 8
_SUPERVISORS: Final = frozenset({"regulator", "supervisor"})
_SENTENCE: Final = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“‘\"])")
_OPENS: Final = re.compile(r"(?:^|\n|[.!?][”\"’')]?\s+)(?:The )?$")
_BEFORE: Final = 12
_TWO: Final = 2
_SAYS_TWO: Final = re.compile(r"both\b|the two\b")
_STEM: Final = 4
# Nouns that firms are called by whatever their names say.
_LOOSE: Final = frozenset({"bank", "lender", "fund", "exchange", "brokerage"})


class Firms:
    """The organisations of an article, and how much it is about each.

    Args:
        text: The article's.
        mentions: Every name, in order of the text.
        employers: Entities named only as somebody's employer, such as an analyst's bank.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], employers: Collection[str] = ()
    ) -> None:
        self._text = text
        self._mentions = [
            mention for mention in mentions if mention.type == "ORG" and not self._tells(mention)
        ]
        self._countries = [mention for mention in mentions if is_country(mention.entity_id)]
        spoken = [quotation.span() for quotation in _QUOTATION.finditer(text)]
        begins = [start for start, _ in spoken]
        self._spoken = {
            mention.start
            for mention in self._mentions
            if (at := bisect_right(begins, mention.start)) and mention.end <= spoken[at - 1][1]
        }
        self._counts = Counter(mention.entity_id for mention in self._mentions)
        self._employers = employers

    def before(self, start: int, noun: str = "company") -> Mention | None:
        """Return the organisation that a noun for one, such as `bank`, means at `start`."""
        earlier = self._before(start)
        fitting = self._fitting(earlier, noun) if earlier else ()
        if not fitting and noun in _SUPERVISORS:  # a central bank is one, too
            banks = self._fitting(earlier, "central bank")
            fitting = [one for one in banks if self._may_supervise(one, start)]
        if not fitting:
            return None
        # Whom somebody speaks of is seldom whom they speak for.
        fitting = [one for one in fitting if one.start not in self._spoken] or fitting
        paragraph = self._text.rfind("\n\n", 0, start)
        local = [mention for mention in fitting if mention.start >= paragraph]
        return max(local or fitting, key=lambda m: (self._weight(m), -m.start))

    def _may_supervise(self, bank: Mention, start: int) -> bool:
        """Tell whether a central bank is meant by `the regulator`: a utility has another.

        It is where no firm but banks is named, or where the sentence before is about it.
        """
        if all(_is_bank(one.text) or is_medium(one.text) for one in self._mentions):
            return True
        if not self._opens(bank) or self._text.find("\n\n", bank.end, start) >= 0:
            return False
        ends = _SENTENCE.finditer(self._text, bank.end, start)
        return sum(1 for _ in ends) <= 1

    def _opens(self, mention: Mention) -> bool:
        """Tell whether a sentence opens with a name."""
        before = self._text[max(0, mention.start - _BEFORE) : mention.start]
        return _OPENS.search(before) is not None

    def _before(self, start: int) -> list[Mention]:
        return [mention for mention in self._mentions if mention.end <= start]

    def fits_names(self, start: int, noun: str) -> bool:
        """Tell whether the name of an organisation says that it is what a noun means."""
        wanted = _pattern(noun)
        named = (one.text for one in self._mentions if one.end <= start)
        return wanted is not None and any(wanted.search(name) for name in named)

    def main(self, start: int) -> Mention | None:
        """Return the organisation spoken of most before `start`: whose papers are cited."""
        earlier = self._before(start)
        fitting = self._fitting(earlier, "company") if earlier else ()
        return max(fitting, key=lambda m: (self._weight(m), -m.start), default=None)

    def two(self, start: int, words: str) -> tuple[Mention, Mention] | None:
        """Return the two that `the companies` means: none but they is named more than once.

        Only where the article has named two companies twice before, and no third; lately, where
        the words say not that they are two. The banks of two companies are others.
        """
        fitting = self._before(start)
        if words.endswith(("banks", "lenders")):
            fitting = [one for one in fitting if _is_bank(one.text)]
        else:
            fitting = list(self._fitting(fitting, "company"))
        counts = Counter(one.entity_id for one in fitting)
        most = [entity_id for entity_id, count in counts.most_common() if count > 1]
        near = self._text.rfind("\n\n", 0, max(self._text.rfind("\n\n", 0, start), 0))
        lately = {one.entity_id for one in fitting if one.start >= near}
        if len(most) != _TWO or not (_SAYS_TWO.match(words) or lately.issuperset(most)):
            return None
        first, second = (
            next(one for one in fitting if one.entity_id == entity_id)
            for entity_id in sorted(most, key=list(counts).index)
        )
        return first, second

    def nearest(self, start: int) -> Mention | None:
        """Return the organisation last named before `start`: a spokesman speaks for it."""
        earlier = self._before(start)
        others = [mention for mention in earlier if mention.entity_id not in self._employers]
        return next(reversed(others or earlier), None)

    def may_be_called(self, mention: Mention, noun: str | None) -> bool:
        """Tell whether an organisation may go by a noun: `the watchdog` is no bank."""
        wanted = firm_name_patterns().get(noun or "")
        return mention.type == "ORG" and (wanted is None or bool(wanted.search(mention.text)))

    def last(self, start: int) -> Mention | None:
        """Return the organisation named last before `start`, whoever it employs."""
        return next((one for one in reversed(self._mentions) if one.end <= start), None)

    def decided(self, start: int, words: str) -> Mention | None:
        """Return the central bank whose `the statement` is: none that is only told of in passing.

        Where somebody else has put out a statement before, a sentence must open with the bank.
        """
        bank = self._central_bank(start)
        if bank is None or words == "the minutes" or self._opens(bank):
            return bank
        told = self._text.rfind(" a statement", 0, start)
        if told < 0:
            return bank
        line = self._text.rfind("\n", 0, told) + 1
        begin = max((end.end() for end in _SENTENCE.finditer(self._text, line, told)), default=line)
        after = _SENTENCE.search(self._text, told, start)
        end = after.start() if after is not None else start
        by = {one.entity_id for one in self._mentions if begin <= one.start < end}
        return bank if not by or bank.entity_id in by else None

    def _central_bank(self, start: int) -> Mention | None:
        """Return the central bank that this paragraph names; where it names none, that before."""
        here = self._text.rfind("\n\n", 0, start)
        before = self._text.rfind("\n\n", 0, max(here, 0))
        near = [one for one in self._before(start) if one.start >= before]
        near = [one for one in near if one.start >= here] or near
        return next(reversed(self._fitting(near, "central bank")), None) if near else None

    def bank_of(self, land: str) -> Mention | None:
        """Return the central bank of a country, which may be named later: no other is meant."""
        codes = codes_of_lands().get(land.lower())
        lands = lands_of_central_banks()
        fitting = [
            one
            for one in self._fitting(self._mentions, "central bank")
            if (codes is not None and lands.get(one.entity_id) in codes)
            or f" {land} " in f" {one.text} "
            or (codes is None and _shares_stem(land, one.text))
        ]
        return max(fitting, key=lambda m: (self._weight(m), -m.start), default=None)

    def only_lately(self, start: int) -> Mention | None:
        """Return the one organisation of the paragraph before, where this one has named none."""
        here = self._text.rfind("\n\n", 0, start)
        before = self._text.rfind("\n\n", 0, max(here, 0))
        near = [one for one in self._mentions if before <= one.start and one.end <= start]
        is_one = len({one.entity_id for one in near}) == 1
        return near[-1] if is_one and near[-1].start < here else None

    def state(self, start: int) -> Mention | None:
        """Return the country named most, whose minister a bare `Finance Minister` is.

        Where two are named alike, it is the one that the paragraph of `start` names by itself;
        None where it names both: it would be the wrong one half the time.
        """
        counts = Counter(mention.entity_id for mention in self._countries)
        most = max(counts.values(), default=0)
        tied = [one for one in self._countries if counts[one.entity_id] == most]
        if len({one.entity_id for one in tied}) > 1:
            begin = self._text.rfind("\n\n", 0, start)
            end = self._text.find("\n\n", start)
            limit = end if end >= 0 else len(self._text)
            tied = [one for one in tied if begin <= one.start < limit]
        return tied[0] if len({one.entity_id for one in tied}) == 1 else None

    def _fitting(self, earlier: Sequence[Mention], noun: str) -> Sequence[Mention]:
        """Return those whose name fits the noun: a ministry for `the ministry`."""
        patterns = firm_name_patterns()
        wanted = _pattern(noun)
        fitting = [one for one in earlier if wanted is not None and wanted.search(one.text)]
        if fitting or (noun in patterns and noun not in _LOOSE):
            return fitting
        if noun in _LOOSE:
            loose = [mention for mention in earlier if not is_medium(mention.text)]
            return [one for one in loose if one.entity_id not in self._employers] or loose
        others = [
            mention
            for mention in earlier
            if not patterns["public body"].search(mention.text)
            and mention.entity_id not in self._employers
        ]
        newsworthy = [mention for mention in others if not self._is_aside(mention)]
        return newsworthy or others or earlier

    def _tells(self, mention: Mention) -> bool:
        """Tell the agency or paper of a dateline."""
        before = _DATELINE.search(self._text, max(0, mention.start - 5), mention.start)
        return before is not None and _DATELINE_ENDS.match(self._text, mention.end) is not None

    def _is_aside(self, mention: Mention) -> bool:
        """Tell a paper that reports, and a market that lists: `(NYSE: ACME)`, `told Reuters`."""
        after = self._text[mention.end : mention.end + 1]
        return is_medium(mention.text) or (
            after == ":"
            and self._text[max(0, mention.start - _GAP) : mention.start]
            .rstrip()
            .endswith(("(", ","))
        )

    def _weight(self, mention: Mention) -> int:
        return self._counts[mention.entity_id]


def _is_bank(name: str) -> bool:
    patterns = firm_name_patterns()
    return any(patterns[noun].search(name) is not None for noun in ("bank", "central bank"))


def _shares_stem(land: str, name: str) -> bool:
    """Tell the European Central Bank for the euro zone: of lands that no table has."""
    return any(word.startswith(land[:_STEM].capitalize()) for word in name.split())


def _pattern(noun: str) -> re.Pattern[str] | None:
    """Return what a name that fits a noun has in it: the noun itself where no table tells."""
    known = firm_name_patterns().get(noun)
    if known is not None or noun in _ANY:
        return known
    return re.compile(rf"\b{re.escape(noun.capitalize())}\b")
