"""Bylines -> the people who wrote it, and the agency whose story it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from newsx.parse.vocabulary import rows, words

_LEAD: Final = re.compile(
    r"^\s*(?:(?:written|reported|posted|published|words|story|analysis|review|opinion|text)\s+)?"
    r"(?:by|von|por|par|di|door)\b[:\s]\s*|^\s*(?:author|authors|byline)s?\s*:\s*",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"\s*(?:,|;|\||/|\n|•|·|\band\b|&|\bwith\b|\bund\b|\by\b)\s*", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"\s*(?:\(.*?\)|<.*?>|\bfor\s+(?:the\s+)?[A-Z].*|[-–—|]\s.*|@\w+.*|\S+@\S+.*|\bvia\b.*"
    r"|\bin\s+[A-Z].*"
    r"|\b(?:updated|published)\b.*|\d{1,2}[:.]\d{2}.*)$",
)
_WORD: Final = re.compile(r"\w+")
_NOT_A_NAME: Final = re.compile(r"https?:|www\.|\.com\b|[@{}<>\[\]=_#]|\d")
_SUFFIXES: Final = frozenset(
    {
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "md",
        "m.d",
        "phd",
        "ph.d",
        "cfa",
        "cfp",
        "cpa",
        "rd",
        "esq",
        "mba",
    }
)
_LONGEST: Final = 60
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article."""

    authors: tuple[str, ...] = ()
    """People, in order, each once."""
    provider: str | None = None
    """The agency among them."""

    @property
    def known(self) -> bool:
        """Whether it names anybody."""
        return bool(self.authors or self.provider)


@cache
def agencies() -> Mapping[str, str]:
    """Return the agency each spelling in `agencies.csv` means, keyed by case-folded spelling."""
    return {
        spelling.casefold(): row["name"]
        for row in rows("agencies")
        for spelling in row["writes"].split("|")
    }


def read_byline(
    names: Iterable[str], *, houses: Iterable[str] = (), publisher: str | None = None
) -> Byline:
    """Read bylines and author fields, one or more names in each.

    Args:
        names: Bylines, names of people, and names of agencies among them.
        houses: What markup calls organizations: agencies or nobody, one name in each.
        publisher: The publication, which is neither.

    >>> read_byline(["By Carmen Reinicke, Alexandra Semenova and Bloomberg"])
    Byline(authors=('Carmen Reinicke', 'Alexandra Semenova'), provider='Bloomberg')
    """
    people: dict[str, str] = {}
    provider: str | None = None
    house = _bare(publisher or "")
    for name in [name for line in names for name in _names(line)]:
        agency = _agency(name)
        key = re.sub(r"\W+", "", name.casefold())
        if agency:
            provider = provider or agency
        elif key and key not in people and is_person(name) and _bare(name) != house:
            people[key] = name
    alone = [key for key, name in people.items() if " " not in name]
    if provider is None and len(alone) == 1 and len(people) > 1:
        provider = people.pop(alone[0])  # one word among full names: an agency we do not know
    provider = provider or next(filter(None, map(_agency, houses)), None)
    if provider and _bare(provider) == house:
        provider = None
    return Byline(tuple(people.values()), provider)


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")


def _agency(name: str) -> str | None:
    return agencies().get(" ".join(name.split()).casefold()) or agencies().get(_bare(name))


def provider_of(agency: str | None, *, publisher: str | None) -> str | None:
    """Return the agency a dateline means, unless it is the publication itself."""
    if agency is None or any(letter.isdigit() for letter in agency):
        return None
    squeezed = _plain(agency)
    if publisher and (squeezed in _plain(publisher) or _plain(publisher) in squeezed):
        return None
    return agencies().get(agency.casefold(), agency)


def _plain(name: str) -> str:
    return re.sub(r"\W+", "", name.casefold())


def is_person(name: str) -> bool:
    """Return whether `name` may be that of a person, by its form alone."""
    parts = name.split()
    if not parts or len(parts) > _MOST_WORDS or len(name) > _LONGEST or has_role(name):
        return False
    if len(parts) == 1:
        return name[:1].isupper() and name.isalpha()
    if _NOT_A_NAME.search(name):
        return False
    return any(part[:1].isupper() or not part.isascii() for part in parts)


def has_role(name: str) -> bool:
    """Return whether a word of `name` tells an office or a part of a page, not a person."""
    roles = words("vocabulary", "roles")
    return any(word.casefold() in roles for word in _WORD.findall(name))


def _cased(name: str) -> str:
    """Return a name that is written in capitals as it is written elsewhere.

    >>> _cased("DESMOND O'MALLEY-MCKAY")
    "Desmond O'Malley-McKay"
    """
    if " " not in name or not name.isupper() or name.casefold() in agencies():
        return name
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", name.title())


def _names(line: str) -> list[str]:
    """Split one byline into cleaned names; `Jr.` stays with the name before it."""
    whole = _LEAD.sub("", " ".join(line.split()))
    if whole.casefold() in agencies():
        return [whole]
    names: list[str] = []
    for part in _PARTS.split(whole):
        name = _LEAD.sub("", _TAIL.sub("", part)).strip(" .,:;-–—|*")
        if name.casefold().strip(".") in _SUFFIXES and names:
            names[-1] = (
                f"{names[-1]} {name}" if name.casefold() in {"ii", "iii", "iv"} else names[-1]
            )
        elif name:
            names.append(_cased(name))
    return names
