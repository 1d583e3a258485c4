"""Tell what a name is where the model errs: by the words beside it, and by longer names.

A recogniser that has not met `Tarn Hollow` goes by the look of it: a place, or a person. `Shares in
Tarn Hollow` says that it is a company, and so does `Tarn Hollow Homes` two lines above. What a list
knows stays what the list says.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from newsx.knowledge.cues import cue_words
from newsx.recognize.names.context import HONORIFICS
from newsx.recognize.names.repeats import Name

_PLACES: Final = frozenset({"GPE", "LOC"})
_MISTAKEN: Final = frozenset({"PERSON", "GPE", "LOC"})
"""What a company with a name of its own is taken for."""

# People, too, are brokers and builders.
_FIRMS: Final = cue_words("company_heads") - cue_words("people_too")
_OWNED: Final = frozenset({"shares", "units", "stake", "stakes", "stock"})
_HELD: Final = frozenset({"president", "chairman", "chairwoman", "shareholders", "bondholders"})
_CHIEFS: Final = frozenset({"executive", "financial", "operating"})
_WITHIN: Final = frozenset({"in", "at", "near", "from", "outside", "across", "to"})
_STORMS: Final = frozenset({"Hurricane", "Typhoon", "Cyclone", "Storm"})
_SHIPS: Final = frozenset({"ship", "tanker", "vessel", "ferry", "freighter", "yacht"})
_AFLOAT: Final = frozenset({"PERSON", "ORG", "GPE", "LOC"})
_POSSESSIVE: Final = frozenset({"'s", "’s"})
_BETWEEN: Final = frozenset({"at", "by", "for", "from", "in", "of", "on", "to", "who", "with"})
_LONGEST_DESCRIPTION: Final = 5


def as_told(doc: Doc, found: Sequence[Name], is_listed: Callable[[str], bool]) -> Iterator[Name]:
    """Yield the names as what the text tells they are.

    Args:
        doc: The text.
        found: Names of the text, of all sorts.
        is_listed: Whether a list has a name.
    """
    found = [_storm(doc, name) for name in found]
    texts = [doc[name.start : name.end].text for name in found]
    storms = {doc[name.end - 1].text for name in found if name.label == "EVENT"}
    storms &= {doc[name.end - 1].text for name in found if doc[name.start].text in _STORMS}
    firms = {
        text
        for name, text in zip(found, texts, strict=True)
        if name.label in _MISTAKEN and not is_listed(text) and _is_firm(doc, name)
    }
    openings = _openings(doc, found)
    known_by_surname = surnames(doc, found)
    for name, text in zip(found, texts, strict=True):
        label = name.label
        if _is_addressed(doc, name):
            label = "PERSON"
        elif text in storms:
            label = "EVENT"
        elif label in _AFLOAT and name.start and doc[name.start - 1].text in _SHIPS:
            label = "PRODUCT"
        elif not is_listed(text):
            is_short = label in _PLACES and text in openings and not _is_where(doc, name)
            if is_short or (label in _MISTAKEN and text in firms):
                label = "ORG"
            elif label == "ORG" and text in known_by_surname - openings:
                label = "PERSON"
        yield name._replace(label=label)


def _storm(doc: Doc, name: Name) -> Name:
    """Return the storm, where a name stands behind one's kind: `Hurricane Ida`."""
    if name.start and doc[name.start - 1].text in _STORMS:
        return Name(name.start - 1, name.end, "EVENT")
    is_storm = doc[name.start].text in _STORMS and name.end - name.start > 1
    return name._replace(label="EVENT") if is_storm else name


def _is_addressed(doc: Doc, name: Name) -> bool:
    """Return whether a name stands behind `Mr`: then it is a person, whatever else is called so."""
    return (
        name.start > 0
        and doc[name.start - 1].text in HONORIFICS
        and all(token.text[:1].isupper() for token in doc[name.start : name.end] if token.is_alpha)
    )


def _is_firm(doc: Doc, name: Name) -> bool:
    """Return whether the words beside a name are said of companies alone."""
    before = [token.text for token in doc[max(0, name.start - 2) : name.start]]
    after = [token.text for token in doc[name.end : name.end + 3]]
    if before[-1:] == ["in"] and before[0].casefold() in _OWNED:
        return True
    if before and before[-1].casefold() in _FIRMS:
        return True
    if after and after[0] in _POSSESSIVE:
        is_chief = after[1:2] == ["chief"] and not _CHIEFS.isdisjoint(after[2:])
        return is_chief or not _HELD.isdisjoint(after[1:2])
    return after[:1] == [","] and after[1:2] in (["the"], ["a"], ["an"]) and _is_one(doc, name.end)


def _is_one(doc: Doc, comma: int) -> bool:
    """Return whether a description behind a comma ends in what a company is: `, the tea maker,`."""
    for token in doc[comma + 2 : comma + 2 + _LONGEST_DESCRIPTION]:
        after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
        if token.text in _FIRMS and after in {",", ".", "that", "which", "whose", "in", "based"}:
            return True
        if token.text in _BETWEEN or not (token.is_alpha or token.text == "-"):
            return False
    return False


def _is_where(doc: Doc, name: Name) -> bool:
    """Return whether a name stands behind a word of place: `the bank has 400 people in Tarn`."""
    return name.start > 0 and doc[name.start - 1].text.casefold() in _WITHIN


def _openings(doc: Doc, found: Sequence[Name]) -> frozenset[str]:
    """Return what the longer names of companies begin with."""
    return frozenset(
        doc[name.start : end].text
        for name in found
        if name.label == "ORG"
        for end in range(name.start + 1, name.end)
    )


def surnames(doc: Doc, found: Sequence[Name]) -> frozenset[str]:
    """Return the last words of people who are given two or more."""
    return frozenset(
        doc[name.end - 1].text
        for name in found
        if name.label == "PERSON" and name.end - name.start > 1
    )
