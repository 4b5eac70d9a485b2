"""When a reader was here last: two moments in a cookie, so that "since your last visit" needs no account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

COOKIE = "veille_visit"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class LastVisit:
    """`before` is the moment of the last page of the visit before this one, `None` for a first visit; `cookie` keeps it."""

    before: str | None
    cookie: str


def last_visit(cookie: str | None, now: datetime, minutes: int) -> LastVisit:
    """What a cookie says of the visit before, now that a page is asked for; a cookie that is none is a first visit.

    >>> from datetime import UTC
    >>> last_visit("~2025-08-06T18:00:00Z", datetime(2025, 8, 7, 9, tzinfo=UTC), 30)
    LastVisit(before='2025-08-06T18:00:00Z', cookie='2025-08-06T18:00:00Z~2025-08-07T09:00:00Z')
    """
    before, _, seen = (cookie or "").partition("~")
    before, seen = (m if _MOMENT.fullmatch(m) and _is_time(m) else "" for m in (before, seen))
    if seen and now - datetime.fromisoformat(seen) > timedelta(minutes=minutes):
        before = seen
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return LastVisit(before or None, f"{before}~{stamp}")


def _is_time(said: str) -> bool:
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return True
