"""Days, weeks and months reckoned from a day: what a time expression means once its anchor is known.

All values are ISO 8601: a day "2025-08-08", a month "2025-08", a week "2025-W32", a year "2025", or an interval.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

#: the night, by convention, in hours of the evening and of the next morning
NIGHT = ("T20:00", "T06:00")


def moved(day: date, unit: str, steps: int) -> date:
    """`day` moved by `steps` days (D), weeks (W), months (M) or years (Y); a day that the month lacks becomes its last.

    >>> moved(date(2024, 1, 31), "M", 1)
    datetime.date(2024, 2, 29)
    """
    if unit in ("D", "W"):
        return day + timedelta(days=steps * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + steps * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def written(day: date, unit: str) -> str:
    """The day, week, month or year that `day` lies in.

    >>> written(date(2025, 8, 6), "W")
    '2025-W32'
    """
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day.isoformat()[: {"D": 10, "M": 7, "Y": 4}[unit]]


def last_day(day: date, unit: str) -> date:
    """The last day of the week (a Sunday), month or year that `day` lies in."""
    if unit == "W":
        return day + timedelta(days=7 - day.isoweekday())
    if unit == "M":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31)


def weekday_near(day: date, weekday: int, direction: str) -> date:
    """The day of that ISO weekday: "past" (on or before `day`), "future" (on or after), "last" and "next" strictly so.

    >>> weekday_near(date(2025, 8, 6), 5, "future")
    datetime.date(2025, 8, 8)
    """
    ahead = (weekday - day.isoweekday()) % 7
    if direction == "future":
        return day + timedelta(days=ahead)
    if direction == "next":
        return day + timedelta(days=ahead or 7)
    behind = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=behind or 7) if direction == "last" else day - timedelta(days=behind)


def month_near(day: date, month: int, direction: str) -> int:
    """The year of the nearest such month: "past" (this month or before), "future", "last" and "next" strictly so, or the closest.

    >>> month_near(date(2014, 3, 21), 3, "last")
    2013
    """
    if direction in ("past", "last"):
        return day.year if month < day.month + (direction == "past") else day.year - 1
    if direction in ("future", "next"):
        return day.year if month > day.month - (direction == "future") else day.year + 1
    return min((day.year - 1, day.year, day.year + 1), key=lambda year: abs((year - day.year) * 12 + month - day.month))


def months_near(day: date, first: int, length: int, side: str) -> str:
    """The interval of `length` months from month `first`: that of `day`, or the next one ("this"), or the one before ("past");
    "last" is over by `day`, "next" not begun.

    >>> months_near(date(2025, 8, 6), 6, 3, "last"), months_near(date(2025, 8, 6), 12, 3, "this")
    ('2024-06/2024-08', '2025-12/2026-02')
    """
    begins = [date(year, first, 1) for year in range(day.year - 2, day.year + 3)]
    over = [begin for begin in begins if moved(begin, "M", length) <= day]
    ahead = [begin for begin in begins if begin > day]
    own = [begin for begin in begins if begin not in over and begin not in ahead]
    begin = {"last": over[-1], "next": ahead[0], "past": (over + own)[-1], "this": (own + ahead)[0]}[side]
    return f"{written(begin, 'M')}/{written(moved(begin, 'M', length - 1), 'M')}"


def weekend_near(day: date, side: str) -> str:
    """Saturday and Sunday of the week of `day` ("this"), of the week before or behind ("last", "next"), or the last one begun ("past").

    >>> weekend_near(date(2025, 8, 6), "past")
    '2025-08-02/2025-08-03'
    """
    saturday = day + timedelta(days=6 - day.isoweekday())
    back = side == "last" or (side == "past" and saturday > day)
    saturday += timedelta(days=-7 if back else 7 if side == "next" else 0)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def made(year: int, month: int, day: int) -> date | None:
    """The day, or `None` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def night_to(day: date) -> str:
    """The interval of the night that ends on the morning of `day`.

    >>> night_to(date(2025, 8, 6))
    '2025-08-05T20:00/2025-08-06T06:00'
    """
    evening = day - timedelta(days=1)
    return f"{evening.isoformat()}{NIGHT[0]}/{day.isoformat()}{NIGHT[1]}"
