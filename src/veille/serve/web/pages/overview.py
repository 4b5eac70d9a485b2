"""The first page: what changed since the last visit, deadlines next and just passed, open conflicts, activity, sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from veille.serve import queries
from veille.serve.queries import News
from veille.serve.wanted import checked_moment
from veille.serve.web.charts import Chart
from veille.serve.web.drawings import activity_chart
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit
from veille.serve.web.visits import COOKIE, last_visit

SECTION = Section(Nav(_("Overview"), "/", 10))
#: rows of each part
_CHANGES, _DEADLINES, _CONFLICTS = 12, 5, 4
#: days that a first visit, and a replay, look back
_BACK_DAYS = 7


@SECTION.page("/overview")
@SECTION.page("/")
def overview(visit: Visit) -> Page:
    """What a reader who comes back wants to know; `from` looks back to another moment."""
    seen = last_visit(visit.request.cookies.get(COOKIE), visit.site.now(), visit.site.settings.visit_minutes)
    since, changes = _changes(visit, seen.before)
    asked = replace(visit.asked, limit=_DEADLINES)
    columns = {c.name: c for c in queries.board(visit.store, asked)}
    conflicts = queries.conflicts(visit.store, replace(visit.asked, limit=_CONFLICTS))
    values = {
        "since": since,
        "changes": changes,
        "ahead": (*columns["today"].rows, *columns["upcoming"].rows, *columns["extended"].rows)[:_DEADLINES],
        "passed": columns["passed"].rows,
        "conflicts": conflicts,
        "sources": queries.sources(visit.store, visit.asked.day),
        "figures": visit.store.figures(),
    }
    told = {name: values[name] for name in ("since", "ahead", "passed", "sources")}
    extra = {**told, "conflicts": conflicts.rows}
    return Page("overview.html", _("Overview"), changes.rows, values, extra, cookies={COOKIE: seen.cookie})


def _changes(visit: Visit, before: str | None) -> tuple[str, News]:
    """The moment since which, and what came in: by reading when it is known when the reader was here, else by publication."""
    asked, said = replace(visit.asked, limit=_CHANGES), visit.get("from")
    moment = checked_moment(said) if said else None if asked.is_replay else before
    if moment and not asked.is_replay:
        return moment, queries.news(visit.store, asked, moment)
    first = moment or (date.fromisoformat(asked.day) - timedelta(days=_BACK_DAYS)).isoformat()
    return first[:10], queries.latest(visit.store, asked, first[:10])


@SECTION.chart("/overview/activity")
def activity(visit: Visit) -> Chart:
    """All events by period and class."""
    return activity_chart(visit, queries.activity(visit.store, visit.asked))
