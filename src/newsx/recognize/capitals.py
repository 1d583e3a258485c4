"""Guess names from capitals alone: the stand-in recogniser of the `blank` pipeline.

It knows no names. It joins capitalised words into one, tells companies by their legal form and
kind of business, people by titles and by who speaks, and leaves the rest to the gazetteer.
A trained model does far better; this keeps newsx honest where there is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from newsx.knowledge.cues import cue_words

_FORMS: Final = cue_words("guess_legal_forms")
_BUSINESS: Final = cue_words("guess_business")
_TITLES: Final = cue_words("guess_titles")
_ROLES: Final = cue_words("guess_roles")
_SPEECH: Final = cue_words("guess_speech")
_JOINERS: Final = frozenset({"of", "&", "de", "van", "von", "der", "del", "al"})
_WHOLES: Final = cue_words("guess_wholes")
_NEVER: Final = cue_words("guess_never")
_FIRST_AND_LAST: Final = 2
_LONGEST_PERSON: Final = 4
_CAPITAL: Final = re.compile(r"^(?:[A-Z][\w.&+’'-]*|[a-z][A-Z]\w+|\d+[A-Z]\w*)$")


def _is_capital(token: Token) -> bool:
    return bool(_CAPITAL.match(token.text)) and token.text not in _NEVER


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield token ranges of capitalised words, joined over `of`, `&` and hyphens."""
    at = 0
    while at < len(doc):
        if not _is_capital(doc[at]):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and not doc[end].is_sent_start:
            here = doc[end]
            if _is_capital(here) and here.text != "@":
                end += 1
            elif (
                here.text in _JOINERS
                and not (here.text == "of" and _is_person(doc, at, end))
                and end + 1 < len(doc)
                and _is_capital(doc[end + 1])
            ):
                end += 2
            elif here.text == "-" and not doc[end - 1].whitespace_ and not here.whitespace_:
                if end + 1 >= len(doc) or not _is_capital(doc[end + 1]):
                    break
                end += 2
            else:
                break
        yield at, end
        at = end


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """Return whether two plain words before `of` look like a person: `Clive Dorrington of`."""
    found = [token.text for token in doc[start:end]]
    return len(found) == _FIRST_AND_LAST and not any(w in _BUSINESS or w in _WHOLES for w in found)


def _label(doc: Doc, start: int, end: int) -> str:
    """Return the label of a run, or an empty string to leave it."""
    found = [token.text for token in doc[start:end]]
    if found[-1] in _FORMS or any(word in _BUSINESS for word in found):
        return "ORG"
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    title = before is not None and (before.text in _TITLES or before.text in _ROLES)
    speaks = after is not None and after.text in _SPEECH
    spoken = before is not None and before.text in _SPEECH
    described = (
        after is not None
        and after.text == ","
        and any(token.text in _ROLES for token in doc[end + 1 : end + 7])
    )
    words = [word for word in found if word not in _JOINERS and word != "-"]
    is_acronym = len(words) == 1 and words[0].isupper()
    if (
        (title or speaks or spoken or described)
        and len(words) <= _LONGEST_PERSON
        and not is_acronym
    ):
        return "PERSON" if len(words) > 1 or title else "ORG"
    if doc[start].is_sent_start and len(words) == 1:
        return ""
    return "ORG"


def _without_title(doc: Doc, start: int, end: int) -> int:
    """Return where the name begins: behind `Mr.` or `Chief Executive Officer`."""
    for place in range(end - 1, start, -1):
        if doc[place - 1].text in _TITLES or doc[place - 1].text.casefold() in _ROLES:
            return place
    return start


def newsx_names(doc: Doc) -> Doc:
    """Set `doc.ents` to what looks like a name; names that are there already stay."""
    taken = {place for span in doc.ents for place in range(span.start, span.end)}
    found = list(doc.ents)
    for start, end in _runs(doc):
        first = _without_title(doc, start, end)
        if taken.intersection(range(first, end)):
            continue
        label = "PERSON" if first > start else _label(doc, first, end)
        if label:
            found.append(Span(doc, first, end, label=label))
    doc.ents = tuple(filter_spans(found))
    return doc
