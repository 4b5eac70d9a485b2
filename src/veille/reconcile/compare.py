"""How alike two mentions are: keys under which they can meet, then reasons for and against, each with its weight.

A reason is in [-1, 1]: 1 agrees, -1 contradicts, 0 where one of the two does not say. Nothing here depends on the rest of
the record: two mentions get the same score in any company, which makes adding an article the same as rebuilding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from veille.ontology import Identity, load_kinds
from veille.reconcile.profile import Profile, Window
from veille.record import Feature

#: days a dated event is found again under, on either side: outlets differ by a day
_SLACK = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """The versioned table of `weights.toml`."""

    version: str
    bias: float
    join: float
    link: float
    of: Mapping[str, float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights shipped with the program."""
    data = tomllib.loads(resources.files("veille.reconcile").joinpath("weights.toml").read_text("utf-8"))
    return Weights(data["version"], data["bias"], data["join"], data["link"], data["weights"])


# -- where mentions can meet ------------------------------------------------------


def keys(p: Profile) -> frozenset[str]:
    """Keys of a mention: two that share none are not compared. Each names the family of kinds and something both would say."""
    families = {identity(kind).family for kind in (p.kind, *identity(p.kind).like)}
    months = {p.told[:7], _month_after(p.told)}
    who = p.parties or p.countries or {"?"}
    found = {f"{party}|{month}" for party in (*who, *p.places) for month in months} | p.amounts
    if p.when and p.when.days <= 2:
        found |= set(_days(p.when))
    return frozenset(f"{family}|{what}" for family in families for what in found)


def _month_after(day: str) -> str:
    return (date.fromisoformat(f"{day[:7]}-01") + timedelta(days=31)).isoformat()[:7]


def _days(when: Window) -> list[str]:
    first = date.fromisoformat(when.first) - timedelta(days=_SLACK)
    return [(first + timedelta(days=n)).isoformat() for n in range(when.days + 2 * _SLACK)]


def identity(kind: str) -> Identity:
    """What makes two mentions of a kind one event."""
    return load_kinds()[kind].identity


# -- reasons ----------------------------------------------------------------------


def compare(a: Profile, b: Profile) -> tuple[float, tuple[Feature, ...]]:
    """The log-odds that two mentions tell one event, and the reasons that make it up (those that speak)."""
    weights = load_weights()
    rows = [(name, *test(a, b)) for name, test in FEATURES.items()]
    said = tuple(Feature(n, round(v, 4), weights.of.get(n, 0.0), why) for n, v, why in rows if v)
    return round(weights.bias + sum(f.value * f.weight for f in said), 6), said


def may_meet(a: Profile, b: Profile) -> bool:
    """Whether the kinds of two mentions can tell one event at all."""
    return a.kind == b.kind or b.kind in identity(a.kind).like or a.kind in identity(b.kind).like


Said = tuple[float, str]
_SILENT: Said = (0.0, "")


