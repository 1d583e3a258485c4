"""What an HTTP answer means: its status, its type, and who stands in the way."""

import csv
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
_TRY_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_WALLED: Final = frozenset({401, 403, 405, 406, 418, 429, 451, 503})


def check_status(response: httpx.Response) -> None:
    """Let a 2xx answer pass.

    Raises:
        FetchError: The subclass says what the status means; `retryable` whether to try later.
    """
    if response.is_success:
        return
    status = response.status_code
    said = f"{response.url} answered {status} {response.reason_phrase}".rstrip()
    retryable = status in _TRY_LATER
    wait_s = _retry_after_s(response) if retryable else None
    wall = wall_of(response) if status in _WALLED else None
    if wall is not None:
        msg = f"{said}: {wall} keeps robots out; open it in a browser and pass the saved page"
        raise Blocked(msg, retryable=retryable, retry_after_s=wait_s)
    if status in {404, 410}:
        raise NotFound(f"{said}; check the address")
    if status == 402:  # noqa: PLR2004 - a status
        raise PaymentRequired(f"{said}; the page is for subscribers")
    if status in {401, 403, 429, 451}:
        advice = "try later" if retryable else "open it in a browser and pass the saved page"
        raise Blocked(f"{said}; {advice}", retryable=retryable, retry_after_s=wait_s)
    if retryable:
        raise Unreachable(f"{said}; try later", retryable=True, retry_after_s=wait_s)
    raise FetchError(f"{said}; open it in a browser to see why")


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
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


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
