"""Searches that readers keep: a label, and the address that asks for it again. Every method is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from veille.errors import QueryError
from veille.store.database import Database
from veille.store.tables import searches

#: who owns what is kept on a server that nobody signs in to
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A search of its `owner`. `address` is a path with parameters; `seen_at` is when it was last opened."""

    id: str
    owner: str
    label: str
    address: str
    made_at: str
    seen_at: str


class Searches(Protocol):
    """The searches kept in a record; `Store.searches` has them."""

    def of(self, owner: str) -> Sequence[Search]:
        """An owner's searches, by label."""
        ...

    def keep(self, owner: str, label: str, address: str, at: str) -> Search:
        """Keep a search. Raises QueryError when the owner has one with this label, or the label is empty."""
        ...

    def open(self, owner: str, ident: str, at: str) -> Search | None:
        """An owner's search, as it was before this time was noted as its last; `None` when there is none."""
        ...

    def drop(self, owner: str, ident: str) -> bool:
        """Forget an owner's search. False when there is none."""
        ...


class SqlSearches:
    """The searches of a record in a SQL database; see Searches for what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, owner: str) -> Sequence[Search]:
        """An owner's searches, by label."""
        query = select(searches).where(searches.c.owner == owner).order_by(searches.c.label)
        with self._database.reading() as connection:
            return [Search(**row) for row in connection.execute(query).mappings()]

    def keep(self, owner: str, label: str, address: str, at: str) -> Search:
        """Keep a search."""
        said = " ".join(label.split())
        if not said:
            raise QueryError("search", "no label", "say what to call it")
        ident = hashlib.sha256(f"{owner}\n{said}".encode()).hexdigest()[:12]
        made = Search(ident, owner, said, address, at, at)
        with self._database.writing() as connection:
            try:
                connection.execute(insert(searches).values(asdict(made)))
            except IntegrityError:
                raise QueryError(f"search {said!r}", "there is one of this name", "choose another name") from None
        return made

    def open(self, owner: str, ident: str, at: str) -> Search | None:
        """An owner's search, before this opening is noted."""
        own = (searches.c.owner == owner, searches.c.id == ident)
        with self._database.writing() as connection:
            row = connection.execute(select(searches).where(*own)).mappings().one_or_none()
            connection.execute(update(searches).where(*own).values(seen_at=at))
        return Search(**row) if row else None

    def drop(self, owner: str, ident: str) -> bool:
        """Forget an owner's search."""
        query = delete(searches).where(searches.c.owner == owner, searches.c.id == ident)
        with self._database.writing() as connection:
            return connection.execute(query).rowcount > 0
