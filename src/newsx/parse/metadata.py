"""Headline, people, dates, section: from JSON-LD, then meta tags, then what a reader sees."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from newsx.parse.bylines import Byline, agencies, provider_of, read_byline
from newsx.parse.dates import DayFirst, Stamp, find_stamp, read_stamp
from newsx.parse.headlines import alike, headlines_of, read_headline
from newsx.parse.linked_data import (
    Json,
    Node,
    article_node,
    bare_address,
    read_nodes,
    texts,
    types_of,
)
from newsx.parse.tags import clean, first_of, meta_values, one_of, text_of
from newsx.schema import Publisher

_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")
_AUTHORS: Final = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "article:author_name", "cxenseparse:author", "author_name",
    "citation_author", "twitter:data1",
)  # fmt: skip
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "date", "article_date_original", "originalpublicationdate",
    "citation_publication_date", "og:pubdate", "rnews:datepublished", "displaydate",
    "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "article:updated", "datemodified", "last-modified",
    "lastmod", "dcterms.modified", "dc.date.modified", "revised", "article_date_updated",
)  # fmt: skip
_SECTIONS: Final = (
    "article:section",
    "parsely-section",
    "section",
    "category",
    "cxenseparse:category",
    "og:section",
)
_KEYWORDS: Final = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags")
_SITE_NAMES: Final = (
    "og:site_name",
    "application-name",
    "cre",
    "copyright",
    "publisher",
    "dc.publisher",
    "twitter:app:name:iphone",
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|writer)(?:$|[\s_-])|author[-_]?name|contributor",
    re.IGNORECASE,
)
_SOURCE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:source|agency|provider|syndicat\w+)(?:$|[\s_-])", re.IGNORECASE
)
_HOUSES: Final = frozenset(["organization", "newsmediaorganization", "corporation"])
_DATE_CLASS: Final = re.compile(r"date|time|publish|posted|stamp|meta", re.IGNORECASE)
_LONGEST_BYLINE: Final = 160
_MANY: Final = 20
_MOST_INSIDE: Final = 2
"""Elements inside one that holds a name alone."""
_GROUP: Final = 4
_LONGEST_KEYWORD: Final = 80


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its article, beside the text."""

    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    byline: Byline = field(default_factory=Byline)
    publisher: Publisher = field(default_factory=Publisher)
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    canonical_url: str | None = None
    accessible_for_free: bool | None = None
    stated_words: int | None = None
    """Words the markup says the article has."""
    stated_body: str | None = None
    """The body the markup gives; sometimes a stub."""
    headlines: frozenset[str] = frozenset()
    """Everything the page gives as its headline, case-folded."""
    types: frozenset[str] = frozenset()
    """Types of the page's nodes and `og:type`, lower case."""


def read_facts(root: Element, *, url: str | None, day_first: DayFirst = "auto") -> Facts:
    """Return what the page says about its article.

    Args:
        root: The whole page; it is not changed.
        url: Address it was read from.
        day_first: How to read 03/04/2023.
    """
    nodes = read_nodes(root)
    meta = _meta(root)
    node = _own_node(root, nodes, meta, url)
    site = _publisher(root, node, meta)
    canonical = _canonical(root, meta, node, url)
    headline, alternative = read_headline(root, node, meta, site)
    free = node.get("isAccessibleForFree")
    words = node.get("wordCount")
    return Facts(
        headline=headline,
        alternative_headline=alternative,
        description=clean(first_of(texts(node.get("description"))))
        or clean(one_of(meta, _DESCRIPTIONS)),
        byline=_byline(root, node, meta, site),
        publisher=Publisher(name=site, domain=domain_of(canonical or url)),
        section=_section(node, meta),
        keywords=_keywords(node, meta),
        language=_language(root, node, meta),
        published=_published(root, node, meta, day_first),
        modified=_stamp(texts(node.get("dateModified"))) or _stamp(meta_values(meta, _MODIFIED)),
        canonical_url=canonical,
        accessible_for_free=_truth(free),
        headlines=headlines_of(root, headline, alternative),
        stated_words=int(words) if isinstance(words, (int, str)) and str(words).isdigit() else None,
        stated_body=_stated_body(node),
        types=frozenset().union(
            *(types_of(each) for each in nodes), {v.lower() for v in meta.get("og:type", ())}
        ),
    )


def _publisher(root: Element, node: Node, meta: Mapping[str, list[str]]) -> str | None:
    marked = (tag for tag in root.iter("*") if tag.get("itemprop") == "publisher")
    return (
        clean(first_of(texts(node.get("publisher"), "name")))
        or clean(one_of(meta, _SITE_NAMES))
        or next((name for name in map(_marked_name, marked) if name), None)
    )


def _marked_name(element: Element) -> str | None:
    """Return the name that microdata give inside `element`, or all that stands there."""
    for tag in element.iter("*"):
        if tag.get("itemprop") == "name":
            return clean(tag.get("content") or text_of(tag))
    return clean(element.get("content") or text_of(element))


def _own_node(
    root: Element, nodes: list[Node], meta: Mapping[str, list[str]], url: str | None
) -> Node:
    """Return the linked data of the article, told from that of the stories the page links to."""
    addresses = {bare_address(link) for link in (url or "", *_links(root, meta)) if link} - {""}
    seen = [
        *(text_of(tag) for tag in root.iter("h1", "title")), *meta.get("og:title", ())
    ]  # fmt: skip
    return article_node(
        nodes,
        addresses=addresses,
        bears_out=lambda headline: any(alike(headline, text) for text in seen),
    )


