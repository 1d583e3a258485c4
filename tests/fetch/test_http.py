"""The client against a local server that behaves in every bad way it can."""

import gzip
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from builders import Answer, Site, nobody
from newsx.errors import (
    AddressRefused,
    Blocked,
    FetchError,
    FetchTimeout,
    NotFound,
    PaymentRequired,
    RobotsDisallowed,
    TooLarge,
    Unreachable,
    WrongType,
)
from newsx.fetch.http import Client, user_agent
from newsx.fetch.transport import GuardedTransport
from newsx.parse.document import parse
from newsx.settings import Settings

OPEN = Settings(
    allow_private=True, timeout_s=5, size_limit_bytes=100_000, cache=False, robots=False, retries=0
)


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(OPEN) as made:
        yield made


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"content_length": "0", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def raw(*pieces: bytes, pause_s: float = 0.0) -> Answer:
    """Answer with bytes as they are, however wrong, and hang up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            try:
                handler.wfile.write(piece)
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(pause_s)
        handler.close_connection = True

    return answer


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


def test_a_page_arrives_with_its_type_charset_and_final_address(site: Site, client: Client) -> None:
    end = site.serve("/end", b"<p>hello", content_type="text/html; charset=windows-1252")
    site.pages["/start"] = status(301, location="/end")
    document = client.fetch(site.url("/start"))
    assert document.content == b"<p>hello"
    assert (document.media_type, document.charset) == ("text/html", "windows-1252")
    assert document.url == end
    assert document.source_ref == site.url("/start")
    assert document.date_retrieved is not None


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("gzip", lambda body: gzip.compress(body[:4]) + gzip.compress(body[4:])),
        ("gzip", lambda body: gzip.compress(body) + bytes(8)),
    ],
    ids=["gzip", "x-gzip", "zlib", "bare deflate", "two members", "padded"],
)
def test_content_encodings_are_undone(
    site: Site, client: Client, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = site.serve("/", pack(b"<p>news"), content_encoding=encoding)
    assert client.fetch(url).content == b"<p>news"


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """200 MB in 200 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(200)]
    return b"".join([*pieces, packer.flush()])


