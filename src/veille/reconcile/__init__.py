"""From mentions of many articles to one record: origins, stories, events. Pure functions; the same result for any order."""

from __future__ import annotations

from veille.reconcile.asof import event_as_of
from veille.reconcile.neighbourhood import MemoryShelf, Shelf, keys_for
from veille.reconcile.pledges import PledgeTotal, pledge_totals
from veille.reconcile.views import reconcile, reconcile_near

__all__ = [
    "MemoryShelf",
    "PledgeTotal",
    "Shelf",
    "event_as_of",
    "keys_for",
    "pledge_totals",
    "reconcile",
    "reconcile_near",
]
