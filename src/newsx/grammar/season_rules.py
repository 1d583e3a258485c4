"""What seasons, holidays and nights mean: "last summer", "by Christmas", "tonight"."""

import re
from datetime import date, timedelta
from typing import Final

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.moved import lasts, moved_by
from newsx.grammar.time_words import OFFSETS, count_of
from newsx.grammar.times import Built, Reference, Resolver
from newsx.knowledge import holidays

SEASON: Final = r"(?:spring|summer|autumn|fall|winter)"
_FEASTS: Final = "|".join(sorted(map(re.escape, holidays.names()), key=len)[::-1])
HOLIDAY: Final = "(?:" + _FEASTS.replace("'", "['’]") + ")"

# Seasons as EDTF numbers them, and the month a northern one begins with.
_NUMBER: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_BEGINS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_HALF, _YEAR = 6, 12
# A season or feast alone is a time only after a word that leads to one: "the fall of 3%" is none.
_LED: Final = re.compile(
    r"\b(?:by|before|since|until|till|during|over|after|from|through|around)(?: the)? $"
)
_LED_DAY: Final = re.compile(
    r"\b(?:by|before|since|until|till|during|over|after|from|through|around|at|for|than)"
    r"(?: the)? $"
)
# What says of a noun what it is: "spring wheat", "the Christmas quarter", "summer's end".
_OF_NOUN: Final = re.compile(
    r"(?:['’]s?)? (?!(?:and|or|but|as|at|in|on|by|to|from|for|with|of|when|while|was|is|were|are"
    r"|has|had|have|will|would|could|should|may|might|the|a|an|it|its|they|he|she|we|compared"
    r"|than|after|before|because|if|that|which|who|last|this|next|amid|following|despite|due|into"
    r"|over|under|so|not|said|says|against|ahead|thanks|since|until)\b)[a-z]|-"
)
# "The fall of 2000 points", "the Arab Spring of 2011": two seasons are also what else happens.
_MOVES: Final = frozenset({"fall", "spring"})
_LED_YEAR: Final = re.compile(
    r"\b(?:in|by|before|since|until|till|during|over|after|from|through|around|of)"
    r"(?: the)?(?: early| mid| late)? $"
)
# "Through the spring" is told of what was and of what will be.
_THROUGH: Final = re.compile(r"\bthrough(?: the)? $")
_WILL: Final = re.compile(
    r"\b(?:will|would|should|(?<!in )(?<!since )(?<!from )may|could|might"
    r"|(?:is|are|set|likely) to|expects?|expected|plans?|planned)\b"
)
_WILL_AFTER: Final = re.compile(r"(?:,? [a-z’'-]+){0,3} (?:will|would|should|is to|are to)\b")
_ALONE: Final = frozenset({"tonight", "overnight"})
_NOUN_BEHIND: Final = re.compile(r"(?!['’])" + _OF_NOUN.pattern.removeprefix("(?:['’]s?)?"))
# "The month before the sale": counted from what no calendar tells.
_OF_EVENT: Final = re.compile(
    r" (?!(?:and|or|but|as|when|while|in|on|at|to|by|from|for|with|amid|because|was|were|is|are"
    r"|had|has|have|which|that|who|said|than|after)\b)[a-z]"
)
# "The first three months as a public firm", but "in the first three months as sales rose"
_OF_ITS_OWN: Final = re.compile(
    r" (?:of|since|under|before|as (?:an?|the|chief|head|president|chair\w*)"
    r"|(?:after|following) (?:the|its|his|her|their|it|he|she|they))\b"
)
_NEW_YEAR: Final = "new year"
_FOR_YEAR: Final = re.compile(r"\b(?:for|during) the $")
# Days within which "this Christmas" may be of the year before or after.
_JUST: Final = 60
_AHEAD: Final = re.compile(r"\b(?:by|before|until|till)(?: the)? $")
_BEHIND: Final = re.compile(r"\bsince(?: the)? $")


def _season(year: int, number: int) -> Stretch:
    """Return a season that begins in a year, with the days it has in the north."""
    first = date(year, _BEGINS[number], 1)
    last = calendar.add_months(first, 3) - timedelta(days=1)
    return Stretch(f"{year:04}-{number}", first, last)


