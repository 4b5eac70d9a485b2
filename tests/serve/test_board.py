"""The board of deadlines: in which column each stands on a day, in a replay as in the record of that day."""

from __future__ import annotations

import pytest

from veille.serve.board import board
from veille.serve.queries import Asked, deadlines
from veille.store import Store

TODAY = "2025-08-20"


def columns(store: Store, asked: Asked) -> list[tuple[str, str | None, str]]:
    return [(column.name, row.due, row.state) for column in board(store, asked) for row in column.rows]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-07-13", []),
        ("2025-07-20", [("upcoming", "2025-09-02", "issued")]),
        ("2025-08-07", [("upcoming", "2025-08-08", "shortened")]),
        ("2025-08-08", [("today", "2025-08-08", "shortened")]),
        ("2025-08-09", [("passed", "2025-08-08", "passed")]),
        ("2025-08-20", [("passed", "2025-08-08", "passed")]),
    ],
)
def test_where_a_deadline_stands_on_a_day(record: Store, day: str, found: list[tuple[str, str, str]]) -> None:
    assert columns(record, Asked(TODAY, as_of=day)) == found
    if day > "2025-08-05":  # nothing was told later, so the record of then is the record of now
        assert columns(record, Asked(day)) == found


def test_the_board_holds_what_the_list_holds(record: Store) -> None:
    for asked in (Asked(TODAY), Asked("2025-08-08"), Asked(TODAY, as_of="2025-07-20")):
        listed = sorted((row.event, row.due or "") for row in deadlines(record, asked))
        assert sorted((r.event, r.due or "") for c in board(record, asked) for r in c.rows) == listed


def test_one_column(record: Store) -> None:
    (column,) = board(record, Asked(TODAY), "passed")
    assert (column.name, len(column.rows), column.more) == ("passed", 1, False)
