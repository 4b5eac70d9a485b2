"""Lengths of time, distances from a day, and what is repeated: "dix jours", "two weeks ago", "every month"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from veille.annotate.days import Draft
from veille.annotate.numerals import Numeral
from veille.annotate.timewords import Cursor

#: a unit and a half, in smaller units
_HALVED = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60)}


class LengthReader:
    """Reads lengths of time off a text's words; `numbers` are the text's numerals by the offset of their figure."""

    def __init__(self, cursor: Cursor, numbers: Mapping[int, Numeral]) -> None:
        self.c, self.numbers = cursor, numbers

    def phrase(self, i: int) -> Draft | None:
        """A fixed phrase of the pack: "yesterday", "la semaine dernière", "the end of the month"."""
        hit = self.c.at(i, self.c.table.phrases)
        if hit is None:
            return None
        length, value = hit
        start, end = self.c.words[i].start, self.c.words[i + length - 1].end
        what, _, step = value.partition(" ")
        if what == "night":
            opening = " ".join(w.low for w in self.c.words[i : i + length]) in self.c.data["night"]["openings"]
            led = self.c.low(i - 1) in self.c.data["night"]["needs"]
            return Draft(start, end, "night") if led or not opening else None
        if what == "end":
            return Draft(start, end, "end", unit=step)
        if what == "weekend":
            return Draft(start, end, "weekend", shift=step)
        unit, amount = re.fullmatch(r"(T?[A-Z])([+-]?\d+)", step or what).groups()  # type: ignore[union-attr]
        named = {"text": "text", "length": "duration"}.get(what, "steps")
        return Draft(start, end, named, unit=unit, amount=int(amount))

    def repeated(self, i: int) -> Draft | None:
        """What is repeated: "every year", "toutes les deux semaines"."""
        hit = self.c.at(i, self.c.table.sets)
        if hit is None:
            return None
        k = i + hit[0]
        number = self.numbers.get(self.c.words[k].start) if k < len(self.c.words) else None
        k = self.c.word_from(number.end) if number else k
        if self.c.low(k) not in self.c.data["units"]:
            return None
        return Draft(self.c.words[i].start, self.c.words[k].end, "set", set=True)

    def decade(self, i: int) -> Draft | None:
        """ "les années 1990", "les années vingt", "the 1990s"."""
        word, after = self.c.words[i], self.c.get(i + 1)
        if self.c.capital:
            match = re.match(r"(\d{3}0)s$", word.form)
            return Draft(word.start, word.end, "decade", int(match.group(1))) if match else None
        if word.low not in self.c.data["decade"]["words"] or after is None:
            return None
        said = self.numbers.get(after.start)
        year = int(said.value) if said and said.value == int(said.value) else 0
        if year % 10 or not (20 <= year <= 90 or 1000 <= year <= 2100):
            return None
        return Draft(word.start, said.end if said else after.end, "decade", year if year > 99 else 1900 + year)

    def duration(self, i: int) -> Draft | None:
        """A number of units: "dix jours", "48-hour", "the last three weeks"."""
        number = self.numbers.get(self.c.words[i].start)
        granted = number is None and self._is_granted(i)
        single = number is None and (granted or self.c.low(i) in self.c.data["settings"]["single"])
        if number is None and not single:
            return None
        value, end = (int(number.value), number.end) if number else (1, self.c.words[i].end)
        k = self._unit_from(self.c.word_from(end))
        unit = self.c.data["units"].get(self.c.low(k))
        if unit is None or value <= 0 or "\n" in self.c.text[self.c.words[i].start : self.c.words[k].end]:
            return None
        if unit == "TH" and self.c.low(i - 1) in self.c.data["parts"]["at"] and not (number and number.modifier):
            return None  # an hour of the day
        start = number.start if number and number.modifier else self.c.words[i].start
        whole = Draft(start, self.c.words[k].end, "duration", unit=unit, amount=value)
        draft = self._counted(i, self._halved(replace(whole, modifier=number.modifier if number else None)))
        lasting = granted or draft.what != "duration" or draft.amount > 1 or self.c.behind(i, self.c.table.lengths)
        return draft if not single or lasting or self.c.behind(i, self.c.table.bounds) else None

    def _unit_from(self, k: int) -> int:
        """The index of the unit behind a number, over a hyphen or "dernières", "more"."""
        k += self.c.low(k) == "-"
        return k + (self.c.low(k) in self.c.data["settings"]["between"])

    def _halved(self, draft: Draft) -> Draft:
        """The length with the half behind it: "un an et demi"."""
        k = self.c.word_from(draft.end)
        for said in self.c.data["settings"]["halves"]:
            words = said.split()
            if [self.c.low(k + j) for j in range(len(words))] == words and draft.unit in _HALVED:
                unit, units = _HALVED[draft.unit]
                end = self.c.words[k + len(words) - 1].end
                return replace(draft, end=end, unit=unit, amount=draft.amount * units + units // 2)
        return draft

    def _is_granted(self, i: int) -> bool:
        """Whether the "a" or "une" at `i` opens time that somebody grants: "gave the junta a week to", "donné une semaine à"."""
        settings = self.c.data["settings"]
        return (
            self.c.low(i) in settings["granted"]
            and self.c.low(i + 2) in settings["granted_to"]
            and any(word.low in settings["grants"] for word in self.c.words[max(0, i - 8) : i])
        )

    def _counted(self, i: int, draft: Draft) -> Draft:
        """The duration as a distance: "trois jours plus tard", "two weeks ago"."""
        k = self.c.word_from(draft.end)
        ago, later = self.c.at(k, self.c.table.behind), self.c.at(k, self.c.table.later)
        if ago and (self.c.capital and self.c.low(k) == "ago"):
            return self._step(draft, -1, self.c.words[k + ago[0] - 1].end)
        if (ago or later) and not draft.unit.startswith("T"):
            hit = ago or later
            end = self.c.words[k + (hit[0] if hit else 1) - 1].end
            return Draft(draft.start, end, "text", unit=draft.unit, amount=-draft.amount if ago else draft.amount)
        ahead = self.c.low(i - 1) in self.c.data["ahead"]["words"]
        return replace(draft, shift="ahead") if ahead and not self.c.at(i - 1, self.c.table.bounds) else draft

    def ago(self, i: int) -> Draft | None:
        """ "il y a trois jours"."""
        hit = self.c.at(i, self.c.table.ago)
        if hit is None or i + hit[0] >= len(self.c.words):
            return None
        duration = self.duration(i + hit[0])
        if duration is None:
            return None
        return replace(self._step(duration, -1, duration.end), start=self.c.words[i].start)

    def _step(self, draft: Draft, sign: int, end: int) -> Draft:
        if draft.unit.startswith("T"):
            return replace(draft, end=end)
        return Draft(draft.start, end, "steps", unit=draft.unit, amount=sign * draft.amount)
