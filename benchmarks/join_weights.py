"""Fits the weights by which mentions are joined: a logistic regression over pairs of mentions that gold knows.

    python benchmarks/join_weights.py GOLD DIR [GOLD DIR ...]

Pairs are taken from the mentions that are read and from gold's own. Prints a [weights] table for `reconcile/weights.toml`: what
is set by hand there (see its head) is to be kept. Leave held-out stories out of the gold that is given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from veille.pipeline import read_snapshot
from veille.reader.source import open_source
from veille.reconcile.compare import may_meet
from veille.reconcile.given import given
from veille.reconcile.gold import align, load_record_gold
from veille.reconcile.likeness import FEATURES
from veille.reconcile.profile import profile
from veille.record import Filed

#: strength of the pull towards 0, steps and step size of Adam
_RIDGE, _STEPS, _RATE = 3e-4, 1500, 0.05


def pairs(gold_path: Path, folder: Path) -> Iterator[tuple[list[float], bool]]:
    """The likenesses of each pair that could be one event, and whether it is."""
    gold = load_record_gold(gold_path)
    readings = {p.name: read_snapshot(open_source(str(p))) for p in sorted(folder.glob("*.html"))}
    filed = {n: Filed(r.article, r.mentions, r.article.url or n, "", n, "", "") for n, r in readings.items()}
    for rows in (filed, given(gold, filed, readings)):
        event = align(gold, rows).event_of
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


def main() -> None:
    """Print the table."""
    paths = [Path(a) for a in sys.argv[1:]]
    rows = [row for gold, folder in zip(paths[::2], paths[1::2], strict=True) for row in pairs(gold, folder)]
    weights = fit(np.array([v for v, _ in rows]), np.array([s for _, s in rows], float))
    print(f"# {len(rows)} pairs, {sum(s for _, s in rows)} of them one event\n[weights]\nbias = {weights[-1]:.2f}")
    for name, weight in zip(FEATURES, weights, strict=False):
        print(f"{name} = {max(0.0, weight):.2f}")


if __name__ == "__main__":
    main()
