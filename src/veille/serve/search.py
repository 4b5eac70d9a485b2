"""Articles by their words, with the events that the found sentences tell."""

from __future__ import annotations

from dataclasses import dataclass

from veille.record import Filed
from veille.serve.asked import Asked, is_by, party_of, place_of, story_of
from veille.serve.told import one_line
from veille.store.base import ArticleFilter, MentionFilter, Store
from veille.store.words import fold

#: articles taken from the store at a time, and mentions of one article
_BATCH = 100
#: characters of text shown around the first word found
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """An article with the words. `mentions` and `events` are those of the sentences that have them all; `snippet` is the text around."""

    article: str
    title: str
    outlet: str
    day: str
    language: str
    url: str | None
    snippet: str
    mentions: tuple[str, ...]
    events: tuple[str, ...]


def search(store: Store, asked: Asked) -> tuple[list[Hit], bool]:
    """The newest articles that have the words of `asked.text`, and whether there are more. Raises QueryError for no word."""
    wanted = _filter(store, asked)
    found: list[Filed] = []
    after: str | None = None
    while len(found) <= asked.limit:
        page = store.list_articles(wanted, limit=min(_BATCH, asked.limit + 1), after=after)
        found += [f for f in page.rows if is_by(f.read_at, asked.read_by) and _has(store, f, asked)]
        after = page.next
        if after is None:
            break
    return [_hit(store, f, asked) for f in found[: asked.limit]], len(found) > asked.limit


def search_page(store: Store, asked: Asked, after: str | None = None) -> tuple[list[Hit], str | None]:
    """A page of those articles, and the cursor of those that follow; it may be short, or empty, before the end."""
    page = store.list_articles(_filter(store, asked), limit=asked.limit, after=after)
    read = (f for f in page.rows if is_by(f.read_at, asked.read_by))
    return [_hit(store, f, asked) for f in read if _has(store, f, asked)], page.next


def _filter(store: Store, asked: Asked) -> ArticleFilter:
    return ArticleFilter(
        text=asked.text,
        story=story_of(store, asked.story),
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
        current=not asked.is_replay,
    )


def _has(store: Store, filed: Filed, asked: Asked) -> bool:
    """Whether the article has a mention of the kind, actor and place asked for."""
    if not (asked.kinds or asked.actor or asked.place):
        return True
    wanted = MentionFilter(
        article=filed.article.id,
        kinds=asked.kinds,
        actor=party_of(asked.actor) if asked.actor else None,
        place=place_of(asked.place) if asked.place else None,
        current=False,
    )
    return bool(store.list_mentions(wanted, limit=1).rows)


def _hit(store: Store, filed: Filed, asked: Asked) -> Hit:
    wanted = MentionFilter(article=filed.article.id, text=asked.text, current=False)
    mentions = tuple(m.id for _, m in store.list_mentions(wanted, limit=_BATCH).rows)
    events = store.event_of(mentions)
    return Hit(
        article=filed.article.id,
        title=filed.article.title or "(no title)",
        outlet=filed.article.site or filed.source.rpartition("/")[2],
        day=filed.known_on,
        language=filed.article.language,
        url=filed.article.url,
        snippet=_around(filed, asked.text or ""),
        mentions=mentions,
        events=tuple(dict.fromkeys(events[m] for m in mentions if m in events)),
    )


def _around(filed: Filed, words: str) -> str:
    """The snippet of an article, of its title only when the words stand nowhere else."""
    title = next((b.end for b in filed.article.blocks if b.kind == "title"), 0)
    body = filed.article.text[title:].strip()
    found = any(_starts(word, fold(words)) for word in body.split())
    return snippet(body if found else filed.article.text, words)


def snippet(text: str, words: str) -> str:
    """The text around the first of the words that it has, on one line.

    >>> snippet("Two submarines were moved on Friday.", "Submarines")
    'Two submarines were moved on Friday.'
    """
    sought = fold(words)
    line = one_line(text)
    begins = (i for i in range(len(line)) if i == 0 or not line[i - 1].isalnum())
    at = next((i for i in begins if line[i].isalnum() and _starts(line[i : i + 40], sought)), 0)
    start, end = max(0, at - _AROUND), min(len(line), at + _AROUND)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    end = line.find(" ", end) if line.find(" ", end) > 0 else len(line)
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"


def _starts(text: str, words: list[str]) -> bool:
    found = fold(text)
    return bool(found) and any(found[0].startswith(word) for word in words)
