"""Over which period a figure is told, or when: the nearest time its clause ties to it."""

import re
from collections.abc import Sequence

from newsx.knowledge.grammar_words import words
from newsx.resolve.binder import Binder
from newsx.schema import FigureRole, Period

# After these words a time belongs to what the figure is compared with.
_PARTING = frozenset(
    {"from", "versus", "vs", "vs.", "compared", "than", "against", "below", "above"}
)
_RANGE = re.compile(r"^[Ss]ince|through| to |[-–]")
_SPANNING = frozenset({"over", "for", "in", "within", "during", "throughout"})
_COMPARING = frozenset({"from", "than", "versus", "over"})


def period_of(
    binder: Binder, index: int, periods: Sequence[Period], role: FigureRole
) -> Period | None:
    """Return the period of the figure that is word `index`, where the sentence tells one."""
    found = binder.words
    clause = binder.sentence.clauses[binder.sentence.clause_of(index)]
    right = _right(binder, index, periods, role)
    if right is not None:
        return right
    for place in range(index - 1, clause.begin - 1, -1):
        if found[place].lower in _PARTING and place != index - 1:
            break
        if found[place].what == "time" and _fits(binder, place, periods):
            return periods[found[place].row]
    for place in range(clause.begin - 1, -1, -1):
        if (
            found[place].what == "figure"
            and clause.verbs
            and not binder.is_apposition(index, place)
        ):
            break
        if found[place].what == "time" and _fits(binder, place, periods):
            return periods[found[place].row]
    return None


def _right(
    binder: Binder, index: int, periods: Sequence[Period], role: FigureRole
) -> Period | None:
    found = binder.words
    for place in range(index + 1, min(index + 14, len(found))):
        word = found[place]
        if (
            word.lower in _PARTING and not (word.lower == "from" and _leads_to_plain(binder, place))
        ) or word.lower in {";", "while", "and", "whereas", "but"}:
            return None
        if word.what == "figure" and found[place - 1].lower in {"from", "versus", "against"}:
            return None
        if (
            word.verb
            and word.verb != "auxiliary"
            and place > index + 1
            and found[place - 1].what == "mark"
        ):
            return None
        if word.what == "time" and (
            _fits(binder, place, periods)
            or (role == "from" and periods[word.row].kind != "duration")
        ):
            return periods[word.row]
    return None


def _leads_to_plain(binder: Binder, place: int) -> bool:
    """Tell "pulled $3bn from the strategy in July" from "rose from 5% in July"."""
    position = place + 1
    while position < len(binder.words) and binder.words[position].lower in words("determiners"):
        position += 1
    return position < len(binder.words) and binder.words[position].what in {"word", "name"}


def _fits(binder: Binder, place: int, periods: Sequence[Period]) -> bool:
    """Tell whether a time says when, and not what is compared with or how long something is."""
    period = periods[binder.words[place].row]
    before = binder.words[place - 1].lower if place else ""
    if period.kind == "duration":
        return before in _SPANNING and "-" not in period.text
    if before in _COMPARING and not _RANGE.search(period.text):
        return False
    lowered = period.text.lower()
    if lowered.startswith(("until", "before", "after")) or lowered.endswith(
        (" earlier", "-earlier", "-ago", " before", " ago")
    ):
        return False
    after = binder.words[place + 1].lower if place + 1 < len(binder.words) else ""
    return after not in words("agents")
