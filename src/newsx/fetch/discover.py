"""A site, a feed or a sitemap -> addresses of articles."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

import httpx
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from newsx.errors import FetchError
from newsx.fetch.answers import Answer
from newsx.fetch.feeds import Entry, read_feed, web_address
from newsx.fetch.http import Client

logger = logging.getLogger(__name__)

# How deep an index of sitemaps is followed, and how many sitemaps in all: some sites have one for
# every day since 1851.
_DEEPEST: Final = 3
_MOST_SITEMAPS: Final = 200
_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml"})
_USUAL_PLACES: Final = ("/sitemap_news.xml", "/news-sitemap.xml", "/sitemap.xml", "/feed", "/rss")


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
        client: Fetches them, at the rate of their host.
        since: Leaves out what is dated earlier; what bears no date stays. Aware.

    Raises:
        FetchError: The target cannot be fetched, or no feed and no sitemap is found there.
    """
    seen: set[str] = set()
    for found in _Search(client, since).listed(target):
        if found.url in seen or (since and found.date and found.date < since):
            continue
        seen.add(found.url)
        yield found


class _Search:
    """One search: it asks every sitemap once, and only so many."""

    def __init__(self, client: Client, since: datetime | None) -> None:
        self._client = client
        self._since = since
        self._asked: set[str] = set()

    def listed(self, target: str) -> Iterator[Found]:
        answer = self._client.get(target)
        self._asked.update({target, answer.url})
        entries = read_feed(answer.content, answer.url)
        if entries is not None:
            yield from self._found(entries)
            return
        found = False
        trouble: FetchError | None = None
        for place in self._places(answer):
            try:
                entries = self._entries(place)
            except FetchError as error:
                logger.info("%s is left out: %s", place, error)
                trouble = error
                continue
            if entries is not None:
                found = True
                yield from self._found(entries)
        if not found:
            why = f" (the last one tried: {trouble})" if trouble is not None else ""
            msg = f"{target} names no feed and no sitemap that can be read{why}; give one's address"
            raise FetchError(msg, retryable=trouble is not None and trouble.retryable)

    def _places(self, site: Answer) -> Iterator[str]:
        """Yield where a site may keep feeds and sitemaps, what it names itself first."""
        stated = self._client.robots.sitemaps(httpx.URL(site.url))
        named = [*(web_address(site.url, place) for place in stated), *_linked_feeds(site)]
        usual = (urljoin(site.url, place) for place in _USUAL_PLACES)
        yield from dict.fromkeys([place for place in named if place is not None] or usual)

    def _entries(self, address: str) -> Iterator[Entry] | None:
        if address in self._asked or len(self._asked) > _MOST_SITEMAPS:
            return None
        self._asked.add(address)
        answer = self._client.get(address)
        return read_feed(answer.content, answer.url)

    def _found(self, entries: Iterator[Entry], depth: int = 0) -> Iterator[Found]:
        """Yield what a feed or sitemap lists, and what the sitemaps do that it lists."""
        for entry in entries:
            if not entry.is_sitemap:
                yield Found(entry.url, entry.date)
                continue
            old = self._since and entry.date and entry.date < self._since
            if old or depth >= _DEEPEST:
                continue
            try:
                inner = self._entries(entry.url)
            except FetchError as error:
                logger.warning("%s is left out: %s", entry.url, error)
                continue
            if inner is not None:
                yield from self._found(inner, depth + 1)


def _linked_feeds(page: Answer) -> Iterator[str | None]:
    """Yield the feeds a page links to in its head, however broken the rest of it is."""
    links = BeautifulSoup(page.content, "lxml", parse_only=SoupStrainer("link"))
    for link in links.find_all("link", rel="alternate", href=True):
        if str(link.get("type", "")).lower() in _FEED_TYPES:
            yield web_address(page.url, str(link["href"]))
