"""When a page is tried again: for what may get better, and only as long as there is time."""

from collections.abc import Callable
from typing import Final, TypeVar

import stamina

from newsx.errors import FetchError, FetchTimeout
from newsx.fetch.deadline import left_s

# A server that asks for more patience than this is better served by another run.
LONGEST_WAIT_S: Final = 30.0
# Seconds before the first new try; every further one waits twice as long, up to the most.
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 10.0
# With less left there is no sense in another try, which would only hide why this one failed.
_SHORTEST_TRY_S: Final = 0.3

T = TypeVar("T")


def patiently(work: Callable[[], T], *, retries: int, delay_s: float) -> T:
    """Return what `work` returns, tried again with growing, jittered pauses.

    Args:
        work: One try.
        retries: How often it is tried again.
        delay_s: Seconds between two requests that the host asks for.

    Raises:
        Exception: What the last try raised.
    """
    attempts = stamina.RetryingCaller(
        attempts=retries + 1,
        timeout=None,  # the deadline of the page is kept by every try, and by `patience`
        wait_initial=_FIRST_PAUSE_S,
        wait_max=_LONGEST_PAUSE_S,
        wait_jitter=_FIRST_PAUSE_S,
    )
    return attempts(lambda error: patience(error, delay_s), work)


def patience(error: Exception, delay_s: float) -> bool | float:
    """Say whether to try again, or in how many seconds; what robots.txt gave is kept for the run.

    >>> patience(FetchError("reset", retryable=True), 0), patience(FetchError("gone"), 0)
    (True, False)
    """
    if not isinstance(error, FetchError) or not error.retryable or isinstance(error, FetchTimeout):
        return False
    if isinstance(error.__cause__, FetchError):
        return False
    left = left_s() - _SHORTEST_TRY_S
    if error.retry_after_s is None and delay_s <= _FIRST_PAUSE_S:
        return left > _FIRST_PAUSE_S
    wait_s = max(error.retry_after_s or 0.0, delay_s)
    return wait_s if wait_s <= LONGEST_WAIT_S and wait_s < left else False
