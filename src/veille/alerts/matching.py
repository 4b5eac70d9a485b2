"""Matching: which occasions of a record's events a rule finds at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from veille.alerts.fresh import Look, Standing
from veille.alerts.occasions import Known, Occasion, occasions
from veille.alerts.rules import Rule, Rules
from veille.record import Event
from veille.serve.asked import as_asked
from veille.serve.deadlines import deadline_rows, due_of
from veille.store.base import ChangeFilter, EventFilter, Store
from veille.store.days import earlier, later

#: events that are taken from the store at a time
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Found:
    """An occasion that a rule found."""

    rule: Rule
    known: Known
    occasion: Occasion


def candidates(store: Store, rules: Rules, since: str, until: str) -> list[Event]:
    """The events that may give a rule an occasion at some time from `since` to `until`, by id: each of them, and some more."""
    first = earlier(since, max((r.when.fresh_days for r in rules.rules), default=0) + 1)
    wanted = {on for rule in rules.rules for on in rule.when.on}
    last = later(until, 3600 * max((r.when.hours for r in rules.rules), default=0))[:10]
    found = {e.id: e for e in _listed(store, EventFilter(learned_since=first))}
    if wanted & {"deadline", "passed"}:
        due = EventFilter(order="deadline", ascending=True, deadline_since=first, deadline_until=last)
        found |= {e.id: e for e in _listed(store, due)}
    if "changed" in wanted:
        found |= store.events(_changed(store, f"{first}T00:00:00Z") - set(found))
    return [found[ident] for ident in sorted(found)]


def _listed(store: Store, wanted: EventFilter) -> Iterator[Event]:
    after = None
    while True:
        page = store.list_events(wanted, limit=_BATCH, after=after)
        yield from page.rows
        after = page.next
        if after is None:
            return


def _changed(store: Store, since: str) -> set[str]:
    found: set[str] = set()
    after = None
    while True:
        page = store.list_changes(ChangeFilter(things=("event",), since=since), limit=_BATCH, after=after)
        found |= {change.id for change in page.rows if not change.gone}
        after = page.next
        if after is None:
            return found


def matches(store: Store, rules: Rules, events: Sequence[Event], look: Look) -> Iterator[Found]:
    """The occasions that rules find among these events at a moment, by rule, then by event."""
    standing: dict[str, Standing] = {}
    for rule in rules.rules:
        if rule.language not in standing:
            standing[rule.language] = Standing.of(store, events, look, rule.language)
        yield from _matches_of(store, rule, events, look, standing[rule.language])


def _matches_of(store: Store, rule: Rule, events: Iterable[Event], look: Look, standing: Standing) -> Iterator[Found]:
    when = rule.when
    near = [e for e in events if e.first_known <= look.day and _is_stirred(e, rule, look, standing)]
    asked = replace(look.asked(rule.language), kinds=when.kinds, actor=when.actor, place=when.place, source=when.source)
    held = [e for e in as_asked(store, near, asked) if e.judged != "rejected"]
    rows = {row.event: row for row in deadline_rows(store, held, asked)}
    for event in held:
        known = Known(event, standing, look, rows.get(event.id))
        for occasion in occasions(known, rule):
            yield Found(rule, known, occasion)


def _is_stirred(event: Event, rule: Rule, look: Look, standing: Standing) -> bool:
    """Whether the event may have an occasion now: an article known or lost lately, or a deadline where the rule waits for those."""
    if {"deadline", "passed"} & set(rule.when.on) and (event.slots.get("deadline") or due_of(event)[0]):
        return True
    first = earlier(look.day, rule.when.fresh_days)
    told = {
        standing.sources.article_of[m] for m in (*event.mentions, *event.follows) if m in standing.sources.article_of
    }
    days = [standing.sources.filed[a].known_on for a in told] + [
        standing.lost[a][:10] for a in told if a in standing.lost
    ]
    return any(first <= day <= look.day for day in days)
