"""Closed classes of English words that the grammar of claims goes by."""

from functools import cache

from newsx.knowledge.vocabulary import rows


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["words"].split(" ")) for row in rows("function_words")}


def words_of(group: str) -> frozenset[str]:
    """Return the words of a group in `tables/function_words.csv`, in lower case.

    Raises:
        KeyError: There is no such group.
    """
    return _groups()[group]
