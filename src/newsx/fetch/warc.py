"""Keep what was fetched as a WARC file (ISO 28500) that any archive tool reads back."""

import hashlib
import io
import threading
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import httpx

from newsx.errors import ConfigurationError
from newsx.fetch.answers import Answer, date_of
from newsx.fetch.transport import PEER, SENT_HEAD
from newsx.places import remedy

Kind = Literal["warcinfo", "request", "response"]

SUFFIX: Final = ".warc.gz"
# Bodies are kept inflated and whole, so these would describe bytes that are not there.
_NO_LONGER_TRUE: Final = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
# HTTP/2 lets a header hold what would end it, and begin another, in the form that WARC keeps.
_BREAKS: Final = bytes.maketrans(b"\r\n\0", b"   ")


class WarcFile:
    """Write answers to a new `.warc.gz`, one gzip member a record; safe for many threads.

    Args:
        path: The file. What was kept before is evidence, and is never written over.

    Raises:
        ConfigurationError: The file exists, has another suffix, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if not path.name.lower().endswith(SUFFIX):
            msg = f"cannot keep pages in {str(path)!r}: the name of the file must end in {SUFFIX}"
            raise ConfigurationError(msg)
        try:
            self._file = path.open("xb")
        except FileExistsError as error:
            msg = f"{str(path)!r} exists and is not written over; name another file, or remove it"
            raise ConfigurationError(msg) from error
        except OSError as error:
            advice = remedy(error, "check the folder")
            msg = f"cannot write {str(path)!r}: {error.strerror}; {advice}"
            raise ConfigurationError(msg) from error
        self._lock = threading.Lock()
        about = f"software: newsx/{version('newsx')}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._append(_record("warcinfo", "application/warc-fields", about)[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Under the lock, so that no thread that is still at work leaves half a record behind.
        with self._lock:
            self._file.close()

    def keep(self, answer: Answer) -> None:
        """Write an answer as a `response` record, with the request that it answers.

        An answer that comes from the cache was asked for at another time: it has no request, and
        the date it was fetched. What comes after the file was closed is not kept.
        """
        response = answer.response
        headers = {"WARC-Target-URI": str(response.url)}
        if PEER in response.extensions:
            headers["WARC-IP-Address"] = response.extensions[PEER]
        fetched = date_of(response)
        identity, kept = _record(
            "response",
            "application/http; msgtype=response",
            _head_of(response, len(answer.content)) + answer.content,
            headers=headers,
            date=fetched,
            payload=answer.content,
        )
        if fetched is None:
            headers = {"WARC-Target-URI": str(response.url), "WARC-Concurrent-To": identity}
            _, asked = _record(
                "request",
                "application/http; msgtype=request",
                _question(response.request),
                headers=headers,
            )
            kept += asked
        self._append(kept)

    def _append(self, members: bytes) -> None:
        with self._lock:
            if not self._file.closed:
                self._file.write(members)
                self._file.flush()


def _head_of(response: httpx.Response, size: int) -> bytes:
    """Return the head of an answer as it came, but for what its body no longer is."""
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}".rstrip().encode()]
    for name, value in response.extensions.get(SENT_HEAD) or response.headers.raw:
        kept = b"X-Archive-Orig-" + name if name.lower() in _NO_LONGER_TRUE else name
        lines.append((kept + b": " + value).translate(_BREAKS))
    return b"\r\n".join([*lines, b"content-length: %d" % size, b"", b""])


def _question(request: httpx.Request) -> bytes:
    """Return a request as it was sent."""
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)]
    lines += [name + b": " + value for name, value in request.headers.raw]
    return b"\r\n".join([*lines, b"", b""])


def _record(
    kind: Kind,
    media_type: str,
    block: bytes,
    *,
    headers: dict[str, str] | None = None,
    date: datetime | None = None,
    payload: bytes | None = None,
) -> tuple[str, bytes]:
    """Return the identity of a record, and the record as a gzip member of its own.

    A member each, so that readers can seek to every record.
    """
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind))
    for name, value in (headers or {}).items():
        record.headers[name] = value
    if date is not None:
        record.headers["WARC-Date"] = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = media_type
    record.set_bytes_content(block)
    digest = None if payload is None else hashlib.sha1(payload, usedforsecurity=False).digest()
    written = io.BytesIO()
    member = GzipWriter(written)
    record.write(member, checksum_data=True, payload_digest=digest)
    member.finish()
    return str(record.record_id), written.getvalue()
