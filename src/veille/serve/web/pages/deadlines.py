"""The board of deadlines: a column for where each stands, the wording as it is quoted, the history of each."""

from __future__ import annotations

from dataclasses import replace

from veille.errors import QueryError
from veille.serve import queries
from veille.serve.queries import COLUMNS
from veille.serve.rows import plain
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Deadlines"), "/deadlines", 40))
#: rows of a column when the whole board is shown
_ROWS = 12


@SECTION.page("/deadlines")
def deadlines(visit: Visit) -> Page:
    """The board; `column` shows one column with more rows."""
    column = visit.get("column")
    if column not in (None, *COLUMNS):
        raise QueryError(f"column {column!r}", "no such column", f"one of {', '.join(COLUMNS)}")
    limit = visit.asked.limit if column or visit.get("limit") else _ROWS
    columns = queries.board(visit.store, replace(visit.asked, limit=limit), column)
    rows = [{"column": c.name, **plain(row)} for c in columns for row in c.rows]
    return Page("deadlines.html", _("Deadlines"), rows, {"columns": columns, "column": column})
