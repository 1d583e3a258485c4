"""One label for a name: an article means one thing by it, whatever the recognizer says each time.

A recognizer reads mention by mention; it may take `Tulkens Coatings` for a company, `Tulkens` for a
place and `Ida Tulkens` for a company. Here all mentions of a name vote, and words that stand
beside people alone (`Ms`, `, an analyst`) or companies alone (`shares of`) weigh more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import has_legal_form
from newsx.knowledge.roles import role_heads
from newsx.resolve.names.clusters import Name
from newsx.resolve.relations.tie import COMPANY_HEADS, POSSESSIVE
from newsx.schema import EntityType

_UNSURE: Final = frozenset({"ORG", "PERSON", "GPE", "LOC", "PRODUCT"})
# Last words of a firm's name, and of no place's or person's.
_TAILS: Final = (
    cue_words("guess_business")
    | {word.title() for word in cue_words("company_tails")}
    | {"Biologics", "Alliance", "Quant"}
) - {
    "Auto", "Foods", "Global", "Journal", "Labs", "Markets", "Mining", "Motors", "News", "Post",
    "Resources", "Restaurants", "Stores", "Times", "Union", "Court", "Trust", "Fund", "Board",
}  # fmt: skip
# Words that stand right before a person's name.
_PERSON_WORDS: Final = cue_words("titles") | cue_words("before_people")
_IS_PERSON: Final = re.compile(
    r", (?:\d\d,|(?:an?|the|its|chief|senior|head) (?:[\w-]+ ){0,4}?"
    r"(?:analyst|strategist|economist|lawyer|trader|professor|executive|chair(?:man|woman)|founder"
    r"|president|director|officer|spokes(?:man|woman|person))"
    r"|who (?:(?:still|now|also|once|already|himself|herself) )?"
    r"(?:has|is|was|had|[a-z]+(?:s|ed))\b)"
    r"| (?:said|says|told|wrote|added)\b[^.;:A-Z“\"]{0,40}?\b(?:his|her|he|she)\b"
)
_IS_INSTALLED: Final = re.compile(
    r", (?:installed|appointed|named|hired|elected|brought in) as "
    r"(?:(?:an?|the|its) )?(?P<office>(?:[a-z][\w-]*(?: |\b)){1,4})"
)
_FIRMS_ARE: Final = cue_words("firms_are")
_OF_FIRM: Final = re.compile(
    rf"\b(?:shares? (?:of|in)|stakes? in|(?:unit|subsidiary|division|arm) of|acquir\w+"
    r"|merge(?:r|d)? with|(?:analysts?|strategists?|economists?|executives?) (?:at|with)"
    r"|(?:note|report) from|spokes(?:man|woman|person) for|employees (?:of|at)"
    rf"|work(?:s|ed) (?:at|for)|customers of|(?<!the ){COMPANY_HEADS}) $",
    re.IGNORECASE,
)
_PREPOSITIONS: Final = frozenset({"of", "in", "at", "with", "from", "for"})
_HEADS: Final = cue_words("company_heads")
_IS_FIRM: Final = re.compile(
    rf"(?:{POSSESSIVE})? (?:shares|stock|revenue|profits?|sales|customers|employees|workers|stores"
    r"|earnings|results|shareholders|subsidiary|unit|reported|posted)\b"
)
# What a firm does behind a comma, and no person; a drug has it, too: "Peel, which owns it".
_DOES: Final = re.compile(r", which (?:has|is|was|had|[a-z]+(?:s|ed))\b")
# "Peel, the accountants": what follows a preposition is another's, "the minister for builders".
_ARE: Final = re.compile(
    r", the (?:(?!(?:of|for|to|with|among|in|at|on|by|from|against|over)\b)[\w-]+ ){0,3}?"
    rf"(?:{'|'.join(sorted(cue_words('trades_of_firms')))})\b"
)
_TIED: Final = re.compile(r"\b(?:of|at|with|for|from) (?:the |[A-Z][\w.-]+[’']s )?$")
# Whose a person is: "Ana Ruiz of Peel Hurst"; with whom one is, may be a person.
_IS_OF: Final = re.compile(r",? (?:of|at) ")
_REACH: Final = 40
_BESIDE: Final = 2


def agreed(names: Sequence[Name], text: str, knowledge: KnowledgeBase) -> list[Name]:
    """Return the names with one label for each; what the knowledge base lists keeps its own.

    Args:
        names: In order of the text.
        text: The article's, for the words beside a name.
        knowledge: Who there is.
    """
    unsure = {name.key for name in names if name.label in _UNSURE}
    unsure = {key for key in unsure if not knowledge.by_key(key)}
    if not unsure:
        return list(names)
    chosen = _labels([name for name in names if name.key in unsure], text)
    return [
        name._replace(label=chosen[name.key])
        if name.key in chosen and name.label in _UNSURE
        else name
        for name in names
    ]


def _labels(names: Sequence[Name], text: str) -> dict[str, EntityType]:
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    shown = set()
    last: Name | None = None
    for name in names:
        votes[name.key][name.label] += 1
        evidence = _evidence(name, text)
        evidence["ORG"] += _BESIDE * _is_employer(name, last, text)
        last = name
        votes[name.key].update(evidence)
        shown |= {name.key} if evidence["ORG"] else set()
    chosen = {key: _most(counts) for key, counts in votes.items()}
    for key, label in chosen.items():
        if label == "PERSON" and key.partition(" ")[0] in shown - {key}:
            chosen[key] = "ORG"  # `a note from Pemberley`: no person goes by a first name there
    firms = {key for key, label in chosen.items() if label == "ORG" and " " in key}
    heads = {" ".join(key.split()[:n]) for key in firms for n in range(1, key.count(" ") + 1)}
    surnames = {k.split()[-1] for k, label in chosen.items() if label == "PERSON" and " " in k}
    for key in votes:
        if key in heads and not (chosen[key] == "PERSON" and key in surnames):
            chosen[key] = "ORG"
        elif key in surnames and " " not in key:
            chosen[key] = "PERSON"
    return chosen


def _most(counts: Counter[EntityType]) -> EntityType:
    return max(counts, key=lambda label: (counts[label], label == "ORG"))


def _evidence(name: Name, text: str) -> Counter[EntityType]:
    """Return what the name itself and the words beside it say, each worth two mentions."""
    found: Counter[EntityType] = Counter()
    before = text[max(0, name.start - _REACH) : name.start]
    last = name.text.rpartition(" ")[2]
    if name.label in {"GPE", "LOC", "PERSON"} and " " in name.text:
        by_name = last in _TAILS or last.endswith("bank") or has_legal_form(name.text)
        found["ORG"] += _BESIDE * by_name  # "Vestland Kreditbank"
    word = before.rstrip(" ").rpartition(" ")[2].rstrip(".").lower()
    # "Ana Ruiz of Peel Hurst, who runs it": what follows is told of her.
    told = _IS_PERSON.match(text, name.end) if _TIED.search(before) is None else None
    is_told = told is not None or _is_installed(name, text)
    is_firm = _IS_FIRM.match(text, name.end) or _ARE.match(text, name.end)
    if name.label in {"ORG", "PERSON"}:
        is_firm = is_firm or _DOES.match(text, name.end)
    called = word in _PERSON_WORDS and not is_firm  # "partner Peel Hurst, which owns 4%"
    found["PERSON"] += _BESIDE * bool(called or is_told)
    if name.label not in {"GPE", "LOC"}:  # a town has workers and stores, too
        is_led = _may_lead(word) and _OF_FIRM.search(before)
        found["ORG"] += _BESIDE * bool(is_led or is_firm)
    return +found


def _is_installed(name: Name, text: str) -> bool:
    """Return whether a name is given an office of people: firms are bidders and auditors."""
    found = _IS_INSTALLED.match(text, name.end)
    words = found["office"].split() if found is not None else []
    held = [word for word in words if word in role_heads()]
    return bool(held) and not _FIRMS_ARE & set(words)


def _is_employer(name: Name, last: Name | None, text: str) -> bool:
    """Return whether a name is whom a person before it is of: no person is of another."""
    if last is None or name.label != "PERSON" or last.label != "PERSON" or " " not in last.text:
        return False
    return _IS_OF.fullmatch(text, last.end, name.start) is not None


def _may_lead(word: str) -> bool:
    """Return whether `_OF_FIRM` can end in a word: a quick look before a slow one."""
    is_head = word in _HEADS or word.removesuffix("s") in _HEADS
    return is_head or word in _PREPOSITIONS or word.startswith("acquir")
