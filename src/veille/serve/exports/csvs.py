"""CSV as RFC 4180 has it, and the Frictionless Table Schema that says what its columns hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from veille.serve.exports.columns import DELIMITER, Column, Sort, Table, cell

Json = dict[str, Any]
#: how a sort of column is called in a Table Schema
_TYPES: dict[Sort, Json] = {
    "decimal": {"type": "number"},
    "list": {"type": "list", "delimiter": DELIMITER},
    "datetime": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
}


def csv_bytes(table: Table, rows: Iterable[object]) -> bytes:
    """A head and a line for each row, UTF-8; what is not known is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([c.name for c in table.columns])
    writer.writerows([cell(c, c.of(row)) for c in table.columns] for row in rows)
    return out.getvalue().encode()


def table_schema(table: Table) -> Json:
    """The Table Schema of a table."""
    schema: Json = {"fields": [_field(c) for c in table.columns], "missingValues": [""]}
    return {**schema, "primaryKey": table.keys} if table.keys else schema


def _field(column: Column) -> Json:
    kind = _TYPES.get(column.sort, {"type": column.sort})
    needed = {"constraints": {"required": True}} if column.key else {}
    return {"name": column.name, **kind, "description": column.about, **needed}


def schema_bytes(table: Table) -> bytes:
    """The Table Schema as a file."""
    return (json.dumps(table_schema(table), ensure_ascii=False, indent=2) + "\n").encode()