def _stated_body(node: Node) -> str | None:
    """Return the body the markup gives, of all posts of a live page."""
    posts = texts(node.get("articleBody")) + texts(node.get("liveBlogUpdate"), "articleBody")
    return " ".join(posts) or None


def domain_of(url: str | None) -> str | None:
    """Return the host of `url` without `www.`, or None.

    >>> domain_of("https://www.fortune.com/2023/09/10/x")
    'fortune.com'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = (tag.get("content") or "").strip()
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _byline(root: Element, node: Node, meta: Mapping[str, list[str]], site: str | None) -> Byline:
    for people, houses in (
        _people_and_houses(node.get("author")),
        _people_and_houses(node.get("creator")),
        (meta_values(meta, _AUTHORS), []),
        (list(_visible_bylines(root)), []),
    ):
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


def _people_and_houses(stated: Json) -> tuple[list[str], list[str]]:
    """Return the names in an author field, those of organizations apart."""
    nodes = stated if isinstance(stated, list) else [stated]
    houses = [node for node in nodes if isinstance(node, dict) and types_of(node) & _HOUSES]
    return (
        texts([node for node in nodes if node not in houses], "name"),
        texts(list(houses), "name"),
    )


def _visible_agencies(root: Element) -> Iterator[str]:
    """Yield the agencies in elements that name themselves a source."""
    for element in _called(root, _SOURCE_CLASS):
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
    for element in islice(_called(root, _BYLINE_CLASS), _MANY):
        name = text_of(element)
        if 0 < len(name) <= _LONGEST_BYLINE:
            yield name
            return


def _called(root: Element, pattern: re.Pattern[str]) -> Iterator[Element]:
    """Yield the elements whose `class` or `id` says something."""
    for element in root.iter("*"):
        name = element.get("class") or element.get("id")
        if name and pattern.search(name):
            yield element


def _published(
    root: Element, node: Node, meta: Mapping[str, list[str]], day_first: DayFirst
) -> Stamp | None:
    """Return the finest telling of the first publication that anything in the markup gives."""
    stated = _stamp(texts(node.get("datePublished")) or texts(node.get("dateCreated")))
    tagged = _stamp(meta_values(meta, _PUBLISHED))
    if stated and tagged and tagged.exactness > stated.exactness and _same_day(tagged, stated):
        return tagged
    return stated or tagged or _visible_date(root, day_first)


def _same_day(one: Stamp, other: Stamp) -> bool:
    return abs((one.moment - other.moment).total_seconds()) < 36 * 3600


def _visible_date(root: Element, day_first: DayFirst) -> Stamp | None:
    for tag in root.iter("time"):
        stamp = _stamp([tag.get("datetime") or ""]) or find_stamp(text_of(tag), day_first=day_first)
        if stamp:
            return stamp
    for tag in root.iter("span", "p", "div", "meta", "abbr"):
        if tag.get("itemprop") == "datePublished":
            stamp = _stamp([tag.get("content") or tag.get("datetime") or text_of(tag)])
            if stamp:
                return stamp
    for tag in _called(root, _DATE_CLASS):
        written = text_of(tag)
        if len(written) <= _LONGEST_BYLINE:
            stamp = find_stamp(written, day_first=day_first)
            if stamp:
                return stamp
    return None


def _stamp(values: Iterable[str]) -> Stamp | None:
    return next(
        (stamp for stamp in (read_stamp(value) for value in values if value) if stamp), None
    )


def _section(node: Node, meta: Mapping[str, list[str]]) -> str | None:
    return clean(first_of(texts(node.get("articleSection")))) or clean(one_of(meta, _SECTIONS))


def _keywords(node: Node, meta: Mapping[str, list[str]]) -> tuple[str, ...]:
    stated = texts(node.get("keywords"), "name")
    if not stated:
        name = next((name for name in _KEYWORDS if name in meta), None)
        stated = meta.get(name, []) if name else []
    words = [clean(word) for value in stated for word in re.split(r"[,;]", value)]
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= _LONGEST_KEYWORD))


def _language(root: Element, node: Node, meta: Mapping[str, list[str]]) -> str | None:
    stated = (
        root.get("lang")
        or first_of(texts(node.get("inLanguage"), "alternateName", "name"))
        or one_of(meta, ("og:locale", "content-language", "language", "dc.language"))
    )
    found = re.match(r"([a-z]{2})(?:[-_]|$)", (stated or "").strip().lower())
    return found.group(1) if found else None


def _canonical(
    root: Element, meta: Mapping[str, list[str]], node: Mapping[str, Json], url: str | None
) -> str | None:
    stated = [
        *_links(root, meta),
        *texts(node.get("mainEntityOfPage"), "@id", "url"),
        *texts(node.get("url")),
    ]
    for link in stated:
        try:
            absolute: str = urljoin(url or "", link.strip())
            parts = urlsplit(absolute)
        except ValueError:
            continue
        if (
            parts.scheme in {"http", "https"}
            and parts.hostname
            and (parts.path.strip("/") or parts.query)
        ):
            return absolute
    return None


def _links(root: Element, meta: Mapping[str, list[str]]) -> list[str]:
    """Return the addresses that the page gives as its own."""
    links = [
        link.get("href") or ""
        for link in root.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    ]
    return [*links, *meta.get("og:url", ())]


def _truth(value: Json) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.rpartition("/")[2].strip().lower())
    return None
