"""Dates, periods and durations: characters -> readings, resolved against a reference day.

A reading knows its place and, given the day of publication, its stretch of time. What needs no
reference ("September 2023") resolves without one; what does ("last week") stays unresolved.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from newsx.grammar import calendar
from newsx.grammar.calendar import Stretch
from newsx.grammar.day_rules import plain_year
from newsx.grammar.durations import durations
from newsx.grammar.moved import moved_by
from newsx.grammar.time_rules import RULES, TRIES, TRIGGER
from newsx.grammar.time_words import COUNT, count_of
from newsx.grammar.times import Reference, Resolver, Rule, Time
from newsx.knowledge.grammar_words import words
from newsx.knowledge.vocabulary import lower

_ENDED = re.compile(
    rf"(?P<the>the )?(?:(?P<o>first|last) )?(?:(?P<n>{COUNT})[ -])?"
    r"(?:business |fiscal |financial |trading )?"
    r"(?P<u>quarter|half[ -]year|half|fortnight|week|day|month|year|decade|period)(?:s)? "
    r"(?:that )?(?:ended|ending|to|through|until|up to)(?: on| in)?(?: the)? $"
)
# Until this day of a month nothing ends with the month: "the three months ended 7 November".
_MID_MONTH = 23
# "To end-June", "to mid-August": of that whole month.
_IN_MONTH = re.compile(r"(?:the )?(?:end of |end-)|(?:early|mid|late)[ -]")

# "In a year through June" tells a stretch of time, "3% a year through 2019" how often.
_A_STRETCH = re.compile(r"(?:^|[,;:(]|\b(?:in|for|over|during|of|after|within)) ?$")

_LINK = re.compile(r"(?: through | to | until | till | and |[-–—]| [-–—] )(?:the )?$")
# "In June – the previous month's gap ...": a dash between two clauses.
_ANOTHER = re.compile(r"(?:the )?(?:previous|prior|preceding|following|same|next|last)\b")

_DASHES = frozenset("-–—")

# "The year to August" is no range from one time to another.
_UNIT_ALONE = re.compile(r"the (?:year|quarter|month|week|decade)|half-year")
_SHORT_DAYS = frozenset({"sun", "sat", "mon", "wed", "fri", "thu", "tue"})
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|\b(?:last|this|next) year\b")

_LEAD = re.compile(
    r"(?<![a-z])(since|through|until|till|before|after|between|from|as of|beginning"
    r"|starting)(?: on| in)?(?: the)? $"
)

_PAST = rf"(?:was|were|had|did|{'|'.join(sorted(words('irregular_past')))}|[a-z]{{3,}}ed)"

# Letters before a time that are read: what stands near it, and its clause.
_NEAR, _CLAUSE = 60, 160

_AHEAD = re.compile(
    r"(?:\b(?:will|due|scheduled|expected|expects|plans|planned|set(?= (?:to|for)\b)|slated"
    r"|forecasts?|starting|would|should|must|to be|expect|opens|ends|begins|starts|expires?"
    r"|matures|maturing|payable|delivery)\b[^.;]{0,40}"
    r"|\b(?:between|from) now (?:and|until|till|to) (?:the end of )?"
    r"|\bnext (?:[a-z-]+ ){1,2}(?:on|in) |\b(?:futures|crude|oil|gas|coal|contracts?) for "
    r"|\blikely (?:in|on|at) (?:the )?"
    r"|\b(?:bets|odds|chances?|probability|likelihood) (?:of|on|for) "
    rf"(?:(?!{_PAST}\b|to [^\s.;]*\d)[^\s.;]+ ){{1,8}})$"
)
# "Moved orders into the second half", "the float has slipped to October".
_PUT_OFF = re.compile(
    r"\b(?:mov|push|slip|delay|deferr|shift|postpon|roll|put)(?:e?d|ped|ing|ping)? "
    r"(?:[a-z-]+ ){0,4}(?:in)?to (?:the )?$"
)
# What somebody did, other than to say so.
_DONE = re.compile(rf"(?<!\bbe )\b(?!(?:said|told|announced|reported)\b){_PAST}\b")
# "Fees rise with effect from May 1"; what was made so may long be in effect.
_IN_EFFECT = re.compile(r"\b(?:with effect (?:from|on) (?:the )?|effective (?:from |on )?)$")
# "From April the bank will halve it"
_AHEAD_AFTER = re.compile(
    rf",?(?: (?!{_PAST}\b)[a-z’'-]+){{0,4}}"
    r" (?:will|would|is to|are to)\b"
)

# "For March the big firms see a fall".
_FOR = re.compile(r"\bfor (?:the )?$")
_FORESEEN_AFTER = re.compile(
    rf",?(?: (?!{_PAST}\b)[a-z’'-]+){{0,4}}"
    r" (?:sees?|expects?|forecasts?|predicts?|projects?|foresees?|will|would)\b"
)

# "Until 5pm on 15 April" lies ahead; "in the week through Nov. 12" does not.
_UP_TO = re.compile(
    r"\b(?:by|before|through|until|till|next|(?:no|not) (?:later|sooner|earlier) than)"
    r"(?: at least)?(?: \d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\.?)?(?: on| in)? (?:the )?(?:end of )?$"
)
# What is traded is yet to come: "December delivery", "the March contract".
_TO_COME = re.compile(r"[ -](?:deliver(?:y|ies)|contracts?|futures|cargoe?s?|settlement|expiry)\b")

# A verb in the past between: "it would lend, and said on Wednesday that".
_TURNS_BACK = re.compile(
    r"\b(?:said|told|was|were|had|did|wrote|reported|announced|disclosed|showed)\b"
    r"|, (?:and |but )?[a-z]{3,}ed\b"
)
_FISCAL_YEAR = re.compile(r"(?:the )?(?:fiscal|financial)(?: year)? (?:19|20)\d\d")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_LISTED = re.compile(r",? (?P<and>and |or |versus |against |to )?")
_GOES_ON = re.compile(r",? (?:and |or )?(?:19|20)\d\d\b(?!['’])")
# What was before: "down from 5% in January", "above the 14 set in May"; not "from 5 to 6 in May".
_LEVEL_BEFORE = re.compile(
    r"(?:\b(?:(?<!down )(?<!up )(?P<bare>from)|from|against|versus|vs\.?)"
    r" (?:(?!to\b|by\b)[^\s,;]+ ){0,2}[^\s,;]*\d[^\s,;]*"
    r"(?: (?!to\b|by\b)[a-z]+){0,2} (?:in|at the end of)|(?<!be )(?<!to )\bset (?:in|on)"
    r"|(?<!later )(?<!earlier )(?<!sooner )(?<!before )\bthan(?: in)?|\bon a par with|\bsince)"
    r" (?:the )?$"
)
# "It will raise the fee to 5% from 3% in January" is then; what will slow to 3% from 4% in the
# first quarter may be either.
_WILL = re.compile(
    r"\b(?:will|would|due|(?:is|are|aims?|agreed|decided|expected|expects|intends|plan|planned|plans"
    r"|proposed|scheduled|set|voted|wants) to)\b(?P<rest>(?:[^.;]|\.(?=\d))*)$"
)
_CHANGES = re.compile(
    r"\b(?:(?:raise|hike|reduce|increase)d?|(?:lift|lower)(?:ed)?|cut) (?:.* )?to [^\s]*\d"
)
# "It cut the forecast, having in August pencilled in 19 billion".
_HAVING = re.compile(r"\bhaving(?: [a-z]+ly)? (?:(?:in|on|at|as recently as)(?: the)? )?$")
# Words before a time that say it is past: "priced on Oct. 2", "since November".
_BEHIND = re.compile(rf"(?:\bsince|\b(?:last|{_PAST})\b[^.;]{{0,25}}) $")
_PAST_AFTER = re.compile(rf"(?: [a-z’'-]+){{0,3}} {_PAST}\b")
# "After Tuesday's close": a close on that day.
_OWNS = re.compile(r"['’]s [a-z]")
_STARTING = re.compile(r"\b(?:from|starting|beginning)(?: on)? (?:the )?$")
_ENDING = re.compile(r"\b(?:year|quarter|half|months?) ending(?: on)? (?:the )?$")

_MAY = re.compile(
    r"(?:\b(?:began|ended|entered|finished|closed|in|since|from|until|by|of|last|this|next|through"
    r"|to|early|mid|late|and|or|end"
    r"|before|after|for|during|recently as)|[,(–-]) ?$"
)
# "The March quarter", "the May contract", "below its May record"; no "the May government".
_MONTH_NOUN = re.compile(r"[ -](?:quarter|half|contracts?|futures|deliver(?:y|ies)|options?)\b")
_OF_MONTH = re.compile(r" (?P<noun>[a-z]+)")
_NO_NOUNS = words("prepositions") | words("conjunctions") | words("never_of_a_month")
_DETERMINED = re.compile(r"\b(?:(?P<a>a)|the|its|their|his|her|this|that) $")
# Somebody's name: "Theresa May's", "Ms March's"; not a sentence that begins with "In May"
_NAMED_SO = re.compile(r"\b([A-Z][a-z]+)\.? (May|March)\b(?! \d)")
_NO_NAMES = words("prepositions") | words("conjunctions") | words("determiners") | {
    "early", "end", "last", "late", "mid", "next",
}  # fmt: skip


def scan(text: str) -> Iterator[Time]:
    """Yield every expression of time in order; they never overlap.

    >>> [text_.resolve(None).iso for text_ in scan("Sales in Q3 2023 and on April 2, 2012")]
    ['2023-Q3', '2012-04-02']
    """
    lowered = lower(text)
    atoms = _atoms(text, lowered)
    found = _without_overlap([*_composed(lowered, atoms), *durations(lowered)])
    yield from _fiscal_again(lowered, found)


def _fiscal_again(lowered: str, times: Iterable[Time]) -> Iterator[Time]:
    """Yield times in order; a year that is listed after a fiscal one is fiscal, too.

    "In fiscal 2014, 2013 and 2012".
    """
    before: Time | None = None
    for time in times:
        told = time
        if before is not None and _YEAR_ALONE.fullmatch(lowered, time.start, time.end):
            listed = _LISTED.fullmatch(lowered, before.end, time.start)
            alone = listed is not None and not listed["and"]
            goes_on = not alone or _GOES_ON.match(lowered, time.end) is not None
            if (
                listed is not None
                and goes_on
                and _FISCAL_YEAR.match(lowered, before.start, before.end)
            ):
                year = int(lowered[time.start : time.end])
                told = replace(time, resolve=_fiscal(year))
        yield told
        # of a list, the first alone says what its years are
        before = replace(before, end=time.end) if told is not time and before else time


def _fiscal(year: int) -> Resolver:
    return lambda _: calendar.fiscal(year)


def _without_overlap(times: list[Time]) -> Iterator[Time]:
    """Yield the longest of those that overlap, in order."""
    starts: list[int] = []
    taken: list[Time] = []
    for time in sorted(times, key=lambda time: (time.start - time.end, time.start)):
        place = bisect_right(starts, time.start)
        clear = place == 0 or taken[place - 1].end <= time.start
        if clear and (place == len(starts) or time.end <= starts[place]):
            starts.insert(place, time.start)
            taken.insert(place, time)
    yield from taken


def _atoms(text: str, lowered: str) -> list[Time]:
    found = []
    position = 0
    named = _named_so(text)
    while match := TRIGGER.search(lowered, position):
        start = match.start()
        position = match.end() if match.lastgroup != "the" else start + 4
        best: Time | None = None
        for category in TRIES[match.lastgroup or "the"]:
            for rule in RULES[category]:
                reading = rule.pattern.match(lowered, start)
                if reading is None or (best is not None and reading.end() <= best.end):
                    continue
                if not _plausible(text, lowered, reading, rule, named):
                    continue
                ahead = _lies_ahead(lowered[max(0, start - _CLAUSE) : start])
                if ahead is None:
                    ahead = _said_after(lowered, start, reading.end())
                if _is_delivery(reading):
                    ahead = True
                built = rule.build(reading, future=ahead)
                if built is not None:
                    kind, resolve = built
                    best = Time(start, reading.end(), kind, resolve)
        if best is not None:
            spaces = best.end - len(text[start : best.end].rstrip()) - start
            if spaces:
                best = replace(best, end=best.end - spaces)
            found.append(best)
            position = max(position, best.end)
    return found


def _said_after(lowered: str, start: int, end: int) -> bool | None:
    """Tell from the words behind it whether a time lies ahead; None where they do not say."""
    if _PAST_AFTER.match(lowered, end) is not None:
        return False
    near = max(0, start - 20)
    if _FOR.search(lowered, near, start) and _FORESEEN_AFTER.match(lowered, end):
        return True
    begins = _STARTING.search(lowered, near, start) is not None
    return True if begins and _AHEAD_AFTER.match(lowered, end) is not None else None


def _is_delivery(reading: re.Match[str]) -> bool:
    """Tell "for March delivery" from "third-quarter deliveries"."""
    named = reading.groupdict().get("m") is not None
    return named and _TO_COME.match(reading.string, reading.end()) is not None


def _lies_ahead(left: str) -> bool | None:
    """Tell from the words before it whether a time lies after publication; None if they do not."""
    clause, left = left, left[-_NEAR:]
    level = _LEVEL_BEFORE.search(left)
    if level is not None:
        will = _WILL.search(clause) if level["bare"] else None
        if will is None or _DONE.search(will["rest"]) is not None:
            return False
        return True if _CHANGES.search(will["rest"]) is not None else None
    if _HAVING.search(left) is not None:
        return False
    if _PUT_OFF.search(left) is not None:
        return True
    ahead = _AHEAD.search(left)
    if ahead is not None and _TURNS_BACK.search(ahead.group()) is None:
        return True
    if _IN_EFFECT.search(left) is not None:
        return None if _DONE.search(clause.rpartition(". ")[2]) is not None else True
    if _ENDING.search(left) is not None:
        return True
    ended = _ended_before(left)
    if _UP_TO.search(left) is not None and ended is None:
        return True
    if ended is not None and ended["u"] == "week":
        return False
    if _STARTING.search(left) is not None:
        return None
    return False if _BEHIND.search(left) is not None else None


def _named_so(text: str) -> frozenset[str]:
    """Return what of May and March somebody in a text is called."""
    return frozenset(
        found[2].lower() for found in _NAMED_SO.finditer(text) if found[1].lower() not in _NO_NAMES
    )


def _plausible(
    text: str, lowered: str, match: re.Match[str], rule: Rule, named: frozenset[str]
) -> bool:
    """Tell names of months and days from the words they are spelt like."""
    groups = match.groupdict()
    name = groups.get("m") or groups.get("w")
    if rule.build is plain_year:
        before = lowered[max(0, match.start() - 2) : match.start()]
        return not (before[-1:] in {"-", "–"} and before[:1].isdigit())
    if name is None or groups.get("y"):
        return True
    start = match.start("m" if groups.get("m") else "w")
    if not text[start].isupper():
        return bool(groups.get("d")) and name.rstrip(".") not in {
            "may",
            "march",
            "mar",
            "sat",
            "sun",
        }
    if (
        groups.get("m")
        and not groups.get("d")
        and name.rstrip(".") in {"may", "mar", "jan", "dec", "march"}
    ):
        bare = name in {"may", "march"}
        if text[match.start()] != text[start]:
            return True
        return (
            _MAY.search(lowered, max(0, start - 12), start) is not None
            or (not bare and name.endswith("."))
            or _is_month_of(lowered, start, match.end("m"), named)
        )
    return not groups.get("w") or name.rstrip(".") not in _SHORT_DAYS


def _is_month_of(lowered: str, start: int, end: int, named: frozenset[str]) -> bool:
    """Tell "March's sales" and "its May record" from "Ms March's sales" and "a March hare"."""
    if _MONTH_NOUN.match(lowered, end) is not None:
        return True
    if lowered.startswith(("'s ", "’s "), end):
        return lowered[start:end] not in named
    noun = _OF_MONTH.match(lowered, end)
    if noun is None or noun["noun"] in _NO_NOUNS:
        return False
    before = _DETERMINED.search(lowered, max(0, start - 8), start)
    return before is not None and (not before["a"] or noun["noun"] in words("studies"))


def _composed(lowered: str, atoms: list[Time]) -> Iterator[Time]:
    """Yield the times that atoms make together with the words before and between them."""
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        index += 1
        if index < len(atoms):
            between = lowered[atom.end : atoms[index].start]
            joined = _joined(lowered, atom, between, atoms[index])
            if joined is not None:
                atom = joined
                index += 1
        left = lowered[max(0, atom.start - 48) : atom.start]
        ended = _ended_before(left)
        if ended is not None and atom.kind != "duration":
            start = atom.start - len(left) + ended.start()
            by_month = _IN_MONTH.match(lowered, atom.start, atom.end) is not None
            yield Time(start, atom.end, "period", _ended(ended, atom.resolve, by_month=by_month))
            continue
        lead = _LEAD.search(left)
        if (
            lead is not None
            and lead[1] in {"since", "through", "until", "till", "before", "after"}
            and not _OWNS.match(lowered, atom.end)
        ):
            start = atom.start - len(left) + lead.start()
            yield Time(
                start,
                atom.end,
                "period",
                _led(lead[1], atom.resolve, ends=_names_end(lowered, atom)),
            )
            continue
        yield atom


def _names_end(lowered: str, time: Time) -> bool:
    """Tell "before the end of May", which is until its last day."""
    return (
        "end of" in lowered[time.start : time.end] or "year-end" in lowered[time.start : time.end]
    )


def _joined(lowered: str, first: Time, between: str, second: Time) -> Time | None:
    if not _LINK.fullmatch(between) or _UNIT_ALONE.fullmatch(lowered, first.start, first.end):
        return None
    word = between.strip(" ")
    if word in _DASHES and word != between and _ANOTHER.match(lowered, second.start):
        return None
    lead = _LEAD.search(lowered[max(0, first.start - 16) : first.start])
    if word.startswith("and") and (lead is None or lead[1] != "between"):
        return None

    dated = [
        _HAS_YEAR.search(lowered, time.start, time.end) is not None for time in (first, second)
    ]

    def resolve(reference: Reference | None) -> Stretch | None:
        high = second.resolve(reference)
        if high is not None and high.last is not None and dated == [False, True]:
            # "Jan-Feb 2017": the year at the end is the year of both.
            reference = Reference(high.last)
        low = first.resolve(reference)
        if low is None or high is None:
            return None
        if low.first and high.last and not any(dated):
            years = (high.last - low.first).days // 366
            shifted = moved_by(high, -years, "year") if years else None
            high = shifted if shifted is not None else high
        if low.first == high.first:
            return high  # "the October-December quarter"
        return calendar.between(low, high)

    return Time(first.start, second.end, "period", resolve)


def _led(word: str, resolve: Resolver, *, ends: bool = False) -> Resolver:
    """Return a resolver of "since May", "before May"; "before the end of May" is until its end."""

    def led(reference: Reference | None) -> Stretch | None:
        stretch = resolve(reference)
        if stretch is None:
            return None
        if word == "since":
            return calendar.since(stretch)
        if word == "after" and stretch.last is not None:
            return calendar.since(calendar.day(stretch.last + timedelta(days=1)))
        if word == "before" and stretch.first is not None and not ends:
            return calendar.until(calendar.day(stretch.first - timedelta(days=1)))
        return calendar.until(stretch)

    return led


def _ended_before(left: str) -> re.Match[str] | None:
    """Return "the year ended" and the like where a text ends with it."""
    found = _ENDED.search(left)
    if found is None:
        return None
    if found["u"] == "day" and not (found["the"] and found["n"]):
        return None  # "it has 10 days to Friday"
    if found["n"] in {"a", "an"}:
        return found if _A_STRETCH.search(left, 0, found.start()) else None
    return found


def _ended(match: re.Match[str], resolve: Resolver, *, by_month: bool) -> Resolver:
    """Return a resolver of "the year ended June 30"; by whole months with "end-June"."""
    unit = match["u"]
    count = int(count_of(match["n"])) if match["n"] else 1

    def ended(reference: Reference | None) -> Stretch | None:
        stretch = resolve(reference)
        if stretch is None or stretch.last is None:
            return None
        last = stretch.last
        if unit in calendar.IN_DAYS:
            length = calendar.IN_DAYS[unit] * count
            return calendar.days(last - timedelta(days=length - 1), last)
        months = count * calendar.IN_MONTHS.get(unit.partition(" ")[0].partition("-")[0], 3)
        if by_month:
            stretch = calendar.month(last.year, last.month)
        elif stretch.first == last and last.day <= _MID_MONTH:
            begun = calendar.add_months(last, -months) + timedelta(days=1)
            return calendar.days(begun, last)
        first = calendar.add_months(last.replace(day=1), 1 - months)
        start = calendar.month(first.year, first.month)
        return Stretch(f"{start.iso}/{stretch.iso}", first, stretch.last)

    return ended
