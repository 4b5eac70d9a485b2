"""Prometheus metrics of a watch: counted from its journal, and looked up in the record when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from veille.store.base import Store
from veille.watch.health import source_rows
from veille.watch.journal import Line
from veille.watch.schedule import seconds_between

#: what the journal says of an item that was taken
OUTCOMES = ("added", "version", "known", "withdrawn", "back", "unchanged", "retry", "failed")
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """Counts what a journal tells; `page` is the text that Prometheus asks for."""

    def __init__(self, store: Store) -> None:
        self._registry = CollectorRegistry()
        self._items = Counter(
            "veille_watch_items", "Items taken, by source and outcome.", ("source", "outcome"), registry=self._registry
        )
        self._faults = Counter("veille_watch_faults", "Faults, by source.", ("source",), registry=self._registry)
        self._new = Counter(
            "veille_watch_new_items",
            "Items listed for the first time, by source.",
            ("source",),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "veille_watch_item_seconds",
            "From fetching to filing an item.",
            ("source",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._joined = Counter("veille_watch_joined_articles", "Articles joined.", registry=self._registry)
        self._registry.register(_Stock(store))

    def hear(self, line: Line) -> None:
        """Count a line of the journal."""
        source = str(line.details.get("source", ""))
        if line.what in OUTCOMES:
            self._items.labels(source, line.what).inc()
            self._seconds.labels(source).observe(float(str(line.details.get("seconds", 0))))
        elif line.what == "fault":
            self._faults.labels(source).inc()
        elif line.what == "listed":
            self._new.labels(source).inc(int(str(line.details.get("new", 0))))
        elif line.what == "joined":
            self._joined.inc(int(str(line.details.get("articles", 0))))

    def page(self) -> bytes:
        """All metrics in Prometheus' text format. Raises RecordError when the record cannot be asked."""
        return generate_latest(self._registry)


class _Stock(Collector):
    """What the record holds, asked each time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> list[Metric]:
        """Nothing beforehand: describing must not ask the record."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        items = GaugeMetricFamily("veille_watch_stock", "Items by source and state.", labels=("source", "state"))
        last = GaugeMetricFamily("veille_watch_last_item_age_seconds", "Since the last new item.", labels=("source",))
        silent = GaugeMetricFamily("veille_watch_silent", "1: silent for longer than expected.", labels=("source",))
        failures = GaugeMetricFamily("veille_watch_failures", "Listings that failed in a row.", labels=("source",))
        for row in source_rows(self._store):
            for state in ("pending", "done", "failed"):
                items.add_metric([row.name, state], getattr(row.items, state))
            if row.state.item_at is not None:
                last.add_metric([row.name], seconds_between(row.state.item_at, row.now))
            silent.add_metric([row.name], float(row.is_silent))
            failures.add_metric([row.name], row.state.failures)
        yield from (items, last, silent, failures)
