"""Who a text is speaking of where a sentence does not say: its company, its economy."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsx.knowledge.grammar_words import words
from newsx.knowledge.speech import is_medium
from newsx.resolve.subjects.banks import CentralBanks
from newsx.schema import Entity, Mention

# A mention between these only vouches for something, or employs who does.
_VOUCHED_BEFORE = re.compile(
    r"(?:according to|citing|cited|compiled by|polled by|surveyed by|survey by|poll by"
    r"|estimates? (?:of|by|from)|data (?:from|by)|figures (?:from|by)|told|per|reported by"
    r"|(?:seen|reviewed|obtained|viewed|tracked) by"
    r"|(?:study|analysis|research|tally)(?: (?:published|released|issued|out))?"
    r"(?: (?:on )?[a-z]+day)? (?:by|from)"
    # A report "from" somebody may be of its own results, and commercial paper is debt.
    r"|(?<!earnings )(?<!quarterly )(?<!annual )(?<!trading )(?<!sales )(?<!results )"
    r"(?<!commercial )(?:report|paper|index)"
    r"(?: by|(?: (?:published|released|issued|out))(?: (?:on )?[a-z]+day)? (?:by|from))"
    r"|(?:analysts?|economists?|strategists?|managers?|partners?|advisers?|brokers?|traders?"
    r"|head of [a-z ]{3,40}|research|director|officer) (?:at|of|for|with|from))(?: the)? $"
    r"|\b(?:broker|consultancy|portal|pollster|forecaster|researcher|surveyor|watchdog"
    r"|(?:data|index|price) (?:provider|firm|company)|analytics (?:firm|company)|ratings? agency"
    r"|think[- ]tank|(?:trade|industry|airline|lobby) (?:body|group)) $",
    re.IGNORECASE,
)
_VOUCHED_AFTER = re.compile(
    r"(?:['’]s)?,? (?:data|figures|analysts?|economists?|strategists?|survey|poll|estimates?"
    r"|calculations|prices|research|wrote|index)\b|\)? [-–—] "
    r"|(?: [a-z]+['’]?)? (?:association|federation|council|institute|bureau|office)\b"
)
# Where something is traded: "rose 4% on the BSE".
_TRADED_ON = re.compile(r"\b(?:on|at|in trading on) (?:the )?(?:[A-Z][a-z]+['’]s )?$")
_EXCHANGE = re.compile(r"\b(?:(?:Stock )?Exchange|Bourse|[BN]SE|NYSE|Nasdaq|ASX|LSE)$")
# A body that counts what others do, where it says so.
_SAYS = re.compile(r",? (?:said|says|reported|reports|estimates?d?|showed|shows|forecasts?)\b")
# Whose central bank it is, by its name; the Bank of England is not England's alone.
_CENTRAL_BANK = re.compile(
    r"(?:Reserve|Central|National|State|People['’]s) Bank of (?:the )?([A-Z]\w+(?: [A-Z]\w+)*)"
    r"|Bank of (Canada|Ghana|Israel|Indonesia|Japan|Korea|Mexico|Russia|Thailand)"
)
_PLACES = frozenset({"GPE", "NORP"})
_IN_HEADLINE = 3
_LEAST = 2
_DOMINANT = 3


class Spoken:
    """Remembers, sentence by sentence, whom a text is about.

    Args:
        entities: The entities of the article.
        mentions: Their mentions, in order of the text.
        text: The text, by which who only vouches is told from who is spoken of.
        agency: The agency whose story it is: named at its head, it is not what it is about.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        mentions: Iterable[Mention] = (),
        text: str = "",
        agency: str | None = None,
    ) -> None:
        self._entities = {entity.entity_id: entity for entity in entities}
        mentions = tuple(mentions)
        self.banks = CentralBanks(self._entities, mentions)
        self._agency = agency
        self._text = text
        self._vouched: dict[int, bool] = {}
        headline = text.find("\n")
        spoken: Counter[str] = Counter()
        places: Counter[str] = Counter()
        named = False
        organisations: set[str] = set()
        for mention in mentions:
            if mention.type == "ORG":
                named = True
                organisations.add(mention.entity_id)
            if mention.type == "ORG" and not self.vouches(mention):
                spoken[mention.entity_id] += _IN_HEADLINE if mention.start < headline else 1
            elif mention.type in _PLACES:
                places[mention.entity_id] += 1
        companies = [
            entity for entity in entities if entity.type == "ORG" and entity.name != agency
        ]
        self.only_cited = frozenset(organisations - spoken.keys())
        """Organisations that never do more than vouch for something."""
        # A market's name is mostly the place where others are traded: "ASX closes higher".
        companies = [one for one in companies if one.identifiers.mic is None] or companies
        self.main = max(
            (one for one in companies if spoken[one.entity_id] or not named),
            key=lambda one: (spoken[one.entity_id], one.mention_count, -one.first_start),
            default=None,
        )
        self._organisations = [
            one.name for one in sorted(companies, key=lambda one: -one.mention_count)
        ]
        counts = sorted((spoken[one.entity_id] for one in companies), reverse=True)
        self.is_about_one = bool(counts) and counts[0] >= _DOMINANT * max(1, *counts[1:], 0)
        """Whether one company is spoken of far more than any other."""
        self._place = max(
            (one for one in entities if places[one.entity_id] >= _LEAST),
            key=lambda one: (places[one.entity_id], -one.first_start),
            default=None,
        )
        self._met = {one.entity_id for one in companies if one.in_headline}
        self._last: Entity | None = None
        self.before: Entity | None = None
        """The company spoken of before this sentence."""
        self.nearest: Entity | None = None
        """The organisation named last before this sentence, be it only for who speaks for it."""
        self._nearest: Entity | None = None
        self._here: Entity | None = None

    def vouches(self, mention: Mention) -> bool:
        """Tell a mention that owns nothing told: it vouches, employs who does, or is a market."""
        known = self._vouched.get(mention.start)
        if known is None:
            known = self._vouched[mention.start] = self._reads_as_witness(mention)
        return known

    def _reads_as_witness(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - 60) : mention.start]
        if _TRADED_ON.search(before) is not None and self._is_market(mention):
            return True
        return (
            _VOUCHED_BEFORE.search(before) is not None
            or _VOUCHED_AFTER.match(self._text, mention.end) is not None
            or (is_public_body(mention.text) and _SAYS.match(self._text, mention.end) is not None)
            or (self._text.startswith(":", mention.end) and is_medium(mention.text))
        )

    def _is_market(self, mention: Mention) -> bool:
        entity = self._entities.get(mention.entity_id)
        listed = entity is not None and entity.identifiers.mic is not None
        return listed or _EXCHANGE.search(mention.text) is not None

    def enter(self, names: Sequence[Mention]) -> None:
        """Begin a sentence: the company it names first is the one spoken of next."""
        self.before, self.nearest = self._last, self._nearest
        self._here = None
        organisations = [
            entity for mention in names
            if (entity := self._entities.get(mention.entity_id)) is not None
            and entity.type == "ORG" and entity.name != self._agency
        ]  # fmt: skip
        if organisations:
            self._nearest = organisations[-1]
        for mention in names:
            entity = self._entities.get(mention.entity_id)
            if entity is None:
                continue
            if mention.type in _PLACES:
                self._here = entity
            if entity.type == "ORG" and entity.name != self._agency and not self.vouches(mention):
                self._last = entity
                self._met.add(entity.entity_id)
                break

    def company(self) -> Entity | None:
        """Return whom the article is about, once it was named, or the company spoken of before."""
        if self.main is not None and (self.is_about_one or self.main.entity_id in self._met):
            return self.main
        return self.before

    @property
    def place(self) -> Entity | None:
        """The country, place or people that this sentence names last."""
        return self._here

    def economy(self) -> Entity | None:
        """Return the country named in this sentence, or the one the article is set in."""
        return self._here or self._place

    def land(self) -> str | None:
        """Return the country that a central bank of the article has in its name.

        >>> bank = Entity(
        ...     entity_id="b", type="ORG", name="Reserve Bank of New Zealand", mention_count=2,
        ...     first_start=0,
        ... )
        >>> Spoken([bank]).land()
        'New Zealand'
        """
        found = (_CENTRAL_BANK.fullmatch(name) for name in self._organisations)
        match = next((match for match in found if match is not None), None)
        return (match[1] or match[2]) if match is not None else None


def is_public_body(name: str) -> bool:
    """Tell who counts what others do by its name: a ministry, a statistics office, a council."""
    return not words("public_bodies").isdisjoint(name.lower().split())
