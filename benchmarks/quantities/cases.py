"""The hand-written tables of `benchmarks/cases` for times, money and counts, filled and split.

All fillings of one row (days of publication, sentences around a sum, nouns behind a number) fall on one side of the split, by a hash
of the row: what is set aside was never seen in any filling.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.quantities.days import is_relative, meant

CASES = Path(__file__).parents[1] / "cases"
ANNOTATORS = ("times", "money", "counts")
#: days of publication: every weekday, a leap year, both ends of a year
DAYS = [
    date.fromisoformat(day)
    for day in (
        "2025-08-06", "2023-07-31", "2014-03-21", "2020-10-11", "1999-12-30", "2022-02-26", "2017-06-06", "2024-01-04",
    )
]  # fmt: skip
#: how often a row that hangs on a day, or that is put in a sentence, is filled
FILLINGS = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A text of `day` and what it says: for each expression the values that are right. `aside` cases are scored once."""

    text: str
    day: date
    expected: tuple[tuple[str, ...], ...]
    aside: bool


def is_aside(row: str) -> bool:
    """Whether a row belongs to the third that is set aside.

    >>> is_aside("a"), is_aside("b"), is_aside("c"), is_aside("d")
    (False, True, False, False)
    """
    return int(hashlib.sha256(row.encode()).hexdigest(), 16) % 3 == 0


def load_cases(annotator: str, language: str) -> list[Case]:
    """The cases of a table, in its order. A table that cannot be read raises ValueError with the line."""
    path = CASES / f"{annotator}.{language}.txt"
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list({"times": _times, "money": _money, "counts": _counts}[annotator](lines))


def _split(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < 2:
        raise ValueError(f"case without a bar: {line!r}")
    return cells


def _items(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(item.strip().split(";;")) for item in cell.split(",") if item.strip())


def _times(lines: list[str]) -> Iterator[Case]:
    for number, line in enumerate(lines):
        text, cell = _split(line)
        items = _items(cell)
        repeated = FILLINGS if any(is_relative(value) for item in items for value in item) else 1
        for k in range(repeated):
            day = DAYS[(number + 3 * k) % len(DAYS)]
            yield Case(text, day, tuple(tuple(meant(v, day) for v in item) for item in items), is_aside(text))


def _money(lines: list[str]) -> Iterator[Case]:
    frames = [line[1:].strip() for line in lines if line.startswith("=")]
    rows = [line for line in lines if not line.startswith("=")]
    for number, line in enumerate(rows):
        said, cell = _split(line)
        for k in range(FILLINGS):
            text = frames[(number + 3 * k) % len(frames)].replace("{}", said)
            yield Case(text, DAYS[0], _items(cell), is_aside(said))


def _counts(lines: list[str]) -> Iterator[Case]:
    frames = [line[1:].strip() for line in lines if line.startswith("=")]
    units = [(unit.strip(), noun.strip()) for line in lines if line.startswith("*")
             for unit, _, nouns in [line[1:].partition(":")] for noun in nouns.split("|")]  # fmt: skip
    turn = count()
    for line in (line for line in lines if line[0] not in "=*"):
        if not line.startswith("+"):
            text, cell = _split(line)
            yield Case(
                text, DAYS[0], tuple((_said(item.strip()),) for item in cell.split(",") if item.strip()), is_aside(text)
            )
            continue
        number, bounds, figures = _split(line[1:])
        for _ in range(FILLINGS + 1):
            k = next(turn)
            unit, noun = units[(k * 5) % len(units)]
            text = frames[k % len(frames)].replace("{}", _joined(number, noun))
            yield Case(text, DAYS[0], ((f"{bounds} {unit} {figures.replace(' ', '')}",),), is_aside(number))


def _joined(number: str, noun: str) -> str:
    """ "plus d'une centaine de" before a vowel elides.

    >>> _joined("des milliers de", "otages")
    "des milliers d'otages"
    """
    if number.endswith(" de") and re.match(r"[aeiouhéêAEIOU]", noun):
        return f"{number[:-1]}'{noun}"
    return f"{number} {noun}"


def _said(item: str) -> str:
    """A count of a whole sentence, with the figure that its bounds were made of."""
    bounds, unit = item.split(" ")
    low, _, high = bounds.partition("..")
    said = low or high
    if low and high and low != high:
        said = f"{(float(low) + float(high)) / 2:g}"
    elif low and not high and low.endswith("1"):
        said = str(int(low) - 1)
    return f"{bounds} {unit} {said}"
