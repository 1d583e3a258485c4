"""Which of a page's titles and headings is the article's headline."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from lxml.etree import _Element as Element

from newsx.parse.linked_data import Node, texts
from newsx.parse.tags import clean, first_of, one_of, text_of

_SITE_TAIL: Final = re.compile(r"\s+(?:[|–—·•»]|-{1,2}|::)\s+[^|–—·•»]{2,40}$")
_JOINT: Final = re.compile(r"\s+(?:[|–—·•»]|-{1,2}|::)\s+")
_TITLES: Final = (
    "og:title",
    "twitter:title",
    "dc.title",
    "sailthru.title",
    "parsely-title",
    "title",
)
_CUT_HEADLINE: Final = 40
_ALIKE: Final = 0.8
_COMPARED: Final = 300
"""Characters from the start by which two headlines are compared: the cost grows with their cube."""


def read_headline(
    root: Element, node: Node, meta: Mapping[str, list[str]], site: str | None
) -> tuple[str | None, str | None]:
    """Return what a reader sees as the headline, and another the markup gives."""
    stated = clean(first_of(texts(node.get("headline")) or texts(node.get("name"))))
    shared = _trimmed(clean(one_of(meta, _TITLES)), site)
    title = next((_trimmed(text_of(tag), site) for tag in root.iter("title")), None)
    seen = [text for text in (text_of(tag) for tag in root.iter("h1")) if text]
    named = [name for name in (stated, shared, title) if name]
    best = (
        _fuller(stated, seen)
        or _agreed(seen, named)
        or stated
        or shared
        or (seen[0] if len(seen) == 1 else None)
        or _part_seen(root, title)
    )
    other = next(
        (name for name in (stated, shared) if name and best and not alike(name, best)), None
    )
    alternative = clean(
        first_of(texts(node.get("alternativeHeadline")) or texts(node.get("alternateName")))
    )
    if alternative and best and not alike(alternative, best):
        other = alternative
    return best, other


def headlines_of(root: Element, *known: str | None) -> frozenset[str]:
    """Return everything the page gives as its headline, case-folded."""
    seen = [text_of(tag) for tag in root.iter("h1", "title")]
    return frozenset(text.casefold() for text in (*known, *seen) if text)


def _fuller(stated: str | None, seen: list[str]) -> str | None:
    """Return the stated headline when a heading bears it out; the heading where it was cut."""
    if not stated:
        return None
    whole = stated.rstrip("….").rstrip()
    for heading in seen:
        if len(whole) > _CUT_HEADLINE and heading.startswith(whole):
            return heading if len(heading) > len(stated) else stated
    if any(alike(stated, heading) for heading in seen):
        return stated
    return None


def _agreed(seen: list[str], named: list[str]) -> str | None:
    """Return the visible heading that says what the markup says."""
    for name in named:
        for heading in seen:
            if alike(heading, name):
                return heading
    return None


def _part_seen(root: Element, title: str | None) -> str | None:
    """Return the longest part of a title that stands alone on the page; or the title.

    The rest is the way to the page: "Bank to repay aid - Business - Tri-County Courier".
    """
    ends = [found.span() for found in _JOINT.finditer(title or "")]
    if title is None or not ends:
        return title
    parts = {title[:start] for start, _ in ends} | {title[end:] for _, end in ends}
    texts_seen = {
        text
        for element in root.iter("*")
        if element.tag not in ("title", "script", "style", "option", "a")
        and (text := (element.text or "").strip()) in parts
    }
    return max((text for text in texts_seen if " " in text), key=len, default=title)


def alike(one: str, other: str) -> bool:
    """Return whether two texts are one headline, but for a few words."""
    first, second = (re.sub(r"\W+", " ", text).casefold().strip() for text in (one, other))
    if first == second:
        return True
    if not first or not second:
        return False
    matcher = SequenceMatcher(None, first[:_COMPARED], second[:_COMPARED], autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def _trimmed(title: str | None, site: str | None) -> str | None:
    """Drop the name of the site after a title."""
    if not title:
        return None
    cut = _SITE_TAIL.sub("", title)
    if cut != title:
        tail = title[len(cut) :].strip(" |–—·•»-:").casefold()
        known = (site or "").casefold()
        if "|" in title[len(cut) :] or (known and (tail in known or known in tail)):
            return cut.strip() or title
    return title
