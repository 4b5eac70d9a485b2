"""Times, deadlines and durations (TIMEX3): "jusqu'à ce vendredi", "within 48 hours", "dans la nuit précédente".

An expression that the text and the day of publication do not settle stays unresolved; no date is guessed.
Offsets count code points of the text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from veille.annotate.calendar import last_day, made, month_near, moved, night_to, weekday_near, written
from veille.annotate.numerals import find_numerals
from veille.lang.pack import Pack
from veille.values import Period, Span

_WORD = re.compile(r"\w+|[^\w\s]")
_FOLD = str.maketrans({"’": "'", "‑": "-", "–": "-"})
_DAY = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?$")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
#: a day told in the past tense may still lie this far ahead ("a annoncé pour le 8 août")
_SLIP_DAYS = 60
_PRECISION = {"D": "day", "W": "week", "M": "month", "Y": "year"}

TenseAt = Callable[[int], str | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A time expression before it is anchored. `what`: date, weekday, steps, text, end, night, duration, set, decade."""

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


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    form: str
    low: str


Phrases = Sequence[tuple[tuple[str, ...], str]]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A pack's time words; phrases are split into words, the longest first."""

    data: Mapping[str, Any]
    phrases: Phrases
    bounds: Phrases
    years: Phrases
    months: Phrases
    ago: Phrases
    behind: Phrases
    later: Phrases
    sets: Phrases
    nights: Phrases
    shifts: Mapping[str, str]


@lru_cache(maxsize=8)
def load_time_words(pack: Pack) -> TimeWords:
    """The time words of a pack."""
    data = pack["times"]
    bounds = {phrase: bound for bound, phrases in data["bounds"].items() for phrase in phrases}
    shifts = {word: shift for shift, words in data["modifiers"].items() for word in words}

    def listed(words: Sequence[str]) -> Phrases:
        return _sorted({word: word for word in words})

    settings = data["settings"]
    return TimeWords(
        data,
        _sorted(data["phrases"]),
        _sorted(bounds),
        listed(settings["year_prepositions"]),
        listed(settings["month_prepositions"]),
        listed(data["ago"]["before"]),
        listed(data["ago"]["behind"]),
        listed(data["ago"]["later"]),
        listed(data["set"]["before"]),
        listed(data["night"]["openings"]),
        shifts,
    )


def _sorted(rows: Mapping[str, str]) -> Phrases:
    split = [(tuple(m.group() for m in _WORD.finditer(phrase)), value) for phrase, value in rows.items()]
    return sorted(split, key=lambda row: -len(row[0]))


def find_times(text: str, pack: Pack, published: date | None, *, tense_at: TenseAt | None = None) -> list[Period]:
    """Times of `text` in reading order, resolved against the day of publication where it is known.

    `tense_at(offset)` says the tense of the clause there ("past", "present", "future" or `None`): it tells last Friday from the next.
    The span of a bounded time holds its preposition ("jusqu'à ce vendredi"). A duration has a `duration` and no value unless it runs
    from the day of publication ("within 48 hours").
    """
    whole = {
        n.figure: (int(n.value), n.end)
        for n in find_numerals(text, pack)
        if n.low == n.high == n.value and n.value == int(n.value)
    }
    reader = _Reader(text, load_time_words(pack), whole)
    resolver = _Resolver(published, tense_at or (lambda offset: None))
    return [resolver.period(text, draft, bound, start) for draft, bound, start in reader.found()]


# -- finding -----------------------------------------------------------------


