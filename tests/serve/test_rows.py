"""Rows as CSV: what a spreadsheet would run is text."""

from __future__ import annotations

import csv
import io

import pytest

from veille.serve.rows import csv_text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+1", "'+1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (["=1", "b"], "'=1; b"),
        ("-12.5", "-12.5"),  # a number is no formula
        ("Kyiv = Kiev", "Kyiv = Kiev"),
        (-3, "-3"),
        (None, ""),
    ],
)
def test_a_cell_is_text(value: object, cell: str) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_text([{"a": value, "b": "x"}])))
    assert row["a"] == cell
