"""What changed since: for who keeps a copy. What is gone leaves a tombstone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from veille.serve.api import asking
from veille.serve.api.answers import answer
from veille.serve.api.models import ChangeRow, Polled
from veille.serve.api.problems import ProblemRoute, described
from veille.serve.paged import changes_in
from veille.serve.site import site_of
from veille.store.base import Change

router = APIRouter(route_class=ProblemRoute, responses=described(400, 422, 503))
_PLACES = {"article": "articles", "event": "events", "story": "stories", "judgement": "judgements"}


@router.get("/changes", response_model=Polled[ChangeRow])
def changes(request: Request, given: Annotated[asking.Changes, Query()]) -> Response:
    """The last change of every article, event, story and judgement, the oldest first.

    Who asks again with the last `next` as `after` gets what changed since, and misses nothing. Mentions change with their article.
    """
    page = changes_in(site_of(request).store, given.thing, given.changed_since, given.limit, given.after)
    following = page.rows[-1].cursor if page.rows else given.after
    base = request.url.path.rpartition("/")[0]
    content = {"data": [_row(row, base) for row in page.rows], "next": following, "more": page.next is not None}
    return answer(request, content, following=page.next)


def _row(row: Change, base: str) -> dict[str, object]:
    href = None if row.gone else f"{base}/{_PLACES[row.thing]}/{row.id}"
    return {
        "thing": row.thing,
        "id": row.id,
        "at": row.at,
        "revision": row.revision,
        "gone": row.gone,
        "now": row.now,
        "href": href,
    }
