"""What must be done by when, and where it stands: a deadline that passed is passed, outcome unknown, until an article tells the outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from veille.ontology import load_kinds
from veille.record import Event, Step
from veille.serve.asked import Asked, events_of
from veille.serve.told import Sources, party_names, shortened, standing_figures
from veille.store.base import Store

_DAY = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)")
#: what stands between ultimatum and demand in the row, in order of preference
_ABOUT = ("demand", "consequence", "content", "count", "condition")


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline. `set_on` is the day of its first step, or when it was first known; `due` is its last day,
    `None` where the text does not allow one; `days` from the day looked at, negative once past.

    `state` is the lifecycle's ("issued", "shortened", "passed" ...), "open" or "passed" for kinds without one. `said` is its wording;
    `others` are other days that articles give for it. `steps` are the day and state of each move so far.
    """

    event: str
    kind: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    about: str
    set_on: str
    due: str | None
    days: int | None
    state: str
    said: str
    others: tuple[str, ...]
    steps: tuple[Step, ...]
    origins: int
    evidence: str


def deadlines(store: Store, asked: Asked) -> list[DeadlineRow]:
    """Deadlines by their day, those without one last; the first `limit` of them."""
    wanted = deadline_kinds(asked)
    if not wanted:
        return []
    rows = deadline_rows(store, events_of(store, replace(asked, kinds=wanted)), asked)
    return sorted(rows, key=lambda r: (r.due or "9999", r.set_on, r.event))[: asked.limit]


def deadline_kinds(asked: Asked) -> tuple[str, ...]:
    """The kinds that may have a deadline, of those asked for."""
    kinds = tuple(k.name for k in load_kinds().values() if "deadline" in k.own)
    return tuple(k for k in kinds if k in asked.kinds) if asked.kinds else kinds


def deadline_rows(store: Store, events: Iterable[Event], asked: Asked) -> list[DeadlineRow]:
    """The rows of those events that set a deadline, in their order."""
    setting = [e for e in events if _has_deadline(e)]
    sources = Sources.of(store, setting, asked.language)
    return [_row(event, sources, asked.day) for event in setting]


def _has_deadline(event: Event) -> bool:
    table = load_kinds()[event.kind].lifecycle
    stated = event.status not in ("negated", "hypothetical")
    return stated and bool(event.slots.get("deadline") or (table and table.due_state))


def _row(event: Event, sources: Sources, day: str) -> DeadlineRow:
    due, said = due_of(event)
    about = next((event.slots[s][0].said for s in _ABOUT if event.slots.get(s)), "")
    steps = tuple(s for s in (*event.steps, *([event.due] if event.due else [])) if s.day <= day)
    figures = standing_figures(event, event.slots.get("deadline", ()), sources)
    exact = {found[1] for f in figures if (found := _DAY.match(f.value))}
    return DeadlineRow(
        event=event.id,
        kind=event.kind,
        actor=party_names(event, "actor", sources),
        recipient=party_names(event, "recipient", sources),
        about=shortened(about, 120),
        set_on=event.steps[0].day if event.steps else event.first_known,
        due=due,
        days=(date.fromisoformat(due) - date.fromisoformat(day)).days if due else None,
        state=event.state_on(day) or ("passed" if due and due < day else "open"),
        said=said,
        others=tuple(sorted(exact - {due or ""})),
        steps=steps,
        origins=len(event.origins),
        evidence=sources.sentence(event.mentions[0]),
    )


def due_of(event: Event) -> tuple[str | None, str]:
    """The last day of the deadline in force and its wording: what the lifecycle reckons with, else the day of most origins."""
    timed = event.due or next((s for s in reversed(event.steps) if s.mention is None), None)
    if timed:
        return (date.fromisoformat(timed.day) - timedelta(days=1)).isoformat(), timed.said
    figures = event.slots.get("deadline", ())
    for figure in figures:
        if found := _DAY.match(figure.value):
            return found[1], figure.said
    return None, figures[0].said if figures else ""
