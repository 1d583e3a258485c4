"""Abbreviations whose full stop does not end a sentence, and words that open one."""

from functools import cache

from newsx.knowledge.vocabulary import rows


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviations in lower case, without the last full stop, each with its kind.

    A `title` or an `inner` one never ends a sentence; a `company`, `month` or `place` may.
    """
    return {row["form"]: row["kind"] for row in rows("abbreviations")}


@cache
def sentence_openers() -> frozenset[str]:
    """Return words in lower case that, written with a capital, begin a sentence, not a name."""
    return frozenset(row["form"] for row in rows("sentence_openers"))
