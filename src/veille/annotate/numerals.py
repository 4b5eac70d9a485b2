"""Numbers in figures and words, with their bounds: "près de 300", "2,5 milliards", "vingt et un", "dozens".

Offsets count code points of the text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from veille.lang.pack import Pack

_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?=\W|\d|_|$))|\d+|[^\w\s]")
_FOLD = str.maketrans({"’": "'", "‑": "-"})
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


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A pack's number words, phrases split into their words, the longest first."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    joiners: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    ordinals: tuple[str, ...]
    collectives: Sequence[tuple[tuple[str, ...], int]]
    plurals: Sequence[tuple[tuple[str, ...], int]]
    bounds: Sequence[tuple[tuple[str, ...], str]]
    opening: frozenset[str]
    joining: frozenset[str]
    figure: re.Pattern[str]
    decimal: str


@lru_cache(maxsize=8)
def load_numbers(pack: Pack) -> NumberWords:
    """The number words of a pack."""
    data = pack["numbers"]
    digits = data["digits"]
    group = "".join(re.escape(g) for g in digits["group"])
    point = re.escape(digits["decimal"])
    figure = re.compile(rf"(?<![\w.,])(?:\d{{1,3}}(?:[{group}]\d{{3}})+(?![\d])|\d+)(?:{point}\d+)?")
    bounds = [(phrase_key(phrase), name) for name, phrases in data["bounds"].items() for phrase in phrases]
    return NumberWords(
        data["words"],
        data["scales"],
        frozenset(digits["joiners"]),
        frozenset(digits["links"]),
        frozenset(data["articles"]["words"]),
        tuple(digits["ordinal_endings"]),
        _phrases(data["collectives"]),
        _phrases(data["plurals"]),
        sorted(bounds, key=lambda row: -len(row[0])),
        frozenset(data["ranges"]["opening"]),
        frozenset(data["ranges"]["joining"]),
        figure,
        digits["decimal"],
    )


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, as they are compared.

    >>> phrase_key("plus d'une")
    ('plus', "d'", 'une')
    """
    return tuple(word.form for word in _words(phrase))


def _phrases(rows: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]]:
    return sorted(((phrase_key(phrase), value) for phrase, value in rows.items()), key=lambda row: -len(row[0]))


def _words(text: str) -> list[_Word]:
    folded = text.translate(_FOLD)
    return [_Word(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(folded)]


def find_numerals(text: str, pack: Pack) -> list[Numeral]:
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
    return found


class NumeralReader:
    """Reads numerals off a text's words."""

    def __init__(self, text: str, numbers: NumberWords) -> None:
        self.text, self.numbers = text, numbers
        self.words = _words(text)
        self.figures = {m.start(): m for m in numbers.figure.finditer(text.translate(_FOLD))}
        self.index = {word.start: i for i, word in enumerate(self.words)}

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
        for key, name in self.numbers.bounds:
            if self._is(i, key):
                return name, i + len(key)
        return None, i

    def bound_before(self, offset: int) -> tuple[str, int] | None:
        """The bound whose words end right before `offset`, with the offset they start at."""
        behind = [i for i, word in enumerate(self.words) if word.end <= offset]
        last = behind[-1] if behind else -1
        if last < 0 or self.text[self.words[last].end : offset].strip():
            return None
        for key, name in self.numbers.bounds:
            first = last - len(key) + 1
            if first >= 0 and self._is(first, key):
                return name, self.words[first].start
        return None

    def _is(self, i: int, key: Sequence[str]) -> bool:
        return [word.form for word in self.words[i : i + len(key)]] == list(key)

    def _end(self, after: int) -> int:
        word = self.words[after - 1]
        figure = self.figures.get(word.start)
        return max(word.end, figure.end()) if figure else word.end

    # -- numbers ---------------------------------------------------------------

    def _number(self, i: int) -> tuple[Decimal, int, str] | None:
        """Value, index behind, and "exact", "about" or "vague"."""
        if i >= len(self.words):
            return None
        for rows, kind in ((self.numbers.plurals, "vague"), (self.numbers.collectives, "about")):
            for key, number in rows:
                if self._is(i, key):
                    return self._times(Decimal(number), i + len(key), kind)
        if self.words[i].form in self.numbers.articles:
            deeper = next(((v, i + 1 + len(k)) for k, v in self.numbers.collectives if self._is(i + 1, k)), None)
            if deeper:
                return self._times(Decimal(deeper[0]), deeper[1], "about")
        figure = self.figures.get(self.words[i].start)
        if figure is not None:
            return self._figure(i, figure)
        return self._spelled(i)

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
        single = {key[0]: value for key, value in self.numbers.plurals if len(key) == 1}
        return single[form] // 2 if form in single and single[form] >= 2000 else None

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
