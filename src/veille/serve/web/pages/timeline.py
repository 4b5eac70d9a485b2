"""Events in the order in which they happened, filterable; each opens what it rests on."""

from __future__ import annotations

from itertools import groupby

from veille.serve import queries
from veille.serve.timeline import EventRow
from veille.serve.web.charts import Chart
from veille.serve.web.drawings import activity_chart
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Timeline"), "/timeline", 20))


@SECTION.page("/timeline")
def timeline(visit: Visit) -> Page:
    """The events asked for, the latest first; `order=oldest` turns them round, `after` goes on from a cursor."""
    oldest = visit.get("order") == "oldest"
    found = queries.timeline_page(visit.store, visit.asked, after=visit.get("after"), ascending=oldest)
    days = [(day, list(rows)) for day, rows in groupby(found.rows, _day)]
    return Page("timeline.html", _("Timeline"), found.rows, {"days": days, "oldest": oldest}, next=found.next)


@SECTION.chart("/timeline/activity")
def activity(visit: Visit) -> Chart:
    """How many of the events asked for fall into each period."""
    return activity_chart(visit, queries.activity(visit.store, visit.asked))


def _day(row: EventRow) -> str:
    return row.day or row.known
