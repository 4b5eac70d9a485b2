"""Apache Parquet: typed columns, for analysis."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from veille.serve.exports.columns import Column, Sort, Table

#: digits of a sum, before and behind the point
_PRECISION, _SCALE = 38, 6
_TYPES: dict[Sort, Any] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "decimal": pa.decimal128(_PRECISION, _SCALE),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("s", tz="UTC"),
    "list": pa.list_(pa.string()),
    "object": pa.string(),
}


def parquet_bytes(table: Table, rows: Sequence[object]) -> bytes:
    """The table in one row group; each column's meaning stands in its metadata. Objects are JSON in a string."""
    schema = pa.schema(
        [pa.field(c.name, _TYPES[c.sort], metadata={"description": c.about}) for c in table.columns],
        metadata={"title": table.title, "description": table.about},
    )
    columns = [pa.array([_typed(c, c.of(row)) for row in rows], _TYPES[c.sort]) for c in table.columns]
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _typed(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.sort == "date":
        return date.fromisoformat(value)
    if column.sort == "datetime":
        return datetime.fromisoformat(value).astimezone(UTC)
    if column.sort == "object":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return list(value) if column.sort == "list" else value
