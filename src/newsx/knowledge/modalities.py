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