class _Reader:
    """Finds the drafts of a text, with the bound and the offset where its words begin."""

    def __init__(self, text: str, words: TimeWords, numbers: Mapping[int, tuple[int, int]]) -> None:
        self.text, self.table, self.data = text, words, words.data
        folded = text.translate(_FOLD)
        self.words = [_Word(m.start(), m.end(), m.group(), m.group().lower()) for m in _WORD.finditer(folded)]
        self.capital: bool = self.data["settings"]["capitalised"]
        self.numbers = numbers  # offset of a whole number -> its value and end

    def found(self) -> list[tuple[Draft, str | None, int]]:
        """Every draft in reading order."""
        out: list[tuple[Draft, str | None, int]] = []
        i = 0
        while i < len(self.words):
            draft = self._at(i)
            if draft is None:
                i += 1
                continue
            bound, start = self._bound(i, draft)
            out.append((draft, bound, start))
            while i < len(self.words) and self.words[i].start < draft.end:
                i += 1
        return out

    def _at(self, i: int) -> Draft | None:
        return (
            self._iso(i)
            or self._night(i)
            or self._ago(i)
            or self._phrase(i)
            or self._dated(i)
            or self._weekday(i)
            or self._month(i)
            or self._duration(i)
            or self._decade(i)
            or self._year(i)
        )

    def _is(self, i: int, key: Sequence[str]) -> bool:
        return [word.low for word in self.words[i : i + len(key)]] == list(key)

    def _match(self, i: int, phrases: Phrases) -> tuple[int, str] | None:
        return next(((len(key), value) for key, value in phrases if self._is(i, key)), None)

    def _behind(self, i: int, phrases: Phrases) -> tuple[int, str] | None:
        """The phrase that ends right before word `i`."""
        return next(
            ((len(key), value) for key, value in phrases if i >= len(key) and self._is(i - len(key), key)), None
        )

    def _iso(self, i: int) -> Draft | None:
        match = _ISO.match(self.text, self.words[i].start)
        if match is None:
            return None
        year, month, day = (int(group) for group in match.groups())
        return Draft(match.start(), match.end(), "date", year, month, day) if made(year, month, day) else None

    # -- days

    def _calendar(self, word: _Word, table: str) -> int | None:
        if self.capital and not word.form[:1].isupper():
            return None
        number: int | None = self.data[table].get(word.low)
        return number

    def _get(self, i: int) -> _Word | None:
        return self.words[i] if 0 <= i < len(self.words) else None

    def _dated(self, i: int) -> Draft | None:
        """A day of a month: "le 8 août 2025", "Friday, August 8, 2025", "vendredi 8 août"."""
        k, weekday = i, self._calendar(self.words[i], "weekdays")
        if weekday is not None:
            k += 1
            while (word := self._get(k)) and word.low in (",", "le", "the"):
                k += 1
        hit = self._day_month(k) or self._month_day(k)
        if hit is None:
            return None
        day, month, k = hit
        year, end = self._year_behind(k)
        return self._with_part(Draft(self.words[i].start, end, "date", year, month, day, weekday))

    def _day_month(self, k: int) -> tuple[int, int, int] | None:
        first = self._get(k)
        match = _DAY.match(first.form) if first else None
        if match is None or self._glued(k):
            return None
        step = 2 if (of := self._get(k + 1)) and of.low in ("of",) else 1
        name = self._get(k + step)
        month = self._calendar(name, "months") if name else None
        if name is None or month is None or not 1 <= int(match.group(1)) <= 31:
            return None
        return int(match.group(1)), month, k + step + 1

    def _month_day(self, k: int) -> tuple[int, int, int] | None:
        name = self._get(k)
        month = self._calendar(name, "months") if name else None
        if month is None or not self.capital:
            return None
        second = self._get(k + 2 if (dot := self._get(k + 1)) and dot.low == "." else k + 1)
        match = _DAY.match(second.form) if second else None
        if second is None or match is None or not 1 <= int(match.group(1)) <= 31:
            return None
        return int(match.group(1)), month, self.words.index(second) + 1

    def _glued(self, k: int) -> bool:
        """Whether the number is part of a longer one or of a name ("1 200", "G20")."""
        return (
            k > 0
            and self.words[k - 1].end == self.words[k].start
            and self.words[k - 1].form not in "('\"«-—["
            and not self.words[k - 1].form.isspace()
        )

    def _year_behind(self, k: int) -> tuple[int | None, int]:
        end = self.words[k - 1].end
        for j in (k, k + 1):
            word = self._get(j)
            if word is None:
                break
            if j == k and word.low in (",", "."):
                continue
            if len(word.form) == 4 and word.form.isdigit() and 1000 <= int(word.form) <= 2999:
                return int(word.form), word.end
            break
        return None, end

    def _weekday(self, i: int) -> Draft | None:
        weekday = self._calendar(self.words[i], "weekdays")
        if weekday is None:
            return None
        start, end, shift = self.words[i].start, self.words[i].end, None
        before, after = self._get(i - 1), self._get(i + 1)
        if before and before.low in self.table.shifts:
            shift, start = self.table.shifts[before.low], before.start
        if after and self.table.shifts.get(after.low) in ("last", "next") and not self.capital:
            shift, end = self.table.shifts[after.low], after.end
        repeated = self._behind(i, self.table.sets)
        return self._with_part(Draft(start, end, "weekday", weekday=weekday, shift=shift, set=repeated is not None))

    def _with_part(self, draft: Draft) -> Draft:
        """The day with its part or hour behind it: "lundi matin", "Monday night", "vendredi à minuit"."""
        k = self._word_from(draft.end)
        clock = self._clock(k)
        if clock:
            return replace(draft, end=clock, part=True)
        for step in (0, 1):
            word = self._get(k + step)
            if word is None or (step and self._get(k) and self.words[k].low not in ("à", "at", "au", "in", "en", "-")):
                break
            if word.low in self.data["parts"]["night"]:
                return replace(draft, end=word.end, part=True, night=True)
            if word.low in self.data["parts"]["words"] or self._is(k + step, ("après", "-", "midi")):
                return replace(draft, end=self.words[k + step + 2].end if word.low == "après" else word.end, part=True)
        return draft

    def _clock(self, k: int) -> int | None:
        """The offset behind an hour that follows a day: "mardi à 18 heures", "vendredi 18h00"."""
        word = self._get(k)
        if word and word.low in self.data["parts"]["at"]:
            k, word = k + 1, self._get(k + 1)
        match = re.match(r"\d{1,2}(h(\d{2})?)?$", word.low) if word else None
        if word is None or match is None:
            return None
        after = self._get(k + 1)
        if after and after.low in self.data["parts"]["hours"]:
            return after.end
        return word.end if match.group(1) else None

    def _word_from(self, offset: int) -> int:
        return next((j for j, word in enumerate(self.words) if word.start >= offset), len(self.words))

    def _month(self, i: int) -> Draft | None:
        """A month alone: with its year, or behind a preposition."""
        month = self._calendar(self.words[i], "months")
        if month is None:
            return None
        year, end = self._year_behind(i + 1)
        start, shift = self.words[i].start, None
        before = self._get(i - 1)
        if before and before.low == "-":
            before = self._get(i - 2)
        if before and before.low in self.table.shifts:
            shift, start = self.table.shifts[before.low], before.start
        after = self._get(i + 1)
        if year is None and after and self.table.shifts.get(after.low) in ("last", "next") and not self.capital:
            shift, end = self.table.shifts[after.low], after.end
        if (
            year is None
            and shift is None
            and not self._behind(i, self.table.months)
            and not (before and before.low in ("mi", "mid"))
        ):
            return None
        return Draft(start, end, "date", year, month, shift=shift)

    def _year(self, i: int) -> Draft | None:
        word = self.words[i]
        if len(word.form) != 4 or not word.form.isdigit() or not 1900 <= int(word.form) <= 2100 or self._glued(i):
            return None
        following = self.text[word.end : word.end + 2]
        if re.match(r"[-/.,]\d", following):
            return None
        if not self._behind(i, self.table.years) and not (
            self.text[word.start - 1 : word.start] == "(" and following[:1] in (")", "-", "–")
        ):
            return None
        after = self._get(i + 1)
        if after and after.low in self.data["settings"]["counted"]:
            return None
        return Draft(word.start, word.end, "date", int(word.form))

    def _decade(self, i: int) -> Draft | None:
        """ "les années 1990", "the 1990s"."""
        word = self.words[i]
        if self.capital:
            match = re.match(r"(\d{3}0)s$", word.form)
            return Draft(word.start, word.end, "decade", int(match.group(1))) if match else None
        after = self._get(i + 1)
        if word.low not in self.data["decade"]["words"] or after is None or not re.match(r"(?:\d{2})?\d0$", after.form):
            return None
        year = int(after.form)
        return Draft(word.start, after.end, "decade", year if year > 99 else 1900 + year)

    # -- steps and durations

    def _phrase(self, i: int) -> Draft | None:
        hit = self._match(i, self.table.phrases)
        if hit is None:
            return None
        length, value = hit
        start, end = self.words[i].start, self.words[i + length - 1].end
        if value == "night":
            opening = " ".join(w.low for w in self.words[i : i + length]) in self.data["night"]["openings"]
            before = self._get(i - 1)
            if opening and not (before and before.low in self.data["night"]["needs"]):
                return None
            return Draft(start, end, "night")
        what, _, step = value.partition(" ")
        if what == "text":
            return Draft(start, end, "text", unit=step[0], amount=int(step[1:]))
        if what == "end":
            return Draft(start, end, "end", unit=step)
        return Draft(start, end, "steps", unit=value[0], amount=int(value[1:]))

    def _night(self, i: int) -> Draft | None:
        """The night between two days, or of one: "la nuit de mardi à mercredi"."""
        hit = self._match(i, self.table.nights)
        night = self.data["night"]
        k = i + hit[0] if hit else i
        of = self._get(k)
        if hit is None or of is None or of.low not in night["of"]:
            return None
        first = self._at_day(k + 1)
        if first is None:
            return None
        after = self._word_from(first.end)
        to = self._get(after)
        second = self._at_day(after + 1) if to and to.low in night["to"] else None
        if second is not None:
            return replace(second, start=self.words[i].start, part=True, night=True, amount=-1)
        return replace(first, start=self.words[i].start, part=True, night=True)

    def _at_day(self, i: int) -> Draft | None:
        if i >= len(self.words):
            return None
        return self._dated(i) or self._weekday(i)

    def _duration(self, i: int) -> Draft | None:
        """A number of units: "dix jours", "48-hour", "trois semaines"."""
        number = self.numbers.get(self.words[i].start)
        granted = number is None and self._is_granted(i)
        single = number is None and (granted or self.words[i].low in self.data["settings"]["single"])
        if number is None and not single:
            return None
        value, end = number or (1, self.words[i].end)
        k = self._word_from(end)
        word = self._get(k)
        if word and word.low == "-":
            word = self._get(k + 1)
        unit = self.data["units"].get(word.low) if word else None
        if word is None or unit is None or value <= 0 or "\n" in self.text[self.words[i].start : word.end]:
            return None
        before = self._get(i - 1)
        if unit == "TH" and before and before.low in self.data["parts"]["at"]:
            return None  # an hour of the day
        draft = self._counted(i, Draft(self.words[i].start, word.end, "duration", unit=unit, amount=value))
        return draft if not single or granted or draft.what != "duration" or self._bound(i, draft)[0] else None

    def _is_granted(self, i: int) -> bool:
        """Whether the "a" or "une" at `i` opens time that somebody grants: "gave the junta a week to", "donné une semaine à"."""
        settings = self.data["settings"]
        if self.words[i].low not in settings["granted"]:
            return False
        behind = self._get(i + 2)
        return (
            behind is not None
            and behind.low in settings["granted_to"]
            and any(word.low in settings["grants"] for word in self.words[max(0, i - 8) : i])
        )

    def _counted(self, i: int, draft: Draft) -> Draft:
        """The duration as a distance: "trois jours plus tard", "two weeks ago"."""
        k = self._word_from(draft.end)
        ago, later = self._match(k, self.table.behind), self._match(k, self.table.later)
        if ago and (self.capital and self.words[k].low == "ago"):
            return self._step(draft, -1, self.words[k + ago[0] - 1].end)
        if (ago or later) and not draft.unit.startswith("T"):
            hit = ago or later
            end = self.words[k + (hit[0] if hit else 1) - 1].end
            return Draft(draft.start, end, "text", unit=draft.unit, amount=-draft.amount if ago else draft.amount)
        before = self._get(i - 1)
        if before and before.low in self.data["ahead"]["words"] and not self._match(i - 1, self.table.bounds):
            return replace(draft, shift="ahead")
        return draft

    def _ago(self, i: int) -> Draft | None:
        """ "il y a trois jours"."""
        hit = self._match(i, self.table.ago)
        if hit is None or i + hit[0] >= len(self.words):
            return None
        duration = self._duration(i + hit[0])
        if duration is None:
            return None
        return replace(self._step(duration, -1, duration.end), start=self.words[i].start)

    def _step(self, draft: Draft, sign: int, end: int) -> Draft:
        if draft.unit.startswith("T"):
            return replace(draft, end=end)
        return Draft(draft.start, end, "steps", unit=draft.unit, amount=sign * draft.amount)

    def _bound(self, i: int, draft: Draft) -> tuple[str | None, int]:
        """The preposition before the draft, over an article: "until", "d'ici", "jusqu'à ce"."""
        first = self._word_from(draft.start)
        small = (
            *self.data["settings"]["articles"],
            *self.data["parts"]["clock"],
            *self.data["parts"]["words"],
            "'",
            "l",
        )
        for skip in range(8):
            if skip and (
                first - skip < 0
                or not (self.words[first - skip].low in small or self.words[first - skip].form.isdigit())
            ):
                break
            hit = self._behind(first - skip, self.table.bounds)
            if hit:
                start = self.words[first - skip - hit[0]].start
                return hit[1], start
        return None, draft.start


