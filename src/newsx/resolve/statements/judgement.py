"""What sort of statement a claim is, by weight of evidence: the rules' reading and its words.

`rules` reads a claim by single words. Here its reading is one witness among others (the cue, the
form, words and pairs of words, whether a columnist writes, how the network takes it), and a linear
model decides: `models/scripts/statements.py` learns its weights from the train split of
`models/corpus`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from newsx.knowledge.modalities import told_by_rules
from newsx.knowledge.statements import weights
from newsx.meanings import HEARD
from newsx.resolve.statements.rules import Statement, main_clause, read_statement, senses_of
from newsx.resolve.statements.tone import tones
from newsx.resolve.statements.witnesses import witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsx.resolve.statements.told import Told
    from newsx.schema import ClaimKind, Modality, Polarity

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d|[%$€£¥₹?!]")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|me|my|My)\b")
_COLUMN_WORDS: Final = 2
_MOST_FIGURES: Final = 3
_MOST_SIGNS: Final = 2
_LENGTH_STEP: Final = 8
_LENGTH_STEPS: Final = 4
_ENDING: Final = 3
_LONG: Final = 5


def judge(told: Told) -> Statement:
    """Return how a claim is meant.

    Its modality is the rules' own for quotations, without a tree, and where they find a rare one.

    >>> from newsx.resolve.statements.told import Told
    >>> judge(Told("costs will rise", "indirect", "say", figures=0)).kind
    'forecast'
    """
    first = _first_reading(told)
    totals = _weigh(evidence(told, first), told.heard)
    kind: ClaimKind = "quote"
    modality = first.modality
    if told.form != "direct":
        totals["kind"].pop("indirect" if told.form == "outlet" else "fact")
        kind = cast("ClaimKind", _heaviest(totals["kind"]))
        if told.grammar and modality not in told_by_rules():
            modality = cast("Modality", _heaviest(totals["modality"]))
    return first._replace(
        kind=kind,
        modality=modality,
        negated=_heaviest(totals["negated"]) == "yes",
        forward_looking=_heaviest(totals["forward_looking"]) == "yes",
        polarity=cast("Polarity", _heaviest(totals["polarity"])),
    )


def is_column(text: str, spoken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an article speaks of itself as I, outside of what it quotes."""
    places = [match.start() for match in _FIRST_PERSON.finditer(text)]
    own = [at for at in places if not any(start <= at < end for start, end in spoken)]
    return len(own) >= _COLUMN_WORDS


def evidence(told: Told, first: Statement | None = None) -> tuple[str, ...]:
    """Return what speaks for one reading or another, each once, as `cue=say` and `word=rise`.

    Args:
        told: The claim.
        first: How the rules read it; read anew when absent.
    """
    return tuple(dict.fromkeys(_evidence(told, first or _first_reading(told))))


def _first_reading(told: Told) -> Statement:
    return read_statement(
        told.text,
        form=told.form,
        lemma=told.lemma,
        has_figure=told.figures > 0,
        source=told.source,
        cue_negated=told.cue_negated,
    )


def _evidence(told: Told, first: Statement) -> Iterator[str]:
    main = main_clause(told.text) if told.form != "direct" else told.text
    yield "always"
    for name, value in first._asdict().items():
        yield f"{name}={value}"
    figures = min(told.figures, _MOST_FIGURES)
    yield from (f"form={told.form}", f"cue={told.lemma}", f"figures={figures}")
    yield f"kind, form={first.kind}, {told.form}"
    yield f"kind, cue={first.kind}, {told.lemma}"
    yield f"kind, column={first.kind}, {told.column}"
    yield f"form, column={told.form}, {told.column}"
    yield f"cue, any figure={told.lemma}, {figures > 0}"
    yield from told.grammar
    yield from told.timing
    yield from (
        f"{one}, {two}" for one in told.grammar if one.startswith("finite=") for two in told.timing
    )
    yield from _colours(told.text, main)
    for start, sense in senses_of(told.text):
        yield f"{'sense' if start < len(main) else 'later sense'}={sense}"
    yield from _wording(told.text, main)
    yield from witnesses(told)


def _colours(text: str, main: str) -> Iterator[str]:
    placed = tones(text)
    found = [tone.sign for tone in placed]
    early = [tone.sign for tone in placed if tone.start < len(main)]
    for name, total in (("signs", sum(found)), ("main signs", sum(early))):
        yield f"{name}={max(-_MOST_SIGNS, min(_MOST_SIGNS, total))}"
    if found:
        yield f"first sign={found[0]}"
        yield f"last sign={found[-1]}"
        yield f"bad, good={min(found) < 0}, {max(found) > 0}"
    for tone in placed:
        yield f"{tone.sort}={tone.sign}"


def _wording(text: str, main: str) -> Iterator[str]:
    words = _words(text)
    yield f"length={min(_LENGTH_STEPS, len(words) // _LENGTH_STEP)}"
    if words:
        yield f"opens={words[0]}"
    yield from (f"word={word}" for word in words)
    yield from (f"pair={one} {two}" for one, two in pairwise(words))
    yield from (f"main word={word}" for word in words[: len(_WORD.findall(main))])
    yield from (f"ending={word[-_ENDING:]}" for word in words if len(word) > _LONG)


def _words(text: str) -> list[str]:
    """Return words and signs in lower case; every digit is `0`."""
    found = _WORD.findall(text.lower().replace("’", "'"))
    return ["0" if word.isdigit() else word for word in found]


def _weigh(
    features: Sequence[str], heard: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, int]]:
    """Return what speaks for each answer to each question, in sum."""
    answers, table = _numbered()
    sums = [0] * len(answers)
    for feature in features:
        for place, weight in table.get(feature, ()):
            sums[place] += weight
    for place, weight in table.get(HEARD, ()):
        question, answer = answers[place]
        sums[place] += round(weight * heard.get(question, {}).get(answer, 0.0))
    totals: dict[str, dict[str, int]] = {}
    for (question, answer), total in zip(answers, sums, strict=True):
        totals.setdefault(question, {})[answer] = total
    return totals


@cache
def _numbered() -> tuple[tuple[tuple[str, str], ...], dict[str, tuple[tuple[int, int], ...]]]:
    """Return the answers to each question, and the weights of features by an answer's number."""
    answers = tuple((question, answer) for question, answer, _ in weights()["always"])
    numbers = {answer: number for number, answer in enumerate(answers)}
    return answers, {
        feature: tuple((numbers[question, answer], weight) for question, answer, weight in entries)
        for feature, entries in weights().items()
    }


def _heaviest(answers: dict[str, int]) -> str:
    return max(answers, key=lambda answer: (answers[answer], answer))
