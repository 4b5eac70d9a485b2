"""Occasions: what about an event makes a rule speak. Each has a key under which it is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from veille.alerts.fresh import Look, Standing, dated_day
from veille.alerts.moments import is_near
from veille.alerts.rules import Amount, On, Rule
from veille.ontology import load_kinds
from veille.reconcile.pledges import sum_of
from veille.record import Event
from veille.serve.deadlines import DeadlineRow
from veille.serve.rates import converted
from veille.serve.told import disputes
from veille.store.days import LONGEST_DAYS, bounds, earlier


@dataclass(frozen=True, slots=True)
class Occasion:
    """What happened to an event. `about` is the deadline's day, the slot in dispute, who denies or the outlet; `mentions` are those that show it."""

    on: On
    key: str
    about: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An event as it is known at a moment, with what stands behind it and the row of its deadline."""

    event: Event
    standing: Standing
    look: Look
    deadline: DeadlineRow | None


def occasions(known: Known, rule: Rule) -> Iterator[Occasion]:
    """The occasions of an event that a rule waits for, whether told before or not."""
    if rule.when.amount and not _reaches(known, rule.when.amount):
        return
    for on in rule.when.on:
        yield from _FINDERS[on](known, rule)


def anchors_of(known: Known) -> frozenset[str]:
    """The sentences of an event, called such that they are the same when newer rules read them: page, kind, trigger and sentence."""
    sources = known.standing.sources
    own = ((sources.filed[sources.article_of[m]].page, sources.mentions[m]) for m in known.event.mentions)
    return frozenset("\n".join((page, m.kind, m.trigger.said, m.evidence.said)) for page, m in own)


def _fresh(known: Known, rule: Rule, mentions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(m for m in mentions if known.standing.is_fresh(m, known.look, rule.when.fresh_days))


def _new(known: Known, rule: Rule) -> Iterator[Occasion]:
    """Told for the first time, lately; what announces another event again is not, nor what happened long before."""
    old = any(known.standing.is_older(m, known.look, rule.when.fresh_days) for m in known.event.mentions)
    fresh = _fresh(known, rule, known.event.mentions)
    if fresh and not old and known.event.repeats is None and not _is_long_past(known):
        yield Occasion("new", "new", "", fresh)


def _is_long_past(known: Known) -> bool:
    days = bounds(known.event.day)
    return days is not None and days[1] < earlier(known.look.day, LONGEST_DAYS)


def _deadline(known: Known, rule: Rule) -> Iterator[Occasion]:
    """Near, and open by what articles tell."""
    row = known.deadline
    if row and row.due and _is_open(row) and _is_dated(known) and is_near(row.due, known.look.at, rule.when.hours):
        yield Occasion("deadline", f"deadline:{row.due}", row.due, _setting(known, row))


def _setting(known: Known, row: DeadlineRow) -> tuple[str, ...]:
    """The mentions that tell the deadline in force; all of them where its wording is nobody's."""
    figures = known.event.slots.get("deadline", ())
    return tuple(m for f in figures if f.said == row.said for m in f.mentions) or known.event.mentions


def _is_open(row: DeadlineRow) -> bool:
    table = load_kinds()[row.kind].lifecycle
    return row.state in (table.open_states if table else ("open",))


def _passed(known: Known, rule: Rule) -> Iterator[Occasion]:
    """Passed lately, its outcome told by nobody."""
    row, day = known.deadline, known.look.day
    if not row or not row.due or row.state != "passed" or not _is_dated(known):
        return
    if earlier(day, max(1, rule.when.fresh_days)) <= row.due < day:
        yield Occasion("passed", f"passed:{row.due}", row.due, _setting(known, row))


def _is_dated(known: Known) -> bool:
    """Whether an article that says its day tells the event and stood at the time."""
    standing, at = known.standing, known.look.at
    return any(
        dated_day(standing.filed(m)) and standing.lost.get(standing.sources.article_of[m], "9999") > at
        for m in known.event.mentions
        if standing.is_seen(m, known.look)
    )


def _conflict(known: Known, rule: Rule) -> Iterator[Occasion]:
    """Values that cannot all be true, one of them told lately."""
    for conflict in disputes(known.event, known.standing.sources):
        told = tuple(dict.fromkeys(m for f in conflict.figures for m in f.mentions))
        if _fresh(known, rule, told):
            yield Occasion("conflict", f"conflict:{conflict.slot}", conflict.slot, told)


def _denied(known: Known, rule: Rule) -> Iterator[Occasion]:
    """Denied lately by somebody, each of them once."""
    if not known.event.is_denied:
        return
    said: dict[str, list[str]] = {}
    for s in known.event.statements:
        if s.voice == "deny" and _fresh(known, rule, (s.mention,)):
            said.setdefault(s.source or s.name, []).append(s.mention)
    names = {s.source or s.name: s.name for s in known.event.statements if s.voice == "deny"}
    for who, mentions in said.items():
        yield Occasion("denied", f"denied:{who}", names[who], tuple(mentions))


def _changed(known: Known, rule: Rule) -> Iterator[Occasion]:
    """An article that told the event, edited or withdrawn lately."""
    first = f"{earlier(known.look.day, rule.when.fresh_days)}T00:00:00Z"
    told: dict[str, list[str]] = {}
    for mention in known.event.mentions:
        article = known.standing.sources.article_of[mention]
        if first <= known.standing.lost.get(article, "") <= known.look.at and dated_day(known.standing.filed(mention)):
            told.setdefault(article, []).append(mention)
    for article, mentions in told.items():
        yield Occasion("changed", f"changed:{article}", known.standing.sources.outlet(mentions[0]), tuple(mentions))


def _reaches(known: Known, amount: Amount) -> bool:
    """Whether the event's sum is known to be as high; one without a rate is not."""
    money = sum_of(known.event)
    if money is None:
        return False
    value, currency = money
    if currency == amount.currency:
        return value >= amount.least
    worth = converted(value, currency, amount.currency, known.event.first_known)
    return worth is not None and worth.value >= amount.least


_FINDERS: Mapping[On, Callable[[Known, Rule], Iterator[Occasion]]] = {
    "new": _new,
    "deadline": _deadline,
    "passed": _passed,
    "conflict": _conflict,
    "denied": _denied,
    "changed": _changed,
}
