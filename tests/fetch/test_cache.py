import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from builders import Answer, Site
from newsx.errors import AddressRefused, ConfigurationError, FetchError
from newsx.fetch.http import Client
from newsx.settings import Settings

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncache-control: max-age=600\r\n"
WHOLE = b"<p>the whole of it"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(allow_private=True, robots=False, retries=0, timeout_s=5, cache_dir=tmp_path)


def first_then(first: bytes, then: bytes) -> Answer:
    """Answer with bytes as they are and hang up: one thing first, another from then on."""
    left = [first]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(left.pop() if left else then)
        handler.close_connection = True

    return answer


def test_what_was_fetched_where_private_was_open_is_not_served_where_it_is_not(
    site: Site, settings: Settings
) -> None:
    url = site.serve("/", b"<p>inside", cache_control="max-age=600")
    with Client(settings) as client:
        client.fetch(url)
    closed = settings.model_copy(update={"allow_private": False})
    with Client(closed) as client, pytest.raises(AddressRefused):
        client.fetch(url)


def test_what_a_proxy_fetched_is_not_served_without_it(site: Site, settings: Settings) -> None:
    """A proxy resolves names by its own lights, inside ones included."""
    url = "http://story.news.example/"
    site.serve(url, b"<p>by way of the proxy", cache_control="max-age=600")
    proxied = settings.model_copy(update={"allow_private": False, "proxy": site.url("")})
    with Client(proxied) as client:
        assert client.fetch(url).content == b"<p>by way of the proxy"
    direct = proxied.model_copy(update={"proxy": None})
    with Client(direct) as client, pytest.raises(FetchError, match="no address found"):
        client.fetch(url)


@pytest.mark.parametrize(
    "cut",
    [
        HEAD + b"connection: close\r\n\r\n<p>the wh",
        HEAD.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n<p>the wh",
        HEAD + b"transfer-encoding: chunked\r\n\r\n8\r\n<p>the w\r\n",
        HEAD + b"content-length: 17\r\n\r\n<p>the wh",
        HEAD + b"content-encoding: gzip\r\nconnection: close\r\n\r\n" + gzip.compress(WHOLE)[:20],
        HEAD + b"content-encoding: gzip\r\ncontent-length: 20\r\n\r\n" + gzip.compress(WHOLE)[:20],
    ],
    ids=["no length", "HTTP/1.0", "chunk", "length", "gzip", "gzip of right length"],
)
def test_a_body_that_was_cut_is_not_kept(site: Site, settings: Settings, cut: bytes) -> None:
    url = site.url("/")
    site.pages["/"] = first_then(cut, HEAD + b"content-length: 18\r\n\r\n" + WHOLE)
    with Client(settings) as client:
        try:
            assert client.fetch(url).content == b"<p>the wh"
        except FetchError as error:
            assert error.retryable  # noqa: PT017 - either is right, by what the server said
    with Client(settings) as client:
        assert client.fetch(url).content == WHOLE
        assert client.fetch(url).content == WHOLE
    assert len(site.asked) == 2


@pytest.mark.parametrize("status", [201, 204, 206, 226])
def test_a_part_of_a_page_is_no_page_and_not_kept(
    site: Site, settings: Settings, status: int
) -> None:
    head = HEAD.replace(b"200 OK", b"%d X" % status) + b"content-range: bytes 0-3/18\r\n"
    url = site.url("/")
    site.pages["/"] = first_then(
        head + b"content-length: 4\r\n\r\n<p>t", HEAD + b"content-length: 18\r\n\r\n" + WHOLE
    )
    with Client(settings) as client:
        with pytest.raises(FetchError, match=f"answered {status}.*not the whole page"):
            client.fetch(url)
        assert client.fetch(url).content == WHOLE


def test_a_page_from_the_cache_bears_the_date_it_was_fetched(
    site: Site, settings: Settings
) -> None:
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    head = HEAD + b"date: " + format_datetime(then, usegmt=True).encode() + b"\r\n"
    page = head + b"content-length: 18\r\n\r\n" + WHOLE
    site.pages["/"] = first_then(page, page)
    with Client(settings) as client:
        fetched, again = client.fetch(site.url("/")), client.fetch(site.url("/"))
    assert len(site.asked) == 1
    assert fetched.date_retrieved is not None
    assert fetched.date_retrieved > then
    assert again.date_retrieved == then


def test_a_page_that_varies_is_asked_for_by_each_who_differs(
    site: Site, settings: Settings
) -> None:
    url = site.serve("/", b"<p>a", cache_control="max-age=600", vary="user-agent")
    for contact in ("a@desk.example", "b@desk.example", "a@desk.example"):
        with Client(settings.model_copy(update={"contact": contact})) as client:
            client.fetch(url)
    assert len(site.asked) == 2


def test_a_packed_page_is_kept_unpacked(site: Site, settings: Settings) -> None:
    url = site.serve(
        "/", gzip.compress(WHOLE), content_encoding="gzip", cache_control="max-age=600"
    )
    with Client(settings) as client:
        assert [client.fetch(url).content for _ in range(2)] == [WHOLE, WHOLE]
    assert len(site.asked) == 1


def junk(folder: Path) -> None:
    for name in ("pages.db", "pages-unguarded.db"):
        (folder / name).write_bytes(b"this is no database, whatever its name says" * 100)


def missing(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("a file where the folder should be")


@pytest.mark.parametrize("spoil", [junk, missing])
def test_a_cache_that_cannot_be_used_is_said_at_once(
    tmp_path: Path, settings: Settings, spoil: Callable[[Path], None]
) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    spoil(folder)
    with pytest.raises(ConfigurationError, match="--no-cache"):
        Client(settings.model_copy(update={"cache_dir": folder}))
