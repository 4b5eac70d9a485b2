"""Findings against what the tables expect: which are right.

A finding is the list of values that its maker holds possible; one that fits is enough. Each expected expression takes one finding; what
is left over is wrong. The two ends of an interval or range, found one by one, are as good as the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from benchmarks.quantities.days import days_of
from benchmarks.quantities.peer import plain_timex

Fits = Callable[[str, str], bool]
_HOURS = {"Y": 12 * 730.0, "M": 730.0, "W": 168.0, "D": 24.0}


@dataclass(slots=True)
class Tally:
    """Expressions found, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """F1 of what was found; 0 when nothing was."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def hours_of(duration: str) -> float | None:
    """Hours of an ISO 8601 duration; -1 for one of unknown number; `None` for anything else.

    >>> hours_of("P2D"), hours_of("PT48H"), hours_of("P1.5Y") == hours_of("P18M"), hours_of("PTXH"), hours_of("2024")
    (48.0, 48.0, True, -1, None)
    """
    if not duration.startswith("P"):
        return None
    if "X" in duration:
        return -1
    days, _, clock = duration[1:].partition("T")
    total = sum(float(n) * _HOURS[u] for n, u in re.findall(r"([\d.]+)([YMWD])", days))
    return total + sum(float(n) * {"H": 1.0, "M": 1 / 60, "S": 1 / 3600}[u] for n, u in re.findall(r"([\d.]+)([HMS])", clock))  # fmt: skip


def fits_time(expected: str, found: str) -> bool:
    """Whether a time is right: the same days or length. An instant ("@") fits a longer time that it lies in; a night fits by either day."""
    if found.startswith("timex "):
        found = plain_timex(found[6:])
    if expected == found:
        return True
    if hours_of(expected) is not None or hours_of(found) is not None:
        return hours_of(expected) == hours_of(found)
    wanted, said = days_of(expected), days_of(found.removeprefix("@"))
    if wanted is None or said is None:
        return False
    if "T" in expected and "T" not in found:
        return said[0] == said[1] and said[0] in wanted
    return wanted[0] <= said[0] <= wanted[1] if found.startswith("@") else wanted == said


def fits_money(expected: str, found: str) -> bool:
    """Whether a sum is right: value, currency; the modifier is not looked at."""
    said, wanted = found.split(" ", 1), expected.split(" ")[-2:]
    return said[1:] == wanted[1:] and _numbers(said[0]) == _numbers(wanted[0])


def fits_strictly(expected: str, found: str) -> bool:
    """Whether sum and modifier, or bounds and unit of a count, are right."""
    if ".." not in expected and "~" not in expected and ">" not in expected:
        modifier = expected.split(" ")[0] if expected.count(" ") == 2 else None
        return fits_money(expected, found.split(" ", 1)[1] if modifier else found) and (
            found.split(" ")[0] == modifier if modifier else found.count(" ") == 1
        )
    bounds, unit, _ = expected.split(" ")
    low, high = _bounds(found)
    if found.split(" ")[1] != unit:
        return False
    if bounds[0] == "~":
        number = float(bounds[1:])
        return low is not None and high is not None and _near(low, number) and _near(high, number)
    if bounds[0] == ">":
        return low is not None and high is None and 0.89 * float(bounds[1:]) <= low <= float(bounds[1:]) + 1
    return (low, high) == _bounds(bounds)


def fits_count(expected: str, found: str) -> bool:
    """Whether the number of a count is right, be it told as a figure or within bounds as the words set them; its noun is not looked at."""
    said = expected.split(" ")[2]
    if said == "?":
        return ".." not in found or found.split("..")[0] != ""
    numbers = [float(n) for n in said.split(",")]
    if ".." not in found:
        return numbers == [float(found)]
    low, high = _bounds(found)
    if len(numbers) == 2:
        return [low, high] == numbers
    near = [bound for bound in (low, high) if bound is not None]
    return bool(near) and all(_near(bound, numbers[0]) for bound in near)


def _near(bound: float, number: float) -> bool:
    """Whether a bound lies within a tenth of the number said, or one off it ("more than 12" begins at 13)."""
    return min(number - 1, floor(0.9 * number)) <= bound <= max(number + 1, ceil(1.1 * number))


def _bounds(said: str) -> tuple[float | None, float | None]:
    low, _, high = said.split(" ")[0].partition("..")
    return float(low) if low else None, float(high) if high else None


def _numbers(said: str) -> list[float]:
    try:
        return [float(part) for part in said.split("-")]
    except ValueError:
        return []


def ends_of(expected: str) -> tuple[str, str] | None:
    """The ends of an interval of times, of a range of sums or counts; `None` for a single value."""
    cells = expected.split(" ")
    if "/" in expected and "T" not in expected:
        first, last = expected.split("/")
        return first, last
    if len(cells) == 2 and "-" in cells[0]:
        low, high = cells[0].split("-")
        return f"{low} {cells[1]}", f"{high} {cells[1]}"
    if len(cells) == 3 and "," in cells[2]:
        low, high = cells[2].split(",")
        return f"{low}..{low} - {low}", f"{high}..{high} - {high}"
    return None


def judge(expected: Sequence[Sequence[str]], found: Sequence[Sequence[str]], fits: Fits) -> Tally:
    """The tally of one case."""
    left, tally = [list(finding) for finding in found], Tally()
    for item in expected:
        if _take(item, left, fits) or any(_take_ends(value, left, fits) for value in item):
            tally.right += 1
        else:
            tally.missed += 1
    tally.wrong = len(left)
    return tally


def _take(item: Sequence[str], left: list[list[str]], fits: Fits) -> bool:
    hit = next((f for f in left if any(fits(e, value) for e in item for value in f)), None)
    if hit is not None:
        left.remove(hit)
    return hit is not None


def _take_ends(value: str, left: list[list[str]], fits: Fits) -> bool:
    ends = ends_of(value)
    if ends is None:
        return False
    kept = [list(f) for f in left]
    if all(_take([end], left, fits) for end in ends):
        return True
    left[:] = kept
    return False
