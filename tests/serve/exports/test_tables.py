"""Tables: each CSV is what its Table Schema says, Parquet and JSON Lines hold the same, no text becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from serve.exports.conftest import made
from veille.errors import QueryError
from veille.serve.exports.columns import Column, Sort
from veille.serve.exports.tables import TABLES
from veille.store import Store

with warnings.catch_warnings():  # frictionless leans on what others deprecate
    warnings.simplefilter("ignore")
    import frictionless

csv.field_size_limit(10_000_000)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_every_csv_is_what_its_schema_says(crisis: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "table.csv").write_bytes(made(crisis, "csv", table=name, into="EUR"))
    schema = frictionless.Schema.from_descriptor(json.loads(made(crisis, "schema", table=name)))
    resource = frictionless.Resource(path="table.csv", basepath=str(tmp_path), schema=schema)
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.tasks[0].stats["rows"] > 0


def test_a_wrong_cell_is_found(crisis: Store, tmp_path: Path) -> None:
    lines = made(crisis, "csv", table="deadlines").decode().replace("2025-09-02", "soon")
    (tmp_path / "table.csv").write_text(lines.replace("2025-08-08", "soon"))
    schema = frictionless.Schema.from_descriptor(json.loads(made(crisis, "schema", table="deadlines")))
    assert not frictionless.Resource(path="table.csv", basepath=str(tmp_path), schema=schema).validate().valid


def test_the_package_is_valid_and_holds_every_table(crisis: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(crisis, "package"))) as packed:
        packed.extractall(tmp_path)
        assert set(packed.namelist()) == {"datapackage.json", *(f"data/{name}.csv" for name in TABLES)}
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()  # sizes and hashes too
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(TABLES)
    (tmp_path / "data/claims.csv").write_bytes((tmp_path / "data/claims.csv").read_bytes() + b"x")
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("name", TABLES)
def test_parquet_json_lines_and_csv_hold_the_same(crisis: Store, name: str) -> None:
    table = TABLES[name]
    parquet = pyarrow.parquet.read_table(io.BytesIO(made(crisis, "parquet", table=name)))
    lines = [json.loads(line) for line in made(crisis, "jsonl", table=name).splitlines()]
    cells = rows_of(made(crisis, "csv", table=name))
    assert parquet.column_names == [c.name for c in table.columns] == list(lines[0]) == list(cells[0])
    assert [{c.name: as_json(c, row[c.name]) for c in table.columns} for row in parquet.to_pylist()] == lines
    assert len(cells) == len(lines)
    for cell, line in zip(cells, lines, strict=True):
        assert {name for name, said in cell.items() if not said} == {name for name, value in line.items() if value in (None, [], "")}


def as_json(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Decimal):
        said = format(value, "f").rstrip("0").rstrip(".")
        return said or "0"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    return json.loads(value) if column.sort == "object" else value


@pytest.mark.parametrize(
    ("name", "sort", "arrow"),
    [
        ("events", "list", "list<element: string>"),
        ("events", "date", "date32[day]"),
        ("events", "number", "double"),
        ("mentions", "boolean", "bool"),
        ("articles", "datetime", "timestamp[ms, tz=UTC]"),
        ("pledges", "decimal", "decimal128(38, 6)"),
    ],
)
def test_parquet_columns_are_typed_and_explained(crisis: Store, name: str, sort: Sort, arrow: str) -> None:
    schema = pyarrow.parquet.read_schema(io.BytesIO(made(crisis, "parquet", table=name)))
    for column in (c for c in TABLES[name].columns if c.sort == sort):
        field = schema.field(column.name)
        assert str(field.type) == arrow
        assert field.metadata[b"description"].decode() == column.about


@pytest.mark.parametrize("name", ["csv", "plover", "acled"])
def test_no_cell_is_a_formula(crisis: Store, name: str) -> None:
    rows = rows_of(made(crisis, name, table="mentions"))
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "@", "\t", "\r"))]
    assert [v for row in rows for v in row.values() if v.startswith("'=")] or name == "acled"


def test_what_happened_on_no_known_day_has_none(crisis: Store) -> None:
    rows = [json.loads(line) for line in made(crisis, "jsonl", kinds=("pledge",)).splitlines()]
    assert {(r["day"], r["first_day"], r["last_day"]) for r in rows} == {(None, None, None)}
    assert all(r["first_known"] for r in rows)


def test_sums_stay_apart_and_as_given(crisis: Store) -> None:
    rows = [json.loads(line) for line in made(crisis, "jsonl", table="totals").splitlines()]
    assert sorted((r["total"], r["currency"], r["shared"]) for r in rows) == [
        ("275000000", "USD", False), ("500000000", "EUR", False), ("500000000", "USD", True),
    ]  # fmt: skip


def test_filters_and_days_narrow_an_export(crisis: Store) -> None:
    def events(**asked: object) -> set[str]:
        return {row["kind"] for row in rows_of(made(crisis, "csv", **asked))}

    assert events(kinds=("attack",)) == {"attack"}
    assert events(as_of="2025-07-20") == {"ultimatum"}
    assert events(actor="Netherlands") == {"pledge"}
    assert events(since="2030-01-01") == set()


@pytest.mark.parametrize(("name", "table", "said"), [("xls", "events", "no such format"), ("csv", "cookies", "no such table")])
def test_what_there_is_not_is_told(crisis: Store, name: str, table: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        made(crisis, name, table=table)
