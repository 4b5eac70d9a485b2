"""The charts of the pages, each from its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from veille.serve.activity import OTHER, Activity
from veille.serve.quads import QUADS
from veille.serve.web.charts import Chart
from veille.serve.web.languages import mark as _
from veille.serve.web.languages import translations
from veille.serve.web.rendering import said_day
from veille.serve.web.visit import Visit

_OTHER = _("without a class")
_HEIGHT = 160
_FIT: Mapping[str, Any] = {"type": "fit", "contains": "padding"}
_DAYS: Mapping[str, Any] = {"labelOverlap": "greedy", "grid": False}
_AXES = {"day": "%d %b %Y", "week": "%d %b %Y", "month": "%b %Y"}


def activity_chart(visit: Visit, found: Activity) -> Chart:
    """Bars of events by period, stacked by class from words of peace to deeds of war; each leads to its events."""
    say = translations(visit.language).ugettext
    labels = {quad: say(quad) for quad in QUADS} | {OTHER: say(_OTHER)}
    below: Counter[str] = Counter()
    values = []
    for row in found.rows:
        foot = below[row.since]
        below[row.since] += row.events
        values.append(
            {
                "since": f"{row.since}T00:00:00",
                "day": said_day(row.since, visit.language),
                "until": f"{date.fromisoformat(row.until) + timedelta(days=1)}T00:00:00",
                "class": labels[row.quad],
                "foot": foot,
                "head": foot + row.events,
                "events": row.events,
                "href": visit.address("/timeline", **{**visit.filters(), "since": row.since, "until": row.until}),
            }
        )

    def draw(ink: Mapping[str, str], width: int) -> Any:
        import altair as alt  # slow to import, and only charts need it

        present = [label for label in labels.values() if any(v["class"] == label for v in values)]
        inks = [ink[quad] for quad, label in labels.items() if label in present]
        legend = alt.Legend(title=None, orient="top", columns=5 if width > 700 else 2)
        tips = (("day", _("from")), ("class", _("class")), ("events", _("events")))
        return (
            alt.Chart({"values": values}, width=width, height=_HEIGHT, autosize=alt.AutoSizeParams(**_FIT))
            .mark_rect()
            .encode(
                x=alt.X("since:T", title=None, axis=alt.Axis(**_DAYS, format=_AXES[found.unit])),
                x2=alt.X2("until:T"),
                y=alt.Y("foot:Q", title=say(_("events")), axis=alt.Axis(tickMinStep=1, format="d")),
                y2=alt.Y2("head:Q"),
                color=alt.Color("class:N", scale=alt.Scale(domain=present, range=inks), legend=legend),
                href=alt.Href("href:N"),
                tooltip=[alt.Tooltip(f"{name}:N", title=say(title)) for name, title in tips],
            )
        )

    return Chart(found.rows, draw)


def _columns(width: int) -> int:
    return 5 if width > 700 else 2
