"""Over which period a figure is told, or when: the nearest time its clause ties to it."""

import re
from collections.abc import Sequence

from newsx.knowledge.grammar_words import words
from newsx.resolve.measures.binder import Binder
from newsx.schema import FigureRole, Period

# After these words a time belongs to what the figure is compared with.
_PARTING = frozenset(
    {"from", "versus", "vs", "vs.", "compared", "than", "against", "below", "above"}
)
_RANGE = re.compile(r"^[Ss]ince|through| to |[-–]")
# "Its highest since March", "the most in two years", "notes due 2024": no time of the figure.
_SUPERLATIVE = re.compile(r"\w{2,}est|most|least|worst|best|first|time|record")
_TO_SUPERLATIVE = frozenset(
    {"since", "in", "for", "the", "a", "its", "at", "reading", "level", "pace"}
)
_DUE = frozenset({"due", "maturing", "matures", "expiring", "payable"})
_DATED = frozenset(
    {"bond", "bonds", "note", "notes", "predecessor", "delivery", "contract", "futures"}
)
# "From 5.1% in the May forecasts": when it was foreseen, and not for when.
_FORESEEN = frozenset({"forecast", "forecasts", "estimate", "estimates", "projections", "outlook"})
# "17.9% below Thursday's close": what the figure is measured against.
_MEASURED_AGAINST = frozenset({"to", "over", "than", "below", "above", "against", "on", "with"})
_RELATIVE = frozenset({"which", "who", "whose", "that", "where"})
_SPANNING = frozenset({"over", "for", "in", "within", "during", "throughout"})
_COMPARING = frozenset({"from", "than", "versus", "over"})
# "Over the past 12 months" is a time, "growth over last year" a comparison.
_PAST = re.compile(
    r"(?:the )?(?:past|last|next|coming) (?:\d+|[a-z]+) ?[a-z-]* ?[a-z]*s$", re.IGNORECASE
)
_WHICH = frozenset({"first", "last", "past", "next", "final", "opening", "remaining", "latest"})
_REACH = 6


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
            return None if role == "from" else _opening(binder, index, periods)
        if (
            found[place].what == "time"
            and _fits(binder, place, periods)
            and _reaches_on(binder, place)
        ):
            return periods[found[place].row]
    return None


def _opening(binder: Binder, index: int, periods: Sequence[Period]) -> Period | None:
    """Return the time a sentence opens with, where none stands between it and the figure."""
    times = [place for place in range(index) if binder.words[place].what == "time"]
    if len(times) != 1 or not _opens(binder, times[0]) or not _fits(binder, times[0], periods):
        return None
    return periods[binder.words[times[0]].row]


def _reaches_on(binder: Binder, place: int) -> bool:
    """Tell whether a time of an earlier clause can say when what comes after it was.

    "Next, which reports on Thursday, fell" and "he said on Tuesday that" do not; nor does a time
    that closes with a figure of its own: "from 4% in March, while".
    """
    clause = binder.sentence.clauses[binder.sentence.clause_of(place)]
    before = binder.words[clause.begin : place]
    if before and before[0].lower in _RELATIVE:
        return False
    last = next((word for word in reversed(before) if word.verb), None)
    return last is None or last.verb != "say"


def _right(
    binder: Binder, index: int, periods: Sequence[Period], role: FigureRole
) -> Period | None:
    found = binder.words
    for place in range(index + 1, min(index + 14, len(found))):
        word = found[place]
        if (
            word.lower in _PARTING
            and not (word.lower == "from" and _leads_to_plain(binder, place))
            and not _is_bound(binder, place)
        ) or word.lower in {";", "while", "whereas", "but", *_RELATIVE}:
            return None
        if word.lower == "and" and not _joins_nouns(binder, place):
            return None
        if word.what == "figure" and found[place - 1].lower in {"from", "versus", "against"}:
            return None
        if (
            word.verb
            and word.verb != "auxiliary"
            and place > index + 1
            and found[place - 1].what == "mark"
            and not _is_reduced(binder, place)
        ):
            return None
        if word.what == "time" and (
            _fits(binder, place, periods)
            or (role == "from" and periods[word.row].kind != "duration")
            or (place == index + 1 and periods[word.row].text.lower().endswith(" ago"))
        ):
            return periods[word.row]
    return None


def _is_bound(binder: Binder, place: int) -> bool:
    """Tell "to less than €200m, in 2009", "60% above the limit in May" from a comparison."""
    found = binder.words
    if found[place].lower == "than":
        return found[place - 1].lower in {"less", "more", "fewer"} and (
            place + 1 < len(found) and found[place + 1].what == "figure"
        )
    return found[place].lower in {"above", "below"} and _leads_to_plain(binder, place)


def _joins_nouns(binder: Binder, place: int) -> bool:
    """Tell "3 tonnes of cotton, coffee and cocoa last year" from "3 tonnes and sold 2 in May"."""
    for word in binder.words[place + 1 : place + _REACH]:
        if word.what == "time":
            return True
        if word.verb or word.what in {"figure", "name", "mark"}:
            return False
    return False


def _is_reduced(binder: Binder, place: int) -> bool:
    """Tell "€64m, booked in the fourth quarter" from "$3bn, sold in May what"."""
    following = binder.words[place + 1 : place + 3]
    return (
        binder.words[place].lower.endswith("ed")
        and len(following) > 1
        and following[0].lower == "in"
        and following[1].what == "time"
    )


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
        return _lead_of(binder, place) in _SPANNING and "-" not in period.text
    if before in _COMPARING and not (_RANGE.search(period.text) or _PAST.match(period.text)):
        return False
    lowered = period.text.lower()
    after = binder.words[place + 1].lower if place + 1 < len(binder.words) else ""
    since = lowered.startswith("since")
    if before in _DUE or after in _DATED | _FORESEEN or _tells_how_rare(binder, place, since=since):
        return False
    if binder.words[place + 1 : place + 2] and binder.words[place + 1].what == "possessive":
        return before not in _MEASURED_AGAINST
    if lowered.endswith(" ago") and _opens(binder, place):
        return True
    if lowered.startswith(("until", "before", "after")) or lowered.endswith(
        (" earlier", "-earlier", "-ago", " before", " ago")
    ):
        return False
    return after not in words("agents")


def _lead_of(binder: Binder, place: int) -> str:
    """Return the preposition of "in four months", "for the first nine months"."""
    position = place - 1
    while position > 0 and (
        binder.words[position].lower in _WHICH
        or binder.words[position].lower in words("determiners")
    ):
        position -= 1
    return binder.words[position].lower if position >= 0 else ""


def _opens(binder: Binder, place: int) -> bool:
    """Tell whether a sentence opens with a time: "Four years ago it was", "In 2011, when"."""
    return all(
        word.lower in words("prepositions") | words("conjunctions") | words("determiners")
        for word in binder.words[:place]
        if word.what != "mark"
    )


def _tells_how_rare(binder: Binder, place: int, *, since: bool) -> bool:
    """Tell "its biggest rise since March" and "the most in two years" from "fell since March"."""
    for word in reversed(binder.words[max(0, place - 4) : place]):
        if _SUPERLATIVE.fullmatch(word.lower):
            return True
        if word.what == "mark" or word.verb:
            return False
        if not since and word.lower not in _TO_SUPERLATIVE:
            return False
    return False
