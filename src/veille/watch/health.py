"""How watched sources are: last item, faults, silence longer than expected."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from veille.store.base import Store
from veille.store.days import utc_now
from veille.store.watching import NOBODY, SourceState, Tally
from veille.watch.schedule import seconds_between, silent_after


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source's health at `now`."""

    state: SourceState
    items: Tally
    now: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.state.name

    @property
    def is_silent(self) -> bool:
        """Whether it was asked and has shown nothing new for longer than is to be expected of it."""
        if self.state.asked_at is None or self.state.item_at is None:
            return False
        return seconds_between(self.state.item_at, self.now) > silent_after(self.state.gap_seconds)

    @property
    def words(self) -> str:
        """Its health in a word or two: "failing", "silent", "faults", "not asked yet", "no new item yet", "well"."""
        if self.state.asked_at is None:
            return "not asked yet"
        if self.state.failures:
            return "failing"
        if self.is_silent:
            return "silent"
        if self.state.error or self.items.failed:
            return "faults"
        return "well" if self.state.item_at else "no new item yet"

    @property
    def is_held(self) -> bool:
        """Whether somebody works on it now."""
        return self.state.owner != NOBODY and self.state.until > self.now


def source_rows(store: Store, names: Collection[str] | None = None, now: str | None = None) -> list[SourceRow]:
    """All watched sources, or those named, by name."""
    tallies, at = store.watching.tallies(), now or utc_now()
    states = (s for s in store.watching.sources() if names is None or s.name in names)
    return [SourceRow(state, tallies.get(state.name, Tally()), at) for state in states]