@pytest.mark.parametrize("limit", [1_000_000, 15_000_000])
def test_a_bomb_stops_at_the_limit_and_costs_little(site: Site, bomb: bytes, limit: int) -> None:
    wide = OPEN.model_copy(update={"size_limit_bytes": limit})
    url = site.serve("/", bomb, content_encoding="gzip")
    tracemalloc.start()
    with Client(wide) as wide_client, pytest.raises(TooLarge, match=f"larger than {limit:,} bytes"):
        wide_client.fetch(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_bomb_in_a_redirect_is_not_opened(site: Site, bomb: bytes) -> None:
    end = site.serve("/end", b"<p>hello")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head = (
            b"HTTP/1.1 302 Found\r\nlocation: /end\r\ncontent-encoding: gzip\r\n"
            b"connection: close\r\n"
        )
        raw(head + b"content-length: %d\r\n\r\n" % len(bomb), bomb)(handler)

    site.pages["/"] = answer
    tracemalloc.start()
    with Client(OPEN) as client:
        assert client.fetch(site.url("/")).url == end
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_empty_body_is_an_empty_page_whatever_its_coding(site: Site, client: Client) -> None:
    url = site.serve("/", b"", content_encoding="gzip")
    with pytest.raises(FetchError, match="empty page"):
        client.fetch(url)


@pytest.mark.parametrize(
    "answer",
    [
        raw(HEAD, b"content-length: 200000\r\n\r\n", b"x" * 200_000),
        raw(HEAD, b"\r\n", b"x" * 200_000),
        raw(HEAD + b"content-encoding: gzip\r\n\r\n", gzip.compress(bytes(300_000))),
    ],
    ids=["declared", "undeclared", "inflated"],
)
def test_a_large_page_stops_at_the_limit(site: Site, client: Client, answer: Answer) -> None:
    site.pages["/"] = answer
    with pytest.raises(TooLarge):
        client.fetch(site.url("/"))


@pytest.mark.parametrize(
    "answer",
    [
        raw(HEAD + b"\r\n", *[b"x"] * 200, pause_s=0.05),
        raw(HEAD, *[b"x-%d: y\r\n" % number for number in range(200)], pause_s=0.05),
        raw(*[b""] * 200, pause_s=0.05),
    ],
    ids=["body", "headers", "silence"],
)
def test_a_slow_server_is_cut_off_at_the_deadline(site: Site, answer: Answer) -> None:
    site.pages["/"] = answer
    began = time.monotonic()
    hurried = OPEN.model_copy(update={"timeout_s": 0.5})
    with Client(hurried) as client, pytest.raises(FetchTimeout) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable
    assert time.monotonic() - began < 9  # the whole answer takes 10


@pytest.mark.parametrize(
    "answer",
    [
        raw(HEAD + b"content-length: 100\r\n\r\nshort"),
        raw(HEAD + b"content-length: ten\r\n\r\n0123456789"),
        raw(HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"),
        raw(HEAD + b"content-encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 5_000)[:-20]),
        raw(HEAD + b"content-encoding: gzip\r\n\r\nthis is no gzip"),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(),
    ],
    ids=["short", "no number", "bad chunk", "cut gzip", "no gzip", "no http", "nothing"],
)
def test_a_broken_answer_is_unreachable_for_now(site: Site, client: Client, answer: Answer) -> None:
    site.pages["/"] = answer
    with pytest.raises(Unreachable) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable


@pytest.mark.parametrize(
    "head",
    [
        b"x: " + b"y" * 300_000,
        b"\r\n".join(b"x-%d: y" % number for number in range(30_000)),
        b"content-type: text/html\r\nx y: z",
        b"transfer-encoding: gzip, chunked\r\ncontent-length: 3",
        b"content-length: 3\r\ncontent-length: 4",
    ],
    ids=["long header", "many headers", "no header", "two codings", "two lengths"],
)
def test_a_head_that_breaks_the_rules_is_no_answer(site: Site, client: Client, head: bytes) -> None:
    site.pages["/"] = raw(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n<p>")
    with pytest.raises(Unreachable) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable


def test_early_hints_are_not_the_answer(site: Site, client: Client) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n"
    site.pages["/"] = raw(hints * 3 + HEAD + b"content-length: 5\r\n\r\nhello")
    assert client.fetch(site.url("/")).content == b"hello"


def test_missing_pages_do_not_cost_a_connection_each(site: Site) -> None:
    peers: set[tuple[str, int]] = set()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        peers.add(handler.client_address)
        handler.close_connection = False
        handler.wfile.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 7\r\n\r\nmissing")

    site.pages["/"] = answer
    with Client(OPEN.model_copy(update={"host_delay_s": 0.0})) as eager:
        for _ in range(3):
            with pytest.raises(NotFound):
                eager.fetch(site.url("/"))
    assert len(peers) == 1


@pytest.mark.parametrize(
    "url", ["http://news.example/\r\nX-A: b", "http://news.example/\0", "http://news\n.example/"]
)
def test_an_address_cannot_carry_a_header(client: Client, url: str) -> None:
    with pytest.raises(AddressRefused):
        client.fetch(url)


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"\x89PNG", b"GIF89a", b"PK\x03\x04", b"\x1f\x8b"])
def test_a_file_that_calls_itself_a_page_is_refused(
    site: Site, client: Client, start: bytes
) -> None:
    url = site.serve("/", start + b" and more")
    with pytest.raises(WrongType, match="newsx reads HTML"):
        client.fetch(url)


@pytest.mark.parametrize("location", ["http://[::1", "http://a b/", "https://exa\tmple:x/"])
def test_a_redirect_to_no_address_is_said_and_not_tried_again(
    site: Site, client: Client, location: str
) -> None:
    site.pages["/"] = status(302, location=location)
    with pytest.raises(FetchError) as caught:
        client.fetch(site.url("/"))
    assert not caught.value.retryable


@pytest.mark.parametrize(
    "wait", ["9" * 400, "-1", "soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999"]
)
def test_any_retry_after_is_read(site: Site, client: Client, wait: str) -> None:
    site.pages["/"] = status(503, retry_after=wait)
    with pytest.raises(Unreachable) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retry_after_s in {None, float("inf")}


def test_a_retry_keeps_to_the_crawl_delay(site: Site) -> None:
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 2\n")
    at: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        at.append(time.monotonic())
        status(503)(handler)

    site.pages["/"] = answer
    told = OPEN.model_copy(update={"robots": True, "retries": 1})
    with Client(told) as client:
        with pytest.raises(NotFound):
            client.fetch(site.url("/other"))
        with pytest.raises(Unreachable):
            client.fetch(site.url("/"))
    assert at[1] - at[0] >= 1.9


@pytest.mark.parametrize(
    ("code", "headers", "kind", "retryable"),
    [
        (202, {}, Unreachable, True),
        (202, {"x_amzn_waf_action": "challenge"}, Blocked, True),
        (204, {}, FetchError, False),
        (206, {}, FetchError, False),
        (300, {}, FetchError, False),
        (304, {}, FetchError, False),
        (400, {}, FetchError, False),
        (402, {}, PaymentRequired, False),
        (403, {}, Blocked, False),
        (403, {"cf_mitigated": "challenge"}, Blocked, False),
        (404, {}, NotFound, False),
        (410, {}, NotFound, False),
        (429, {}, Blocked, True),
        (451, {}, Blocked, False),
        (500, {}, Unreachable, True),
        (503, {}, Unreachable, True),
        (503, {"server": "cloudflare"}, Blocked, True),
    ],
)
def test_a_status_becomes_the_right_failure(
    site: Site,
    client: Client,
    code: int,
    headers: dict[str, str],
    kind: type[FetchError],
    retryable: bool,  # noqa: FBT001 - a column of the table
) -> None:
    site.pages["/"] = status(code, **headers)
    with pytest.raises(FetchError, match=str(code)) as caught:
        client.fetch(site.url("/"))
    assert type(caught.value) is kind
    assert caught.value.retryable is retryable


def test_a_wall_is_named(site: Site, client: Client) -> None:
    site.pages["/"] = status(403, x_datadome="protected")
    with pytest.raises(Blocked, match="DataDome keeps robots out"):
        client.fetch(site.url("/"))


def test_the_server_is_waited_for_as_it_asks_and_then_answers(site: Site) -> None:
    at: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        at.append(time.monotonic())
        if len(at) == 1:
            return status(429, retry_after="1")(handler)
        return raw(HEAD + b"content-length: 5\r\n\r\nhello")(handler)

    site.pages["/"] = answer
    with Client(OPEN.model_copy(update={"retries": 1})) as client:
        assert client.fetch(site.url("/")).content == b"hello"
    assert 1.0 <= at[1] - at[0] < 4.0


def test_a_server_that_asks_for_an_hour_is_left_for_another_run(site: Site) -> None:
    site.pages["/"] = status(503, retry_after="3600")
    began = time.monotonic()
    with Client(OPEN.model_copy(update={"retries": 5})) as client, pytest.raises(Unreachable):
        client.fetch(site.url("/"))
    assert time.monotonic() - began < 600
    assert len(site.asked) == 1


def test_what_cannot_get_better_is_not_tried_again(site: Site) -> None:
    site.pages["/"] = status(404)
    with Client(OPEN.model_copy(update={"retries": 3})) as client, pytest.raises(NotFound):
        client.fetch(site.url("/"))
    assert len(site.asked) == 1


def test_a_redirect_loop_ends(site: Site, client: Client) -> None:
    site.pages["/"] = status(302, location="/")
    with pytest.raises(FetchError, match="redirects more than 10 times"):
        client.fetch(site.url("/"))


@pytest.mark.parametrize("media_type", ["application/pdf", "video/mp4", "image/png"])
def test_other_types_are_refused_before_their_body(
    site: Site, client: Client, media_type: str
) -> None:
    url = site.serve("/", b"%PDF-1.7", content_type=media_type)
    with pytest.raises(WrongType, match=media_type):
        client.fetch(url)


def test_an_encoding_nobody_asked_for_is_refused(site: Site, client: Client) -> None:
    url = site.serve("/", b"\x0b\x02\x80", content_encoding="br")
    with pytest.raises(WrongType, match="'br'"):
        client.fetch(url)


@pytest.mark.parametrize(
    "url", ["ftp://host.example/x", "gopher://host.example", "http://", "news.example/a"]
)
def test_other_schemes_are_refused_with_advice(client: Client, url: str) -> None:
    with pytest.raises(AddressRefused, match="use http:// or https://"):
        client.fetch(url)


def test_loopback_is_refused_unless_asked_for(site: Site) -> None:
    url = site.serve("/", b"<p>inside")
    closed = OPEN.model_copy(update={"allow_private": False})
    with Client(closed) as client, pytest.raises(AddressRefused, match="--allow-private"):
        client.fetch(url)
    assert site.asked == []


def test_nobody_at_the_port_may_be_tried_again(client: Client) -> None:
    with pytest.raises(Unreachable, match="cannot be reached") as caught:
        client.fetch(nobody())
    assert caught.value.retryable


def test_a_certificate_nobody_vouches_for_is_refused(tls_site: Site, client: Client) -> None:
    url = tls_site.serve("/", b"<p>secret")
    with pytest.raises(Unreachable, match=r"(?i)certificate") as caught:
        client.fetch(url)
    assert not caught.value.retryable
    assert tls_site.asked == []


def test_a_certificate_that_is_vouched_for_is_accepted(
    tls_site: Site, authority: trustme.CA
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    url = tls_site.serve("/", b"<p>secret")
    with Client(OPEN, transport=GuardedTransport(OPEN, context)) as client:
        assert client.fetch(url).content == b"<p>secret"


def test_the_user_agent_names_newsx_and_whom_to_write_to() -> None:
    named = user_agent(OPEN.model_copy(update={"contact": "desk@ledger.example"}))
    assert named.startswith("newsx/")
    assert named.endswith("(+desk@ledger.example)")


def test_a_page_with_an_etag_is_asked_for_conditionally(site: Site, tmp_path: Path) -> None:
    sent: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers.get("if-none-match"))
        if sent[-1] == '"v1"':
            return status(304, etag='"v1"')(handler)
        return raw(
            HEAD + b'etag: "v1"\r\ncache-control: no-cache\r\ncontent-length: 5\r\n\r\nhello'
        )(handler)

    site.pages["/"] = answer
    cached = OPEN.model_copy(update={"cache": True, "cache_dir": tmp_path})
    for _ in range(2):
        with Client(cached) as client:
            assert client.fetch(site.url("/")).content == b"hello"
    assert sent == [None, '"v1"']


def test_a_fresh_page_is_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    url = site.serve("/", b"<p>fresh", cache_control="max-age=600")
    cached = OPEN.model_copy(update={"cache": True, "cache_dir": tmp_path})
    for _ in range(2):
        with Client(cached) as client:
            assert client.fetch(url).content == b"<p>fresh"
    assert site.asked == ["/"]


def test_a_cookie_set_on_the_way_is_sent_back(site: Site, client: Client) -> None:
    got: list[str | None] = []
    site.pages["/"] = status(302, location="/in", set_cookie="seen=1; Path=/")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        got.append(handler.headers.get("cookie"))
        raw(HEAD + b"content-length: 2\r\n\r\nok")(handler)

    site.pages["/in"] = answer
    client.fetch(site.url("/"))
    assert got == ["seen=1"]


RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 2\nSitemap: http://x.example/s.xml\n"


def test_robots_txt_is_asked_once_a_host_and_obeyed(site: Site) -> None:
    site.serve("/robots.txt", RULES, content_type="text/plain")
    public = site.serve("/public", b"<p>a")
    private = site.serve("/private", b"<p>b")
    site.pages["/detour"] = status(302, location="/private")
    with Client(OPEN.model_copy(update={"robots": True})) as client:
        client.fetch(public)
        for url in (private, site.url("/detour")):
            with pytest.raises(RobotsDisallowed, match="asks not to"):
                client.fetch(url)
    assert site.asked == ["/robots.txt", "/public", "/detour"]


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        (status(404), None),
        (status(403), None),
        (status(429, retry_after="60"), None),
        (status(302, location="/robots.txt"), None),
        (raw(HEAD + b"connection: close\r\n\r\n<html>not rules</html>"), None),
        (status(500), RobotsDisallowed),
        (status(501), RobotsDisallowed),
        (status(503, server="cloudflare"), RobotsDisallowed),
        (raw(), Unreachable),
    ],
    ids=[
        *("missing", "forbidden", "busy", "loop", "html"),
        *("broken server", "not implemented", "wall", "no answer"),
    ],
)
def test_robots_txt_that_cannot_be_had_means_what_rfc_9309_says(
    site: Site,
    answer: Answer,
    refused: type[FetchError] | None,
) -> None:
    site.pages["/robots.txt"] = answer
    url = site.serve("/", b"<p>a")
    with Client(OPEN.model_copy(update={"robots": True})) as client:
        if refused is None:
            assert client.fetch(url).content == b"<p>a"
            return
        with pytest.raises(refused, match=r"robots\.txt of .* cannot be had") as caught:
            client.fetch(url)
    assert caught.value.retryable
    assert "/" not in site.asked


