"""A limit of time for what runs in this very process, where there is no worker to end."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from newsx.engine.limits import Limits

_CAN_INTERRUPT: Final = hasattr(signal, "setitimer")
# Whoever catches every error goes on: he is interrupted again.
_AGAIN_S: Final = 0.5


@contextmanager
def limited(limits: Limits | None) -> Iterator[None]:
    """Interrupt what takes more processor time than one item may.

    Time of the processor, and not of the clock: a machine that is busy with other things makes no
    article longer. Only the main thread can be interrupted, and only where the system tells
    processes the time; elsewhere nothing is limited.

    Raises:
        LimitError: It took longer.
    """
    if limits is None or not _CAN_INTERRUPT or not _is_main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise limits.exceeded(TimeoutError())

    before = signal.signal(signal.SIGPROF, interrupt)
    # Whoever measures this process, or limits it, goes on with the time that was left.
    left = signal.setitimer(signal.ITIMER_PROF, limits.seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        signal.setitimer(signal.ITIMER_PROF, *left)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
