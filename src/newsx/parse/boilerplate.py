"""Paragraphs that an extractor leaves in and that are no part of the article."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

_SHORT: Final = 360
PICTURE_CREDIT: Final = re.compile(
    r"(?:Getty Images|AFP|Reuters|Bloomberg|AP Photo|Shutterstock|iStock|EPA|Alamy)\s*(?:via Getty Images|/\s*\w+)?[\s.)]*$"
)


@cache
def boilerplate_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = tomllib.loads(files("newsx.parse").joinpath("boilerplate.toml").read_text("utf-8"))
    return (
        re.compile("|".join(rows["begins"]), re.IGNORECASE),
        re.compile("|".join(rows["says"]), re.IGNORECASE),
    )


def is_boilerplate(paragraph: str) -> bool:
    """Return whether `paragraph`, by its words alone, is no part of an article.

    >>> is_boilerplate("Sign up for our newsletter to get it in your inbox.")
    True
    """
    begins, says = boilerplate_patterns()
    plain = paragraph.strip(" -–—*•|[](){}")
    if len(plain) > _SHORT:
        return False
    return bool(begins.match(plain) or says.search(plain))


def without_boilerplate(paragraphs: Sequence[str], *, headline: str | None) -> list[str]:
    """Return the paragraphs that belong to the article."""
    kept = [paragraph for paragraph in paragraphs if not is_boilerplate(paragraph)]
    if kept and headline and kept[0].casefold() == headline.casefold():
        kept = kept[1:]
    return kept
