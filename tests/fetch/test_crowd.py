"""Many addresses at once, over many local hosts."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from builders import Site
from newsx.errors import Blocked, FetchError, NotFound, Unreachable
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
    time.sleep(5)


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
    patient = QUICK.model_copy(update={"timeout_s": 3.0})
    with Client(patient) as client:
        for url, outcome in fetch_all(iter(urls), client, patient):
            results.append((url, outcome))
            if not isinstance(outcome, Document) and first_dead is None:
                first_dead = len(results)
    took = time.monotonic() - began
    assert sorted(url for url, _ in results) == sorted(urls)
    kinds = Counter(type(outcome).__name__ for _, outcome in results)
    assert kinds["Document"] == 450
    assert kinds["FetchTimeout"] + kinds["Unreachable"] == 50
    # Ideal: 25 pages a host at 20 ms is half a second; the dead hosts cost two timeouts each.
    assert took < 10
    # The living are not held up: most pages are there before the first timeout.
    assert first_dead is not None
    assert first_dead > 400


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
    assert max(len(str(one)) for one in untried) < 300


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


class Quiet(Client):
    """Answers without a network, by a function."""

    def __init__(self, answer: Callable[[str], Document]) -> None:
        super().__init__(QUICK)
        self._answer = answer
        self.asked: list[str] = []

    def fetch(self, url: str) -> Document:
        self.asked.append(url)
        return self._answer(url)


AT_ONCE = QUICK.model_copy(update={"host_delay_s": 0.0})


def page(url: str) -> Document:
    return Document(source_ref=url, content=b"<p>x", url=url)


def test_an_error_nobody_thought_of_is_a_failure_and_loses_nothing() -> None:
    def answer(url: str) -> Document:
        if url.endswith("3"):
            raise OverflowError("unthinkable")
        return page(url)

    urls = [f"http://h.example/{number}" for number in range(8)]
    with Quiet(answer) as client:
        results = dict(fetch_all(urls, client, AT_ONCE))
    assert results.keys() == set(urls)
    failed = results.pop("http://h.example/3")
    assert isinstance(failed, FetchError)
    assert "unthinkable" in str(failed)
    assert all(isinstance(one, Document) for one in results.values())


def test_an_address_that_is_no_text_is_a_failure() -> None:
    bad = "http://a.example/\udcff"
    with Client(AT_ONCE) as client:
        [(url, outcome)] = fetch_all([bad], client, AT_ONCE)
    assert url == bad
    assert isinstance(outcome, FetchError)


def test_a_host_that_asks_for_an_hour_is_left_in_peace() -> None:
    def answer(url: str) -> Document:
        raise Blocked(f"{url} answered 429", retryable=True, retry_after_s=3600)

    urls = [f"http://h.example/{number}" for number in range(50)]
    with Quiet(answer) as client:
        results = list(fetch_all(urls, client, AT_ONCE))
    assert len(client.asked) == 1
    assert len(results) == 50
    assert all(isinstance(one, Blocked) and one.retry_after_s == 3600 for _, one in results)


def test_a_host_that_asks_for_a_pause_gets_it_while_others_go_on() -> None:
    at: dict[str, float] = {}

    def answer(url: str) -> Document:
        at[url] = time.monotonic()
        if url == "http://h.example/0":
            raise Blocked(f"{url} answered 429", retryable=True, retry_after_s=0.5)
        return page(url)

    busy = [f"http://h.example/{number}" for number in range(2)]
    with Quiet(answer) as client:
        results = list(fetch_all([*busy, "http://other.example/"], client, AT_ONCE))
    assert len(results) == 3
    assert at[busy[1]] - at[busy[0]] >= 0.5
    assert at["http://other.example/"] - at[busy[0]] < 0.5


def test_pages_come_while_the_list_is_still_being_read() -> None:
    fetched = threading.Event()

    def answer(url: str) -> Document:
        fetched.set()
        return page(url)

    def listed() -> Iterator[str]:
        yield "http://a.example/"
        assert fetched.wait(5), "the first was not fetched while the second was awaited"
        yield "http://b.example/"

    with Quiet(answer) as client:
        assert len(list(fetch_all(listed(), client, AT_ONCE))) == 2


def test_a_slow_reader_stops_the_fetching() -> None:
    urls = (f"http://h{number}.example/" for number in range(2_000))
    with Quiet(page) as client:
        results = fetch_all(urls, client, AT_ONCE)
        next(results)
        time.sleep(0.5)
        assert len(client.asked) <= 4 * AT_ONCE.fetch_threads
        assert 1 + sum(1 for _ in results) == 2_000


def test_a_reader_that_goes_away_ends_it(sites: list[Site]) -> None:
    sites[0].pages["/"] = hang
    urls = [sites[0].url("/"), sites[1].serve("/", b"<p>x")]
    began = time.monotonic()
    with Client(QUICK) as client:
        results = fetch_all(urls, client, QUICK)
        next(results)
        results.close()
    assert time.monotonic() - began < 2.4


def test_the_delay_of_robots_txt_holds_for_pages_that_are_missing(sites: list[Site]) -> None:
    sites[0].serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    urls = [sites[0].url(f"/missing/{number}") for number in range(4)]
    polite = QUICK.model_copy(update={"robots": True, "host_connections": 4})
    began = time.monotonic()
    with Client(polite) as client:
        assert len(list(fetch_all(urls, client, polite))) == 4
    assert time.monotonic() - began >= 0.85
