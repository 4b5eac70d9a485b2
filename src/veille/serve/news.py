"""What became of the record since a moment: events learned, changed and gone, as a reader who comes back wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from veille.record import Event
from veille.serve.asked import Asked, as_asked, events_of, first
from veille.serve.diff import Change, differences
from veille.serve.told import Sources, headline
from veille.store.base import ChangeFilter, Store


@dataclass(frozen=True, slots=True)
class News:
    """Changes, the latest first; `more` when there are further ones. `gone` counts events that are no more and in no other."""

    rows: tuple[Change, ...]
    more: bool
    gone: int = 0


def news(store: Store, asked: Asked, moment: str) -> News:
    """What the record learned or changed since a moment in UTC, by when it did: at most `asked.limit` events.

    What was only read again, with nothing told otherwise, is no news.
    """
    page = store.list_changes(ChangeFilter(things=("event",), since=moment), limit=4 * asked.limit)
    gone = [c for c in page.rows if c.gone and not c.now]
    held = store.events(c.id for c in page.rows if not c.gone)
    latest = [held[c.id] for c in reversed(page.rows) if c.id in held and held[c.id].judged != "rejected"]
    before = {e.id: e for e in as_asked(store, latest, replace(asked, read_by=moment, as_of=None))}
    rows = list(_told(store, latest, before, asked, moment[:10]))
    return News(tuple(rows[: asked.limit]), page.next is not None or len(rows) > asked.limit, len(gone))


def _told(
    store: Store, events: list[Event], before: dict[str, Event], asked: Asked, since: str
) -> Iterator[Change]:
    sources = Sources.of(store, events, asked.language)
    for event in events:
        old = before.get(event.id)
        changes = tuple(differences(old, event, since, asked.day, sources)) if old else ()
        if old is None or changes:
            yield _change("changed" if old else "learned", event, sources, changes)


def latest(store: Store, asked: Asked, since: str) -> News:
    """What the press told on a day or later, by the day of publication: the events told last, with nothing said of what changed."""
    wanted = events_of(store, asked, order="learned", learned_since=since)
    events, more = first(wanted, asked.limit)
    sources = Sources.of(store, events, asked.language)
    rows = [_change("learned" if e.first_known >= since else "changed", e, sources, ()) for e in events]
    return News(tuple(rows), more)


def _change(sort: str, event: Event, sources: Sources, changes: tuple[str, ...]) -> Change:
    day, evidence = event.day or event.first_known, sources.sentence(event.mentions[-1])
    return Change(sort, event.id, event.kind, day, headline(event, sources), changes, evidence)  # type: ignore[arg-type]
