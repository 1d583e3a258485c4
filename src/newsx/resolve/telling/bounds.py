"""How the text bounds a figure: "nearly $13 billion" is almost, "at least 5%" is ge."""

import re

from newsx.knowledge import bounds, changes
from newsx.knowledge.grammar_words import words
from newsx.schema import Bound

_LAST_WORD = re.compile(r"([a-z]+) $")
# "The bank will no longer lend more than 45%": what is denied of "more" is "at most".
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|cannot|none|nothing|nobody)|n[’']t) (?:[a-z]+ ){0,3}$"
)
_TURNED: dict[Bound, Bound] = {"gt": "le", "lt": "ge"}
# "Raise up to $400 million" has a limit; what "ticked up to 3.8%" has none.
_DOING = ("rais", "lift", "boost", "cut", "add", "reduc", "trim", "shed", "lower", "slash", "scrap")


# "Passed the $50 billion mark": an article that is of the mark, and parts no bound from its figure.
_MARK = re.compile(rf" (?:{'|'.join(sorted(words('thresholds')))})\b")
_ARTICLE = re.compile(r"\bthe $")
_PASSED = re.compile(r"\bpass(?:ed|es|ing) $")
# "The count had passed 13 million", where "lawmakers passed 40 bills".
_COUNTED = re.compile(
    rf"\b(?:{'|'.join(sorted(words('sold') | words('growing_totals')))})"
    r" (?:(?:has|have|had|already) )*pass(?:ed|es) $"
)
# "Came within 3% of its peak", where "within 3 years" is another matter; what has to stay within
# 3% may be 3%, and so may what is within 3% of GDP.
_WITHIN = re.compile(r"\bwithin (?:about |just |only )?$")
_KEPT = re.compile(
    r"\b(?:be|cap(?:ped)?|held|hold|keep(?:s|ing)?|kept|limit(?:ed)?|remain(?:s|ed)?|stay(?:s|ed)?)"
    r" (?:[a-z]+ ){0,4}within (?:about |just |only )?$"
)
# Shipments pick up to 61,400 tonnes; customers pick up to five films.
_PICKING = re.compile(rf"\b(?:{'|'.join(sorted(words('sold')))}) pick(?:s|ed)? $")
_OF = " of "


def _moves_up(lowered: str, start: int) -> bool:
    """Tell "ticked up to 3.8%" from "up to 3.8%" and from "lost up to 3.8%"."""
    before = _LAST_WORD.search(lowered, max(0, start - 20), start)
    if before is None or before[1].startswith(_DOING):
        return False
    told = changes.words().get(before[1], ())
    moves = any(change.what == "verb" and change.direction == "up" for change in told)
    picks = _PICKING.search(lowered, max(0, start - 40), start) is not None
    return moves or picks or before[1] in words("going")


def bound_of(lowered: str, start: int, end: int) -> Bound:
    """Return the bound of the figure at `[start, end)` of a text in lower case."""
    if lowered.startswith(_OF, end) and _WITHIN.search(lowered, max(0, start - 20), start):
        return "le" if _KEPT.search(lowered, max(0, start - 60), start) else "lt"
    if _MARK.match(lowered, end) and (
        article := _ARTICLE.search(lowered, max(0, start - 5), start)
    ):
        start = article.start()
        if _PASSED.search(lowered, max(0, start - 10), start):
            return "gt"
    if _COUNTED.search(lowered, max(0, start - 60), start):
        return "gt"
    pattern, found = bounds.before()
    match = pattern.search(lowered, max(0, start - 40), start)
    if match is not None and not (match[1] == "up to" and _moves_up(lowered, match.start(1))):
        bound = found[match[1]]
        begin = match.start(1)
        if bound in _TURNED and _DENIED.search(lowered, max(0, begin - 40), begin):
            return _TURNED[bound]
        return bound
    pattern, found = bounds.after()
    match = pattern.match(lowered, end)
    return found[match[1]] if match is not None else "eq"
