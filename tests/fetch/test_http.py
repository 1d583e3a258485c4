import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest

from builders import Site
from newsx.errors import FetchError
from newsx.fetch.http import Client
from newsx.settings import Settings

OPEN = Settings(allow_private=True, timeout_s=5, size_limit_bytes=100_000)


def test_a_page_arrives_with_its_type_charset_and_final_address(site: Site) -> None:
    end = site.serve("/end", b"<p>hello", content_type="text/html; charset=windows-1252")

    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(301)
        handler.send_header("location", "/end")
        handler.send_header("content-length", "0")
        handler.end_headers()

    site.pages["/start"] = redirect
    with Client(OPEN) as client:
        document = client.fetch(site.url("/start"))
    assert document.content == b"<p>hello"
    assert (document.media_type, document.charset) == ("text/html", "windows-1252")
    assert document.url == end
    assert document.source_ref == site.url("/start")
    assert document.date_retrieved is not None


def test_gzip_is_undone(site: Site) -> None:
    url = site.serve("/", gzip.compress(b"<p>news"), content_encoding="gzip")
    with Client(OPEN) as client:
        assert client.fetch(url).content == b"<p>news"


def test_a_bomb_stops_at_the_limit(site: Site) -> None:
    url = site.serve("/", gzip.compress(bytes(50_000_000)), content_encoding="gzip")
    with Client(OPEN) as client, pytest.raises(FetchError, match="larger than 100,000 bytes"):
        client.fetch(url)


def test_a_large_page_stops_at_the_limit(site: Site) -> None:
    url = site.serve("/", b"x" * 200_000)
    with Client(OPEN) as client, pytest.raises(FetchError, match="larger than"):
        client.fetch(url)


def test_a_slow_drip_is_cut_off_at_the_deadline(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.pages["/"] = drip
    hurried = OPEN.model_copy(update={"timeout_s": 0.5})
    with Client(hurried) as client, pytest.raises(FetchError, match="still sending") as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("status", "retryable"), [(404, False), (403, False), (429, True), (503, True)]
)
def test_a_status_says_whether_to_retry(site: Site, status: int, *, retryable: bool) -> None:
    site.pages["/"] = lambda handler: handler.send_error(status)
    with Client(OPEN) as client, pytest.raises(FetchError, match=str(status)) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable is retryable


def test_a_redirect_loop_ends(site: Site) -> None:
    def loop(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("location", "/")
        handler.send_header("content-length", "0")
        handler.end_headers()

    site.pages["/"] = loop
    with Client(OPEN) as client, pytest.raises(FetchError, match="redirects more than 10 times"):
        client.fetch(site.url("/"))


def test_a_pdf_is_refused_by_type(site: Site) -> None:
    url = site.serve("/", b"%PDF-1.7", content_type="application/pdf")
    with Client(OPEN) as client, pytest.raises(FetchError, match="application/pdf"):
        client.fetch(url)


@pytest.mark.parametrize("url", ["ftp://host.example/x", "gopher://host.example", "http://"])
def test_other_schemes_are_refused_with_advice(url: str) -> None:
    with Client(OPEN) as client, pytest.raises(FetchError, match="use http:// or https://"):
        client.fetch(url)


def test_loopback_is_refused_unless_asked_for(site: Site) -> None:
    url = site.serve("/", b"<p>inside")
    with Client(Settings()) as client, pytest.raises(FetchError, match="--allow-private"):
        client.fetch(url)
    assert site.asked == []


def test_an_unreachable_host_may_be_tried_again() -> None:
    with Client(OPEN) as client, pytest.raises(FetchError, match="cannot be reached") as caught:
        client.fetch("http://127.0.0.1:9/")
    assert caught.value.retryable
