"""Put the spans of a model right: cut what is no part of the name, leave out what is no name."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Final
from unicodedata import category

from spacy.tokens import Doc, Token

from newsx.knowledge.cues import cue_words
from newsx.recognize.names.context import UNITS, units_among
from newsx.tokens import tokens_of

_NO_NAMES: Final = cue_words("no_names") | cue_words("weekdays")
# `Net income | 89.7 | NM` is a change that means nothing; in prose NM is a state.
_WITHOUT_FIGURE: Final = cue_words("cells_without_figure")
_DESCRIPTIONS: Final = cue_words("descriptions")
_HONOURS: Final = cue_words("honours")
_AFTER: Final = cue_words("after_company")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_ENDS: Final = frozenset({"'s", "’s", "'", "’", ",", ".", ":", ";", "-"})
_TITLES: Final = cue_words("guess_titles")
_ROLES: Final = cue_words("guess_roles") - {"head", "chief", "founder", "partner"}
_BUSINESS: Final = cue_words("guess_business")
_FORMS: Final = cue_words("guess_legal_forms")
_CLOSING: Final = frozenset({"Inc.", "Corp.", "Ltd."})
_BEHIND_COMMA: Final = _CLOSING | frozenset({"Inc", "Ltd", "LLC", "L.P.", "LP", "LLP", "N.A."})
_PICTURES: Final = frozenset({"So", "Sk", "Cf", "Mn"})
_FULL_NAME: Final = 2
_LONGEST_PERSON: Final = 3
_MINOR: Final = frozenset({"of", "the", "and", "for", "in", "on", "to"})
# Quarters and fiscal years in the codes of brokers: they name nobody.
_CODES: Final = re.compile(
    r"(?:[QH][1-4] ?)?(?:FY|CY) ?['’]?(?:\d\d){1,2}[EA]?|[1-4]?[QH][1-4]?(?:\d\d)?"
)
# Legal forms of Indonesia and Russia stand before the name.
_LEADING_FORMS: Final = frozenset({"PT", "OAO", "OOO", "PAO", "ZAO"})
_CLOCKS: Final = frozenset({"am", "pm", "noon", "midnight", "m"})
# What stands behind the legal form in the head of a release; "(publ)" is of Swedish companies.
_RELEASES: Final = frozenset(
    {"Stock", "Release", "Press", "Interim", "Annual", "Report", "Results", "Trading"}
)
_OCCASIONS: Final = frozenset({"AGM", "EGM", "IPO"})
_CHIEFS: Final = frozenset({"CEO", "CFO", "COO", "CTO"})
_LAWS: Final = frozenset({"Act", "Directive", "Treaty"})


def trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int, str]:
    """Return the tokens and the label of the name inside a span.

    Without article, possessive, title (`Miss Coe`) and description (`Rival Norden AB`); the place
    alone of `California-based company`; with the legal form, and with the honour that British copy
    makes part of a name.
    """
    while start < end and doc[start].text.casefold() in _ARTICLES:
        start += 1
    while start < end and (doc[end - 1].text in _ENDS or _is_picture(doc[end - 1].text)):
        end -= 1
    while start < end and _is_picture(doc[start].text):
        start += 1
    for place in range(start + 1, end - 1):
        if doc[place].text == "-" and doc[place + 1].text == "based":
            return start, place, "LOC"
    if end - start > 1 and doc[start].is_sent_start and doc[start].text in _DESCRIPTIONS:
        is_split = doc[start + 1].text[:1].isupper()
        start += is_split
    leading = _with_leading_form(doc, start, end, label)
    if leading is not None:
        return (*leading, "ORG")
    if label == "ORG":
        end = _before_release(doc, start, end)
    while label == "ORG" and end - start > 1 and doc[end - 1].text in _OCCASIONS:
        end -= 1
    if label == "PERSON":
        while end - start > 1 and doc[start].text in _TITLES - _HONOURS:
            start += 1
        if start and doc[start - 1].text in _HONOURS:
            start -= 1
    return start, _behind_form(doc, end) if label == "ORG" else end, label


def _before_release(doc: Doc, start: int, end: int) -> int:
    """Return the end of a company's name where its release goes on: `Peel Oyj Stock Exchange`."""
    for place in range(start + 2, end):
        if doc[place - 1].text not in _FORMS:
            continue
        publ = doc[place].text == "(" and doc[place + 1 : place + 2].text == "publ"
        if publ or doc[place].text in _RELEASES:
            return place
    return end


