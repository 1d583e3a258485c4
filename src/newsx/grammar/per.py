"""What an amount is per: "a share", "/MWh", "a year"; of a rate of exchange, "to the dollar"."""

import re

from newsx.grammar.amount import Amount
from newsx.knowledge import changes, currencies, units
from newsx.knowledge.roles import role_heads

_PER = re.compile(r"(?:[ -](?:an?|per|each)[ -]|[ ]for[ ](?:each|every)[ ]|/)")
# "£3,000 a plot", "$200 a head for": what a sum is for each of, where nothing else can follow so.
_A_NOUN = re.compile(
    r"[ ]an?[ ]([a-z]+(?:-[a-z]+)?)(?=[.,;:)\"”’'\n]|$|[ ](?:and|or|but|in|on|at|for|from|to|of|by"
    r"|as|with|this|last|after|before|since|until|than|against|more|less|including|excluding)\b)"
)
_PER_NOUN = re.compile(r"[ -]per[ -](?:\d{1,3}-[a-z]+[ ](?:equivalent[ ])?)?([a-z]+)\b")
_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})
_SHORT = frozenset({"day", "week", "month"})
# Of percentages, which are per nothing else: "returned 4 percent a year", "2.6% a month".
_OVER_TIME = frozenset({"percent", "percentage_point", "basis_point"})
# "Sailings are cut to 49 a day from 63": a number of what was named before.
_SO_OFTEN = re.compile(
    r"[ ](?:an?|per)[ ](day|week|month|year|hour)(?=[.,;:)\"”’'\n]|$|[ ](?!and a half))"
)

_STRETCH = re.compile(r"[ ](?:an?|per)[ ]|/")
# "10.61 per dollar", "158.15 to the dollar": so many of the other currency.
_TO = re.compile(r"[ ](?:to(?:[ ](?:the|an?|one))?|per|a)[ ](?:u\.?s\.?[ ])?(?=[a-z])")
_TO_ONE = re.compile(r"[ ]to[ ](?:the|an?|one)[ ](?:u\.?s\.?[ ])?(?=[a-z])")
_WHEN = re.compile(
    r"[ -](?:earlier|ago|later|after(?! tax)|before(?! (?:tax|interest|charges|items))|or)\b"
)
_SEVERAL = 2
_LETTERS = frozenset({"t", "d", "th"})
# A percentage may have changed in the one week: "12% a week from the vote", "8% a year on".
_PAST_ONE = re.compile(r" (?:into\b|on(?=[.,;:)\n]|$| from\b))")
_FROM = re.compile(r" from\b")
# "20 to the euro zone fund", "3 to the dollar index": of something that has a currency's name.
_NAMED_SO = re.compile(r"[ -](?:zone|area|index|bloc|bonds?)\b")


def take(amount: Amount, lowered: str) -> None:
    """Take what an amount is per, where the text in lower case says so after it."""
    if amount.kind in {"money", "quantity", "count"}:
        _take_any(amount, lowered)
    elif amount.unit in _OVER_TIME:
        _take_stretch(amount, lowered)
    elif amount.bare:
        _take_currency(amount, lowered)
        if amount.bare:
            _take_frequency(amount, lowered)


def _take_any(amount: Amount, lowered: str) -> None:
    """Take `a share`, `per barrel`, `/MWh`, `apiece`."""
    position = amount.end
    if lowered.startswith(" apiece", position):
        amount.end, amount.per = position + 7, "share"
        return
    link = _PER.match(lowered, position)
    if link is None:
        if amount.kind == "money" and not amount.scaled:
            _take_exchanged(amount, lowered)
        return
    found = units.per().match(lowered, link.end())
    if found is not None and _is_letter(link, found[0], lowered):
        return
    if found is not None:
        if not _says_when(*found, lowered):
            amount.end, amount.per = found
        return
    noun = _PER_NOUN.match(lowered, position)
    if noun is None and not amount.scaled:
        noun = _A_NOUN.match(lowered, position)
        if noun is not None and _is_no_piece(noun[1]):
            return
    if noun is not None and amount.kind == "money":
        amount.end, amount.per = noun.end(), noun[1]


def _is_no_piece(noun: str) -> bool:
    """Tell "$300,000 a drop in the ocean" and "$200 a lawyer for the firm said" from prices."""
    return noun in changes.nouns() or noun in role_heads()


def _take_stretch(amount: Amount, lowered: str) -> None:
    link = _STRETCH.match(lowered, amount.end)
    found = None if link is None else units.per().match(lowered, link.end())
    if link is None or found is None or found[1] not in _STRETCHES:
        return
    if _is_letter(link, found[0], lowered) or _says_when(*found, lowered):
        return
    since = found[1] in _SHORT and _FROM.match(lowered, found[0])
    if not since and _PAST_ONE.match(lowered, found[0]) is None:
        amount.reach, amount.per = found


def _take_exchanged(amount: Amount, lowered: str) -> None:
    """Take the other currency of "an assumed rate of ¥108 to the dollar"."""
    link = _TO_ONE.match(lowered, amount.end)
    found = None if link is None else currencies.after().match(lowered, link.end())
    if link is None or found is None or found[1].minor or found[1].code == amount.currency:
        return
    if not _NAMED_SO.match(lowered, found[0]):
        amount.end, amount.per = found[0], lowered[link.end() : found[0]]


def _take_currency(amount: Amount, lowered: str) -> None:
    link = _TO.match(lowered, amount.end)
    found = None if link is None else currencies.after().match(lowered, link.end())
    if found is not None and _NAMED_SO.match(lowered, found[0]):
        return
    if link is not None and found is not None and not found[1].minor:
        amount.bare, amount.per = False, lowered[link.end() : found[0]]
        amount.end = found[0]


def _take_frequency(amount: Amount, lowered: str) -> None:
    """Make a count of "49 a day"; a year is none, nor is a decimal or what happened once."""
    found = _SO_OFTEN.match(lowered, amount.end)
    if found is None or amount.words or amount.kind != "number" or amount.is_year_like:
        return
    if amount.value < _SEVERAL or _says_when(found.end(), found[1], lowered):
        return
    if amount.value == int(amount.value) and _PAST_ONE.match(lowered, found.end()) is None:
        amount.kind, amount.bare, amount.per = "count", False, found[1]
        amount.end = found.end()


def _is_letter(link: re.Match[str], end: int, lowered: str) -> bool:
    """Tell what is no unit, "$20 a T-shirt", from the letters of "€90/t" and "14,000 t/d"."""
    if lowered[link.end() : end] not in _LETTERS:
        return False
    return link.group() != "/" or lowered.startswith("-", end)


def _says_when(end: int, per: str, lowered: str) -> bool:
    """Tell "a year earlier" and "a year ago", which say when and not how often."""
    return per in _STRETCHES and _WHEN.match(lowered, end) is not None
