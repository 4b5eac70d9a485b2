"""Dates of publication and change, with their precision and where they stood; a copyright year is no date."""

from __future__ import annotations

import re
from datetime import date, datetime

from veille.annotate.times import find_times
from veille.errors import SourceError
from veille.lang.pack import languages, load_pack
from veille.model import Dated

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_DAY_FIRST = re.compile(r"\b(?:publié|modifié|mis à jour|actualisé|posté)e?s?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])\s?[h:]\s?([0-5]\d)\b")
_DATELINE = re.compile(
    r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý' ’,./-]{2,40}?[,(]|[A-ZÀ-Ý][\w' ’.-]{2,40}?,(?=[^()]{6,24}\([A-Z])"
    r"|(?:[A-ZÀ-Ý][\w'’.-]+ ?){1,3},(?=\s(?:\d{1,2}(?:er)? [^\W\d]+\.? \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4}) ?[-–—] ))"
    r"\s*([^()–—]{6,24}?\b\d{4})\s*(?:\([^)]{2,40}\)\s*)?[)]?\s*(?:[-–—]|:)\s"
)
_URL = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=\D|$)")


def given_date(value: str) -> Dated:
    """The date an option supplies: a day, or a day and time. Raises SourceError for anything else."""
    found = machine_date(value, "option")
    if found is None:
        raise SourceError(f"--published {value!r}", "not a date", "write it as 2025-08-06 or 2025-08-06T14:30")
    return found


def machine_date(value: object, source: str) -> Dated | None:
    """A date written for machines (ISO 8601): "2025-08-06", "2025-08-06T14:30:00+02:00"; `None` for anything else."""
    if not isinstance(value, str):
        return None
    said = value.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return _day(said, source)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        found = _ISO.match(said)
        return _day(found.group(), source) if found else None
    if not _ISO.match(said):
        return None
    return Dated(moment.isoformat(timespec="minutes"), "minute", source)


def _day(said: str, source: str) -> Dated | None:
    try:
        return Dated(date.fromisoformat(said).isoformat(), "day", source)
    except ValueError:
        return None


def date_of_url(url: str | None) -> Dated | None:
    """The day in an address: ".../2025/08/06/title"."""
    found = _URL.search(url or "")
    return _day("-".join(found.groups()), "url") if found else None


def date_of_text(line: str, source: str = "text") -> Dated | None:
    """The full date that a line of the page tells, in any installed language; a day without its year is none.

    "06/08/2025", which may be either order, is none unless both are the same day or the words around it are of a
    language that puts the day first ("Publié le 06/08/2025").
    """
    day = _spelled(line) or _slashed(line)
    if day is None:
        return None
    clock = _CLOCK.search(line)
    if clock:
        return Dated(f"{day.isoformat()}T{int(clock[1]):02d}:{clock[2]}", "minute", source)
    return Dated(day.isoformat(), "day", source)


def date_of_dateline(paragraph: str) -> Dated | None:
    """The full date of a dateline that opens the text: "GENEVA, 3 May 2016 (Agency) - ..."; `None` without a year."""
    found = _DATELINE.match(paragraph)
    return date_of_text(found[1], "dateline") if found else None


def _spelled(line: str) -> date | None:
    for code in languages():
        for period in find_times(line, load_pack(code), None):
            spelled = period.anchor == "text" and not _SLASHED.search(period.span.said)
            if spelled and period.value and _ISO.match(period.value):
                return date.fromisoformat(period.value[:10])
    return None


def _slashed(line: str) -> date | None:
    found = _SLASHED.search(line)
    if not found:
        return None
    first, second, year = (int(part) for part in found.groups())
    days = set()
    orders = ((first, second),) if _DAY_FIRST.search(line) else ((first, second), (second, first))
    for day, month in orders:
        try:
            days.add(date(year, month, day))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None
