"""A site, a feed or a sitemap -> addresses of articles."""

import gzip
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

import httpx
import lxml.etree
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from newsx.errors import FetchError
from newsx.fetch.http import Client

logger = logging.getLogger(__name__)

# How deep an index of sitemaps is followed, and how many sitemaps in all: some sites have one for
# every day since 1851.
_DEEPEST: Final = 3
_MOST_SITEMAPS: Final = 200
_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml"})
_USUAL_PLACES: Final = ("/sitemap_news.xml", "/news-sitemap.xml", "/sitemap.xml", "/feed", "/rss")
_W3C_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


@dataclass(frozen=True)
class Found:
    """An address, and when the feed or sitemap says it was published or last changed."""

    url: str
    date: datetime | None = None


def discover(target: str, client: Client, *, since: datetime | None = None) -> Iterator[Found]:
    """Yield the article addresses a site, a feed or a sitemap lists, each once, as listed.

    Args:
        target: Address of a feed (RSS, Atom), of a sitemap or an index of them, or of a site,
            whose robots.txt, page and usual places are then looked at for feeds and sitemaps.
        client: Fetches them.
        since: Leaves out what is dated earlier; what bears no date stays. Aware.

    Raises:
        FetchError: The target cannot be fetched, or no feed and no sitemap is found there.
    """
    seen: set[str] = set()
    for found in _listed(target, client, since):
        if found.url in seen or (since and found.date and found.date < since):
            continue
        seen.add(found.url)
        yield found


def _listed(target: str, client: Client, since: datetime | None) -> Iterator[Found]:
    content = client.get(target)
    root = _xml(content)
    if root is not None:
        yield from _entries(root, target, client, since, budget=[_MOST_SITEMAPS])
        return
    some = False
    for place in _places(target, content, client):
        try:
            root = _xml(client.get(place))
        except FetchError as error:
            logger.info("%s is left out: %s", place, error)
            continue
        if root is not None:
            some = True
            yield from _entries(root, place, client, since, budget=[_MOST_SITEMAPS])
    if not some:
        msg = f"{target} names no feed and no sitemap; give the address of one"
        raise FetchError(msg)


def _places(target: str, content: bytes, client: Client) -> Iterator[str]:
    """Yield where a site may keep feeds and sitemaps, what it names itself first."""
    named = [*client.robots.sitemaps(httpx.URL(target)), *_linked_feeds(target, content)]
    yield from dict.fromkeys(named or (urljoin(target, place) for place in _USUAL_PLACES))


def _linked_feeds(target: str, content: bytes) -> Iterator[str]:
    """Yield the feeds a page links to in its head, however broken the rest of it is."""
    page = BeautifulSoup(content, "lxml", parse_only=SoupStrainer("link"))
    for link in page.find_all("link", rel="alternate", href=True):
        if str(link.get("type", "")).lower() in _FEED_TYPES:
            place = _joined(target, str(link["href"]))
            if place is not None:
                yield place


def _xml(content: bytes) -> lxml.etree._Element | None:
    """Parse a feed or a sitemap, entities left alone; None for anything else."""
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                content = packed.read(50_000_000)
        except (OSError, EOFError):
            return None
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = lxml.etree.fromstring(content.strip(), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None
    known = {"urlset", "sitemapindex", "rss", "feed", "RDF"}
    return root if root is not None and _name(root) in known else None


def _entries(
    root: lxml.etree._Element,
    address: str,
    client: Client,
    since: datetime | None,
    *,
    budget: list[int],
    depth: int = 0,
) -> Iterator[Found]:
    """Yield what a feed or sitemap lists; `budget` counts down the sitemaps still allowed."""
    for element in root.iter():
        name = _name(element)
        if name in {"url", "item", "entry"}:
            link = _joined(address, _link(element))
            if link is not None:
                yield Found(link, _date(element))
        elif name == "sitemap" and depth < _DEEPEST and budget[0] > 0:
            link, changed = _joined(address, _link(element)), _date(element)
            if link is None or (since and changed and changed < since):
                continue
            budget[0] -= 1
            try:
                inner = _xml(client.get(link))
            except FetchError as error:
                logger.warning("%s is left out: %s", link, error)
                continue
            if inner is not None:
                yield from _entries(inner, link, client, since, budget=budget, depth=depth + 1)


def _joined(address: str, link: str | None) -> str | None:
    """Return the web address that a link stands for.

    None for what is none: what a site lists goes into `extract`, which would read `c:/x` or `file:`
    from the reader's own disk.
    """
    if not link:
        return None
    try:
        joined = urljoin(address, link)
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _link(element: lxml.etree._Element) -> str | None:
    for child in element:
        if _name(child) == "loc" and child.text:
            return child.text.strip()
        if _name(child) == "link":
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return child.get("href")
            if child.text and child.text.strip():
                return child.text.strip()
    return None


def _date(element: lxml.etree._Element) -> datetime | None:
    """Return the best date: published before changed, wherever it stands in the entry."""
    dates = {_name(child): (child.text or "").strip() for child in element.iter()}
    for name in ("publication_date", "published", "pubDate", "date", "updated", "lastmod"):
        moment = _moment(dates.get(name, ""))
        if moment is not None:
            return moment
    return None


def _moment(text: str) -> datetime | None:
    """Read RFC 822 (RSS) and W3C dates (Atom, sitemaps); UTC where no zone is named."""
    from email.utils import parsedate_to_datetime

    if _W3C_DATE.match(text):
        text += "-01-01"[len(text) - 4 :] if len(text) < len("2000-01-01") else ""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _name(element: lxml.etree._Element) -> str:
    tag = element.tag
    # A comment's tag is a function, which the stubs of lxml do not say.
    return str(tag).rpartition("}")[2]
