"""What an address shows by itself, which is all there is to go by where a proxy resolves names."""

import httpx
import pytest

from builders import Site, redirect_to
from newsx.errors import AddressRefused
from newsx.fetch.addresses import check_url
from newsx.fetch.guard import GuardedBackend
from newsx.fetch.http import Client
from newsx.settings import Settings

INSIDE = [
    *("http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0/"),
    *("http://127.0.0.1./", "http://[::1]/", "http://[::ffff:7f00:1]/"),
    *("http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://[fd00::1]/"),
    *("http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://intranet/"),
    *("http://printer.local/", "http://metadata.google.internal/", "http://box.home.arpa/"),
    *("http://127。0。0。1/", "http://x.onion/"),
]
NEVER = [
    *("http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/"),
    *("http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[fe80::1]/"),
    *("http://[fe80::1%25eth0]/", "http://[fd00:ec2::254]/", "http://100.100.100.200/"),
    *("http://168.63.129.16/metadata", "http://[2002:a9fe:a9fe::1]/", "http://224.0.0.1/"),
]
REFUSED = [
    *("ftp://news.example/", "file:///etc/passwd", "http:///x", "http://u:p@news.example/"),
    *("http://u@news.example/", "http://news.example:25/", "http://news.example:6667/"),
    *("http://%31%32%37.0.0.1/", "http://news.example\\@127.0.0.1/", "http://a b.example/"),
    *("http://a%20b/", "http://127.0.0.1%00.example/", "http://127.0.0.1%2f.example/"),
    "http://news.example\\.inside.example/",
]


@pytest.mark.parametrize("url", [*INSIDE, *NEVER, *REFUSED])
def test_an_address_that_leads_inside_is_refused_before_it_is_resolved(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(httpx.URL(url), allow_private=False)


@pytest.mark.parametrize("url", INSIDE)
def test_inside_is_open_to_those_who_ask_for_it(url: str) -> None:
    check_url(httpx.URL(url), allow_private=True)


@pytest.mark.parametrize("url", NEVER)
@pytest.mark.parametrize("allow_private", [True, False])
def test_where_clouds_keep_the_keys_of_a_machine_is_refused_to_everyone(
    url: str,
    allow_private: bool,  # noqa: FBT001 - a column of the table
) -> None:
    with pytest.raises(AddressRefused, match="neither a public address nor in a private network"):
        check_url(httpx.URL(url), allow_private=allow_private)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1%eth0", "fd00:ec2::254"])
def test_a_name_that_leads_to_the_keys_is_refused_to_everyone(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answers = [(2, 1, 6, "", (address, 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(AddressRefused, match="neither"):
        GuardedBackend(allow_private=True).connect_tcp("keys.example", 80)


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_web_page_is_refused_to_everyone(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(httpx.URL(url), allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        *("https://news.example/", "http://8.8.8.8/", "https://[2606:4700::1111]/"),
        *("http://news.example:8080/", "https://bücher.example/", "http://xn--bcher-kva.example./"),
    ],
)
def test_public_addresses_pass(url: str) -> None:
    check_url(httpx.URL(url), allow_private=False)


@pytest.mark.parametrize("url", [*INSIDE, *NEVER, *REFUSED])
def test_a_proxy_is_not_asked_for_what_is_refused(site: Site, url: str) -> None:
    settings = Settings(cache=False, retries=0, proxy=site.url(""))
    with Client(settings) as client, pytest.raises(AddressRefused):
        client.fetch(url)
    assert site.asked == []


def test_an_address_with_a_password_is_refused_before_robots_txt_is_asked(site: Site) -> None:
    url = site.serve("/", b"<p>x").replace("http://", "http://user:secret@")
    settings = Settings(cache=False, retries=0, allow_private=True)
    with Client(settings) as client, pytest.raises(AddressRefused, match="leave them out"):
        client.fetch(url)
    assert site.asked == []


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "http://u:p@127.0.0.1:1/"),
        *("http://127.0.0.1:25/", "ftp://127.0.0.1/", "data:text/html,x"),
        *("http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/"),
    ],
)
def test_a_redirect_to_no_web_page_is_refused(site: Site, location: str) -> None:
    site.pages["/"] = redirect_to(location)
    settings = Settings(cache=False, retries=0, allow_private=True, robots=False)
    with Client(settings) as client, pytest.raises(AddressRefused):
        client.fetch(site.url("/"))
