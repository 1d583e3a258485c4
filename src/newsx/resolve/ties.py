"""Ties between entities: tickers, owners, members of indices, positions.

Each stands on words of the text, and its evidence is the stretch from the first name of the tie to
the last. What only the knowledge base knows is told where the article names both ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.resolve.lookup import MentionIndex
from newsx.schema import Article, Entity, Mention, Relation, RelationKind, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COMPANY: Final = frozenset({"ORG", "PRODUCT"})
_HOLDER: Final = frozenset({"ORG", "PERSON"})
_HELD: Final = frozenset(
    {"ORG", "PRODUCT", "INDEX", "COMMODITY", "CURRENCY", "CRYPTO", "INSTRUMENT"}
)
_BRACKET: Final = re.compile(r"\s*[(\[<]\s*(?:[A-Z][\w ]{1,12}:\s*)?\$?")
_SYMBOL: Final = re.compile(r"\b(?:symbols?|tickers?)\s*(?:symbol\s*)?[“\"'‘]?$", re.IGNORECASE)
_UNIT_OF: Final = re.compile(
    r",? (?:a |an |the )?(?:[\w-]+ ){0,2}?(?:unit|subsidiary|division|arm|affiliate|brand|owned"
    r"|controlled|part) (?:of|by) (?:the )?"
)
_UNITS: Final = re.compile(r"(?:['’]s?)?[ -](?:\w+ )?(?:unit|subsidiary|division|arm|owned) ")
_POSSESSIVE: Final = re.compile(r"['’]s? ")
_OWNER_OF: Final = re.compile(r",? (?:the )?(?:owner|parent|parent company|operator) of (?:the )?")
_MEMBER_OF: Final = re.compile(
    r",? (?:which )?(?:is |was )?(?:(?:a|the|one of the) )?(?:[\w-]+ ){0,2}?(?:members?|"
    r"components?|constituents?|part|joined|joins|join|will join|"
    r"was added to|were added to|entered|enters)"
    r" (?:of |in )?(?:the )?"
)
_MEMBER: Final = re.compile(r"(?:['’]s?)? (?:[\w-]+ )?(?:member|component|constituent|company) ")
_POSITION: Final = (
    ("bets_against", re.compile(r"\b(?:bets?|betting|wager(?:s|ing|ed)?) against (?:the )?$")),
    ("short", re.compile(r"\b(?:short(?:ed|ing)?|shorts)(?: positions?)?(?: in| on)? (?:the )?$")),
    ("long", re.compile(r"\b(?:long positions? (?:in|on)|is long|went long|are long) (?:the )?$")),
    ("stake", re.compile(
        r"\b(?:(?:stakes?|holdings?|position|investment) (?:of [^,;.]{1,24} )?in|"
        r"(?:owns?|owned|holds|held) [^,;]{1,24} of) (?:the )?$"
    )),
)  # fmt: skip
_ORGANS: Final = cue_words("organs")
_LIST: Final = re.compile(r",? (?:and |or )?(?:the )?|, (?:the )?")
_REACH: Final = 60


def resolve_ties(
    doc: "Doc",  # noqa: ARG001 - the contract of all resolvers
    article: Article,
    *,
    mentions: MentionIndex,
    entities: Sequence[Entity],
    knowledge: KnowledgeBase,
) -> tuple[Relation, ...]:
    """Return the ties between the entities of an article, in order of their evidence.

    Args:
        doc: The recognized text.
        article: What the doc was made of.
        mentions: Every place where an entity is named.
        entities: Who and what is named.
        knowledge: Who there is.
    """
    ties = _Ties(article, mentions, entities, knowledge)
    found = (*ties.tickers(), *ties.owners(), *ties.members(), *ties.positions())
    unique = {relation.relation_id: relation for relation in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda r: (r.start, r.end, r.kind, r.object_id)))


class _Ties:
    def __init__(
        self,
        article: Article,
        mentions: MentionIndex,
        entities: Sequence[Entity],
        knowledge: KnowledgeBase,
    ) -> None:
        self._article = article
        self._text = article.text
        self._named = mentions.within(0, len(article.text))
        self._by_id: Mapping[str, Entity] = {e.entity_id: e for e in entities}
        self._markets = {entity_id for entity_id in self._by_id if _is_market(entity_id, knowledge)}
        self._knowledge = knowledge

    def tickers(self) -> Iterator[Relation]:
        """Yield the company of each printed ticker, with the market as role."""
        before: Mention | None = None
        for mention in self._named:
            if mention.type == "TICKER":
                yield from self._ticker(mention, before)
            elif mention.entity_id not in self._markets:
                before = mention

    def _ticker(self, ticker: Mention, before: Mention | None) -> Iterator[Relation]:
        market = next(
            (m for m in reversed(self._before(ticker)) if m.entity_id in self._markets), None
        )
        role = market.text if market is not None else None
        is_beside = before is not None and _BRACKET.fullmatch(self._text, before.end, ticker.start)
        if before is not None and is_beside and before.type in _COMPANY:
            yield self._tie("company_ticker", before, ticker, role=role, confidence=0.95)
        elif _SYMBOL.search(self._text[max(0, ticker.start - 24) : ticker.start]):
            same = [m for m in self._before(ticker) if self._is_company(m)]
            company = same[-1] if same else self._main_company()
            if company is not None:
                yield self._tie("company_ticker", company, ticker, role=role, confidence=0.8)

    def owners(self) -> Iterator[Relation]:
        """Yield the owner of each unit: written beside it, or known and named in the article."""
        for first, second in self._pairs():
            if not (self._is_company(first) and self._is_company(second)):
                continue
            between = self._text[first.end : second.start]
            if _UNIT_OF.fullmatch(between):
                yield self._tie("subsidiary_of", first, second, confidence=0.9)
            elif _OWNER_OF.fullmatch(between) or _UNITS.fullmatch(between):
                yield self._tie("subsidiary_of", second, first, confidence=0.85)
            elif _POSSESSIVE.fullmatch(between) and _ORGANS.isdisjoint(second.text.split()):
                yield self._tie("subsidiary_of", second, first, confidence=0.6)
        first_of: dict[str, Mention] = {}
        for mention in self._named:
            first_of.setdefault(mention.entity_id, mention)
        for entity_id, mention in first_of.items():
            row = self._knowledge.entity(entity_id) if self._by_id[entity_id].linked else None
            if row is not None and row.parent in first_of and row.kind != "publisher":
                yield self._tie("subsidiary_of", mention, first_of[row.parent], confidence=0.9)

    def members(self) -> Iterator[Relation]:
        """Yield the companies that the text places in an index."""
        for first, second in self._pairs():
            between = self._text[first.end : second.start]
            if self._is_company(first) and second.type == "INDEX":
                if _MEMBER_OF.fullmatch(between):
                    yield self._tie("member_of_index", first, second, confidence=0.85)
            elif first.type == "INDEX" and self._is_company(second) and _MEMBER.fullmatch(between):
                yield self._tie("member_of_index", second, first, confidence=0.85)

    def positions(self) -> Iterator[Relation]:
        """Yield who holds, bets on or bets against what: a list shares its verb."""
        role, holder = "", None
        for place, mention in enumerate(self._named):
            last = self._named[place - 1] if place else None
            goes_on = last is not None and _LIST.fullmatch(self._text, last.end, mention.start)
            if not goes_on:
                role = self._position_before(mention)
                holder = self._holder(mention) if role else None
            if role and holder is not None and mention.type in _HELD:
                yield self._tie("position", holder, mention, role=role, confidence=0.75)

    def _position_before(self, mention: Mention) -> str:
        before = self._text[max(0, mention.start - _REACH) : mention.start]
        return next((role for role, cue in _POSITION if cue.search(before)), "")

    def _holder(self, held: Mention) -> Mention | None:
        """Return the first person or organisation of the sentence, before what is held."""
        holders = (m for m in self._before(held) if m.type in _HOLDER and m.form != "nominal")
        return next((m for m in holders if m.entity_id != held.entity_id), None)

    def _before(self, mention: Mention) -> list[Mention]:
        """Return the mentions of a sentence before one of them."""
        return [
            m for m in self._named if m.sentence == mention.sentence and m.start < mention.start
        ]

    def _pairs(self) -> Iterator[tuple[Mention, Mention]]:
        for first, second in zip(self._named, self._named[1:], strict=False):
            if first.sentence == second.sentence and first.entity_id != second.entity_id:
                yield first, second

    def _is_company(self, mention: Mention) -> bool:
        return mention.type in _COMPANY and mention.entity_id not in self._markets

    def _main_company(self) -> Mention | None:
        """Return the first mention of the company the article is most about."""
        companies = [m for m in self._named if self._is_company(m)]
        return max(companies, key=lambda m: self._by_id[m.entity_id].relevance, default=None)

    def _tie(
        self,
        kind: RelationKind,
        subject: Mention,
        object_: Mention,
        *,
        confidence: float,
        role: str | None = None,
    ) -> Relation:
        identity = (kind, subject.entity_id, object_.entity_id, role or "")
        return Relation(
            relation_id=digest(self._article.version_id, "relation", *identity),
            kind=kind,
            subject_id=subject.entity_id,
            object_id=object_.entity_id,
            role=role,
            start=min(subject.start, object_.start),
            end=max(subject.end, object_.end),
            confidence=confidence,
        )


def _is_market(entity_id: str, knowledge: KnowledgeBase) -> bool:
    row = knowledge.entity(entity_id)
    return row is not None and row.kind == "exchange"
