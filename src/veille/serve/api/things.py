"""One thing of a record, whole: an event, a mention, an article, a story."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from veille.errors import NotFound
from veille.serve.api.answers import answer
from veille.serve.api.asking import Day, Moment
from veille.serve.api.lists import article_rows, mention_rows
from veille.serve.api.models import ARTICLE, EVENT, ROWS
from veille.serve.api.problems import ProblemRoute, described
from veille.serve.asked import Asked, as_asked, checked_day
from veille.serve.dossier import dossier_of
from veille.serve.exports.columns import values
from veille.serve.exports.entries import event_entries, mention_entries
from veille.serve.exports.tables import ARTICLES, EVENTS, MENTIONS, STORIES
from veille.serve.rows import plain
from veille.serve.site import site_of
from veille.serve.wanted import checked_moment
from veille.store.base import ArticleFilter, Store

router = APIRouter(route_class=ProblemRoute, responses=described(400, 404, 422, 503))
Ident = Annotated[str, Path(pattern=r"^[\w:.-]{1,80}$", description="an id, whole")]
#: fields of an event that its row does not have
_WHOLE = ("slots", "conflicts", "statements", "steps", "due", "joins", "follows", "parts", "repeats")


class When(BaseModel):
    """Parameters of one thing: the day as of which it is told, and the language."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day | None = None
    read_by: Moment | None = None
    language: Literal["en", "fr"] = "en"


def missing(thing: str, ident: str) -> NotFound:
    """The error for an id that there is not."""
    return NotFound(f"{thing} {ident}", "nothing has this id", "/api/v1/changes tells what became of ids that are gone")


@router.get("/events/{ident}", response_model=EVENT)
def event(request: Request, ident: Ident, given: Annotated[When, Query()]) -> Response:
    """An event with all that articles give of it: values side by side, statements, history, reasons of its joins, mentions."""
    site = site_of(request)
    asked = Asked(
        today=site.today,
        as_of=checked_day(given.as_of) if given.as_of else None,
        read_by=checked_moment(given.read_by) if given.read_by else None,
        language=given.language,
    )
    known = list(as_asked(site.store, list(site.store.events([ident]).values()), asked))
    if not known:
        raise missing("event", ident)
    told = dossier_of(site.store, known, asked, judged=False)
    (entry,) = event_entries(told)
    whole: dict[str, Any] = plain(entry.event)
    mentions = [values(MENTIONS, one) for one in mention_entries(told)]
    return answer(request, {**values(EVENTS, entry), **{n: whole[n] for n in _WHOLE}, "told_by": mentions})


@router.get("/mentions/{ident}", response_model=ROWS["mentions"])
def mention(request: Request, ident: Ident) -> Response:
    """A mention: its sentence, its values with their spans, whose word it is, the rule that read it."""
    store = site_of(request).store
    rows = mention_rows(store, store.mentions([ident]).values())
    if not rows:
        raise missing("mention", ident)
    return answer(request, values(MENTIONS, rows[0]))


@router.get("/articles/{ident}", response_model=ARTICLE)
def article(request: Request, ident: Ident) -> Response:
    """An article with its text and blocks, the versions of its page and its copies."""
    store = site_of(request).store
    rows = article_rows(store, store.articles([ident]).values())
    if not rows:
        raise missing("article", ident)
    (entry,) = rows
    held = entry.filed.article
    events = dict.fromkeys(store.event_of([m.id for m in entry.filed.mentions]).values())
    more = {
        "text": held.text,
        "blocks": held.blocks,
        "versions": [f.article.id for f in store.versions(entry.filed.page)],
        "copies": _copies(store, ident, entry.origin),
        "events": list(events),
    }
    return answer(request, {**values(ARTICLES, entry), **more})


def _copies(store: Store, ident: str, origin: str | None) -> list[str]:
    if origin is None:
        return []
    page = store.list_articles(ArticleFilter(origin=origin, current=False), limit=200)
    return [f.article.id for f in page.rows if f.article.id != ident]


@router.get("/stories/{ident}", response_model=ROWS["stories"])
def story(request: Request, ident: Ident) -> Response:
    """A story and its articles; `/events?story=` has what it tells."""
    found = site_of(request).store.stories([ident])
    if not found:
        raise missing("story", ident)
    return answer(request, values(STORIES, found[ident]))
