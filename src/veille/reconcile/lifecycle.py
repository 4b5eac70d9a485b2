"""Where an event stands: moves of the table in its kind's TOML, each by a mention; time alone makes one move, at its due day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from veille.ontology import Lifecycle, Move, load_kinds
from veille.reconcile.profile import Profile
from veille.reconcile.words import fold, keys_of, name_key
from veille.record import Step
from veille.values import Entity, Period, Span

#: days by which two tellings of one deadline differ ("ten days", "by Friday")
_LOOSE_DAYS = 3
#: offices whose word is their country's; others speak for themselves
_SPEAKS = frozenset(
    {"president", "prime_minister", "head_of_government", "foreign_minister", "monarch", "leader", "chancellor"}
)
#: share of a demand's words that a sentence about it has, and words that are about nothing in particular
_ON_DEMAND = 0.25
_GENERIC = frozenset(
    {
        "leader",
        "minister",
        "gener",
        "power",
        "day",
        "week",
        "month",
        "begin",
        "hour",
        "heure",
        "befor",
        "demand",
        "two",
        "fifty",
        "deadline",
        "union",
    }
)
#: states that a new deadline comes with
_NEW_TIME = frozenset({"shortened", "extended"})
_CLAUSE_END = re.compile(r"[;:](?=\s)|[.!?…]+(?=\s|$)")
#: concept of words that name an ultimatum or its time
_NAMED = "deadline"
_DURATION = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?$")


def steps_of(kind: str, own: Sequence[Profile], followers: Sequence[Profile]) -> tuple[tuple[Step, ...], Step | None]:
    """The steps that mentions make, in order of day, and the one that time alone will make (`None` when nothing is due).

    `own` are the event's mentions, `followers` mentions of other events that bear on it.
    """
    table = load_kinds()[kind].lifecycle
    if table is None or not own:
        return (), None
    life = _Life(table, own)
    for p in sorted({p.id: p for p in (*own, *followers)}.values(), key=lambda p: (step_day(p), *p.order)):
        life.take(p)
    return tuple(life.steps), life.due()


def step_day(p: Profile) -> str:
    """The day a mention's step took place: said, or the day it was told when the text does not say (a step is known by then)."""
    return p.when.first if p.when and p.when.days <= 2 and p.when.first <= p.told else p.told


class _Life:
    """The steps taken so far, with the deadline in force."""

    def __init__(self, table: Lifecycle, own: Sequence[Profile]) -> None:
        self.table, self.own = table, own
        self.ids = {p.id for p in own}
        self.steps: list[Step] = []
        self.deadline: Deadline | None = None
        self._told: frozenset[int] = frozenset()

    @property
    def state(self) -> str | None:
        return self.steps[-1].state if self.steps else None

    def take(self, p: Profile) -> None:
        """Take time's step if its day has come, then the mention's."""
        late = self.due()
        if late and late.day <= step_day(p):
            self.steps.append(late)
        said = self._deadline(p)
        state = self._move(p, said)
        if said and (self.deadline is None or state or self.deadline.is_told_better_by(said)):
            self.deadline = said
        elif state in _NEW_TIME and p.id in self.ids:
            self.deadline = None  # the old one no longer holds, the new one is still to be told
        if state and self.state != state:
            self.steps.append(Step(step_day(p), state, p.id, p.mention.evidence.said))

    def _deadline(self, p: Profile) -> Deadline | None:
        """The deadline that one of the event's own mentions tells; a duration that was told before is no new one."""
        if p.id not in self.ids or not self.table.due_slot:
            return None
        said = deadline_of(p, self._told)
        self._told |= durations_of(p)
        return said

    def _move(self, p: Profile, said: Deadline | None) -> str | None:
        """The state to which a mention leads, by the first row that fits; the first state when it is the first of its event.

        What happened before the first of them is no step of it.
        """
        if self.state is None:
            if p.id not in self.ids:
                return None
            return next((m.state for m in self.table.moves if not m.after and self._fits(m, p, said)), self.table.first)
        rows = (m for m in self.table.moves if not m.after or self.state in m.after)
        return next((m.state for m in rows if self._fits(m, p, said)), None)

    def _fits(self, move: Move, p: Profile, said: Deadline | None) -> bool:
        if move.by == "own" and p.id not in self.ids:
            return False
        if p.id not in self.ids and p.mention.historical and not p.when:
            return False  # recalled without its day: it may have been long before
        if "earlier" in move.tests and not (said and self.deadline and said.is_before(self.deadline)):
            return False
        if "overdue" in move.tests and not (self.deadline and self.deadline.day < step_day(p)):
            return False
        return fits(move, p, self.own)

    def due(self) -> Step | None:
        """The step that time alone will make from where things stand."""
        if not self.deadline or not self.table.due_state or self.state not in self.table.open_states:
            return None
        if any(s.state == self.table.due_state for s in self.steps):
            return None
        day = date.fromisoformat(self.deadline.day) + timedelta(days=1)
        return Step(day.isoformat(), self.table.due_state, None, self.deadline.said)


