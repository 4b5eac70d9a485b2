"""Joining what was filed: the seam between a store, which keeps, and the joiner, which computes.

Views are computed outside of any transaction, so that nobody waits, and saved if nobody saved others meanwhile; else again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from veille.errors import RecordBusy
from veille.record import Filed, Judgement, Views
from veille.store.base import Store, Ticket
from veille.store.rows import chunks

#: how often views are computed anew because others were saved meanwhile
TRIES = 20
#: from this share of a record on, all of it is joined at once
_MOST_OF_IT = 0.5


class Shelf(Protocol):
    """Where filed articles are found by their keys."""

    def near(self, keys: Collection[str]) -> Iterable[Filed]:
        """All filed articles that have at least one of the keys."""
        ...


@dataclass(frozen=True, slots=True)
class Joiner:
    """What makes views: of a whole record, or of what new articles touch. `scheme` changes whenever keys or views may come out differently."""

    scheme: str
    keys_for: Callable[[Filed], Collection[str]]
    whole: Callable[[Iterable[Filed], Sequence[Judgement]], Views]
    near: Callable[[Iterable[Filed], Shelf, Sequence[Judgement]], Views]


class StoreShelf:
    """A store's articles by their keys, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, Filed] = {}

    def near(self, keys: Collection[str]) -> Iterable[Filed]:
        """All filed articles that have at least one of the keys, by id."""
        ids = self._store.ids_near(keys)
        self._held.update(self._store.articles(ident for ident in ids if ident not in self._held))
        return [self._held[ident] for ident in ids if ident in self._held]


def join(store: Store, joiner: Joiner) -> int:
    """Join all that awaits it; the number of articles that did. Raises RecordBusy when others never stop joining."""
    joined: set[str] = set()
    for _ in range(TRIES):
        ticket = store.ticket()
        if not ticket.articles and ticket.scheme == joiner.scheme:
            return len(joined)
        if _join_ticket(store, joiner, ticket):
            joined |= set(ticket.articles)
    raise RecordBusy("the record", "others joined it at the same time, again and again", "try again when they are done")


def _join_ticket(store: Store, joiner: Joiner, ticket: Ticket) -> bool:
    whole = ticket.scheme != joiner.scheme or len(ticket.articles) > _MOST_OF_IT * store.figures().articles
    if whole:
        filed: list[Filed] = list(store.filed())
    else:
        filed = list(store.articles(ticket.articles).values())
    for batch in chunks(filed):
        store.save_keys({one.article.id: joiner.keys_for(one) for one in batch})
    judgements = store.judgements()
    views = joiner.whole(filed, judgements) if whole else joiner.near(filed, StoreShelf(store), judgements)
    return store.save_views(views, ticket, joiner.scheme, whole=whole)
