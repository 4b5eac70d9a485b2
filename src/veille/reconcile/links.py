"""What ties one event to another without making them one: a step of its lifecycle, a total and its shares, the same announced again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from veille.ontology import load_kinds
from veille.reconcile.lifecycle import fits
from veille.reconcile.likeness.decisive import HARD, RATE_RATIO
from veille.reconcile.likeness.what import is_anew
from veille.reconcile.profile import Profile, Window
from veille.reconcile.words import keys_of

Group = tuple[str, ...]

#: kinds that carry money or goods
_HELP = frozenset({"pledge", "aid"})
#: days within which a total and its shares are announced
_TOGETHER_DAYS = 4
#: how far behind a total its parts are told, in characters, and by how much the parts' sum may miss it (rounding)
_BEHIND, _ROUNDED = 400, Decimal("0.05")
#: concept of the words that deny, and share of the words of what is denied that a denial repeats
_DENIAL, _DENIED = "deny", 0.5
#: days over which an ultimatum's or pledge's next step is looked for
_FOLLOW_DAYS = 90


def are_related(a: Profile, b: Profile) -> bool:
    """Whether two mentions may bear on one another's events; symmetric, and told from the two alone."""
    return any(test(x, y) for x, y in ((a, b), (b, a)) for test in (follows, is_share, may_be_part, is_again, denies))


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
    if share.when and share.when.gap_days(Window(total.told, total.told)) > _TOGETHER_DAYS:
        return False  # recalled from long before
    return bool(share.actors) and share.actors < total.actors and _smaller(share.amounts, total.amounts)


def may_be_part(part: Profile, total: Profile) -> bool:
    """Whether a sum is told right behind a larger one of the same donor in one article: "2.3 billion: 1.8 in loans, 0.5 in grants"."""
    if not {part.kind, total.kind} <= _HELP or part.filed.article.id != total.filed.article.id:
        return False
    behind = part.mention.trigger.start - total.mention.trigger.start
    alike = bool(part.actors) and part.actors == total.actors
    return alike and 0 < behind <= _BEHIND and _smaller(part.amounts, total.amounts, same=True)


def _smaller(amounts: Iterable[str], whole: Iterable[str], *, same: bool = False) -> bool:
    """Whether a sum is smaller than a total of its currency, or (unless it must be the `same`) than one of another converted could be."""
    totals = [a.split() for a in whole]
    given = [a.split() for a in amounts]
    return any(
        Decimal(value) < Decimal(total)
        if other == currency
        else not same and is_dearer(Decimal(total), Decimal(value), {currency, other})
        for value, currency in given
        for total, other in totals
    )


def is_dearer(one: Decimal, other: Decimal, currencies: set[str]) -> bool:
    """Whether at some rate of two currencies one sum can be worth more than another."""
    return not currencies <= HARD or one * RATE_RATIO > other


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
    for i in range(len(groups)):
        links.part_of |= {j: i for j in _own_parts(groups, i) if j not in links.part_of}
    return links


def _own_parts(groups: Sequence[Sequence[Profile]], i: int) -> list[int]:
    """The sums of the same donor that are told right behind this one and add up to it."""
    for total in groups[i]:
        behind = [(p.mention.trigger.start, j, p) for j, own in enumerate(groups) for p in own if may_be_part(p, total)]
        rows = sorted(behind, key=lambda row: row[:2])
        for size in range(2, len(rows) + 1):
            if _adds_up([p for _, _, p in rows[:size]], total):
                return [j for _, j, _ in rows[:size] if j != i]
    return []


def _adds_up(parts: Sequence[Profile], total: Profile) -> bool:
    """Whether the parts' sums make the total, give or take a rounding."""
    for value, currency in (a.split() for a in sorted(total.amounts)):
        shares = [
            min((Decimal(v) for v, c in (a.split() for a in p.amounts) if c == currency), default=None) for p in parts
        ]
        known = [s for s in shares if s is not None]
        if len(known) == len(parts) and abs(sum(known) - Decimal(value)) <= _ROUNDED * Decimal(value):
            return True
    return False


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
