"""The body of an answer as it comes in: within its bound, its coding undone, dropped on redirects.

The coding is undone below the cache, so that what is damaged or cut short ends as an error there
too, and is not kept.
"""

import contextlib
from collections.abc import Iterator
from typing import Final

import h2.exceptions
import httpcore
import httpx

from newsx.errors import TooLarge, Unreachable
from newsx.fetch.inflate import DamagedError, inflate
from newsx.fetch.lanes import Exchange

# Pieces of a body that are read only to be dropped; httpcore makes them at most 64 kB.
_SHORT: Final = 4


class Dropped(httpx.SyncByteStream):
    """The body of a redirect, dropped: httpx would read and inflate it whole, bomb or not."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        """Yield nothing; what is short is read, so that the connection can serve the next one."""
        with translated():
            for size, _ in enumerate(self._exchange):
                if size == _SHORT:
                    break
        yield b""

    def close(self) -> None:
        """Give the connection back."""
        self._exchange.close()


class Body(httpx.SyncByteStream):
    """A body in pieces, none of them large.

    Args:
        exchange: Where it comes from.
        url: Names it in errors.
        coding: A content coding that `inflate` undoes, or None.
        limit: Bytes it may have, on the wire and inflated.
    """

    def __init__(self, exchange: Exchange, url: httpx.URL, coding: str | None, limit: int) -> None:
        self._exchange = exchange
        self._url = url
        self._coding = coding
        self._limit = limit

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces.

        Raises:
            TooLarge: There are more bytes than `limit`.
            Unreachable: The coding is damaged or cut short.
            httpx.TransportError: The connection failed.
        """
        pieces = self._bounded(self._received())
        if self._coding is None:
            yield from pieces
            return
        try:
            yield from self._bounded(inflate(pieces))
        except DamagedError as error:
            msg = f"{self._url} sent a {self._coding} stream that is damaged: {error}; try later"
            raise Unreachable(msg, retryable=True) from error

    def _received(self) -> Iterator[bytes]:
        with translated():
            yield from self._exchange

    def _bounded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > self._limit:
                raise TooLarge(
                    f"{self._url} is larger than {self._limit:,} bytes; raise size_limit_bytes "
                    "(NEWSX_SIZE_LIMIT_BYTES) if it really is one article"
                )
            yield piece

    def close(self) -> None:
        """Give the connection back."""
        self._exchange.close()


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise the errors of httpcore and h2 as httpx's, which is what callers of httpx expect."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise httpx.ConnectTimeout(_said(error)) from error
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(_said(error)) from error
    except httpcore.UnsupportedProtocol as error:
        raise httpx.UnsupportedProtocol(_said(error)) from error
    except httpcore.ProxyError as error:
        raise httpx.ProxyError(_said(error)) from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ConnectionNotAvailable,
    ) as error:
        raise httpx.NetworkError(_said(error)) from error
    except (h2.exceptions.H2Error, ValueError, KeyError) as error:
        # What httpcore lets through when a server breaks the rules of HTTP/2: h2's own errors while
        # a body is read, a status that is no number.
        raise httpx.NetworkError(f"the server broke the protocol: {_said(error)}") from error


def _said(error: Exception) -> str:
    """Return an error in words: h2's events, which httpcore passes on, have none of their own."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, Exception):
        return _said(cause)
    words = {
        "StreamReset": "the server broke the answer off (HTTP/2 stream reset)",
        "ConnectionTerminated": "the server ended the connection (HTTP/2 GOAWAY)",
    }
    return words.get(type(cause).__name__) or str(error) or type(error).__name__
