"""When a host may be asked again."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pace:
    """Keeps a distance between two requests to a host, over all threads that share it; times are seconds of `clock`."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, delay_seconds: float, most_seconds: float) -> float:
        """Sleep until it is this caller's turn at the host, the next one's being `delay_seconds` later, and return 0.

        A turn that is more than `most_seconds` away is not taken: the seconds until then come back at once.
        """
        with self._lock:
            now = self._clock()
            turn = max(now, self._free.get(host, now))
            if turn - now > most_seconds:
                return turn - now
            self._free[host] = turn + delay_seconds
        if turn > now:
            self._sleep(turn - now)
        return 0.0

    def close(self, host: str, seconds: float) -> None:
        """Note that a host asked for so many seconds of rest."""
        with self._lock:
            self._closed[host] = max(self._closed.get(host, 0.0), self._clock() + seconds)

    def rest(self, host: str) -> float:
        """The seconds of rest that a host still asked for."""
        with self._lock:
            return max(0.0, self._closed.get(host, 0.0) - self._clock())
