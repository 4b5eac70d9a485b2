"""Days and places: when it happened, when it was told, where."""

from __future__ import annotations

from math import cos, radians, sqrt

from veille.reconcile.likeness.said import SILENT, Said, gap_days, identity, listed, sets_alike
from veille.reconcile.profile import Profile, Window

#: two places this near may be one: a town and its district, a base and its city
_NEAR_KM = 50


def day(a: Profile, b: Profile) -> Said:
    """The days that both say, where they agree."""
    if not a.when or not b.when or _is_another_day(a.when, b.when):
        return SILENT
    said, span = f"{a.when.first} / {b.when.first}", max(a.when.days, b.when.days)
    if a.when == b.when:
        return (1.0 if span <= 2 else 0.5 if span <= 7 else 0.2), said
    return (0.7 if span <= 2 else 0.3), said


def other_day(a: Profile, b: Profile) -> Said:
    """The days that both say, where they differ."""
    if not a.when or not b.when or not _is_another_day(a.when, b.when):
        return SILENT
    nights = a.when.days == b.when.days == 2
    return (-1.0 if nights else -min(1.0, 0.6 + 0.2 * a.when.gap_days(b.when))), f"{a.when.first} / {b.when.first}"


def _is_another_day(a: Window, b: Window) -> bool:
    """Two days apart, or two nights: nights that only touch are two."""
    return a.gap_days(b) > 0 or (a.days == b.days == 2 and a != b)


def news_day(a: Profile, b: Profile) -> Said:
    """One says when, the other was told on a day: news is told within days of its event, unless it is background."""
    dated, other = (a, b) if a.when else (b, a)
    if not dated.when or other.when or other.mention.historical:
        return SILENT
    lag = dated.when.gap_days(Window(other.told, other.told))
    said = f"{dated.when.first} / told {other.told}"
    if dated.when.first > other.told:
        return (-1.0, said) if lag > 1 and dated.mention.status != other.mention.status else SILENT
    return max(-1.0, 0.5 - 0.5 * lag / identity(a.kind).lasting_days), said


def told(a: Profile, b: Profile) -> Said:
    """News of one event is told in the same days; background may be told at any time."""
    if a.when or b.when:
        return SILENT
    gap = gap_days(a, b)
    if a.mention.historical or b.mention.historical:
        return SILENT
    return max(-1.0, 1.0 - gap / identity(a.kind).lasting_days), f"told {gap} days apart"


def long_ago(a: Profile, b: Profile) -> Said:
    """News told long after the other, by which time it would be background."""
    gap = gap_days(a, b)
    far = gap > 3 * identity(a.kind).lasting_days
    late = a if (a.told, a.id) > (b.told, b.id) else b
    dated = a.when and b.when and not a.when.gap_days(b.when)
    return (-1.0, f"told {gap} days apart") if far and not dated and not late.mention.historical else SILENT


def same_article(a: Profile, b: Profile) -> Said:
    """An article tells an event once: two of its mentions are two events."""
    return (-1.0, "one article") if a.filed.article.id == b.filed.article.id else SILENT


def place(a: Profile, b: Profile) -> Said:
    """Places in common."""
    value, said = sets_alike(a.places, b.places)
    return (value, said) if value > 0 else SILENT


def elsewhere(a: Profile, b: Profile) -> Said:
    """Two places too far apart to be one, or two countries."""
    if a.places and b.places:
        near = a.places & b.places or any(not are_apart(p, q) for p in a.points for q in b.points)
        return SILENT if near else (-1.0, f"{listed(a.places)} / {listed(b.places)}")
    if a.countries and b.countries and not a.countries & b.countries:
        return -0.8, f"{listed(a.countries)} / {listed(b.countries)}"
    return SILENT


def are_apart(p: tuple[float, float], q: tuple[float, float]) -> bool:
    """Whether two points (latitude, longitude) are too far apart to be one place."""
    return _km(p, q) >= _NEAR_KM


def _km(p: tuple[float, float], q: tuple[float, float]) -> float:
    """Kilometres between two points, good enough for neighbours."""
    north = 111.2 * (p[0] - q[0])
    east = 111.2 * (p[1] - q[1]) * cos(radians((p[0] + q[0]) / 2))
    return sqrt(north * north + east * east)
