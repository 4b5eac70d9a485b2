"""When something is asked next, and what counts as new. Pure functions of times, which are "2025-08-06T09:30:00Z"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

DAY = 86_400
HOUR = 3_600
#: what is expected between two items of a source of which nothing is known
USUAL_GAP_SECONDS = HOUR // 2
#: a source is asked no more often, and no less often
_SHORTEST, _LONGEST = 300, 6 * HOUR
#: after which time a page is asked again for a correction, visit by visit
_REVISITS = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
#: how often an item is tried before it is given up
ATTEMPTS = 5
_FIRST_RETRY = 60
#: what is older than this when it is first listed is no news
FRESH_SECONDS = 2 * DAY
#: how far ahead of ours a site's clock may be
_SKEW = 900


def seconds_between(start: str, end: str) -> float:
    """From one time to another, negative when it goes back."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def in_utc(value: str | None) -> datetime | None:
    """A time with an offset; `None` for none, for one without an offset, and for what is no time."""
    if value is None or "T" not in value:
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def is_fresh(published: str | None, seen: str) -> bool:
    """Whether an item counts as new: its source dates it with an offset, at most two days before it was seen, and not in the future.

    >>> is_fresh("2025-08-06T08:00:00+02:00", "2025-08-06T09:30:00Z"), is_fresh(None, "2025-08-06T09:30:00Z")
    (True, False)
    """
    when = in_utc(published)
    if when is None:
        return False
    age = (datetime.fromisoformat(seen) - when).total_seconds()
    return -_SKEW <= age <= FRESH_SECONDS


def expected_gap(per_day: float | None, published: Sequence[str | None], now: str) -> int:
    """Seconds to be expected between two items: as its owner says, else as the dates of what it lists tell, up to now.

    >>> expected_gap(24, [], "2025-08-06T09:30:00Z")
    3600
    """
    if per_day:
        return max(1, round(DAY / per_day))
    present = datetime.fromisoformat(now)
    times = sorted(t for t in map(in_utc, published) if t and t <= present)
    if len(times) < 2:
        return USUAL_GAP_SECONDS
    return max(1, round((present - times[0]).total_seconds() / len(times)))


def asked_every(gap_seconds: int, failures: int = 0) -> int:
    """Seconds until a source is asked again: half its gap, within 5 minutes and 6 hours; twice as long for each failure in a row.

    >>> [asked_every(1800, failures) for failures in (0, 1, 2, 9)]
    [900, 1800, 3600, 21600]
    """
    usual = min(max(gap_seconds // 2, _SHORTEST), _LONGEST)
    return int(min(usual * 2 ** min(failures, 10), _LONGEST))


def silent_after(gap_seconds: int) -> int:
    """Seconds without a new item after which a source is silent for longer than expected: eight gaps, at least a day."""
    return max(DAY, 8 * gap_seconds)


def retry_after(attempts: int) -> int:
    """Seconds until an item that failed so many times is tried again.

    >>> [retry_after(n) for n in (1, 2, 3)]
    [60, 240, 960]
    """
    return int(_FIRST_RETRY * 4 ** (attempts - 1))


def revisit_after(visits: int) -> int | None:
    """Seconds until a page that was visited so many times is asked again; `None` when it is left alone for good."""
    return _REVISITS[visits - 1] if visits <= len(_REVISITS) else None
