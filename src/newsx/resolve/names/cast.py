"""Which organisation of an article a noun for one means at a place: `the bank`, `the company`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.resolve.names.clusters import Cluster, Name
from newsx.resolve.names.descriptions import Description
from newsx.resolve.relations.tie import POSSESSIVE

GENERIC: Final = frozenset({"company", "firm", "group"})
# Trades that names seldom tell: of the company the article is about, they need no introduction.
_TRADES: Final = cue_words("company_nouns") - {"bank", "lender", "insurer", "brokerage"}
# Who is named for another's sake: `Nkechi Adeyemi of Fairwater Research`, `data from LSEG`.
_ASIDE_BEFORE: Final = re.compile(
    r"(?:\b(?:analysts?|strategists?|economists?|managers?|data|figures|according|polled|compiled)"
    r"|\b[A-Z]\w+) (?:at|of|from|to|by|with|for) (?:the )?(?:[\w’'-]+-based )?$"
    r"|\b(?:told|former|as|like|unlike|than|rivals?|against) (?:the )?$|\($"
)
_ASIDE_BEHIND: Final = re.compile(
    rf"(?:{POSSESSIVE})? (?:data|figures|estimates|analysts?|survey|poll|index)\b"
)
_EMPLOYEE: Final = re.compile(
    r"\b(?:analysts?|strategists?|economists?|partners?|managers?|traders?|lawyers?) "
    r"(?:at|of|with) $"
)
_CONJUNCTION: Final = re.compile(
    r"\b(?:after|when|because|since|as|if|once|said|says|that|while|but|and|until|before) $"
)
_SENTENCES_IN_SIGHT: Final = 1
_ARTICLE: Final = len("The ")
# So much more often than any other has the company to be named that is meant out of sight.
_TIMES_AS_OFTEN: Final = 2


class _Place(NamedTuple):
    """Where an organisation is named."""

    start: int
    sentence: int
    cluster: int
    is_aside: bool
    """Whether it is named for another's sake."""
    opens: bool
    """Whether its sentence opens with it."""


class Spot(NamedTuple):
    """Where a description stands."""

    start: int
    sentence: int
    sentence_start: int
    is_local: bool
    """Whether it tells where the company is: `the Phoenix-based lender`."""

    def sees(self, place: _Place) -> bool:
        """Return whether a name stands before, in the same sentence or the last."""
        return place.start < self.start and place.sentence >= self.sentence - _SENTENCES_IN_SIGHT


class Cast:
    """The organisations of an article, what they are called by, and where.

    Args:
        organisations: Their names, by the number of the cluster.
        text: The article's text.
        sentences: Where each sentence starts.
        knowledge: Who there is.
    """

    def __init__(
        self,
        organisations: Mapping[int, Cluster],
        text: str,
        sentences: Sequence[int],
        knowledge: KnowledgeBase,
    ) -> None:
        self._text = text
        self._what = {
            number: Description(cluster, text, knowledge)
            for number, cluster in organisations.items()
        }
        self._places = sorted(
            _Place(
                start=name.start,
                sentence=name.sentence,
                cluster=number,
                is_aside=_is_aside(name, text),
                opens=name.start - sentences[name.sentence] <= _ARTICLE,
            )
            for number, cluster in organisations.items()
            for name in cluster.names
        )
        self._companies = [
            p for p in self._places if not p.is_aside and not self._what[p.cluster].is_body
        ]
        self._counts = Counter(p.cluster for p in self._companies)
        first, second = (*self._counts.most_common(2), (-1, 0), (-1, 0))[:2]
        self._main = first[0] if first[1] > second[1] else None
        self._is_alone = first[1] >= _TIMES_AS_OFTEN * second[1]

    def who(self, noun: str, spot: Spot) -> int | None:
        """Return the cluster that a noun stands for at a place, or None where that is not plain."""
        if noun not in GENERIC:
            fitting = {
                p.cluster
                for p in self._places
                if p.start < spot.start and self._what[p.cluster].fits(noun, is_local=spot.is_local)
            }
            if fitting:
                return self._one_of(fitting, spot)
        if noun not in GENERIC and noun not in _TRADES and not noun.endswith("maker"):
            return None
        found = self._in_sight(spot)
        if found is None or noun in GENERIC:
            return found
        return found if found == self._main and not self._what[found].told else None

    def _one_of(self, fitting: set[int], spot: Spot) -> int | None:
        """Return the one that goes by a noun, or the only one of them in sight."""
        if len(fitting) == 1:
            return next(iter(fitting))
        near = {
            p.cluster
            for p in self._places
            if spot.sees(p) and p.cluster in fitting and not p.is_aside
        }
        return near.pop() if len(near) == 1 else None

    def _in_sight(self, spot: Spot) -> int | None:
        """Return the main company if none other came between, or the one just spoken of."""
        if _EMPLOYEE.search(self._text, max(0, spot.start - 30), spot.start):
            return None
        before = [p for p in self._companies if p.start < spot.start]
        near = [p for p in before if spot.sees(p)]
        if not near:
            return self._main if before and self._is_alone else None
        last = near[-1]
        opening = next((p.cluster for p in reversed(near) if p.opens), None)
        if self._main in {last.cluster, opening}:
            return self._main
        is_only = all(p.cluster == last.cluster for p in near)
        return last.cluster if is_only and self._is_spoken_of(last, spot) else None

    def _is_spoken_of(self, place: _Place, spot: Spot) -> bool:
        """Return whether the sentence goes on about a company other than the main one."""
        if self._counts[place.cluster] > 1 and self._main is None:
            return True
        if place.sentence == spot.sentence:
            return _CONJUNCTION.search(self._text, max(0, spot.start - 10), spot.start) is not None
        return spot.start == spot.sentence_start and self._counts[place.cluster] > 1


def _is_aside(name: Name, text: str) -> bool:
    before = text[max(0, name.start - 40) : name.start]
    return bool(_ASIDE_BEFORE.search(before) or _ASIDE_BEHIND.match(text, name.end))
