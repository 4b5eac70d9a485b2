"""Days of periods: from an ISO 8601 value to the first and the last day that it may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

#: what is longer is placed by its first day alone: "in 2014" is not news of each month of 2014
LONGEST_DAYS = 31
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


def bounds(value: str | None) -> tuple[str, str] | None:
    """First and last day of a date, date and time, week, month, year or interval; `None` for anything else.

    >>> bounds("2025-08")
    ('2025-08-01', '2025-08-31')
    >>> bounds("2025-08-05T20:00/2025-08-06T06:00")
    ('2025-08-05', '2025-08-06')
    """
    if value is None:
        return None
    left, slash, right = value.partition("/")
    first = _bounds_of_one(left)
    if not slash:
        return first
    last = _bounds_of_one(right)
    if first and last and first[0] <= last[1]:
        return first[0], last[1]
    return first or last


def placed(value: str | None) -> tuple[str, str] | None:
    """The days by which lists place a period: its bounds, or its first day twice when it is longer than a month."""
    found = bounds(value)
    if found is None:
        return None
    first, last = found
    long = (date.fromisoformat(last) - date.fromisoformat(first)).days > LONGEST_DAYS
    return (first, first) if long else found


def _bounds_of_one(value: str) -> tuple[str, str] | None:
    try:
        if _DAY.match(value):
            day = date.fromisoformat(value[:10]).isoformat()
            return day, day
        if found := _MONTH.match(value):
            year, month = int(found[1]), int(found[2])
            return f"{value}-01", date(year, month, monthrange(year, month)[1]).isoformat()
        if found := _WEEK.match(value):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        if found := _YEAR.match(value):
            date(int(value), 1, 1)
            return f"{value}-01-01", f"{value}-12-31"
    except ValueError:
        return None
    return None


def sortable(stamp: str) -> str:
    """A date or date and time such that strings sort as times do: with an offset it is moved to UTC.

    >>> sortable("2025-08-06T09:30:00+02:00"), sortable("2025-08-06")
    ('2025-08-06T07:30:00Z', '2025-08-06')
    """
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    if moment.tzinfo is None:
        return stamp
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def utc_now() -> str:
    """The time as the record writes it: UTC, seconds."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def earlier(day: str, days: int) -> str:
    """The day that many days before. Raises ValueError for what is no day.

    >>> earlier("2025-03-01", 1)
    '2025-02-28'
    """
    return (date.fromisoformat(day[:10]) - timedelta(days=days)).isoformat()


def later(at: str, seconds: float) -> str:
    """The record's time so many seconds after another, rounded down.

    >>> later("2025-08-06T23:59:30Z", 60)
    '2025-08-07T00:00:30Z'
    """
    moment = datetime.fromisoformat(at).astimezone(UTC) + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
