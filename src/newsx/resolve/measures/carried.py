"""What figures measure that only point at the figure before: "consensus of $2bn", "from 5%".

A phrase beside a figure may be no measure at all: "12.4 points easier at 5,846", "previously".
It is told by its words, and where the pipeline tags parts of speech, by a head that is no noun.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from newsx.grammar.amount import Amount
from newsx.knowledge.grammar_words import words
from newsx.knowledge.measures import name_of
from newsx.resolve.measures.binder import Binder
from newsx.resolve.measures.naming import PREVIOUS, Measured, expected, said
from newsx.resolve.sentences.page import Page
from newsx.schema import Figure

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_NO_NOUNS: Final = frozenset({"VERB", "ADV", "ADP", "PRON", "AUX", "CCONJ", "finite"})
_PRICES: Final = frozenset({"percent", "money", "index", "number", "quantity"})
# A participle stands in a phrase ("assets managed"); these end one: "the company now sees revenue".
_FINITE: Final = "finite"
_VERBS: Final = {"VBZ": _FINITE, "VBP": _FINITE, "MD": _FINITE, "VBG": "gerund"}


Pointing = Literal["", "again", "expected", "previous"]
"""What a figure measures of what the figure before does: the same, as others or it expected it."""


def parts_of_speech(page: Page) -> dict[int, str]:
    """Return universal parts of speech by the first character of a word.

    A verb that is finite is `finite`, and a gerund `gerund`: it may name what is measured.
    """
    told = zip(page.starts, page.tags, page.parts, strict=True)
    return {start: part if part in _NOUNS else _VERBS.get(tag, part) for start, tag, part in told}


def carried(
    called: Measured,
    binder: Binder,
    place: int,
    found: Sequence[Figure],
    sentence: int,
    tags: Mapping[int, str],
) -> tuple[Measured, Pointing]:
    """Return what the figure measures, and whether it points at the figure before it.

    Args:
        called: What the words beside it say.
        binder: Its sentence.
        place: Its word.
        found: The figures before it.
        sentence: The number of its sentence.
        tags: Parts of speech by the first character of a word; empty where nothing is tagged.
    """
    called = _without_verbs(called, binder, place, tags)
    amount = binder.amounts[binder.words[place].row]
    before = found[-1] if found and sentence - found[-1].sentence <= 1 else None
    told = Measured() if before is None else Measured(before.measure, before.measure_name)
    same_kind = before is not None and before.kind == amount.kind
    if called.text is None:
        if same_kind and _is_said(binder, place):
            return expected(told), "expected"
        return Measured(), ""
    spoken = frozenset(called.text.lower().split())
    if spoken <= words("estimates") and spoken & words("estimated"):
        if same_kind and told.text is not None:
            return expected(told), "expected"
        return called, ""
    if before is None or before.sentence != sentence:
        return Measured() if _is_empty(called, binder, place, spoken, tags) else called, ""
    if spoken <= words("earlier_levels") and same_kind and told.text is not None:
        if spoken <= {"range"}:
            return told, "again"
        return told._replace(text=PREVIOUS + told.text), "previous"
    if _is_empty(called, binder, place, spoken, tags):
        return told if _goes_on(before, amount) else Measured(), ""
    return called, ""


def _without_verbs(
    called: Measured, binder: Binder, place: int, tags: Mapping[int, str]
) -> Measured:
    """Return "revenue" of "the company now sees revenue", "arbitrage" of "arbitrage remains"."""
    phrase = binder.bound(place).measure
    if phrase is None or called.text != said(binder, phrase):
        return called
    first, end = phrase
    verbs = [
        number
        for number in range(first, end)
        if binder.words[number].what == "word" and tags.get(binder.words[number].start) == _FINITE
    ]
    if not verbs:
        return called
    kept = (verbs[-1] + 1, end) if verbs[-1] + 1 < end else (first, verbs[0])
    if kept[0] == kept[1]:
        return called
    text = said(binder, kept)
    return Measured(text, called.name or name_of(text))


def _is_said(binder: Binder, place: int) -> bool:
    """Tell "analysts had expected $5.75 billion"."""
    clause = binder.sentence.clauses[binder.sentence.clause_of(place)]
    return any(binder.words[verb].verb == "say" for verb in clause.verbs)


def _is_empty(
    called: Measured, binder: Binder, place: int, spoken: frozenset[str], tags: Mapping[int, str]
) -> bool:
    if spoken <= words("no_measures"):
        return True
    phrase = binder.bound(place).measure
    if phrase is None or called.name is not None:
        return False
    head = binder.words[binder.owners.head(*phrase) - 1]
    return head.what == "possessive" or (head.what == "word" and tags.get(head.start) in _NO_NOUNS)


def _goes_on(before: Figure, amount: Amount) -> bool:
    """Tell figures of which one may go on with what the other measures."""
    return before.kind == amount.kind or {before.kind, amount.kind} <= _PRICES
