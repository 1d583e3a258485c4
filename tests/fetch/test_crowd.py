"""Many addresses at once, over many local hosts."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from types import FrameType

import pytest

from builders import Answer, Site, nobody, redirect_to
from newsx.errors import Blocked, FetchError, NotFound, Unreachable
from newsx.fetch import crowd
from newsx.fetch.crowd import fetch_all
from newsx.fetch.http import Client
from newsx.fetch.journey import Journey
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
    """In little more than the rates of the hosts ask for and this machine needs without them."""
    urls = [
        server.serve(f"/{number}", b"<p>story %d" % number)
        for number in range(25)
        for server in sites
    ]
    at_once = QUICK.model_copy(update={"timeout_s": 60.0, "host_delay_s": 0.0})
    began = time.monotonic()
    with Client(at_once) as client:
        assert all(isinstance(one, Document) for _, one in fetch_all(urls, client, at_once))
    machine_s = time.monotonic() - began

    for server in sites[:2]:
        server.pages = dict.fromkeys(server.pages, hang)
    polite = QUICK.model_copy(update={"timeout_s": 2.0, "host_delay_s": 0.2})
    dead = {server.url("") for server in sites[:2]}
    first_dead = None
    results: list[tuple[str, object]] = []
    began = time.monotonic()
    with Client(polite) as client:
        for url, outcome in fetch_all(iter(urls), client, polite):
            results.append((url, outcome))
            if not isinstance(outcome, Document) and first_dead is None:
                first_dead = len(results)
    took = time.monotonic() - began
    assert sorted(url for url, _ in results) == sorted(urls)
    failed = {url: one for url, one in results if not isinstance(one, Document)}
    assert len(failed) == 50
    assert all(url.rpartition("/")[0] in dead for url in failed)
    kinds = Counter(type(one).__name__ for one in failed.values())
    assert kinds.keys() <= {"FetchTimeout", "Unreachable"}
    # A dead host is met by one alone, then by two at once, and given up after three.
    ideal_s = max(24 * polite.host_delay_s, 2 * polite.timeout_s)
    assert ideal_s <= took < 1.3 * (ideal_s + machine_s)
    # The living are not held up: when the first of the dead is known, they are well on their way.
    assert first_dead is not None
    assert first_dead > 450 * polite.timeout_s / ideal_s / 2


def test_a_host_that_others_redirect_to_is_asked_no_faster_than_its_rate(
    sites: list[Site],
) -> None:
    end = sites[0]
    urls = []
    for number, server in enumerate(sites[1:9]):
        server.pages["/"] = redirect_to(end.serve(f"/{number}", b"<p>x"))
        urls.append(server.url("/"))
    slow = QUICK.model_copy(update={"host_delay_s": 0.2, "host_connections": 4, "timeout_s": 10.0})
    began = time.monotonic()
    with Client(slow) as client:
        results = dict(fetch_all(urls, client, slow))
    assert time.monotonic() - began >= 7 * slow.host_delay_s
    assert results.keys() == set(urls)
    for url, document in results.items():
        assert isinstance(document, Document)
        assert document.source_ref == url
        assert document.url is not None
        assert document.url.startswith(end.url(""))


def test_redirects_in_a_ring_of_hosts_end(sites: list[Site]) -> None:
    for server, after in zip(sites[:3], [*sites[1:3], sites[0]], strict=True):
        server.pages["/"] = redirect_to(after.url("/"))
    with Client(QUICK) as client:
        [(url, outcome)] = fetch_all([sites[0].url("/")], client, QUICK)
    assert url == sites[0].url("/")
    assert isinstance(outcome, FetchError)
    assert "redirects more than 10 times" in str(outcome)
    assert sum(len(server.asked) for server in sites) == 11


def test_a_host_that_is_given_up_fails_what_redirects_to_it(sites: list[Site]) -> None:
    dead = nobody()
    direct = [f"{dead}/{number}" for number in range(3)]
    sites[0].pages["/"] = redirect_to(f"{dead}/story")
    with Client(QUICK) as client:
        assert len(list(fetch_all(direct, client, QUICK))) == 3
        results = dict(fetch_all([*direct, sites[0].url("/")], client, QUICK))
    assert isinstance(results[sites[0].url("/")], Unreachable)


def failing(code: int) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("content-length", "0")
        handler.end_headers()

    return answer


def test_a_host_whose_broken_pages_answer_is_not_given_up_as_dead(sites: list[Site]) -> None:
    broken = [sites[0].url(f"/broken/{number}") for number in range(6)]
    for url in broken:
        sites[0].pages[url.removeprefix(sites[0].url(""))] = failing(500)
    alive = sites[0].serve("/alive", b"<p>alive")
    with Client(QUICK) as client:
        results = dict(fetch_all([*broken, alive], client, QUICK))
    assert isinstance(results[alive], Document)
    assert not any("was not tried" in str(one) for one in results.values())


@pytest.mark.parametrize("code", [503, 429])
def test_a_host_that_is_overloaded_is_left_in_peace_in_the_end(
    sites: list[Site], code: int
) -> None:
    urls = [sites[0].url(f"/{number}") for number in range(40)]
    sites[0].pages = {f"/{number}": failing(code) for number in range(40)}
    quick = QUICK.model_copy(update={"host_delay_s": 0.0, "timeout_s": 10.0})
    with Client(quick) as client:
        results = dict(fetch_all(urls, client, quick))
    assert 10 <= len(sites[0].asked) <= 12
    assert sum("was not tried" in str(one) for one in results.values()) >= 28
    assert all(getattr(one, "retryable", False) for one in results.values())


def test_a_host_is_asked_no_faster_than_its_rate(sites: list[Site]) -> None:
    slow = QUICK.model_copy(update={"host_delay_s": 0.1, "host_connections": 4, "timeout_s": 10.0})
    urls = [sites[0].serve(f"/{number}", b"<p>x") for number in range(6)]
    began = time.monotonic()
    with Client(slow) as client:
        assert len(list(fetch_all(urls, client, slow))) == 6
    assert time.monotonic() - began >= 5 * slow.host_delay_s


def test_a_host_that_never_answers_is_given_up_and_its_pages_said_so(sites: list[Site]) -> None:
    host = nobody()
    dead = [f"{host}/{number}" for number in range(40)]
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

    def leg(self, journey: Journey) -> Document:
        self.asked.append(journey.at)
        return self._answer(journey.at)


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
    assert time.monotonic() - began < 4.5  # the page that hangs takes 5


class BreakOff:
    """Raise what Ctrl-C raises where a signal may be seen: at the n-th call or return of ours.

    Not while a thread is being started, which Python itself does not do safely.
    """

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, frame: FrameType, event: str, _: object) -> "BreakOff":
        frame.f_trace_lines = False
        if event in {"call", "return"} and self._concerns(frame):
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self

    def _concerns(self, frame: FrameType | None) -> bool:
        if frame is None or frame.f_code.co_filename not in {crowd.__file__, threading.__file__}:
            return False
        while frame is not None and frame.f_code is not threading.Thread.start.__code__:
            frame = frame.f_back
        return frame is None


def test_ctrl_c_ends_it_wherever_it_comes() -> None:
    urls = [f"http://h{number}.example/" for number in range(6)]
    seen: list[str] = []

    def read(at: int, client: Client) -> None:
        sys.settrace(BreakOff(at))
        try:
            for _ in fetch_all(urls, client, AT_ONCE):
                pass
        except KeyboardInterrupt:
            seen.append("broken off")
        else:
            seen.append("ended before")
        finally:
            sys.settrace(None)

    with Quiet(page) as client:
        for at in range(1, 10_000):
            reader = threading.Thread(target=read, args=(at, client), daemon=True)
            reader.start()
            reader.join(timeout=20.0)
            assert not reader.is_alive(), f"it hangs when it is broken off at step {at}"
            if seen[-1] == "ended before":
                break
    assert seen.count("broken off") > 50


def test_the_delay_of_robots_txt_holds_for_pages_that_are_missing(sites: list[Site]) -> None:
    sites[0].serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    urls = [sites[0].url(f"/missing/{number}") for number in range(4)]
    polite = QUICK.model_copy(update={"robots": True, "host_connections": 4})
    began = time.monotonic()
    with Client(polite) as client:
        assert len(list(fetch_all(urls, client, polite))) == 4
    assert time.monotonic() - began >= 0.85
