"""A rule tried on the past finds what it would have told live, whatever was read when and in whatever order."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.telling import CRISIS, Taken, read_on, rule_for_each
from serve.saying import corrected_night
from veille.alerts import Alert, run_pass, try_rules
from veille.store import Store, open_store
from veille.store.days import later

RULES = rule_for_each()
PAGES = (*CRISIS, corrected_night())


def named(store: Store, alerts: list[Alert]) -> list[tuple[str, str, str, str]]:
    """When which rule found which occasion, of which event as it is called now."""
    told = []
    for alert in alerts:
        facts = {(fact.sentence, fact.outlet) for fact in alert.facts}
        now = {
            store.event_of([m.id])[m.id]
            for filed in store.filed()
            for m in filed.mentions
            if m.kind == alert.kind and (" ".join(m.evidence.said.split()), filed.article.site) in facts
        }
        told.append((alert.at, alert.rule, alert.occasion, "|".join(sorted(now))))
    return sorted(told)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    late=st.lists(st.integers(0, 3), min_size=len(PAGES), max_size=len(PAGES)),
    every=st.sampled_from([12, 24, 60]),
)
def test_the_past_is_as_it_would_have_been_live(late: list[int], every: int) -> None:
    read = sorted(
        (later(f"{page.modified or page.day}T09:00:00Z", 86_400 * days), n)
        for n, (page, days) in enumerate(zip(PAGES, late, strict=True))
    )
    moments = [later("2025-07-14T10:00:00Z", 3600 * every * n) for n in range(30 * 24 // every)]
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "record.db", create=True)
        live: list[Alert] = []
        for moment in moments:
            while read and read[0][0] <= moment:
                at, n = read.pop(0)
                read_on(store, at, [PAGES[n]])
            live += run_pass(store, RULES, moment, Taken()).found
        assert named(store, try_rules(store, RULES, moments)) == named(store, live)
        store.close()


def test_as_published_finds_what_was_read_long_after(tmp_path: Path) -> None:
    store = open_store(tmp_path / "record.db", create=True)
    read_on(store, "2025-12-01T12:00:00Z", CRISIS)
    moments = [later("2025-07-14T23:00:00Z", 86_400 * n) for n in range(30)]
    assert try_rules(store, RULES, moments) == []
    found = [(a.at[:10], a.on) for a in try_rules(store, RULES, moments, as_published=True)]
    assert found == [
        ("2025-07-14", "new"), ("2025-07-31", "new"), ("2025-08-01", "conflict"), ("2025-08-02", "denied"),
        ("2025-08-04", "new"), ("2025-08-05", "new"), ("2025-08-05", "new"), ("2025-08-06", "deadline"), ("2025-08-09", "passed"),
    ]  # fmt: skip
    assert store.outbox.log() == []
    store.close()