def _with_leading_form(doc: Doc, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Return the span of a company whose legal form stands in front: `PT Sari Angin Timur`."""
    if label not in {"ORG", "PERSON"}:
        return None
    if start and doc[start - 1].text in _LEADING_FORMS:
        return None if _is_clock(doc, start - 2) else (start - 1, end)
    if _is_clock(doc, start - 1):
        return None
    if doc[start:end].text not in _LEADING_FORMS:
        return None
    last = end
    while last < min(len(doc), end + _LONGEST_PERSON) and doc[last].text.istitle():
        last += 1
    return (start, last) if last > end else None


def _is_clock(doc: Doc, place: int) -> bool:
    """Return whether a token ends a time of day, behind which PT is Pacific Time: `5 p.m. PT`."""
    while place > 0 and doc[place].text in {".", "("}:
        place -= 1
    text = doc[max(place, 0)].text.casefold().replace(".", "") if place >= 0 else ""
    return text in _CLOCKS or text[:1].isdigit()


def _is_picture(text: str) -> bool:
    """Return whether a token is an emoji, a flag, or a sign of a trade mark."""
    return not text.isascii() and all(category(letter) in _PICTURES for letter in text)


def _behind_form(doc: Doc, end: int) -> int:
    """Return the end of a company's name with its legal form: `Hanmaek Co.`, `Kestrel, Inc.`."""
    after = [token.text for token in doc[end : end + 2]]
    if after[:1] == [","] and not _BEHIND_COMMA.isdisjoint(after[1:]):
        return end + 2
    return end + 1 if not _FORMS.isdisjoint(after[:1]) and doc[end - 1].whitespace_ else end


def is_seam(doc: Doc, place: int, end: int) -> bool:
    """Return whether two companies run together at a token: `Power Inc. Grid Corp.` are two."""
    after = doc[place + 1].text
    return doc[place].text in _CLOSING and after.isalpha() and after.istitle() and place + 1 < end


def relabelled(doc: Doc, start: int, end: int, label: str) -> str:
    """Return the label the words themselves tell: `Merrow Stanhope Group` is no person.

    A pair of plain names beside a role is one: `Ewan Strand, an analyst at`; so is one behind a
    firm: `Kestrel Rock’s Ewan Strand`.
    """
    found = [token.text for token in doc[start:end] if token.text != "-"]
    is_firm = any(word in _BUSINESS or word in _FORMS for word in found[1:])
    if label == "PERSON" and is_firm:
        return "ORG"
    is_pair = _FULL_NAME <= len(found) <= _LONGEST_PERSON and not is_firm
    if label != "ORG" or not is_pair or not all(w.isalpha() and w.istitle() for w in found):
        return label
    before = doc[start - 1].text if start else ""
    owner = doc[start - 2].ent_type_ if start > 1 and before in {"'s", "’s"} else ""
    if before in _ROLES or before in _TITLES or owner == "ORG":
        return "PERSON"
    behind = [token.text for token in doc[end : end + 4]]
    if behind[:1] == [","] and not _CHIEFS.isdisjoint(behind[1:2]):
        return "PERSON"
    is_described = behind[:1] == [","] and behind[1:2] in (["a"], ["an"], ["the"])
    return "PERSON" if is_described and not _ROLES.isdisjoint(behind[2:]) else label


class Words:
    """The words of a doc: all, those inside a sentence, terms and units that name nobody."""

    def __init__(self, doc: Doc) -> None:
        texts = tokens_of(doc).texts
        opens = (doc.to_array("SENT_START") == 1).tolist()
        self.all = frozenset(texts)
        self.inside = frozenset(t for t, first in zip(texts, opens, strict=True) if not first)
        self.terms = frozenset(_terms(doc, texts))
        self.units = units_among(texts)


def _terms(doc: Doc, texts: Sequence[str]) -> Iterator[str]:
    """Yield `NII` of `net interest income (NII)`, but not `IMF`: that is short for a name."""
    for place in range(2, len(texts) - 1):
        short = texts[place].removesuffix("s")
        if texts[place - 1] != "(" or texts[place + 1] != ")" or not short.isupper():
            continue
        before = [one for one in doc[: place - 1][-2 * len(short) :] if one.text[0].isalpha()]
        for size in range(len(short), len(before) + 1):
            phrase = before[-size:]
            is_small = all(one.text[0].islower() or one.is_sent_start for one in phrase)
            if is_small and short in (_initials(phrase), _initials(phrase, _MINOR)):
                yield texts[place]


def _initials(phrase: Iterable[Token], minor: Container[str] = ()) -> str:
    return "".join(one.text[0].upper() for one in phrase if one.text not in minor)


def is_name(
    doc: Doc, start: int, end: int, label: str, is_known: Callable[[str], bool], words: Words
) -> bool:
    """Return whether a trimmed span is a name at all.

    Args:
        doc: The text.
        start: First token.
        end: One past the last token.
        label: What the model takes it for.
        is_known: Whether the knowledge base has a name.
        words: The words of the text.
    """
    text = doc[start:end].text
    if (
        text in _NO_NAMES
        or text in words.terms
        or _CODES.fullmatch(text)
        or not any(c.isalpha() for c in text)
    ):
        return False
    if text in _WITHOUT_FIGURE and start and doc[start - 1].text == "|":
        return False
    is_handle = text.startswith("@") or (start > 0 and doc[start - 1].text == "@")
    if not any(c.isupper() or c.isdigit() for c in text) and not is_handle:
        return is_known(text)
    if label == "ORG" and end - start > 1 and doc[end - 1].text in _LAWS and not is_known(text):
        return False
    after = doc[end].text if end < len(doc) else ""
    if label in {"LOC", "GPE", "NORP"} and after.casefold() in UNITS:
        return False
    if label != "ORG" or end - start > 1 or not doc[start].is_sent_start or text.isupper():
        return True
    # One capitalised word that opens a sentence: a name if it is known, acts, or comes again;
    # a word of the language if the text writes it small too.
    if is_known(text):
        return True
    if text.casefold() in words.all:
        return False
    return not after.islower() or after in _AFTER or text in words.inside
