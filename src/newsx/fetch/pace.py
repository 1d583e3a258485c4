"""When a host may be asked again, for those who ask one page after the other."""

import threading
import time


class Pace:
    """Turns at every host; safe for many threads.

    Args:
        delay_s: Seconds between two turns.
    """

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._turn_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, asked_s: float = 0.0) -> None:
        """Take the next turn at a host, and sleep until it comes.

        Args:
            host: The host.
            asked_s: Seconds between two turns that its robots.txt asks for, where that is known.
        """
        delay_s = max(self._delay_s, asked_s)
        now = time.monotonic()
        with self._lock:
            last_at = self._turn_at.get(host)
            at = now if last_at is None else max(now, last_at + delay_s)
            self._turn_at[host] = at
        if at > now:
            time.sleep(at - now)
