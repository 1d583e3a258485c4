"""The words that say how firmly something is stated: estimated, could, plans."""

from functools import cache

from newsx.knowledge.vocabulary import rows
from newsx.schema import Modality


@cache
def words() -> dict[str, Modality]:
    """Return the words in lower case."""
    return {
        form: row["modality"]  # type: ignore[misc]  # the table holds modalities
        for row in rows("modalities")
        for form in row["forms"].split()
    }


@cache
def told_by_rules() -> frozenset[Modality]:
    """Return the modalities of too few claims to be learned from them.

    Of those where the rules and the weights differ, the rules are right in 16, the weights in 4
    (train split, held out).
    """
    return frozenset(
        row["modality"]  # type: ignore[misc]  # the table holds modalities
        for row in rows("modalities")
        if row["by"] == "rules"
    )
