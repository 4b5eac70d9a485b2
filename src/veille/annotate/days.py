"""Days, months, seasons and years as a text writes them, before they are anchored."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from veille.annotate.calendar import made
from veille.annotate.timewords import Cursor, TimeWord

_DAY = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?$")
_ISO = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/-])")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")
_YEARS = re.compile(r"(?<![\d-])(\d{4})[-–](\d{4})(?![\d-])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A time expression before it is anchored.

    `what`: date, weekday, months, years, weekend, steps, text, end, night, duration, set, decade. `last` is the last day of a few days
    of one month. `awaited` says that the words before look ahead ("is due on Sunday"). `modifier` is a length's ("at least ten days").
    """

    start: int
    end: int
    what: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    amount: int = 0
    shift: str | None = None
    part: bool = False
    night: bool = False
    set: bool = False
    last: int | None = None
    awaited: bool = False
    modifier: str | None = None


class DayReader:
    """Reads days of the calendar off a text's words."""

    def __init__(self, cursor: Cursor) -> None:
        self.c = cursor

    def figures(self, i: int) -> Draft | None:
        """A day in figures: "2024-02-29", "29/02/2024"; one whose order of day and month is open is none."""
        start = self.c.words[i].start
        iso = _ISO.match(self.c.text, start)
        if iso is not None:
            year, month, day = (int(group) for group in iso.group(1, 3, 4))
            return Draft(start, iso.end(), "date", year, month, day) if made(year, month, day) else None
        match = _FIGURES.match(self.c.text, start)
        if match is None:
            return None
        first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
        if self.c.capital and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if self.c.capital and second > 12 else (first, second)
        return Draft(start, match.end(), "date", year, month, day) if made(year, month, day) else None

    def dated(self, i: int) -> Draft | None:
        """A day of a month, or a few: "le 8 août 2025", "Friday, August 8, 2025", "du 3 au 7 mars"."""
        k, weekday = i, self.c.named(i, "weekdays")
        if weekday is not None:
            k += 1
            while self.c.low(k) in (",", "le", "the"):
                k += 1
        hit = self._day_month(k) or self._month_day(k)
        if hit is None:
            return None
        day, last, month, k = hit
        year, end = self.year_behind(k)
        draft = Draft(self.c.words[i].start, end, "date", year, month, day, weekday, last=last)
        return draft if last else self._with_part(draft)

    def _number(self, k: int) -> int | None:
        word = self.c.get(k)
        match = _DAY.match(word.form) if word else None
        return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None

    def _last(self, k: int, first: int) -> tuple[int, int] | None:
        """The last of a few days, behind its joining word at `k`, and the index behind it: "3 au 7", "8-9", "8 et 9"."""
        joined, last = self.c.low(k), self._number(k + 1)
        if last is None or last <= first or joined not in self.c.data["days"]["joining"]:
            return None
        pair = joined in self.c.data["days"]["pair"]
        between = self.c.low(k - 2) in self.c.data["days"]["between"]
        return (last, k + 2) if not pair or between or last == first + 1 else None

    def _day_month(self, k: int) -> tuple[int, int | None, int, int] | None:
        first = self._number(k)
        if first is None or self.c.glued(k):
            return None
        last, after = self._last(k + 1, first) or (None, k + 1)
        after += self.c.low(after) == "of"
        month = self.c.named(after, "months")
        return (first, last, month, after + 1) if month else None

    def _month_day(self, k: int) -> tuple[int, int | None, int, int] | None:
        month = self.c.named(k, "months") if self.c.capital else None
        if month is None:
            return None
        k += 2 if self.c.low(k + 1) == "." else 1
        k += self.c.low(k) == "the"
        first = self._number(k)
        if first is None:
            return None
        last, after = self._last(k + 1, first) or (None, k + 1)
        return first, last, month, after

    def year_behind(self, k: int) -> tuple[int | None, int]:
        """The year at `k`, over a comma or a point, and the offset behind what was read."""
        for j in (k, k + 1):
            word = self.c.get(j)
            if word is None or (j > k and self.c.low(k) not in (",", ".", "of")):
                break
            if len(word.form) == 4 and word.form.isdigit() and 1000 <= int(word.form) <= 2999:
                return int(word.form), word.end
        return None, self.c.words[k - 1].end

    def weekday(self, i: int) -> Draft | None:
        """A day of the week, with what shifts it; one that is repeated is a set: "chaque vendredi", "on Mondays"."""
        word, plural = self.c.words[i], False
        weekday = self.c.named(i, "weekdays")
        if weekday is None and word.low.endswith("s") and (not self.c.capital or word.form[:1].isupper()):
            weekday, plural = self.c.data["weekdays"].get(word.low[:-1]), True
        repeated = self.c.behind(i, self.c.table.sets) is not None
        if weekday is None or (plural and not repeated and self.c.low(i - 1) != "on"):
            return None
        start, end, shift = self._shifted(i, word.start, word.end)
        return self._with_part(Draft(start, end, "weekday", weekday=weekday, shift=shift, set=repeated or plural))

    def _shifted(self, i: int, start: int, end: int) -> tuple[int, int, str | None]:
        """The span and the shift of a name with "last", "ce", "prochain" before or behind it."""
        shifts, shift = self.c.table.shifts, None
        if self.c.low(i - 1) in shifts:
            shift, start = shifts[self.c.low(i - 1)], self.c.words[i - 1].start
        after = self.c.word_from(end)
        if shifts.get(self.c.low(after)) in ("last", "next") and not self.c.capital:
            shift, end = shifts[self.c.low(after)], self.c.words[after].end
        return start, end, shift

    def _with_part(self, draft: Draft) -> Draft:
        """The day with its part or hour behind it: "lundi matin", "Monday night", "vendredi à minuit"."""
        k = self.c.word_from(draft.end)
        clock = self._clock(k)
        if clock:
            return replace(draft, end=clock, part=True)
        parts = self.c.data["parts"]
        for step in (0, 1):
            word = self.c.get(k + step)
            if word is None or (step and self.c.low(k) not in parts["links"]):
                break
            if word.low in parts["night"]:
                return replace(draft, end=word.end, part=True, night=True)
            if self.c.low(k + step) == "après" and self.c.low(k + step + 2) == "midi":
                return replace(draft, end=self.c.words[k + step + 2].end, part=True)
            if word.low in parts["words"]:
                return replace(draft, end=word.end, part=True)
        return draft

    def _clock(self, k: int) -> int | None:
        """The offset behind an hour that follows a day: "mardi à 18 heures", "vendredi 18h00"."""
        k += self.c.low(k) in self.c.data["parts"]["at"]
        word = self.c.get(k)
        match = re.match(r"\d{1,2}(h(\d{2})?)?$", word.low) if word else None
        if word is None or match is None:
            return None
        after = self.c.get(k + 1)
        if after and after.low in self.c.data["parts"]["hours"]:
            return after.end
        return word.end if match.group(1) else None

    def month(self, i: int) -> Draft | None:
        """A month alone: with its year, or behind a preposition."""
        month = self.c.named(i, "months")
        if month is None:
            return None
        year, end = self.year_behind(i + 1)
        start, shift = self.c.words[i].start, None
        before = i - 2 if self.c.low(i - 1) == "-" else i - 1
        if self.c.low(before) in self.c.table.shifts:
            shift, start = self.c.table.shifts[self.c.low(before)], self.c.words[before].start
        elif year is None:
            start, end, shift = self._shifted(i, start, end)
        led = self.c.behind(i, self.c.table.months) or self.c.low(before) in ("mi", "mid")
        return Draft(start, end, "date", year, month, shift=shift) if year or shift or led else None

    def months(self, i: int) -> Draft | None:
        """A season, quarter or half with its year or a shift: "l'été 2015", "last winter", "the first quarter of 2024"."""
        hit = self.c.at(i, self.c.table.spans)
        if hit is None:
            return None
        k = i + hit[0]
        first, length = (int(number) for number in hit[1].split())
        link = self.c.low(k) in self.c.data["days"]["of"]
        year, end = self.year_behind(k + link)
        start, shift = self.c.words[i].start, None
        if year is None:
            start, end, shift = self._shifted(i, start, self.c.words[k - 1].end)
        if year is None and (shift is None or length != 3 or first % 3):
            return None
        return Draft(start, end, "months", year, first, amount=length, shift=shift)

    def years(self, i: int) -> Draft | None:
        """Years from one to another: "2003-2011"."""
        match = _YEARS.match(self.c.text, self.c.words[i].start)
        if match is None:
            return None
        first, last = int(match.group(1)), int(match.group(2))
        told = 1900 <= first < last <= 2100
        return Draft(match.start(), match.end(), "years", first, last=last) if told else None

    def year(self, i: int) -> Draft | None:
        """A year behind a preposition, or in parentheses."""
        word = self.c.words[i]
        if not self._is_year(word) or self.c.glued(i) or re.match(r"[-/.,]\d", self.c.text[word.end : word.end + 2]):
            return None
        led = self.c.behind(i, self.c.table.years)
        joined = led is not None and self.c.low(i - 1) in self.c.data["settings"]["year_joiners"]
        before = self.c.get(i - 2)
        if joined and not (before and self._is_year(before)):
            return None
        enclosed = self.c.text[word.start - 1 : word.start] == "(" and self.c.text[word.end : word.end + 1] in tuple(
            ")-–"
        )
        if (not led and not enclosed) or self.c.low(i + 1) in self.c.data["settings"]["counted"]:
            return None
        return Draft(word.start, word.end, "date", int(word.form))

    def _is_year(self, word: TimeWord) -> bool:
        return len(word.form) == 4 and word.form.isdigit() and 1900 <= int(word.form) <= 2100
