"""What leads to a number: "after about", "from just 47 pence to", with what says how near it is."""

import re
from typing import Final

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import words

HEDGED: Final = rf"(?:(?:{'|'.join(sorted(words('hedges')))}) )?"
"""A pattern over lower case: a word between another and its number, "about", or none."""

AFTER: Final = re.compile(rf"\bafter {HEDGED}$")

LEVEL_TO: Final = re.compile(rf",? to (?:a record )?{HEDGED}")
"""All that stands between a step and the level it leads to."""

TO: Final = re.compile(rf" to {HEDGED}")
"""All that stands between two levels, or a step and a level."""

_FROM: Final = re.compile(rf"\bfrom {HEDGED}$")


def is_from_one_to(led: str, amount: Amount, beside: Amount) -> bool:
    """Tell the 16 of "goes from 47 pence to 16", where the amount beside it is the 47.

    Args:
        led: What stands before the amount in its sentence, in lower case.
        amount: The amount.
        beside: The one before it in its sentence.
    """
    if TO.fullmatch(led, len(led) - (amount.start - beside.end)) is None:
        return False
    return _FROM.search(led[: beside.start - amount.start]) is not None
