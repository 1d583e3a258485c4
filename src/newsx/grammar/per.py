"""What an amount is per: "a share", "/MWh", "a year"; of a rate of exchange, "to the dollar"."""

import re

from newsx.grammar.amount import Amount
from newsx.knowledge import currencies, units

_PER = re.compile(r"(?:[ -](?:an?|per|each)[ -]|/)")
# "£3,000 a plot", "$200 a head for": what a sum is for each of, where nothing else can follow so.
_A_NOUN = re.compile(
    r"[ ]an?[ ]([a-z]+(?:-[a-z]+)?)(?=[.,;:)\"”’'\n]|$|[ ](?:and|or|but|in|on|at|for|from|to|of|by"
    r"|as|with|this|last|after|before|since|until|than|against|more|less|including|excluding)\b)"
)
_PER_NOUN = re.compile(r"[ -]per[ -]([a-z]+)\b")
_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})
# Of percentages, which are per nothing else: "returned 4 percent a year", "2.6% a month".
_OVER_TIME = frozenset({"percent", "percentage_point"})
_STRETCH = re.compile(r"[ ](?:an?|per)[ ]|/")
# "10.61 per dollar", "158.15 to the dollar": so many of the other currency.
_TO = re.compile(r"[ ](?:to[ ](?:the|an?|one)|per|a)[ ](?:u\.?s\.?[ ])?(?=[a-z])")
_WHEN = re.compile(
    r"[ -](?:earlier|ago|later|after(?! tax)|before(?! (?:tax|interest|charges|items))|or)\b"
)


def take(amount: Amount, lowered: str) -> None:
    """Take what an amount is per, where the text in lower case says so after it."""
    if amount.kind in {"money", "quantity", "count"}:
        _take_any(amount, lowered)
    elif amount.unit in _OVER_TIME:
        _take_stretch(amount, lowered)
    elif amount.bare:
        _take_currency(amount, lowered)


def _take_any(amount: Amount, lowered: str) -> None:
    """Take `a share`, `per barrel`, `/MWh`, `apiece`."""
    position = amount.end
    if lowered.startswith(" apiece", position):
        amount.end, amount.per = position + 7, "share"
        return
    link = _PER.match(lowered, position)
    if link is None:
        return
    found = units.per().match(lowered, link.end())
    if found is not None:
        if not _says_when(*found, lowered):
            amount.end, amount.per = found
        return
    noun = _PER_NOUN.match(lowered, position)
    if noun is None and not amount.scaled:
        noun = _A_NOUN.match(lowered, position)
    if noun is not None and amount.kind == "money":
        amount.end, amount.per = noun.end(), noun[1]


def _take_stretch(amount: Amount, lowered: str) -> None:
    link = _STRETCH.match(lowered, amount.end)
    found = None if link is None else units.per().match(lowered, link.end())
    if found is not None and found[1] in _STRETCHES and not _says_when(*found, lowered):
        amount.end, amount.per = found


def _take_currency(amount: Amount, lowered: str) -> None:
    link = _TO.match(lowered, amount.end)
    found = None if link is None else currencies.after().match(lowered, link.end())
    if link is not None and found is not None and not found[1].minor:
        amount.bare, amount.per = False, lowered[link.end() : found[0]]
        amount.end = found[0]


def _says_when(end: int, per: str, lowered: str) -> bool:
    """Tell "a year earlier" and "a year ago", which say when and not how often."""
    return per in _STRETCHES and _WHEN.match(lowered, end) is not None
