"""What the values of the time cases mean, reckoned from the calendar alone; no code of the program is used."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

#: a season: the month it begins in
_SEASON_MONTHS = {1: 12, 2: 3, 3: 6, 4: 9}
Days = tuple[str, str]


def _month(year: int, month: int) -> Days:
    return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_of(value: str) -> Days | None:
    """First and last day of an ISO 8601 day, week, month, year or interval; `None` for anything else.

    >>> days_of("2024-02"), days_of("2025-W01"), days_of("1990/1999")
    (('2024-02-01', '2024-02-29'), ('2024-12-30', '2025-01-05'), ('1990-01-01', '1999-12-31'))
    """
    if "/" in value:
        first, _, last = value.partition("/")
        ends = days_of(first), days_of(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(T.*)?", value):
        return value[:10], value[:10]
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", value):
        monday = date.fromisocalendar(int(week.group(1)), int(week.group(2)), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return _month(int(value[:4]), int(value[5:]))
    return (f"{value}-01-01", f"{value}-12-31") if re.fullmatch(r"\d{4}", value) else None


def is_relative(spec: str) -> bool:
    """Whether a value of the case tables hangs on the day of publication.

    >>> is_relative("<5"), is_relative("1990/1999"), is_relative("P10D")
    (True, False, False)
    """
    return re.match(r"\d{4}|P|SET", spec) is None


def meant(spec: str, day: date) -> str:
    """The ISO 8601 value of a spec for an article of `day`: a span, a duration or "SET".

    >>> meant(">5", date(2025, 8, 6)), meant("N<2", date(2025, 8, 6)), meant("sea<3", date(2025, 8, 6))
    ('2025-08-08', '2025-08-05T20:00/2025-08-06T06:00', '2024-06/2024-08')
    """
    if not is_relative(spec):
        return spec
    for shape, reckon in _SHAPES:
        match = re.fullmatch(shape, spec)
        if match:
            return reckon(day, *match.groups())
    raise ValueError(f"unknown value {spec!r} in a case table")


def _step(day: date, unit: str, steps: str, exact: str = "") -> str:
    n = int(steps)
    moved = (
        day + timedelta(days=n * (7 if unit == "W" else 1))
        if unit in "DW"
        else _plus_months(day, n * (12 if unit == "Y" else 1))
    )
    if unit == "D" or exact:
        return moved.isoformat()
    return (
        "{}-W{:02d}".format(*moved.isocalendar()[:2]) if unit == "W" else moved.isoformat()[: 7 if unit == "M" else 4]
    )


def _weekday(day: date, sign: str, weekday: str) -> str:
    step = timedelta(days=-1 if sign[0] == "<" else 1)
    at = day + step if len(sign) == 2 else day
    while at.isoweekday() != int(weekday):
        at += step
    return at.isoformat()


def _night(day: date, spec: str) -> str:
    evening = day - timedelta(days=1) if spec == "+0" else date.fromisoformat(_weekday(day, spec[0], spec[1]))
    return f"{evening.isoformat()}T20:00/{(evening + timedelta(days=1)).isoformat()}T06:00"


def _night_to(day: date, sign: str, weekday: str) -> str:
    morning = date.fromisoformat(_weekday(day, sign, weekday))
    return f"{(morning - timedelta(days=1)).isoformat()}T20:00/{morning.isoformat()}T06:00"


def _end(day: date, unit: str) -> str:
    if unit == "W":
        return _weekday(day, ">", "7")
    return f"{day.year}-12-31" if unit == "Y" else _month(day.year, day.month)[1]


def _month_day(day: date, sign: str, said: str) -> str:
    years = range(day.year - 4, day.year + 1) if sign == "<" else range(day.year + 4, day.year - 1, -1)
    dates = [date.fromisoformat(f"{year}-{said}") for year in years]
    return [d for d in dates if (d <= day if sign == "<" else d >= day)][-1].isoformat()


def _bare_month(day: date, sign: str, month: str) -> str:
    at, step = day.replace(day=1), -1 if sign[0] == "<" else 1
    if len(sign) == 2:
        at = _plus_months(at, step)
    while at.month != int(month):
        at = _plus_months(at, step)
    return at.isoformat()[:7]


def _season(day: date, sign: str, season: str) -> str:
    begins = [date(year, _SEASON_MONTHS[int(season)], 1) for year in range(day.year - 2, day.year + 3)]
    spans = [(b, _plus_months(b, 2)) for b in begins]
    past = [s for s in spans if _plus_months(s[1], 1) <= day]
    ahead = [s for s in spans if s[0] > day]
    same = [s for s in spans if s[0] <= day < _plus_months(s[1], 1)]
    first, last = past[-1] if sign == "<" else ahead[0] if sign == ">" else (same or ahead)[0]
    return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"


def _weekend(day: date, which: str) -> str:
    own = day + timedelta(days=6 - day.isoweekday())
    last = own - timedelta(days=7) if own > day else own
    saturday = last if which == "<" else own + timedelta(days=7 * int(which))
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


_SHAPES = (
    (r"([DWMY])([+-]\d+)(D?)", _step),
    (r"(<{1,2}|>{1,2})(\d)", _weekday),
    (r"N(\+0|[<>]\d)", _night),
    (r"n([<>])(\d)", _night_to),
    (r"E([WMY])", _end),
    (r"md([<>])(\d\d-\d\d)", _month_day),
    (r"mo(<{1,2}|>{1,2})(\d+)", _bare_month),
    (r"sea([<>=])(\d)", _season),
    (r"we(<|[+-]\d)", _weekend),
)
