"""Rules tried on the past: what they would have told, pass by pass. Nothing is sent or noted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from veille.alerts.fresh import Look
from veille.alerts.matching import candidates, matches
from veille.alerts.passing import marks_of, untold
from veille.alerts.rules import Rules
from veille.alerts.wording import Alert, worded
from veille.store.base import Store
from veille.store.letters import Mark


def try_rules(store: Store, rules: Rules, moments: Sequence[str], *, as_published: bool = False) -> list[Alert]:
    """The alerts that passes at these moments, in order, would have found, each as it would have read then.

    The record is looked at as it had been read by each moment; `as_published` takes every article as read on the day it was published.
    Events are those of now: two that were joined since are one.
    """
    if not moments:
        return []
    events = candidates(store, rules, moments[0][:10], moments[-1])
    told: set[Mark] = set()

    def is_told(rule: str, occasion: str, anchors: Collection[str]) -> bool:
        return any((rule, occasion, anchor) in told for anchor in anchors)

    alerts: list[Alert] = []
    for at in moments:
        fresh = list(untold(matches(store, rules, events, Look(at, as_published)), is_told))
        told |= {mark for found in fresh for mark in marks_of(found)}
        alerts += [worded(found, rules.base) for found in fresh]
    return alerts


def daily(since: str, now: str) -> list[str]:
    """The end of each day from `since` to the day before `now`, then `now`.

    >>> daily("2025-08-05", "2025-08-06T09:30:00Z")
    ['2025-08-05T23:59:59Z', '2025-08-06T09:30:00Z']
    """
    first, last = date.fromisoformat(since), date.fromisoformat(now[:10])
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [f"{day.isoformat()}T23:59:59Z" for day in days] + [now]
