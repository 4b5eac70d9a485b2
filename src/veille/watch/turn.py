"""One turn of a source: it is claimed, asked when that is due, and some of its items are taken; then others have theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event

from veille.acquire.source import Source
from veille.errors import RateLimited
from veille.store.base import Store
from veille.store.days import later
from veille.store.watching import Lease, SourceState
from veille.watch.items import Taken, take
from veille.watch.journal import Journal
from veille.watch.listings import ask
from veille.watch.owner import dead
from veille.watch.schedule import asked_every
from veille.watch.world import World

#: how long a source is held without a sign of life: longer than the slowest page takes
LEASE_SECONDS = 600
#: how many items one turn takes
TURN_ITEMS = 20
#: after how many pages in a row that a site did not give it is left in peace for a while
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """What a turn needs: the record, the world, the sources by name, where to tell what happens, and whether to stop."""

    store: Store
    world: World
    sources: Mapping[str, Source]
    journal: Journal = field(default_factory=Journal)
    stop: Event = field(default_factory=Event)

    def lease(self, owner: str) -> Lease:
        """A lease from now on."""
        now = self.world.clock()
        return Lease(owner, now, later(now, LEASE_SECONDS))


def take_turn(desk: Desk, owner: str) -> bool:
    """Claim a source and work on it. False when no source has anything due that others do not hold. Raises RecordError."""
    watching = desk.store.watching
    state = watching.claim(desk.sources, desk.lease(owner), dead(watching.owners()))
    if state is None:
        return False
    try:
        if state.due <= desk.world.clock():
            _ask(desk, state)
        _take_items(desk, state, owner)
    finally:
        watching.release(state.name, desk.lease(owner))
    return True


def _ask(desk: Desk, state: SourceState) -> None:
    heard = ask(desk.store, desk.world, desk.sources[state.name], state)
    for fault in heard.faults:
        desk.journal.tell("fault", source=state.name, error=fault)
    desk.journal.tell("listed", source=state.name, items=heard.listed, new=heard.new, failed=heard.failed or None)


def _take_items(desk: Desk, state: SourceState, owner: str) -> None:
    trouble = 0
    for item in desk.store.watching.waiting(state.name, desk.world.clock(), TURN_ITEMS):
        if desk.stop.is_set() or not desk.store.watching.renew(state.name, desk.lease(owner)):
            return
        began = desk.world.ticks()
        try:
            taken = take(desk.store, desk.world, desk.sources[state.name], item)
        except RateLimited as limited:
            desk.journal.tell("fault", source=state.name, error=str(limited))
            _rest(desk, state, limited.retry_after)
            return
        _tell(desk, state.name, taken, desk.world.ticks() - began)
        trouble = trouble + 1 if taken.is_site_trouble else 0
        if trouble >= PATIENCE:
            _rest(desk, state, asked_every(state.gap_seconds, 1))
            return


def _rest(desk: Desk, state: SourceState, seconds: float) -> None:
    until = later(desk.world.clock(), max(1.0, seconds + 1))
    desk.store.watching.postpone(state.name, until)
    desk.journal.tell("rests", source=state.name, until=until)


def _tell(desk: Desk, source: str, taken: Taken, seconds: float) -> None:
    if taken.error is not None:
        desk.journal.tell("fault", source=source, error=taken.error)
    article, fresh = taken.item.article, taken.item.fresh
    desk.journal.tell(
        taken.outcome, source=source, url=taken.item.url, article=article, fresh=fresh, seconds=round(seconds, 3)
    )
