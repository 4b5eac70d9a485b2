"""Counts over a record: events by day and kind, articles by site. Each function runs within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, Integer, cast, func, select

from veille.store.base import EventFilter, SiteTally, Tally
from veille.store.listing import between
from veille.store.listing_events import chosen
from veille.store.tables import articles


def count_events(
    connection: Connection, wanted: EventFilter, *, by_month: bool, without: Collection[str]
) -> list[Tally]:
    """How many events of each kind there are on each day, or in each month."""
    query, _key, ident, columns = chosen(connection, replace(wanted, order="day"))
    if without:
        query = query.where(ident.not_in(without))
    period = func.substr(columns.on_day, 1, 7) if by_month else columns.on_day
    counted = query.with_only_columns(period, columns.kind, func.count(), maintain_column_froms=True)
    rows = connection.execute(counted.group_by(columns.kind, period))  # in this order an index has them
    return [Tally(day, kind, int(many)) for day, kind, many in sorted(tuple(row) for row in rows)]


def count_sites(connection: Connection, until: str | None) -> list[SiteTally]:
    """What each site has given by a day, by name."""
    site, columns = func.coalesce(articles.c.site, ""), articles.c
    gone = func.sum(cast(columns.withdrawn_at.is_not(None), Integer))
    query = select(
        site,
        func.count(),
        func.min(columns.known_on),
        func.max(columns.known_on),
        func.sum(cast(columns.superseded, Integer)),
        gone,
    )
    query = between(query, columns.known_on, None, until)
    rows = connection.execute(query.group_by(site).order_by(site))
    return [SiteTally(name, int(n), first, last, int(old), int(lost)) for name, n, first, last, old, lost in rows]
