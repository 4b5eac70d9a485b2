"""Sums, figures and words: what it is about, how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

from veille.reconcile.figures import bounds, thing_of
from veille.reconcile.likeness.said import SILENT, SLACK_DAYS, Said, gap_days, identity, is_timed, listed, sets_alike
from veille.reconcile.likeness.when import day
from veille.reconcile.profile import PEOPLE, Profile
from veille.reconcile.words import fold

_THINGS = ("count", "rate")
#: families of kinds that are what they are about: two statements, or two measures, of one party are two unless they say the same
_CONTENT = frozenset({"opinion", "answer", "pressure", "measure", "law"})


#: how much two sums speak against one event that are at most so many times one another
_APART = ((Decimal("1.25"), -0.2), (Decimal("2.5"), -0.6))


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
    """Two sums of one currency, the less alike the further apart; in two currencies one may be the other converted."""
    if not a.amounts.isdisjoint(b.amounts):
        return SILENT
    pairs = [(m.split(), n.split()) for m in a.amounts for n in b.amounts]
    sums = [sorted((Decimal(m[0]), Decimal(n[0]))) for m, n in pairs if m[1] == n[1]]
    if not sums:
        return SILENT
    ratio = min(large / max(small, Decimal(1)) for small, large in sums)
    value = next((v for most, v in _APART if ratio <= most), -1.0)
    return value, f"{listed(a.amounts)} / {listed(b.amounts)}"


def standing(a: Profile, b: Profile) -> Said:
    """Two tellings of what one party has set another with a time limit: it sets one at a time."""
    timed = a.kind == b.kind and is_timed(a)
    one = bool(a.actors & b.actors and a.recipients & b.recipients)
    return (1.0, f"{listed(a.actors & b.actors)} to {listed(a.recipients & b.recipients)}") if timed and one else SILENT


def deadline(a: Profile, b: Profile) -> Said:
    """The deadline that both give."""
    return sets_alike(a.deadlines, b.deadlines)


def figure(a: Profile, b: Profile) -> Said:
    """How many drones, soldiers, demonstrators: the same number, or nearly."""
    return _agree(_counts(a, b, _THINGS))


def other_figure(a: Profile, b: Profile) -> Said:
    """Outlets differ a little on one event, two events differ a lot."""
    return _differ(_counts(a, b, _THINGS))


def toll(a: Profile, b: Profile) -> Said:
    """Killed and wounded: the same number, or nearly."""
    return _agree(_counts(a, b, PEOPLE))


def other_toll(a: Profile, b: Profile) -> Said:
    """Tolls of one event differ, and rise."""
    return _differ(_counts(a, b, PEOPLE))


def _agree(said: Said) -> Said:
    return said if said[0] > 0 else SILENT


def _differ(said: Said) -> Said:
    return said if said[0] < 0 else SILENT


def _counts(a: Profile, b: Profile, slots: Sequence[str]) -> Said:
    best, said = -2.0, ""
    for slot in slots:
        for mine in a.counts.get(slot, ()):
            for theirs in b.counts.get(slot, ()):
                near = _nearness(slot, mine, theirs)
                if near is not None and near > best:
                    best, said = near, f"{mine} / {theirs}"
    return (best, said) if best >= -1.0 else SILENT


def _nearness(slot: str, mine: str, theirs: str) -> float | None:
    """1 for equal counts, less for near ones, -1 for far ones, `None` where different things are counted."""
    (low, high), (lower, higher) = bounds(mine), bounds(theirs)
    things = {thing_of(slot, v) for v in (mine, theirs)} - {""}
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


def content(a: Profile, b: Profile) -> Said:
    """Of statements and measures, words of what they are about in common, in one language."""
    return SILENT if _is_across(a, b) or not _is_content(a, b) else _overlap(a.topic, b.topic)


def content_across(a: Profile, b: Profile) -> Said:
    """The same across languages."""
    return _overlap(a.topic, b.topic) if _is_across(a, b) and _is_content(a, b) else SILENT


def _is_content(a: Profile, b: Profile) -> bool:
    return identity(a.kind).family in _CONTENT and identity(b.kind).family in _CONTENT


def unlike(a: Profile, b: Profile) -> Said:
    """What they are about has nothing in common."""
    value, _ = _overlap(a.topic, b.topic)
    both = len(a.topic) > 1 and len(b.topic) > 1
    return (-1.0, "nothing in common") if both and value < (0.1 if _is_across(a, b) else 0.2) else SILENT


def other_matter(a: Profile, b: Profile) -> Said:
    """Two statements or measures in one language whose objects have no word in common, however the same word tells them."""
    if _is_across(a, b) or not _is_content(a, b) or is_timed(a) or is_timed(b) or not a.about or not b.about:
        return SILENT
    told_as_one = a.about & b.about or copy(a, b)[0] > 0 or day(a, b)[0] > 0
    return SILENT if told_as_one else (-1.0, f"{listed(a.about)} / {listed(b.about)}")


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
