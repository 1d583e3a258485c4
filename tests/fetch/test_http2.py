"""Servers that speak nothing but HTTP/2, well and badly."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from newsx.errors import FetchError, FetchTimeout, TooLarge, Unreachable
from newsx.fetch.answers import Answer
from newsx.fetch.http import Client, Keep
from newsx.fetch.transport import GuardedTransport
from newsx.schema import Document
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, robots=False, retries=0, timeout_s=5)
HEAD = [(":status", "200"), ("content-type", "text/html")]

Reply = Callable[[H2Connection, int], bool | None]
"""Answers a stream of a connection; True hangs up when that has been sent."""


def page(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, HEAD)
    connection.send_data(stream, b"<p>by HTTP/2", end_stream=True)


class Server:
    """Answers the n-th request by the n-th reply, those after the last by a page."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.replies: list[Reply] = []
        self.connections = 0
        self.asked: list[str] = []
        self._context = context
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"https://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        settings = H2Configuration(
            client_side=False,
            validate_outbound_headers=False,
            normalize_outbound_headers=False,
        )
        connection = H2Connection(settings)
        with (
            contextlib.suppress(OSError),
            self._context.wrap_socket(raw, server_side=True) as stream,
        ):
            connection.initiate_connection()
            stream.sendall(connection.data_to_send())
            while received := stream.recv(65_535):
                ends = False
                for event in connection.receive_data(received):
                    if isinstance(event, RequestReceived) and event.stream_id is not None:
                        ends |= bool(self._next(event)(connection, event.stream_id))
                stream.sendall(connection.data_to_send())
                if ends:
                    # A socket that closes with bytes unread is reset, and the page lost.
                    stream.shutdown(socket.SHUT_WR)
                    while stream.recv(65_535):
                        pass
                    return

    def _next(self, event: RequestReceived) -> Reply:
        with self._lock:
            self.asked.append(dict(event.headers or [])[b":path"].decode())
            return self.replies.pop(0) if self.replies else page


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Server]:
    offered = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(offered)
    offered.set_alpn_protocols(["h2"])
    made = Server(offered)
    yield made
    made.close()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def client_of(
    trusting: ssl.SSLContext, settings: Settings = OPEN, keep: Keep | None = None
) -> Client:
    return Client(settings, keep=keep, transport=GuardedTransport(settings, trusting))


def test_http_2_is_spoken_where_it_is_offered_and_the_connection_kept(
    server: Server, trusting: ssl.SSLContext
) -> None:
    answers: list[Answer] = []
    with client_of(trusting, keep=answers.append) as client:
        for _ in range(2):
            assert client.fetch(server.url()).content == b"<p>by HTTP/2"
    assert [answer.response.http_version for answer in answers] == ["HTTP/2", "HTTP/2"]
    assert server.connections == 1


def test_a_page_that_hangs_holds_up_no_other_of_its_host(
    server: Server, trusting: ssl.SSLContext
) -> None:
    asked = threading.Event()

    def hang(*_: object) -> None:
        asked.set()

    server.replies = [hang]
    hurried = OPEN.model_copy(update={"timeout_s": 3.0, "host_delay_s": 0.0})
    outcomes: list[Document | FetchError] = []
    with client_of(trusting, hurried) as client:

        def wait() -> None:
            try:
                outcomes.append(client.fetch(server.url("/hangs")))
            except FetchError as error:
                outcomes.append(error)

        thread = threading.Thread(target=wait)
        thread.start()
        assert asked.wait(10)
        for _ in range(3):
            assert client.fetch(server.url("/lives")).content == b"<p>by HTTP/2"
        assert outcomes == []
        thread.join()
    assert isinstance(outcomes[0], FetchTimeout)


def test_a_connection_that_ended_while_it_was_idle_is_made_anew(
    server: Server, trusting: ssl.SSLContext
) -> None:
    def last(connection: H2Connection, stream: int) -> bool:
        page(connection, stream)
        connection.close_connection(last_stream_id=stream)
        return True

    server.replies = [last]
    with client_of(trusting, OPEN.model_copy(update={"host_delay_s": 0.2})) as client:
        for _ in range(2):
            assert client.fetch(server.url()).content == b"<p>by HTTP/2"
    assert server.connections == 2


def half_then_away(connection: H2Connection, stream: int) -> bool:
    connection.send_headers(stream, HEAD)
    connection.send_data(stream, b"<p>half")
    connection.close_connection(error_code=2, last_stream_id=stream)
    return True


def half_then_reset(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, HEAD)
    connection.send_data(stream, b"<p>half")
    connection.reset_stream(stream, error_code=2)


def reset(connection: H2Connection, stream: int) -> None:
    connection.reset_stream(stream, error_code=7)


def away(connection: H2Connection, stream: int) -> bool:
    del stream
    connection.close_connection(error_code=11, last_stream_id=0)
    return True


def half_then_gone(connection: H2Connection, stream: int) -> bool:
    connection.send_headers(stream, HEAD)
    connection.send_data(stream, b"<p>half")
    return True


def no_status(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, [(":status", "abc")], end_stream=True)


def wrong_length(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, [*HEAD, ("content-length", "99")])
    connection.send_data(stream, b"<p>short", end_stream=True)


FAULTS = [half_then_away, half_then_reset, reset, away, half_then_gone, no_status, wrong_length]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_unreachable_for_now_in_words(
    server: Server, trusting: ssl.SSLContext, fault: Reply
) -> None:
    server.replies = [fault]
    with client_of(trusting) as client, pytest.raises(Unreachable) as caught:
        client.fetch(server.url())
    assert caught.value.retryable
    assert "<" not in str(caught.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_the_next_try_succeeds(
    server: Server, trusting: ssl.SSLContext, fault: Reply
) -> None:
    server.replies = [fault]
    with client_of(trusting, OPEN.model_copy(update={"retries": 1})) as client:
        assert client.fetch(server.url()).content == b"<p>by HTTP/2"


def test_what_nobody_reads_does_not_stand_before_the_next_page(
    server: Server, trusting: ssl.SSLContext
) -> None:
    def flood(connection: H2Connection, stream: int) -> None:
        connection.send_headers(stream, HEAD)
        for _ in range(3):
            connection.send_data(stream, b"x" * 16_000)

    server.replies = [flood]
    small = OPEN.model_copy(update={"size_limit_bytes": 20_000, "host_delay_s": 0.0})
    with client_of(trusting, small) as client:
        with pytest.raises(TooLarge):
            client.fetch(server.url())
        assert client.fetch(server.url()).content == b"<p>by HTTP/2"
    assert server.connections == 2


def test_a_drip_over_http_2_ends_at_the_deadline(server: Server, trusting: ssl.SSLContext) -> None:
    def drip(connection: H2Connection, stream: int) -> None:
        connection.send_headers(stream, HEAD)
        connection.send_data(stream, b"<p>")

    server.replies = [drip]
    hurried = OPEN.model_copy(update={"timeout_s": 0.5})
    began = time.monotonic()
    with client_of(trusting, hurried) as client, pytest.raises(FetchTimeout):
        client.fetch(server.url())
    assert time.monotonic() - began < 60 * hurried.timeout_s
