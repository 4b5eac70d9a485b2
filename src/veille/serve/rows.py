"""Rows for programs: JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
#: what a spreadsheet takes for the beginning of a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: object) -> Any:
    """A value as JSON has it: dataclasses as objects, decimals as strings.

    >>> plain((Decimal("2.50"), None))
    ['2.50', None]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return str(value) if isinstance(value, Decimal) else value


def json_line(row: object) -> str:
    """A row as one line of JSON, without its end."""
    return json.dumps(plain(row), ensure_ascii=False, separators=(",", ":"))


def csv_text(rows: Iterable[object]) -> str:
    """A head, then a line a row; lists are joined by "; ", values within values are JSON. Nothing for no rows."""
    found: list[Row] = [plain(row) for row in rows]
    if not found:
        return ""
    names = list(dict.fromkeys(name for row in found for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in found)
    return out.getvalue()


def inert(said: str) -> str:
    """A text as a cell's: one that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> inert("=1+1"), inert("-3"), inert("Kyiv")
    ("'=1+1", '-3', 'Kyiv')
    """
    number = said[1:].replace(".", "", 1).isdecimal()
    return f"'{said}" if said.startswith(_FORMULA) and not number else said


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return inert("; ".join(value))
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else value
