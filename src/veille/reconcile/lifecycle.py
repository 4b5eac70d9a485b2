"""Where an event stands: moves of the table in its kind's TOML, each by a mention; time alone makes one move, at its due day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from veille.ontology import Lifecycle, Move, load_kinds
from veille.reconcile.profile import Profile
from veille.reconcile.words import fold
from veille.record import Step


def steps_of(kind: str, own: Sequence[Profile], followers: Sequence[Profile]) -> tuple[tuple[Step, ...], Step | None]:
    """The steps that mentions make, in order of day, and the one that time alone will make (`None` when nothing is due).

    `own` are the event's mentions, `followers` mentions of other events that bear on it.
    """
    table = load_kinds()[kind].lifecycle
    if table is None or not own:
        return (), None
    steps: list[Step] = []
    standing = _Standing()
    for p in sorted({p.id: p for p in (*own, *followers)}.values(), key=lambda p: (step_day(p), *p.order)):
        late = _due(table, steps, standing)
        if late and late.day <= step_day(p):
            steps.append(late)
        state = _move(table, p, own, steps, standing)
        if p in own or state:
            standing.see(p, table, state)
        if state and (not steps or steps[-1].state != state):
            steps.append(Step(step_day(p), state, p.id, p.mention.evidence.said))
    return tuple(steps), _due(table, steps, standing)


def step_day(p: Profile) -> str:
    """The day a mention's step took place: said, or the day it was told when the text does not say (a step is known by then)."""
    return p.when.first if p.when and p.when.days <= 2 and p.when.first <= p.told else p.told


class _Standing:
    """The deadline in force."""

    def __init__(self) -> None:
        self.due: str | None = None

    def see(self, p: Profile, table: Lifecycle, state: str | None) -> None:
        """Take over the mention's deadline when it makes a step, or when there is none yet."""
        found = _deadline(p, table)
        if found and (self.due is None or state):
            self.due = found


def _deadline(p: Profile, table: Lifecycle) -> str | None:
    """The last day of the mention's deadline: of several, or of a span, the later is the one nobody disputes."""
    return max(p.deadlines, default=None) if table.due_slot == "deadline" else None


def _move(
    table: Lifecycle, p: Profile, own: Sequence[Profile], steps: Sequence[Step], standing: _Standing
) -> str | None:
    """The state to which a mention leads, by the first row that fits; the first state when it is the first of its event."""
    state = steps[-1].state if steps else None
    if state is not None or p not in own:
        for move in table.moves:
            if (not move.after or state in move.after) and fits(move, p, own) and _passes(move, p, table, standing):
                return move.state
    return table.first if state is None and p in own else None


def fits(move: Move, p: Profile, own: Sequence[Profile]) -> bool:
    """Whether a mention is of the sort that a move asks for: kind, status, words, and who does it."""
    if p.kind not in move.kinds or p.mention.status not in move.statuses:
        return False
    words = move.words.get(p.filed.article.language, ())
    if move.words and not any(w.startswith(begin) for w in fold(p.mention.evidence.said).split() for begin in words):
        return False
    sides = {"actor": [o.actors for o in own], "recipient": [o.recipients for o in own]}.get(move.by)
    return sides is None or bool(p.actors & frozenset().union(*sides))


def _passes(move: Move, p: Profile, table: Lifecycle, standing: _Standing) -> bool:
    return move.test is None or TESTS[move.test](_deadline(p, table), standing.due)


TESTS: Mapping[str, Callable[[str | None, str | None], bool]] = {
    "earlier_deadline": lambda said, due: bool(said and due and said < due),
    "later_deadline": lambda said, due: bool(said and due and said > due),
}


def _due(table: Lifecycle, steps: Sequence[Step], standing: _Standing) -> Step | None:
    if not steps or not standing.due or not table.due_state or steps[-1].state not in table.open_states:
        return None
    day = (date.fromisoformat(standing.due) + timedelta(days=1)).isoformat()
    return Step(day, table.due_state, None, standing.due)
