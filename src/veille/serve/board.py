"""Deadlines side by side by where they stand: what is to come, what is due, what passed without a known outcome, and how others ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from veille.record import Event
from veille.serve.asked import Asked, events_of
from veille.serve.deadlines import DeadlineRow, deadline_kinds, deadline_rows
from veille.store.base import Store

#: the columns in their order; the last is for deadlines of which no article gives the day
COLUMNS = ("upcoming", "today", "passed", "met", "rejected", "extended", "withdrawn", "enforced", "undated")
#: states that are columns of their own, whatever the day
_ENDED = frozenset({"met", "rejected", "withdrawn", "enforced", "passed"})
#: columns whose rows go from the latest to the earliest
_LATEST_FIRST = frozenset({"passed", "met", "rejected", "extended", "withdrawn", "enforced"})


@dataclass(frozen=True, slots=True)
class Column:
    """Deadlines that stand alike; `more` when there are others than the limit lets in."""

    name: str
    rows: tuple[DeadlineRow, ...]
    more: bool


def board(store: Store, asked: Asked, column: str | None = None) -> list[Column]:
    """Every column with at most `asked.limit` rows; that one column alone when it is named.

    On a replay the deadlines that were known last are looked at, four times the limit of them in each column.
    """
    wanted = [name for name in COLUMNS if column in (None, name)]
    kinds = deadline_kinds(asked)
    if not kinds:
        return [Column(name, (), False) for name in wanted]
    asked = replace(asked, kinds=kinds)
    found: dict[str, Event] = {}
    if asked.is_replay:
        found = _taken(store, asked, 4 * asked.limit * len(wanted), order="known")
    else:
        for name in wanted:
            for search in _searches(name, asked.day):
                found |= _taken(store, asked, asked.limit + 1, **search)
    placed: dict[str, list[DeadlineRow]] = {name: [] for name in COLUMNS}
    for row in deadline_rows(store, found.values(), asked):
        placed[column_of(row, asked.day)].append(row)
    return [_column(name, placed[name], asked.limit) for name in wanted]


def column_of(row: DeadlineRow, day: str) -> str:
    """Where a deadline stands on a day."""
    if row.state in _ENDED:
        return row.state
    if row.due is None:
        return "undated"
    if row.due < day:
        return "passed"
    if row.due == day:
        return "today"
    return "extended" if row.state == "extended" else "upcoming"


def _searches(column: str, day: str) -> list[Mapping[str, Any]]:
    """What the store is asked for a column: more than is in it, so that `column_of` decides."""
    if column in ("upcoming", "today"):
        bounds = {"deadline_since": day} | ({"deadline_until": day} if column == "today" else {})
        return [{"order": "deadline", "ascending": True, **bounds}]
    if column == "passed":
        return [{"order": "deadline", "deadline_until": day}]
    if column == "undated":
        return [{"dated": False, "state": state} for state in ("issued", "shortened", "extended", None)]
    return [{"state": column}]


def _taken(store: Store, asked: Asked, limit: int, **more: Any) -> dict[str, Event]:
    return {event.id: event for event in islice(events_of(store, asked, **more), limit)}


def _column(name: str, rows: Iterable[DeadlineRow], limit: int) -> Column:
    ordered = sorted(rows, key=lambda r: (r.due or "", r.set_on, r.event), reverse=name in _LATEST_FIRST)
    return Column(name, tuple(ordered[:limit]), len(ordered) > limit)
