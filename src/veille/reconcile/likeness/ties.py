"""What two mentions need to have in common to be one event at all, and what cannot be one in time."""

from __future__ import annotations

from functools import lru_cache

from veille.reconcile.figures import bounds
from veille.reconcile.likeness.said import SILENT, SLACK_DAYS, Said, identity, is_timed
from veille.reconcile.profile import Profile, Window
from veille.reconcile.words import fold, name_key
from veille.world.countries import countries

#: share of the smaller sentence's words that is something in common, in one language and across two
_ALIKE, _ALIKE_ACROSS = 0.34, 0.25
#: a number that is told of many events
_COMMON_NUMBER = 2
#: the longest time that is a day or a night
_EXACT_DAYS = 2
#: family of kinds that are told ahead by their nouns ("five days before the meeting")
_AHEAD = "consult"
_DONE = frozenset({"happened", "ongoing"})
_UNREAL = frozenset({"hypothetical"})


def stranger(a: Profile, b: Profile) -> Said:
    """Nothing that both say but the kind: no party, place, day, sum, number, deadline or name, and few words.

    An ultimatum is recalled by its maker alone, or by whom it was set: two halves of one have nothing in common.
    """
    return SILENT if is_timed(a) or _have_in_common(a, b) or _are_alike(a, b) else (-1.0, "nothing in common")


def _have_in_common(a: Profile, b: Profile) -> bool:
    pairs = (
        (a.parties, b.parties),
        (a.people, b.people),
        (a.places, b.places),
        (a.amounts, b.amounts),
        (a.deadlines, b.deadlines),
        (a.names, b.names),
        (_numbers(a), _numbers(b)),
    )
    same_day = a.when is not None and a.when == b.when and a.when.days <= _EXACT_DAYS
    return same_day or any(mine & theirs for mine, theirs in pairs)


def _numbers(p: Profile) -> frozenset[str]:
    return frozenset(v for values in p.counts.values() for v in values if bounds(v)[0] > _COMMON_NUMBER)


def _are_alike(a: Profile, b: Profile) -> bool:
    small = min(len(a.words), len(b.words))
    across = a.filed.article.language != b.filed.article.language
    return small > 0 and len(a.words & b.words) >= (_ALIKE_ACROSS if across else _ALIKE) * small


def unreal(a: Profile, b: Profile) -> Said:
    """One is told as what might be, the other as what is: what might be is no telling of what was done."""
    one, other = a.mention.status in _UNREAL, b.mention.status in _UNREAL
    return (-1.0, f"{a.mention.status} / {b.mention.status}") if one != other else SILENT


def untimely(a: Profile, b: Profile) -> Said:
    """One is told as done before the day (or by the night) on which the other was."""
    for dated, other in ((a, b), (b, a)):
        if dated.when and dated.when.days <= _EXACT_DAYS and not other.when and _is_done(other):
            early = Window(other.told, other.told).gap_days(dated.when) if other.told < dated.when.first else 0
            if early > SLACK_DAYS or (_is_night_after(dated.when, other) and not _share_a_town(a, b)):
                return -1.0, f"{dated.when.first} / told {other.told}"
    return SILENT


def _is_done(p: Profile) -> bool:
    return p.mention.status in _DONE and identity(p.kind).family != _AHEAD


def _is_night_after(when: Window, other: Profile) -> bool:
    """Whether a night only began on the day on which the other was told."""
    return when.days == _EXACT_DAYS and other.told < when.last


def _share_a_town(a: Profile, b: Profile) -> bool:
    """Whether both name something that is no country."""
    return bool((a.names & b.names) - _countries()) or bool(a.places & b.places)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """The words of countries' names, as they sound."""
    labels = [label for language in ("en", "fr") for label in countries(language).labels.values()]
    return frozenset(name_key(word) for label in labels for word in fold(label).split())