def test_robots_txt_is_followed_to_where_it_lies(site: Site) -> None:
    site.pages["/robots.txt"] = status(302, location="/rules.txt")
    site.serve("/rules.txt", RULES, content_type="text/plain")
    public, private = site.serve("/public", b"<p>a"), site.serve("/private", b"<p>b")
    with Client(OPEN.model_copy(update={"robots": True})) as client:
        assert client.fetch(public).content == b"<p>a"
        with pytest.raises(RobotsDisallowed, match="asks not to"):
            client.fetch(private)


def test_robots_txt_has_the_retries_of_a_page_and_then_the_host_is_settled(site: Site) -> None:
    site.pages["/robots.txt"] = status(500)
    url = site.serve("/", b"<p>a")
    with Client(OPEN.model_copy(update={"robots": True, "retries": 1})) as client:
        for _ in range(2):
            with pytest.raises(RobotsDisallowed):
                client.fetch(url)
    assert site.asked == ["/robots.txt", "/robots.txt"]


def test_a_private_address_is_refused_as_one_where_robots_are_asked_first() -> None:
    closed = Settings(cache=False)
    with Client(closed) as client, pytest.raises(AddressRefused, match="--allow-private") as caught:
        client.fetch(nobody())
    assert not caught.value.retryable


def test_all_tries_of_a_page_end_at_its_deadline(site: Site) -> None:
    site.pages["/"] = status(503, retry_after="1")
    began = time.monotonic()
    patient = OPEN.model_copy(update={"retries": 10, "deadline_s": 2.0})
    with Client(patient) as client, pytest.raises(FetchError) as caught:
        client.fetch(site.url("/"))
    assert caught.value.retryable
    assert time.monotonic() - began < 9  # ten tries take 10
    assert 2 <= len(site.asked) <= 4


def test_a_charset_nobody_knows_is_left_to_the_parser(site: Site, client: Client) -> None:
    page = (
        "<h1>News</h1><p>The café chain said on Monday that its sales rose.</p>"
        "<p>Profit was 3 million euros, against 2 million a year ago.</p>"
        "<p>The chief executive, Ana Paz, said that she was pleased.</p>"
    )
    url = site.serve("/", page.encode(), content_type="text/html; charset=x-klingon")
    document = client.fetch(url)
    assert document.charset == "x-klingon"
    assert "café chain" in parse(document, settings=OPEN).text


def test_a_proxy_is_used_only_when_set(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site plays the proxy: it is asked with the whole address of a host that is nowhere."""
    monkeypatch.setenv("HTTP_PROXY", site.url("/"))
    nowhere = "http://nowhere.example/story"
    with Client(OPEN) as client, pytest.raises(Unreachable):
        client.fetch(nowhere)
    assert site.asked == []
    site.serve(nowhere, b"<p>through the proxy")
    proxied = OPEN.model_copy(update={"proxy": site.url(""), "allow_private": False})
    with Client(proxied) as client:
        assert client.fetch(nowhere).content == b"<p>through the proxy"
    assert site.asked == [nowhere]
