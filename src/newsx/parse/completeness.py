"""The verdict on a text: the whole article, a part of it, or something else."""

import re
from typing import Final

from newsx.parse.metadata import Facts
from newsx.parse.text import SENTENCE_END, word_count
from newsx.schema import Completeness

_CUT: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])[\s\"”’)\]]*$")
_CONSENT: Final = re.compile(
    r"before you continue to|we use cookies|cookies and (?:similar|other) technolog|"
    r"(?:accept|reject) all(?: cookies)?|manage (?:your )?(?:cookie|privacy|consent)|consent to the use|"
    r"we (?:and our|value your) (?:partners|privacy)|your privacy choices",
    re.IGNORECASE,
)
_WALL: Final = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|(?:log|sign) in (?:to|or).{0,40}(?:continue|read)|"
    r"(?:this|the) (?:article|story|content) is (?:for|available to|reserved for|exclusive).{0,20}subscribers|"
    r"already a subscriber|to (?:continue|keep) reading|become a (?:member|subscriber)|create (?:a free|an) account",
    re.IGNORECASE,
)
_NOT_ARTICLES: Final = frozenset(
    {
        "video.other",
        "website",
        "profile",
        "product",
        "collectionpage",
        "searchresultspage",
        "videoobject",
    }
)
_MUCH_SHORTER: Final = 0.6
_STUB_WORDS: Final = 60
_FEW_WORDS: Final = 25


def verdict(text: str, *, page_text: str = "", facts: Facts | None = None) -> Completeness:
    """Judge whether `text` is the whole article.

    Args:
        text: The article's text.
        page_text: Everything the page shows, for the words of walls.
        facts: What the page says about its article.
    """
    words = word_count(text)
    if _CONSENT.search(page_text) and words < _STUB_WORDS:
        return "consent_wall"
    if facts and facts.accessible_for_free is False and (words < 300 or _WALL.search(page_text)):  # noqa: PLR2004
        return "paywalled" if words < (facts.stated_words or 300) * _MUCH_SHORTER else "full"
    if words == 0:
        return "paywalled" if _WALL.search(page_text) else "empty"
    if words < _FEW_WORDS and _WALL.search(page_text):
        return "paywalled"
    if is_cut(text):
        return "truncated"
    if facts:
        if facts.stated_words and words < facts.stated_words * _MUCH_SHORTER:
            return "paywalled" if _WALL.search(page_text) else "truncated"
        if words < _STUB_WORDS and not facts.published and facts.types & _NOT_ARTICLES:
            return "not_an_article"
    return "full"


def is_cut(text: str) -> bool:
    """Return whether `text` breaks off: an ellipsis at its end, or a long last line without a stop."""
    last = text.rstrip().rpartition("\n")[2].strip()
    if _CUT.search(last):
        return True
    return (
        len(last) > 80
        and not SENTENCE_END.search(last)
        and not last.startswith("- ")
        and last[-1] not in ':;|)]”"’'
    )  # noqa: PLR2004
