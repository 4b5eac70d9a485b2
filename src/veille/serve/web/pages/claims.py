"""Who says what: a matrix of events and origins, and what they differ on."""

from __future__ import annotations

from itertools import groupby

from veille.errors import QueryError
from veille.serve import queries
from veille.serve.queries import SORTS
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Claims"), "/claims", 60))
CONFLICTS = Section(Nav(_("Conflicts"), "/conflicts", 70))


@SECTION.page("/claims")
def claims(visit: Visit) -> Page:
    """Events and what each origin says of them; `show` keeps conflicts, denials or what several origins tell."""
    sort = visit.get("show") or "all"
    if sort not in SORTS:
        raise QueryError(f"show {sort!r}", "no such choice", f"one of {', '.join(SORTS)}")
    found = queries.matrix(visit.store, visit.asked, sort, after=visit.get("after"))
    widest = max((len(row.cells) for row in found.rows), default=0)
    table = [
        {"event": row.event.event, "what": row.event.what, "origin": cell.origin, **_flat(saying)}
        for row in found.rows
        for cell in row.cells
        for saying in cell.sayings
    ]
    values = {"sort": sort, "sorts": SORTS, "widest": widest}
    return Page("claims.html", _("Claims"), found.rows, values, next=found.next, table=table)


def _flat(saying: queries.Saying) -> dict[str, object]:
    return {name: getattr(saying, name) for name in ("day", "voice", "source", "cue", "outlet", "mention", "quote")}


@CONFLICTS.page("/conflicts")
def conflicts(visit: Visit) -> Page:
    """What articles differ on, event by event, the latest first."""
    found = queries.conflicts(visit.store, visit.asked)
    rows = [row for row in reversed(found.rows) if isinstance(row, queries.ConflictRow)]
    events = [list(group) for _, group in groupby(rows, lambda row: row.event)]
    values = {"events": [list(reversed(group)) for group in events], "more": found.more}
    return Page("conflicts.html", _("Conflicts"), rows, values)
