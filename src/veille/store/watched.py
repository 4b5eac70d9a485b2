"""What is watched, in a SQL database; see Watching for what each method does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.engine import RowMapping

from veille.acquire.items import Validators
from veille.store.database import Database
from veille.store.listed import keep_listed
from veille.store.rows import Row, chunks, insert_new
from veille.store.snapshots import bytes_of
from veille.store.tables import watch_items, watch_sources
from veille.store.watching import NOBODY, Asked, Enrolled, Lease, Listed, SourceState, Tally, WatchItem

_SOURCE, _ITEM = watch_sources.c, watch_items.c


class SqlWatching:
    """The sources and items of a record in a SQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(self, sources: Sequence[Enrolled], now: str) -> None:
        """Watch these sources."""
        fresh = {"due": now, "failures": 0, "owner": NOBODY, "until": ""}
        with self._database.writing() as connection:
            insert_new(connection, watch_sources, [{**asdict(source), **fresh} for source in sources])
            for source in sources:
                moved = and_(_SOURCE.name == source.name, _SOURCE.url != source.url)
                place = {"url": source.url, "host": source.host, "etag": None, "last_modified": None, "due": now}
                connection.execute(update(watch_sources).where(moved).values(place))

    def sources(self) -> Sequence[SourceState]:
        """All sources, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(watch_sources).order_by(_SOURCE.name)).mappings()
            return [_source(row) for row in rows]

    def claim(self, names: Collection[str], lease: Lease, dead: Collection[str] = ()) -> SourceState | None:
        """Take a source that has something due."""
        free = or_(_SOURCE.owner == NOBODY, _SOURCE.until <= lease.now, _SOURCE.owner.in_([lease.owner, *dead]))
        held = select(_SOURCE.host).where(~free)
        wanted = and_(_SOURCE.name.in_(names), _is_due(lease.now), free, _SOURCE.host.not_in(held))
        query = select(watch_sources).where(wanted).order_by(_SOURCE.until, _SOURCE.due, _SOURCE.name).limit(1)
        with self._database.reading() as connection:  # most of the time nothing is due, and nobody should wait for that
            if connection.execute(query).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            own = {"owner": lease.owner, "until": lease.until}
            connection.execute(update(watch_sources).where(_SOURCE.name == row["name"]).values(own))
            return _source({**row, **own})

    def renew(self, name: str, lease: Lease) -> bool:
        """Hold a source for longer."""
        with self._database.writing() as connection:
            query = update(watch_sources).where(_SOURCE.name == name, _SOURCE.owner == lease.owner)
            return connection.execute(query.values(until=lease.until)).rowcount > 0

    def release(self, name: str, lease: Lease) -> None:
        """Let go of a source. `until` then says when, so that all get their turns."""
        with self._database.writing() as connection:
            query = update(watch_sources).where(_SOURCE.name == name, _SOURCE.owner == lease.owner)
            connection.execute(query.values(owner=NOBODY, until=lease.now))

    def owners(self) -> Set[str]:
        """Who holds sources."""
        with self._database.reading() as connection:
            return set(connection.execute(select(_SOURCE.owner).where(_SOURCE.owner != NOBODY)).scalars())

    def list(self, name: str, items: Sequence[Listed], asked: Asked) -> int:
        """Keep what a source listed."""
        with self._database.writing() as connection:
            known = keep_listed(connection, name, items, asked)
            connection.execute(update(watch_sources).where(_SOURCE.name == name).values(_outcome(asked)))
            if asked.failed:
                more = update(watch_sources).where(_SOURCE.name == name)
                connection.execute(more.values(failures=_SOURCE.failures + 1))
            if any(item.fresh for item in known):
                connection.execute(update(watch_sources).where(_SOURCE.name == name).values(item_at=asked.at))
        return len(known)

    def waiting(self, name: str, now: str, limit: int) -> Sequence[WatchItem]:
        """Items that are due."""
        query = select(watch_items).where(_ITEM.source == name, _ITEM.due <= now)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(_ITEM.due, _ITEM.first_seen, _ITEM.id).limit(limit)).mappings()
            return [_item(row) for row in rows]

    def items(self, name: str | None = None) -> Sequence[WatchItem]:
        """All items."""
        query = select(watch_items).order_by(_ITEM.source, _ITEM.id)
        with self._database.reading() as connection:
            rows = connection.execute(query if name is None else query.where(_ITEM.source == name)).mappings()
            return [_item(row) for row in rows]

    def content(self, item: WatchItem) -> bytes | None:
        """The bytes that came with an item's list."""
        if item.snapshot is None:
            return None
        with self._database.reading() as connection:
            return bytes_of(connection, item.snapshot)

    def settle(self, item: WatchItem) -> None:
        """Keep where an item stands now."""
        now = {name: getattr(item, name) for name in ("state", "attempts", "visits", "due", "article", "error")}
        with self._database.writing() as connection:
            query = update(watch_items).where(_ITEM.source == item.source, _ITEM.id == item.id)
            connection.execute(query.values(**now, **asdict(item.tags)))

    def postpone(self, name: str, until: str) -> None:
        """Let what is due wait."""
        with self._database.writing() as connection:
            connection.execute(update(watch_items).where(_ITEM.source == name, _ITEM.due < until).values(due=until))
            connection.execute(update(watch_sources).where(_SOURCE.name == name, _SOURCE.due < until).values(due=until))

    def hasten(self, names: Collection[str], now: str) -> None:
        """Let nothing wait."""
        late = and_(_SOURCE.name.in_(names), _SOURCE.due > now)
        with self._database.writing() as connection:
            connection.execute(update(watch_sources).where(late).values(due=now))

    def next_due(self, names: Collection[str]) -> str | None:
        """When the next is due."""
        sources = select(func.min(_SOURCE.due)).where(_SOURCE.name.in_(names))
        items = select(func.min(_ITEM.due)).where(_ITEM.source.in_(names))
        with self._database.reading() as connection:
            found = (connection.execute(query).scalar() for query in (sources, items))
            return min((due for due in found if due), default=None)

    def tallies(self) -> Mapping[str, Tally]:
        """How many items in each state."""
        query = select(_ITEM.source, _ITEM.state, func.count()).group_by(_ITEM.source, _ITEM.state)
        found: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for source, state, number in connection.execute(query):
                found.setdefault(source, {})[state] = number
        return {source: Tally(**states) for source, states in found.items()}

    def stale(self, articles: Iterable[str]) -> Set[str]:
        """Articles that were watched and never count as new."""
        seen: dict[bool, set[str]] = {True: set(), False: set()}
        with self._database.reading() as connection:
            for batch in chunks(articles):
                query = select(_ITEM.article, _ITEM.fresh).where(_ITEM.article.in_(batch))
                for article, fresh in connection.execute(query):
                    seen[bool(fresh)].add(article)
        return seen[False] - seen[True]


def _is_due(now: str) -> ColumnElement[bool]:
    return or_(_SOURCE.due <= now, exists().where(_ITEM.source == _SOURCE.name, _ITEM.due <= now))


def _outcome(asked: Asked) -> Row:
    """The columns that asking changes. What is wrong stays in sight until the source is asked with success."""
    row: Row = {"asked_at": asked.at, "due": asked.due, "gap_seconds": asked.gap_seconds, "error": asked.error}
    if asked.error:
        row["error_at"] = asked.at
    return row if asked.failed else {**row, **asdict(asked.tags), "failures": 0}


def _source(row: RowMapping | Row) -> SourceState:
    plain = dict(row)
    return SourceState(tags=Validators(plain.pop("etag"), plain.pop("last_modified")), **plain)


def _item(row: RowMapping) -> WatchItem:
    plain = dict(row)
    plain["fresh"] = bool(plain["fresh"])
    return WatchItem(tags=Validators(plain.pop("etag"), plain.pop("last_modified")), **plain)
