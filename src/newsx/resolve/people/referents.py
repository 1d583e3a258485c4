"""Who is meant by a pronoun, a title or a description: `she`, `the bank`, `the note`, `its chair`.

Who has spoken and who was named before, `antecedents` tells; here one sort of words is told from
another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from newsx.grammar.nouns import singular
from newsx.knowledge import grammar_words
from newsx.knowledge.countries import codes_of_lands
from newsx.knowledge.roles import role_heads, role_modifiers
from newsx.knowledge.speech import source_nouns
from newsx.resolve.people.antecedents import Antecedents, Referent
from newsx.resolve.people.head_nouns import WORD, head_noun, head_place, is_several
from newsx.resolve.people.heralded import Heralded
from newsx.resolve.people.holders import Holders
from newsx.schema import Source, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsx.resolve.people.firms import Firms
    from newsx.resolve.people.roles import Post
    from newsx.schema import Mention

HE_OR_SHE: Final = frozenset({"he", "she", "him", "her", "his", "hers", "who"})
"""Pronouns of a person."""
_IT: Final = frozenset({"it", "its", "which"})
_THEY: Final = frozenset({"they", "them", "their", "we"})
_ONE_OF: Final = re.compile(
    r"(?:one|two|three|some|both|most|all|another) of (?P<those>the|them|these|those)\b"
)
_OWN: Final = re.compile(
    r"(?P<owner>his|her|its|their|our) (?P<rest>.+)|(?P<whose>the .+?)[’']s (?P<thing>.+)"
)
# "Riyadh's energy ministry", "its union": neither is the one that has it.
_OF_ANOTHER: Final = re.compile(r"(?:its|their|his|her|[\w·]+[’']s?)\s")
_AGED: Final = re.compile(r"\b\d{2}-year-old\b")
_PRESS: Final = frozenset({"newspaper", "paper", "magazine", "daily", "broadcaster", "agency"})
# "Central bank figures for June", "ministry data": whose they are is said by the noun before.
_ISSUED: Final = re.compile(
    r"(?:the )?(?P<issuer>(?:central )?bank|ministry|company|agency|bureau|commission|treasury)"
    r"(?: \w+)? (?:data|figures|statistics|numbers|estimates|projections|records)(?: for \w+)?"
)
# "Papers for the meeting say": what a firm puts out; "the Sunday papers" are the press.
_FILED: Final = re.compile(r"\bpapers (?:for|filed|lodged)\b")
# What a central bank puts out with its decision, where it was named last.
_OF_A_DECISION: Final = frozenset({"the statement", "the minutes"})
_CENTRAL_BANK: Final = re.compile(r"(?:the )?(?:[\w·-]+ )?central bank")
# "Norrland's central bank", "the Finnish central bank".
_STATE_BANK: Final = re.compile(
    r"(?:the )?(?P<land>[\w.-]+(?: [\w.-]+)?)(?:[’']s?)? central bank", re.IGNORECASE
)
_OF_OTHERS: Final = re.compile(r"\b(?:court|police|bankruptcy|joint|customs|official)\b")
_SPOKES: Final = re.compile(r"\bspokes\w+$|\brepresentative$")
_LEADERS: Final = frozenset({"management", "bosses"})
# Those who speak for a firm by ruling it, where no name says that they are a firm themselves.
# A committee of the House, of strikers or creditors is none of them, and nor is a tourist board.
RULERS: Final = re.compile(
    r"(?:(?:the|its|their|our) )?(?:(?:full|whole|new|entire|independent|special|supervisory|"
    r"management|executive|compensation|remuneration|pay|audit|risk|nomination|nominating) )*"
    r"(?:board|committee)(?: of directors)?"
)
"""The board of a firm, which speaks for it."""
_THE_RULERS: Final = frozenset({"the directors", "our directors"})
# The two of a deal: "the companies said in a joint statement".
_BOTH: Final = re.compile(r"(?:(?:the|both|the two|both of the) )(?:companies|firms|lenders|banks)")
# Nouns that any firm may go by, whatever it does.
_ANY_FIRM: Final = frozenset(
    {"company", "firm", "group", "business", "maker", "bank", "lender", "union", "government",
     "ministry", "agency", "regulator", "department", "council", "board", "commission", "court",
     "watchdog", "committee", "authority", "office", "central bank"}
)  # fmt: skip
# One who speaks of others and is named by trade afterwards: "the analyst cut her target".
_OUTSIDERS: Final = frozenset({"analyst", "economist", "strategist"})
# Of these a firm has one: who is named beside it is the one.
_ONLY_ONE: Final = frozenset({"owner", "founder", "ceo", "chairman", "chairwoman", "boss"})
# What headlines and British copy call a chief executive.
_BOSS: Final = re.compile(
    r"(?:(?:the|its) )?(?:(?:company|firm|group|business)[’']s )?(?:boss|chief)"
)
_CHIEF_EXECUTIVE: Final = ("chief executive", "chief executive officer", "ceo")
# Trades of firms as well as of people.
_HOUSES: Final = frozenset({"broker", "auditor", "administrator"})
_INDEFINITE: Final = re.compile(r"(?:an?|one|another|some|several|two|three|other|rival) ")
_PEOPLE: Final = frozenset({"person", "anonymous"})
_OWNER: Final = re.compile(r"[’']s?$")


def _is_description(words: str, text: str) -> bool:
    """Tell `the Finnish governor` from a bare title: of one person, by more than the office.

    What follows the title, or owns it, tells whose it is and not who holds it: `the governor of
    the bank`, `the bank's governor`. So does a word in lower case: `the company president`.

    Args:
        words: In lower case, names blanked out.
        text: The same as written.
    """
    told = list(WORD.finditer(words))
    head = head_place([one[0] for one in told])
    if head is None or is_several(told[head][0]):
        return False
    more = [one for one in told[1:head] if one[0] not in role_heads() | role_modifiers()]
    return bool(more) and not any(
        text[one.start() : one.end()][:1].islower() or _OWNER.search(one[0]) for one in more
    )


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
        self._holders = Holders(text, posts)
        self._firms = firms
        self._employers: dict[str | None, Mention] = {
            post.person.entity_id: post.employer for post in posts if post.employer is not None
        }
        self._posts = posts
        self._heralded = Heralded(text, mentions, posts)
        self._titled = {post.person.entity_id for post in posts if post.role}
        self._said = Antecedents(text, mentions, self._holders, firms)

    def remember(self, source: Source) -> None:
        """Count a source as one who has spoken."""
        self._said.remember(source)

    def opener(self, start: int, reach: int = 2) -> Mention | None:
        """Return the organisation that one of the last sentences of the paragraph opens with."""
        return self._said.opener(start, reach)

    def holder_at(self, start: int, noun: str | None, firms: Sequence[Mention]) -> Mention | None:
        """Return who is meant by `the owner of Acme`: its owner, or whom the paragraph is about.

        Args:
            start: First character of the words.
            noun: The title among them.
            firms: The organisations among them.
        """
        if noun is None or noun not in role_heads() or is_several(noun) or _SPOKES.search(noun):
            return None
        if len(firms) != 1 or noun in _OUTSIDERS:
            return None
        firm = firms[0].entity_id
        holder = self._holders.at(noun, firm) or self._heralded.of(start, noun, firm)
        if holder is not None or noun not in _ONLY_ONE:
            return holder
        person = self._said.only_person(start)
        return person if person is not None and self._may_be(person, noun) else None

    def _may_be(self, person: Mention, noun: str) -> bool:
        """Tell whether nothing else is told of a person: no other title, no employer."""
        return all(
            post.employer is None and noun in WORD.findall((post.role or noun).lower())
            for post in self._posts
            if post.person.entity_id == person.entity_id
        )

    def find(self, start: int, words: str) -> Referent:
        """Return whom the words that begin at `start` stand for.

        Args:
            start: First character.
            words: In lower case, names blanked out.
        """
        if words in HE_OR_SHE:
            return self._said.person(start, words)
        if words in _IT:
            return self._said.thing(start, words)
        if words in _THEY:
            return self._said.they(start)
        if words == "i":
            return Referent("person")
        if words.startswith("one of its ") and singular(head_noun(words) or "") in role_heads():
            heralded = self._heralded.of(start, singular(head_noun(words) or ""))
            return Referent("person", mention=heralded)
        one_of = _ONE_OF.match(words)
        if one_of is not None:
            crowd = self._said.crowd("")
            return crowd if one_of["those"] != "the" else Referent(crowd.kind)
        own = _OWN.match(words)
        noun = head_noun(words)
        if own is not None and noun not in role_heads():
            found = self._owned(start, own, noun)
            if found is not None:
                return found
        return self._said.again(words) or self._described(start, words, noun)

    def _owned(self, start: int, own: re.Match[str], noun: str | None) -> Referent | None:
        """Return who is behind `his count`, `its statement`, `the chairman's reply`."""
        if own["whose"] is not None:
            whose = own["whose"]
            return self._described(start, whose, head_noun(whose))
        kind = cast("SourceType", source_nouns().get(noun or "", "document"))
        if own["owner"] in {"his", "her"}:
            owner = self._said.person(start, own["owner"])
            return self._employer(owner) or owner if kind == "org" else owner
        if kind == "org":
            return None
        if own["owner"] == "our":  # whoever has spoken last speaks on
            last = self._said.last("org")
            return Referent(kind, last) if last is not None else None
        found = self._said.thing(start, "its") if own["owner"] == "its" else self._said.they(start)
        return found._replace(kind=kind)

    def _employer(self, person: Referent) -> Referent | None:
        """Return whom a person works for, as `her firm`; None where the article does not tell."""
        whose = person.mention or person.spoken
        employer = self._employers.get(whose.entity_id) if whose is not None else None
        return Referent("org", mention=employer) if employer is not None else None

    def _described(self, start: int, words: str, noun: str | None) -> Referent:
        """Return whom a common noun means: a firm, a paper, the holder of an office."""
        kind = cast("SourceType", source_nouns().get(noun or "", "group"))
        if noun in role_heads() and kind == "group" and not is_several(noun or ""):
            kind = "person"
        if noun == "papers" and _FILED.search(words):
            kind = "document"
        # Headlines leave articles out: "Governor signals more cuts".
        is_bare = words == noun and start < self._text.find("\n")
        definite = is_bare or words.startswith(("the ", "its ", "their "))
        if noun in _PRESS and words.startswith("the "):
            return self._press(start, noun, kind)
        land = self.land_of_bank(start, words)
        if land is not None:
            return Referent("org", mention=self._firms.bank_of(land))
        if kind == "org" and _OF_ANOTHER.match(words):
            return Referent(kind)
        if kind == "org" and _INDEFINITE.match(words):
            return Referent(kind)
        if kind == "org":
            if _CENTRAL_BANK.fullmatch(words):
                noun = "central bank"
            return self._organisation(start, words, noun or "company")
        if kind == "document":
            return self._document(start, words, noun)
        if _BOTH.fullmatch(words):
            both = self._firms.two(start, words)
            return Referent("org", None, *both) if both is not None else Referent(kind)
        if _SPOKES.search(words):
            is_another = "’s " in words or "'s " in words
            return Referent("person", mention=None if is_another else self._firms.nearest(start))
        if noun in _LEADERS or words in _THE_RULERS:
            return Referent("org", mention=self._firms.before(start))
        if words.startswith("the ") and _AGED.search(words):
            return self._said.person(start, "he")
        if noun in role_heads() and definite:
            heralded = None if noun in _HOUSES else self._heralded.of(start, noun)
            if heralded is not None:
                return Referent("person", mention=heralded)
            found = self._holder_or_last(words, noun, start)
            if found.spoken is None and found.mention is None and words.startswith("its "):
                return self._said.thing(start, "its")._replace(kind=kind)
            return found
        if noun is None and (_AGED.search(words) or self._is_nickname(start, words)):
            return self._said.person(start, "he")
        return Referent(kind)

    def land_of_bank(self, start: int, words: str) -> str | None:
        """Return the land of `Norrland's central bank`, and of no central bank without one."""
        if not words.endswith(" bank"):
            return None
        told = _STATE_BANK.fullmatch(self._text, start, start + len(words))
        if told is None:
            return None
        is_named = words[told.start("land") - start] == "·"
        return told["land"] if is_named or told["land"].lower() in codes_of_lands() else None

    def _organisation(self, start: int, words: str, noun: str) -> Referent:
        """Return which firm a noun means: by its trade, who has just spoken before all others."""
        last = self._said.last("org")
        by_name = self._firms.fits_names(start, noun)
        if noun not in _ANY_FIRM and not by_name and last is not None and last.entity_id:
            near = self._said.paragraph(self._said.paragraph(start) - 1)
            heading = self._said.heading(start)
            if heading is not None:
                return Referent("org", mention=heading)
            if last.start >= near:
                return Referent("org", last)
        found = self._firms.before(start, noun)
        if found is None and RULERS.fullmatch(words):
            found = self._firms.before(start)
        return Referent("org", mention=found)

    def _is_nickname(self, start: int, words: str) -> bool:
        """Tell `the Frenchman`, `the billionaire`: somebody who has just spoken or been named."""
        last = self._said.last(*_PEOPLE)
        near = self._said.paragraph(start)
        named = self._said.names_person(near, start)
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
        last = self._said.last("org")
        return Referent("org", last) if last is not None else Referent(kind)

    def _document(self, start: int, words: str, noun: str | None) -> Referent:
        """Return whose a paper is: its author's where it was named before, else the company's."""
        if noun in grammar_words.words("studies") and words.startswith(
            ("the ", "that ", "this ", "it")
        ):
            papers = [
                one
                for one in self._said.lately()
                if one.type in {"org", "document"} or (one.type == "group" and one.entity_id)
            ]
            if papers:
                return Referent(papers[-1].type, papers[-1])
        issuer = _ISSUED.fullmatch(words)
        if issuer is not None:
            return Referent("document", mention=self._firms.before(start, issuer["issuer"]))
        if noun in grammar_words.words("own_papers") and not _OF_OTHERS.search(words):
            # "The fund owns 6%, according to a filing"; "the filing" has been told of before.
            opener = self._said.opener(start, 1) if words.startswith(("a ", "an ")) else None
            named = self._firms.decided(start, words) if words in _OF_A_DECISION else None
            return Referent("document", mention=opener or named or self._firms.main(start))
        return Referent("document")

    def _holder_or_last(self, words: str, noun: str | None, start: int) -> Referent:
        holder = self._holders.of(words, start)
        if holder is None and _BOSS.fullmatch(words):
            holder = self._boss(words, start)
        last = self._said.last("person")
        if (
            holder is None
            and noun in _OUTSIDERS
            and last is not None
            and last.entity_id is not None
            and last.start >= self._said.paragraph(start)
        ):
            return Referent("person", last)
        if holder is None and words.startswith("the "):
            house = self._said.house(start) if noun in _HOUSES else None
            if house is not None:
                return Referent("org", house)
            holder = self._said.only_person(start)
            if holder is None and _is_description(words, self._text[start : start + len(words)]):
                return self._titleless(start) or Referent("person")
        return Referent("person", mention=holder)

    def _boss(self, words: str, start: int) -> Mention | None:
        """Return the one chief executive told of; `its boss` is one of what `its` stands for."""
        holder = self._holders.only(*_CHIEF_EXECUTIVE)
        employer = self._employers.get(holder.entity_id) if holder is not None else None
        if employer is not None and words.startswith("its "):
            owner = self._said.thing(start, "its")
            whose = owner.mention or owner.spoken
            if whose is not None and whose.entity_id not in {None, employer.entity_id}:
                return None
        return holder

    def _titleless(self, start: int) -> Referent | None:
        """Return who spoke last, in the paragraph before, where nothing else tells their title.

        `Aleksi Torvinen said ...`, and in the next paragraph `the Finnish governor added`.
        """
        last = self._said.last(*_PEOPLE)
        if last is None or last.type != "person" or last.entity_id in self._titled:
            return None
        near = self._said.paragraph(self._said.paragraph(start) - 1)
        is_one = last.entity_id is not None and ";" not in (last.name or "")
        return Referent("person", last) if is_one and last.start >= near else None
