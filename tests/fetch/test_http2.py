"""A server that speaks nothing but HTTP/2."""

import contextlib
import socket
import ssl
import threading

import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from newsx.fetch.http import Answer, Client
from newsx.fetch.transport import GuardedTransport
from newsx.settings import Settings

OPEN = Settings(allow_private=True, cache=False, robots=False, retries=0, timeout_s=5)


def serve(listener: socket.socket, context: ssl.SSLContext) -> None:
    """Answer every request on one connection."""
    raw, _ = listener.accept()
    connection = H2Connection(H2Configuration(client_side=False))
    with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as stream:
        connection.initiate_connection()
        stream.sendall(connection.data_to_send())
        while received := stream.recv(65_535):
            for event in connection.receive_data(received):
                if isinstance(event, RequestReceived):
                    head = [(":status", "200"), ("content-type", "text/html")]
                    connection.send_headers(event.stream_id, head)
                    connection.send_data(event.stream_id, b"<p>by HTTP/2", end_stream=True)
            stream.sendall(connection.data_to_send())


def test_http_2_is_spoken_where_it_is_offered(authority: trustme.CA) -> None:
    offered = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(offered)
    offered.set_alpn_protocols(["h2"])
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    answers: list[Answer] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener, offered), daemon=True)
        thread.start()
        transport = GuardedTransport(OPEN, trusting)
        with Client(OPEN, keep=answers.append, transport=transport) as client:
            url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
            assert client.fetch(url).content == b"<p>by HTTP/2"
            assert client.fetch(url).content == b"<p>by HTTP/2"
        thread.join(timeout=5)
    assert [answer.response.http_version for answer in answers] == ["HTTP/2", "HTTP/2"]
