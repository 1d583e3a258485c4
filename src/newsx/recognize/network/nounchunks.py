"""Noun chunks over Universal Dependencies, for `doc.noun_chunks`.

spaCy's English iterator knows ClearNLP labels (`dobj`, `pobj`) and finds little on UD's.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

# A nominal in one of these stands inside another's chunk.
_INNER: Final = frozenset(
    {"compound", "compound:prt", "flat", "fixed", "goeswith", "nmod:poss", "amod", "det", "nummod"}
)
_LEFT: Final = frozenset(
    {"det", "det:predet", "amod", "nummod", "compound", "nmod:poss", "nmod:unmarked", "advmod"}
)
_RIGHT: Final = frozenset({"flat", "fixed", "goeswith"})


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and label of base noun phrases: nothing of what follows their head."""
    doc = doclike.doc
    label = doc.vocab.strings.add("NP")
    reached = -1
    for word in doclike:
        if word.pos_ not in {"NOUN", "PROPN", "PRON"} or word.dep_ in _INNER:
            continue
        start, end = _left_edge(word), _right_edge(word)
        if start >= reached:
            reached = end
            yield start, end, label


def _left_edge(word: Token) -> int:
    edge = word.i
    for child in reversed(list(word.lefts)):
        if child.dep_ in _LEFT:
            edge = int(child.left_edge.i)
        elif child.dep_ != "punct":
            break
    return edge


def _right_edge(word: Token) -> int:
    edge = word.i
    for child in word.rights:
        if child.dep_ not in _RIGHT or child.left_edge.i != edge + 1:
            break
        edge = int(child.right_edge.i)
    return edge + 1
