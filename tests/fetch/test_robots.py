import httpx
import pytest

from builders import Site, redirect_to
from newsx.errors import FetchTimeout, NotFound, RobotsDisallowed, Unreachable
from newsx.fetch.http import Client
from newsx.fetch.robots import LONGEST, HurriedError, Robots
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, retries=0, timeout_s=5, host_delay_s=0.0)


def robots_of(text: bytes) -> Robots:
    return Robots(lambda _: text, "newsx")


@pytest.mark.parametrize(
    ("rules", "delay_s"),
    [
        (b"Crawl-delay: 2", 2.0),
        (b"Crawl-delay: 86400", 60.0),
        (b"Crawl-delay: inf", 0.0),
        (b"Crawl-delay: nan", 0.0),
        (b"Crawl-delay: -3", 0.0),
        (b"Crawl-delay: soon", 0.0),
        (b"Request-rate: 1/5s", 5.0),
        (b"Request-rate: 1/0s", 0.0),
        (b"Request-rate: 0/1s", 0.0),
    ],
)
def test_a_delay_is_what_can_be_kept(rules: bytes, delay_s: float) -> None:
    robots = robots_of(b"User-agent: *\n" + rules)
    url = httpx.URL("https://news.example/")
    robots.check(url)
    assert robots.delay_s(url) == delay_s


def test_what_lies_behind_500_kibibytes_is_not_looked_at() -> None:
    filler = b"Disallow: /filler\n" * (LONGEST // 18)
    robots = robots_of(b"User-agent: *\nDisallow: /early\n" + filler + b"Disallow: /late\n")
    robots.check(httpx.URL("https://news.example/late"))
    with pytest.raises(RobotsDisallowed):
        robots.check(httpx.URL("https://news.example/early"))


def test_a_rule_that_is_cut_short_is_no_rule() -> None:
    """`Allow: /only/this` must not become `Allow: /`."""
    head = b"User-agent: *\nDisallow: /s\n"
    last = b"Allow: /story/only\n"
    filler = b"#" * (LONGEST - len(head) - len(b"\nAllow: /story")) + b"\n"
    text = head + filler + last
    assert text[:LONGEST].endswith(b"Allow: /story")
    robots = robots_of(text)
    with pytest.raises(RobotsDisallowed):
        robots.check(httpx.URL("https://news.example/story/two"))


def test_rules_made_to_be_slow_are_not() -> None:
    """Wildcards that a regex would try in every way, as on a long path, and many rules."""
    slow = b"Disallow: /" + b"*a" * 20 + b"*b$\n"
    robots = robots_of(b"User-agent: *\n" + slow * 5)
    robots.check(httpx.URL("https://news.example/" + "a" * 2_000 + "c"))


def test_a_host_is_not_judged_by_a_page_that_came_late() -> None:
    """Else a site could use up the time, send on, and have another one taken for dead."""
    answers: list[bytes | Exception] = [HurriedError("no time", retryable=True), b""]

    def fetch(_: str) -> bytes | None:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    robots = Robots(fetch, "newsx")
    url = httpx.URL("https://news.example/")
    with pytest.raises(FetchTimeout) as caught:
        robots.check(url)
    assert type(caught.value) is FetchTimeout
    robots.check(url)
    assert answers == []


def test_an_error_is_kept_for_the_run() -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes | None:
        asked.append(address)
        raise Unreachable("nobody there", retryable=True)

    robots = Robots(fetch, "newsx")
    for _ in range(2):
        with pytest.raises(Unreachable, match=r"robots\.txt of news\.example cannot be had"):
            robots.check(httpx.URL("https://news.example/"))
    assert asked == ["https://news.example/robots.txt"]


def test_the_rules_of_the_host_that_a_page_redirects_to_are_obeyed(site: Site) -> None:
    other = Site()
    try:
        other.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
        other.serve("/closed", b"<p>x")
        site.pages["/"] = redirect_to(other.url("/closed"))
        with Client(OPEN) as client, pytest.raises(RobotsDisallowed, match="asks not to"):
            client.fetch(site.url("/"))
        assert other.asked == ["/robots.txt"]
        assert site.asked == ["/robots.txt", "/"]
    finally:
        other.close()


def test_rules_that_lie_at_another_host_hold_for_the_one_that_sends_there(site: Site) -> None:
    other = Site()
    try:
        other.serve("/rules", b"User-agent: *\nDisallow: /closed\n")
        other.serve("/robots.txt", b"User-agent: *\nDisallow: /rules\n")
        site.pages["/robots.txt"] = redirect_to(other.url("/rules"))
        site.serve("/closed", b"<p>x")
        with Client(OPEN) as client:
            with pytest.raises(RobotsDisallowed, match="asks not to"):
                client.fetch(site.url("/closed"))
            with pytest.raises(NotFound):
                client.fetch(site.url("/open"))
        assert other.asked == ["/rules"]
    finally:
        other.close()
