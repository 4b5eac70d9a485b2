"""A record against its gold (docs/record.md): which mention is which of gold's, and how well they are joined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from veille.errors import GoldError
from veille.evaluate import locate
from veille.model import Mention
from veille.reconcile.cluster import agglomerate, components
from veille.reconcile.compare import compare, load_weights, may_meet
from veille.reconcile.likeness.said import identity
from veille.reconcile.neighbourhood import NEVER
from veille.reconcile.profile import profile
from veille.reconcile.score import JoinScore, score_joins
from veille.record import Filed, Story

RecordGold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Gold's mentions and the read ones: `event_of` maps a read mention's id to gold's event, or to `None` for one that gold lacks.

    `missed` are gold mentions that nobody read, as (event, article, evidence).
    """

    event_of: Mapping[str, str | None]
    missed: tuple[tuple[str, str, str], ...]
    language: Mapping[str, str]
    kind: Mapping[str, str]


def load_record_gold(path: Path) -> RecordGold:
    """A record's gold file. Raises GoldError naming what is wrong."""
    try:
        gold: RecordGold = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(str(path), f"cannot be used: {error}", "give a gold file of a record") from error
    if not isinstance(gold, dict) or not {"articles", "events"} <= set(gold):
        raise GoldError(str(path), "has no articles or events", "give a gold file of a record")
    return gold


def align(gold: RecordGold, filed: Mapping[str, Filed]) -> Aligned:
    """Gold's mentions found among the read ones, one to one. `filed` maps gold's file names to articles as read."""
    event_of: dict[str, str | None] = {m.id: None for name in gold["articles"] for m in _of(filed, name)}
    missed: list[tuple[str, str, str]] = []
    for name in gold["articles"]:
        wanted = [(e, m["evidence"]) for e in gold["events"] for m in e["mentions"] if m["article"] == name]
        paired = _pair(wanted, _of(filed, name), filed[name].article.text if name in filed else "")
        event_of |= {mention: wanted[i][0]["id"] for i, mention in paired.items()}
        missed += [(e["id"], name, said) for i, (e, said) in enumerate(wanted) if i not in paired]
    known = {m.id: (f.article.language, m.kind) for f in filed.values() for m in f.mentions}
    return Aligned(
        event_of,
        tuple(missed),
        {m: known[m][0] for m in event_of},
        {m: known[m][1] for m in event_of},
    )


def _of(filed: Mapping[str, Filed], name: str) -> Sequence[Mention]:
    return filed[name].mentions if name in filed else ()


def _pair(wanted: Sequence[tuple[Any, str]], mentions: Sequence[Mention], text: str) -> Mapping[int, str]:
    """Gold mention's place -> read mention's id: the trigger within the evidence, the kind gold's or one like it."""
    options = []
    for i, (event, said) in enumerate(wanted):
        place = locate(said, text)
        for m in mentions:
            if place and place.overlaps(m.trigger):
                kinds = [event["kind"]] if isinstance(event["kind"], str) else event["kind"]
                exact = m.kind in kinds
                if exact or any(m.kind in identity(k).like or k in identity(m.kind).like for k in kinds):
                    options.append((not exact, m.trigger.start, i, m.id))
    paired: dict[int, str] = {}
    for _, _, i, mention in sorted(options):
        if i not in paired and mention not in paired.values():
            paired[i] = mention
    return paired


def joins_against(aligned: Aligned, groups: Iterable[Iterable[str]], among: Iterable[str] | None = None) -> JoinScore:
    """How the read mentions that gold knows are joined; only those in `among` when given."""
    known = {m for m, event in aligned.event_of.items() if event} & set(aligned.event_of if among is None else among)
    return score_joins(_key(aligned, known), [[m for m in g if m in known] for g in groups])


def pairs_across(aligned: Aligned, groups: Iterable[Iterable[str]]) -> JoinScore:
    """The same with `pairs` restricted to pairs of two languages."""
    known = {m for m, event in aligned.event_of.items() if event}
    response = [[m for m in g if m in known] for g in groups]
    return score_joins(_key(aligned, known), response, lambda a, b: aligned.language[a] != aligned.language[b])


def joins_end_to_end(aligned: Aligned, groups: Iterable[Iterable[str]]) -> JoinScore:
    """How all of gold's mentions are joined: one that nobody read is missing, one that gold lacks is too many."""
    read = set(aligned.event_of)
    key = _key(aligned, {m for m, event in aligned.event_of.items() if event})
    events: dict[str, list[str]] = {next(str(aligned.event_of[m]) for m in g): list(g) for g in key}
    for n, (event, _, _) in enumerate(aligned.missed):
        events.setdefault(event, []).append(f"missed {n}")
    return score_joins(events.values(), [[m for m in g if m in read] for g in groups])


def baseline(filed: Iterable[Filed]) -> list[tuple[str, ...]]:
    """The mentions grouped by the same pipeline without the likenesses that look across articles: kind and parties alone."""
    profiles = {m.id: profile(f, m) for f in filed for m in f.mentions}
    weights = load_weights("baseline")

    @cache
    def score(a: str, b: str) -> float:
        one, other = profiles[a], profiles[b]
        return compare(one, other, weights)[0] if may_meet(one, other) else NEVER

    linked = [p for p in combinations(sorted(profiles), 2) if score(*p) >= weights.link]
    return [g for near in components(profiles, linked) for g in agglomerate(near, score, weights.join)]


def exact_keys(filed: Iterable[Filed]) -> list[list[str]]:
    """Mentions grouped as event data sets count one event: the same kind, actors, recipients and day (said, else told)."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for f in filed:
        for p in (profile(f, m) for m in f.mentions):
            day = p.when.first if p.when else p.told
            key = (p.kind, " ".join(sorted(p.actors)), " ".join(sorted(p.recipients)), day)
            groups.setdefault(key, []).append(p.id)
    return list(groups.values())


def by_kind(aligned: Aligned, groups: Sequence[Iterable[str]]) -> Mapping[str, JoinScore]:
    """The joining of each kind's mentions among themselves, kinds in alphabetical order."""
    kinds = sorted({aligned.kind[m] for m, event in aligned.event_of.items() if event})
    return {k: joins_against(aligned, groups, [m for m in aligned.event_of if aligned.kind[m] == k]) for k in kinds}


def stories_against(gold: RecordGold, filed: Mapping[str, Filed], stories: Iterable[Story]) -> JoinScore:
    """How the articles are grouped into stories, against the `story` of each in gold."""
    names = {f.article.id: name for name, f in filed.items() if name in gold["articles"]}
    told: dict[str, list[str]] = {}
    for name in sorted(names.values()):
        told.setdefault(gold["articles"][name]["story"], []).append(name)
    return score_joins(told.values(), [[names[a] for a in s.articles if a in names] for s in stories])


def _key(aligned: Aligned, among: Iterable[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for m in sorted(among):
        groups.setdefault(str(aligned.event_of[m]), []).append(m)
    return list(groups.values())
