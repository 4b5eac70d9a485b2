"""What analysts say, applied: who must stand together or apart, what is rejected, what is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from veille.model import Mention
from veille.reconcile.cluster import Constraints, Pair, pair
from veille.reconcile.corrected import corrected
from veille.record import Anchor, Filed, Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements in force, by mention: hard constraints, rejected and confirmed mentions, corrections in the order they were made.

    `confirmed_at` says when a mention was last confirmed.
    """

    constraints: Constraints = field(default_factory=Constraints)
    rejected: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    confirmed_at: Mapping[str, str] = field(default_factory=dict)

    def correct(self, mention: Mention, text: str = "") -> Mention:
        """The mention as analysts corrected it; `text` is its article's."""
        for judgement in self.corrections.get(mention.id, ()):
            mention = corrected(mention, judgement.correction, text)
        return mention


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that no later one undoes, oldest first. An undo can be undone."""
    rows = sorted(judgements, key=lambda j: (j.at, j.id))
    undone: set[str] = set()
    for row in reversed(rows):
        if row.action == "undo" and row.undoes and row.id not in undone:
            undone.add(row.undoes)
    return [row for row in rows if row.action != "undo" and row.id not in undone]


def judged(filed: Iterable[Filed], judgements: Iterable[Judgement]) -> Judged:
    """What the judgements in force say of the mentions of these articles."""
    find = _finder(filed)
    together: dict[Pair, str] = {}
    apart: dict[Pair, str] = {}
    rejected: dict[str, str] = {}
    confirmed: dict[str, str] = {}
    corrections: dict[str, tuple[Judgement, ...]] = {}
    confirmed_at: dict[str, str] = {}
    for row in in_force(judgements):
        ids = [found for anchor in row.anchors for found in [find(anchor)] if found]
        if row.action == "join":
            for p in (pair(a, b) for a, b in pairwise(ids) if a != b):
                together[p] = row.id
            for a, b in combinations(ids, 2):
                apart.pop(pair(a, b), None)
        elif row.action == "split" and ids:
            for p in (pair(ids[0], other) for other in ids[1:] if other != ids[0]):
                apart[p] = row.id
                together.pop(p, None)
        elif row.action == "correct":
            corrections |= {i: (*corrections.get(i, ()), row) for i in ids}
        elif row.action in ("confirm", "reject"):  # what an analyst added is read like any other mention
            (rejected if row.action == "reject" else confirmed).update(dict.fromkeys(ids, row.id))
            for i in ids:  # the later word counts
                (confirmed if row.action == "reject" else rejected).pop(i, None)
            confirmed_at |= dict.fromkeys(ids if row.action == "confirm" else (), row.at)
    return Judged(Constraints(together, apart), rejected, confirmed, corrections, confirmed_at)


def _finder(filed: Iterable[Filed]) -> Any:
    ids: dict[str, str] = {}
    places: dict[tuple[str, str, str, str], str] = {}
    for f in filed:
        for m in f.mentions:
            ids[m.id] = m.id
            places.setdefault((f.page, m.kind, m.evidence.said, m.trigger.said), m.id)

    def find(anchor: Anchor) -> str | None:
        """The mention of an anchor: by id, else by page, kind, sentence and trigger."""
        return ids.get(anchor.mention) or places.get((anchor.page, anchor.kind, anchor.evidence, anchor.trigger))

    return find