# -- deadlines ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, ISO 8601, and its wording; `exact` when the text gives the day itself, neither a span of days nor a duration."""

    day: str
    said: str
    exact: bool

    def is_before(self, other: Deadline) -> bool:
        """Whether it is another, earlier one and no other telling of the same."""
        return _ordinal(self.day) < _ordinal(other.day) - _LOOSE_DAYS

    def is_told_better_by(self, other: Deadline) -> bool:
        """Whether the other gives the exact day of what here is reckoned from a duration."""
        return other.exact and not self.exact and abs(_ordinal(self.day) - _ordinal(other.day)) <= _LOOSE_DAYS


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def deadline_of(p: Profile, told: frozenset[int] = frozenset()) -> Deadline | None:
    """The deadline that a mention tells: its day, or the day that a duration reaches; the latest of several.

    A duration runs from the day it was set, or at the latest from the day it was told. What was `told` before (in days) and what
    is told as past, without its day, gives no deadline.
    """
    periods = [v for v in p.mention.slots.get("deadline", ()) if isinstance(v, Period)]
    exact = [v for v in periods if v.value and re.match(r"\d{4}-\d\d-\d\d", v.value)]
    if exact:
        best = max(exact, key=lambda v: str(v.value)[-10:])
        first, _, last = str(best.value).partition("/")
        return Deadline((last or first)[:10], best.span.said, last[:10] in ("", first[:10]))
    lasting = [(d, v.span.said) for v in periods for d in [duration_days(v.duration)] if d and d not in told]
    if not lasting or (p.mention.historical and not p.when and told):
        return None
    days, said = max(lasting)
    return Deadline((date.fromisoformat(step_day(p)) + timedelta(days=days)).isoformat(), said, False)


def durations_of(p: Profile) -> frozenset[int]:
    """The durations of a mention's deadlines, in days."""
    periods = [v for v in p.mention.slots.get("deadline", ()) if isinstance(v, Period)]
    return frozenset(duration_days(v.duration) for v in periods) - {0}


def duration_days(duration: str | None) -> int:
    """Whole days of an ISO 8601 duration, 0 for none or one under a day.

    >>> duration_days("PT48H"), duration_days("P1W"), duration_days("P50D"), duration_days(None)
    (2, 7, 50, 0)
    """
    found = _DURATION.match(duration or "")
    if not found:
        return 0
    years, months, weeks, days, hours = (int(n or 0) for n in found.groups())
    return years * 365 + months * 30 + weeks * 7 + days + hours // 24


# -- moves -------------------------------------------------------------------------


