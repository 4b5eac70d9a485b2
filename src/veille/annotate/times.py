"""Times, deadlines and durations (TIMEX3): "jusqu'à ce vendredi", "within 48 hours", "dans la nuit précédente".

An expression that the text and the day of publication do not settle stays unresolved; no date is guessed.
Offsets count code points of the text, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from veille.annotate.anchors import Anchoring, TenseAt
from veille.annotate.days import DayReader, Draft
from veille.annotate.lengths import LengthReader
from veille.annotate.numerals import Numeral, find_numerals
from veille.annotate.timewords import Cursor, TimeWords, load_time_words
from veille.lang.pack import Pack
from veille.values import Period

#: how far before a day the words stand that look ahead to it ("is due to meet in Geneva on Sunday"), in words
_AWAITED_WORDS = 10


def find_times(text: str, pack: Pack, published: date | None, *, tense_at: TenseAt | None = None) -> list[Period]:
    """Times of `text` in reading order, resolved against the day of publication where it is known.

    `tense_at(offset)` says the tense of the clause there ("past", "present", "future" or `None`): it tells last Friday from the next.
    The span of a bounded time holds its preposition ("jusqu'à ce vendredi"). A duration has a `duration` and no value unless it runs
    from the day of publication ("within 48 hours").
    """
    whole = {n.figure: n for n in find_numerals(text, pack) if n.value == int(n.value) and not _is_range(n)}
    table = load_time_words(pack)
    reader = _Reader(text, table, whole)
    anchoring = Anchoring(published, tense_at or (lambda offset: None), table.data)
    return [anchoring.period(text, draft, bound, start) for draft, bound, start in reader.found()]


def _is_range(numeral: Numeral) -> bool:
    return numeral.modifier == "vague" or (numeral.modifier is None and numeral.low != numeral.high)


Found = tuple[Draft, str | None, int]


class _Reader:
    """Finds the drafts of a text, with the bound and the offset where its words begin."""

    def __init__(self, text: str, words: TimeWords, numbers: Mapping[int, Numeral]) -> None:
        self.c = Cursor(text, words)
        self.days, self.lengths = DayReader(self.c), LengthReader(self.c, numbers)

    def found(self) -> list[Found]:
        """Every draft in reading order."""
        out: list[Found] = []
        i = 0
        while i < len(self.c.words):
            draft = self._at(i)
            if draft is None:
                i += 1
                continue
            draft = replace(draft, awaited=self._is_awaited(i))
            if not self._is_name(draft):
                bound, start = self._bound(draft)
                self._share_year(out, draft)
                out.append((draft, bound, start))
            while i < len(self.c.words) and self.c.words[i].start < draft.end:
                i += 1
        return out

    def _at(self, i: int) -> Draft | None:
        days, lengths = self.days, self.lengths
        return (
            days.figures(i)
            or self._night(i)
            or lengths.ago(i)
            or lengths.phrase(i)
            or lengths.repeated(i)
            or days.dated(i)
            or days.weekday(i)
            or days.months(i)
            or days.month(i)
            or lengths.duration(i)
            or lengths.decade(i)
            or days.years(i)
            or days.year(i)
        )

    def _night(self, i: int) -> Draft | None:
        """The night between two days, or of one: "la nuit de mardi à mercredi", "la nuit du 13 au 14 avril"."""
        hit = self.c.at(i, self.c.table.nights)
        night = self.c.data["night"]
        k = i + hit[0] if hit else i
        if hit is None or self.c.low(k) not in night["of"]:
            return None
        start, first = self.c.words[i].start, self._day(k + 1)
        if first is None:
            return None
        if first.last is not None:
            return replace(first, start=start, day=first.last, last=None, part=True, night=True, amount=-1)
        after = self.c.word_from(first.end)
        second = self._day(after + 1) if self.c.low(after) in night["to"] else None
        if second is not None:
            return replace(second, start=start, part=True, night=True, amount=-1)
        return replace(first, start=start, part=True, night=True)

    def _day(self, i: int) -> Draft | None:
        return (self.days.dated(i) or self.days.weekday(i)) if i < len(self.c.words) else None

    def _share_year(self, out: list[Found], draft: Draft) -> None:
        """The year behind the second day of an interval is the first one's too: "from June 12 to June 30, 2017"."""
        if not out or draft.what != "date" or draft.year is None or draft.month is None:
            return
        first, bound, start = out[-1]
        between = self.c.text[first.end : draft.start].strip().lower()
        if first.what != "date" or first.year or not first.month or between not in self.c.data["days"]["interval"]:
            return
        year = draft.year - (first.month > draft.month)
        out[-1] = replace(first, year=year), bound, start

    def _is_awaited(self, i: int) -> bool:
        """Whether the words before look ahead: "is scheduled to open on"."""
        for k in range(i, max(0, i - _AWAITED_WORDS), -1):
            if self.c.low(k - 1) in (".", ";", "!", "?", ","):
                return False
            if self.c.behind(k, self.c.table.awaited):
                return True
        return False

    def _is_name(self, draft: Draft) -> bool:
        """Whether the day is part of a name: "the Sunday Times", "le Mouvement du 23 mars"."""
        names = self.c.data["names"]
        behind, first = self.c.word_from(draft.end), self.c.word_from(draft.start)
        after = self.c.get(behind)
        if draft.what not in ("date", "weekday"):
            return False
        led = f"{self.c.low(first - 2)} {self.c.low(first - 1)}" in names["before"]
        return led or (after is not None and after.form[:1].isupper() and after.low in names["behind"])

    def _bound(self, draft: Draft) -> tuple[str | None, int]:
        """The preposition before the draft, over an article: "until", "d'ici", "jusqu'à ce"; else the modifier of a length."""
        first = self.c.word_from(draft.start)
        for skip in range(8):
            over = self.c.get(first - skip) if skip else None
            passed = over is not None and (over.low in self.c.table.small or over.form.isdigit())
            if skip and not passed and not (over is not None and self._parts_month(draft, over.low)):
                break
            hit = self.c.behind(first - skip, self.c.table.bounds)
            short = hit is not None and draft.what == "duration" and self._is_extent(first - skip, hit[0])
            if hit and not short:
                return hit[1], self.c.words[first - skip - hit[0]].start
        return draft.modifier if draft.what == "duration" else None, draft.start

    def _parts_month(self, draft: Draft, word: str) -> bool:
        """Whether a word before a month only says which part of it: "since mid-April"."""
        return bool(draft.month) and draft.day is None and (word in self.c.data["settings"]["parts"] or word == "-")

    def _is_extent(self, i: int, length: int) -> bool:
        """Whether the preposition says by how much, not by when: "extended by 12 months"."""
        said = " ".join(word.low for word in self.c.words[i - length : i])
        return said in self.c.data["settings"]["extents"]
