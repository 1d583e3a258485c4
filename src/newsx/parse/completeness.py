"""The verdict on a text: the whole article, a part of it, or something else."""

import re
from collections.abc import Callable
from typing import Final

from newsx.parse.facts import Facts
from newsx.parse.linked_data import ARTICLE_TYPES
from newsx.parse.text import word_count
from newsx.schema import Completeness

_CUT: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\s\"”’)\]]*$")
_OPEN_END: Final = re.compile(r"[a-z,][\s]*$")
_CONSENT: Final = re.compile(
    r"before you continue|"
    r"(?:we|our partners|this (?:site|website)) (?:and our partners )?uses? cookies|"
    r"cookies and (?:similar|other) technolog|(?:accept|reject) all(?: cookies)?|"
    r"manage (?:your |my )?(?:cookie|privacy|consent)|(?:your|give) consent|consent to the use|"
    r"we (?:and our|value your) (?:partners|privacy)|your privacy choices|legitimate interest",
    re.IGNORECASE,
)
_WALL: Final = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep|read|unlock|get)|"
    r"(?:log|sign) in (?:to|or).{0,40}(?:continue|read)|"
    r"(?:this|the) (?:article|story|content) is (?:for|available to|reserved for|exclusive|only)"
    r".{0,30}(?:subscribers|members)|already a (?:subscriber|member)|to (?:continue|keep) reading|"
    r"become a (?:member|subscriber)|create (?:a free|an) account|unlimited (?:digital )?access|"
    r"unlock (?:this|the) (?:article|story)|(?:subscribers?|members?)[- ]only",
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(
    r"continue reading|read (?:the )?(?:full|whole|rest|original)|"
    r"full (?:story|article) (?:at|on|here)",
    re.IGNORECASE,
)
# What a server, or who guards it, gives in place of a page. Briefs have headlines that begin with
# such words ("Access denied: how lenders ..."), so nothing but them and the site's name may follow.
_PAGE: Final = (
    r"(?:(?:the|this|that) )?(?:(?:web ?)?page|file(?: or directory)?|article|story|content)"
    r"(?: you(?:[’']re| are| were|[’']ve)? (?:requested|looking for))?"
)
_SAYS: Final = (
    r"410\W+gone|"
    r"[45][0-5]\d(?:\W+(?:bad request|unauthorized|too many requests|gateway time-?out))?|"
    rf"{_PAGE} (?:(?:(?:was|is) )?(?:not found|not available|unavailable|no longer available)|"
    r"isn[’']t available|(?:can(?:not|[’']t)|could(?: not|n[’']t)) be found|"
    r"does(?: not|n[’']t) exist)|"
    r"not found|access (?:to this page )?(?:has been |is )?denied|forbidden|bad gateway|"
    r"(?:the )?service (?:is )?(?:temporarily )?unavailable|internal server error|"
    r"unavailable (?:for|due to) legal reasons|just a moment|are you (?:a )?(?:human|robot)|"
    r"(?:attention|verification) required"
)
_ERROR: Final = re.compile(
    rf"(?:(?:oops|sorry|error|http)\W+){{0,3}}(?:{_SAYS})(?:\W+(?:error|{_SAYS})){{0,3}}"
    r"(?: page| in your (?:region|country|area|location))?",
    re.IGNORECASE,
)
_NAMES_A_PAGE: Final = re.compile(r"\d\W+[a-z]|page|file|not found", re.IGNORECASE)
_NAME: Final = r"(?:\S+|[^\W_a-z]\S*(?: (?:[^\W_a-z]\S*|&|and|for|of|the)){1,3})"
_SITE: Final = re.compile(rf"[^\w|·•]*(?:[|·•]\s*{_NAME})?")
_SITE_AFTER_DASH: Final = re.compile(rf"\W? [-–—] {_NAME}")
_OTHER_PAGES: Final = frozenset(
    [
        "collectionpage", "searchresultspage", "profilepage", "aboutpage", "contactpage", "faqpage",
        "checkoutpage", "product", "offer", "financialproduct", "exchangeratespecification",
    ]
)  # fmt: skip
_FILMS: Final = frozenset(["videoobject", "video.other", "video.episode", "video.movie", "video"])
_MUCH_LONGER: Final = 1.67
"""How many times longer than the text the page must call its article for the text to be a part."""
_FEW: Final = 60
_TEASERS: Final = 150
_SHORT: Final = 300
_LONG_LINE: Final = 80
_SIGNS_OF_WALL: Final = 2


def verdict(
    text: str, *, page_text: Callable[[], str] = str, facts: Facts | None = None
) -> Completeness:
    """Judge whether `text` is the whole article.

    Args:
        text: The article's text.
        page_text: Gives everything the page shows, for the words of walls; asked for when in doubt.
        facts: What the page says about its article.
    """
    known = facts or Facts()
    words = word_count(text)
    if words < _FEW and len(set(_CONSENT.findall(page_text()))) >= _SIGNS_OF_WALL:
        return "consent_wall"
    if _is_other_page(known, words):
        return "not_an_article"
    if _is_part(known, words):
        walled = known.accessible_for_free is False or _WALL.search(page_text())
        return "paywalled" if walled else "truncated"
    if words < _SHORT and (known.accessible_for_free is False or words < _FEW):
        if _WALL.search(page_text()):
            return "paywalled"
        if words == 0:
            return "empty"
    if is_cut(text) or (words < _FEW and _CONTINUED.search(page_text())):
        return "truncated"
    return "full"


def is_cut(text: str) -> bool:
    """Return whether `text` breaks off: an ellipsis at its end, or a long last line without a stop.

    >>> is_cut("One reason is the sector weightings that have curbed interest,…")
    True
    """
    last = text.rstrip().rpartition("\n")[2].strip()
    return bool(_CUT.search(last) or (len(last) > _LONG_LINE and _OPEN_END.search(last)))


def _is_other_page(facts: Facts, words: int) -> bool:
    """Return whether the text is short, and the page one of a list, a quote, a film, an error."""
    if facts.types & ARTICLE_TYPES:
        return False
    is_signed = bool(facts.published or facts.byline.known)
    if words < _FEW and not is_signed and _is_error(facts.headline or ""):
        return True
    if facts.types & _FILMS and words < _FEW:
        return True
    if facts.types & _OTHER_PAGES and words < _TEASERS:
        return True
    return "website" in facts.types and not is_signed and words < _TEASERS


def _is_error(headline: str) -> bool:
    """Return whether `headline` says nothing but that there is no page here.

    >>> _is_error("404 - Page not found | The Peel Ledger"), _is_error("450 gone as Peel closes")
    (True, False)
    """
    said = _ERROR.match(headline)
    if not said:
        return False
    rest = headline[said.end() :]
    if _SITE.fullmatch(rest):
        return True
    # A dash may lead on to the story: only what speaks of pages has the site's name behind one.
    return bool(_NAMES_A_PAGE.search(said[0]) and _SITE_AFTER_DASH.fullmatch(rest))


def _is_part(facts: Facts, words: int) -> bool:
    stated = max(facts.stated_words or 0, word_count(facts.stated_body or ""))
    return stated > words * _MUCH_LONGER and stated - words > _FEW
