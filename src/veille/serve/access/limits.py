"""How often somebody may do something: buckets that drain steadily, kept in memory, as many as there are callers now."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil
from threading import Lock

#: above so many callers, those who have been idle for long are forgotten
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times at once, and so many more in every `seconds`."""

    times: int
    seconds: int


class Limit:
    """A rate for each caller. `clock` gives seconds that never run backwards."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self.rate = rate
        self._clock = clock
        self._lock = Lock()
        self._drained: dict[Hashable, float] = {}

    def wait_seconds(self, caller: Hashable) -> int:
        """Whole seconds until the caller may go on; 0 when now is fine. Counts nothing."""
        with self._lock:
            return self._wait(caller)

    def count(self, caller: Hashable) -> int:
        """Count a deed when it is allowed, and say how many seconds to wait before it is (0: it was)."""
        with self._lock:
            wait = self._wait(caller)
            if not wait:
                now = self._clock()
                self._drained[caller] = max(now, self._drained.get(caller, now)) + self._pace
                self._forget(now)
            return wait

    def clear(self, caller: Hashable) -> None:
        """Forget what a caller did."""
        with self._lock:
            self._drained.pop(caller, None)

    @property
    def _pace(self) -> float:
        return self.rate.seconds / self.rate.times

    def _wait(self, caller: Hashable) -> int:
        now = self._clock()
        ahead = self._drained.get(caller, now) - now  # of the steady pace
        return max(0, ceil(ahead - (self.rate.seconds - self._pace) - 1e-9))

    def _forget(self, now: float) -> None:
        if len(self._drained) > _MANY:
            self._drained = {caller: drained for caller, drained in self._drained.items() if drained > now}
