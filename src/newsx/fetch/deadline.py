"""How long is left: one deadline for everything that is done for a document."""

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Final

import httpcore

_DEADLINE: Final = ContextVar("deadline", default=float("inf"))


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let every wait in this block fail with a timeout once `seconds` have passed.

    Blocks within blocks can only shorten what is left.
    """
    token = _DEADLINE.set(min(_DEADLINE.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _DEADLINE.reset(token)


def left_s() -> float:
    """Return the seconds that are left, which may be none, or infinite."""
    return _DEADLINE.get() - time.monotonic()


def left(timeout: float | None) -> float | None:
    """Return the seconds a wait may still take, at most `timeout`; None for ever.

    Raises:
        httpcore.ReadTimeout: None are left.
    """
    seconds = left_s()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the deadline of the document has passed")
    if seconds == float("inf"):
        return timeout
    return seconds if timeout is None else min(timeout, seconds)
