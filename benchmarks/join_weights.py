"""Fits the weights by which mentions are joined, in two steps: a regression over pairs, then a search by what joining comes to.

    python benchmarks/join_weights.py GOLD DIR [GOLD DIR ...]            # a logistic regression over pairs that gold knows
    python benchmarks/join_weights.py --search GOLD DIR [GOLD DIR ...]   # from the weights shipped, each tried up and down

Both take the mentions that are read and gold's own. The first prints a [weights] table; the second each change by which the mean of B3 F1,
CoNLL F1 and B3 precision (a wrong join costs more than a missed one) gets better, then the table. What is set by hand, `BY_HAND`, is left
alone by the search and to be kept from before in the first. Leave held-out stories out of the gold that is given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from veille.pipeline import read_snapshot
from veille.reader.source import open_source
from veille.reconcile.cluster import agglomerate, components, pair
from veille.reconcile.compare import compare, load_weights, may_meet
from veille.reconcile.given import given
from veille.reconcile.gold import Aligned, align, joins_against, load_record_gold
from veille.reconcile.likeness import FEATURES
from veille.reconcile.neighbourhood import NEVER
from veille.reconcile.profile import profile
from veille.record import Filed

#: strength of the pull towards 0, steps and step size of Adam
_RIDGE, _STEPS, _RATE = 3e-4, 1500, 0.05
#: what is set by hand, for pairs that differ in it are too few to learn from: the search leaves it alone
BY_HAND = frozenset(
    "amount other_amount share decisive untimely stranger unreal other_matter other_mode anew other_actor deadline other_day elsewhere "
    "same_article".split()
)
#: how far a weight is tried up and down in turn, rounds, and what is better: by so much at least
_MOVES, _ROUNDS, _BETTER = (0.6, -0.6, 0.25, -0.25), 2, 0.0004


def known_mentions(gold_path: Path, folder: Path) -> Iterator[tuple[dict[str, Filed], Aligned]]:
    """The articles as read and with gold's own mentions, each with what gold knows of them."""
    gold = load_record_gold(gold_path)
    readings = {p.name: read_snapshot(open_source(str(p))) for p in sorted(folder.glob("*.html"))}
    filed = {n: Filed(r.article, r.mentions, r.article.url or n, "", n, "", "") for n, r in readings.items()}
    for rows in (filed, given(gold, filed, readings)):
        yield rows, align(gold, rows)


def pairs(gold_path: Path, folder: Path) -> Iterator[tuple[list[float], bool]]:
    """The likenesses of each pair that could be one event, and whether it is."""
    for rows, aligned in known_mentions(gold_path, folder):
        event = aligned.event_of
        known = [profile(f, m) for f in rows.values() for m in f.mentions if event.get(m.id)]
        for a, b in combinations(known, 2):
            if may_meet(a, b) and a.filed.article.id != b.filed.article.id:
                yield [test(a, b)[0] for test in FEATURES.values()], event[a.id] == event[b.id]


def fit(values: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Weights and, last, the bias."""
    design = np.hstack([values, np.ones((len(values), 1))])
    weights, mean, square = (np.zeros(design.shape[1]) for _ in range(3))
    for step in range(1, _STEPS + 1):
        slope = design.T @ (1 / (1 + np.exp(-design @ weights)) - same) / len(same) + _RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


@dataclass(frozen=True, slots=True)
class Task:
    """The mentions of one crisis, read or given: ids, the likenesses of each pair that may meet, and what gold says."""

    ids: tuple[str, ...]
    likenesses: Mapping[tuple[str, str], tuple[tuple[str, float], ...]]
    aligned: Aligned


def task(rows: Mapping[str, Filed], aligned: Aligned) -> Task:
    """The pairs of a crisis, compared once for all trials."""
    found = {m.id: profile(f, m) for f in rows.values() for m in f.mentions}
    likenesses = {
        (a, b): tuple((f.name, f.value) for f in compare(found[a], found[b])[1])
        for a, b in combinations(sorted(found), 2)
        if may_meet(found[a], found[b])
    }
    return Task(tuple(sorted(found)), likenesses, aligned)


def goodness(tasks: Sequence[Task], weights: Mapping[str, float], join: float) -> float:
    """The mean of B3 F1, CoNLL F1 and B3 precision over the tasks, joined with these weights."""
    return float(np.mean([value for one in tasks for value in _joined(one, weights, join)]))


def _joined(one: Task, weights: Mapping[str, float], join: float) -> tuple[float, float, float]:
    scores = {p: weights["bias"] + sum(weights[n] * v for n, v in said) for p, said in one.likenesses.items()}
    linked = [p for p, score in scores.items() if score >= join]
    groups = [
        group
        for near in components(one.ids, linked)
        for group in agglomerate(near, lambda a, b: scores.get(pair(a, b), NEVER), join)
    ]
    score = joins_against(one.aligned, groups)
    return score.b3.f1, score.conll, score.b3.precision


def search(tasks: Sequence[Task], weights: dict[str, float], join: float) -> dict[str, float]:
    """The weights after rounds in which each is tried up and down and kept where joining is better; prints what is kept."""
    best = goodness(tasks, weights, join)
    print(f"# {best:.4f}")
    for _ in range(_ROUNDS):
        for name in [n for n in weights if n not in BY_HAND]:
            for move in _MOVES:
                trial = {**weights, name: round(weights[name] + move, 2)}
                if trial[name] < 0 and name != "bias":
                    continue
                value = goodness(tasks, trial, join)
                if value > best + _BETTER:
                    best, weights = value, trial
                    print(f"# {best:.4f} {name} = {trial[name]:.2f}", flush=True)
    return weights


def fitted(paths: Sequence[Path]) -> dict[str, float]:
    """The regression's weights; prints over how many pairs."""
    rows = [row for gold, folder in zip(paths[::2], paths[1::2], strict=True) for row in pairs(gold, folder)]
    weights = fit(np.array([v for v, _ in rows]), np.array([s for _, s in rows], float))
    print(f"# {len(rows)} pairs, {sum(s for _, s in rows)} of them one event")
    return {"bias": weights[-1], **{name: max(0.0, w) for name, w in zip(FEATURES, weights, strict=False)}}


def searched(paths: Sequence[Path]) -> dict[str, float]:
    """The shipped weights after the search."""
    shipped = load_weights()
    known = [k for gold, folder in zip(paths[::2], paths[1::2], strict=True) for k in known_mentions(gold, folder)]
    return search([task(*k) for k in known], {"bias": shipped.bias, **shipped.of}, shipped.join)


def main() -> None:
    """Print the table."""
    paths = [Path(a) for a in sys.argv[1:] if a != "--search"]
    weights = searched(paths) if "--search" in sys.argv else fitted(paths)
    print("[weights]")
    for name, weight in weights.items():
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
