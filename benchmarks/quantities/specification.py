"""Day dates of Recognizers-Text's specification cases, which are kept outside the project: a folder with `English` and `French`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quantities import ours
from benchmarks.quantities.cases import Case
from benchmarks.quantities.days import days_of

_FOLDERS = {"en": "English", "fr": "French"}
_FILES = ("DateTime-DateParser.json", "DateTime-DateTimeModel.json")


def load(folder: Path, language: str) -> list[Case]:
    """The cases that carry a reference date and tell days; of two readings (past, future) either is right."""
    out: list[Case] = []
    for file in _FILES:
        for row in json.loads((folder / _FOLDERS[language] / file).read_text("utf-8-sig")):
            said = (row.get("Context") or {}).get("ReferenceDateTime")
            days = tuple(_days(row)) if said else ()
            if days:
                out.append(Case(row["Input"], date.fromisoformat(said[:10]), days, aside=False))
    return out


def _days(row: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for result in row["Results"]:
        value, resolution = result.get("Value"), result.get("Resolution")
        if value and result.get("Type") == "date":
            told = {value.get(side, {}).get("date") for side in ("FutureResolution", "PastResolution")}
        elif resolution and result.get("TypeName", "").endswith(".date"):
            told = {value.get("value") for value in resolution["values"]}
        else:
            continue
        real = tuple(sorted(day for day in told if day and days_of(day) and day > "0001-01-01"))
        if real:
            yield real


def measure(folder: Path, language: str, errors: bool) -> tuple[int, int, int]:
    """How many days are told, found right, and found in a longer time that holds the day ("two years ago" is a year with us)."""
    cases = load(folder, language)
    found, _ = ours.run("times", language, cases)
    told = right = within = 0
    for case, findings in zip(cases, found, strict=True):
        spans = [span for finding in findings for value in finding for span in [days_of(value)] if span]
        for days in case.expected:
            exact = any(span == (day, day) for span in spans for day in days)
            told, right = told + 1, right + exact
            within += exact or any(first <= day <= last for first, last in spans for day in days)
            if errors and not exact:
                print(f"    {case.day} {case.text}\n       {days} <- {findings}")
    return told, right, within
