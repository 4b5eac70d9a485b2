"""Judgements made in the browser: signed by whoever is signed in, kept, joined at once, and told with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from veille.reconcile.judged import in_force
from veille.record import Judgement
from veille.serve.access import visitor_of
from veille.serve.joiner import present_joiner
from veille.serve.judging import Signed, undoing
from veille.serve.web.preferences import own_address
from veille.serve.web.visit import Visit
from veille.store.joining import join

#: the parameter of an address that names what was just judged
DID = "did"


@dataclass(frozen=True, slots=True)
class Done:
    """A judgement that a page tells of; it can be taken back while it is `in_force`."""

    judgement: Judgement
    in_force: bool


def may_judge(visit: Visit) -> bool:
    """Whether the visitor may judge what the page shows: not what the record held once."""
    return visitor_of(visit.request).may("analyst") and visit.asked.read_by is None


def signed(visit: Visit, note: str = "") -> Signed:
    """The visitor's signature, at this moment."""
    by = visitor_of(visit.request).name or visit.site.settings.analyst
    return Signed(by, visit.site.now().strftime("%Y-%m-%dT%H:%M:%SZ"), note.strip()[:2000])


def keep(visit: Visit, *judgements: Judgement) -> None:
    """Keep judgements, and join what they touch."""
    for judgement in judgements:
        visit.store.judge(judgement)
    join(visit.store, present_joiner())


def take_back(visit: Visit, idents: str) -> None:
    """Undo judgements, the last of them first. Raises JudgementError for one that is undone already."""
    for ident in reversed(idents.split(",")):
        visit.store.judge(undoing(visit.store, ident, signed(visit)))
    join(visit.store, present_joiner())


def back_to(said: str, *judgements: Judgement) -> str:
    """An address of this site with the judgements just made, in the place of those that it named before.

    >>> back_to("/review?did=j1&kind=attack#e-2")
    '/review?kind=attack#e-2'
    """
    parts = urlsplit(own_address(said))
    asked = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != DID]
    asked += [(DID, ",".join(j.id for j in judgements))] if judgements else []
    return urlunsplit(("", "", parts.path, urlencode(asked), parts.fragment))


def just_done(visit: Visit) -> tuple[Done, ...]:
    """What the address says was just judged."""
    named = (visit.get(DID) or "").split(",")
    rows = visit.store.judgements() if named != [""] else ()
    active = {j.id for j in in_force(rows)}
    return tuple(Done(j, j.id in active) for j in rows if j.id in named)


def latest(visit: Visit, most: int = 12) -> tuple[Done, ...]:
    """The last judgements in force, the latest first."""
    return tuple(Done(j, True) for j in in_force(visit.store.judgements())[::-1][:most])
