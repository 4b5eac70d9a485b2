"""How alike two mentions are: keys under which they can meet, then reasons for and against, each with its weight.

Nothing here depends on the rest of
the record: two mentions get the same score in any company, which makes adding an article the same as rebuilding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from veille.ontology import load_kinds
from veille.reconcile.likeness import FEATURES
from veille.reconcile.likeness.said import SLACK_DAYS, identity
from veille.reconcile.profile import Profile, Window
from veille.record import Feature

#: families of kinds that somebody may deny having done
_DEEDS = frozenset({"violence", "measure", "force"})


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
    families = {identity(kind).family for kind in (p.kind, *identity(p.kind).like)} | _bearing(p.kind)
    months = {p.told[:7], _month_after(p.told)}
    who = p.parties or p.countries or {"?"}
    found = {f"{party}|{month}" for party in (*who, *p.places, *p.names) for month in months} | p.amounts
    if p.when and p.when.days <= 2:
        found |= set(_days(p.when))
    found |= {f"told {day}" for day in (p.told, (date.fromisoformat(p.told) + timedelta(days=1)).isoformat())}
    return frozenset(f"{family}|{what}" for family in families for what in found)


@lru_cache(maxsize=64)
def _bearing(kind: str) -> frozenset[str]:
    """Families in which a kind meets others that bear on it without being the same event: lifecycles, denials."""
    tables = {k.name: k.lifecycle for k in load_kinds().values() if k.lifecycle}
    moves = [move for table in tables.values() for move in table.moves if move.by in ("actor", "recipient")]
    stepping = set(tables) | {k for move in moves for k in move.kinds}
    deeds = {k.name for k in load_kinds().values() if k.identity.family in _DEEDS} | {"rejection"}
    return frozenset({"life"} if kind in stepping else ()) | frozenset({"denied"} if kind in deeds else ())


def _month_after(day: str) -> str:
    return (date.fromisoformat(f"{day[:7]}-01") + timedelta(days=31)).isoformat()[:7]


def _days(when: Window) -> list[str]:
    first = date.fromisoformat(when.first) - timedelta(days=SLACK_DAYS)
    return [(first + timedelta(days=n)).isoformat() for n in range(when.days + 2 * SLACK_DAYS)]


# -- scores ---------------------------------------------------------------------


def compare(a: Profile, b: Profile, weights: Weights | None = None) -> tuple[float, tuple[Feature, ...]]:
    """The log-odds that two mentions tell one event, and the reasons that make it up (those that speak)."""
    table = weights or load_weights()
    rows = [(name, *test(a, b)) for name, test in FEATURES.items()]
    said = tuple(Feature(n, round(v, 4), table.of.get(n, 0.0), why) for n, v, why in rows if v)
    return round(table.bias + sum(f.value * f.weight for f in said), 6), said


def may_meet(a: Profile, b: Profile) -> bool:
    """Whether the kinds of two mentions can tell one event at all."""
    return a.kind == b.kind or b.kind in identity(a.kind).like or a.kind in identity(b.kind).like
