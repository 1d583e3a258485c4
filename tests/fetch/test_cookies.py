import urllib.request
from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import cast

import pytest

from newsx.fetch.cookies import cookie_jar


class Answer:
    """As much of a response as a jar looks at."""

    def __init__(self, *cookies: str) -> None:
        self._head = Message()
        for cookie in cookies:
            self._head["Set-Cookie"] = cookie

    def info(self) -> Message:
        return self._head


def take(jar: CookieJar, url: str, *cookies: str) -> None:
    jar.extract_cookies(cast("HTTPResponse", Answer(*cookies)), urllib.request.Request(url))


def test_a_cookie_goes_back_to_its_own_site() -> None:
    jar = cookie_jar()
    take(jar, "https://news.example/", "seen=1; Path=/")
    asked = {}
    for url in ("https://news.example/story", "https://other.example/"):
        request = urllib.request.Request(url)
        jar.add_cookie_header(request)
        asked[url] = request.get_header("Cookie")
    assert list(asked.values()) == ["seen=1", None]


@pytest.mark.parametrize(
    "cookie",
    ["a=1; Domain=other.example", "a=1; Domain=co.uk", "a=1; Domain=uk", "a=" + "x" * 5000],
)
def test_cookies_for_others_and_long_ones_are_not_taken(cookie: str) -> None:
    jar = cookie_jar()
    take(jar, "https://paper.co.uk/", cookie)
    assert len(jar) == 0


def test_a_site_sets_so_many_and_may_change_them() -> None:
    jar = cookie_jar()
    for number in range(200):
        take(jar, "https://news.example/", f"c{number}=x", f"c0={number}")
    assert len(jar) == 50
    assert {one.value for one in jar if one.name == "c0"} == {"199"}


def test_a_run_over_very_many_sites_stays_small() -> None:
    jar = cookie_jar()
    for number in range(1_100):
        take(jar, f"https://n{number}.example/", "a=1")
    assert len(jar) == 100
    assert {one.domain for one in jar} == {f"n{number}.example" for number in range(1_000, 1_100)}
