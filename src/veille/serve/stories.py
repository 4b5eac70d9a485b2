"""Matters: the articles on each, who carries which dispatch, and the events that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from veille.errors import NotFound
from veille.record import Filed, Story
from veille.serve.asked import Asked, events_page, is_by, story_of
from veille.serve.timeline import EventRow, event_rows
from veille.store.base import Store, StoryFilter


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story: how many articles tell it, from when to when, and which sites. `title` is its first article's."""

    story: str
    title: str
    first_known: str
    last_known: str
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stories:
    """Stories, the last to be added to first, and the cursor of those that follow."""

    rows: tuple[StoryRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of a story. Articles of one `origin` are one report; `first` tells its origin first. `tells` counts its mentions."""

    article: str
    title: str
    outlet: str
    day: str
    language: str
    url: str | None
    origin: str
    first: bool
    version: int
    superseded: bool
    withdrawn: bool
    tells: int


@dataclass(frozen=True, slots=True)
class Told:
    """A story with its articles and events, both the earliest first. `more` when there are further events."""

    story: StoryRow
    articles: tuple[ArticleRow, ...]
    events: tuple[EventRow, ...]
    more: bool


def stories(store: Store, asked: Asked, *, after: str | None = None) -> Stories:
    """The stories asked for by words and days."""
    wanted = StoryFilter(text=asked.text, since=asked.since, until=asked.until, as_of=_by(asked))
    page = store.list_stories(wanted, limit=asked.limit, after=after)
    filed = store.articles({a for story in page.rows for a in story.articles})
    rows = (_row(story, [filed[a] for a in story.articles if a in filed], asked) for story in page.rows)
    return Stories(tuple(row for row in rows if row.articles), page.next)


def story(store: Store, ident: str, asked: Asked) -> Told:
    """A story and what it holds, as of the day asked about. Raises NotFound for an id that is not there or not known then."""
    found = store.stories([story_of(store, ident) or ""])
    if not found:
        raise NotFound(f"story {ident!r}", "no such story", "/stories lists them")
    (one,) = found.values()
    filed = [f for f in store.articles(one.articles).values() if _is_known(f, asked)]
    if not filed:
        raise NotFound(f"story {one.id}", f"not known on {asked.day}", "ask for a later day")
    events, following = events_page(store, replace(asked, story=one.id), ascending=True)
    rows = event_rows(store, events, asked)
    return Told(_row(one, filed, asked), tuple(_articles(store, filed)), tuple(rows), following is not None)


def _by(asked: Asked) -> str | None:
    return asked.day if asked.is_replay else None


def _is_known(filed: Filed, asked: Asked) -> bool:
    return filed.known_on <= (_by(asked) or "9999") and is_by(filed.read_at, asked.read_by)


def _row(one: Story, articles: Sequence[Filed], asked: Asked) -> StoryRow:
    known = sorted((f for f in articles if _is_known(f, asked)), key=_order)
    return StoryRow(
        story=one.id,
        title=one.title,
        first_known=one.first_known,
        last_known=max((f.known_on for f in known), default=one.last_known),
        articles=len(known),
        outlets=tuple(dict.fromkeys(_outlet(f) for f in known)),
    )


def _articles(store: Store, articles: Sequence[Filed]) -> list[ArticleRow]:
    origins, seen, rows = store.origins(f.article.id for f in articles), set(), []
    for f in sorted(articles, key=_order):
        origin = origins.get(f.article.id, f.article.id)
        rows.append(
            ArticleRow(
                article=f.article.id,
                title=f.article.title or "",
                outlet=_outlet(f),
                day=f.known_on,
                language=f.article.language,
                url=f.article.url,
                origin=origin,
                first=origin not in seen,
                version=f.version,
                superseded=f.superseded,
                withdrawn=bool(f.withdrawn_at),
                tells=len(f.mentions),
            )
        )
        seen.add(origin)
    return rows


def _order(filed: Filed) -> tuple[str, str, str]:
    stamp = filed.article.published
    return filed.known_on, stamp.value if stamp else "", filed.article.id


def _outlet(filed: Filed) -> str:
    return filed.article.site or filed.source.rpartition("/")[2]
