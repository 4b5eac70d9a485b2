"""A language's number words, split into words as the numeral reader compares them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from veille.lang.pack import Pack

_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?=\W|\d|_|$))|\d+|[^\w\s]")
#: typographic apostrophes and hyphens as the packs write them, one for one
FOLD = str.maketrans({"’": "'", "‑": "-"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word, figure or mark of a text, folded to lower case; offsets in code points, half-open."""

    start: int
    end: int
    form: str


class Phrases(Generic[T]):
    """Phrases and what they stand for, the longest first; found by their first word, and by their last."""

    def __init__(self, rows: Mapping[str, T]) -> None:
        keys = sorted(((phrase_key(said), value) for said, value in rows.items()), key=lambda row: -len(row[0]))
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for key, value in keys:
            self._first[key[0]].append((key, value))
            self._last[key[-1]].append((key, value))

    def at(self, words: Sequence[NumberWord], i: int) -> tuple[T, int] | None:
        """What the phrase at word `i` stands for, and the index behind it."""
        for key, value in self._first.get(words[i].form, ()) if i < len(words) else ():
            if _same(words, i, key):
                return value, i + len(key)
        return None

    def behind(self, words: Sequence[NumberWord], last: int) -> tuple[T, int] | None:
        """What the phrase that ends with word `last` stands for, and the index it begins at."""
        for key, value in self._last.get(words[last].form, ()) if last >= 0 else ():
            first = last - len(key) + 1
            if first >= 0 and _same(words, first, key):
                return value, first
        return None


def _same(words: Sequence[NumberWord], i: int, key: tuple[str, ...]) -> bool:
    return len(words) >= i + len(key) and all(words[i + k].form == form for k, form in enumerate(key))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A pack's number words."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    joiners: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    ordinals: tuple[str, ...]
    collectives: Phrases[int]
    plurals: Phrases[int]
    fractions: Phrases[Decimal]
    halves: Phrases[Decimal]
    dozens: Mapping[str, int]
    bounds: Phrases[str]
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
    fractions = data["fractions"]
    return NumberWords(
        data["words"],
        data["scales"],
        frozenset(digits["joiners"]),
        frozenset(digits["links"]),
        frozenset(data["articles"]["words"]),
        tuple(digits["ordinal_endings"]),
        Phrases(data["collectives"]),
        Phrases(data["plurals"]),
        Phrases({said: Decimal(str(part)) for said, part in fractions["before"].items()}),
        Phrases({said: Decimal(str(part)) for said, part in fractions["behind"].items()}),
        data["dozens"],
        Phrases({phrase: name for name, phrases in data["bounds"].items() for phrase in phrases}),
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
    return tuple(word.form for word in split_words(phrase))


def split_words(text: str) -> list[NumberWord]:
    """The words, figures and marks of a text; an elided word keeps its apostrophe."""
    return [NumberWord(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text.translate(FOLD))]
