"""Connections that serve one request at a time, and are kept for the next one to their origin.

HTTP/2 can carry many requests over one connection, but then they share its fate: what holds up one
holds up all, and a connection that a timeout ends takes the other pages with it. With two requests
a host there is nothing to win by that, so a connection here belongs to one request until its answer
has been read.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

import httpcore
from h2.exceptions import H2Error

from newsx.fetch.deadline import deadline

Connect = Callable[[], httpcore.ConnectionPool]
"""Makes a pool of one connection, which is made when first used."""

# What a server does to a connection it no longer wants; on one that lay idle it says nothing about
# the request, which may then go out once more (RFC 9110, 9.2.2; RFC 9112, 9.3.1).
_BROKEN: Final = (
    httpcore.ReadError,
    httpcore.WriteError,
    httpcore.RemoteProtocolError,
    httpcore.LocalProtocolError,
)
# The body of an error that is read for the sake of the connection: bytes, and seconds it may take.
_SHORT: Final = 65_536
_DRAIN_S: Final = 0.5


class Lane:
    """One connection, in the hands of one request."""

    def __init__(self, origin: httpcore.Origin, pool: httpcore.ConnectionPool) -> None:
        self.origin = origin
        self.pool = pool
        self.used = False


class Exchange:
    """An answer, and the connection its body comes over, which goes back when it is closed."""

    def __init__(self, answer: httpcore.Response, lane: Lane, lanes: "Lanes") -> None:
        self.answer = answer
        self._lane: Lane | None = lane
        self._lanes = lanes
        self._begun = False
        self._whole = False

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body as it came over the wire."""
        self._begun = True
        yield from self.answer.iter_stream()
        self._whole = True

    def close(self) -> None:
        """Let the next request have the connection, if nothing of this one is left on it."""
        if self._lane is None:
            return
        lane, self._lane = self._lane, None
        if not self._begun and _is_short(self.answer):
            self._drain()
        self.answer.close()
        if self._whole:
            self._lanes.give(lane)
        else:
            # A server goes on sending what nobody reads: over HTTP/2 that would stand before the
            # next page, and use up what the connection may carry.
            lane.pool.close()

    def _drain(self) -> None:
        """Read what nobody wants, so that a missing page does not cost the next a connection."""
        with contextlib.suppress(*_BROKEN, httpcore.TimeoutException, H2Error), deadline(_DRAIN_S):
            for _ in self:
                pass


def _is_short(answer: httpcore.Response) -> bool:
    lengths = [value for name, value in answer.headers if name.lower() == b"content-length"]
    return len(lengths) == 1 and lengths[0].isdigit() and int(lengths[0]) <= _SHORT


class Lanes:
    """The connections of a client; safe for many threads.

    Args:
        connect: Makes a new one.
        most_idle: How many are kept while nobody uses them; the oldest are closed first.
    """

    def __init__(self, connect: Connect, *, most_idle: int) -> None:
        self._connect = connect
        self._most_idle = most_idle
        self._idle: deque[Lane] = deque()
        self._lock = threading.Lock()
        self._closed = False

    def send(self, request: httpcore.Request) -> Exchange:
        """Send a request over a connection of its own.

        Raises:
            Exception: What httpcore and its protocols raise.
        """
        lane = self._take(request.url.origin)
        try:
            return self._sent(request, lane)
        except _BROKEN:
            if not lane.used:
                raise
        return self._sent(request, Lane(lane.origin, self._connect()))

    def _sent(self, request: httpcore.Request, lane: Lane) -> Exchange:
        try:
            answer = lane.pool.handle_request(request)
        except BaseException:
            lane.pool.close()
            raise
        return Exchange(answer, lane, self)

    def _take(self, origin: httpcore.Origin) -> Lane:
        with self._lock:
            for lane in reversed(self._idle):
                if lane.origin == origin:
                    self._idle.remove(lane)
                    return lane
        return Lane(origin, self._connect())

    def give(self, lane: Lane) -> None:
        """Keep a connection for the next request."""
        lane.used = True
        with self._lock:
            if self._closed:
                surplus: Lane | None = lane
            else:
                self._idle.append(lane)
                surplus = self._idle.popleft() if len(self._idle) > self._most_idle else None
        if surplus is not None:
            surplus.pool.close()

    def close(self) -> None:
        """Close what is idle now, and what is in use when it is given back."""
        with self._lock:
            self._closed = True
            lanes, self._idle = list(self._idle), deque()
        for lane in lanes:
            lane.pool.close()
