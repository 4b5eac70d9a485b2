"""Dates of feeds, mails and sitemaps: only what is said whole, with its zone."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime


def moment(said: str | None) -> str | None:
    """ISO 8601 with an offset from an RFC 822 or ISO 8601 date; `None` without a time and zone, or when it is neither.

    >>> moment("Wed, 06 Aug 2025 09:30:00 +0200"), moment("2025-08-06T09:30:00Z"), moment("2025-08-06"), moment("hier")
    ('2025-08-06T09:30:00+02:00', '2025-08-06T09:30:00+00:00', None, None)
    """
    text = (said or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
        return found.replace(microsecond=0).isoformat() if found.tzinfo else None
    return None
