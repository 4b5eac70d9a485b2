"""Judgements as an analyst words them: checked, anchored to sentences, signed. The store keeps them; joining applies them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any, get_args

from veille.errors import JudgementError
from veille.model import Status
from veille.ontology import SLOT_TYPES, load_kinds
from veille.reconcile.judged import in_force
from veille.record import Action, Anchor, Judgement
from veille.serve.asked import party_of
from veille.serve.told import country_name
from veille.serve.why import find
from veille.store.base import Store
from veille.store.days import bounds

ACTIONS: tuple[Action, ...] = ("confirm", "reject", "correct", "split", "join")
#: what can be corrected beside slots
_OTHERS = ("kind", "status", "attribution")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who judges, when (UTC, ISO 8601) and why."""

    by: str
    at: str
    note: str = ""


def judgement_on(
    store: Store, targets: Sequence[str], action: str, signed: Signed, settings: Sequence[str] = ()
) -> Judgement:
    """A judgement on events or mentions given by their ids; an event stands for all its mentions.

    "join" takes two or more, "split" the mention that leaves its event, "correct" settings such as "killed=31".
    Raises JudgementError naming what is missing or not allowed, QueryError for an unknown id.
    """
    if action not in ACTIONS:
        raise JudgementError(action, "no such judgement", f"one of {', '.join(ACTIONS)}, or undo")
    if (action == "correct") != bool(settings):
        raise JudgementError(action, "what is to be set?", "--set SLOT=VALUE goes with correct, and only with it")
    if action != "join" and len(targets) > 1:
        raise JudgementError(action, "more than one id", "only join takes several")
    found = [find(store, target) for target in targets]
    mentions = _split(store, *found[0]) if action == "split" else _mentions(store, found)
    if action == "join" and len(mentions) < 2:
        raise JudgementError(action, "nothing to join with", "give two events or mentions, or more")
    return signed_as(signed, action, _anchors(store, mentions), dict(map(setting, settings)))


def undoing(store: Store, ident: str, signed: Signed) -> Judgement:
    """The judgement that takes another one back. Raises JudgementError for an unknown one, or one that is undone already."""
    rows = [j for j in store.judgements() if j.id.startswith(ident)]
    if len(rows) != 1:
        what = "no such judgement" if not rows else f"{len(rows)} judgements begin so"
        raise JudgementError(ident, what, "`veille why ID` shows the judgements on an event")
    (one,) = rows
    if one.action != "undo" and one.id not in {j.id for j in in_force(store.judgements())}:
        raise JudgementError(one.id, "undone already", "judge anew")
    return signed_as(signed, "undo", one.anchors, {}, one.id)


def _mentions(store: Store, found: Sequence[tuple[str, str]]) -> list[str]:
    events = store.events(ident for thing, ident in found if thing == "event")
    rows = [events[ident].mentions if thing == "event" else (ident,) for thing, ident in found]
    return list(dict.fromkeys(mention for row in rows for mention in row))


def _split(store: Store, thing: str, ident: str) -> list[str]:
    """The mention that leaves, then those that stay."""
    if thing != "mention":
        raise JudgementError(ident, "an event cannot be split from itself", "give the mention that does not belong")
    event = store.event_of([ident]).get(ident)
    others = [m for m in store.events([event])[event].mentions if m != ident] if event else []
    if not others:
        raise JudgementError(ident, "the mention stands alone already", "`veille why ID` shows what an event joins")
    return [ident, *others]


def _anchors(store: Store, mentions: Sequence[str]) -> tuple[Anchor, ...]:
    rows = store.mentions(mentions)
    filed = store.articles({article for article, _ in rows.values()})
    found = []
    for ident in mentions:
        article, mention = rows[ident]
        page = filed[article].page
        found.append(Anchor(ident, page, mention.kind, mention.evidence.said, mention.trigger.said))
    return tuple(found)


def signed_as(
    signed: Signed,
    action: Action,
    anchors: tuple[Anchor, ...],
    correction: Mapping[str, object],
    undoes: str | None = None,
) -> Judgement:
    """The judgement, with an id that is a hash of all it says. Raises JudgementError when nobody signs it."""
    if not signed.by.strip():
        raise JudgementError(action, "nobody signs it", "--by NAME says who judges")
    told = [signed.at, signed.by, action, [a.mention for a in anchors], correction, signed.note, undoes]
    ident = "j" + sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:15]
    return Judgement(ident, signed.at, signed.by.strip(), action, anchors, correction, signed.note, undoes)


# -- corrections --------------------------------------------------------------------


def setting(said: str) -> tuple[str, Any]:
    """A setting such as "killed=31", "amount=500 EUR", "actor=Russia,Belarus", as a correction keeps it; "killed=" empties the slot.

    Raises JudgementError naming what is wrong.
    >>> setting("deadline=2025-08-08")
    ('deadline', [{'value': '2025-08-08'}])
    """
    name, equals, value = (part.strip() for part in said.partition("="))
    if not equals or name not in (*SLOT_TYPES, *_OTHERS):
        raise JudgementError(said, "no setting", f"write SLOT=VALUE; one of {', '.join((*_OTHERS, *SLOT_TYPES))}")
    if name in _OTHERS:
        return name, _other(name, value)
    sort = SLOT_TYPES[name]
    values = [value] if sort == "text" else [v.strip() for v in value.split(",")]
    return name, [valued_as(name, sort, v) for v in values if v]


def _other(name: str, value: str) -> str | None:
    allowed = {"kind": tuple(load_kinds()), "status": get_args(Status), "attribution": ("none",)}[name]
    if value not in allowed:
        raise JudgementError(f"{name}={value}", "not a value of it", f"one of {', '.join(allowed)}")
    return None if name == "attribution" else value


def valued_as(name: str, sort: str, said: str) -> dict[str, object]:
    """A value of a slot from how an analyst writes it, as a correction keeps it. Raises JudgementError naming what is wrong."""
    if sort == "count":
        low, dots, high = said.partition("..")
        if all(part.isdigit() for part in (low, high) if part) and (low or high):
            return {"low": int(low) if low else None, "high": int(high) if high else None if dots else int(low)}
        raise JudgementError(f"{name}={said}", "not a number", "write 31, 30..35 or 200..")
    if sort == "money":
        return _money(name, said)
    if sort == "period" and not bounds(said):
        raise JudgementError(f"{name}={said}", "not a date", "write 2025-08-08, 2025-08 or an interval with /")
    if sort == "entity":
        code = party_of(said)
        country = country_name(code)
        own = (
            {"id": f"country:{code}", "country": code} if country else {"id": f"name:{said}" if code == said else code}
        )
        return {**own, "name": country or said}
    return {"name": said} if sort == "place" else {"value": said}


def _money(name: str, said: str) -> dict[str, object]:
    value, _, currency = said.rpartition(" ")
    try:
        amount = Decimal(value.replace(" ", "").replace("_", ""))
    except InvalidOperation:
        amount = None
    if amount is None or len(currency) != 3 or not currency.isupper():
        raise JudgementError(f"{name}={said}", "not a sum", "write 500000000 EUR")
    return {"value": str(amount), "currency": currency}
