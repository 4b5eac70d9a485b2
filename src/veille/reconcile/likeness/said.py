"""What all likenesses share: a value in [-1, 1] with its reason, sets compared, days counted."""

from __future__ import annotations

from veille.ontology import Identity, load_kinds
from veille.reconcile.profile import Profile, Window

Said = tuple[float, str]
SILENT: Said = (0.0, "")
#: outlets differ by a day on when something was
SLACK_DAYS = 1


def identity(kind: str) -> Identity:
    """What makes two mentions of a kind one event."""
    return load_kinds()[kind].identity


def is_timed(p: Profile) -> bool:
    """Whether it is of a kind that sets a time limit."""
    table = load_kinds()[p.kind].lifecycle
    return bool(table and table.due_slot)


def sets_alike(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    """1 for the same, 0.5 for a part, -1 for nothing in common, 0 where one is empty."""
    if not mine or not theirs:
        return SILENT
    shared = mine & theirs
    if not shared:
        return -1.0, f"{listed(mine)} / {listed(theirs)}"
    return (1.0 if mine == theirs else 0.6 if mine <= theirs or theirs <= mine else 0.3), listed(shared)


def listed(values: frozenset[str]) -> str:
    """Values in order, for people."""
    return ", ".join(sorted(values))


def gap_days(a: Profile, b: Profile) -> int:
    """Days between the days on which two mentions were told."""
    return Window(a.told, a.told).gap_days(Window(b.told, b.told))
