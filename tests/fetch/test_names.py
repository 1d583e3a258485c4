import socket
import subprocess
import sys
import threading
import time

import httpcore
import pytest

from newsx.errors import FetchTimeout, Unreachable
from newsx.fetch.http import Client
from newsx.fetch.names import addresses_of
from newsx.settings import Settings

QUICK = Settings(cache=False, retries=0, timeout_s=0.5)


@pytest.mark.parametrize("robots", [True, False])
def test_a_name_that_is_never_resolved_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
    robots: bool,  # noqa: FBT001 - a column of the table
) -> None:
    over = threading.Event()

    def resolve(*_: object, **__: object) -> list[object]:
        over.wait(30)
        raise socket.gaierror("nobody knows")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    began = time.monotonic()
    settings = QUICK.model_copy(update={"robots": robots})
    with Client(settings) as client, pytest.raises(FetchTimeout, match="not resolved") as caught:
        client.fetch("http://silent.example/")
    took = time.monotonic() - began
    over.set()
    assert caught.value.retryable
    assert took < 25  # the lookup takes 30


def test_a_lookup_that_was_left_behind_does_not_hold_up_the_end() -> None:
    program = """
import socket, time
socket.getaddrinfo = lambda *_, **__: time.sleep(300)
from newsx.errors import FetchTimeout
from newsx.fetch.http import Client
from newsx.settings import Settings
with Client(Settings(cache=False, retries=0, timeout_s=0.2)) as client:
    try:
        client.fetch("http://silent.example/")
    except FetchTimeout as error:
        print(type(error).__name__)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    assert ended.stdout == "FetchTimeout\n"


def test_a_name_without_an_address_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror("nobody knows")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    with Client(QUICK) as client, pytest.raises(Unreachable, match="no address found") as caught:
        client.fetch("http://nobody.example/")
    assert caught.value.retryable


@pytest.mark.parametrize("host", ["a\0b", "x" * 300, "a..b"])
def test_a_name_that_no_name_can_be_has_no_address(host: str) -> None:
    with pytest.raises(httpcore.ConnectError, match="no address found"):
        addresses_of(host, 80, 5.0)


def test_an_address_in_numbers_is_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("socket.getaddrinfo")
    assert addresses_of("127.0.0.1", 80, 1.0) == ["127.0.0.1"]
    assert addresses_of("fe80::1%lo", 80, 1.0) == ["fe80::1%lo"]
