"""Sums, figures and words: what it is about, how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from veille.reconcile.figures import bounds
from veille.reconcile.likeness.said import SILENT, SLACK_DAYS, Said, gap_days, identity, listed, sets_alike
from veille.reconcile.profile import Profile
from veille.reconcile.words import fold


def anew(a: Profile, b: Profile) -> Said:
    """The one told days later says that it is another one ("a second package")."""
    early, late = sorted((a, b), key=lambda p: p.order)
    if is_anew(late) and not is_anew(early) and gap_days(a, b) > SLACK_DAYS:
        return -1.0, "said to be another one"
    return SILENT


def is_anew(p: Profile) -> bool:
    """Whether a mention says that what it tells is another one of its kind."""
    words = identity(p.kind).anew.get(p.filed.article.language, ())
    return bool(words) and any(said.startswith(words) for said in fold(p.mention.evidence.said).split())


def amount(a: Profile, b: Profile) -> Said:
    """Sums in common."""
    value, said = sets_alike(a.amounts, b.amounts)
    return (value, said) if value > 0 else SILENT


def other_amount(a: Profile, b: Profile) -> Said:
    """Two sums of one currency; in two currencies one may be the other converted."""
    value, said = sets_alike(a.amounts, b.amounts)
    one = {m.split()[1] for m in a.amounts} & {m.split()[1] for m in b.amounts}
    return (value, said) if value < 0 and one else SILENT


def deadline(a: Profile, b: Profile) -> Said:
    """The deadline that both give."""
    return sets_alike(a.deadlines, b.deadlines)


def figure(a: Profile, b: Profile) -> Said:
    """How many drones, soldiers, demonstrators: outlets differ a little on one event, two events differ a lot."""
    return _counts(a, b, ("count", "rate"))


def toll(a: Profile, b: Profile) -> Said:
    """Killed and wounded: tolls of one event differ, and rise."""
    return _counts(a, b, ("killed", "wounded", "displaced"))


def _counts(a: Profile, b: Profile, slots: Sequence[str]) -> Said:
    best, said = -2.0, ""
    for slot in slots:
        for mine in a.counts.get(slot, ()):
            for theirs in b.counts.get(slot, ()):
                near = _nearness(mine, theirs)
                if near is not None and near > best:
                    best, said = near, f"{mine} / {theirs}"
    return (best, said) if best >= -1.0 else SILENT


def _nearness(mine: str, theirs: str) -> float | None:
    """1 for equal counts, less for near ones, -1 for far ones, `None` where different things are counted."""
    (low, high), (lower, higher) = bounds(mine), bounds(theirs)
    things = {v.partition(" ")[2] for v in (mine, theirs)} - {""}
    if len(things) > 1 or low == lower == 0.0:
        return None
    if (low, high) == (lower, higher):
        return 1.0
    if low <= higher and lower <= high:
        return 0.4
    small, large = sorted((max(low, 1.0), max(lower, 1.0)))
    return 0.2 if large / small <= 1.15 else -0.4 if large / small <= 1.6 else -1.0


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    """Shared words over the smaller side's, 0 where a side has less than two."""
    small = min(len(mine), len(theirs))
    if small < 2:
        return SILENT
    shared = mine & theirs
    return len(shared) / small, listed(shared)


def _is_across(a: Profile, b: Profile) -> bool:
    return a.filed.article.language != b.filed.article.language


def words(a: Profile, b: Profile) -> Said:
    """Words of the sentence in common, in one language."""
    return SILENT if _is_across(a, b) else _overlap(a.words, b.words)


def words_across(a: Profile, b: Profile) -> Said:
    """Words in common across languages."""
    return _overlap(a.words, b.words) if _is_across(a, b) else SILENT


def topic(a: Profile, b: Profile) -> Said:
    """Words of what it is about in common."""
    return _overlap(a.topic, b.topic)


def unlike(a: Profile, b: Profile) -> Said:
    """What they are about has nothing in common."""
    value, _ = _overlap(a.topic, b.topic)
    both = len(a.topic) > 1 and len(b.topic) > 1
    return (-1.0, "nothing in common") if both and value < (0.1 if _is_across(a, b) else 0.2) else SILENT


def names(a: Profile, b: Profile) -> Said:
    """Names of the sentence in common."""
    value, said = _overlap(a.names, b.names)
    return (value, said) if value or min(len(a.names), len(b.names)) < 2 else (-0.5, "no name in common")


def numbers(a: Profile, b: Profile) -> Said:
    """Numbers in figures that both sentences hold."""
    if not a.numbers or not b.numbers:
        return SILENT
    shared = a.numbers & b.numbers
    return len(shared) / min(len(a.numbers), len(b.numbers)), listed(shared)


def context(a: Profile, b: Profile) -> Said:
    """Names that the two articles have in common, -1 to 1."""
    if not a.context or not b.context:
        return SILENT
    return 2 * len(a.context & b.context) / sqrt(len(a.context) * len(b.context)) - 1, ""


def copy(a: Profile, b: Profile) -> Said:
    """The same sentence in two articles: the same word of it tells the same event, another word another."""
    union = a.words | b.words
    if _is_across(a, b) or not union or len(a.words & b.words) < 0.8 * len(union):
        return SILENT
    same = a.mention.trigger.said == b.mention.trigger.said
    return (1.0, "the same sentence") if same else (-1.0, "another word of the same sentence")
