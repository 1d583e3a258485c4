"""Score the parse of market sentences: main verb, subject, object, amount and what is said.

Treebanks hold few of them, and no other score here noticed when a network unlearned them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc, Token

_MARK = re.compile(r"\[([vsoxc]) ([^\]]+)\]")
_RELATIONS = {
    "s": frozenset({"nsubj", "nsubj:pass"}),
    "o": frozenset({"obj"}),
    "x": frozenset({"obj", "obl:unmarked", "obl:npmod", "obl", "advmod"}),
    "c": frozenset({"ccomp"}),
}
PARTS = {"v": "verb", "s": "subject", "o": "object", "x": "amount", "c": "said"}


@dataclass(frozen=True, slots=True)
class MarketSentence:
    """A sentence and its marked words: kind and where each begins, in characters."""

    text: str
    marks: tuple[tuple[str, int], ...]


def read_sentences(path: Path) -> Iterator[MarketSentence]:
    """Yield the sentences of a file of one a line; lines that begin with # are comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, marks, end = "", [], 0
        for found in _MARK.finditer(line):
            text += line[end : found.start()]
            # Of a name of several words ("Marlowe & Finch") the first stands for all.
            marks.append((found[1], len(text)))
            text += found[2]
            end = found.end()
        yield MarketSentence(text + line[end:], tuple(marks))


def right_marks(doc: Doc, sentence: MarketSentence) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each marked word, and whether the parse has it so."""
    where = {token.idx + offset: token for token in doc for offset in range(len(token.text))}
    verb = next(where[start] for kind, start in sentence.marks if kind == "v")
    for kind, start in sentence.marks:
        if kind == "v":
            yield kind, verb.dep_ == "root"
        else:
            yield kind, _stands(where[start], verb, kind)


def _stands(word: Token, verb: Token, kind: str) -> bool:
    # A parser may read such a name as a compound, whose head is its last word.
    while word.dep_ in {"compound", "flat", "nummod"} and word.head.i > word.i:
        word = word.head
    return word.head.i == verb.i and word.dep_ in _RELATIONS[kind]


def score_market(
    nlp: Language, path: Path, *, show: Callable[[str], object] | None = None
) -> dict[str, float]:
    """Return the share of marked words that the parse has right, by part; of whole sentences too.

    Args:
        nlp: A pipeline with a parser of UD relations.
        path: The sentences.
        show: Called with each tree that is wrong, for a reader to judge.
    """
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for sentence in read_sentences(path):
        doc = nlp(sentence.text)
        marks = list(right_marks(doc, sentence))
        for kind, good in marks:
            wanted[PARTS[kind]] += 1
            right[PARTS[kind]] += good
        whole = all(good for _, good in marks)
        wanted["whole"] += 1
        right["whole"] += whole
        if show is not None and not whole:
            wrong = "".join(kind for kind, good in marks if not good)
            tree = " ".join(f"{t.text}/{t.tag_}/{t.dep_}>{t.head.text}" for t in doc)
            show(f"  market {wrong}: {tree}")
    return {part: round(right[part] / count, 4) for part, count in wanted.items()}
