"""What else speaks for how a claim is meant: who says it, what its cue means, terms of the trade.

Statistics `show`, analysts `expect`, a rating agency `cuts`: sort of source and sense of cue tell
data from forecast and opinion where the words of the claim are the same.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from newsx.knowledge.function_words import words_of
from newsx.knowledge.roles import role_heads
from newsx.knowledge.speech import cue_phrases, cue_verbs, source_nouns
from newsx.resolve.people.head_nouns import head_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsx.resolve.statements.told import Told

_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "i", "we", "who", "which"})
_OUTLOOKS: Final = words_of("forecasts") | {"target", "targets"}
_GRADES: Final = words_of("grades")
_CREDIT_GRADE: Final = re.compile(
    r"\b(?:AAA|AA|BBB|BB|CCC|CC|Aaa|Aa|Baa|Ba|Caa|Ca)[1-3]?[+-]?(?!\w)"
)
_QUOTED: Final = re.compile(r"[“\"‘']([^”\"’']{3,})[”\"’']")
_MARKS: Final = ".,;:\"'“”‘’"
_QUOTED_STEP: Final = 3
_QUOTED_STEPS: Final = 4


def witnesses(told: Told) -> Iterator[str]:
    """Yield what source, cue and terms of a claim say, as `source sort=document`."""
    words = [word.strip(_MARKS).lower() for word in told.text.split()]
    if told.source:
        yield from _of_source(told)
    sense = cue_sense(told.lemma)
    yield f"cue modality={sense}"
    if words:
        yield f"last word={words[-1]}"
        yield f"opens, figure={words[0]}, {told.figures > 0}"
    yield from _of_terms(told, frozenset(words))
    yield from _of_tree(told, sense)


def cue_sense(lemma: str | None) -> str:
    """Return the modality that a cue gives; `plain` where its list says none.

    A cue that no list has is `other`, a claim without a cue `none`.
    """
    return "none" if lemma is None else _senses().get(lemma, "other")


@cache
def _senses() -> dict[str, str]:
    verbs = {verb.lemma: verb.modality or "plain" for verb in cue_verbs().values()}
    phrases = (phrase for found in cue_phrases().values() for phrase in found)
    return verbs | {phrase.lemma: phrase.modality or "plain" for phrase in phrases}


def _of_source(told: Told) -> Iterator[str]:
    noun = head_noun(told.source)
    pronoun = told.source.lower() if told.source.lower() in _PRONOUNS else None
    sort = source_nouns().get(noun or "") or ("person" if noun in role_heads() else None)
    sort = sort or ("pronoun" if pronoun is not None else "name")
    yield f"source={noun or pronoun or 'name'}"
    yield f"source sort={sort}"
    yield f"source sort, cue={sort}, {told.lemma}"
    yield f"source sort, any figure={sort}, {told.figures > 0}"


def _of_terms(told: Told, words: frozenset[str]) -> Iterator[str]:
    """Yield what an outlook, a rating or a price target in the words tells."""
    if words & _OUTLOOKS:
        yield f"outlook, form=yes, {told.form}"
    if words & _GRADES or _CREDIT_GRADE.search(told.text) is not None:
        yield f"grade, form=yes, {told.form}"
    if "price" in words and words & {"target", "targets"}:
        yield "price target=yes"
    if told.form == "mixed":
        quoted = sum(len(found.split()) for found in _QUOTED.findall(told.text))
        yield f"quoted words={min(_QUOTED_STEPS, quoted // _QUOTED_STEP)}"


def _of_tree(told: Told, sense: str) -> Iterator[str]:
    """Yield tense and time together with the sense of the cue and the form."""
    for one in told.grammar:
        if one.startswith("finite="):
            yield f"cue modality, {sense}, {one}"
        elif one.startswith("root tag="):
            yield f"{one}, {told.form}"
        elif one.startswith("first finite="):
            yield f"{one}, {told.form}, {told.column}"
            yield f"{one}, any figure, {told.figures > 0}"
    yield from (
        f"cue modality, {sense}, {one}" for one in told.timing if one.startswith("when all")
    )
