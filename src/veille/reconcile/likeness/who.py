"""Kind and parties: what it is and whose doing."""

from __future__ import annotations

from veille.reconcile.likeness.said import SILENT, Said, identity, listed, sets_alike
from veille.reconcile.profile import Profile


def kind(a: Profile, b: Profile) -> Said:
    """The same kind, or one that may tell the same event."""
    return (1.0, a.kind) if a.kind == b.kind else (-0.5, f"{a.kind} / {b.kind}")


def other_mode(a: Profile, b: Profile) -> Said:
    """Two modes of one kind: an arrest is no seizure."""
    mine, theirs = a.mention.plover.mode, b.mention.plover.mode
    differ = bool(mine and theirs) and a.kind == b.kind and mine != theirs
    return (-1.0, f"{mine} / {theirs}") if differ else SILENT


def actor(a: Profile, b: Profile) -> Said:
    """Who acts, or who takes part where there is no direction."""
    value, said = sets_alike(*_acting(a, b))
    return (value, said) if value > 0 and not _is_odd(a, b) else SILENT


def other_actor(a: Profile, b: Profile) -> Said:
    """Nobody in common, or of those who take part each side names somebody whom the other leaves out."""
    value, said = sets_alike(*_acting(a, b))
    return (value, said) if value < 0 else (-0.6, said) if _is_odd(a, b) else SILENT


def share(a: Profile, b: Profile) -> Said:
    """Help by some of those who give together: a share of it, not the whole."""
    if identity(a.kind).family != "help" or identity(b.kind).family != "help":
        return SILENT
    part = a.actors < b.actors or b.actors < a.actors
    return (-1.0, f"{listed(a.actors)} / {listed(b.actors)}") if part and a.actors and b.actors else SILENT


def _acting(a: Profile, b: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return (a.parties, b.parties) if _is_mutual(a, b) else (a.actors, b.actors)


def _is_mutual(a: Profile, b: Profile) -> bool:
    return identity(a.kind).mutual and identity(b.kind).mutual


def _is_odd(a: Profile, b: Profile) -> bool:
    return _is_mutual(a, b) and bool(a.parties - b.parties) and bool(b.parties - a.parties)


def recipient(a: Profile, b: Profile) -> Said:
    """Whom it is done to, where it has a direction."""
    value, said = sets_alike(a.recipients, b.recipients)
    return (value, said) if value > 0 and not _is_mutual(a, b) else SILENT


def other_recipient(a: Profile, b: Profile) -> Said:
    """Done to somebody else."""
    value, said = sets_alike(a.recipients, b.recipients)
    return (value, said) if value < 0 and not _is_mutual(a, b) else SILENT


def other_person(a: Profile, b: Profile) -> Said:
    """Nobody in common: two speakers are two statements."""
    value, said = sets_alike(*_persons(a, b))
    return (value, said) if value < 0 else SILENT


def _persons(a: Profile, b: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return (a.people, b.people) if identity(a.kind).mutual else (a.speakers, b.speakers)
