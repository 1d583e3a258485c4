"""How the news hands words to a source: cue verbs, cue phrases, nouns that name a source."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from newsx.knowledge.vocabulary import rows

_VOWELS = frozenset("aeiou")
_OF_MANY = ("union", "association", "council", "public body")
_PRESS = frozenset({"newspaper", "paper", "channel", "magazine", "wire"})


class CueVerb(NamedTuple):
    """A verb that hands a claim to its subject."""

    lemma: str
    complements: frozenset[str]
    """What may follow or precede: q quote, c clause, n noun phrase, i infinitive, h hearer first,
    s its subject, p prepositional phrase, m measure (`put it at $5`), d clause where the subject is
    a document, l quoted label (`called it "absurd"`), a accusation, r rating, t `to` and a figure,
    o only a clause that `that` or a quotation mark opens, w only what is withheld (`declined to
    comment`, `would not discuss it`)."""
    modality: str
    """Modality the verb gives its claim, or empty."""


class CuePhrase(NamedTuple):
    """A preposition that hands a claim to the noun phrase after it."""

    words: tuple[str, ...]
    lemma: str
    modality: str


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """Return cue verbs by every form they take, in lower case; particles after a space."""
    found = {}
    for row in rows("cue_verbs"):
        verb = CueVerb(row["lemma"], frozenset(row["complements"]), row["modality"])
        for form in row["forms"].split("|") if row["forms"] else inflect(row["lemma"]):
            found[form] = verb
    return found


@cache
def cue_phrases() -> dict[str, tuple[CuePhrase, ...]]:
    """Return cue phrases by their first word, longest first."""
    found: dict[str, list[CuePhrase]] = {}
    for row in rows("cue_phrases"):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append(CuePhrase(words, row["lemma"], row["modality"]))
    return {
        head: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words)))
        for head, phrases in found.items()
    }


@cache
def cue_words() -> frozenset[str]:
    """Return the words a cue may begin with: the cheap question to ask of every word."""
    verbs = {form.split(" ")[0] for form in cue_verbs()}
    return frozenset({*verbs, *cue_phrases(), "by", "on"})


@cache
def source_nouns() -> dict[str, str]:
    """Return nouns that name a source, with the type of source they name."""
    return {row["form"]: row["type"] for row in rows("source_nouns")}


def inflect(verb: str) -> tuple[str, ...]:
    """Return base form, third person, past and participle of a regular verb.

    >>> inflect("imply")
    ('imply', 'implies', 'implied', 'implying')
    >>> inflect("argue")
    ('argue', 'argues', 'argued', 'arguing')
    """
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, verb + plural, verb + "ed", verb + "ing"


@cache
def firm_name_patterns() -> dict[str, re.Pattern[str]]:
    """Return patterns of names that fit a noun: a name with `Ministry` fits `the ministry`."""
    return {
        noun: re.compile(row["pattern"])
        for row in rows("firm_names")
        for noun in row["noun"].split("|")
    }


# Each noun for an organisation asks it of every name before it.
@lru_cache(maxsize=4096)
def is_medium(name: str) -> bool:
    """Tell whether a name is one of a newspaper, a channel or an agency.

    >>> is_medium("Oslo Weekly"), is_medium("Oslo Bank")
    (True, False)
    """
    patterns = firm_name_patterns()
    return any(patterns[noun].search(name) for noun in ("newspaper", "channel", "magazine", "wire"))


def is_body_or_firm(name: str) -> bool:
    """Tell whether a name says that it is one of an authority, a bank, a fund, a union, a market.

    >>> is_body_or_firm("Oslo Mercury"), is_body_or_firm("Oslo Capital")
    (False, True)
    """
    patterns = firm_name_patterns()
    return any(pattern.search(name) for noun, pattern in patterns.items() if noun not in _PRESS)


def speaks_for_many(name: str) -> bool:
    """Tell whether a name is one of a union, an authority or the press, and none of a firm.

    >>> speaks_for_many("Oslo Bakers' Alliance"), speaks_for_many("Bakers' Union")
    (True, True)
    >>> speaks_for_many("Peel Stroud")
    False
    """
    patterns = firm_name_patterns()
    return is_medium(name) or any(patterns[noun].search(name) for noun in _OF_MANY)
