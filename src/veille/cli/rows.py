"""Rows for programs: JSON, one object a line, and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

Row = dict[str, Any]


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


def write_json(rows: Iterable[object]) -> None:
    """Each row on a line of its own."""
    for row in rows:
        sys.stdout.write(json.dumps(plain(row), ensure_ascii=False, separators=(",", ":")) + "\n")


def write_csv(rows: Iterable[object]) -> None:
    """A head, then a line a row; lists are joined by "; ", values within values are JSON. Nothing for no rows."""
    found: list[Row] = [plain(row) for row in rows]
    if not found:
        return
    names = list(dict.fromkeys(name for row in found for name in row))
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in found)


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value
