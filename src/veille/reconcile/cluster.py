"""From pairs to groups, the same for any order: connected neighbourhoods, then joining by average log-odds within each.

Joining takes the best pair of groups first (ties by the ids of their first members) until none is at least `join`. Constraints
are hard: what must be together starts together; what must be apart is never joined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs (left < right) that analysts have joined or split."""

    together: Mapping[Pair, str] = field(default_factory=dict)
    apart: Mapping[Pair, str] = field(default_factory=dict)


def pair(one: str, other: str) -> Pair:
    """The two in order.

    >>> pair("b", "a")
    ('a', 'b')
    """
    return (one, other) if one < other else (other, one)


def closure(start: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> set[str]:
    """All that can be reached from `start`."""
    seen = set(start)
    frontier = sorted(seen)
    while frontier:
        found = {n for node in frontier for n in neighbours(node)} - seen
        seen |= found
        frontier = sorted(found)
    return seen


def components(nodes: Iterable[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Connected sets of nodes, each sorted, in the order of their first node."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in edges:
        a, b = sorted((find(one), find(other)))
        root[b] = a
    groups: dict[str, list[str]] = {}
    for node in sorted(root):
        groups.setdefault(find(node), []).append(node)
    return [tuple(group) for group in sorted(groups.values())]


def agglomerate(
    nodes: Sequence[str],
    score: Callable[[str, str], float],
    join: float,
    constraints: Constraints | None = None,
) -> list[tuple[str, ...]]:
    """Groups of `nodes` whose average pairwise score is at least `join`, never against the constraints."""
    limits = constraints or Constraints()
    known = set(nodes)
    groups = components(nodes, (p for p in limits.together if known >= set(p)))
    state = _Groups(groups, score, limits.apart)
    while (best := state.best()) and best[0] >= join:
        state.join(best[1], best[2])
    return sorted(tuple(sorted(group)) for group in state.members.values())


class _Groups:
    """Groups under joining, with the sums of scores between them; a group is named after its first member."""

    def __init__(
        self, groups: Sequence[tuple[str, ...]], score: Callable[[str, str], float], apart: Collection[Pair]
    ) -> None:
        self.members: dict[str, list[str]] = {group[0]: list(group) for group in groups}
        self.sums: dict[Pair, float] = {}
        self.barred: Set[Pair] = set()
        heads = sorted(self.members)
        for i, one in enumerate(heads):
            for other in heads[i + 1 :]:
                across = [pair(m, n) for m in self.members[one] for n in self.members[other]]
                self.sums[one, other] = round(sum(score(*p) for p in across), 6)
                if any(p in apart for p in across):
                    self.barred |= {(one, other)}

    def best(self) -> tuple[float, str, str] | None:
        """The pair of groups with the highest average, ties by name."""
        rows = (
            (-self.sums[p] / (len(self.members[p[0]]) * len(self.members[p[1]])), *p)
            for p in self.sums
            if p not in self.barred
        )
        found = min(rows, default=None)
        return (-found[0], found[1], found[2]) if found else None

    def join(self, one: str, other: str) -> None:
        """Join two groups under the first one's name (which is the smaller)."""
        self.members[one] = sorted(self.members[one] + self.members.pop(other))
        for head in self.members:
            if head != one:
                mine, theirs = pair(one, head), pair(other, head)
                self.sums[mine] = round(self.sums[mine] + self.sums.pop(theirs), 6)
                if theirs in self.barred:
                    self.barred |= {mine}
        self.sums.pop((one, other), None)
