"""A pack's words of time, and a text cut into words as the readers of times compare them. Offsets count code points, half-open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from veille.lang.pack import Pack

_WORD = re.compile(r"\w+|[^\w\s]")
_FOLD = str.maketrans({"’": "'", "‑": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word or mark: as written, and folded to lower case."""

    start: int
    end: int
    form: str
    low: str


class Phrases:
    """Phrases and what they stand for, the longest first; found by their first word and by their last."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        keys = sorted(
            ((tuple(w.low for w in split(said)), value) for said, value in rows.items()), key=lambda row: -len(row[0])
        )
        self.first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, value in keys:
            self.first.setdefault(key[0], []).append((key, value))
            self.last.setdefault(key[-1], []).append((key, value))


def split(text: str) -> list[TimeWord]:
    """The words and marks of a text."""
    return [TimeWord(m.start(), m.end(), m.group(), m.group().lower()) for m in _WORD.finditer(text.translate(_FOLD))]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A pack's time words."""

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
    spans: Phrases
    lengths: Phrases
    awaited: Phrases
    shifts: Mapping[str, str]
    small: frozenset[str]


@lru_cache(maxsize=8)
def load_time_words(pack: Pack) -> TimeWords:
    """The time words of a pack."""
    data = pack["times"]
    settings, parts = data["settings"], data["parts"]

    def listed(words: Sequence[str]) -> Phrases:
        return Phrases({word: word for word in words})

    return TimeWords(
        data,
        Phrases(data["phrases"]),
        Phrases({phrase: bound for bound, phrases in data["bounds"].items() for phrase in phrases}),
        listed(settings["year_prepositions"]),
        listed(settings["month_prepositions"]),
        listed(data["ago"]["before"]),
        listed(data["ago"]["behind"]),
        listed(data["ago"]["later"]),
        listed(data["set"]["before"]),
        listed(data["night"]["openings"]),
        Phrases(data["spans"]),
        listed(settings["lengths"]),
        listed(settings["awaited"]),
        {word: shift for shift, words in data["modifiers"].items() for word in words},
        frozenset((*settings["articles"], *parts["clock"], *parts["words"], "'", "l")),
    )


class Cursor:
    """A text's words, asked for by index."""

    def __init__(self, text: str, table: TimeWords) -> None:
        self.text, self.table, self.data = text, table, table.data
        self.words = split(text)
        self.starts = [word.start for word in self.words]
        self.capital: bool = self.data["settings"]["capitalised"]

    def get(self, i: int) -> TimeWord | None:
        """The word at `i`, if there is one."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def low(self, i: int) -> str:
        """The folded word at `i`, or nothing."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def at(self, i: int, phrases: Phrases) -> tuple[int, str] | None:
        """Length in words and meaning of the phrase that begins at `i`."""
        rows = phrases.first.get(self.low(i), ())
        return next(((len(key), value) for key, value in rows if self._holds(i, key)), None)

    def behind(self, i: int, phrases: Phrases) -> tuple[int, str] | None:
        """Length in words and meaning of the phrase that ends right before `i`."""
        rows = phrases.last.get(self.low(i - 1), ())
        return next(((len(key), value) for key, value in rows if self._holds(i - len(key), key)), None)

    def _holds(self, i: int, key: tuple[str, ...]) -> bool:
        return i >= 0 and all(self.low(i + k) == form for k, form in enumerate(key))

    def word_from(self, offset: int) -> int:
        """The index of the first word at or behind an offset."""
        return bisect_left(self.starts, offset)

    def glued(self, k: int) -> bool:
        """Whether the number is part of a longer one or of a name ("1 200", "G20")."""
        return k > 0 and self.words[k - 1].end == self.words[k].start and self.words[k - 1].form not in "('\"«-—[/"

    def named(self, i: int, table: str) -> int | None:
        """The number of the month or weekday at `i`, by a table of the pack."""
        word = self.get(i)
        if word is None or (self.capital and not word.form[:1].isupper()):
            return None
        number: int | None = self.data[table].get(word.low)
        return number
