"""What a claim predicates: the tense and mood of its main verb, and whether its dates lie ahead.

`Sales rose 4%` and `sales to rise 4%` differ in nothing else: a past tense tells a fact, a bare
infinitive or a day to come tells a forecast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from spacy.tokens import Span, Token

    from newsx.schema import Period

_VERBS: Final = frozenset({"VERB", "AUX"})
_FINITE: Final = frozenset({"MD", "VBD", "VBZ", "VBP"})
_MOST_ADJECTIVES: Final = 3


def predicate(spans: Sequence[Span]) -> tuple[str, ...]:
    """Return what the tree of a claim says, as `root tag=VBD`; nothing where there is no tree.

    Args:
        spans: The parts of its content.
    """
    tokens = [token for span in spans for token in span]
    if not tokens or not tokens[0].doc.has_annotation("DEP"):
        return ()
    return tuple(dict.fromkeys(_of_tokens(tokens)))


def _of_tokens(tokens: Sequence[Token]) -> Iterator[str]:
    root = _root(tokens)
    children = list(root.children)
    finite = _finite(root, children, {token.i for token in tokens})
    tags = [token.tag_ for token in tokens]
    yield f"root pos={root.pos_}"
    yield f"root tag={root.tag_}"
    yield f"root={root.lemma_.lower()}"
    yield f"finite={finite.tag_}"
    yield f"finite verb={finite.lemma_.lower()}"
    yield f"first finite={next((tag for tag in tags if tag in _FINITE), None)}"
    yield f"subject={_subject(children)}"
    yield f"adjectives={min(_MOST_ADJECTIVES, sum(token.pos_ == 'ADJ' for token in tokens))}"
    if finite.dep_ == "cop":
        yield f"copula, root={finite.tag_}, {root.pos_}"
    yield from (f"verb={token.tag_}" for token in tokens if token.pos_ in _VERBS)


def _root(tokens: Sequence[Token]) -> Token:
    """Return the main verb of a claim, or else the word that all others hang on."""
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    verbs = (token for token in roots if token.pos_ in _VERBS)
    return next(verbs, roots[0] if roots else tokens[0])


def _finite(root: Token, children: Sequence[Token], inside: set[int]) -> Token:
    """Return the word that carries tense or mood: an auxiliary, a copula, the verb itself."""
    helpers = (
        child
        for child in children
        if child.dep_.startswith("aux") and child.i in inside and child.tag_ in _FINITE
    )
    copulas = (child for child in children if child.dep_ == "cop")
    return next(helpers, None) or next(copulas, root)


def _subject(children: Sequence[Token]) -> str:
    """Return the type of the name that is the subject, or else the noun; `none` without one."""
    found = next((child for child in children if child.dep_.startswith("nsubj")), None)
    return "none" if found is None else found.ent_type_ or found.lemma_.lower()


def timing(
    periods: Sequence[Period], parts: Sequence[tuple[int, int]], published: date | None
) -> tuple[str, ...]:
    """Return when a claim plays, as `when=ahead`: what its dates and periods say.

    Args:
        periods: Those of its article, or those near it.
        parts: Offsets of its content.
        published: The day its article is of.
    """
    told = {
        _when(period, published)
        for period in periods
        if period.kind != "duration" and any(a <= period.start < b for a, b in parts)
    }
    return (*(f"when={one}" for one in sorted(told)), f"when all={'+'.join(sorted(told))}")


def _when(period: Period, published: date | None) -> str:
    if published is None or period.from_date is None:
        return "undated"
    if period.from_date > published:
        return "ahead"
    return "past" if period.to_date is not None and period.to_date < published else "now"
