"""Numbers in figures and words, with their bounds: "près de 300", "2,5 milliards", "vingt et un", "dozens".

Offsets count code points of the text, half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from veille.annotate.numberwords import FOLD, NumberWords, load_numbers, split_words
from veille.lang.pack import Pack

#: figures behind these are part of a name ("F-16", "G7", "S-300")
_NAMED = re.compile(r"[^\W\d_]-?$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: `value` as said, `low`/`high` the inclusive bounds of it, `modifier` "about", "over", "under", "vague" or `None`.

    `start`:`end` hold the bound's words too; `figure` is where the number itself begins. `article` marks a bare "un", "one".
    """

    start: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    modifier: str | None = None
    figure: int = 0
    article: bool = False


@lru_cache(maxsize=4)  # times, sums and counts ask for those of the same text
def find_numerals(text: str, pack: Pack) -> Sequence[Numeral]:
    """The numbers of `text` in reading order, not overlapping. Ordinals, and figures inside names ("F-16"), are none.

    A range ("entre 10 et 20", "10 to 20") is one numeral: `low` and `high` are its ends.
    """
    reader = NumeralReader(text, load_numbers(pack))
    found: list[Numeral] = []
    i = 0
    while i < len(reader.words):
        hit = reader.at(i)
        if hit is None:
            i += 1
            continue
        numeral, i = hit
        found.append(numeral)
    return tuple(found)


