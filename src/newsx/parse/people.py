"""Who a page says wrote its article: in JSON-LD, in meta tags, in what a reader sees."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from lxml.etree import _Element as Element

from newsx.parse.bylines import Byline, agencies, provider_of, read_byline
from newsx.parse.linked_data import Json, Node, texts, types_of
from newsx.parse.tags import Meta, called, clean, first_of, meta_values, text_of

_AUTHORS: Final = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "article:author_name", "cxenseparse:author", "author_name",
    "citation_author", "twitter:data1",
)  # fmt: skip
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|writer)(?:$|[\s_-])|author[-_]?name|contributor",
    re.IGNORECASE,
)
_SOURCE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:source|agency|provider|syndicat\w+)(?:$|[\s_-])", re.IGNORECASE
)
_HOUSES: Final = frozenset(["organization", "newsmediaorganization", "corporation"])
_WRITTEN: Final = re.compile(
    r"\s*(?:[Bb]y|BY)\s+[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]*){1,3}"
    r"(?:\s*(?:,|and|AND|&)\s*[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]*){1,3})*\s*$"
)
_LONGEST_BYLINE: Final = 160
_MANY: Final = 20
_MOST_INSIDE: Final = 2
"""Elements inside one that holds a name alone."""
_GROUP: Final = 4


def byline_of(root: Element, node: Node, meta: Meta, site: str | None) -> Byline:
    """Return who wrote the page: the first of five places that names anybody; and the agency.

    Args:
        root: The whole page.
        node: The linked data of the article.
        meta: The page's meta tags.
        site: Name of the publication, which is no author.
    """
    for people, houses in _places(root, node, meta):
        byline = read_byline(
            [html.unescape(name) for name in people],
            houses=[html.unescape(name) for name in houses],
            publisher=site,
        )
        if byline.known:
            break
    else:
        byline = Byline()
    if byline.provider:
        return byline
    agency = first_of(
        texts(node.get("provider") or node.get("sourceOrganization"), "name")
    ) or first_of(_visible_agencies(root))
    if not agency:
        return byline
    return replace(byline, provider=provider_of(clean(agency), publisher=site))


def _places(root: Element, node: Node, meta: Meta) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the people and the organizations that each place of a byline names."""
    yield _people_and_houses(node.get("author"))
    yield _people_and_houses(node.get("creator"))
    yield meta_values(meta, _AUTHORS), []
    yield list(_visible_bylines(root)), []
    yield list(_written_bylines(root)), []


def _people_and_houses(stated: Json) -> tuple[list[str], list[str]]:
    """Return the names in an author field, those of organizations apart."""
    nodes = stated if isinstance(stated, list) else [stated]
    houses = [node for node in nodes if isinstance(node, dict) and types_of(node) & _HOUSES]
    return (
        texts([node for node in nodes if node not in houses], "name"),
        texts(list(houses), "name"),
    )


def _written_bylines(root: Element) -> Iterator[str]:
    """Yield the first text of the page that reads like a byline: "By JANE DOE"."""
    for element in root.iter("p", "span", "div", "b", "i", "em", "strong", "td", "font", "br"):
        for text in (element.text, element.tail):
            if text and _WRITTEN.match(text):
                yield " ".join(text.split())
                return


def _visible_agencies(root: Element) -> Iterator[str]:
    """Yield the agencies in elements that name themselves a source."""
    for element in called(root, _SOURCE_CLASS):
        name = text_of(element) if len(element) <= _MOST_INSIDE else ""
        if name.casefold() in agencies():
            yield name


def _visible_bylines(root: Element) -> Iterator[str]:
    """Yield short texts of elements that name themselves a byline, the first group only."""
    marked = [
        element
        for element in root.iter("a", "span", "p", "div", "meta")
        if element.get("rel") == "author" or element.get("itemprop") == "author"
    ]
    if marked:
        names = [text_of(element) or element.get("content") or "" for element in marked[:_GROUP]]
        yield from (name for name in names if 0 < len(name) <= _LONGEST_BYLINE)
        return
    for element in islice(called(root, _BYLINE_CLASS), _MANY):
        name = text_of(element)
        if 0 < len(name) <= _LONGEST_BYLINE:
            yield name
            return
