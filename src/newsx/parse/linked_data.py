"""JSON-LD of a page: the node that describes the article, read with forgiveness."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeAlias

from lxml.etree import _Element as Element

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Node = dict[str, "Json"]

ARTICLE_TYPES: Final = frozenset(
    [
        "newsarticle", "article", "blogposting", "reportagenewsarticle", "analysisnewsarticle",
        "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle",
        "advertisercontentarticle", "techarticle", "liveblogposting", "socialmediaposting",
        "report", "scholarlyarticle", "satiricalarticle", "discussionforumposting", "review",
    ]
)  # fmt: skip
_WRAPPER: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")
_DEEPEST: Final = 12


def read_nodes(root: Element) -> list[Node]:
    """Return every typed node of the page's JSON-LD, references inside one graph resolved."""
    nodes: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            nodes.extend(_walk(load_json(script.text or ""), 0))
    by_id = {
        name: node for node in nodes if isinstance(name := node.get("@id"), str) and len(node) > 1
    }
    return [_resolved(node, by_id) for node in nodes]


def article_node(
    nodes: list[Node],
    *,
    addresses: Collection[str] = (),
    bears_out: Callable[[str], bool] = lambda _: False,
) -> Node:
    """Return the node that describes the article, or an empty one.

    Pages describe the stories they link to as well: the one at the page's own address goes before
    one whose headline the page shows, and both before the one that tells most.

    Args:
        nodes: Nodes of the page.
        addresses: Addresses of the page, without scheme, query and fragment (`bare_address`).
        bears_out: Whether the page shows a headline as its own.
    """
    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    if not articles:
        return {}
    news = [
        node
        for node in articles
        if any("article" in name or "blog" in name for name in types_of(node))
    ]

    if len(articles) == 1:
        return articles[0]

    def rank(node: Node) -> tuple[bool, bool, int]:
        stated = texts(node.get("mainEntityOfPage"), "@id", "url") + texts(node.get("url"))
        return (
            any(bare_address(link) in addresses for link in stated if "#" not in link),
            any(map(bears_out, texts(node.get("headline")))),
            sum(bool(node.get(key)) for key in _TELLING),
        )

    return max(news or articles, key=rank)


def bare_address(url: str) -> str:
    """Return what of an address names a page: host without `www.`, and path.

    >>> bare_address("https://www.ledger.example/steel/?from=home#top")
    'ledger.example/steel'
    """
    address = re.split(r"[?#]", url.strip(), maxsplit=1)[0]
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


_TELLING: Final = (
    "headline",
    "datePublished",
    "author",
    "publisher",
    "articleBody",
    "mainEntityOfPage",
)


def types_of(node: Mapping[str, "Json"]) -> frozenset[str]:
    """Return the lower-cased types of a node, without a vocabulary's prefix."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(name.rpartition("/")[2].lower() for name in names if isinstance(name, str))


def texts(value: "Json", *keys: str) -> list[str]:
    """Return the strings in `value`: itself, its items, or of a node the first of `keys` it has."""
    return _texts(value, (*keys, "@value"), 0)


def _texts(value: "Json", keys: tuple[str, ...], depth: int) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, keys, depth + 1)]
    if isinstance(value, dict):
        for key in keys:
            found = _texts(value.get(key), keys, depth + 1)
            if found:
                return found
    return []


def load_json(source: str) -> "Json":
    """Return JSON as pages write it: in comments, with line breaks in strings and spare commas."""
    stripped = _WRAPPER.sub("", source.strip()).strip().rstrip(";")
    for candidate in (stripped, _TRAILING_COMMA.sub(r"\1", stripped)):
        try:
            loaded: Json = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    return None


def _walk(value: "Json", depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _walk(inner, depth + 1)


def _resolved(node: Node, by_id: Mapping[str, Node]) -> Node:
    """Replace `{"@id": ...}` by the node it names, one level deep."""

    def look_up(value: "Json") -> "Json":
        if isinstance(value, dict) and set(value) == {"@id"}:
            name = value["@id"]
            return by_id.get(name, value) if isinstance(name, str) else value
        return value

    return {
        key: [look_up(item) for item in value] if isinstance(value, list) else look_up(value)
        for key, value in node.items()
    }
