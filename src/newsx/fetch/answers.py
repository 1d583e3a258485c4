"""What an HTTP answer means: its status, its type, and who stands in the way."""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.resources import files
from typing import Final

import httpx

from newsx.errors import (
    Blocked,
    FetchError,
    NotFound,
    PaymentRequired,
    RobotsDisallowed,
    Unreachable,
    WrongType,
)

_READABLE: Final = frozenset(
    {
        "",
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/json",
        "application/ld+json",
        "application/rss+xml",
        "application/atom+xml",
    }
)
_WHOLE: Final = frozenset({200, 203})
# 202 is what a page that is still being made answers, and what some walls do.
_TRY_LATER: Final = frozenset({202, 408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_WALLED: Final = frozenset({202, 401, 403, 405, 406, 418, 429, 451, 503})
# What a body is whatever its header says: servers call many things text/html, or nothing.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a video"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a zip file"),
)


@dataclass(frozen=True)
class Answer:
    """A complete HTTP answer, its coding undone."""

    response: httpx.Response
    content: bytes

    @property
    def url(self) -> str:
        """Where it came from in the end."""
        return str(self.response.url)


def check_page(response: httpx.Response) -> None:
    """Let the head of an answer pass that holds a page.

    Raises:
        FetchError: As `check_status` and `content_type`.
    """
    check_status(response)
    content_type(response)


def check_rules(response: httpx.Response) -> None:
    """Tell no rules (4xx) from rules that cannot be had (5xx), whoever answers (RFC 9309, 2.3.1).

    Raises:
        FetchError: RobotsDisallowed, `retryable`, for a 5xx; NotFound for what else is no 2xx.
    """
    said = f"{response.url} answered {response.status_code}"
    if response.is_server_error:
        raise RobotsDisallowed(said, retryable=True)
    if not response.is_success:
        raise NotFound(said)


def check_content(answer: Answer) -> None:
    """Let a body pass that can be a page.

    Raises:
        FetchError: It is empty; WrongType: it is a file that newsx does not read.
    """
    start = answer.content[:16]
    if not answer.content.strip():
        raise FetchError(f"{answer.url} answered with an empty page; try later", retryable=True)
    for signature, what in _SIGNATURES:
        if start.startswith(signature):
            msg = f"{answer.url} is {what}; newsx reads HTML pages, plain text and JSON"
            raise WrongType(msg)


def read_body(response: httpx.Response, head: int | None) -> bytes:
    """Return the body, or the first `head` bytes of it.

    Raises:
        FetchError: WrongType for a coding nobody asked for, and what the stream raises.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in {"", "identity"}:
        msg = f"{response.url} answered in encoding {coding!r}, which was not asked for"
        raise WrongType(msg)
    content = bytearray()
    for piece in response.iter_raw():
        content += piece
        if head is not None and len(content) >= head:
            break
    return bytes(content[:head])


def date_of(response: httpx.Response) -> datetime | None:
    """Return when an answer from the cache was fetched, by its server's clock; else None."""
    status = response.extensions.get("caching")
    if status is None or not status["from_cache"] or status["revalidated"]:
        return None
    moment = _moment(response.headers.get("date", ""))
    return min(moment, datetime.now(UTC)) if moment is not None else None


def check_status(response: httpx.Response) -> None:
    """Let an answer pass that holds the whole of a page: 200, and 203 (changed by a proxy).

    Raises:
        FetchError: The subclass says what the status means; `retryable` whether to try later.
    """
    status = response.status_code
    if status in _WHOLE:
        return
    said = f"{response.url} answered {status} {response.reason_phrase}".rstrip()
    retryable = status in _TRY_LATER
    wait_s = _retry_after_s(response) if retryable else None
    wall = wall_of(response) if status in _WALLED else None
    if wall is not None:
        msg = f"{said}: {wall} keeps robots out; open it in a browser and pass the saved page"
        raise Blocked(msg, retryable=retryable, retry_after_s=wait_s, status=status)
    if status in {404, 410}:
        raise NotFound(f"{said}; check the address", status=status)
    if status == 402:  # noqa: PLR2004 - a status
        raise PaymentRequired(f"{said}; the page is for subscribers", status=status)
    if status in {401, 403, 429, 451}:
        advice = "try later" if retryable else "open it in a browser and pass the saved page"
        msg = f"{said}; {advice}"
        raise Blocked(msg, retryable=retryable, retry_after_s=wait_s, status=status)
    if retryable:
        msg = f"{said}; try later"
        raise Unreachable(msg, retryable=True, retry_after_s=wait_s, status=status)
    if response.is_success:
        raise FetchError(f"{said}, which is not the whole page", status=status)
    raise FetchError(f"{said}; open it in a browser to see why", status=status)


def content_type(response: httpx.Response) -> tuple[str | None, str | None]:
    """Return the media type and the charset the header names.

    Raises:
        WrongType: It is nothing newsx reads.
    """
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in _READABLE:
        msg = f"{response.url} is {media_type!r}; newsx reads HTML pages, plain text and JSON"
        raise WrongType(msg)
    return media_type or None, response.charset_encoding


def _retry_after_s(response: httpx.Response) -> float | None:
    """Return the seconds the server asks to wait (RFC 9110, 10.2.3), or None."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    moment = _moment(value)
    return None if moment is None else max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _moment(value: str) -> datetime | None:
    """Return the moment of an HTTP date (RFC 9110, 5.6.7), or None for what is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def wall_of(response: httpx.Response) -> str | None:
    """Return the vendor of the bot wall that answered, by the headers it leaves, or None."""
    for vendor, header, contains in _walls():
        value = response.headers.get(header)
        if value is not None and contains in value.lower():
            return vendor
    return None


@lru_cache(maxsize=1)
def _walls() -> tuple[tuple[str, str, str], ...]:
    text = (files("newsx.fetch") / "walls.csv").read_text(encoding="utf-8")
    return tuple(
        (row["vendor"], row["header"], row["contains"]) for row in csv.DictReader(text.splitlines())
    )
