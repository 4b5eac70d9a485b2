"""The countries' borders: Natural Earth 1:50m, as a topology whose arcs neighbours share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line of (longitude, latitude) in degrees, and its bounds: west, south, east, north.

    Longitudes of land that lies across the 180th meridian go beyond it.
    """

    points: tuple[Point, ...]
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A country's rings, the largest first. `code` is ISO 3166-1 alpha-3, "" for land that has none."""

    code: str
    rings: tuple[Ring, ...]


@lru_cache(maxsize=1)
def load_borders() -> tuple[Shape, ...]:
    """Every country's shape, read once."""
    data: dict[str, Any] = json.loads((resources.files("veille.world") / "borders.json").read_text("utf-8"))
    arcs = [_unfolded(arc, data["scale"], data["translate"]) for arc in data["arcs"]]
    return tuple(_shape(row, arcs) for row in data["countries"])


def _unfolded(arc: Sequence[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> tuple[Point, ...]:
    """An arc's points in degrees: each is stored as its distance from the one before, in steps of the grid."""
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return tuple(found)


def _shape(row: dict[str, Any], arcs: Sequence[tuple[Point, ...]]) -> Shape:
    rings = [_ring(ring, arcs) for polygon in row["polygons"] for ring in polygon]
    return Shape(row["code"], tuple(sorted(rings, key=lambda r: -_extent(r))))


def _ring(numbers: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> Ring:
    """The arcs one after the other; a number below zero is an arc turned round."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    points = _unwrapped(points)
    across, up = [x for x, _ in points], [y for _, y in points]
    return Ring(tuple(points), (min(across), min(up), max(across), max(up)))


def _unwrapped(points: Sequence[Point]) -> list[Point]:
    """The points without leaps across the 180th meridian: longitudes may go beyond it. What goes round a pole is closed along it."""
    found = [points[0]]
    for x, y in points[1:]:
        before = found[-1][0]
        found.append((x + 360 * round((before - x) / 360), y))
    if abs(found[-1][0] - found[0][0]) > 180:
        pole = 90.0 if found[0][1] > 0 else -90.0
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def _extent(ring: Ring) -> float:
    west, south, east, north = ring.bounds
    return (east - west) * (north - south)
