"""The words that bound a figure: nearly, more than, at least, or so."""

import re
from functools import cache

from newsx.knowledge.vocabulary import rows
from newsx.schema import Bound


@cache
def before() -> tuple[re.Pattern[str], dict[str, Bound]]:
    """Return a pattern that ends where a figure begins, and the bound of each form."""
    found = _forms("before")
    words = "|".join(_pattern(form) for form in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<![\w])){_GROUP.format(words)}[”\"’]?[ ]?{_BETWEEN}$"), found


@cache
def after() -> tuple[re.Pattern[str], dict[str, Bound]]:
    """Return a pattern that begins where a figure ends, and the bound of each form."""
    found = _forms("after")
    words = "|".join(_pattern(form) for form in sorted(found, key=len, reverse=True))
    return re.compile(rf"[ ]?{_GROUP.format(words)}(?!\w)"), found


_GROUP = "({})"
# What may stand between the bound and its figure: an article, or words that say nothing of size.
_BETWEEN = r"(?:(?:an?|another|a further|a record|a combined|a total of|a total)[ ])?"


def _forms(side: str) -> dict[str, Bound]:
    return {row["form"]: row["bound"] for row in rows("bounds") if row["side"] == side}  # type: ignore[misc]  # the table holds bounds


def _pattern(form: str) -> str:
    return re.escape(form)
