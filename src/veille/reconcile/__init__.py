"""From mentions of many articles to one record: origins, stories, events. Pure functions; the same result for any order."""

from __future__ import annotations

from veille.reconcile.asof import event_as_of
from veille.reconcile.neighbourhood import MemoryShelf, Shelf, keys_for
from veille.reconcile.views import reconcile, reconcile_near

__all__ = ["MemoryShelf", "Shelf", "event_as_of", "keys_for", "reconcile", "reconcile_near"]
