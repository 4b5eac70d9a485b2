"""What articles differ on: values of one slot that cannot all be true, each with its mentions and origins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from veille.reconcile.figures import bounds, thing_of
from veille.reconcile.likeness.said import SLACK_DAYS, identity
from veille.reconcile.likeness.when import are_apart
from veille.reconcile.profile import COUNTED, PEOPLE, Profile, place_key, window_of
from veille.record import Conflict, Figure, Step
from veille.values import Place

#: families of kinds that happen on one day, in one place
_ONCE = frozenset({"violence", "protest", "consult"})
#: family of kinds whose doer may be in dispute
_DEED = "violence"
#: states that come with a new deadline
MOVED = frozenset({"shortened", "extended"})
_DAY = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)")

#: from so many on, what is so many times as much is another number, however open ("hundreds", "thousands"); a toll only starts low
_MANY, _SIZE = 100, 5

Contradict = Callable[[Figure, Figure], bool]


def conflicts_of(
    kind: str, profiles: Sequence[Profile], slots: Mapping[str, Sequence[Figure]], steps: Sequence[Step]
) -> tuple[Conflict, ...]:
    """Values that two origins give for one slot (one thing counted, one currency) and that cannot both be true.

    A deadline that was shortened or extended is no conflict with the one before: each is compared with its own tellings. Nor is a
    toll that rises.
    """
    groups: list[tuple[str, list[Figure], Contradict]] = [
        (slot, group, _other_numbers(_provisional(profiles)) if slot in COUNTED else _differ)
        for slot in slots
        if slot in COUNTED or slot == "amount"
        for group in _of_one_thing(slot, slots[slot])
        if slot not in PEOPLE or not _rises(group, profiles)
    ]
    groups += [("deadline", group, _differ) for group in _deadlines(slots.get("deadline", ()), profiles, steps)]
    if identity(kind).family in _ONCE:
        groups += [
            ("time", _days(profiles, slots), _other_days),
            ("place", _places(profiles, slots), _elsewhere(profiles)),
        ]
    if identity(kind).family == _DEED:
        groups.append(("actor", [f for f in slots.get("actor", ()) if _is_named(f, profiles)], _differ))
    found = [(slot, _odd(group, contradict)) for slot, group, contradict in groups]
    return tuple(Conflict(slot, tuple(odd)) for slot, odd in sorted(found, key=lambda row: row[0]) if odd)


def _odd(group: Sequence[Figure], contradict: Contradict) -> list[Figure]:
    """Those that another one contradicts. What one source gives side by side are two things, and no dispute."""
    return [f for f in group if any(g is not f and not _beside(f, g) and contradict(f, g) for g in group)]


def _beside(f: Figure, g: Figure) -> bool:
    one_source = set(f.origins) == set(g.origins) and len(f.origins) == 1
    return one_source or bool(set(f.mentions) & set(g.mentions))


# -- numbers -----------------------------------------------------------------------


def _of_one_thing(slot: str, figures: Sequence[Figure]) -> Iterable[list[Figure]]:
    """Figures that speak of one thing: "309 drone" and "288 drone", but not "8 missile"; a bare "300" where only drones are counted."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        thing = figure.value.rpartition(" ")[2] if slot == "amount" else thing_of(slot, figure.value)
        groups.setdefault(thing, []).append(figure)
    if len(groups) == 2 and "" in groups:
        return [list(figures)]
    return groups.values()


def _other_numbers(provisional: frozenset[str]) -> Contradict:
    """Whether two counts cannot both be true; a toll of mentions that are all `provisional` is the least of what it may be."""

    def contradict(f: Figure, g: Figure) -> bool:
        (low, high), (lower, higher) = (_open(x, provisional) for x in (f, g))
        small, large = sorted((low, lower))
        another_size = f.slot not in PEOPLE and small >= _MANY and large >= _SIZE * small
        return high < lower or higher < low or another_size

    return contradict


def _open(figure: Figure, provisional: frozenset[str]) -> tuple[float, float]:
    low, high = bounds(figure.value)
    early = figure.slot in PEOPLE and provisional >= set(figure.mentions)
    return low, float("inf") if early else high


def _provisional(profiles: Sequence[Profile]) -> frozenset[str]:
    """Mentions that give "at least" so many of those killed or hurt: all that they count is still being counted."""
    least = (p.id for p in profiles for s in PEOPLE for v in p.counts.get(s, ()) if bounds(v)[1] == float("inf"))
    return frozenset(least)


def _rises(figures: Sequence[Figure], profiles: Sequence[Profile]) -> bool:
    """Whether a toll of three values or more never falls from day to day: the dead are still being counted."""
    told = {p.id: p.told for p in profiles}
    rows = sorted(figures, key=lambda f: bounds(f.value))
    days = [min(told[m] for m in f.mentions) for f in rows]
    return len(rows) > 2 and days == sorted(days)


def _differ(f: Figure, g: Figure) -> bool:
    return f.value != g.value


# -- deadlines ---------------------------------------------------------------------


def _deadlines(figures: Sequence[Figure], profiles: Sequence[Profile], steps: Sequence[Step]) -> list[list[Figure]]:
    """The days given for each deadline in turn. A day that was given for an earlier one is a recall of that."""
    moves = sorted(s.day for s in steps if s.state in MOVED)
    turn = {p.id: sum(day <= p.told for day in moves) for p in profiles}
    groups: list[list[Figure]] = [[] for _ in range(len(moves) + 1)]
    for day in sorted({found[1] for f in figures if (found := _DAY.match(f.value))}):
        own = [f for f in figures if (found := _DAY.match(f.value)) and found[1] == day]
        told = [m for f in own for m in f.mentions if m in turn]
        if told:
            first = min(turn[m] for m in told)
            kept = tuple(dict.fromkeys(m for m in told if turn[m] == first))
            origins = tuple(sorted({o for f in own for o in f.origins}))
            groups[first].append(replace(own[0], value=day, mentions=kept, origins=origins))
    return groups


# -- days, places, doers ------------------------------------------------------------


def _days(profiles: Sequence[Profile], slots: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    """The exact days (or nights) on which it is told to have happened."""
    exact = {p.id for p in profiles if p.when and p.when.days <= 2 and p.mention.status == "happened"}
    return [f for f in slots.get("time", ()) if _DAY.match(f.value) and exact >= set(f.mentions)]


def _other_days(f: Figure, g: Figure) -> bool:
    """Whether two times lie further apart than a day: outlets and time zones differ by one."""
    one, other = window_of(f.value), window_of(g.value)
    return one is not None and other is not None and one.gap_days(other) > SLACK_DAYS


def _places(profiles: Sequence[Profile], slots: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    known = _points(profiles)
    return [f for f in slots.get("place", ()) if f.value in known]


def _elsewhere(profiles: Sequence[Profile]) -> Contradict:
    known = _points(profiles)
    return lambda f, g: are_apart(known[f.value], known[g.value])


def _points(profiles: Sequence[Profile]) -> dict[str, tuple[float, float]]:
    """Towns and sites with their coordinates; a region or a sea may hold the other place."""
    places = [v for p in profiles for v in p.mention.slots.get("place", ()) if isinstance(v, Place)]
    exact = [v for v in places if v.precision in ("city", "site")]
    return {place_key(v): (v.lat, v.lon) for v in exact if v.lat is not None and v.lon is not None}


def _is_named(figure: Figure, profiles: Sequence[Profile]) -> bool:
    """Whether a doer is a state or an organisation, not a group without a name."""
    return any(figure.value in p.actors for p in profiles)
