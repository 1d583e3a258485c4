"""What speaks for a choice: the weights of features that were learned from our own corpus."""

from functools import cache

from newsx.knowledge.vocabulary import rows


@cache
def weights() -> dict[str, float]:
    """Return how much each feature of a candidate speaks for it.

    `models/scripts/subjects.py` writes the table, `tables/subject_weights.csv`.
    """
    return {row["feature"]: float(row["weight"]) for row in rows("subject_weights")}
