"""Hours of digests where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veille.alerts.moments import digest_due, moment_of, stamp
from veille.store.days import later

#: clocks go forward in Paris on 30 March 2025 at 2, back on 26 October at 3
CHANGES = [
    ("2025-03-29T12:00:00Z", 7, "2025-03-30T05:00:00Z"),
    ("2025-03-28T12:00:00Z", 7, "2025-03-29T06:00:00Z"),
    ("2025-03-29T12:00:00Z", 2, "2025-03-30T01:00:00Z"),  # 2 o'clock is skipped: at 3
    ("2025-03-30T01:00:00Z", 2, "2025-03-31T00:00:00Z"),
    ("2025-10-25T12:00:00Z", 2, "2025-10-26T00:00:00Z"),  # the first of two
    ("2025-10-26T00:00:00Z", 2, "2025-10-27T01:00:00Z"),  # and not the second
    ("2025-10-25T12:00:00Z", 7, "2025-10-26T06:00:00Z"),
    ("2025-12-31T23:30:00Z", 0, "2026-01-01T23:00:00Z"),
]


@pytest.mark.parametrize(("at", "hour", "due"), CHANGES)
def test_digests_keep_the_hour_of_the_clock(at: str, hour: int, due: str) -> None:
    assert digest_due(at, hour, "Europe/Paris") == due


@given(
    at=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2030, 1, 1)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Pacific/Apia"]),
)
def test_a_digest_is_due_once_a_day_and_soon(at: datetime, hour: int, zone: str) -> None:
    now = stamp(at.replace(tzinfo=UTC))
    due = digest_due(now, hour, zone)
    assert now < due <= later(now, 50 * 3600)
    following = digest_due(due, hour, zone)
    assert moment_of(following).astimezone(ZoneInfo(zone)).date() - moment_of(due).astimezone(ZoneInfo(zone)).date() >= timedelta(days=1)
