"""Witnesses for names that are words of the language: is `Target` the company here?

A name is sure by itself, a word is not. A legal form that agrees, talk of shares and results, a
company beside it in a list: each of them bears witness. Names of very large companies (Apple,
Target) need less than the thousands of small ones whose names happen to be words.
"""

import re
from collections.abc import Sequence
from typing import Final

from newsx.knowledge.cues import cue_words
from newsx.knowledge.names import has_legal_form, legal_form, normalise
from newsx.knowledge.tables import EntityRow
from newsx.resolve.clusters import Cluster, Name

_AFTER: Final = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:shares?|stock|said|says|reported|posted|announced|earnings|"
    r"revenue|profits?|sales|results|ceo|cfo|chief|chairman|spokes\w+|executives?|investors|"
    r"shareholders|agreed|acquired|unveiled|stores|customers|employees|workers|hired|beat|missed|"
    r"market value|market cap\w*|guidance|outlook|board|management|quarterly|bonds|dividend)\b",
    re.IGNORECASE,
)
_MOVED: Final = re.compile(
    r"\s+(?:rose|fell|gained|lost|jumped|dropped|climbed|slid|tumbled|surged|soared|slumped|added|"
    r"shed|advanced|declined|rallied|sank|plunged)\s+(?:\w+\s+){0,3}?(?:\d|after|on)",
)
_BEFORE: Final = re.compile(
    r"(?:shares? (?:of|in)|stock (?:of|in)|stakes? in|maker|giants?|retailers?|company|firm|chain|"
    r"lender|rivals?|owner|parent|bank|insurer|carmaker|automaker|chipmaker|airline|competitor|"
    r"acquire|acquired|acquisition of|takeover of|bought|upgraded|downgraded|employer|subsidiary|"
    r"startup|provider|operator|brand|processor|network|analysts? at|economists? at|ceo of|"
    r"chief executive of|worked (?:at|for)|works (?:at|for))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r",? (?:and|or|with|&) |, |/")
# What follows a word that is no name: `Amazon rainforest`, `Apple orchards`, `Delta variant`.
_THING: Final = re.compile(
    r"\s+(?:rainforest|forest|basin|river|jungle|region|deforestation|variants?|wave|pie|juice|"
    r"orchards?|trees?|harvest|growers|crop|cider|sauce|seeds?|applications?|holders|requirements|"
    r"waivers?|restrictions|program(?:me)?|ban|fees|audience|date|dates|range|price|zone|county|"
    r"elections?|poll|shots?|season|week|year|month|time|generation|mission|rover|landing|planet|"
    r"call|calls|meeting|meetings|companies|corporations?|rating|ratings|of|between|in|"
    r"plants?|fields?|bridges?|trees)\b"
)
_DETERMINER: Final = re.compile(
    r"\b(?:the|a|an|this|that|each|every|any|no|another|his|her|our|my|your)\s+$", re.IGNORECASE
)
_SAYS: Final = re.compile(
    r"(?:['’]s?)?\s+(?:shares?|stock|said|says|reported|posted|ceo)\b", re.IGNORECASE
)
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+|[,;(“\"‘'])\s*[“\"‘'(]?$")
_WORD_AFTER: Final = re.compile(r"(?:['’]s?)?\s+([^\W\d_]+)")
_LEFT: Final = cue_words("before_company")
_RIGHT: Final = cue_words("after_company")
# Legal forms by the countries whose companies take them. Forms not listed say nothing.
_FORM_COUNTRIES: Final = {
    "inc": {"US", "CA", "JP", "KR", "TW", "PH", ""},
    "corp": {"US", "CA", "JP", "KR", "TW", "PH", ""},
    "llc": {"US", "RU", "AE", ""},
    "ab": {"SE", "FI", "LT", ""},
    "ag": {"DE", "CH", "AT", "LI", ""},
    "gmbh": {"DE", "AT", "CH", ""},
    "spa": {"IT", "CL", ""},
    "oyj": {"FI", ""},
    "asa": {"NO", ""},
    "bhd": {"MY", ""},
    "pjsc": {"RU", "AE", "UA", ""},
    "ltd": {"GB", "IE", "IN", "JP", "CN", "HK", "SG", "AU", "NZ", "CA", "IL", "KR", "TW", "ZA",
            "NG", "KE", "PK", "BD", "LK", "TH", "BM", "KY", "US", "CH", ""},
}  # fmt: skip


def forms_agree(name: str, entity: EntityRow) -> bool:
    """Return whether a written legal form can be the entity's: `Siemens Ltd` is not Siemens AG."""
    form = legal_form(name)
    countries = _FORM_COUNTRIES.get({"limited": "ltd", "corporation": "corp"}.get(form, form))
    if not form or countries is None or entity.kind not in {"issuer", "company", "bank"}:
        return True
    return entity.country in countries or form == legal_form(entity.legal_name)


def has_witness(
    cluster: Cluster, entity: EntityRow, *, text: str, companies: Sequence[Name], is_large: bool
) -> bool:
    """Return whether the words around any name of a cluster speak of the company.

    Args:
        cluster: Names that mean the same.
        entity: The company they may mean.
        text: The article's text.
        companies: Names of the article that are companies for sure.
        is_large: Whether the company is one that news copy names by the bare word.
    """
    formal = [form for form in cluster.forms if has_legal_form(form)]
    if formal:
        keys = {normalise(entity.name), normalise(entity.legal_name)}
        return any(normalise(form) in keys for form in formal)
    for name in cluster.names:
        if _speaks_of_company(name, text) or _stands_beside(name, companies, text):
            return True
        if is_large and _stands_as_name(name, text):
            return True
    return False


def _speaks_of_company(name: Name, text: str) -> bool:
    before = text[max(0, name.start - 32) : name.start]
    if _BEFORE.search(before):
        return True
    if _DETERMINER.search(before):
        return _SAYS.match(text, name.end) is not None
    found = _AFTER.match(text, name.end) or _MOVED.match(text, name.end)
    return found is not None and not _THING.match(text, name.end)


def _stands_as_name(name: Name, text: str) -> bool:
    """Return whether a word with a capital stands where a name does and a thing does not.

    Inside its sentence, without article or adjective before it, and no noun behind it.
    """
    before = _WORD_BEFORE.search(text[max(0, name.start - 24) : name.start])
    after = _WORD_AFTER.match(text, name.end)
    return (
        (before is not None and before[1] in _LEFT)
        and (after is None or after[1] in _RIGHT)
        and not _THING.match(text, name.end)
    )


def _stands_beside(name: Name, companies: Sequence[Name], text: str) -> bool:
    return any(
        _BESIDE.fullmatch(text, first.end, second.start) is not None
        for company in companies
        for first, second in ((company, name), (name, company))
        if 0 < second.start - first.end <= len(", with ")
    )
