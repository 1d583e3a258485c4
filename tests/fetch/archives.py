"""Archives for tests, whole and damaged."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping

DATE = "2024-01-01T00:00:00Z"


def page(number: int, *, words: int = 60) -> bytes:
    """Return a page that is an article, each number another one."""
    body = " ".join(f"Word{number}x{word} rose {word + number}%." for word in range(words))
    return (
        f"<!doctype html><html><head><title>Story {number}</title></head><body><article>"
        f"<h1>Story {number}</h1><p>{body}</p></article></body></html>"
    ).encode()


def warc_record(
    number: int,
    content: bytes,
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    kind: str = "response",
) -> bytes:
    """Return a WARC record of an HTTP answer."""
    lines = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    block = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Target-URI": f"https://ledger.example/{number}",
        "WARC-Date": DATE,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{text}\r\n".encode() + block + b"\r\n\r\n"


def warc_members(count: int) -> list[bytes]:
    """Return the gzip members of a WARC file, one for each record."""
    return [gzip.compress(warc_record(one, page(one)), mtime=0) for one in range(count)]


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def tar_bytes(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    """Return a TAR archive; mode `w:gz` and the like compress it."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]  # a mode of the test
        for name, content in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return target.getvalue()


def json_lines(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return JSON Lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
