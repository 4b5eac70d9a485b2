"""What a column of a table holds, and how a format writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from veille.serve.rows import inert
from veille.serve.told import one_line

#: "list" is of strings; "object" is any JSON; "decimal" is a sum in major units; "date" is a whole day
Sort = Literal["string", "integer", "number", "decimal", "boolean", "date", "datetime", "list", "object"]
#: between the values of a list in one cell
DELIMITER = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, what that means, and how to take it from a row (the attribute of its name, when nobody says)."""

    name: str
    sort: Sort
    about: str
    take: Callable[[Any], Any] | None = None
    key: bool = False

    def of(self, row: object) -> Any:
        """The value of a row, `None` for what is not known."""
        return self.take(row) if self.take else getattr(row, self.name)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `about` says what a row is. Columns marked `key` tell rows apart."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> list[str]:
        """The names of the columns that tell rows apart."""
        return [c.name for c in self.columns if c.key]


def values(table: Table, row: object) -> dict[str, Any]:
    """A row as JSON has it, by column: decimals as strings in plain digits, lists as lists."""
    return {c.name: _json(c.of(row)) for c in table.columns}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_digits(value)
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value


def plain_digits(value: Decimal) -> str:
    """A decimal without exponent or idle zeros.

    >>> plain_digits(Decimal("5E+8")), plain_digits(Decimal("2.50"))
    ('500000000', '2.5')
    """
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def cell(column: Column, value: Any) -> str:
    """A value as text of one cell; nothing for what is not known. A text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> cell(Column("a", "string", ""), "=1+1"), cell(Column("a", "list", ""), ("x", "y")), cell(Column("a", "integer", ""), -3)
    ("'=1+1", 'x; y', '-3')
    """
    if value is None:
        return ""
    if column.sort == "boolean":
        return "true" if value else "false"
    if column.sort == "object":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if column.sort == "decimal":
        return plain_digits(value)
    said = DELIMITER.join(map(_listed, value)) if column.sort == "list" else str(value)
    return inert(said) if column.sort in ("string", "list") else said


def _listed(value: str) -> str:
    """A value of a list on one line, without what stands between values."""
    return one_line(value).replace(DELIMITER, ", ")
