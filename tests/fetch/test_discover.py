import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from builders import Site
from newsx.errors import FetchError
from newsx.fetch.discover import discover
from newsx.fetch.http import Client
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, retries=0)

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
    assert all("root:" not in one.url for one in discover(url, client))


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