def fits(move: Move, p: Profile, own: Sequence[Profile]) -> bool:
    """Whether a mention is of the sort that a move asks for: kind, status, words, who does it, what it is about."""
    if p.kind not in move.kinds or p.mention.status not in move.statuses:
        return False
    words = move.words.get(p.filed.article.language, ())
    if move.words and not any(f" {begin}" in f" {fold(_clause(p))}" for begin in words):
        return False
    return _is_by(move.by, p, own) and all(TESTS[test](p, own) for test in move.tests if test in TESTS)


def _clause(p: Profile) -> str:
    """What stands around the trigger up to the next semicolon, colon or end: another clause tells another deed."""
    said, at = p.mention.evidence.said, p.mention.trigger.start - p.mention.evidence.start
    ends = [m.end() for m in _CLAUSE_END.finditer(said)]
    first = max((e for e in ends if e <= at), default=0)
    return said[first : min((e for e in ends if e > at), default=len(said))]


def _is_by(by: str, p: Profile, own: Sequence[Profile]) -> bool:
    """Whether the mention's actor stands on the side that a move names; for a recipient, answers the actor, and for its country."""
    actors = frozenset().union(*(o.actors for o in own))
    recipients = frozenset().union(*(o.recipients for o in own))
    if by == "actor":
        return bool(p.actors & actors) and (not p.recipients or bool(p.recipients & recipients) or p.kind not in _AIMED)
    if by == "recipient":
        return bool(p.actors & recipients) and (not p.recipients or bool(p.recipients & actors)) and _is_official(p)
    return True


#: kinds of deed that are aimed at somebody: sanctions on another are no enforcement
_AIMED = frozenset({"sanction", "attack", "coercion"})


def _is_official(p: Profile) -> bool:
    """Whether a state, a body or somebody in an office that speaks for it acts: a deputy's or former president's word is their own."""
    acting = [e for e in p.mention.slots.get("actor", ()) if isinstance(e, Entity)]
    people = [e for e in acting if e.kind == "person"]
    return any(e.role in _SPEAKS for e in people) if people else bool(acting)


def _names_it(p: Profile, own: Sequence[Profile]) -> bool:
    return _NAMED in p.words


def _on_demand(p: Profile, own: Sequence[Profile]) -> bool:
    """Whether the sentence names the ultimatum, or is `of_demand`."""
    return _names_it(p, own) or _of_demand(p, own)


def _of_demand(p: Profile, own: Sequence[Profile]) -> bool:
    """Whether the sentence speaks of a good part of what the ultimatum demands, or of the person it is about."""
    return any(_speaks_of_demand(p, o) or _target_names(o) & p.names for o in own)


def _speaks_of_demand(p: Profile, o: Profile) -> bool:
    spans = [v for v in o.mention.slots.get("demand", ()) if isinstance(v, Span)]
    said = (word for v in spans for word in v.said.split() if not word[0].isupper() and not word.isdigit())
    asked = keys_of(" ".join(said), o.filed.article.language) - _GENERIC
    return bool(asked) and len(asked & p.words) >= _ON_DEMAND * len(asked)


def _target_names(o: Profile) -> frozenset[str]:
    """Surnames of the persons addressed who do not speak for a country: an ambassador, not a president."""
    people = [e for e in o.mention.slots.get("recipient", ()) if isinstance(e, Entity) and e.kind == "person"]
    return frozenset(name_key(e.name.split()[-1]) for e in people if e.role not in _SPEAKS and e.name)


def _cuts_aid(p: Profile, own: Sequence[Profile]) -> bool:
    """Whether aid is suspended or cut, and nothing else punished."""
    return bool(p.words & {"aid", "help"}) and bool(p.words & {"suspend", "cut"})


#: what a move's `tests` may name, beside "earlier" (the deadline is) and "overdue"
TESTS: Mapping[str, Callable[[Profile, Sequence[Profile]], bool]] = {
    "names_it": _names_it,
    "on_demand": _on_demand,
    "of_demand": _of_demand,
    "cuts_aid": _cuts_aid,
}
