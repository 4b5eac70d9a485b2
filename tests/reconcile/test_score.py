"""The measures of joining, on groupings small enough to reckon by hand."""

from __future__ import annotations

import pytest

from veille.reconcile.score import best_assignment, score_joins

GROUPINGS = [
    # key, response, (B3 precision, B3 recall, MUC F1, CEAFe F1, pairs F1)
    (["abc", "d"], ["abc", "d"], (1.0, 1.0, 1.0, 1.0, 1.0)),
    (["abc", "d"], ["a", "b", "c", "d"], (1.0, 0.5, 0.0, 0.5, 0.0)),
    (["ab", "cd"], ["abcd"], (0.5, 1.0, 0.8, 4 / 9, 0.5)),
    (["ab"], ["a"], (1.0, 0.25, 0.0, 2 / 3, 0.0)),  # a mention that nobody read costs recall
    (["a"], ["a", "x"], (0.5, 1.0, 0.0, 2 / 3, 1.0)),  # one that gold lacks costs precision
]


@pytest.mark.parametrize(("key", "response", "expected"), GROUPINGS)
def test_measures(key: list[str], response: list[str], expected: tuple[float, ...]) -> None:
    score = score_joins(key, response)
    found = (score.b3.precision, score.b3.recall, score.muc.f1, score.ceafe.f1, score.pairs.f1)
    assert found[:2] + found[3:] == pytest.approx(expected[:2] + expected[3:])
    if any(len(g) > 1 for g in key) and any(len(g) > 1 for g in response):
        assert score.muc.f1 == pytest.approx(expected[2])


def test_pairs_may_be_restricted() -> None:
    score = score_joins(["abc"], ["ab", "c"], lambda a, b: "c" in (a, b))
    assert (score.pairs.precision, score.pairs.recall) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("gains", "best"), [([[1.0]], 1.0), ([[1.0, 2.0], [2.0, 4.0]], 5.0), ([[5.0, 4.0], [4.0, 1.0], [0.0, 3.0]], 8.0)]
)
def test_assignment(gains: list[list[float]], best: float) -> None:
    assert best_assignment(gains) == best
