"""What the organisations of an article are, by the text and by the knowledge base.

`Norrland Paper, a Swedish pulp maker,` and `pulp maker Norrland` introduce a maker; `Danske Bank`
has it in the name; that the FCA is a regulator is known.
"""

import re
from collections.abc import Iterator
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.company_nouns import company_nouns
from newsx.knowledge.cues import cue_words
from newsx.knowledge.tables import EntityRow
from newsx.resolve.names.clusters import Cluster, Name, best_alias

_HEADS: Final = cue_words("company_heads")
# Kinds that no `company` is; the knowledge base knows these organisations.
BODIES: Final = frozenset(
    {"exchange", "publisher", "news_agency", "ministry", "government", "court", "party", "union",
     "international", "data_vendor", "statistics", "regulator", "market", "central_bank",
     "university", "association", "research", "rating_agency"}
)  # fmt: skip
_BODY_NAME: Final = re.compile(
    r"\b(?:Ministry|Department|Commission|Agency|Administration|Bureau|Authority|Court|Congress"
    r"|Senate|Parliament|University|Union|Association|Federation|Council|Institute|Committee|Party"
    r"|Workers|Times|Journal|Herald|Tribune|Gazette|Weekly|Central Bank|Reserve Bank)\b"
)
_BEFORE: Final = re.compile(r"\b((?:[\w-]+ )?(\w*[a-z]))(?:,? (?:the )?)?$")
_APPOSED: Final = re.compile(
    r"(?: [<(][^)>]{1,24}[)>])?, (?:(?:an?|the|one of [\w’' -]{1,30}?)) ([^,.;:]{2,90})"
)
_IS_A: Final = re.compile(r" (?:is|was) (?:an?|the) ([^,.;:]{2,90})")
# What follows the noun in a description: `a can maker based in Ohio`.
_CUT: Final = re.compile(
    r" (?:based|in|of|with|that|which|who|for|from|to|by|on|and|listed|owned|backed|whose|at|under"
    r"|known|founded)\b"
)
_TIED: Final = re.compile(r"\b(?:unit|subsidiary|division|arm|rival|peer|sister|parent)s?\b")


class Description:
    """What is known of one organisation.

    Args:
        cluster: Its names in the article.
        text: The article's text.
        knowledge: Who there is.
    """

    def __init__(self, cluster: Cluster, text: str, knowledge: KnowledgeBase) -> None:
        self._forms = cluster.forms
        row = next(filter(None, (_row(form, knowledge) for form in self._forms)), None)
        self.kind = row.kind if row is not None else ""
        self.told = frozenset(noun for name in cluster.names for noun in _told(name, text))
        """Nouns the text introduces it by."""

    @property
    def is_body(self) -> bool:
        """Whether it is no company: a ministry, a market, a newspaper."""
        if self.kind:
            return self.kind in BODIES
        return any(_BODY_NAME.search(form) for form in self._forms)

    def fits(self, noun: str, *, is_local: bool = False) -> bool:
        """Return whether something speaks for calling it by a noun.

        Args:
            noun: Such as `lender`.
            is_local: Whether the text says where it sits: no market or ministry is meant then.
        """
        if any(told == noun or told.endswith(f" {noun}") for told in self.told):
            return True
        known = company_nouns().get(noun)
        if known is None or (is_local and self.is_body):
            return False
        if self.kind in known.kinds:
            return True
        is_named = known.pattern is not None and any(known.pattern.search(f) for f in self._forms)
        return is_named and (not known.kinds or self.kind in {"", "issuer", "company"})


def nouns() -> frozenset[str]:
    """Return the nouns that organisations are called by, beside those that end in `maker`."""
    return _HEADS | company_nouns().keys()


def _row(form: str, knowledge: KnowledgeBase) -> EntityRow | None:
    return knowledge.entity(best_alias(form, "ORG", knowledge, None))


def _told(name: Name, text: str) -> Iterator[str]:
    """Yield the descriptions that stand beside a name, cut to their last two words."""
    before = _BEFORE.search(text[max(0, name.start - 40) : name.start])
    noun = before[2].lower() if before is not None else ""
    if before is not None and (noun in nouns() or noun.endswith("maker")):
        yield before[1].lower()
    for pattern in (_APPOSED, _IS_A):
        match = pattern.match(text, name.end)
        if match is not None and not _TIED.search(match[1]):
            yield " ".join(_CUT.split(match[1])[0].split()[-2:])
