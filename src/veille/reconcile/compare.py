"""How alike two mentions are: keys under which they can meet, then reasons for and against, each with its weight.

A reason is in [-1, 1]: 1 agrees, -1 contradicts, 0 where one of the two does not say. Nothing here depends on the rest of
the record: two mentions get the same score in any company, which makes adding an article the same as rebuilding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from math import cos, radians, sqrt

from veille.ontology import Identity, load_kinds
from veille.reconcile.figures import bounds
from veille.reconcile.profile import Profile, Window
from veille.reconcile.words import fold
from veille.record import Feature

#: days a dated event is found again under, on either side: outlets differ by a day
_SLACK = 1
#: two places this near may be one: a town and its district, a base and its city
_NEAR_KM = 50


@dataclass(frozen=True, slots=True)
class Weights:
    """The versioned table of `weights.toml`."""

    version: str
    bias: float
    join: float
    link: float
    of: Mapping[str, float]


@lru_cache(maxsize=2)
def load_weights(table: str = "weights") -> Weights:
    """The weights shipped with the program; "baseline" are those that only look at kind and parties."""
    data = tomllib.loads(resources.files("veille.reconcile").joinpath("weights.toml").read_text("utf-8"))
    own = data[table]
    of = {name: weight for name, weight in own.items() if name != "bias"}
    return Weights(data["version"], own["bias"], data["join"], data["link"], of)


# -- where mentions can meet ------------------------------------------------------


def keys(p: Profile) -> frozenset[str]:
    """Keys of a mention: two that share none are not compared. Each names the family of kinds and something both would say."""
    families = {identity(kind).family for kind in (p.kind, *identity(p.kind).like)}
    months = {p.told[:7], _month_after(p.told)}
    who = p.parties or p.countries or {"?"}
    found = {f"{party}|{month}" for party in (*who, *p.places, *p.names) for month in months} | p.amounts
    if p.when and p.when.days <= 2:
        found |= set(_days(p.when))
    found |= {f"told {day}" for day in (p.told, (date.fromisoformat(p.told) + timedelta(days=1)).isoformat())}
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


def compare(a: Profile, b: Profile, weights: Weights | None = None) -> tuple[float, tuple[Feature, ...]]:
    """The log-odds that two mentions tell one event, and the reasons that make it up (those that speak)."""
    table = weights or load_weights()
    rows = [(name, *test(a, b)) for name, test in FEATURES.items()]
    said = tuple(Feature(n, round(v, 4), table.of.get(n, 0.0), why) for n, v, why in rows if v)
    return round(table.bias + sum(f.value * f.weight for f in said), 6), said


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
    """Who acts, or who takes part where there is no direction."""
    value, said = _sets(*_acting(a, b))
    return (value, said) if value > 0 and not _is_odd(a, b) else _SILENT


def _other_actor(a: Profile, b: Profile) -> Said:
    """Nobody in common, or of those who take part each side names somebody whom the other leaves out."""
    value, said = _sets(*_acting(a, b))
    return (value, said) if value < 0 else (-0.6, said) if _is_odd(a, b) else _SILENT


def _acting(a: Profile, b: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return (a.parties, b.parties) if _is_mutual(a, b) else (a.actors, b.actors)


def _is_mutual(a: Profile, b: Profile) -> bool:
    return identity(a.kind).mutual and identity(b.kind).mutual


def _is_odd(a: Profile, b: Profile) -> bool:
    return _is_mutual(a, b) and bool(a.parties - b.parties) and bool(b.parties - a.parties)


def _recipient(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.recipients, b.recipients)
    return (value, said) if value > 0 and not _is_mutual(a, b) else _SILENT


def _other_recipient(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.recipients, b.recipients)
    return (value, said) if value < 0 and not _is_mutual(a, b) else _SILENT


def _person(a: Profile, b: Profile) -> Said:
    """Persons in common: who speaks, or all who take part."""
    value, said = _sets(*_persons(a, b))
    return (value, said) if value > 0 else _SILENT


def _other_person(a: Profile, b: Profile) -> Said:
    """Nobody in common: two speakers are two statements."""
    value, said = _sets(*_persons(a, b))
    return (value, said) if value < 0 else _SILENT


def _persons(a: Profile, b: Profile) -> tuple[frozenset[str], frozenset[str]]:
    return (a.people, b.people) if identity(a.kind).mutual else (a.speakers, b.speakers)


def _day(a: Profile, b: Profile) -> Said:
    """The days that both say, where they agree."""
    if not a.when or not b.when or _is_another_day(a.when, b.when):
        return _SILENT
    said, span = f"{a.when.first} / {b.when.first}", max(a.when.days, b.when.days)
    if a.when == b.when:
        return (1.0 if span <= 2 else 0.5 if span <= 7 else 0.2), said
    return (0.7 if span <= 2 else 0.3), said


def _other_day(a: Profile, b: Profile) -> Said:
    """The days that both say, where they differ."""
    if not a.when or not b.when or not _is_another_day(a.when, b.when):
        return _SILENT
    return -min(1.0, 0.6 + 0.2 * a.when.gap_days(b.when)), f"{a.when.first} / {b.when.first}"


def _is_another_day(a: Window, b: Window) -> bool:
    """Two days apart, or two nights: nights that only touch are two."""
    return a.gap_days(b) > 0 or (a.days == b.days == 2 and a != b)


def _news_day(a: Profile, b: Profile) -> Said:
    """One says when, the other was told on a day: news is told within days of its event, unless it is background."""
    dated, other = (a, b) if a.when else (b, a)
    if not dated.when or other.when or other.mention.historical:
        return _SILENT
    lag = dated.when.gap_days(Window(other.told, other.told))
    said = f"{dated.when.first} / told {other.told}"
    if dated.when.first > other.told:
        return (-1.0, said) if lag > 1 and dated.mention.status != other.mention.status else _SILENT
    return max(-1.0, 0.5 - 0.5 * lag / identity(a.kind).lasting_days), said


def _told(a: Profile, b: Profile) -> Said:
    """News of one event is told in the same days; background may be told at any time."""
    if a.when or b.when:
        return _SILENT
    gap = _gap_days(a, b)
    if a.mention.historical or b.mention.historical:
        return _SILENT
    return max(-1.0, 1.0 - gap / identity(a.kind).lasting_days), f"told {gap} days apart"


def _long_ago(a: Profile, b: Profile) -> Said:
    """News told long after the other, by which time it would be background."""
    gap = _gap_days(a, b)
    far = gap > 3 * identity(a.kind).lasting_days
    late = a if (a.told, a.id) > (b.told, b.id) else b
    dated = a.when and b.when and not a.when.gap_days(b.when)
    return (-1.0, f"told {gap} days apart") if far and not dated and not late.mention.historical else _SILENT


def _gap_days(a: Profile, b: Profile) -> int:
    return Window(a.told, a.told).gap_days(Window(b.told, b.told))


def _place(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.places, b.places)
    return (value, said) if value > 0 else _SILENT


def _elsewhere(a: Profile, b: Profile) -> Said:
    """Two places too far apart to be one, or two countries."""
    if a.places and b.places:
        near = a.places & b.places or any(_km(p, q) < _NEAR_KM for p in a.points for q in b.points)
        return _SILENT if near else (-1.0, f"{_list(a.places)} / {_list(b.places)}")
    if a.countries and b.countries and not a.countries & b.countries:
        return -0.8, f"{_list(a.countries)} / {_list(b.countries)}"
    return _SILENT


def _km(p: tuple[float, float], q: tuple[float, float]) -> float:
    """Kilometres between two points, good enough for neighbours."""
    north = 111.2 * (p[0] - q[0])
    east = 111.2 * (p[1] - q[1]) * cos(radians((p[0] + q[0]) / 2))
    return sqrt(north * north + east * east)


def _anew(a: Profile, b: Profile) -> Said:
    """The one told days later says that it is another one ("a second package")."""
    early, late = sorted((a, b), key=lambda p: p.order)
    if is_anew(late) and not is_anew(early) and _gap_days(a, b) > _SLACK:
        return -1.0, "said to be another one"
    return _SILENT


def is_anew(p: Profile) -> bool:
    """Whether a mention says that what it tells is another one of its kind."""
    words = identity(p.kind).anew.get(p.filed.article.language, ())
    return bool(words) and any(said.startswith(words) for said in fold(p.mention.evidence.said).split())


def _amount(a: Profile, b: Profile) -> Said:
    value, said = _sets(a.amounts, b.amounts)
    return (value, said) if value > 0 else _SILENT


def _other_amount(a: Profile, b: Profile) -> Said:
    """Two sums of one currency; in two currencies one may be the other converted."""
    value, said = _sets(a.amounts, b.amounts)
    one = {m.split()[1] for m in a.amounts} & {m.split()[1] for m in b.amounts}
    return (value, said) if value < 0 and one else _SILENT


def _decisive(a: Profile, b: Profile) -> Said:
    """Parties that nobody disputes differ: two donors are two pledges."""
    for slot in identity(a.kind).decisive & identity(b.kind).decisive:
        mine, theirs = (a.actors, b.actors) if slot == "actor" else (a.recipients, b.recipients)
        if mine and theirs and not mine & theirs:
            return -1.0, f"{_list(mine)} / {_list(theirs)}"
    return _SILENT


def _deadline(a: Profile, b: Profile) -> Said:
    return _sets(a.deadlines, b.deadlines)


def _figure(a: Profile, b: Profile) -> Said:
    """How many drones, soldiers, demonstrators: outlets differ a little on one event, two events differ a lot."""
    return _counts(a, b, ("count", "rate"))


def _toll(a: Profile, b: Profile) -> Said:
    """Killed and wounded: tolls of one event differ, and rise."""
    return _counts(a, b, ("killed", "wounded", "displaced"))


def _counts(a: Profile, b: Profile, slots: Sequence[str]) -> Said:
    best, said = -2.0, ""
    for slot in slots:
        for mine in a.counts.get(slot, ()):
            for theirs in b.counts.get(slot, ()):
                near = _nearness(mine, theirs)
                if near is not None and near > best:
                    best, said = near, f"{mine} / {theirs}"
    return (best, said) if best >= -1.0 else _SILENT


def _nearness(mine: str, theirs: str) -> float | None:
    """1 for equal counts, less for near ones, -1 for far ones, `None` where different things are counted."""
    (low, high), (lower, higher) = bounds(mine), bounds(theirs)
    things = {v.partition(" ")[2] for v in (mine, theirs)} - {""}
    if len(things) > 1 or low == lower == 0.0:
        return None
    if (low, high) == (lower, higher):
        return 1.0
    if low <= higher and lower <= high:
        return 0.4
    small, large = sorted((max(low, 1.0), max(lower, 1.0)))
    return 0.2 if large / small <= 1.15 else -0.4 if large / small <= 1.6 else -1.0


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    """Shared words over the smaller side's, 0 where a side has less than two."""
    small = min(len(mine), len(theirs))
    if small < 2:
        return _SILENT
    shared = mine & theirs
    return len(shared) / small, _list(shared)


