"""Headline, people, dates, section: from JSON-LD, then meta tags, then what a reader sees."""

import re
from typing import Final

from lxml.etree import _Element as Element

from newsx.parse.addresses import canonical_url, domain_of, own_links
from newsx.parse.dates import DayFirst
from newsx.parse.facts import Facts
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
from newsx.parse.people import byline_of
from newsx.parse.tags import Meta, clean, first_of, one_of, text_of
from newsx.parse.times import modified_at, published_at
from newsx.schema import Publisher

_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")
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
_LONGEST_KEYWORD: Final = 80


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
    canonical = canonical_url(root, meta, node, url)
    headline, alternative = read_headline(root, node, meta, site)
    free = node.get("isAccessibleForFree")
    return Facts(
        headline=headline,
        alternative_headline=alternative,
        description=clean(first_of(texts(node.get("description"))))
        or clean(one_of(meta, _DESCRIPTIONS)),
        byline=byline_of(root, node, meta, site),
        publisher=Publisher(name=site, domain=domain_of(canonical or url)),
        section=_section(node, meta),
        keywords=_keywords(node, meta),
        language=_language(root, node, meta),
        published=published_at(root, node, meta, day_first),
        modified=modified_at(node, meta),
        canonical_url=canonical,
        accessible_for_free=_truth(free),
        headlines=headlines_of(root, headline, alternative),
        stated_words=_count(node.get("wordCount")),
        stated_body=_stated_body(node),
        types=frozenset().union(
            *(types_of(each) for each in nodes), {v.lower() for v in meta.get("og:type", ())}
        ),
    )


def _publisher(root: Element, node: Node, meta: Meta) -> str | None:
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


def _own_node(root: Element, nodes: list[Node], meta: Meta, url: str | None) -> Node:
    """Return the linked data of the article, told from that of the stories the page links to."""
    addresses = {bare_address(link) for link in (url or "", *own_links(root, meta)) if link} - {""}
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


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = (tag.get("content") or "").strip()
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _section(node: Node, meta: Meta) -> str | None:
    return clean(first_of(texts(node.get("articleSection")))) or clean(one_of(meta, _SECTIONS))


def _keywords(node: Node, meta: Meta) -> tuple[str, ...]:
    stated = texts(node.get("keywords"), "name")
    if not stated:
        name = next((name for name in _KEYWORDS if name in meta), None)
        stated = meta.get(name, []) if name else []
    words = [clean(word) for value in stated for word in re.split(r"[,;]", value)]
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= _LONGEST_KEYWORD))


def _language(root: Element, node: Node, meta: Meta) -> str | None:
    stated = (
        root.get("lang")
        or first_of(texts(node.get("inLanguage"), "alternateName", "name"))
        or one_of(meta, ("og:locale", "content-language", "language", "dc.language"))
    )
    found = re.match(r"([a-z]{2})(?:[-_]|$)", (stated or "").strip().lower())
    return found.group(1) if found else None


def _count(value: Json) -> int | None:
    if not isinstance(value, (int, str)):
        return None
    found = re.fullmatch(r"[0-9]{1,9}", str(value).strip())
    return int(found[0]) if found else None


def _truth(value: Json) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.rpartition("/")[2].strip().lower())
    return None
