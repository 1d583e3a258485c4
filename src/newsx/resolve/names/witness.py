"""Witnesses for names that are words of the language: is `Target` the company here?

A name is sure by itself, a word is not. A legal form that agrees, talk of shares and results, a
company beside it in a list, its chief named: each of them bears witness. Names of very large
companies (Apple, Target) need less than the thousands of small ones whose names are words.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from newsx.knowledge.base import KnowledgeBase
from newsx.knowledge.cues import cue_words
from newsx.knowledge.executives import companies_of
from newsx.knowledge.names import has_legal_form, legal_form, normalise
from newsx.knowledge.tables import EntityRow
from newsx.resolve.names.clusters import Cluster, Name

_AFTER: Final = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:(?<!market )shares?|stock|said|says|reported|posted|"
    r"announced|earnings|revenue|profits?|sales|results|ceo|cfo|chief|chairman|spokes\w+|executives?|investors|"
    r"shareholders|agreed|acquired|unveiled|stores|customers|employees|workers|hired|beat|missed|"
    r"market value|market cap\w*|guidance|outlook|board|management|quarterly|bonds|dividend)\b",
    re.IGNORECASE,
)
_MOVED: Final = re.compile(
    r"\s+(?:rose|fell|gained|lost|jumped|dropped|climbed|slid|tumbled|surged|soared|slumped|added|"
    r"shed|advanced|declined|rallied|sank|plunged|slipped|eased|dipped|edged)\b"
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
_OWN_S: Final = re.compile(r"['’]s\b")
# A speaker with a `his` in the same breath; a name between them may own it.
_PERSONAL: Final = re.compile(
    r"\s+(?:said|says|told|wrote|writes|added|argued|warned|led|was)\b[^.;:A-Z“\"]{0,40}?"
    r"\b(?:his|her|he|she)\b"
)
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


class Witnesses:
    """What in an article speaks for a company that is named by a word of the language.

    Args:
        text: The article's text.
        names: Every name of the article, in order of the text.
        knowledge: Tells which of them are companies for sure.
        on: The day of the article.
    """

    def __init__(
        self, text: str, names: Sequence[Name], knowledge: KnowledgeBase, on: date | None
    ) -> None:
        self._text = text
        self._names = names
        self._knowledge = knowledge
        self._on = on

    def of(self, cluster: Cluster, entity: EntityRow, *, is_large: bool) -> str:
        """Return what bears witness that a cluster is the company, or an empty string.

        Args:
            cluster: Names that mean the same.
            entity: The company they may mean.
            is_large: Whether the company is one that news copy names by the bare word.
        """
        formal = [form for form in cluster.forms if has_legal_form(form)]
        if formal:
            agrees = any(self._is_formal_name(form, entity) for form in formal)
            return f"the legal form of {formal[0]!r}" if agrees else ""
        for name in cluster.names:
            if name.start in self._listed:
                return "a company beside it"
            found = _speaks_of_company(name, self._text)
            if found:
                return found
            if is_large and _stands_as_name(name, self._text):
                return "it stands as a name does"
        return self._executive(entity)

    def _is_formal_name(self, form: str, entity: EntityRow) -> bool:
        """Return whether a company goes, or went, by a name with its legal form."""
        key = normalise(form)
        if key in {normalise(entity.name), normalise(entity.legal_name)}:
            return True
        rows = self._knowledge.aliases(form, on=self._on)
        return any(r.entity_id == entity.entity_id and has_legal_form(r.surface) for r in rows)

    @cached_property
    def _listed(self) -> frozenset[int]:
        """Places of the names that stand in one list with a company there is no doubt of."""
        found: set[int] = set()
        run: list[Name] = []
        for name in self._names:
            if run and _BESIDE.fullmatch(self._text, run[-1].end, name.start) is None:
                found |= self._sure(run)
                run = []
            run.append(name)
        return frozenset(found | self._sure(run))

    def _sure(self, run: Sequence[Name]) -> set[int]:
        firms = [name for name in run if name.label in {"ORG", "PRODUCT"}]
        sure = [name for name in firms if self._is_sure(name.text)]
        others = {name.key for name in sure}
        return {f.start for f in firms if others - {f.key}}

    def _is_sure(self, name: str) -> bool:
        rows = self._knowledge.aliases(name, on=self._on)
        return any(row.form == "name" for row in rows) or bool(rows and has_legal_form(name))

    def _executive(self, entity: EntityRow) -> str:
        for name in self._names:
            if name.label == "PERSON":
                known_for = companies_of(name.text, self._knowledge)
                if entity.entity_id in known_for:
                    return f"{name.text!r} is named"
        return ""


def _speaks_of_company(name: Name, text: str) -> str:
    """Return the words beside a name that only a company has, or an empty string."""
    before = text[max(0, name.start - 32) : name.start]
    cue = _BEFORE.search(before)
    if cue is not None:
        return f"{cue[0].strip()!r} before it"
    if _DETERMINER.search(before):
        after = _SAYS.match(text, name.end)
    else:
        after = _AFTER.match(text, name.end) or _MOVED.match(text, name.end)
        after = None if _THING.match(text, name.end) else after
    return f"{after[0].strip()!r} behind it" if after is not None else ""


def _stands_as_name(name: Name, text: str) -> bool:
    """Return whether a word with a capital stands where a name does and a thing does not.

    Inside its sentence, without article or adjective before it, and no noun behind it.
    """
    before = _WORD_BEFORE.search(text[max(0, name.start - 24) : name.start])
    after = _WORD_AFTER.match(text, name.end)
    return (
        (before is not None and _is_left_of_name(before[1]))
        and (after is None or after[1] in _RIGHT)
        and not _THING.match(text, name.end)
    )


def _is_left_of_name(word: str) -> bool:
    """Return whether a name may stand behind a word: `and`, `passed`, no article or adjective."""
    return word in _LEFT or (word.endswith("ed") and word.islower())


def loses_its_s(form: str, surface: str) -> bool:
    """Return whether a name that has an 's of its own is written without: `Kohl` for `Kohl's`."""
    first = surface.split(maxsplit=1)[0]
    return bool(_OWN_S.search(first)) and not _OWN_S.search(form) and not has_legal_form(form)


def is_person(cluster: Cluster, text: str) -> bool:
    """Return whether a name is spoken of as a person: `Ford said in his memoir`."""
    return any(_PERSONAL.match(text, name.end) for name in cluster.names)
