"""Over which period a figure is told, weighed: times near it, times before, what is reported on.

The rules of `when` name one time; the times of the sentence, of the sentences before it, of the
headline, and of the figures before are the others. What speaks for each is a set of features with
weights learned from our own corpus (`models/scripts/timing.py`); where no time outweighs none, the
period is null.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Final, NamedTuple

from newsx.knowledge.choices import time_weights
from newsx.resolve.sentences.page import Page
from newsx.resolve.sentences.pointing import strength
from newsx.resolve.telling.brackets import Brackets
from newsx.resolve.telling.sessions import is_habit, is_of_session, session_of
from newsx.resolve.telling.time_behind import time_behind
from newsx.resolve.telling.time_cues import Place, Timed, Untimed, beside
from newsx.resolve.telling.time_sorts import Sort, sort_of_time
from newsx.schema import Period

NONE: Final = "none"
"""The one feature that every choice of no time has."""

_BACK: Final = 4
_FIGURES: Final = 2
_MOST: Final = 12
"""Times before a figure, and after it, that are weighed in one sentence: tables have hundreds."""
_HEADING: Final = 12
"""Words that a heading has at most."""
_BARE: Final = re.compile(r"(?:the|that|this) (?:same )?(?:quarter|period|year|half|month|week)")
# What points at a time told elsewhere in words that say more.
_POINTING: Final = re.compile(
    r"(?:the|that|this) (?:same )?(?:quarter|period|year|half|month|week|day|date)|today"
)


class _Seen(NamedTuple):
    """A figure read before."""

    timed: Timed
    sort: str
    key: str | None
    """Of its time, by the rules; None without one."""


class Option(NamedTuple):
    """A time that a figure may be of, and what speaks for or against it."""

    period: Period
    features: set[str]


class Timing:
    """Chooses the periods of the figures of one article, in order of the text.

    Args:
        page: The doc, with trees.
        periods: Its times, in order of the text.
        published: The day of publication.
    """

    def __init__(self, page: Page, periods: Sequence[Period], published: date | None) -> None:
        self._page = page
        self._periods = periods
        self._published = published
        self._sorts = [sort_of_time(period, published) for period in periods]
        self._of_key: defaultdict[str, list[int]] = defaultdict(list)
        for number, sort in enumerate(self._sorts):
            self._of_key[sort.key].append(number)
        self._number = {period.period_id: number for number, period in enumerate(periods)}
        self._places = [Place.of(page, period) for period in periods]
        tokens_of: defaultdict[str, set[int]] = defaultdict(set)
        for sort, place in zip(self._sorts, self._places, strict=True):
            tokens_of[sort.key].update(place.tokens)
        self._tokens_of = {key: sorted(tokens) for key, tokens in tokens_of.items()}
        """The tokens of all mentions of a time, by its key."""
        starts = [page.starts[begin] for begin, _ in page.sentences]
        self._of_sentence: list[list[int]] = [[] for _ in starts]
        for number, period in enumerate(periods):
            self._of_sentence[max(bisect_right(starts, period.start) - 1, 0)].append(number)
        self._lines = _lines(page.text, starts)
        self._brackets = Brackets(page.text, periods)
        self._line_of = {
            number: line
            for line, numbers in zip(self._lines, self._of_sentence, strict=True)
            for number in numbers
        }
        self._heading = _headings(page)
        told = Counter(sort.key for sort in self._sorts if sort.is_reported)
        self._reported = max(told, key=lambda key: told[key], default=None)
        self._told_at = [
            number for number, sort in enumerate(self._sorts) if sort.key == self._reported
        ]
        self._seen: deque[_Seen] = deque(maxlen=_FIGURES)

    def choose(self, timed: Timed) -> Period | None:
        """Return the period of a figure, or None where none is likely."""
        table = time_weights()
        for number in self._near(timed):
            if self._brackets.labels(number, timed.amount.start):
                return self._periods[number]
        options, nothing = self.options(timed)
        near = [self._periods[number] for number in self._near(timed)]
        behind = time_behind(self._page.text, timed.amount, near)
        if behind is not None:
            return behind
        best, most = None, sum(map(table.get, nothing, repeat(0)))
        for option in options:
            total = sum(map(table.get, option.features, repeat(0)))
            if total > most:
                best, most = option.period, total
        begin, end = self._page.sentences[timed.sentence]
        said, tags = self._page.texts[begin:end], self._page.tags[begin:end]
        here = self._of_sentence[timed.sentence]
        if best is not None:
            told_here = {self._key(self._periods[number]) for number in here}
            if self._key(best) not in told_here and is_habit(said, tags):
                return None
            return self._nearest(best, timed)
        if here or not is_of_session(said, tags):
            return None
        return session_of(timed, self._periods, self._published)

    def _nearest(self, period: Period, timed: Timed) -> Period:
        """Return the mention of a time by which a figure's line tells it, or the nearest to it.

        "Wednesday" and not "Nov. 8 -"; "the third quarter" before "the quarter".
        """
        begin, end = timed.amount.start, timed.amount.end
        numbers = self._of_key[self._key(period)]
        after = bisect_left(numbers, begin, key=self._start)
        line = self._lines[timed.sentence]

        def distance(number: int) -> tuple[bool, bool, int]:
            one = self._periods[number]
            points = _POINTING.fullmatch(one.text.lower()) is not None
            apart = max(one.start - end, begin - one.end)
            return self._line_of[number] != line, points, apart

        return self._periods[min(numbers[max(after - _MOST, 0) : after + _MOST], key=distance)]

    def options(self, timed: Timed) -> tuple[list[Option], set[str]]:
        """Return the times a figure may be of, in order of the text; what speaks for none."""
        own = timed.own
        if own is not None and self._brackets.keeps_from(
            self._number[own.period_id], timed.amount.start
        ):
            timed = timed._replace(own=None)
        asked = Untimed(self._page, timed)
        found: dict[str, Option] = {}
        here = self._near(timed)
        places = [self._places[number] for number in here]
        for number, place in zip(here, places, strict=True):
            cues = beside(self._page, place, places, asked, self._sorts[number].name)
            self._add(found, number, asked, *cues)
        self._elsewhere(found, asked)
        self._by_rule(found, asked)
        self._of_figures_before(found, asked)
        ruled = "ruled" if timed.own else "reported" if timed.reported else "unruled"
        nothing = {
            NONE, *(f"none, {one}" for one in asked.kinds), f"none, {ruled}",
            f"none, {ruled}, {asked.sort}", f"none, {ruled}, {timed.role}",
            f"none, here {min(len(here), 2)}", f"none, {ruled}, here {min(len(here), 2)}",
            f"none, {asked.head}", f"none, verb {asked.tense}", f"none, verb {asked.verb}",
        }  # fmt: skip
        self._pointed(found, nothing, asked)
        own = timed.own or timed.reported
        key = None if own is None else self._key(own)
        self._seen.append(_Seen(timed, asked.sort, key))
        return list(found.values()), nothing

    def _pointed(self, found: Mapping[str, Option], nothing: set[str], asked: Untimed) -> None:
        """Add where the network points."""
        pointed = self._page.pointed(asked.tokens, "to_period")
        if pointed is None:
            return
        shares = {key: pointed.at(self._tokens_of[key]) for key in found}
        most = max((share for share in shares.values() if share is not None), default=0.0)
        nothing.update(
            (f"none, pointed {strength(pointed.nowhere)}", f"none, most {strength(most)}")
        )
        for key, option in found.items():
            share = shares[key]
            if share is None:
                option.features.add("pointed afar")
                continue
            option.features.add(f"pointed {strength(share)}")
            if share == most and strength(share):
                option.features.add("pointed most")

    def _start(self, number: int) -> int:
        return self._periods[number].start

    def _near(self, timed: Timed) -> list[int]:
        """Return the times of the figure's sentence, of very many the nearest on both sides."""
        here = self._of_sentence[timed.sentence]
        place = timed.amount.start
        after = bisect_left(here, place, key=self._start)
        near = here[max(after - _MOST, 0) : after + _MOST]
        return [number for number in near if not self._brackets.keeps_from(number, place)]

    def _key(self, period: Period) -> str:
        return self._sorts[self._number[period.period_id]].key

    def _add(self, found: dict[str, Option], number: int, asked: Untimed, *features: str) -> None:
        sort = self._sorts[number]
        known = found.get(sort.key)
        if known is None:
            known = found[sort.key] = Option(self._periods[number], set(self._of(sort, asked)))
        known.features.update(features)

    def _of(self, sort: Sort, asked: Untimed) -> Iterator[str]:
        """Yield what the time itself says."""
        names = (sort.name, f"{sort.pointing} {sort.name}", f"{sort.age} {sort.length}")
        yield from (f"is {name}" for name in names)
        yield from (f"is {name}, {kind}" for name in names for kind in asked.kinds)
        yield from (f"is {sort.age}, {kind}" for kind in (asked.modality, f"verb {asked.tense}"))
        if sort.key == self._reported:
            yield from ("reported on", *(f"reported on, {kind}" for kind in asked.kinds))

    def _elsewhere(self, found: dict[str, Option], asked: Untimed) -> None:
        """Add times of sentences before, of the headline, of the heading above."""
        sentence = asked.timed.sentence
        here = f"here {min(len(self._of_sentence[sentence]), 1)}"
        near = 0
        for back in range(sentence - 1, max(sentence - 1 - _BACK, -1), -1):
            line = min(self._lines[sentence] - self._lines[back], 2)
            numbers = self._of_sentence[back]
            for number in numbers[-_MOST:]:
                sort = self._sorts[number]
                where = f"back {sentence - back} lines {line}"
                order = "first" if number == numbers[0] else "later"
                nearest = "nearest" if near == 0 else "further"
                self._add(
                    found, number, asked, "back", f"back lines {line}", where, f"{where} {here}",
                    f"back lines {line} {sort.name}", f"back {order} {nearest} {here}",
                    f"back {nearest} lines {line}", f"back {nearest} {sort.name}",
                    f"back {nearest} {sort.name}, {asked.kinds[1]}",
                )  # fmt: skip
            near += bool(numbers)
        heading = self._heading[sentence]
        for place, name in ((0, "headline"), (1, "lead"), (heading, "heading")):
            if place is None or place >= sentence:
                continue
            for number in self._of_sentence[place][:_MOST]:
                sort = self._sorts[number]
                self._add(
                    found, number, asked, name, f"{name} {here}", f"{name} {sort.name}",
                    f"{name} {sort.name}, {asked.kinds[0]}",
                    f"{name} {sort.name}, {asked.kinds[1]}",
                )  # fmt: skip
        told = bisect_left(self._told_at, asked.timed.amount.start, key=self._start)
        if told:
            self._add(found, self._told_at[told - 1], asked, "told before", f"told before {here}")

    def _by_rule(self, found: dict[str, Option], asked: Untimed) -> None:
        timed = asked.timed
        for period, name in ((timed.own, "rule"), (timed.reported, "by report")):
            if period is not None:
                number = self._number[period.period_id]
                sort = self._sorts[number]
                self._add(
                    found, number, asked, name, f"{name} {sort.name}", f"{name}, {timed.role}",
                    f"{name}, {asked.sort}", f"{name}, {asked.kinds[1]}",
                    f"{name} bare {_BARE.fullmatch(period.text.lower()) is not None}",
                )  # fmt: skip

    def _of_figures_before(self, found: dict[str, Option], asked: Untimed) -> None:
        timed = asked.timed
        for back, seen in enumerate(reversed(self._seen)):
            distance = timed.sentence - seen.timed.sentence
            where = ("same", "next")[distance] if distance <= 1 else "far"
            alike = "alike" if seen.sort == asked.sort else "unlike"
            told = seen.timed.measure.text
            measure = "none" if timed.measure.text is None else str(told == timed.measure.text)
            option = found.get(seen.key or "")
            if option is None:
                continue
            name = f"figure {back} {where}"
            option.features.update(
                (name, f"{name} {alike}", f"{name} measure {measure}",
                 f"{name}, {seen.timed.role} {timed.role}", f"{name}, {asked.kinds[1]}")
            )  # fmt: skip


def _lines(text: str, starts: Sequence[int]) -> list[int]:
    """Return which line of a text each place stands in."""
    found, line, reached = [], 0, 0
    for start in starts:
        line += text.count("\n", reached, start)
        reached = start
        found.append(line)
    return found


def _headings(page: Page) -> list[int | None]:
    """Return for each sentence the heading above it: a short line without an end or a verb."""
    found: list[int | None] = []
    heading = None
    for number, (begin, stop) in enumerate(page.sentences):
        found.append(heading)
        words = [place for place in range(begin, stop) if page.texts[place].strip()]
        short = 0 < len(words) <= _HEADING and page.texts[words[-1]] not in {
            ".",
            "!",
            "?",
            '"',
            "”",
        }
        if (
            number
            and short
            and not any(page.tags[place] in {"VBD", "VBZ", "VBP"} for place in words)
        ):
            heading = number
    return found
