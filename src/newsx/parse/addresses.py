"""The addresses that a page gives as its own."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from newsx.parse.linked_data import Json, texts
from newsx.parse.tags import Meta


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


def canonical_url(
    root: Element, meta: Meta, node: Mapping[str, Json], url: str | None
) -> str | None:
    """Return the first address the page gives that names a page; made absolute with `url`."""
    stated = [
        *own_links(root, meta),
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


def own_links(root: Element, meta: Meta) -> list[str]:
    """Return the addresses that the page gives as its own."""
    links = [
        link.get("href") or ""
        for link in root.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    ]
    return [*links, *meta.get("og:url", ())]