def _sets(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    """1 for the same, 0.5 for a part, -1 for nothing in common, 0 where one is empty."""
    if not mine or not theirs:
        return _SILENT
    shared = mine & theirs
    if not shared:
        return -1.0, f"{_list(mine)} / {_list(theirs)}"
    return (1.0 if mine == theirs else 0.6 if mine <= theirs or theirs <= mine else 0.3), _list(shared)


def _list(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def _kind(a: Profile, b: Profile) -> Said:
    return (1.0, a.kind) if a.kind == b.kind else (-0.5, f"{a.kind} / {b.kind}")


def _mode(a: Profile, b: Profile) -> Said:
    mine, theirs = a.mention.plover.mode, b.mention.plover.mode
    if not mine or not theirs or a.kind != b.kind:
        return _SILENT
    return (1.0, mine) if mine == theirs else (-1.0, f"{mine} / {theirs}")


def _actor(a: Profile, b: Profile) -> Said:
    if identity(a.kind).mutual and identity(b.kind).mutual:
        return _sets(a.parties, b.parties)
    return _sets(a.actors, b.actors)


def _recipient(a: Profile, b: Profile) -> Said:
    if identity(a.kind).mutual and identity(b.kind).mutual:
        return _SILENT
    return _sets(a.recipients, b.recipients)


def _person(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.people, b.people)
    return (max(value, -0.5), said) if value else _SILENT


def _day(a: Profile, b: Profile) -> Said:
    if not a.when or not b.when:
        return _day_and_told(a, b)
    gap = a.when.gap_days(b.when)
    said = f"{a.when.first} / {b.when.first}"
    if gap:
        return max(-1.0, -0.4 * gap), said
    span = max(a.when.days, b.when.days)
    return (1.0 if span <= 2 else 0.5 if span <= 7 else 0.2), said


def _day_and_told(a: Profile, b: Profile) -> Said:
    """One says when, the other was told on a day: news is told within days of its event, unless it is background."""
    dated, other = (a, b) if a.when else (b, a)
    if not dated.when or other.mention.historical:
        return _SILENT
    lag = dated.when.gap_days(Window(other.told, other.told))
    lasting = identity(a.kind).lasting_days
    said = f"{dated.when.first} / told {other.told}"
    if dated.when.first > other.told:
        return (-0.5, said) if lag > 1 and other.mention.status == "happened" else _SILENT
    return (0.4 if lag <= 1 else max(-0.8, 0.4 - 0.4 * (lag - 1) / max(1, lasting))), said


def _told(a: Profile, b: Profile) -> Said:
    gap = Window(a.told, a.told).gap_days(Window(b.told, b.told))
    if a.when and b.when:
        return _SILENT  # the days of the event say more
    lasting = identity(a.kind).lasting_days
    return max(-1.0, 1.0 - gap / max(1, lasting)), f"told {gap} days apart"


def _place(a: Profile, b: Profile) -> Said:
    if a.places and b.places:
        return _sets(a.places, b.places)
    if a.countries and b.countries:
        value, said = _sets(a.countries, b.countries)
        return (0.3 if value > 0 else -0.8), said
    return _SILENT


def _amount(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.amounts, b.amounts)
    if value < 0 and {m.split()[1] for m in a.amounts}.isdisjoint({m.split()[1] for m in b.amounts}):
        return _SILENT  # one may be the other converted
    return value, said


def _deadline(a: Profile, b: Profile) -> Said:
    return _sets(a.deadlines, b.deadlines)


def _figure(a: Profile, b: Profile) -> Said:
    """Figures agree, or differ: outlets give different figures of one event, so that a difference weighs little."""
    shared = [s for s in a.counts if s in b.counts]
    if not shared:
        return _SILENT
    same = [s for s in shared if a.counts[s] & b.counts[s]]
    said = _list(frozenset(v for s in shared for v in a.counts[s] | b.counts[s]))
    return (1.0 if same else -0.4), said


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    """Shared words over the smaller side's, 0 where a side has less than two."""
    small = min(len(mine), len(theirs))
    if small < 2:
        return _SILENT
    shared = mine & theirs
    return len(shared) / small, _list(shared)


def _words(a: Profile, b: Profile) -> Said:
    return _overlap(a.words, b.words) if a.filed.article.language == b.filed.article.language else _SILENT


def _words_across(a: Profile, b: Profile) -> Said:
    return _overlap(a.words, b.words) if a.filed.article.language != b.filed.article.language else _SILENT


def _topic(a: Profile, b: Profile) -> Said:
    return _overlap(a.topic, b.topic)


def _names(a: Profile, b: Profile) -> Said:
    return _overlap(a.names, b.names)


def _copy(a: Profile, b: Profile) -> Said:
    union = a.words | b.words
    same = a.filed.article.language == b.filed.article.language and len(a.words & b.words) >= 0.8 * len(union)
    return (1.0, "the same sentence") if same and union else _SILENT


def _same_article(a: Profile, b: Profile) -> Said:
    """An article tells an event once: two of its mentions are two events."""
    return (-1.0, "one article") if a.filed.article.id == b.filed.article.id else _SILENT


def _background(a: Profile, b: Profile) -> Said:
    return (-1.0, "told as past") if a.mention.historical != b.mention.historical else _SILENT


FEATURES: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "kind": _kind,
    "mode": _mode,
    "actor": _actor,
    "recipient": _recipient,
    "person": _person,
    "day": _day,
    "told": _told,
    "place": _place,
    "amount": _amount,
    "deadline": _deadline,
    "figure": _figure,
    "words": _words,
    "words_across": _words_across,
    "topic": _topic,
    "names": _names,
    "copy": _copy,
    "same_article": _same_article,
    "background": _background,
}
