"""What speaks for a choice: the weights of features that were learned from our own corpus."""

from functools import cache

from newsx.knowledge.vocabulary import rows


@cache
def weights() -> dict[str, int]:
    """Return how much each feature of a candidate speaks for it, in hundredths.

    Whole numbers add up to the same in any order, and features come in none.

    `models/scripts/subjects.py` writes the table, `tables/subject_weights.csv`.
    """
    return {row["feature"]: round(100 * float(row["weight"])) for row in rows("subject_weights")}
