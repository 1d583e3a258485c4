"""Whose unit a company is and which index it stands in, by the words beside two names.

`Kvitt, a unit of Nordvik Bank`, `Nordvik Bank's payments arm, Kvitt`, `Kvitt parent Nordvik Bank`;
`the FTSE 250 pubs group`, `will join the S&P 500`. A possessive alone says nothing: `BlackRock's
Aladdin` is a product, `Fulton Creek's McAllister` a man.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from newsx.resolve.relations.tie import COMPANY_HEADS, DESCRIBED, POSSESSIVE, Tie
from newsx.schema import Mention

_UNIT: Final = r"(?:unit|subsidiary|division|arm|affiliate|brand)"
_STILL: Final = r"(?:(?!former|one-time|ex-|erstwhile|formerly|once\b|not\b|no\b|\d)[\w-]+ )"
_UNIT_OF: Final = re.compile(
    rf",? (?:which |that )?(?:is |was )?(?:now )?(?:{_STILL}{{0,4}}{_UNIT} of"
    rf"|{_STILL}{{0,2}}(?:owned|controlled) by|(?:a )?part of|belong(?:s|ed|ing) to) {DESCRIBED}"
)
_UNITS: Final = re.compile(
    rf"(?:{POSSESSIVE})?[ -]{_STILL}{{0,2}}"
    r"(?:(?:unit|subsidiary|division|arm|affiliate)s?,?|owned) "
)
_UNIT_BEHIND: Final = re.compile(rf" {_UNIT}s?\b(?! of\b)")
_POSSESSIVE: Final = re.compile(rf"{POSSESSIVE} (?:[\w-]+ ){{0,2}}")
_ITS: Final = re.compile(r"[^.;]{0,70}\b(?:its|their) (?:[\w-]+ ){0,2}")
_OWNER: Final = re.compile(
    rf"(?:{POSSESSIVE})? {_STILL}{{0,2}}(?:owner|parent|parent company),? (?:the )?"
)
_OWNER_OF: Final = re.compile(
    rf",? (?:(?:which |that |also |now )*owns|(?:the |a )?(?:owner|parent|parent company) of)"
    rf" {DESCRIBED}"
)
_AND: Final = re.compile(r",? (?:and )?(?:the )?")

_MEMBER_OF: Final = re.compile(
    r",? (?:which )?(?:is |was |are )?(?:(?:a|the|one of the) )?(?:(?!any\b|than\b|not\b)[\w-]+ )"
    r"{0,2}?(?:members?|components?|constituents?) of (?:the )?"
    r"|,? (?:which )?(?:will |has |have |is (?:set |due )?to |are to |was |were |is |would )*"
    r"(?:be |been )?(?:(?:re)?join(?:s|ed|ing)?|enter(?:s|ed|ing)?|(?:added|promoted) to) (?:the )?"
    r"|(?:,| is| was| were| are| ranked) (?:among |one of )?(?:the )?(?:[\w-]+ ){1,3}?"
    r"(?:gainers?|losers?|fallers?|risers?|decliners?|performers?|advancers?|laggards?) "
    r"(?:on|in|of|among) (?:the )?"
)
_REPLACES: Final = re.compile(r" (?:will |is to |is set to |would )?replac(?:e|es|ed|ing) ")
_IN: Final = re.compile(r" (?:in|on) (?:the )?")
_NO_VERB: Final = r"(?:(?!of\b|off\b|by\b|in\b|on\b|as\b|the\b|after\b|and\b)[a-z-]+(?<!ed) ){0,2}?"
_MEMBER: Final = re.compile(
    rf"(?:['’]s)?(?:[ -](?:listed|quoted))?(?: {_NO_VERB}(?:{COMPANY_HEADS}|member|component|"
    r"constituent|stock|heavyweight|newcomer)s?)? "
    r"|(?:,? which)? (?:will |is to |has )?(?:adds?|added|includes?) "
)
_APPOSED: Final = re.compile(r", (?:the|a|an) ")
_HEAD_BEHIND: Final = re.compile(rf"(?:-(?:listed|quoted))? {_NO_VERB}(?:{COMPANY_HEADS})\b")


def owners(
    text: str, named: Sequence[Mention], is_company: Callable[[Mention], bool]
) -> Iterator[Tie]:
    """Yield the owner of each unit that a sentence tells.

    Args:
        text: The article's text.
        named: The names of the sentence, in order, without places.
        is_company: Whether a name is that of a company, and of no market.
    """
    for place, (first, second) in enumerate(pairwise(named)):
        if not (is_company(first) and is_company(second)) or first.entity_id == second.entity_id:
            continue
        between = text[first.end : second.start]
        has_unit_behind = _UNIT_BEHIND.match(text, second.end)
        if _UNIT_OF.fullmatch(between):
            yield Tie("subsidiary_of", first, second, 0.9)
        elif _OWNER.fullmatch(between):
            yield Tie("subsidiary_of", first, second, 0.85)
        elif _OWNER_OF.fullmatch(between):
            yield from (Tie("subsidiary_of", u, first, 0.85) for u in _list(text, named, place + 1))
        elif _UNITS.fullmatch(between) or (has_unit_behind and _POSSESSIVE.fullmatch(between)):
            yield Tie("subsidiary_of", second, first, 0.85)
        elif has_unit_behind and place == 0 and _ITS.fullmatch(between):
            yield Tie("subsidiary_of", second, first, 0.8)


def _list(text: str, named: Sequence[Mention], place: int) -> Iterator[Mention]:
    """Yield a name and those listed behind it."""
    yield named[place]
    for last, mention in zip(named[place:], named[place + 1 :], strict=False):
        if not _AND.fullmatch(text, last.end, mention.start):
            return
        yield mention


def members(
    text: str, named: Sequence[Mention], companies: Collection[str], is_index: Collection[str]
) -> Iterator[Tie]:
    """Yield the companies that a sentence places in an index.

    Args:
        text: The article's text.
        named: The names of the sentence, in order, without places.
        companies: Ids of what may stand in an index.
        is_index: Ids of the indices.
    """
    for place, (first, second) in enumerate(pairwise(named)):
        between = text[first.end : second.start]
        if first.entity_id in companies and second.entity_id in is_index:
            before = named[place - 1] if place else None
            if before is not None and _IN.fullmatch(between):
                if _REPLACES.fullmatch(text, before.end, first.start):
                    yield Tie("member_of_index", before, second, 0.85)
            elif _MEMBER_OF.fullmatch(between) or (
                _APPOSED.fullmatch(between) and _HEAD_BEHIND.match(text, second.end)
            ):
                yield Tie("member_of_index", first, second, 0.85)
        elif first.entity_id in is_index and between.strip() and _MEMBER.fullmatch(between):
            for mention in _list(text, named, place + 1):
                if mention.entity_id in companies:
                    yield Tie("member_of_index", mention, first, 0.85)
