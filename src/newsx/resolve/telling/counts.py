"""What bare numbers count, where only the measure says it: "Permits fell to 1.41 million".

A whole number that measures things in the plural is a count of them; one that is set beside a count
in its sentence counts the same.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from newsx.grammar.nouns import is_plural, singular
from newsx.knowledge.grammar_words import words
from newsx.schema import Figure

# "Of 34 carriers, 30 declined", "412 stores, of which 61 are outlets": so many of the ones before.
_OF_THOSE: Final = re.compile(
    r"\b(?:from|to|against|versus|vs|than|compared|another|further|other|more|fewer|remaining|rest|all"
    r"|of (?:which|whom|them|those|these))\b"
)
# "1,875,000 options priced at $6.41, of which 702,000 were exercisable".
_OF_WHICH: Final = re.compile(r"\bof (?:which|whom) (?:about |some |only |just |nearly )?$")
_NEAR: Final = 24
_MOST_BALANCE: Final = 100
_SIGN: Final = re.compile(r"[-+−]|(?:plus|minus|negative)\b", re.IGNORECASE)
_PART_OF: Final = re.compile(
    r" (?:out )?of (?:the |its |his |her |their |our |those |these )?"
    r"(?:about |some |roughly |more than |nearly |almost |an estimated )?"
)
# "2.1m contracts, 40,000 above August's figure".
_APART: Final = re.compile(r" (?:above|below|more|fewer|less|higher|lower|up|down)\b")
_OF: Final = re.compile(
    r"\b(?:of|among) (?:the |its |their |some |about |those |these )?$", re.IGNORECASE
)
# "Took 25 of the jets".
_OF_THE: Final = re.compile(
    r" (?:out )?of (?:the|its|his|her|their|our|those|these) (?:[\w-]+ )?([a-z]+s)\b(?!['’])"
)
# "Homes sold", "claims for benefits": the head stands before these.
_PAST_HEAD: Final = re.compile(
    r" (?:for|in|on|at|to|by|with|from|per|out|under|among|over|above|below|outstanding|sold|filed"
    r"|issued|traded|built|open|opened|cut|lost|created|added|expected|surveyed|polled|\w+ing)\b.*"
)
# What is done to the things that are counted: "car deliveries", "tourist arrivals".
_DONE_TO: Final = frozenset({
    "additions", "arrivals", "base", "completions", "count", "deliveries", "departures",
    "numbers", "openings", "orders", "output", "production", "registrations", "sales", "shipments",
    "traffic", "visits",
})  # fmt: skip
# Who does it, and is not what is counted: "company orders", "bank deliveries", "store traffic".
_DOERS: Final = frozenset({
    "airline", "airport", "bank", "branch", "casino", "company", "factory", "firm", "hotel",
    "lender", "mill", "plant", "restaurant", "retailer", "shop", "site", "store", "supermarket",
    "yard",
})  # fmt: skip
# What is a number of persons or jobs though its name has no plural.
_OF_MASS: Final = {
    "attendance": "person", "headcount": "employee", "workforce": "worker", "payrolls": "job",
    "payroll": "job", "population": "person", "unemployment": "person", "employment": "person",
}  # fmt: skip
_NUMBER_OF: Final = re.compile(
    r"\b(?:total |average |median |expected |previous )?number of (?:the )?"
)


def with_counts(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield figures in order, those that count with what they count.

    Args:
        text: The article's.
        figures: Its figures, in order of the text.
    """
    before: Figure | None = None
    things: Figure | None = None
    for figure, following in zip_longest(figures, figures[1:]):
        again = _OF_WHICH.search(text, max(0, figure.start - _NEAR), figure.start) is not None
        told = _counted(text, figure, things if again else before)
        if following is not None and told.unit is None:
            told = _of_whole(text, told, following)
        yield told
        before = told
        things = told if told.kind == "count" and told.unit is not None else things


def _counted(text: str, figure: Figure, before: Figure | None) -> Figure:
    if figure.kind not in {"number", "count"} or figure.unit is not None:
        return figure
    if not _is_whole(figure) or _is_balance(figure):
        return figure
    noun = _noun_after(text, figure) or _noun_beside(text, figure, before)
    noun = noun or _noun_of(figure.measure)
    if noun is None:
        return figure
    return figure.model_copy(update={"kind": "count", "unit": noun})


def _of_whole(text: str, figure: Figure, whole: Figure) -> Figure:
    """Return the part of "1.1 million of the 5.4 million people" as so many people."""
    beside = figure.kind == whole.kind == "count" and figure.sentence == whole.sentence
    if not beside or _PART_OF.fullmatch(text, figure.end, whole.start) is None:
        return figure
    return figure.model_copy(update={"unit": whole.unit})


def _is_balance(figure: Figure) -> bool:
    """Tell the "minus 3" of a balance of opinion from "-33,000" jobs."""
    small = figure.value is not None and abs(figure.value) <= _MOST_BALANCE
    return small and _SIGN.match(figure.text) is not None


def _is_whole(figure: Figure) -> bool:
    return all(
        value == value.to_integral_value()
        for value in (figure.value, figure.value_max)
        if value is not None
    )


def _noun_after(text: str, figure: Figure) -> str | None:
    """Return what "25 of the jets" counts."""
    group = _OF_THE.match(text, figure.end) if figure.kind == "count" else None
    return singular(group[1]) if group is not None and is_plural(group[1]) else None


def _noun_beside(text: str, figure: Figure, before: Figure | None) -> str | None:
    """Return what the count before in the sentence counts, where these are some of those."""
    if before is None or before.sentence != figure.sentence or figure.kind != "count":
        return None
    if before.kind != "count":
        return None
    group = _OF.search(text, max(0, before.start - 12), before.start) is not None
    again = _OF_THOSE.search(text, before.end, figure.start) is not None
    beside = text[before.end : figure.start] == ", " and _APART.match(text, figure.end) is not None
    return before.unit if group or again or beside else None


def _noun_of(measure: str | None) -> str | None:
    """Return what a measure counts, in the singular.

    >>> _noun_of("number of branches"), _noun_of("Passenger-car deliveries"), _noun_of("sales")
    ('branch', 'car', None)
    """
    if not measure:
        return None
    heads, _, of = _NUMBER_OF.sub("", measure.lower()).partition(" of ")
    head = _PAST_HEAD.sub("", heads).replace("-", " ").split()
    if not head:
        return None
    if head[-1] in _DONE_TO and head[-2:] != ["job", "openings"]:
        moved = _PAST_HEAD.sub("", of).split()[-1:] or head[-2:-1]
        noun = next((_counted_as(word) for word in moved if word not in _DOERS), None)
        if noun is not None:
            return noun
    if head[-1] in words("counted"):
        return singular(head[-1])
    of_animals = bool(of) and of in measure and is_plural(of)  # "population of bees"
    return None if of_animals else _OF_MASS.get(head[-1])


def _counted_as(word: str) -> str | None:
    """Return a noun of either number in the singular, where it is one of what is counted."""
    if word in words("counted"):
        return singular(word)
    plurals = (f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
    return word if any(plural in words("counted") for plural in plurals) else None
