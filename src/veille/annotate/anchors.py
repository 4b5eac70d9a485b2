"""Time expressions anchored: against the day of publication, or the day that the text told just before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from veille.annotate.calendar import (
    last_day,
    made,
    month_near,
    months_near,
    moved,
    night_to,
    weekday_near,
    weekend_near,
    written,
)
from veille.annotate.days import Draft
from veille.values import Period, Span

#: a day told in the past tense may still lie this far ahead ("a annoncé pour le 8 août")
_SLIP_DAYS = 60
_PRECISION = {"D": "day", "W": "week", "M": "month", "Y": "year"}

TenseAt = Callable[[int], str | None]
Value = tuple[str | None, str | None, str | None]


class Anchoring:
    """Anchors drafts one after the other: a later one may count from the day an earlier one told."""

    def __init__(self, published: date | None, tense_at: TenseAt, data: Mapping[str, Any]) -> None:
        self.published, self.tense_at, self.data = published, tense_at, data
        self.told: date | None = None

    def period(self, text: str, draft: Draft, bound: str | None, start: int) -> Period:
        """The draft as a period of `text`."""
        value, precision, anchor = self._value(draft, bound)
        if draft.set:
            value, precision, anchor = None, None, None
        if value and precision == "day":
            self.told = date.fromisoformat(value[:10])
        kind = _type_of(draft, value)
        if bound == "by" and precision in ("year", "decade"):
            bound = "before"
        return Period(Span.of(text, start, draft.end), value, kind, _duration_of(draft), precision, anchor, bound)

    def _direction(self, draft: Draft, bound: str | None) -> str | None:
        """Which way an expression without year or modifier looks: by its bound, else by the tense of its clause."""
        if draft.shift in ("last", "next"):
            return draft.shift
        if bound == "by":
            return "future"
        tense = "future" if draft.awaited else self.tense_at(draft.start)
        if bound == "after" and tense != "future":
            return "past"
        return {"past": "past", "future": "future"}.get(tense or "")

    def _side(self, draft: Draft, bound: str | None) -> str:
        """ "last", "next", "past" or "this", for a season or a weekend."""
        if draft.shift in ("last", "next"):
            return draft.shift
        direction = self._direction(draft, bound)
        return "past" if direction == "past" or (draft.shift == "near" and direction != "future") else "this"

    def _value(self, draft: Draft, bound: str | None) -> Value:
        if draft.what == "decade":
            return f"{draft.year}/{(draft.year or 0) + 9}", "decade", "text"
        if draft.what == "years":
            return f"{draft.year}/{draft.last}", "years", "text"
        if draft.what == "months" and draft.year is not None:
            return (
                months_near(date(draft.year, draft.month or 1, 1), draft.month or 1, draft.amount, "this"),
                "months",
                "text",
            )
        if draft.what == "date" and draft.year is not None:
            return self._absolute(draft, draft.year, "text")
        if draft.what == "text":
            return self._from_told(draft)
        if self.published is None:
            return None, None, None
        return self._published(draft, bound, self.published)

    def _absolute(self, draft: Draft, year: int, anchor: str) -> Value:
        if draft.month is None:
            return f"{year:04d}", "year", anchor
        if draft.day is None:
            return f"{year:04d}-{draft.month:02d}", "month", anchor
        day, last = made(year, draft.month, draft.day), made(year, draft.month, draft.last) if draft.last else None
        if day and last:
            return f"{day.isoformat()}/{last.isoformat()}", "days", anchor
        return self._day(draft, day, anchor) if day else (None, None, None)

    def _day(self, draft: Draft, day: date, anchor: str) -> tuple[str, str, str]:
        if draft.night:
            return night_to(day if draft.amount == -1 else day + timedelta(days=1)), "part_of_day", anchor
        return day.isoformat(), "part_of_day" if draft.part else "day", anchor

    def _from_told(self, draft: Draft) -> Value:
        """ "Le lendemain" counts from the day told just before; without one it stays open."""
        if self.told is None:
            return None, None, None
        return moved(self.told, draft.unit, draft.amount).isoformat(), "day", "text"

    def _published(self, draft: Draft, bound: str | None, day: date) -> Value:
        if draft.what == "steps":
            return written(moved(day, draft.unit, draft.amount), draft.unit), _PRECISION[draft.unit], "published"
        if draft.what == "end":
            return last_day(day, draft.unit).isoformat(), "day", "published"
        if draft.what == "weekend":
            return weekend_near(day, self._side(draft, bound)), "days", "published"
        if draft.what == "months" and draft.month is not None:
            return months_near(day, draft.month, draft.amount, self._side(draft, bound)), "months", "published"
        if draft.what == "night":
            return night_to(day), "part_of_day", "published"
        if draft.what == "duration":
            return self._elapsed(draft, bound, day)
        direction = self._direction(draft, bound)
        if draft.what == "weekday" and draft.weekday is not None:
            return (
                self._day(draft, weekday_near(day, draft.weekday, direction or "past"), "published")
                if direction or draft.shift
                else self._recent(draft, day)
            )
        if draft.month is None:
            return None, None, None
        return self._absolute(draft, self._year_near(day, draft, direction), "published")

    def _recent(self, draft: Draft, day: date) -> Value:
        """A bare weekday where no tense decides: a newspaper's "lundi" is the last one."""
        return self._day(draft, weekday_near(day, draft.weekday or 1, "past"), "published")

    def _year_near(self, day: date, draft: Draft, direction: str | None) -> int:
        """The year of a month or day said without one: the weekday's when one is named, else the nearest that the tense allows."""
        month = draft.month or 1
        if draft.day is None:
            return month_near(day, month, direction or "closest")
        full = {year: made(year, month, draft.day) for year in (day.year - 1, day.year, day.year + 1)}
        near = sorted(
            (abs((d - day).days), year)
            for year, d in full.items()
            if d and (draft.weekday is None or d.isoweekday() == draft.weekday)
        )
        if not near:
            return day.year
        chosen = full[near[0][1]]
        ahead = (chosen - day).days if chosen else 0
        if draft.weekday is None and direction == "past" and ahead > _SLIP_DAYS:
            return near[0][1] - 1
        if draft.weekday is None and direction == "future" and ahead < 0:
            return near[0][1] + 1
        return near[0][1]

    def _elapsed(self, draft: Draft, bound: str | None, day: date) -> Value:
        """A duration that runs from the day of publication, or from the day just told: "within 48 hours"."""
        tense = self.tense_at(draft.start) if draft.shift == "ahead" else None
        ahead = tense == "future" or (tense == "present" and self.data["ahead"]["present"])
        if bound != "by" and not ahead:
            return None, None, None
        if draft.unit.startswith("T"):
            if draft.unit == "TM" or draft.amount % 24:
                return None, None, None
            return moved(day, "D", draft.amount // 24).isoformat(), "day", "published"
        return moved(day, draft.unit, draft.amount).isoformat(), "day", "published"


def _type_of(draft: Draft, value: str | None) -> str:
    """TIMEX3's type."""
    if draft.set:
        return "SET"
    if draft.what == "duration" and value is None:
        return "DURATION"
    return "TIME" if draft.night or draft.what == "night" else "DATE"


def _duration_of(draft: Draft) -> str | None:
    """ISO 8601 duration: P10D, PT48H.

    >>> _duration_of(Draft(0, 1, "duration", unit="TH", amount=48))
    'PT48H'
    """
    if draft.what != "duration":
        return None
    return f"PT{draft.amount}{draft.unit[1]}" if draft.unit.startswith("T") else f"P{draft.amount}{draft.unit}"