def _is_across(a: Profile, b: Profile) -> bool:
    return a.filed.article.language != b.filed.article.language


def _words(a: Profile, b: Profile) -> Said:
    return _SILENT if _is_across(a, b) else _overlap(a.words, b.words)


def _words_across(a: Profile, b: Profile) -> Said:
    return _overlap(a.words, b.words) if _is_across(a, b) else _SILENT


def _topic(a: Profile, b: Profile) -> Said:
    return _overlap(a.topic, b.topic)


def _unlike(a: Profile, b: Profile) -> Said:
    """What they are about has nothing in common."""
    value, _ = _overlap(a.topic, b.topic)
    both = len(a.topic) > 1 and len(b.topic) > 1
    return (-1.0, "nothing in common") if both and value < (0.1 if _is_across(a, b) else 0.2) else _SILENT


def _names(a: Profile, b: Profile) -> Said:
    value, said = _overlap(a.names, b.names)
    return (value, said) if value or min(len(a.names), len(b.names)) < 2 else (-0.5, "no name in common")


def _numbers(a: Profile, b: Profile) -> Said:
    """Numbers in figures that both sentences hold."""
    if not a.numbers or not b.numbers:
        return _SILENT
    shared = a.numbers & b.numbers
    return len(shared) / min(len(a.numbers), len(b.numbers)), _list(shared)


