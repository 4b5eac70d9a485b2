"""Watching: threads that take turns at sources, and one that joins what they filed. It ends when told to, with the items at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread

from veille.errors import RecordError, VeilleError
from veille.serve.joiner import present_joiner
from veille.store.joining import Joiner, join
from veille.watch.listings import enrolled
from veille.watch.owner import own_name
from veille.watch.schedule import seconds_between
from veille.watch.turn import Desk, take_turn

#: how long a thread that found nothing due looks away at most
_IDLE_SECONDS = 30.0
#: how long it waits when others hold what is due
_HELD_SECONDS = 0.2
#: how long it waits for a record that another program holds
_BUSY_SECONDS = 10.0
#: how often the threads are looked after
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Ways:
    """How to watch: with how many threads, how often to join (seconds), and whether to end when nothing is due (`once`).

    `hasty` asks every source at the start, also one that was to be left in peace for a while.

    `after_join` is called with the number of articles behind every round of joining, also when there were none.
    """

    threads: int = 2
    join_seconds: float = 60.0
    once: bool = False
    hasty: bool = False
    joiner: Callable[[], Joiner] = present_joiner
    after_join: Sequence[Callable[[int], None]] = ()


class Watcher:
    """Watches the sources of a desk; `run` ends when the desk's `stop` is set, or with `once` when nothing is due."""

    def __init__(self, desk: Desk, ways: Ways = Ways()) -> None:
        self.desk, self.ways = desk, ways
        self.beat_at = desk.world.ticks()
        self._joined_at = self.beat_at

    def run(self, look: Callable[[], object] = lambda: None) -> None:
        """Watch. `look` is called about twice a second. Raises RecordError when the record cannot be used at the start."""
        desk = self.desk
        desk.store.watching.enrol([enrolled(source) for source in desk.sources.values()], desk.world.clock())
        if self.ways.hasty:
            desk.store.watching.hasten(list(desk.sources), desk.world.clock())
        desk.journal.tell("started", sources=len(desk.sources), threads=self.ways.threads)
        threads = [Thread(target=self._work, args=(n,), name=f"watch-{n}") for n in range(self.ways.threads)]
        for thread in threads:
            thread.start()
        try:
            self._attend(threads, look)
        finally:
            desk.stop.set()
            for thread in threads:
                thread.join()
        self._join()
        look()
        desk.journal.tell("stopped")

    def _attend(self, threads: Sequence[Thread], look: Callable[[], object]) -> None:
        """Look after the threads and join what they file until they end or are told to."""
        while alive := [thread for thread in threads if thread.is_alive()]:
            alive[0].join(_LOOK_SECONDS)
            self.beat_at = self.desk.world.ticks()
            look()
            if self.beat_at - self._joined_at >= self.ways.join_seconds:
                self._join()

    def _work(self, number: int) -> None:
        """Turn after turn."""
        desk, owner = self.desk, own_name(number)
        while not desk.stop.is_set():
            try:
                if take_turn(desk, owner):
                    continue
                wait = self._idle()
            except RecordError as error:
                desk.journal.tell("fault", error=str(error))
                wait = _BUSY_SECONDS
            if wait is None:
                return
            desk.stop.wait(wait)

    def _idle(self) -> float | None:
        """Seconds until something may be due; `None` when there is nothing more to do."""
        now = self.desk.world.clock()
        due = self.desk.store.watching.next_due(self.desk.sources)
        wait = _IDLE_SECONDS if due is None else seconds_between(now, due)
        if self.ways.once and wait > 0:
            return None
        return min(max(wait, _HELD_SECONDS), _IDLE_SECONDS)

    def _join(self) -> None:
        """Join what was filed, and tell those who wait for it."""
        self._joined_at = self.desk.world.ticks()
        try:
            number = join(self.desk.store, self.ways.joiner()) if self.desk.store.ticket().articles else 0
            if number:
                self.desk.journal.tell("joined", articles=number)
            for call in self.ways.after_join:
                call(number)
        except VeilleError as error:
            self.desk.journal.tell("fault", error=str(error))
