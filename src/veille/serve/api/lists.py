"""The lists of the API: each a page of rows and the cursor of those that follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from veille.model import Mention
from veille.record import Filed
from veille.serve import queries
from veille.serve.api import asking, models
from veille.serve.api.answers import answer
from veille.serve.api.asking import asked_of
from veille.serve.api.models import ActorRow, Found, Listing, listing
from veille.serve.api.problems import ProblemRoute, described
from veille.serve.asked import Asked
from veille.serve.dossier import dossier_of
from veille.serve.exports import everything
from veille.serve.exports.columns import Table, values
from veille.serve.exports.entries import ArticleEntry, ConflictEntry, MentionEntry, event_entries
from veille.serve.exports.tables import (
    ARTICLES,
    CLAIMS,
    CONFLICTS,
    DEADLINES,
    EVENTS,
    MENTIONS,
    PLEDGES,
    STORIES,
    TOTALS,
)
from veille.serve.paged import (
    Paged,
    Sorting,
    actors_in,
    articles_in,
    claims_in,
    conflicts_in,
    events_in,
    keyed,
    mentions_in,
    stories_in,
)
from veille.serve.site import site_of
from veille.store.base import ArticleFilter, MentionFilter, Store

router = APIRouter(route_class=ProblemRoute, responses=described(400, 422, 503))


def listed(request: Request, table: Table, page: Paged[object] | Iterable[object], following: str | None) -> Response:
    """Rows of a table as a page of a list."""
    rows = page.rows if isinstance(page, Paged) else page
    return answer(request, {"data": [values(table, row) for row in rows], "next": following}, following=following)


@router.get("/events", response_model=listing("events"))
def events(request: Request, given: Annotated[asking.Events, Query()]) -> Response:
    """Events, the latest first; what analysts rejected is left out."""
    store, asked = site_of(request).store, asked_of(request, given)
    page = events_in(store, asked, given.after, Sorting(given.order, given.ascending))
    return listed(request, EVENTS, event_entries(dossier_of(store, page.rows, asked, judged=False)), page.next)


@router.get("/mentions", response_model=listing("mentions"))
def mentions(request: Request, given: Annotated[asking.Mentions, Query()]) -> Response:
    """Mentions, the newest first: what each article says, with its evidence."""
    store = site_of(request).store
    wanted = MentionFilter(
        article=given.article, event=given.event, status=given.status, current=not (given.superseded or given.as_of)
    )
    page = mentions_in(store, asked_of(request, given), wanted, given.after)
    return listed(request, MENTIONS, mention_rows(store, page.rows), page.next)


def mention_rows(store: Store, found: Iterable[tuple[str, Mention]]) -> list[MentionEntry]:
    """Mentions with their events and articles."""
    pairs = list(found)
    filed = store.articles({article for article, _ in pairs})
    placed = store.event_of([mention.id for _, mention in pairs])
    return [
        MentionEntry(placed.get(mention.id), mention, filed[article], outlet_of(filed[article]))
        for article, mention in pairs
        if article in filed
    ]


def outlet_of(filed: Filed) -> str:
    """The site of an article, else where its page came from."""
    return filed.article.site or filed.source.rpartition("/")[2]


@router.get("/articles", response_model=listing("articles"))
def articles(request: Request, given: Annotated[asking.Articles, Query()]) -> Response:
    """Articles, the newest first, without their text."""
    store = site_of(request).store
    wanted = ArticleFilter(
        site=given.site, language=given.lang, origin=given.origin, current=not (given.superseded or given.as_of)
    )
    page = articles_in(store, asked_of(request, given), wanted, given.after)
    return listed(request, ARTICLES, article_rows(store, page.rows), page.next)


def article_rows(store: Store, found: Iterable[Filed]) -> list[ArticleEntry]:
    """Articles with where joining put them."""
    filed = list(found)
    ids = [one.article.id for one in filed]
    origins, stories_of = store.origins(ids), store.story_of(ids)
    return [ArticleEntry(f, outlet_of(f), origins.get(f.article.id), stories_of.get(f.article.id)) for f in filed]


@router.get("/stories", response_model=listing("stories"))
def stories(request: Request, given: Annotated[asking.Stories, Query()]) -> Response:
    """Stories, the last to be added to first."""
    page = stories_in(site_of(request).store, asked_of(request, given), given.after)
    return listed(request, STORIES, page.rows, page.next)


@router.get("/deadlines", response_model=listing("deadlines"))
def deadlines(request: Request, given: Annotated[asking.Told, Query()]) -> Response:
    """Deadlines by their day, those without one last, as they stand on the day asked about."""
    rows = queries.deadlines(site_of(request).store, everything(asked_of(request, given)))
    page = keyed("deadlines", rows, lambda r: (r.due or "9999", r.set_on, r.event), given.limit, given.after)
    return listed(request, DEADLINES, page.rows, page.next)


@router.get("/pledges", response_model=listing("pledges"))
def pledges(request: Request, given: Annotated[asking.Pledges, Query()]) -> Response:
    """Pledges and deliveries, the earliest first."""
    found = queries.pledges(site_of(request).store, _all(request, given), given.into)
    page = keyed("pledges", found.rows, lambda r: (r.day, r.event), given.limit, given.after)
    return listed(request, PLEDGES, page.rows, page.next)


@router.get("/pledges/totals", response_model=models.TOTALS)
def totals(request: Request, given: Annotated[asking.Pledges, Query()]) -> Response:
    """What pledges come to, by donors, stage and currency; nothing is counted twice. All of it: `limit` and `after` change nothing."""
    found = queries.pledges(site_of(request).store, _all(request, given), given.into)
    return answer(request, {"data": [values(TOTALS, row) for row in found.totals]})


def _all(request: Request, given: asking.Paging) -> Asked:
    return everything(asked_of(request, given))


@router.get("/claims", response_model=listing("claims"))
def claims(request: Request, given: Annotated[asking.Claims, Query()]) -> Response:
    """Who says what, the newest first; the outlets' own word where somebody denies the event, or when it is asked for."""
    page = claims_in(site_of(request).store, asked_of(request, given), given.voice, given.event, given.after)
    return listed(request, CLAIMS, page.rows, page.next)


@router.get("/conflicts", response_model=listing("conflicts"))
def conflicts(request: Request, given: Annotated[asking.Told, Query()]) -> Response:
    """What articles differ on: a row for each value, of the latest events first. The limit counts events."""
    page = conflicts_in(site_of(request).store, asked_of(request, given), given.after)
    sides = [ConflictEntry(row, side) for row in page.rows for side in row.sides]
    return listed(request, CONFLICTS, sides, page.next)


@router.get("/actors", response_model=Listing[ActorRow])
def actors(request: Request, given: Annotated[asking.Actors, Query()]) -> Response:
    """Parties by the number of their events."""
    page = actors_in(site_of(request).store, asked_of(request, given), given.role, given.after)
    return answer(request, {"data": page.rows, "next": page.next}, following=page.next)


@router.get("/search", response_model=Listing[Found])
def search(request: Request, given: Annotated[asking.Search, Query()]) -> Response:
    """Articles by their words, the newest first, with the events that the found sentences tell."""
    page = queries.search_page(site_of(request).store, asked_of(request, given), given.after)
    return answer(request, {"data": page[0], "next": page[1]}, following=page[1])
