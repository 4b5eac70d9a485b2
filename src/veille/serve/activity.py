"""How much happened when: events by period and PLOVER class; and what each source has given, and when last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from veille.reconcile.judged import in_force
from veille.serve.asked import Asked, event_filter
from veille.serve.quads import QUADS, quad_of
from veille.store.base import Store

Unit = Literal["day", "week", "month"]
#: more days than this are told by weeks, more than the second by months
_DAYS, _WEEKS = 100, 800
OTHER = "other"


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """How many events of a PLOVER class ("other" has none) fall into the period from `since` to `until`."""

    since: str
    until: str
    quad: str
    events: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Rows by period and class, of periods in which something happened; `unit` is their length."""

    unit: Unit
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a site has given. `silent_days` since its last article, on the day looked at; `late` when that is unlike it."""

    site: str
    articles: int
    first_day: str
    last_day: str
    silent_days: int
    late: bool
    superseded: int
    withdrawn: int


def activity(store: Store, asked: Asked) -> Activity:
    """Events asked for by period and class; those that analysts rejected are not counted. The unit follows from how long it all lasts.

    On a replay: those first known by the day asked about, counted on the day that they are held to have happened now.
    """
    wanted = replace(event_filter(store, asked), since=asked.since, until=asked.until, as_of=_known_by(asked))
    tallies = store.count_events(wanted, without=rejected(store))
    if not tallies:
        return Activity("day", ())
    unit = _unit(tallies[0].period, tallies[-1].period)
    counts: Counter[tuple[str, str, str]] = Counter()
    for tally in tallies:
        counts[(*_bounds(tally.period, unit), quad_of(tally.kind) or OTHER)] += tally.events
    order = (*QUADS, OTHER)
    keys = sorted(counts, key=lambda k: (k[0], order.index(k[2])))
    return Activity(unit, tuple(ActivityRow(*key, counts[key]) for key in keys))


def _known_by(asked: Asked) -> str | None:
    return asked.day if asked.is_replay else None


def rejected(store: Store) -> set[str]:
    """The ids of the events that analysts rejected."""
    anchors = [a.mention for j in in_force(store.judgements()) if j.action == "reject" for a in j.anchors]
    found = store.events(set(store.event_of(anchors).values())) if anchors else {}
    return {ident for ident, event in found.items() if event.judged == "rejected"}


def _unit(first: str, last: str) -> Unit:
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return "day" if days <= _DAYS else "week" if days <= _WEEKS else "month"


def _bounds(day: str, unit: Unit) -> tuple[str, str]:
    """The first and last day of the period that a day is in.

    >>> _bounds("2025-08-06", "week"), _bounds("2024-02-06", "month")
    (('2025-08-04', '2025-08-10'), ('2024-02-01', '2024-02-29'))
    """
    found = date.fromisoformat(day)
    if unit == "day":
        return day, day
    if unit == "week":
        first = found - timedelta(days=found.weekday())
        return first.isoformat(), (first + timedelta(days=6)).isoformat()
    first = found.replace(day=1)
    return first.isoformat(), ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()


def sources(store: Store, day: str) -> list[SourceRow]:
    """Every site that the record had something of on a day, those silent the shortest first.

    Late is a site that has been silent for five times as long as it usually is, and for more than two days.
    """
    rows = []
    for tally in store.count_sites(day):
        silent = (date.fromisoformat(day) - date.fromisoformat(tally.last_day)).days
        lasted = (date.fromisoformat(tally.last_day) - date.fromisoformat(tally.first_day)).days
        rhythm = lasted / max(1, tally.articles - 1)
        late = tally.articles > 2 and silent > max(2, 5 * rhythm)
        rows.append(
            SourceRow(
                tally.site,
                tally.articles,
                tally.first_day,
                tally.last_day,
                silent,
                late,
                tally.superseded,
                tally.withdrawn,
            )
        )
    return sorted(rows, key=lambda r: (r.silent_days, -r.articles, r.site))
