"""The noun a number counts: "1,100 jobs", "25 new depots", "86,000-strong"."""

import re
from decimal import Decimal
from functools import cache

from newsx.grammar.led import HEDGED
from newsx.knowledge.vocabulary import rows

_NEXT = re.compile(
    r"[ \u00a0]([a-z]+(?:-[a-z]+)*)(?![\w’'])(?:[ ]([a-z]+)(?![\w-]))?(?:[ ]([a-z]+)(?![\w-]))?"
)
# "Above the 280 million analysts had expected": no 280 million analysts.
_EXPECTING = re.compile(
    r"(?:most |many )?(?:analysts|economists|investors|traders)"
    r" (?:had|have|expect|forecast|pencil)"
)
_THAN_THE = re.compile(
    r"\b(?:than|beat|beats|beating|above|below|missed|missing|past|short of|topping|exceeding|of)"
    rf" the {HEDGED}$"
)
_LARGE = 1000
_AS_FAR = 30
_MOST = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_STRONG = "-strong"
_WORKERS = (" workforce", " staff", " labour force", " labor force")
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "half"}
)
_BEFORE = re.compile(r"([a-z]+) $")
# "Six OPEC countries", "94 U.S. shops", "5 McDonald's branches": names before the noun.
_PAST_NAMES = re.compile(
    r"[ \u00a0](?:[A-Z](?:[A-Za-z]+\d*|\d{2,4}[a-z]*|(?:\.[A-Z])+\.)(?:-[a-z]+)?(?:['’]s)?[ ]){1,2}"
    r"([a-z]+)(?![\w-])"
    r"(?:[ ]([a-z]+)(?![\w-]))?"
)
# "3.4 million EVs", "40 ATMs".
_SHORT = re.compile(r"[ \u00a0]([A-Z]{2,4}s)(?![\w’'-])")
_WORDS = {
    what: frozenset(row["word"] for row in rows("noun_words") if row["what"] == what)
    for what in ("plural", "never", "time", "describes", "leads", "before nouns", "people")
}
_IRREGULAR = {row["word"]: row["singular"] for row in rows("noun_words") if row["what"] == "plural"}


def counted_noun(
    lowered: str, text: str, start: int, position: int, *, words: bool, value: Decimal
) -> tuple[int, str] | None:
    """Return (end, singular) of the noun counted by the number from `start` to `position`.

    The noun is part of the figure where it follows at once, "25 depots", with up to two words that
    tell more of it: "98,000 job cuts", "25 new depots". Where one of these may be a verb, the
    figure is the number alone: "12 expect cuts".
    """
    if lowered.startswith(_STRONG, position):
        end = position + len(_STRONG)
        return end, "worker" if lowered.startswith(_WORKERS, end) else "person"
    if value == 1 and words:
        return None
    if text[position + 1 : position + 2].isupper():
        people = _NEXT.match(lowered, position)
        if people is not None and people[1] in _WORDS["people"] and not _leads_on(people, 1):
            return people.end(1), "person"
        short = _SHORT.match(text, position)
        if short is not None:
            return short.end(1), short[1].removesuffix("s")
        named = _past_names(text, position, value)
        return None if named is None else (position, named)
    match = _NEXT.match(lowered, position)
    if match is None:
        return None
    for group in (1, 2, 3):
        word = match[group]
        if word is None or word in _WORDS["time"] or word in _NUMBERS:
            return None  # "2,700 work three shifts"
        if text[match.start(group)].isupper():
            return None
        if _EXPECTING.match(lowered, match.start(group)) and (
            value >= _LARGE or _THAN_THE.search(lowered, max(0, start - _AS_FAR), start)
        ):
            return None
        if word in _WORDS["before nouns"] and _leads_on(match, group):
            continue
        if is_plural(word):
            held = group > 1 and _is_held(lowered, start)
            told = all(_tells_more(match[one], held=held) for one in range(1, group))
            return match.end(group) if told else position, singular(word)
        if word in _WORDS["never"]:
            return None
    return None


def _leads_on(match: re.Match[str], group: int) -> bool:
    """Tell "savings banks", "rights issues" from "savings": another plural follows."""
    following = match[group + 1] if group < _MOST else None
    if following is None or not is_plural(following):
        return False
    return following not in _verbs() or match[group] == "rights"


def _tells_more(word: str, *, held: bool) -> bool:
    """Tell "law firms" and "new firms" from "beat estimates" and "expect cuts".

    A verb may be part of a name only where its number is no subject: "its 12 fund managers".
    """
    if word.partition("-")[0] in _WORDS["describes"] or word.endswith("iest"):
        return True
    if word.endswith("ly"):
        return False  # "40 supply parts", "12 strongly back cuts"
    is_participle = word.endswith("ed") and not word.endswith("eed")
    if word in _said() and not is_participle and not word.endswith("ing"):
        return False
    acts = is_participle or (word in _verbs() and not word.endswith("ing"))
    return held or not acts


def _is_held(lowered: str, start: int) -> bool:
    """Tell a number that somebody has or that a preposition leads: no subject of a clause."""
    before = _BEFORE.search(lowered, max(0, start - 12), start)
    return before is not None and before[1] in _WORDS["leads"]


def _past_names(text: str, position: int, value: Decimal) -> str | None:
    """Return the noun of "six OPEC countries"; what follows a name may be its verb instead."""
    match = _PAST_NAMES.match(text, position)
    clock = value < _LARGE and value.as_tuple().exponent != 0  # "09.00 London opens"
    if match is None or clock or _FIRST_YEAR <= value <= _LAST_YEAR:
        return None
    for word in match.groups(default=""):
        if is_plural(word) and word not in _WORDS["time"] and word not in _verbs():
            return singular(word)
    return None


@cache
def _verbs() -> frozenset[str]:
    """Return forms of verbs of the trade that look like plurals: "sells", "leads"."""
    forms = {
        form
        for table in ("changes", "verbs")
        for row in rows(table)
        for form in row["forms"].split()
    }
    return frozenset(forms | {row["phrase"].split()[0] for row in rows("deeds")}) | _said()


@cache
def _said() -> frozenset[str]:
    """Return the forms of verbs of saying and expecting: "forty forecast cuts"."""
    return frozenset(form for row in rows("cue_verbs") for form in row["forms"].split("|"))


def is_plural(word: str) -> bool:
    """Tell whether a word in lower case looks like a plural noun."""
    word = word.rsplit("-", 1)[-1]
    if word in _IRREGULAR:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _WORDS["never"]
    )


def singular(word: str) -> str:
    """Return the singular of a plural noun.

    >>> [singular(word) for word in ("companies", "losses", "cargoes", "people")]
    ['company', 'loss', 'cargo', 'person']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("oes") and not word.endswith(("shoes", "canoes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
