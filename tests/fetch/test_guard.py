import httpcore
import httpx
import pytest

from newsx.errors import AddressRefused, FetchError
from newsx.fetch.addresses import is_public
from newsx.fetch.guard import GuardedBackend
from newsx.fetch.http import Client
from newsx.settings import Settings

PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"]
PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::a9fe:a9fe",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c:0:fbff:fff:fffe",
    "2001:2::1",
    "2001:20::1",
    "3fff::1",
    "5f00::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
HOSTILE_URLS = [
    "http://localhost/",
    "http://LOCALHOST./",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[0:0:0:0:0:ffff:7f00:1]/",
    "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/latest/meta-data/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://user:secret@news.example/",
    "http://news.example@127.0.0.1/",
    "http://10.0.0.1:8080/admin",
    "http://192.168.1.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stats",
    "ftp://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "http:///etc/passwd",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_lead_inside_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_addresses_that_mean_inside_are_refused_however_written(url: str) -> None:
    settings = Settings(robots=False, cache=False, retries=0, timeout_s=3)
    with Client(settings) as client, pytest.raises(FetchError) as caught:
        client.fetch(url)
    # A form that the resolver does not know has no address at all, and nothing was dialled.
    assert isinstance(caught.value, AddressRefused) or "no address found" in str(caught.value)


def test_one_private_answer_among_public_ones_refuses_the_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        GuardedBackend(allow_private=False).connect_tcp("mixed.example", 80)


def test_a_rebinding_name_is_resolved_once_and_that_address_is_dialled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    dialled: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, 80))]

    def dial(_: object, host: str, *__: object) -> httpcore.NetworkStream:
        dialled.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", dial)
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend(allow_private=False).connect_tcp("rebind.example", 80)
    assert (asked, dialled) == (["rebind.example"], ["93.184.215.14"])


def test_a_peer_that_is_not_the_address_dialled_is_hung_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []

    class Stream(httpcore.NetworkStream):
        def get_extra_info(self, info: str) -> object:
            return ("10.1.2.3", 80) if info == "server_addr" else None

        def close(self) -> None:
            closed.append(True)

    answers = [(2, 1, 6, "", ("93.184.215.14", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_: Stream())
    with pytest.raises(AddressRefused, match=r"10\.1\.2\.3"):
        GuardedBackend(allow_private=False).connect_tcp("proxied.example", 80)
    assert closed


def test_a_peer_that_is_gone_before_it_is_checked_is_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stream(httpcore.NetworkStream):
        def get_extra_info(self, info: str) -> object:
            raise OSError(107, f"not connected, so no {info}")

        def close(self) -> None:
            pass

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_: Stream())
    with pytest.raises(httpcore.ConnectError, match="hung up"):
        GuardedBackend(allow_private=True).connect_tcp("127.0.0.1", 80)


def test_a_redirect_to_the_metadata_service_is_refused() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        location = "http://169.254.169.254/latest/meta-data/"
        return httpx.Response(302, headers={"location": location}, request=request)

    class Halfway(httpx.BaseTransport):
        """Answers for the public host, and passes the rest to the guarded transport."""

        def __init__(self, settings: Settings) -> None:
            from newsx.fetch.transport import GuardedTransport

            self._guarded = GuardedTransport(settings)

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == "news.example":
                return answer(request)
            return self._guarded.handle_request(request)

    settings = Settings(robots=False, cache=False, retries=0)
    with (
        Client(settings, transport=Halfway(settings)) as client,
        pytest.raises(AddressRefused, match="neither a public address"),
    ):
        client.fetch("http://news.example/story")