def _context(a: Profile, b: Profile) -> Said:
    """Names that the two articles have in common, -1 to 1."""
    if not a.context or not b.context:
        return _SILENT
    return 2 * len(a.context & b.context) / sqrt(len(a.context) * len(b.context)) - 1, ""


def _copy(a: Profile, b: Profile) -> Said:
    """The same sentence in two articles: the same word of it tells the same event, another word another."""
    union = a.words | b.words
    if _is_across(a, b) or not union or len(a.words & b.words) < 0.8 * len(union):
        return _SILENT
    same = a.mention.trigger.said == b.mention.trigger.said
    return (1.0, "the same sentence") if same else (-1.0, "another word of the same sentence")


def _same_article(a: Profile, b: Profile) -> Said:
    """An article tells an event once: two of its mentions are two events."""
    return (-1.0, "one article") if a.filed.article.id == b.filed.article.id else _SILENT


def _background(a: Profile, b: Profile) -> Said:
    return (-1.0, "told as past") if a.mention.historical != b.mention.historical else _SILENT


FEATURES: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "kind": _kind,
    "mode": _mode,
    "actor": _actor,
    "other_actor": _other_actor,
    "recipient": _recipient,
    "other_recipient": _other_recipient,
    "person": _person,
    "other_person": _other_person,
    "day": _day,
    "other_day": _other_day,
    "news_day": _news_day,
    "told": _told,
    "long_ago": _long_ago,
    "place": _place,
    "elsewhere": _elsewhere,
    "decisive": _decisive,
    "anew": _anew,
    "amount": _amount,
    "other_amount": _other_amount,
    "deadline": _deadline,
    "figure": _figure,
    "toll": _toll,
    "words": _words,
    "words_across": _words_across,
    "topic": _topic,
    "unlike": _unlike,
    "names": _names,
    "numbers": _numbers,
    "context": _context,
    "copy": _copy,
    "same_article": _same_article,
    "background": _background,
}
