"""What a measure is called: the words of the text, and the usual name it can be joined on.

Where the text only implies what is measured ("Brent settled at $84", "owns 6% of the shares"),
the measure is said in usual words: the price of Brent, a stake.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from newsx.grammar.amount import Amount
from newsx.knowledge import changes
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import Traded, name_of, traded_type, traded_word
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.binding import Binding, is_price
from newsx.resolve.measures.movement import Movement
from newsx.resolve.sentences.owners import Phrase
from newsx.schema import Figure, Mention


class Measured(NamedTuple):
    """A measure as the text has it, and its usual name."""

    text: str | None = None
    name: str | None = None


POLICY_RATE: Final = "policy rate"
SHARE_PRICE = Measured("share price", "share price")
_STAKE = Measured("stake", "stake")
_SHARE = "share price"
_EQUITY = frozenset({"share price", "stake", "equity"})
EXPECTED = "expected "
PREVIOUS = "previous "
# "6% of the stock" is a stake, "half of the stocks" are many companies'.
_MANY = "stocks"


def measured(
    binder: Binder,
    place: int,
    binding: Binding,
    movement: Movement,
    names: Sequence[Mention],
) -> Measured:
    """Return what the figure that is word `place` measures, and the usual name of that."""
    amount = binder.amounts[binder.words[place].row]
    if binding.measure is None:
        found = _of_words(binding.measure_text, amount)
    else:
        found = _of_phrase(binder, place, binding, movement, names)
    return _per_share(binder, place, amount, found)


def _of_words(text: str | None, amount: Amount) -> Measured:
    return Measured(text, _fitting(name_of(text), amount)) if text else Measured()


def _of_phrase(
    binder: Binder,
    place: int,
    binding: Binding,
    movement: Movement,
    names: Sequence[Mention],
) -> Measured:
    amount = binder.amounts[binder.words[place].row]
    text = said(binder, binding.measure) if binding.measure is not None else ""
    if not text:
        return Measured()
    name = _fitting(name_of(text), amount)
    if _is_coupon(binder, place, amount):
        return Measured("coupon", "coupon")
    is_after = binding.measure is not None and binding.measure[0] > place
    if is_after and _is_part(binder, place, amount, movement):
        of_one = name_of(text) in _EQUITY and _MANY not in text.lower().split()
        return _STAKE if of_one else Measured(f"share of {text}", "share")
    if amount.kind == "multiple" and not amount.words and name in _MULTIPLIED:
        return Measured(f"multiple of {text}", "valuation multiple")
    traded = _traded(binder, binding, names)
    if traded is not None and is_price(amount):
        if traded.name == _SHARE:
            return _of_index(binder, binding, names) or SHARE_PRICE
        if not text.lower().endswith(traded.noun):
            text = f"{text} {_LEVELS.get(traded.noun, traded.noun)}"
        return Measured(text, traded.name)
    if name == "target" and _is_unit_price(amount):
        return Measured("price target", "price target")
    return Measured(text, name)


def _of_index(binder: Binder, binding: Binding, names: Sequence[Mention]) -> Measured | None:
    """Return the level of the index that "stocks in the S&P 500" are in."""
    phrases = [phrase for phrase in (binding.measure, binding.subject) if phrase is not None]
    inside = (
        names[word.row]
        for phrase in phrases
        for word in binder.words[slice(*phrase)]
        if word.what == "name"
    )
    index = next((name for name in inside if name.type == "INDEX"), None)
    return None if index is None else Measured(f"{index.text} level", "index level")


def _fitting(name: str | None, amount: Amount) -> str | None:
    """Return the name unless the figure cannot be that: 3 million shares are no price.

    And a policy rate is no money: "its base rate is $120 a night".
    """
    if name in _PRICES and not is_price(amount):
        return "shares" if name == _SHARE and amount.kind == "count" else None
    return None if name == POLICY_RATE and amount.kind == "money" else name


def fits(name: str | None, kind: str, sort: str) -> bool:
    """Tell whether a figure of this kind and sort can be what has this name."""
    if name == POLICY_RATE and kind == "money":
        return False
    priced = kind in {"index", "number"} or sort in {"percent", "money", "rate"}
    return name not in _PRICES or priced


def may_be_price(figure: Figure) -> bool:
    """Tell what a price can be or move by: it is at no percentage, and moves by no points of one.

    So "its share slipped to 38%" is of no share price.
    """
    if figure.unit in {"percentage_point", "basis_point"}:
        return False
    return figure.unit != "percent" or figure.role not in {"to", "from"}


def is_price_name(text: str) -> bool:
    """Tell a measure that is a price, a value or a level: "share price", "market value".

    A loan to value is a ratio.
    """
    lowered = text.lower()
    priced = lowered.rpartition(" ")[2] in {"price", "value"} and not lowered.endswith(" to value")
    return name_of(text) in _PRICES or priced


def _per_share(binder: Binder, place: int, amount: Amount, found: Measured) -> Measured:
    """Return earnings per share where a profit is told by the share: "or 61 cents a share"."""
    if found.name not in _EARNED or amount.kind != "money" or amount.scaled:
        return found
    previous = binder.previous(place)
    told_again = (
        previous is not None
        and binder.amounts[binder.words[previous].row].scaled
        and binder.is_apposition(place, previous)
    )
    if amount.per != "share" and not told_again:
        return found
    first = (found.text or "").lower().partition(" ")[0]
    words_ = f"{first} {_PER_SHARE}" if first in _QUALIFIERS else _PER_SHARE
    return Measured(words_, _PER_SHARE)


def _is_coupon(binder: Binder, place: int, amount: Amount) -> bool:
    """Tell the coupon of "its 8.25 percent notes due 2028"."""
    if amount.unit != "percent":
        return False
    after = [word for word in binder.words[place + 1 : place + 4] if word.what != "time"]
    following = after[0].lower if after else ""
    second = after[1].lower if len(after) > 1 else ""
    return following in _DEBT or (following in {"senior", "convertible"} and second in _DEBT)


_LEFT_OPEN = frozenset({"the", "a", "an", "for", "of", "in", "on", "at", "to", "its", "their"})
_DEBT = frozenset({"notes", "note", "bond", "bonds", "gilt", "gilts", "eurobond", "debentures"})
_PER_SHARE = "earnings per share"
_QUALIFIERS = frozenset({"adjusted", "underlying", "diluted", "basic", "headline", "core"})
_EARNED = frozenset(
    {"net income", "net loss", "profit", "loss", "pre-tax profit", "operating profit"}
)
_MULTIPLIED = frozenset(
    {"profit", "EBITDA", "book value", "revenue", "net income", "operating profit"}
)
_PRICES = frozenset({"share price", "bond price", "index level"})
_LEVELS = {"index level": "level"}


def expected(measure: Measured) -> Measured:
    """Return what somebody expected of a measure told before: "expected revenue".

    What is told may be an outlook itself, of the same quantity: "previous revenue forecast".
    """
    if measure.text is None or measure.text.startswith(EXPECTED):
        return measure
    told = measure.text.removeprefix(PREVIOUS).split(" ")
    if len(told) > 1 and told[-1] in words("measure_outlooks"):
        told.pop()
    return Measured(EXPECTED + " ".join(told), measure.name)


def plain(text: str | None) -> str:
    """Return a measure in lower case, without its being expected or of before.

    >>> plain("expected previous Base rate"), plain(None)
    ('base rate', '')
    """
    return (text or "").lower().removeprefix(EXPECTED).removeprefix(PREVIOUS)


def said(binder: Binder, phrase: Phrase) -> str:
    """Return the words of a phrase without the articles, owners and changes that lead it."""
    first, end = phrase
    found = binder.words
    changed = found[first].lower in changes.nouns() and found[first + 1 : first + 2]
    if changed and changed[0].lower == "in" and first + 2 < end:
        first += 2  # "a rise in net profit to $5 million" is of net profit
    while first < end - 1 and found[first].lower in words("determiners"):
        first += 1
    owned = first + 2 < end and found[first + 1].what == "possessive"
    if owned and binder.sentence.say(first, first + 1).islower():  # a name stays: "Brent’s price"
        first += 2
    while end - 1 > first and found[end - 1].lower in _LEFT_OPEN:
        end -= 1  # "net profit for the March quarter", whose quarter is told elsewhere
    return binder.sentence.say(first, end)


def _is_part(binder: Binder, place: int, amount: Amount, movement: Movement) -> bool:
    """Tell "12% of revenue", a share of it, from "cut 8% of its workforce", a movement."""
    if amount.kind not in {"percent", "fraction"} or amount.unit not in {None, "percent"}:
        return False
    last = binder.listed.get(place, place)
    following = binder.words[last + 1].lower if last + 1 < len(binder.words) else ""
    return following == "of" and movement.direction is None and movement.role == "level"


def _traded(binder: Binder, binding: Binding, names: Sequence[Mention]) -> Traded | None:
    """Return what the level of the measure is called, where that is a thing with a price."""
    if binding.measure is None:
        return None
    first, end = binding.measure
    head = binder.owners.head(first, end)
    last = binder.words[head - 1]
    if last.what == "name":
        found = traded_type(names[last.row].type)
        if found is not None and (found.name != _SHARE or binding.subject == binding.measure):
            return found
    found = traded_word(last.lower.rpartition(" ")[2])
    if found is None and binding.subject == binding.measure and binder.owners.is_index(first, head):
        return traded_type("INDEX")
    return found


def _is_unit_price(amount: Amount) -> bool:
    return amount.kind == "money" and not amount.scaled
