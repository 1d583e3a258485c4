"""Who holds a stake in what, is long or short of it, or bets against it.

A position has three parts in one sentence: the words for it right before what is held (`has built
a 7% stake in can maker Oberon Hale`), a holder that is the subject of those words, and nothing
between them that takes it back: a bid for a stake is none, nor is one sold, denied or held by
`hedge funds` that nobody names.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from newsx.resolve.relations.tie import COMPANY_HEADS, DESCRIBED, POSSESSIVE, Tie
from newsx.schema import Mention

_HOLDER: Final = frozenset({"ORG", "PERSON"})
_OWNED: Final = frozenset({"ORG", "PRODUCT", "INSTRUMENT"})
_TRADED: Final = _OWNED | {"INDEX", "COMMODITY", "CURRENCY", "CRYPTO"}

_PERCENT: Final = r"\d[\d.,]*(?: ?%| ?per ?cent| ?pct| ?pc)"
_PART: Final = (
    rf"(?:{_PERCENT}|\d[\d.,]*(?: ?(?:million|billion|mn|m|bn))? (?:[\w-]+ )?shares|half"
    r"|(?:a|one)[ -](?:third|quarter|fifth|tenth)|most|all|(?:a|the) majority|shares)"
)
_SHARE_OF: Final = r"(?:shares (?:of|in) )?"
_FIRM: Final = rf"{_SHARE_OF}(?:the |its |rival |(?:{COMPANY_HEADS}) )*"
_STAKE_IN: Final = re.compile(
    rf"\b(?:(?:stakes?|holdings?|shareholdings?|position|investment)(?: of [^;]{{1,30}}?)?"
    rf"|(?:{_PERCENT}|minority|majority|controlling) interest) in {DESCRIBED}$"
)
_OWNS: Final = re.compile(
    r"\b(?:owns?|owned|owning|holds?|held|holding|controls?|controlled|has|have|had|buys|bought"
    rf"|acquired|took) (?:[a-z]+ ){{0,2}}{_PART}(?: (?:of|in))?(?: (?:the|its))?"
    rf"(?: (?:shares|stock|equity|voting rights|capital) (?:of|in))? {DESCRIBED}$"
)
_SHAREHOLDER_IN: Final = re.compile(
    rf", (?:the|a|an|one of the|its) (?:[\w-]+ ){{0,3}}(?:shareholder|investor|stockholder)s?"
    rf" (?:in|of) {DESCRIBED}$"
)
_CUES: Final = (
    ("bets_against", re.compile(
        r"\b(?:(?:bets?|betting|wager(?:s|ed|ing)?|bearish (?:bets?|options?|positions?)) against"
        rf"|bearish (?:bets?|options?|positions?|wagers?) on) {_FIRM}$"
    )),
    ("short", re.compile(
        r"\b(?:short (?:positions?|bets?) (?:in|on|against)|shorts (?:in|on)|net[ -]short(?: in)?"
        r"|(?:sold|sell|sells|selling) short|shorted|shorting|short-selling"
        rf"|(?:is|are|was|were|been|be|went|go|going|stayed|to) short(?: of)?) {_FIRM}$"
    )),
    ("long", re.compile(
        r"\b(?:long positions? (?:in|on)|bullish (?:bets?|options?|positions?|wagers?) on"
        rf"|(?:is|are|was|were|been|be|went|go|going|stayed|net)[ -]long(?: on)?) {_FIRM}$"
    )),
    ("stake", _STAKE_IN),
    ("stake", _OWNS),
    ("stake", _SHAREHOLDER_IN),
)  # fmt: skip
_NAMED_HOLDER: Final = re.compile(
    rf"{POSSESSIVE} (?:[\w-]+ ){{0,3}}(?:shareholder|investor|stockholder|backer),? "
)
_HELD_BY: Final = re.compile(
    rf"(?:,| is| was|, which is)? (?:[a-z]+ )?(?:{_PERCENT}|majority|minority|partly|part|half)[ -]"
    rf"(?:owned|controlled|held) by {DESCRIBED}"
)
_BELONGS_TO: Final = re.compile(rf"(?:,| is|, which is) (?:owned|controlled) by {DESCRIBED}")
_IN_WHICH: Final = re.compile(r",? in which ")
_HAS_STAKE: Final = re.compile(
    r" (?:has|holds|owns|had|held|bought|took) [^;,]{0,40}?\b(?:stake|holding|interest|shares)\b"
)

# What takes a position back, or has it yet to come.
_NOT_YET: Final = re.compile(
    r"\b(?:bid|bids|bidders?|bidding|offer\w*|talks|negotiat\w+|see[ks]\w*|sought|eye[sd]?|eyeing"
    r"|consider\w*|weigh\w*|explor\w+|may|might|could|would|should|will|plan\w*|wants?|intend\w*"
    r"|propos\w+|interested|discuss\w*|agreed to (?:buy|acquire|take|purchase)|to (?:buy|acquire)"
    r"|advis\w+|valu\w+|not|never|without|n[’']t|find|buyers?|withdrew)\b"
)
_NO_MORE: Final = re.compile(
    r"\b(?:sold|exited|dumped|offloaded|divested|former|no longer|once|den(?:y|ies|ied)|whether"
    r"|if)\b"
    r"(?! (?:part|half|some|a (?:part|portion|third|quarter)) of)"
)
_OWN_STAKE: Final = re.compile(
    r"\b(?:its|his|her|their) (?:(?!offer|bid|plan|for\b|to\b|of\b)[\w.%-]+ ){0,4}$"
)
_UNNAMED: Final = re.compile(
    r"\b(?:investors?|funds?|traders?|sellers?|speculators|clients?|customers|bulls|bears|groups?"
    r"|firms?|companies|managers?|people|shareholders|others|banks|insiders?|brothers?|son|wife|family|trust|whose)\b"
)
_SAID: Final = re.compile(
    r"\b(?:said|says?|reported|estimate[sd]?|showe?d?|according|wrote|told|think|believes?)\b"
    r"(?! (?:\w+ )?(?:it|he|she|they)\b)"
)
_APPOSITION: Final = re.compile(r"^, [^,]{1,80}, ")
_NEW_CLAUSE: Final = re.compile(r"^.*(?:\b(?:but|while)|;) ", re.DOTALL)
_UNDER_PREPOSITION: Final = re.compile(
    rf"\b(?:at|of|for|from|by|with|in|on|to|than|against|like) (?:the )?(?:[\w’'-]+-based )?"
    rf"(?:(?:{COMPANY_HEADS}) )?$"
)
_WHO: Final = re.compile(r",? (?:who|whose)\b")
_WHICH: Final = re.compile(r",? (?:which|that|who)\b")
_POSSESSIVE: Final = re.compile(rf"{POSSESSIVE} ")
_GOES_ON_TO: Final = re.compile(
    r",? and (?:also )?(?:(?:is|are|was|has|had|holds?|owns?|held|owned) |$)"
)
_VERB: Final = re.compile(r"\b(?:has|have|had|built|raised|disclosed|said|bought|took)\b")
_OF_INDEX: Final = re.compile(
    rf"(?:-listed|-quoted)? (?:(?!(?:and|or|as|but|while)\b)[a-z-]+ )?(?:{COMPANY_HEADS} )?"
)
_AND: Final = re.compile(rf",? (?:and |or )?(?:the )?(?:(?:{COMPANY_HEADS}) )?|, ")
_GOES_ON: Final = re.compile(r"[’']?s? (?:said|says|reported|wrote|showed|estimates?|rose|fell)\b")
_OTHER_THING: Final = re.compile(rf"{POSSESSIVE} (?!shares?\b|stock\b|equity\b)")


class _Cue(NamedTuple):
    role: str
    start: int
    """Where the words for the position begin."""


def positions(text: str, named: Sequence[Mention], sentence: int) -> Iterator[Tie]:
    """Yield the positions that a sentence tells.

    Args:
        text: The article's text.
        named: The names of the sentence, in order, without places.
        sentence: Where it starts.
    """
    cue, holders = None, ()  # type: _Cue | None, tuple[Mention, ...]
    last: Mention | None = None
    for place, mention, start in _described(named, text):
        begin = last.end if last else sentence
        between = text[begin:start]
        if last is None or cue is None or not _goes_on(between, mention, text):
            cue = _cue(between, begin, mention, text)
            holders = _holders(text, named[:place], cue.start) if cue is not None else ()
        if cue is not None:
            for holder in holders:
                if holder.entity_id != mention.entity_id:
                    yield Tie("position", holder, mention, 0.75, cue.role)
        elif last is not None:
            yield from _told_backwards(last, between, mention, text)
        last = mention


def _described(named: Sequence[Mention], text: str) -> Iterator[tuple[int, Mention, int]]:
    """Yield place, name, and where the words that describe it by an index start.

    `FTSE 100 miner Tarn` is one thing, Tarn.
    """
    start = None
    for place, mention in enumerate(named):
        following = named[place + 1] if place + 1 < len(named) else None
        if (
            mention.type == "INDEX"
            and following is not None
            and _OF_INDEX.fullmatch(text, mention.end, following.start)
        ):
            start = mention.start
            continue
        yield place, mention, mention.start if start is None else start
        start = None


def _goes_on(between: str, mention: Mention, text: str) -> bool:
    """Return whether a name goes on with a list: a list shares its verb."""
    return _AND.fullmatch(between) is not None and not _GOES_ON.match(text, mention.end)


def _cue(between: str, begin: int, mention: Mention, text: str) -> _Cue | None:
    """Return the words for a position that stand right before a name."""
    for role, pattern in _CUES:
        if mention.type not in (_OWNED if role == "stake" else _TRADED):
            continue
        match = pattern.search(between)
        if match is not None and not _OTHER_THING.match(text, mention.end):
            return _Cue(role, begin + match.start())
    return None


def _told_backwards(
    first: Mention, between: str, second: Mention, text: str
) -> Iterator[Tie]:  # fmt: skip
    """Yield the position told with what is held first: `Corvex, in which Packlane has 9%`."""
    if first.type not in _OWNED or second.type not in _HOLDER:
        return
    if (
        _HELD_BY.fullmatch(between)
        or _NAMED_HOLDER.fullmatch(between)
        or (second.type == "PERSON" and _BELONGS_TO.fullmatch(between))
        or (_IN_WHICH.fullmatch(between) and _HAS_STAKE.match(text, second.end))
    ):
        yield Tie("position", second, first, 0.75, "stake")


def _holders(text: str, earlier: Sequence[Mention], cue: int) -> tuple[Mention, ...]:
    """Return whose position it is: the subject of the words for it, and who is named with it."""
    for place in range(len(earlier) - 1, -1, -1):
        holder = earlier[place]
        if holder.type not in _HOLDER:
            continue
        between = text[holder.end : cue]
        if not _is_subject(text, holder, between, earlier[:place]):
            if _takes_back(between):
                return ()
            continue
        if _is_unsure(text[max(0, holder.start - 40) : holder.start]) or _takes_back(between):
            return ()
        with_it = earlier[place - 1] if place else None
        if with_it is not None and re.fullmatch(r" and ", text[with_it.end : holder.start]):
            return (with_it, holder) if with_it.type in _HOLDER else (holder,)
        return (holder,)
    return ()


def _is_subject(text: str, holder: Mention, between: str, earlier: Sequence[Mention]) -> bool:
    """Return whether a name can be the subject of what follows it, not the object before."""
    if _WHO.match(between):
        return holder.type == "PERSON"
    if _WHICH.match(between):
        return True
    if _POSSESSIVE.match(between):
        return not _VERB.search(between)
    if _GOES_ON_TO.match(between) and any(m.type in _HOLDER for m in earlier):
        return False
    before = text[max(0, holder.start - 50) : holder.start]
    return not _UNDER_PREPOSITION.search(before)


def _is_unsure(before: str) -> bool:
    return re.search(r"\b(?:den(?:y|ies|ied)|whether|if|no evidence)\b[^,;]*$", before) is not None


def _takes_back(between: str) -> bool:
    """Return whether words between holder and position say that it is none, or another's."""
    told = _NEW_CLAUSE.sub("", _APPOSITION.sub(" ", between))
    if _NO_MORE.search(told) or _UNNAMED.search(told) or _SAID.search(told):
        return True
    return _NOT_YET.search(told) is not None and not _OWN_STAKE.search(told)
