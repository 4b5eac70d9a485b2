"""iCalendar (RFC 5545, RFC 7986): deadlines as whole days.

An event's UID stays, its SEQUENCE rises whenever the record changes it, and once more when its day has passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from veille import __version__
from veille.serve.deadlines import DeadlineRow
from veille.serve.exports.words import in_words, words
from veille.serve.links import event_link
from veille.serve.told import join_names
from veille.store.base import Change

#: how often a calendar that is subscribed to asks again
_REFRESH = timedelta(hours=1)


def ics_bytes(rows: Sequence[DeadlineRow], changes: Mapping[str, Change], language: str, base: str | None) -> bytes:
    """A calendar of the deadlines that have a day; how many have none is told in its description. `changes` are by event."""
    said = words(language)
    calendar = Calendar()
    calendar.add("prodid", f"-//Veille//Veille {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", said["calendar"])
    calendar.add("x-wr-calname", said["calendar"])
    undated = sum(row.due is None for row in rows)
    if undated:
        calendar.add("description", f"{undated} {said['undated']}")
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for row in rows:
        if row.due:
            calendar.add_component(_entry(row, changes.get(row.event), language, base))
    return bytes(calendar.to_ical())


def _entry(row: DeadlineRow, change: Change | None, language: str, base: str | None) -> Event:
    day = date.fromisoformat(row.due or "")
    entry = Event()
    entry.add("uid", f"{row.event}@veille")
    entry.add("dtstamp", _stamp(row, change))
    entry.add("sequence", sequence(row, change))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", _summary(row, language))
    entry.add("description", _description(row, language))
    entry.add("categories", [row.kind, row.state])
    entry.add("transp", "TRANSPARENT")
    if row.state == "withdrawn":
        entry.add("status", "CANCELLED")
    if base:
        entry.add("url", event_link(base, row.event))
    return entry


def sequence(row: DeadlineRow, change: Change | None) -> int:
    """Twice the number of changes, and one more once the day has passed: it never falls."""
    return 2 * (change.revision if change else 0) + (1 if row.days is not None and row.days < 0 else 0)


def _stamp(row: DeadlineRow, change: Change | None) -> datetime:
    """When the entry last changed: when the record did, or when its day passed."""
    day = row.steps[-1].day if row.steps else row.set_on
    known = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return max(known, datetime.fromisoformat(change.at)) if change else known


def _summary(row: DeadlineRow, language: str) -> str:
    who = " → ".join(join_names(names) for names in (row.actor, row.recipient) if names)
    return f"[{in_words(row.state, language)}] " + " · ".join(filter(None, (who, row.about)))


def _description(row: DeadlineRow, language: str) -> str:
    said = words(language)
    lines = [f"{said['wording']}: {row.said}"] if row.said else []
    lines.append(f"{said['evidence']}: “{row.evidence}” ({said['reports']}: {row.origins})")
    if row.others:
        lines.append(f"{said['others']}: {', '.join(row.others)}")
    if row.steps:
        moves = (f"{step.day} {in_words(step.state, language)}" for step in row.steps)
        lines.append(f"{said['history']}: {'; '.join(moves)}")
    return "\n".join(lines)
