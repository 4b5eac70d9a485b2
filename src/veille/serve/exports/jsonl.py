"""JSON Lines: one object a row, UTF-8, texts as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from veille.serve.exports.columns import Table, values


def jsonl_bytes(table: Table, rows: Iterable[object]) -> bytes:
    """One line a row; lists are lists, sums are strings of plain digits, what is not known is null."""
    lines = (json.dumps(values(table, row), ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()
