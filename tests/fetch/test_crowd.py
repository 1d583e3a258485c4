"""Many addresses at once, over many local hosts."""

import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from builders import Site
from newsx.errors import NotFound, Unreachable
from newsx.fetch.crowd import fetch_all
from newsx.fetch.http import Client
from newsx.schema import Document
from newsx.settings import Settings

QUICK = Settings(
    allow_private=True, cache=False, robots=False, retries=0, timeout_s=1.0, host_delay_s=0.02
)


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    servers = [Site() for _ in range(20)]
    yield servers
    for server in servers:
        server.close()


def hang(_: BaseHTTPRequestHandler) -> None:
    time.sleep(2.5)


@pytest.mark.slow
def test_five_hundred_pages_of_twenty_hosts_two_of_them_hanging(sites: list[Site]) -> None:
    urls = []
    for number in range(25):
        for place, server in enumerate(sites):
            url = server.serve(f"/{number}", b"<p>story %d" % number)
            if place < 2:
                server.pages[f"/{number}"] = hang
            urls.append(url)
    began = time.monotonic()
    first_dead = None
    results: list[tuple[str, object]] = []
    with Client(QUICK) as client:
        for url, outcome in fetch_all(iter(urls), client, QUICK):
            results.append((url, outcome))
            if not isinstance(outcome, Document) and first_dead is None:
                first_dead = len(results)
    took = time.monotonic() - began
    assert sorted(url for url, _ in results) == sorted(urls)
    kinds = Counter(type(outcome).__name__ for _, outcome in results)
    assert kinds["Document"] == 450
    assert kinds["FetchTimeout"] + kinds["Unreachable"] == 50
    # Ideal: 25 pages a host at 20 ms is half a second; the dead hosts cost two timeouts each.
    assert took < 6
    # The living are not held up: most pages are there before the first timeout.
    assert first_dead is not None
    assert first_dead > 300


def test_a_host_is_asked_no_faster_than_its_rate(sites: list[Site]) -> None:
    at: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        at.append(time.monotonic())
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<p>x")

    slow = QUICK.model_copy(update={"host_delay_s": 0.1, "host_connections": 4})
    for number in range(6):
        sites[0].pages[f"/{number}"] = answer
    urls = [sites[0].url(f"/{number}") for number in range(6)]
    with Client(slow) as client:
        assert len(list(fetch_all(urls, client, slow))) == 6
    assert max(at) - min(at) >= 0.45


def test_a_host_that_never_answers_is_given_up_and_its_pages_said_so(sites: list[Site]) -> None:
    dead = [f"http://127.0.0.1:9/{number}" for number in range(40)]
    alive = sites[0].serve("/", b"<p>alive")
    missing = sites[0].url("/missing")
    with Client(QUICK) as client:
        results = dict(fetch_all([*dead, alive, missing], client, QUICK))
    assert isinstance(results[alive], Document)
    assert isinstance(results[missing], NotFound)
    untried = [one for one in results.values() if "was not tried" in str(one)]
    assert len(untried) >= 30
    assert all(isinstance(results[url], Unreachable) for url in dead)
    assert all(getattr(one, "retryable", False) for one in untried)


def test_what_is_no_address_is_a_failure_like_others() -> None:
    bad = ["http://", "https://exa mple/", "http://[::1", "ftp://x.example/"]
    with Client(QUICK) as client:
        results = dict(fetch_all(bad, client, QUICK))
    assert results.keys() == set(bad)
    assert not any(isinstance(one, Document) for one in results.values())


def test_robots_txt_slows_the_crowd_down(sites: list[Site]) -> None:
    sites[0].serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    urls = [sites[0].serve(f"/{number}", b"<p>x") for number in range(4)]
    polite = QUICK.model_copy(update={"robots": True, "host_connections": 1})
    began = time.monotonic()
    with Client(polite) as client:
        assert len(list(fetch_all(urls, client, polite))) == 4
    assert time.monotonic() - began >= 0.85
