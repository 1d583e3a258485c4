"""Words that job titles are made of."""

from functools import cache

from newsx.knowledge.vocabulary import rows


@cache
def role_heads() -> frozenset[str]:
    """Return nouns a job title ends with, or is headed by, in lower case, singular and plural."""
    singular = frozenset(row["form"] for row in rows("role_heads"))
    return singular | {word + "s" for word in singular} | {"secretaries", "chairmen"}


@cache
def role_modifiers() -> frozenset[str]:
    """Return words that may stand before the head of a job title, in lower case."""
    return frozenset(row["form"] for row in rows("role_modifiers"))
