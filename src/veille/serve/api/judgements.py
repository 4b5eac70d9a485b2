"""Judgements: what analysts said, and saying something. The store keeps them; joining applies them at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from veille.reconcile.judged import in_force
from veille.record import Judgement
from veille.serve.access import visitor_of
from veille.serve.api import asking
from veille.serve.api.answers import answer
from veille.serve.api.asking import Word
from veille.serve.api.models import JudgementRow, Listing
from veille.serve.api.problems import ProblemRoute, described
from veille.serve.api.things import Ident, missing
from veille.serve.joiner import present_joiner
from veille.serve.judging import Signed, judgement_on, undoing
from veille.serve.paged import judgements_in
from veille.serve.rows import plain
from veille.serve.site import Site, site_of
from veille.store.base import Store
from veille.store.joining import join

router = APIRouter(route_class=ProblemRoute, responses=described(400, 422, 503))


class Judging(BaseModel):
    """A judgement to be kept. An event's id stands for all its mentions."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["confirm", "reject", "correct", "split", "join", "undo"]
    targets: list[Word] = Field(
        min_length=1, max_length=50, description="ids of events or mentions; of the judgement to take back, with undo"
    )
    settings: dict[Word, str] = Field(
        {},
        max_length=20,
        description='with correct: slot to value, as `veille judge --set` has them, such as {"killed": "31"}',
    )
    note: str = Field("", max_length=2000, description="why")
    by: Word | None = Field(None, description="who judges; only where the record is served without users")


@router.get("/judgements", response_model=Listing[JudgementRow])
def judgements(request: Request, given: Annotated[asking.Judgements, Query()]) -> Response:
    """Judgements, the oldest first; they are never changed, and an undo is one too."""
    store = site_of(request).store
    page = judgements_in(store, given.by, given.limit, given.after)
    return answer(request, {"data": _rows(store, page.rows), "next": page.next}, following=page.next)


@router.get("/judgements/{ident}", response_model=JudgementRow, responses=described(404))
def judgement(request: Request, ident: Ident) -> Response:
    """A judgement."""
    store = site_of(request).store
    found = [j for j in store.judgements() if j.id == ident]
    if not found:
        raise missing("judgement", ident)
    return answer(request, _rows(store, found)[0])


@router.post("/judgements", response_model=JudgementRow, status_code=201, responses=described(401, 403, 404, 409))
def judge(request: Request, given: Judging) -> Response:
    """Keep a judgement, signed and undoable; it outlives every reading with newer rules. Analysts alone may."""
    site = site_of(request)
    signed = Signed(analyst_of(request, given.by), f"{site.now():%Y-%m-%dT%H:%M:%SZ}", given.note)
    made = _made(site, given, signed)
    site.store.judge(made)
    join(site.store, present_joiner())
    found = [j for j in site.store.judgements() if j.id == made.id]
    response = answer(request, _rows(site.store, found)[0], status=201)
    response.headers["Location"] = f"{request.url.path}/{made.id}"
    return response


def _made(site: Site, given: Judging, signed: Signed) -> Judgement:
    if given.action == "undo":
        if len(given.targets) != 1 or given.settings:
            raise HTTPException(422, "undo takes the id of one judgement, and nothing to set")
        return undoing(site.store, given.targets[0], signed)
    settings = [f"{slot}={value}" for slot, value in given.settings.items()]
    return judgement_on(site.store, given.targets, given.action, signed, settings)


def analyst_of(request: Request, said: str | None) -> str:
    """Who judges: the user who makes the request; on a server open to its own machine, who says so in the body."""
    name = visitor_of(request).name or said
    if not name:
        raise HTTPException(422, "body.by: who judges?")
    return name


def _rows(store: Store, found: Any) -> list[dict[str, Any]]:
    active = {j.id for j in in_force(store.judgements())}
    undone = {j.undoes for j in store.judgements() if j.undoes}
    return [{**plain(j), "in_force": j.id in active or (j.action == "undo" and j.id not in undone)} for j in found]
