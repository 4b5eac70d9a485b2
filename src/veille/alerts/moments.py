"""Times of alerts: when a digest is due, when a deadline is near, when to try again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from veille.store.days import later

#: pauses between tries double from the first to the longest; after so many tries a target is given up, some two days later
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, MOST_TRIES = 60, 21_600, 18


def stamp(moment: datetime) -> str:
    """A moment as the record writes it: UTC, seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment_of(said: str) -> datetime:
    """The moment of a record's stamp. Raises ValueError for anything else."""
    return datetime.fromisoformat(said).astimezone(UTC)


def digest_due(at: str, hour: int, zone: str) -> str:
    """The next time after `at` when clocks of a zone show an hour; where they are put forward over it, the hour after, and of two the first.

    >>> digest_due("2025-08-06T04:59:59Z", 7, "Europe/Paris"), digest_due("2025-08-06T05:00:00Z", 7, "Europe/Paris")
    ('2025-08-06T05:00:00Z', '2025-08-07T05:00:00Z')
    """
    own = ZoneInfo(zone)
    day = moment_of(at).astimezone(own).date() - timedelta(days=1)
    while True:
        due = stamp(datetime(day.year, day.month, day.day, hour, tzinfo=own))
        if due > at:
            return due
        day += timedelta(days=1)


def is_near(due: str, at: str, hours: int) -> bool:
    """Whether a deadline whose last day is `due` may end within so many hours, and has not ended for certain.

    The hour is not known: it is near from so many hours before the day begins in UTC until the day is over.

    >>> [is_near("2025-08-08", at, 48) for at in ("2025-08-05T23:59:59Z", "2025-08-06T00:00:00Z", "2025-08-08T23:59:59Z", "2025-08-09T00:00:00Z")]
    [False, True, True, False]
    """
    begin = f"{due}T00:00:00Z"
    return later(begin, -3600 * hours) <= at < later(begin, 86_400)


def pause_seconds(tries: int, asked: int | None = None) -> int:
    """How long to wait after so many tries, or as long as the target asks where that is longer (a day at most).

    >>> [pause_seconds(n) for n in (1, 2, 5, 40)], pause_seconds(1, 600), pause_seconds(1, 10**9)
    ([60, 120, 960, 21600], 600, 86400)
    """
    own = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * (1 << min(tries - 1, 30)))
    return max(own, min(asked or 0, 86_400))
