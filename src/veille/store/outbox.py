"""The outbox of alerts in a SQL database. Every method is one transaction.

An occasion is told once: under its rule, event and occasion, and by none of the sentences that it was told by before, for the
event that holds them may be called otherwise since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, and_, select, tuple_, update

from veille.store.database import Database
from veille.store.letters import Letter, Mark, Occasion
from veille.store.rows import chunks, insert_new
from veille.store.tables import alerts, alerts_told

_MARK = ("rule", "occasion", "anchor")


class SqlOutbox:
    """The outbox of a record in a SQL database; see letters.Outbox for what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def told(self, rule: str, occasion: str, anchors: Collection[str]) -> bool:
        """Whether it was told by one of these sentences."""
        with self._database.reading() as connection:
            return _is_told(connection, [(rule, occasion, anchor) for anchor in anchors])

    def put(self, occasions: Sequence[Occasion]) -> Sequence[int]:
        """Keep the letters of occasions that were not told meanwhile; for each how many are new."""
        with self._database.writing() as connection:
            # all are looked up before any is noted: two events may rest on one sentence
            new = [[] if _is_told(connection, o.marks) else _unheld(connection, o.letters) for o in occasions]
            insert_new(connection, alerts, [asdict(letter) for letters in new for letter in letters])
            marks = sorted({mark for o in occasions for mark in o.marks})
            insert_new(connection, alerts_told, [dict(zip(_MARK, mark, strict=True)) for mark in marks])
        return [len(letters) for letters in new]

    def waiting(self, at: str) -> Sequence[Letter]:
        """What may be tried at a time."""
        query = select(alerts).where(_open(at), alerts.c.due_at <= at).order_by(alerts.c.made_at, alerts.c.id)
        with self._database.reading() as connection:
            return [Letter(**row) for row in connection.execute(query).mappings()]

    def claim(self, ids: Collection[str], at: str, until: str) -> bool:
        """Keep these from all others until a time."""
        own = and_(alerts.c.id.in_(ids), _open(at))
        with self._database.writing() as connection:
            if len(connection.execute(select(alerts.c.id).where(own)).all()) < len(ids):
                return False
            connection.execute(update(alerts).where(own).values(next_at=until, tries=alerts.c.tries + 1))
        return True

    def sent(self, ids: Collection[str], at: str, note: str = "") -> None:
        """Note that these were taken."""
        with self._database.writing() as connection:
            connection.execute(update(alerts).where(alerts.c.id.in_(ids)).values(sent_at=at, error=note))

    def refused(self, ids: Collection[str], error: str, next_at: str, failed_at: str | None) -> None:
        """Note that these were not taken."""
        noted = update(alerts).where(alerts.c.id.in_(ids))
        with self._database.writing() as connection:
            connection.execute(noted.values(error=error, next_at=next_at, failed_at=failed_at))

    def log(self, *, target: str | None = None, limit: int = 100) -> Sequence[Letter]:
        """The last letters made."""
        query = select(alerts).order_by(alerts.c.made_at.desc(), alerts.c.id).limit(limit)
        if target is not None:
            query = query.where(alerts.c.target == target)
        with self._database.reading() as connection:
            return [Letter(**row) for row in connection.execute(query).mappings()]


def _open(at: str) -> ColumnElement[bool]:
    return and_(alerts.c.sent_at.is_(None), alerts.c.failed_at.is_(None), alerts.c.next_at <= at)


def _is_told(connection: Connection, marks: Iterable[Mark]) -> bool:
    own = tuple_(*(alerts_told.c[name] for name in _MARK))
    queries = (select(alerts_told.c.anchor).where(own.in_(batch)).limit(1) for batch in chunks(marks, 300))
    return any(connection.execute(query).first() for query in queries)


def _unheld(connection: Connection, letters: Sequence[Letter]) -> list[Letter]:
    held: set[str] = set()
    for batch in chunks(letter.id for letter in letters):
        held |= set(connection.execute(select(alerts.c.id).where(alerts.c.id.in_(batch))).scalars())
    return [letter for letter in letters if letter.id not in held]