# -- resolving ---------------------------------------------------------------


class _Resolver:
    """Anchors drafts one after the other: a later one may count from the day an earlier one told."""

    def __init__(self, published: date | None, tense_at: TenseAt) -> None:
        self.published, self.tense_at = published, tense_at
        self.told: date | None = None

    def period(self, text: str, draft: Draft, bound: str | None, start: int) -> Period:
        """The draft as a period of `text`."""
        value, precision, anchor = self._value(draft, bound)
        if draft.set:
            value, precision, anchor = None, None, None
        if value and precision == "day":
            self.told = date.fromisoformat(value[:10])
        kind = (
            "SET"
            if draft.set
            else "DURATION"
            if draft.what == "duration"
            else "TIME"
            if draft.night or draft.what == "night"
            else "DATE"
        )
        if draft.what == "duration" and value is not None:
            kind = "DATE"
        if bound == "by" and precision in ("year", "decade"):
            bound = "before"
        return Period(Span.of(text, start, draft.end), value, kind, _duration_of(draft), precision, anchor, bound)

    def _direction(self, draft: Draft, bound: str | None) -> str | None:
        """Which way an expression without year or modifier looks: by its bound, else by the tense of its clause."""
        if draft.shift in ("last", "next"):
            return draft.shift
        if bound == "by":
            return "future"
        tense = self.tense_at(draft.start)
        if bound == "after" and tense != "future":
            return "past"
        return {"past": "past", "future": "future"}.get(tense or "")

    def _value(self, draft: Draft, bound: str | None) -> tuple[str | None, str | None, str | None]:
        if draft.what == "decade":
            return f"{draft.year}/{(draft.year or 0) + 9}", "decade", "text"
        if draft.what == "date" and draft.year is not None:
            return self._absolute(draft, draft.year, "text")
        if draft.what == "text":
            return self._from_told(draft)
        if self.published is None:
            return None, None, None
        return self._published(draft, bound, self.published)

    def _absolute(self, draft: Draft, year: int, anchor: str) -> tuple[str | None, str | None, str | None]:
        if draft.month is None:
            return f"{year:04d}", "year", anchor
        if draft.day is None:
            return f"{year:04d}-{draft.month:02d}", "month", anchor
        day = made(year, draft.month, draft.day)
        return self._day(draft, day, anchor) if day else (None, None, None)

    def _day(self, draft: Draft, day: date, anchor: str) -> tuple[str, str, str]:
        if draft.night:
            return night_to(day if draft.amount == -1 else day + timedelta(days=1)), "part_of_day", anchor
        return day.isoformat(), "part_of_day" if draft.part else "day", anchor

    def _from_told(self, draft: Draft) -> tuple[str | None, str | None, str | None]:
        """ "Le lendemain" counts from the day told just before; without one it stays open."""
        if self.told is None:
            return None, None, None
        return moved(self.told, draft.unit, draft.amount).isoformat(), "day", "text"

    def _published(self, draft: Draft, bound: str | None, day: date) -> tuple[str | None, str | None, str | None]:
        if draft.what == "steps":
            return written(moved(day, draft.unit, draft.amount), draft.unit), _PRECISION[draft.unit], "published"
        if draft.what == "end":
            return last_day(day, draft.unit).isoformat(), "day", "published"
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

    def _recent(self, draft: Draft, day: date) -> tuple[str | None, str | None, str | None]:
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

    def _elapsed(self, draft: Draft, bound: str | None, day: date) -> tuple[str | None, str | None, str | None]:
        """A duration that runs from the day of publication, or from the day just told: "within 48 hours"."""
        ahead = draft.shift == "ahead" and self.tense_at(draft.start) == "future"
        if bound != "by" and not ahead:
            return None, None, None
        if draft.unit.startswith("T"):
            if draft.unit == "TM" or draft.amount % 24:
                return None, None, None
            return moved(day, "D", draft.amount // 24).isoformat(), "day", "published"
        return moved(day, draft.unit, draft.amount).isoformat(), "day", "published"


def _duration_of(draft: Draft) -> str | None:
    """ISO 8601 duration: P10D, PT48H.

    >>> _duration_of(Draft(0, 1, "duration", unit="TH", amount=48))
    'PT48H'
    """
    if draft.what != "duration":
        return None
    return f"PT{draft.amount}{draft.unit[1]}" if draft.unit.startswith("T") else f"P{draft.amount}{draft.unit}"
