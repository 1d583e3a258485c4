"""Keep what was fetched as a WARC file (ISO 28500) that any archive tool reads back."""

import threading
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from newsx.errors import ConfigurationError
from newsx.fetch.answers import Answer

# Bodies are kept inflated and whole, so these would describe bytes that are not there.
_NO_LONGER_TRUE: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class WarcFile:
    """Write answers to a `.warc.gz`, one gzip member a record; safe for many threads.

    Args:
        path: The file; replaced when it exists.

    Raises:
        ConfigurationError: The file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("wb")
        except OSError as error:
            msg = f"cannot write {str(path)!r}: {error.strerror}; check the folder"
            raise ConfigurationError(msg) from error
        self._lock = threading.Lock()
        about = f"software: newsx/{version('newsx')}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._write("warcinfo", None, "application/warc-fields", about)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def keep(self, answer: Answer) -> None:
        """Write an answer as a `response` record."""
        response = answer.response
        lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}".rstrip()]
        for name, value in response.headers.multi_items():
            kept = f"X-Archive-Orig-{name}" if name.lower() in _NO_LONGER_TRUE else name
            lines.append(f"{kept}: {value}")
        lines.append(f"content-length: {len(answer.content)}")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        self._write(
            "response",
            str(response.url),
            "application/http; msgtype=response",
            head + answer.content,
        )

    def _write(
        self, kind: Literal["warcinfo", "response"], url: str | None, media_type: str, block: bytes
    ) -> None:
        from fastwarc.stream_io import GzipWriter
        from fastwarc.warc import WarcRecord, WarcRecordType

        kinds = {"warcinfo": WarcRecordType.warcinfo, "response": WarcRecordType.response}
        record = WarcRecord()
        record.init_headers(kinds[kind])
        if url is not None:
            record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = media_type
        record.set_bytes_content(block)
        with self._lock:
            # A member of its own for every record, so that readers can seek to each.
            member = GzipWriter(self._file)
            record.write(member, checksum_data=True)
            member.finish()
            self._file.flush()
