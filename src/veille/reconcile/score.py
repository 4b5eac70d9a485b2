"""How well mentions are grouped into events, against gold: MUC, B3, CEAFe, their mean (CoNLL), and pairs.

A grouping is a list of sets of mentions. Key and response need not hold the same mentions: one that a side lacks costs it
recall (or precision). B3 after Bagga and Baldwin (1998), MUC after Vilain et al. (1995), CEAFe after Luo (2005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

Grouping = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall, each right over given."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 when both are.

        >>> Rate(0.5, 1.0).f1
        0.6666666666666666
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class JoinScore:
    """All measures of one grouping against another."""

    muc: Rate
    b3: Rate
    ceafe: Rate
    pairs: Rate

    @property
    def conll(self) -> float:
        """The mean of the F1 of MUC, B3 and CEAFe."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def score_joins(
    key: Iterable[Iterable[str]],
    response: Iterable[Iterable[str]],
    counts: Callable[[str, str], bool] = lambda a, b: True,
) -> JoinScore:
    """The measures of `response` against `key`. `counts` restricts the pairs that `pairs` looks at (another language, say)."""
    gold, found = _grouping(key), _grouping(response)
    return JoinScore(
        Rate(_muc(found, gold), _muc(gold, found)),
        Rate(_b3(found, gold), _b3(gold, found)),
        _ceafe(gold, found),
        Rate(_pairs(found, gold, counts), _pairs(gold, found, counts)),
    )


def _grouping(groups: Iterable[Iterable[str]]) -> Grouping:
    return [frozenset(g) for g in groups if g]


def _of(grouping: Grouping) -> dict[str, frozenset[str]]:
    return {m: group for group in grouping for m in group}


def _muc(mine: Grouping, theirs: Grouping) -> float:
    """Links of `mine` that hold in `theirs`; 1 where there are none to hold."""
    of, kept, links = _of(theirs), 0, 0
    for group in mine:
        parts = {of.get(m, frozenset({m})) for m in group}
        kept += len(group) - len(parts)
        links += len(group) - 1
    return kept / links if links else 1.0


def _b3(mine: Grouping, theirs: Grouping) -> float:
    of = _of(theirs)
    rows = [len(group & of.get(m, frozenset())) / len(group) for group in mine for m in group]
    return sum(rows) / len(rows) if rows else 1.0


def _pairs(mine: Grouping, theirs: Grouping, counts: Callable[[str, str], bool]) -> float:
    of = _of(theirs)
    rows = [b in of.get(a, frozenset()) for g in mine for a, b in combinations(sorted(g), 2) if counts(a, b)]
    return sum(rows) / len(rows) if rows else 1.0


def _ceafe(key: Grouping, response: Grouping) -> Rate:
    """Entities aligned one to one for the greatest sum of Dice likenesses."""
    if not key or not response:
        return Rate(0.0, 0.0)
    gains = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    total = best_assignment(gains)
    return Rate(total / len(response), total / len(key))


def best_assignment(gains: Sequence[Sequence[float]]) -> float:
    """The greatest sum of gains with at most one of each row and column (the Hungarian method).

    >>> best_assignment([[1, 2], [3, 3]])
    5
    """
    if len(gains) > len(gains[0]):
        gains = list(zip(*gains, strict=True))
    rows, columns = len(gains), len(gains[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _assign(row, gains, row_price, column_price, taken)
    return sum(gains[taken[c] - 1][c - 1] for c in range(1, columns + 1) if taken[c])


def _assign(
    row: int,
    gains: Sequence[Sequence[float]],
    row_price: list[float],
    column_price: list[float],
    taken: list[int],
) -> None:
    """Give `row` a column, moving earlier rows along the cheapest chain. Rows and columns count from 1; column 0 is the new row's."""
    columns = len(taken) - 1
    slack, via, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    taken[0], column = row, 0
    while taken[column]:
        seen[column] = True
        held, step, following = taken[column], float("inf"), 0
        for c in range(1, columns + 1):
            if not seen[c]:
                cost = -gains[held - 1][c - 1] - row_price[held] - column_price[c]
                if cost < slack[c]:
                    slack[c], via[c] = cost, column
                if slack[c] < step:
                    step, following = slack[c], c
        for c in range(columns + 1):
            if seen[c]:
                row_price[taken[c]] += step
                column_price[c] -= step
            else:
                slack[c] -= step
        column = following
    while column:
        taken[column], column = taken[via[column]], via[column]
