import gzip
import resource
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Site, redirect_to
from newsx.errors import FetchError
from newsx.fetch.discover import discover
from newsx.fetch.feeds import read_feed
from newsx.fetch.http import Client
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, retries=0, host_delay_s=0.0)

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>News</title><link>/</link>
<item><title>A</title><link> https://n.example/a </link>
<pubDate>Tue, 12 Mar 2024 09:30:00 +0100</pubDate></item>
<item><title>B & C</title><link>https://n.example/b</link><dc:date>2024-01-02</dc:date></item>
<item><title>No date</title><link>https://n.example/c</link></item>
<item><title>A again</title><link>https://n.example/a</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<link rel="self" href="https://n.example/feed"/>
<entry><link rel="replies" href="https://n.example/a#comments"/><link href="/a"/>
<published>2024-03-12T09:30:00Z</published><updated>2025-01-01T00:00:00Z</updated></entry></feed>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>%(new)s</loc><lastmod>2024-03-12</lastmod></sitemap>
<sitemap><loc>%(old)s</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://n.example/a</loc><news:news><news:publication_date>2024-03-12T10:00:00+05:30
</news:publication_date></news:news><lastmod>2024-03-13</lastmod></url></urlset>"""


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(OPEN) as made:
        yield made


def test_a_feed_gives_each_address_once_with_its_date(site: Site, client: Client) -> None:
    url = site.serve("/rss", RSS, content_type="application/rss+xml")
    found = list(discover(url, client))
    assert [one.url[-2:] for one in found] == ["/a", "/b", "/c"]
    assert found[0].date == datetime(2024, 3, 12, 8, 30, tzinfo=UTC)
    assert found[1].date == datetime(2024, 1, 2, tzinfo=UTC)
    assert found[2].date is None


def test_since_leaves_out_what_is_older_and_keeps_what_bears_no_date(
    site: Site, client: Client
) -> None:
    url = site.serve("/rss", RSS, content_type="text/xml")
    since = datetime(2024, 2, 1, tzinfo=UTC)
    assert [one.url[-2:] for one in discover(url, client, since=since)] == ["/a", "/c"]


def test_atom_gives_the_page_not_its_comments_and_when_it_was_published(
    site: Site, client: Client
) -> None:
    url = site.serve("/atom", ATOM, content_type="application/atom+xml")
    [found] = discover(url, client)
    assert found.url == site.url("/a")
    assert found.date == datetime(2024, 3, 12, 9, 30, tzinfo=UTC)


def test_an_index_of_sitemaps_is_followed_where_it_is_new(site: Site, client: Client) -> None:
    news = site.serve("/news.xml.gz", gzip.compress(NEWS), content_type="application/gzip")
    old = site.serve("/old.xml", NEWS.replace(b"/a<", b"/old<"), content_type="text/xml")
    index = INDEX % {b"new": news.encode(), b"old": old.encode()}
    url = site.serve("/sitemap.xml", index, content_type="text/xml")
    [found] = discover(url, client, since=datetime(2023, 1, 1, tzinfo=UTC))
    assert found.url == "https://n.example/a"
    assert found.date == datetime(2024, 3, 12, 4, 30, tzinfo=UTC)
    assert "/old.xml" not in site.asked


def test_a_site_names_its_feeds_in_robots_txt_and_in_its_page(site: Site, client: Client) -> None:
    news = site.serve("/news.xml", NEWS, content_type="text/xml")
    site.serve("/robots.txt", f"Sitemap: {news}\n".encode(), content_type="text/plain")
    site.serve("/rss", RSS, content_type="text/xml")
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss"><p>news</html>'
    home = site.serve("/", page)
    assert [one.url[-2:] for one in discover(home, client)] == ["/a", "/b", "/c"]


def test_a_site_without_any_is_an_error_with_advice(site: Site, client: Client) -> None:
    home = site.serve("/", b"<html><p>nothing here</html>")
    with pytest.raises(FetchError, match="no feed and no sitemap"):
        list(discover(home, client))


def test_entities_in_a_feed_are_left_alone(site: Site, client: Client) -> None:
    bomb = (
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM '
        b'"file:///etc/passwd">]><rss><channel><item><link>https://n.example/&x;&b;</link></item>'
        b"<item><link>https://n.example/ok</link></item></channel></rss>"
    )
    url = site.serve("/rss", bomb, content_type="text/xml")
    assert [one.url for one in discover(url, client)] == [
        "https://n.example/",
        "https://n.example/ok",
    ]


def test_a_sitemap_that_unpacks_to_very_much_costs_little(site: Site, client: Client) -> None:
    """70 MB of what is no entry: only so much of it is read, and none is kept."""
    head = b'<urlset xmlns="x"><url><loc>https://n.example/a</loc></url>'
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    junk = b"<a></a>" * 100_000
    pieces = [packer.compress(piece) for piece in [head, *[junk] * 100]]
    bomb = b"".join([*pieces, packer.flush()])
    url = site.serve("/sitemap.xml.gz", bomb, content_type="application/gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert [one.url for one in discover(url, client)] == ["https://n.example/a"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_an_index_that_lists_itself_and_others_without_end_ends(site: Site, client: Client) -> None:
    def index(handler: BaseHTTPRequestHandler) -> None:
        """Every sitemap is an index of two that nobody has seen."""
        names = "".join(f"<sitemap><loc>{handler.path}{letter}</loc></sitemap>" for letter in "ab")
        body = f"<sitemapindex>{names}<sitemap><loc>/s</loc></sitemap></sitemapindex>".encode()
        handler.send_response(200)
        handler.send_header("content-type", "text/xml")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    numbers = ["".join(letters) for size in range(6) for letters in product("ab", repeat=size)]
    site.pages = {f"/s{number}": index for number in numbers}
    assert list(discover(site.url("/s"), client)) == []
    site.asked.remove("/robots.txt")
    assert len(site.asked) == len(set(site.asked)) == 1 + 2 + 4 + 8


@pytest.mark.parametrize(
    "link", ["http://[x", "http://\uff0fa", "javascript:alert(1)", "file:///etc/passwd", "c:/x"]
)
def test_what_is_no_web_address_is_left_out(site: Site, client: Client, link: str) -> None:
    entries = f"<item><link>{link}</link></item><item><link>/ok</link></item>"
    feed = f"<rss><channel>{entries}</channel></rss>".encode()
    url = site.serve("/rss", feed, content_type="text/xml")
    assert [one.url for one in discover(url, client)] == [site.url("/ok")]
    page = f'<link rel="alternate" type="application/rss+xml" href="{link}"><p>news'
    home = site.serve("/", page.encode("ascii", "xmlcharrefreplace"))
    assert [one.url for one in discover(home, client)] == [site.url("/ok")]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://n.example/a\n/etc/passwd", "https://n.example/a/etc/passwd"),
        ("https://n.example/a&#10;/etc/passwd", "https://n.example/a/etc/passwd"),
        ("https://n.example/a&#13;&#10;file:///x", "https://n.example/afile:///x"),
        ("https://n.example/a&#8232;/etc/passwd", "https://n.example/a%E2%80%A8/etc/passwd"),
        ("https://n.example/a&#133;b c", "https://n.example/a%C2%85b%20c"),
        ("/a b", "{site}/a%20b"),
        ("?id=1", "{site}/rss?id=1"),
        ("//n.example/a", "http://n.example/a"),
        ("https://b\u00fccher.example/\u00fc", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://user:secret@n.example/", None),
        ("https://n.example/" + "a" * 5_000, None),
    ],
)
def test_an_address_leaves_on_one_line_as_it_will_be_asked_for(
    site: Site, client: Client, link: str, address: str | None
) -> None:
    """What leaves is data for `extract`, a line each: a line break would name a local file."""
    feed = f"<rss><channel><item><link>{link}</link></item></channel></rss>"
    url = site.serve("/rss", feed.encode(), content_type="text/xml")
    expected = [] if address is None else [address.format(site=site.url(""))]
    assert [one.url for one in discover(url, client)] == expected


def test_links_are_relative_to_where_the_feed_was_found_in_the_end(
    site: Site, client: Client
) -> None:
    site.serve("/feeds/news/rss", RSS.replace(b" https://n.example/a ", b"a"))
    site.pages["/rss"] = redirect_to(site.url("/feeds/news/rss"))
    assert next(discover(site.url("/rss"), client)).url == site.url("/feeds/news/a")


def test_atom_may_name_a_base_of_its_own(site: Site, client: Client) -> None:
    feed = ATOM.replace(b"<feed ", b'<feed xml:base="https://n.example/deep/" ')
    feed = feed.replace(b"<entry>", b'<entry xml:base="er/">').replace(b'"/a"', b'"a"')
    url = site.serve("/atom", feed, content_type="application/atom+xml")
    assert [one.url for one in discover(url, client)] == ["https://n.example/deep/er/a"]


def test_a_guid_is_the_address_unless_it_says_that_it_is_not(site: Site, client: Client) -> None:
    feed = (
        b"<rss><channel><item><guid>https://n.example/a</guid></item>"
        b'<item><guid isPermaLink="false">17</guid></item>'
        b"<item><guid>https://n.example/no</guid><link>https://n.example/b</link></item>"
        b"</channel></rss>"
    )
    url = site.serve("/rss", feed, content_type="text/xml")
    assert [one.url[-2:] for one in discover(url, client)] == ["/a", "/b"]


@pytest.mark.parametrize("rules", [b"", b"User-agent: *\nCrawl-delay: 0.3\n"])
def test_sitemaps_are_asked_for_no_faster_than_their_host_likes(site: Site, rules: bytes) -> None:
    """By our own delay, and by that of robots.txt: five requests are four pauses."""
    site.serve("/robots.txt", rules, content_type="text/plain")
    names = "".join(f"<sitemap><loc>/{number}.xml</loc></sitemap>" for number in range(4))
    index = f"<sitemapindex>{names}</sitemapindex>".encode()
    url = site.serve("/sitemap.xml", index, content_type="text/xml")
    for number in range(4):
        site.serve(f"/{number}.xml", NEWS, content_type="text/xml")
    delay_s = 0.0 if rules else 0.3
    began = time.monotonic()
    with Client(OPEN.model_copy(update={"host_delay_s": delay_s})) as slow:
        assert len(list(discover(url, slow))) == 1
    assert time.monotonic() - began >= 4 * 0.3
    assert len(site.asked) == 6


def test_what_a_site_names_and_cannot_be_had_is_said(site: Site, client: Client) -> None:
    page = b'<link rel="alternate" type="application/rss+xml" href="/rss"><p>news'
    home = site.serve("/", page)
    with pytest.raises(FetchError, match=r"no feed .*answered 404.*give one's address"):
        list(discover(home, client))


@given(st.binary(max_size=300), st.sampled_from([b"<rss><item>", b"<urlset><url><loc>", b""]))
def test_any_bytes_are_a_feed_or_none(content: bytes, head: bytes) -> None:
    for entry in read_feed(head + content, "https://n.example/") or ():
        assert entry.url.startswith(("http://", "https://"))
        assert len(entry.url.split()) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-03", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-12T09:30", datetime(2024, 3, 12, 9, 30, tzinfo=UTC)),
        ("2024-03-12T09:30:00-05:00", datetime(2024, 3, 12, 14, 30, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 09:30:00", datetime(2024, 3, 12, 9, 30, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 09:30:00 EST", datetime(2024, 3, 12, 14, 30, tzinfo=UTC)),
        ("12 Mar 24 09:30 GMT", datetime(2024, 3, 12, 9, 30, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 09:30:00 +9999999999999999999", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_in_utc_where_no_zone_is_named(
    site: Site, client: Client, text: str, moment: datetime | None
) -> None:
    item = f"<item><link>/a</link><pubDate>{text}</pubDate></item>"
    feed = f"<rss><channel>{item}</channel></rss>".encode()
    url = site.serve("/rss", feed, content_type="text/xml")
    [found] = discover(url, client)
    assert found.date == moment
