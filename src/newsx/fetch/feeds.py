"""The bytes of a feed or a sitemap -> the addresses it lists; read as a stream, whoever made it."""

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import BinaryIO, Final, cast
from urllib.parse import urljoin

import httpx
import lxml.etree

from newsx.fetch.members import DAMAGE

_ROOTS: Final = frozenset({"urlset", "sitemapindex", "rss", "feed", "RDF"})
_ENTRIES: Final = frozenset({"url", "item", "entry", "sitemap"})
# What the sitemap protocol allows (sitemaps.org): bytes when unpacked, and entries.
_LARGEST: Final = 50_000_000
_MOST_ENTRIES: Final = 50_000
# Begins and ends of elements: six of them in each of so many entries.
_MOST_EVENTS: Final = 600_000
_LONGEST_ADDRESS: Final = 4096
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_W3C_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
# What WHATWG's URL parser strips; what else cannot be printed makes no address.
_BREAKS: Final = str.maketrans("", "", "\t\n\r")


@dataclass(frozen=True)
class Entry:
    """A line of a feed or a sitemap."""

    url: str
    date: datetime | None
    is_sitemap: bool


def read_feed(content: bytes, address: str) -> Iterator[Entry] | None:
    """Return the entries of RSS, Atom, a sitemap or an index of them; None for anything else.

    Args:
        content: Packed by gzip or not; what is damaged gives what comes before the damage.
        address: Where it was found, which relative links are relative to.
    """
    # Entities are left alone, the network too, and elements go when they have been read: a bomb
    # stays as small as it came.
    events = lxml.etree.iterparse(
        cast("BinaryIO", _Source(content)),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
    )
    try:
        _, root = next(events)
    except (lxml.etree.LxmlError, StopIteration):
        return None
    if _name(root) not in _ROOTS:
        return None
    return islice(_entries(islice(events, _MOST_EVENTS), address), _MOST_ENTRIES)


class _Source:
    """A feed as a file, unpacked while it is read, within the bound of the sitemap protocol."""

    def __init__(self, content: bytes) -> None:
        stream: BinaryIO = io.BytesIO(content)
        packed = content.startswith(b"\x1f\x8b")
        self._stream = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
        self._left = _LARGEST
        self._begun = False

    def read(self, size: int) -> bytes:
        """Return the next bytes; none at the end, and where what follows is damaged."""
        try:
            piece = self._stream.read(min(size, self._left))
        except DAMAGE:
            return b""
        self._left -= len(piece)
        if not self._begun:
            # Nothing may stand before an XML declaration, and much does.
            piece = piece.lstrip() or piece
            self._begun = True
        return piece


def _entries(events: Iterator[tuple[str, lxml.etree._Element]], address: str) -> Iterator[Entry]:
    within = 0
    while True:
        try:
            event, element = next(events)
        except (lxml.etree.LxmlError, StopIteration):
            return
        name = _name(element)
        if event == "start":
            within += name in _ENTRIES
            continue
        if name in _ENTRIES:
            within -= 1
            url = web_address(_base(element, address), _link(element))
            if url is not None:
                yield Entry(url, _date(element), name == "sitemap")
        parent = element.getparent()
        if not within and parent is not None:
            element.clear()
            while element.getprevious() is not None:
                del parent[0]


def web_address(base: str, link: str | None) -> str | None:
    r"""Return the web address that a link stands for, on one line and without blanks.

    None for what is none: what a site lists goes into `extract`, a line each, which would read
    `c:/x`, `file:` or what comes after a line break from the reader's own disk.

    >>> [web_address("https://news.example/feed", link) for link in ("/a b\n", "c:/x")]
    ['https://news.example/a%20b', None]
    """
    if not link or len(link) > _LONGEST_ADDRESS:
        return None
    try:
        joined = httpx.URL(urljoin(base, link.strip().translate(_BREAKS)))
    except (ValueError, httpx.InvalidURL):
        return None
    if joined.scheme not in {"http", "https"} or not joined.host or joined.userinfo:
        return None
    address = str(joined)
    return address if address.isprintable() and " " not in address else None


def _base(element: lxml.etree._Element, address: str) -> str:
    """Return what the links of an element are relative to (XML Base, which Atom uses)."""
    stated = [one.get(_XML_BASE) for one in element.iterancestors() if one.get(_XML_BASE)]
    for base in [*reversed(stated), element.get(_XML_BASE)]:
        address = web_address(address, base) or address
    return address


def _link(element: lxml.etree._Element) -> str | None:
    """Return the link of an entry: of the page, not of its comments or of the feed."""
    guid = None
    for child in element:
        name, text = _name(child), (child.text or "").strip()
        if name == "loc" and text:
            return text
        if name == "link":
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return child.get("href")
            if text:
                return text
        # RSS 2.0: a guid is the address of the page unless it says that it is not.
        if name == "guid" and child.get("isPermaLink", "true") == "true":
            guid = text
    return guid


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
    if _W3C_DATE.match(text):
        text += "-01-01"[len(text) - 4 :] if len(text) < len("2000-01-01") else ""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _name(element: lxml.etree._Element) -> str:
    tag = element.tag
    # A comment's tag is a function, which the stubs of lxml do not say.
    return str(tag).rpartition("}")[2]