class NumeralReader:
    """Reads numerals off a text's words."""

    def __init__(self, text: str, numbers: NumberWords) -> None:
        self.text, self.numbers = text, numbers
        self.words = split_words(text)
        self.figures = {m.start(): m for m in numbers.figure.finditer(text.translate(FOLD))}
        self.ends = [word.end for word in self.words]

    def at(self, i: int) -> tuple[Numeral, int] | None:
        """The numeral that starts at word `i` (its bound included), with the index behind it."""
        bound, k = self._bound(i)
        opened = self.words[i].form in self.numbers.opening
        first = self._range(i + 1) if opened and bound is None else None
        if first is not None:
            return first
        core = self._number(k)
        if core is None:
            return None
        value, after, kind = core
        joined = self._closing(after, value) if kind == "exact" else None
        if joined is not None and bound is None:
            return self._ranged(i, k, value, joined)
        low, high, modifier = bounded(value, bound, kind)
        article = kind == "exact" and after == k + 1 and self.words[k].form in self.numbers.articles and bound is None
        numeral = Numeral(
            self.words[i].start, self._end(after), value, low, high, modifier, self.words[k].start, article
        )
        return numeral, after

    def _range(self, i: int) -> tuple[Numeral, int] | None:
        """A range behind its opening word ("entre 10 et 20")."""
        core = self._number(i)
        if core is None or core[2] != "exact":
            return None
        joined = self._closing(core[1], core[0])
        return self._ranged(i - 1, i, core[0], joined) if joined else None

    def _ranged(self, i: int, k: int, value: Decimal, joined: tuple[Decimal, Decimal, int]) -> tuple[Numeral, int]:
        low, high, after = joined
        return Numeral(self.words[i].start, self._end(after), low, low, high, None, self.words[k].start), after

    def _closing(self, k: int, value: Decimal) -> tuple[Decimal, Decimal, int] | None:
        """The second number of a range that the joining word at `k` opens; the first takes over its scale."""
        if k >= len(self.words) or self.words[k].form not in self.numbers.joining:
            return None
        if self.words[k].form in self.numbers.joiners and not self._opened(k):
            return None
        if self.words[k].form in "-–" and self.words[k - 1].form in self.numbers.words:
            return None
        core = self._number(k + 1)
        if core is None or core[2] != "exact":
            return None
        high, after, _ = core
        scaled = value
        for factor in (1000, 10**6, 10**9):
            if high >= factor and value < 1000 and high % factor == 0 and value < high / factor:
                scaled = value * factor
        return (scaled, high, after) if scaled < high else None

    def _opened(self, k: int) -> bool:
        """Whether "et" at `k` closes a range that "entre" opened."""
        return any(word.form in self.numbers.opening for word in self.words[max(0, k - 4) : k])

    def _bound(self, i: int) -> tuple[str | None, int]:
        return self.numbers.bounds.at(self.words, i) or (None, i)

    def bound_before(self, offset: int) -> tuple[str, int] | None:
        """The bound whose words end right before `offset`, with the offset they start at."""
        last = bisect_right(self.ends, offset) - 1
        if last < 0 or self.text[self.words[last].end : offset].strip():
            return None
        hit = self.numbers.bounds.behind(self.words, last)
        return (hit[0], self.words[hit[1]].start) if hit else None

    def _end(self, after: int) -> int:
        word = self.words[after - 1]
        figure = self.figures.get(word.start)
        return max(word.end, figure.end()) if figure else word.end

    # -- numbers ---------------------------------------------------------------

    def _number(self, i: int) -> tuple[Decimal, int, str] | None:
        """Value, index behind, and "exact", "about" or "vague"."""
        if i >= len(self.words):
            return None
        return self._fraction(i) or self._unsure(i) or self._whole_number(i)

    def _whole_number(self, i: int) -> tuple[Decimal, int, str] | None:
        figure = self.figures.get(self.words[i].start)
        core = self._figure(i, figure) if figure is not None else self._spelled(i)
        return self._with_half(core) if core is not None and core[2] == "exact" else core

    def _unsure(self, i: int) -> tuple[Decimal, int, str] | None:
        """ "plusieurs centaines", "une vingtaine", "dozens of thousands"."""
        vague = self._vague(i)
        if vague:
            return vague
        article = self.words[i].form in self.numbers.articles
        hit = self.numbers.collectives.at(self.words, i) or (
            self.numbers.collectives.at(self.words, i + 1) if article else None
        )
        return self._times(Decimal(hit[0]), hit[1], "about") if hit else None

    def _vague(self, i: int) -> tuple[Decimal, int, str] | None:
        hit = self.numbers.plurals.at(self.words, i)
        if hit is None:
            return None
        value, k = hit
        further = self.numbers.plurals.at(self.words, k)  # "plusieurs dizaines", "several hundreds"
        if further and value < 10 <= further[0]:
            return self._times(Decimal(further[0]), further[1], "vague")
        form = self.words[k].form if k < len(self.words) else ""
        factor = self.numbers.dozens.get(form) or (self.numbers.scales.get(form, 0) if value < 10 else 0)
        if factor:
            return Decimal(value * factor), k + 1, "vague"
        return self._times(Decimal(value), k, "vague")

    def _fraction(self, i: int) -> tuple[Decimal, int, str] | None:
        """A part of a scale: "un demi-milliard", "half a million", "a quarter of a billion", "a billion"."""
        hit = self.numbers.fractions.at(self.words, i)
        if hit is None:
            return None
        part, k = hit
        scale = self.numbers.scales.get(self.words[k].form, 0) if k < len(self.words) else 0
        return (part * scale, k + 1, "exact") if scale >= 1_000_000 or (part < 1 and scale >= 1000) else None

    def _with_half(self, core: tuple[Decimal, int, str]) -> tuple[Decimal, int, str]:
        """A number with half of its scale, or dozens: "deux milliards et demi", "one and a half billion", "two dozen"."""
        value, k, kind = core
        dozens = self.numbers.dozens.get(self.words[k].form) if k < len(self.words) and value < 100 else None
        if dozens:
            return value * dozens, k + 1, "about"
        hit = self.numbers.halves.at(self.words, k)
        if hit is None:
            return core
        part, behind = hit
        before, after = (
            self.numbers.scales.get(self.words[j].form, 0) if j < len(self.words) else 0 for j in (k - 1, behind)
        )
        if before >= 1_000_000:
            return value + part * before, behind, kind
        return ((value + part) * after, behind + 1, kind) if after >= 1_000_000 else core

    def _times(self, value: Decimal, k: int, kind: str) -> tuple[Decimal, int, str]:
        """A collective of a scale: "des centaines de milliers", "tens of thousands", "a dozen"."""
        if k + 1 < len(self.words) and self.words[k].form in self.numbers.links:
            scale = self._scale(k + 1)
            if scale:
                return value * scale, k + 2, kind
        return value, k, kind

    def _scale(self, k: int) -> int | None:
        form = self.words[k].form
        if form in self.numbers.scales and self.numbers.scales[form] >= 1000:
            return self.numbers.scales[form]
        hit = self.numbers.plurals.at(self.words, k)
        return hit[0] // 2 if hit and hit[1] == k + 1 and hit[0] >= 2000 else None

    def _figure(self, i: int, figure: re.Match[str]) -> tuple[Decimal, int, str] | None:
        if _NAMED.search(self.text[max(0, figure.start() - 2) : figure.start()]) or self._ordinal(figure.end()):
            return None
        said = figure.group()
        whole, point, rest = said.partition(self.numbers.decimal)
        digits = re.sub(r"\D", "", whole)
        value = Decimal(digits + ("." + rest if point else ""))
        k = i
        while k < len(self.words) and self.words[k].start < figure.end():
            k += 1
        while k < len(self.words) and self.words[k].form in self.numbers.scales and self._near(k):
            value *= self.numbers.scales[self.words[k].form]
            k += 1
        return value, k, "exact"

    def _near(self, k: int) -> bool:
        return self.text[self.words[k - 1].end : self.words[k].start] in (" ", "", "\u00a0", "\u202f")

    def _ordinal(self, end: int) -> bool:
        rest = re.match(r"[^\W\d_]+|°", self.text[end : end + 5])
        return bool(rest and rest.group().lower() in self.numbers.ordinals)

    def _spelled(self, i: int) -> tuple[Decimal, int, str] | None:
        """A number in words, read while each part is smaller than the one before."""
        total, current, last, k = 0, 0, 10**15, i
        end = i
        while k < len(self.words):
            form = self.words[k].form
            if form in self.numbers.words and (k == i or self._linked(k)):
                value = self.numbers.words[form]
                if value == 20 and current % 100 == 4 and last == 4:
                    current, last = current + 76, 80
                elif value < last and (
                    current % 100 == 0
                    or (last >= 20 and (value < 10 or last in (60, 80)))
                    or (last == 10 and value > 6)
                ):
                    current, last = current + value, value
                else:
                    break
            elif (
                form in self.numbers.scales
                and (k == i or self._linked(k))
                and (k > i or self.numbers.scales[form] in (100, 1000))
            ):
                scale = self.numbers.scales[form]
                if scale == 100:
                    current, last = max(current, 1) * 100, 100
                else:
                    total, current, last = total + max(current, 1) * scale, 0, scale
            elif (
                k > i
                and (form in self.numbers.joiners or form == "-")
                and k + 1 < len(self.words)
                and self._linked(k)
                and self._continues(k + 1, last)
            ):
                k += 1
                continue
            else:
                break
            k += 1
            end = k
        return (Decimal(total + current), end, "exact") if end > i else None

    def _linked(self, k: int) -> bool:
        return self.text[self.words[k - 1].end : self.words[k].start] in (" ", "")

    def _continues(self, k: int, last: int) -> bool:
        """Whether the word behind "et" or a hyphen belongs to the same number ("vingt et un", not "deux et trois")."""
        form = self.words[k].form
        if form in self.numbers.scales:
            return self.words[k - 1].form == "-"
        value = self.numbers.words.get(form)
        if value == 20 and last == 4:  # quatre-vingt
            return self.words[k - 1].form == "-"
        return value is not None and value < last and (last >= 20 or self.words[k - 1].form == "-")


def bounded(value: Decimal, bound: str | None, kind: str) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Inclusive bounds and modifier of a number under a bound's words.

    >>> bounded(Decimal(200), "over", "exact")
    (Decimal('201'), None, 'over')
    """
    tenth = value / 10
    table: dict[str | None, tuple[Decimal | None, Decimal | None, str | None]] = {
        "over": (value + 1, None, "over"),
        "at_least": (value, None, "over"),
        "under": (None, value - 1, "under"),
        "at_most": (None, value, "under"),
        "nearly": (value - tenth, value, "about"),
        "about": (value - tenth, value + tenth, "about"),
    }
    if bound in table:
        return table[bound]
    if kind == "about":
        return value - tenth, value + tenth, "about"
    if kind == "vague":
        return value, None, "vague"
    return value, value, None
