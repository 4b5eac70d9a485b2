"""What analysts say, applied: who must stand together or apart, what is rejected, what is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from veille.model import Mention, Value
from veille.ontology import SLOT_TYPES
from veille.reconcile.cluster import Constraints, Pair, pair
from veille.record import Anchor, Filed, Judgement
from veille.values import Count, Entity, Money, Period, Place, Span


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements in force, by mention: hard constraints, rejected and confirmed mentions, corrections in the order they were made."""

    constraints: Constraints = field(default_factory=Constraints)
    rejected: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)

    def correct(self, mention: Mention) -> Mention:
        """The mention as analysts corrected it."""
        for judgement in self.corrections.get(mention.id, ()):
            mention = _corrected(mention, judgement.correction)
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
        else:
            (rejected if row.action == "reject" else confirmed).update(dict.fromkeys(ids, row.id))
            for i in ids:  # the later word counts
                (confirmed if row.action == "reject" else rejected).pop(i, None)
    return Judged(Constraints(together, apart), rejected, confirmed, corrections)


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


# -- corrections ------------------------------------------------------------------


def _corrected(mention: Mention, correction: Mapping[str, object]) -> Mention:
    slots = dict(mention.slots)
    for name, said in correction.items():
        if name == "kind":
            mention = replace(mention, kind=str(said))
        elif name == "status":
            mention = replace(mention, status=str(said))  # type: ignore[arg-type]
        elif name == "attribution":
            mention = replace(mention, attribution=None) if said is None else mention
        elif name in SLOT_TYPES:
            values = said if isinstance(said, (list, tuple)) else [said]
            slots[name] = tuple(_value(SLOT_TYPES[name], v, mention.evidence) for v in _given(values))
    return replace(mention, slots=slots)


def _given(values: Sequence[object]) -> list[object]:
    return [v for v in values if v is not None]


def _value(sort: str, said: Any, span: Span) -> Value:
    """A value that an analyst gives, in JSON as `veille read --json` has it; its span is the sentence."""
    row: dict[str, Any] = said if isinstance(said, dict) else {"value": said, "name": said, "id": said}
    if sort == "money":
        return Money(span, Decimal(str(row["value"])), str(row["currency"]))
    if sort == "count":
        low, high = row.get("low", row.get("value")), row.get("high", row.get("value"))
        return Count(span, None if low is None else int(low), None if high is None else int(high), row.get("unit"))
    if sort == "period":
        return Period(span, str(row["value"]), precision=row.get("precision", "day"), anchor="analyst")
    if sort == "place":
        return Place(span, str(row["name"]), row.get("country"), row.get("geonames"), precision=row.get("precision"))
    if sort == "entity":
        name, country = str(row.get("name", row["id"])), row.get("country")
        return Entity(span, str(row["id"]), name, country, kind=row.get("kind", "state" if country else "organisation"))
    text = str(row["value"])
    return Span(span.start, span.start + len(text), text)
