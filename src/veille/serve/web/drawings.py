"""The charts of the pages, each from its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from veille.serve.activity import OTHER, Activity
from veille.serve.ledger import Ledger
from veille.serve.pledges import PledgeRow
from veille.serve.quads import QUADS
from veille.serve.web import links
from veille.serve.web.charts import Chart
from veille.serve.web.languages import mark as _
from veille.serve.web.languages import translations
from veille.serve.web.rendering import said_day, word
from veille.serve.web.visit import Visit

_OTHER = _("without a class")
_HEIGHT, _BAR = 160, 22
_FIT: Mapping[str, Any] = {"type": "fit", "contains": "padding"}
_FIT_X: Mapping[str, Any] = {"type": "fit-x", "contains": "padding"}
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


def donors_chart(visit: Visit, found: Ledger) -> Chart:
    """A line a donor, a mark a pledge on its day, as large as its sum; sums are compared within a currency alone."""
    say = translations(visit.language).ugettext
    into = found.pledges.currency
    values = [value for row in found.pledges.rows if (value := _pledge(visit, row, into))]

    def draw(ink: Mapping[str, str], width: int) -> Any:
        import altair as alt

        tips = (("day", _("day")), ("donor", _("donor")), ("said", _("sum")), ("stage", _("stage")))
        return (
            alt.Chart({"values": values}, width=width, height=alt.Step(_BAR), autosize=alt.AutoSizeParams(**_FIT_X))
            .mark_circle(color=ink["accent"], opacity=0.7)
            .encode(
                x=alt.X("on:T", title=None, axis=alt.Axis(**_DAYS, format=_AXES["day"])),
                y=alt.Y("donor:N", title=None, sort=None, axis=alt.Axis(labelLimit=180)),
                size=alt.Size("value:Q", legend=None, scale=alt.Scale(range=[30, 700])),
                href=alt.Href("href:N"),
                tooltip=[alt.Tooltip(f"{name}:N", title=say(title)) for name, title in tips],
            )
        )

    return Chart([row for row in found.pledges.rows if row.amount is not None], draw)


def _pledge(visit: Visit, row: PledgeRow, into: str | None) -> dict[str, Any] | None:
    """What the chart needs of a pledge; `None` without a sum, or without a rate where one is wanted."""
    value = row.converted.value if row.converted else None if into else row.amount
    if value is None:
        return None
    return {
        "on": f"{row.day}T12:00:00",
        "day": said_day(row.day, visit.language),
        "donor": ", ".join(row.donors),
        "value": float(value),
        "said": row.said,
        "stage": word(row.stage, "state", visit.language),
        "href": visit.address(links.event(row.event)),
    }