def season(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "last summer", "this fall", "the winter of 2010", "spring 2011", "by the autumn"."""
    number = _NUMBER[match["s"]]
    which = (match["which"] or "").strip()
    left = match.string[max(0, match.start() - 16) : match.start()]
    if match["y"]:
        if match["to"] and int(match["to"]) % 100 != (int(match["y"]) + 1) % 100:
            return None
        doubtful = match["s"] in _MOVES and not which
        if doubtful and (
            _LED_YEAR.search(left) is None or _OF_NOUN.match(match.string, match.end())
        ):
            return None
        fixed = _season(int(match["y"]), number)
        return "period", lambda _: fixed
    if not which and (
        _LED.search(left) is None
        or (number == _NUMBER["fall"] and match["s"] == "fall")
        or _OF_NOUN.match(match.string, match.end())
    ):
        return None
    ahead = future or bool(_AHEAD.search(left))
    if _THROUGH.search(left):
        clause = match.string[max(0, match.start() - 60) : match.start()].rpartition(". ")[2]
        ahead = _WILL.search(clause) is not None
    elif future is None and _WILL_AFTER.match(match.string, match.end()):
        ahead = True
    behind = which in {"last", "past", "previous"} or bool(_BEHIND.search(left))
    return "period", _near_season(number, which, ahead=ahead, behind=behind)


def _near_season(number: int, which: str, *, ahead: bool, behind: bool) -> Resolver:
    """Return a resolver to the season that is nearest on the side that the words tell."""

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        years = (today.year - 1, today.year, today.year + 1)
        seasons = [_season(year, number) for year in (today.year - 2, *years)]
        over = [one for one in seasons if one.last is not None and one.last < today]
        coming = [one for one in seasons if one.last is not None and one.last > today]
        begun = [one for one in seasons if one.first is not None and one.first <= today]
        if which in {"next", "coming"}:
            return next(one for one in coming if one.first is not None and one.first > today)
        if not which and ahead:
            return coming[0]
        if behind:
            return over[-1]
        if not which:
            return begun[-1]
        # "this spring" is that of the year, and "this winter" the one that is or comes
        if number == _NUMBER["winter"]:
            return begun[-1] if today.month <= _HALF else _season(today.year, number)
        return _season(today.year, number)

    return resolve


def holiday(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "by Christmas", "since Easter", "until Easter 2025", "before Lunar New Year"."""
    name, which = match["feast"].replace("’", "'"), (match["which"] or "").strip()
    left = match.string[max(0, match.start() - 16) : match.start()]
    led = _LED_DAY.search(left) is not None
    if not (match["y"] or which or led) or _OF_NOUN.match(match.string, match.end()):
        return None
    if name == _NEW_YEAR and not (match["y"] or which) and _FOR_YEAR.search(left):
        return "period", _new_year
    ahead = future or which in {"next", "coming"} or bool(_AHEAD.search(left))

    def resolve(reference: Reference | None) -> Stretch | None:
        if match["y"]:
            fixed = holidays.day_in(name, int(match["y"]))
            return calendar.day(fixed) if fixed is not None else None
        if reference is None:
            return None
        today = reference.published
        years = range(today.year - 1, today.year + 2)
        days = [found for year in years if (found := holidays.day_in(name, year)) is not None]
        if which == "this":
            return calendar.day(min(days, key=lambda day: _far(day, today))) if days else None
        near = [found for found in days if (found >= today if ahead else found <= today)]
        if not near:
            return None
        return calendar.day(near[0] if ahead else near[-1])

    return "date", resolve


def _far(day: date, today: date) -> tuple[bool, int]:
    """Return how far "this Christmas" is: that of the year, but in January the one just over."""
    away = abs((day - today).days)
    return (day.year != today.year and away > _JUST), away


def _new_year(reference: Reference | None) -> Stretch | None:
    """Resolve "the target for the new year", which is that year and not its first day."""
    if reference is None:
        return None
    today = reference.published
    return calendar.year(today.year + (today.month > _HALF))


def play_season(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "this season", "last season": of crops, sport or earnings; its days nobody tells."""
    del future
    if match.string.startswith((" ticket", "-"), match.end()):
        return None
    return "period", lambda _: None


def night(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "last night", "tonight", "overnight", "this morning"; but no "overnight rate"."""
    del future
    if match["night"] in _ALONE and _NOUN_BEHIND.match(match.string, match.end()):
        return None
    shift = -1 if match["night"].startswith("last") else 0

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        return calendar.day(reference.published + timedelta(days=shift))

    return "date", resolve


def unit_before(match: re.Match[str], *, future: bool | None) -> Built:
    """Read "the month before", "the week earlier": counted from what stands before it."""
    del future
    unit = match["u"]
    if match["how"] == "before" and _OF_EVENT.match(match.string, match.end()):
        return "period", lambda _: None

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        anchor = reference.previous
        if unit == "week" and anchor is not None and lasts(anchor, 1, unit):
            return moved_by(anchor, -1, unit)
        day = anchor.first if anchor is not None and anchor.first else reference.published
        return calendar.holding(day, unit, OFFSETS["last"])

    return "period", resolve


def first_months(match: re.Match[str], *, future: bool | None) -> Built | None:
    """Read "in the first five months": of the running year, or of the last where they lie ahead."""
    count = int(count_of(match["n"]))
    if not 1 < count < _YEAR or _OF_ITS_OWN.match(match.string, match.end()):
        return None

    def resolve(reference: Reference | None) -> Stretch | None:
        if reference is None:
            return None
        today = reference.published
        year = today.year - (count >= today.month and not future)
        if count in {3, 6}:
            return calendar.quarter(year, 1) if count == 3 else calendar.half(year, 1)
        return calendar.between(calendar.month(year, 1), calendar.month(year, count))

    return "period", resolve
