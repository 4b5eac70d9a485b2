"""What ties one event to another without making them one: a step of its lifecycle, a total and its shares, the same announced again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from veille.ontology import load_kinds
from veille.reconcile.lifecycle import fits
from veille.reconcile.likeness.what import is_anew
from veille.reconcile.profile import Profile
from veille.reconcile.words import keys_of

Group = tuple[str, ...]

#: kinds that carry money or goods
_HELP = frozenset({"pledge", "aid"})
#: days within which a total and its shares are announced
_TOGETHER_DAYS = 4
#: concept of the words that deny, and share of the words of what is denied that a denial repeats
_DENIAL, _DENIED = "deny", 0.5
#: days over which an ultimatum's or pledge's next step is looked for
_FOLLOW_DAYS = 90


def are_related(a: Profile, b: Profile) -> bool:
    """Whether two mentions may bear on one another's events; symmetric, and told from the two alone."""
    return any(follows(x, y) or is_share(x, y) or is_again(x, y) or denies(x, y) for x, y in ((a, b), (b, a)))


def _gap(a: Profile, b: Profile) -> int:
    return abs(date.fromisoformat(a.told).toordinal() - date.fromisoformat(b.told).toordinal())


def follows(base: Profile, later: Profile) -> bool:
    """Whether `later`, of another kind, is a step in the life of what `base` tells."""
    table = load_kinds()[base.kind].lifecycle
    if table is None or later.kind == base.kind or _gap(base, later) > _FOLLOW_DAYS or later.told < base.told:
        return False
    return any(fits(move, later, [base]) for move in table.moves if move.by in ("actor", "recipient"))


def is_share(share: Profile, total: Profile) -> bool:
    """Whether one donor's sum is a share of what several give together, or a smaller sum of the same package."""
    if not {share.kind, total.kind} <= _HELP or _gap(share, total) > _TOGETHER_DAYS:
        return False
    return bool(share.actors) and share.actors < total.actors and _smaller(share.amounts, total.amounts)


def _smaller(amounts: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether a sum is smaller than a total of its currency, or of a currency in which no total is given."""
    totals = [a.split() for a in whole]
    given = [a.split() for a in amounts]
    return bool(totals) and any(
        all(Decimal(value) < Decimal(total) for total, other in totals if other == currency)
        for value, currency in given
    )


def is_again(later: Profile, first: Profile) -> bool:
    """Whether the same donor's same sum is announced again: no new money."""
    return (
        {later.kind, first.kind} <= _HELP
        and first.told < later.told
        and later.actors == first.actors
        and bool(later.actors)
        and bool(later.amounts & first.amounts)
        and not is_anew(later)
    )


def denies(base: Profile, other: Profile) -> bool:
    """Whether `other` tells that the one who is said to have done what `base` tells denies it ("denied striking a hospital")."""
    if other.kind != "rejection" or _DENIAL not in keys_of(other.mention.trigger.said, other.filed.article.language):
        return False
    small = min(len(base.words), len(other.words))
    alike = small > 0 and len(base.words & other.words) >= _DENIED * small
    return alike and bool(base.actors & other.actors) and _gap(base, other) <= _TOGETHER_DAYS


@dataclass(slots=True)
class Links:
    """The ties of a neighbourhood, by the groups' places in it."""

    followers: dict[int, list[int]]
    part_of: dict[int, int]
    repeats: dict[int, int]
    denials: dict[int, list[int]]


def link_groups(groups: Sequence[Sequence[Profile]]) -> Links:
    """The ties between events, each given by its mentions in order."""
    links = Links({}, {}, {}, {})
    for i, own in enumerate(groups):
        for j, other in enumerate(groups):
            if i == j:
                continue
            if any(follows(a, b) for a in own for b in other):
                links.followers.setdefault(i, []).append(j)
            if any(denies(a, b) for a in own for b in other):
                links.denials.setdefault(i, []).append(j)
            if any(is_share(b, a) for a in own for b in other) and not any(is_share(a, b) for a in own for b in other):
                links.part_of[j] = _better(groups, links.part_of.get(j), i)
            if _first(own).order < _first(other).order and any(is_again(b, a) for a in own for b in other):
                links.repeats.setdefault(j, i)
    return links


def _better(groups: Sequence[Sequence[Profile]], held: int | None, new: int) -> int:
    """Of two totals the one told by more mentions, then the earlier."""
    if held is None:
        return new
    return min((held, new), key=lambda i: (-len(groups[i]), _first(groups[i]).order))


def _first(group: Sequence[Profile]) -> Profile:
    return min(group, key=lambda p: p.order)


def parts_of(part_of: Mapping[int, int]) -> Mapping[int, list[int]]:
    """Total -> its shares."""
    found: dict[int, list[int]] = {}
    for part, total in sorted(part_of.items()):
        found.setdefault(total, []).append(part)
    return found
