"""A map as SVG: a part of the world in a frame, its countries as paths, places as points. Drawn here, so that it needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians

from veille.errors import QueryError
from veille.world.borders import Ring, load_borders

#: the frame, in units of the picture
WIDTH, HEIGHT = 960.0, 540.0
#: parts of the world by name: west, south, east, north
REGIONS: Mapping[str, tuple[float, float, float, float]] = {
    "world": (-180, -58, 180, 84),
    "europe": (-12, 34, 46, 71),
    "africa": (-20, -36, 54, 38),
    "near east": (24, 11, 64, 43),
    "asia": (45, -11, 150, 56),
    "americas": (-170, -56, -30, 74),
}
#: points closer than this are one, inside the frame and beyond it
_NEAR, _FAR = 0.8, 24.0
_SMALLEST_DEGREES = 1.0
#: paths are drawn in whole tenths of a unit, which are shorter to write
_GRAIN = 10
#: parallels along which a place for a country's name is looked for
_PARALLELS = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world, widened to the frame's proportions: degrees, with what one is worth across and up."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, west: float, south: float, east: float, north: float) -> Frame:
        """The frame that shows all of a box, with the proportions of the picture."""
        middle = (south + north) / 2
        shrink = cos(radians(max(-60.0, min(60.0, middle))))
        wide, high = max(east - west, _SMALLEST_DEGREES), max(north - south, _SMALLEST_DEGREES)
        if wide * shrink / high < WIDTH / HEIGHT:
            wide = high * WIDTH / HEIGHT / shrink
        else:
            high = wide * shrink * HEIGHT / WIDTH
        across = (west + east) / 2
        return cls(across - wide / 2, middle - high / 2, across + wide / 2, middle + high / 2)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place stands in the picture."""
        x = (lon - self.west) / (self.east - self.west) * WIDTH
        return x, (self.north - lat) / (self.north - self.south) * HEIGHT

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place is in the picture."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def moved(self, across: float = 0, up: float = 0, grown: float = 1) -> str:
        """The box of the part beside this one, by shares of its width and height, or of a larger or smaller one, as an address has it."""
        wide, high = self.east - self.west, self.north - self.south
        x, y = (self.west + self.east) / 2 + across * wide, (self.south + self.north) / 2 + up * high
        wide, high = min(wide * grown, 400), min(high * grown, 220)
        return ",".join(f"{n:.2f}" for n in (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))


def frame_of(box: str | None, region: str | None, found: tuple[float, float, float, float] | None) -> Frame:
    """The part of the world that an address asks for: a box, a region, else what was found with some room; the world without any.

    Raises QueryError for a box that is none and an unknown region.
    """
    if box:
        return Frame.around(*_box(box))
    if region:
        if region not in REGIONS:
            raise QueryError(f"region {region!r}", "no such region", f"one of {', '.join(REGIONS)}")
        return Frame.around(*REGIONS[region])
    if not found:
        return Frame.around(*REGIONS["world"])
    west, south, east, north = found
    room = max(2.5, (east - west) * 0.12, (north - south) * 0.12)
    return Frame.around(west - room, south - room, east + room, north + room)


def _box(said: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError:
        west, south, east, north = 1.0, 1.0, 0.0, 0.0
    if not (-400 <= west < east <= 400 and -200 <= south < north <= 200):
        raise QueryError(f"box {said!r}", "no part of the world", "write west,south,east,north in degrees: 22,44,40,53")
    return west, south, east, north


@dataclass(frozen=True, slots=True)
class Land:
    """A country in the picture: its path in tenths of the picture's units, and where its name may stand."""

    code: str
    path: str
    label: tuple[float, float]


@lru_cache(maxsize=64)
def land_in(frame: Frame) -> tuple[Land, ...]:
    """The countries that reach into a frame."""
    found = []
    for shape in load_borders():
        seen = [(ring, turn) for ring in shape.rings for turn in (-360.0, 0.0, 360.0) if _reaches(ring, turn, frame)]
        path = "".join(_path(ring, turn, frame) for ring, turn in seen)
        if path:
            label = max(_label(ring, turn, frame) for ring, turn in seen[:4])
            found.append(Land(shape.code, path, label[1]))
    return tuple(found)


def _reaches(ring: Ring, turn: float, frame: Frame) -> bool:
    west, south, east, north = ring.bounds
    return west + turn < frame.east and frame.west < east + turn and south < frame.north and frame.south < north


def _label(ring: Ring, turn: float, frame: Frame) -> tuple[float, tuple[float, float]]:
    """The breadth in degrees of the broadest piece of a ring that is seen, along one of some parallels, and its middle."""
    south, north = max(ring.bounds[1], frame.south), min(ring.bounds[3], frame.north)
    broadest = (0.0, frame.at(ring.points[0][0] + turn, ring.points[0][1]))
    for step in range(1, _PARALLELS + 1):
        lat = south + (north - south) * step / (_PARALLELS + 1)
        crossings = [x + turn for x in _crossings(ring, lat)]
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            left, right = max(west, frame.west), min(east, frame.east)
            broadest = max(broadest, (right - left, frame.at((left + right) / 2, lat)))
    return broadest


def _crossings(ring: Ring, lat: float) -> list[float]:
    """Where a ring crosses a parallel, from west to east."""
    found = []
    for (x, y), (u, v) in pairwise((*ring.points, ring.points[0])):
        if (y <= lat) != (v <= lat):
            found.append(x + (lat - y) / (v - y) * (u - x))
    return sorted(found)


def _path(ring: Ring, turn: float, frame: Frame) -> str:
    """A ring as a path, without points that nobody could tell apart; "" when nothing is left."""
    fine = (frame.at(x + turn, y) for x, y in ring.points)
    kept = list(_thinned((x * _GRAIN, y * _GRAIN) for x, y in fine))
    if len(kept) < 3:
        return ""
    grid = [(round(x), round(y)) for x, y in kept]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(grid)]
    return f"M{grid[0][0]} {grid[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps if x or y) + "z"


def _thinned(points: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    last: tuple[float, float] | None = None
    for x, y in points:
        inside = -_GRAIN * 40 <= x <= (WIDTH + 40) * _GRAIN and -_GRAIN * 40 <= y <= (HEIGHT + 40) * _GRAIN
        near = (_NEAR if inside else _FAR) * _GRAIN
        if last is None or abs(x - last[0]) >= near or abs(y - last[1]) >= near:
            last = (x, y)
            yield last
