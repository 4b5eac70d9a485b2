"""The map: where events happened, as exactly as articles say, with time beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from veille.serve import queries
from veille.serve.queries import Located, PlaceRow
from veille.serve.web.languages import mark as _
from veille.serve.web.mapping import HEIGHT, REGIONS, WIDTH, Frame, frame_of, land_in
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Map"), "/map", 75))
#: the most periods that the strip of time shows, the latest of them
_PERIODS = 120
_NAMED = 14


@dataclass(frozen=True, slots=True)
class Period:
    """A piece of the strip of time: `share` is its events as a share of the fullest one's; `on` whether the map shows it."""

    since: str
    until: str
    events: int
    share: float
    on: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the picture. `named` when there is room for its name."""

    row: PlaceRow
    x: float
    y: float
    radius: float
    named: bool


@SECTION.page("/map")
def atlas(visit: Visit) -> Page:
    """Places of events. `region` or `box` choose the part of the world, `since` and `until` the days."""
    found = queries.located(visit.store, visit.asked, planned=visit.get("planned") == "1")
    frame = frame_of(visit.get("box"), visit.get("region"), queries.bounds_of(found.rows))
    spots = _spots(found, frame)
    whole = {row.country: row for row in found.rows if row.precision == "country" and row.country}
    periods = _periods(visit, None, None)
    closer = _closer(visit, periods)
    values = {
        "found": found,
        "frame": frame,
        "size": (int(WIDTH), int(HEIGHT)),
        "lands": [land for land in land_in(frame) if land.code not in whole],
        "whole": [(land, whole[land.code]) for land in land_in(frame) if land.code in whole],
        "spots": spots,
        "outside": [row for row in found.rows if row.is_point and not _inside(row, frame)],
        "countries": tuple(whole.values()),
        "unknown": [row for row in found.rows if not row.is_point and row.precision != "country"],
        "regions": tuple(REGIONS),
        "periods": periods,
        "closer": closer,
        "steps": _steps(closer if any(not period.on for period in closer) else periods),
        "planned": visit.get("planned") == "1",
    }
    told = {"events": found.events, "nowhere": found.nowhere, "more": found.more}
    return Page("map.html", _("Map"), found.rows, values, told)


def _inside(row: PlaceRow, frame: Frame) -> bool:
    return row.lon is not None and row.lat is not None and frame.holds(row.lon, row.lat)


def _spots(found: Located, frame: Frame) -> list[Spot]:
    """The places in the frame, the smallest last, so that none hides another; names where they do not meet."""
    shown = [row for row in found.rows if row.is_point and _inside(row, frame)]
    named: list[tuple[float, float]] = []
    spots = []
    for row in shown:
        x, y = frame.at(row.lon or 0.0, row.lat or 0.0)
        free = len(named) < _NAMED and all(abs(x - u) > 90 or abs(y - v) > 14 for u, v in named)
        named += [(x, y)] if free else []
        spots.append(Spot(row, round(x, 1), round(y, 1), round(4 + 2.2 * row.events**0.5, 1), free))
    return spots


def _closer(visit: Visit, periods: Sequence[Period]) -> list[Period]:
    """The periods that the days asked for lie in, in shorter ones; none where no days are asked for, or the periods are as short."""
    on = [period for period in periods if period.on]
    if not on or len(on) == len(periods):
        return []
    found = _periods(visit, on[0].since, on[-1].until)
    return found if len(found) > len(on) else []


def _periods(visit: Visit, since: str | None, until: str | None) -> list[Period]:
    """The events asked for by period between two days, whatever days are asked for."""
    found = queries.activity(visit.store, replace(visit.asked, since=since, until=until))
    counts: Counter[tuple[str, str]] = Counter()
    for row in found.rows:
        counts[row.since, row.until] += row.events
    every = list(_filled(counts))[-_PERIODS:]
    most = max((n for _start, _end, n in every), default=0)
    first, last = visit.asked.since, visit.asked.until
    return [
        Period(start, end, n, round(n / most, 3) if most else 0.0, (first or "") <= end and start <= (last or "9"))
        for start, end, n in every
    ]


def _filled(counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, int]]:
    """The periods in order, with those between them in which nothing happened."""
    ordered = sorted(counts)
    for place, (since, until) in enumerate(ordered):
        yield since, until, counts[since, until]
        after = ordered[place + 1][0] if place + 1 < len(ordered) else None
        length = date.fromisoformat(until) - date.fromisoformat(since) + timedelta(days=1)
        start = date.fromisoformat(until) + timedelta(days=1)
        while after and start + length <= date.fromisoformat(after) and length.days < 28:
            yield start.isoformat(), (start + length - timedelta(days=1)).isoformat(), 0
            start += length


def _steps(periods: Sequence[Period]) -> tuple[Period | None, Period | None]:
    """The periods with events before and after those that the map shows."""
    on = [n for n, period in enumerate(periods) if period.on]
    if not on or len(on) == len(periods):
        filled = [period for period in periods if period.events]
        return (filled[-1], None) if filled else (None, None)
    before = [period for period in periods[: on[0]] if period.events]
    after = [period for period in periods[on[-1] + 1 :] if period.events]
    return (before[-1] if before else None), (after[0] if after else None)
