"""Charts of who does what to whom: a matrix, and a network whose lines run from the broad end, who acts, to the narrow one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin
from typing import Any

from veille.serve.activity import OTHER
from veille.serve.quads import QUADS
from veille.serve.relations import RelationRow, Relations
from veille.serve.web.charts import Chart
from veille.serve.web.languages import mark as _
from veille.serve.web.languages import translations
from veille.serve.web.links import about
from veille.serve.web.visit import Visit

#: parties in a chart: those of most events
_MOST = 14
_LONGEST = 24
_STEPS = 9
_WITHOUT = _("without a class")
Point = tuple[float, float]


def shown_parties(found: Relations) -> list[str]:
    """The parties that charts show, those of most events first: who acts on another, or is acted on."""
    ties = [(row.actor, row.recipient) for row in found.rows if row.recipient]
    sides = {party for tie in ties for party in tie}
    most = [p.party for p in found.parties if p.party in sides][:_MOST]
    tied = {party for tie in ties if set(tie) <= set(most) for party in tie}
    return [party for party in most if party in tied]


def _labels(language: str) -> dict[str, str]:
    say = translations(language).ugettext
    return {quad: say(quad) for quad in QUADS} | {OTHER: say(_WITHOUT)}


def _between(found: Relations) -> list[RelationRow]:
    shown = set(shown_parties(found))
    return [row for row in found.rows if row.actor in shown and row.recipient in shown]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _values(visit: Visit, rows: Sequence[RelationRow]) -> list[dict[str, object]]:
    labels = _labels(visit.language)
    return [
        {
            "who": _short(row.actor_name),
            "whom": _short(row.recipient_name),
            "events": row.events,
            "class": labels[row.most],
            "told": ", ".join(f"{labels[c]} {n}" for c, n in row.classes.items() if n),
            "href": relation_address(visit, row.actor, row.recipient),
        }
        for row in rows
    ]


def relation_address(visit: Visit, who: str, whom: str | None) -> str:
    """The page of the events between two parties."""
    kept = {name: value for name in ("since", "until", "as_of", "read_by", "planned") if (value := visit.get(name))}
    return about("/relation", who=who, whom=whom, **kept)


def matrix_chart(visit: Visit, found: Relations) -> Chart:
    """A square for every pair: who acts by row, on whom by column, the number of events, in the colour of most of them."""
    told = _values(visit, _between(found))
    names = {p.party: _short(p.name) for p in found.parties}
    every = [names[party] for party in shown_parties(found)]
    say = translations(visit.language).ugettext

    def draw(ink: Mapping[str, str], width: int) -> Any:
        import altair as alt  # slow to import, and only charts need it

        order = every[: max(5, (width - 190) // 20)]
        side = max(20, min(38, (width - 190) // max(1, len(order))))
        values = [row for row in told if row["who"] in order and row["whom"] in order]
        axis: dict[str, Any] = {"ticks": False, "domain": False, "labelLimit": 170, "grid": False}
        base = alt.Chart({"values": values}, width=side * len(order), height=side * len(order)).encode(
            x=alt.X(
                "whom:N",
                sort=order,
                scale=alt.Scale(domain=order),
                title=say(_("on whom")),
                axis=alt.Axis(orient="top", labelAngle=-50, **axis),
            ),
            y=alt.Y(
                "who:N", sort=order, scale=alt.Scale(domain=order), title=say(_("who acts")), axis=alt.Axis(**axis)
            ),
            href=alt.Href("href:N"),
            tooltip=_tips(alt, say),
        )
        squares = base.mark_rect(cornerRadius=2).encode(color=_colour(alt, ink, values, visit, width))
        numbers = base.mark_text(fontSize=11, fontWeight="bold", color=_on(ink)).encode(text=alt.Text("events:Q"))
        return alt.layer(squares, numbers)

    return Chart(_between(found), draw)


def network_chart(visit: Visit, found: Relations) -> Chart:
    """Parties as points, what they do to one another as lines that narrow towards whom it is done to."""
    rows = _between(found)
    places = _placed(shown_parties(found), rows)
    names = {p.party: _short(p.name) for p in found.parties}
    lines = [
        point for row, value in zip(rows, _values(visit, rows), strict=True) for point in _line(row, value, places)
    ]
    weights = {p.party: p.acts + p.receives for p in found.parties}
    kept = {"since": visit.get("since"), "until": visit.get("until"), "as_of": visit.get("as_of")}
    points = [
        {"x": x, "y": y, "name": names[p], "events": weights[p], "href": about("/timeline", actor=p, **kept)}
        for p, (x, y) in places.items()
    ]
    say = translations(visit.language).ugettext

    def draw(ink: Mapping[str, str], width: int) -> Any:
        import altair as alt

        height = max(300, min(560, int(width * 0.8)))
        flat = alt.Scale(domain=[-1.15, 1.15])
        at = {"x": alt.X("x:Q", scale=flat, axis=None), "y": alt.Y("y:Q", scale=flat, axis=None)}
        trail = (
            alt.Chart({"values": lines})
            .mark_trail(opacity=0.6)
            .encode(
                **at,
                size=alt.Size("size:Q", scale=None, legend=None),
                order=alt.Order("step:Q"),
                detail=["who:N", "whom:N"],
                color=_colour(alt, ink, lines, visit, width),
                href=alt.Href("href:N"),
                tooltip=_tips(alt, say),
            )
        )
        dots = (
            alt.Chart({"values": points})
            .mark_circle(color=ink["ink"], opacity=1)
            .encode(
                **at,
                size=alt.Size("events:Q", scale=alt.Scale(range=[30, 260]), legend=None),
                href=alt.Href("href:N"),
                tooltip=[alt.Tooltip("name:N", title=say(_("party"))), alt.Tooltip("events:Q", title=say(_("events")))],
            )
        )
        text = (
            alt.Chart({"values": points})
            .mark_text(dy=-14, fontSize=12, fontWeight=600, color=ink["ink"])
            .encode(**at, text="name:N", href="href:N")
        )
        return alt.layer(trail, dots, text).properties(
            width=width, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding")
        )

    return Chart(rows, draw)


def _tips(alt: Any, say: Any) -> list[Any]:
    tips = (("who", _("who acts")), ("whom", _("on whom")), ("events", _("events")), ("told", _("class")))
    return [alt.Tooltip(f"{name}:N", title=say(title)) for name, title in tips]


def _colour(alt: Any, ink: Mapping[str, str], values: Sequence[Mapping[str, object]], visit: Visit, width: int) -> Any:
    labels = _labels(visit.language)
    present = [quad for quad, label in labels.items() if any(v["class"] == label for v in values)]
    scale = alt.Scale(domain=[labels[q] for q in present], range=[ink[q] for q in present])
    return alt.Color(
        "class:N", scale=scale, legend=alt.Legend(title=None, orient="bottom", columns=_columns(width))
    )


def _columns(width: int) -> int:
    return 5 if width > 700 else 2 if width > 420 else 1


def _on(ink: Mapping[str, str]) -> str:
    """What is read on the colours of the classes: white on those for light paper, dark on those for dark."""
    return "#ffffff" if ink["ink"] < "#8" else "#111417"


# -- places of the network -----------------------------------------------------------


def _placed(parties: Sequence[str], rows: Sequence[RelationRow]) -> dict[str, Point]:
    """Where the parties stand, each coordinate between -1 and 1: those with much to do with one another are near. Always the same."""
    if not parties:
        return {}
    at = {p: (cos(2 * pi * n / len(parties)), sin(2 * pi * n / len(parties))) for n, p in enumerate(parties)}
    ties = [(row.actor, row.recipient, min(row.events, 6)) for row in rows if row.recipient]
    for step in range(160):
        at = _eased(at, ties, 0.12 * (1 - step / 160))
    return _stretched(at)


def _eased(at: Mapping[str, Point], ties: Sequence[tuple[str, str, int]], most: float) -> dict[str, Point]:
    """One step of springs along ties and of repulsion between all."""
    pull = {p: [0.0, 0.0] for p in at}
    for one, (x, y) in at.items():
        for other, (u, v) in at.items():
            if one != other:
                far = max(hypot(x - u, y - v), 0.02)
                pull[one][0] += (x - u) / far**2 * 0.08
                pull[one][1] += (y - v) / far**2 * 0.08
    for one, other, weight in ties:
        (x, y), (u, v) = at[one], at[other]
        for end, sign in ((one, -1), (other, 1)):
            pull[end][0] += sign * (x - u) * 0.06 * weight
            pull[end][1] += sign * (y - v) * 0.06 * weight
    found = {}
    for party, (x, y) in at.items():
        dx, dy = pull[party][0] - 0.1 * x, pull[party][1] - 0.1 * y
        far = max(hypot(dx, dy), 1e-9)
        found[party] = (x + dx / far * min(far, most), y + dy / far * min(far, most))
    return found


def _stretched(at: Mapping[str, Point]) -> dict[str, Point]:
    lows = [min(p[n] for p in at.values()) for n in (0, 1)]
    spans = [max(max(p[n] for p in at.values()) - lows[n], 1e-6) for n in (0, 1)]
    return {party: (2 * (x - lows[0]) / spans[0] - 1, 2 * (y - lows[1]) / spans[1] - 1) for party, (x, y) in at.items()}


def _line(row: RelationRow, value: Mapping[str, object], places: Mapping[str, Point]) -> list[dict[str, object]]:
    """A bent line, broad where it starts, so that two parties' lines to one another lie apart."""
    assert row.recipient
    (x, y), (u, v) = places[row.actor], places[row.recipient]
    bend = ((x + u) / 2 - (v - y) * 0.14, (y + v) / 2 + (u - x) * 0.14)
    broad = 2 + min(row.events, 12)
    found = []
    for step in range(_STEPS):
        t = step / (_STEPS - 1)
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        place = {"x": a * x + b * bend[0] + c * u, "y": a * y + b * bend[1] + c * v}
        found.append({**value, **place, "step": step, "size": broad * (1 - t) + 0.8})
    return found
