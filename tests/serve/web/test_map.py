"""The map and the pictures of actors: what is drawn, where, and that time and map move together."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from veille.errors import QueryError
from veille.serve.web.mapping import HEIGHT, REGIONS, WIDTH, Frame, frame_of, land_in
from veille.serve.web.relations_drawn import _placed
from veille.world.borders import load_borders


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("UKR", (30.5, 50.4), (2.3, 48.9)),
        ("NER", (8.0, 17.0), (30.5, 50.4)),
        ("RUS", (100.0, 60.0), (-30.0, 60.0)),
        ("USA", (-100.0, 40.0), (10.0, 40.0)),
        ("XKX", (20.9, 42.6), (25.0, 42.6)),
    ],
)
def test_borders_hold_their_land_and_no_other(
    code: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    (shape,) = [s for s in load_borders() if s.code == code]
    assert any(holds(ring.points, inside) for ring in shape.rings)
    assert not any(holds(ring.points, outside) for ring in shape.rings)


def holds(ring: Any, point: tuple[float, float]) -> bool:
    x, y = point
    crossings = 0
    for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
        crossings += (b <= y) != (d <= y) and x < a + (y - b) / (d - b) * (c - a)
    return crossings % 2 == 1


def test_no_line_leaps_across_the_world() -> None:
    for shape in load_borders():
        for ring in shape.rings:
            leaps = [abs(a[0] - b[0]) for a, b in zip(ring.points, ring.points[1:], strict=False)]
            assert max(leaps) < 180 or shape.code == "ATA", shape.code


@pytest.mark.parametrize(
    ("box", "region", "found", "holds"),
    [
        (None, None, None, (0.0, 0.0)),
        (None, None, (30.0, 50.0, 30.0, 50.0), (30.0, 50.0)),
        (None, "africa", None, (8.0, 17.0)),
        ("22,44,40,53", None, (8.0, 17.0, 8.0, 17.0), (30.0, 50.0)),
        ("22,44,40,53", "africa", None, (30.0, 50.0)),
    ],
)
def test_which_part_of_the_world(box: Any, region: Any, found: Any, holds: tuple[float, float]) -> None:
    frame = frame_of(box, region, found)
    assert frame.holds(*holds)
    x, y = frame.at(*holds)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT
    if box or found:
        assert not frame.holds(-100.0, 40.0)


@pytest.mark.parametrize(
    ("box", "region"),
    [
        ("1,2,3", None),
        ("a,b,c,d", None),
        ("40,44,22,53", None),
        ("nan,1,2,3", None),
        ("0,0,1e9,1", None),
        (None, "mordor"),
    ],
)
def test_no_part_of_the_world(box: str | None, region: str | None) -> None:
    with pytest.raises(QueryError):
        frame_of(box, region, None)


def test_moving_and_growing() -> None:
    frame = Frame.around(*REGIONS["europe"])
    closer = frame_of(frame.moved(grown=0.5), None, None)
    assert round((closer.east - closer.west) / (frame.east - frame.west), 2) == 0.5
    west = frame_of(frame.moved(-0.35), None, None)
    assert west.west < frame.west
    seen = {land.code for land in land_in(frame)}
    assert {"DEU", "POL"} <= {land.code for land in land_in(closer)} & seen
    assert {"ISL", "TUN"} <= seen - {land.code for land in land_in(closer)}


def svg(text: str) -> Any:
    start = text.index('<svg viewBox="0 0 960')
    return ElementTree.fromstring(text[start : text.index("</svg></div>") + 6])


def test_the_map_shows_towns_as_points_and_lists_them(client: TestClient) -> None:
    text = client.get("/map").text
    picture = svg(text)
    assert len(picture.findall(".//circle")) == 1
    (spot,) = picture.findall(".//circle")
    assert "city" in (spot.get("class") or "")
    assert 0 < float(spot.get("cx") or 0) < 960
    assert len(picture.findall(".//path")) > 5
    assert "4 of them name no place" in text
    rows = client.get("/map.json").json()["rows"]
    assert [(r["name"], r["precision"], r["events"]) for r in rows] == [("Kyiv", "city", 1)]
    assert client.get("/map.csv").text.startswith("place,name,country,lat,lon,precision,events")


@pytest.mark.parametrize(
    ("asked", "spots", "outside"),
    [
        ("", 1, 0),
        ("region=africa", 0, 1),
        ("since=2025-08-01", 0, 0),
        ("box=22,44,40,53", 1, 0),
        ("as_of=2025-07-20", 0, 0),
    ],
)
def test_time_and_place_choose_what_is_drawn(client: TestClient, asked: str, spots: int, outside: int) -> None:
    text = client.get(f"/map?{asked}").text
    assert len(svg(text).findall(".//circle")) == spots
    assert text.count('id="h-outside"') == outside


@pytest.mark.parametrize("asked", ["box=here", "region=mordor", "since=soon"])
def test_what_cannot_be_mapped(client: TestClient, asked: str) -> None:
    assert client.get(f"/map?{asked}").status_code == 400


def test_time_and_map_move_together_by_key(page: Any) -> None:
    page.goto("/map")
    page.locator(".map circle").wait_for()
    page.keyboard.press("[")
    page.wait_for_url("**/map?since=2025-08**")
    page.locator(".map circle").wait_for(state="detached")
    for day in ("2025-08-04", "2025-07-31"):
        page.keyboard.press("[")
        page.wait_for_url(f"**since={day}**")
    page.locator(".map circle").wait_for()
    page.keyboard.press("]")
    page.wait_for_url("**since=2025-08-04**")
    page.keyboard.press("+")
    page.wait_for_url("**box=**")


def test_the_map_without_script(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/map")
    page.locator(".strip a").first.click()
    assert "since=" in page.url
    page.goto("/map")
    page.locator(".map a").first.click()
    assert "/timeline?place=" in page.url
    assert page.locator("[data-row]").count() == 1
    context.close()


# -- actors ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["matrix", "network"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_actors(client: TestClient, name: str, theme: str) -> None:
    answer = client.get(f"/actors/{name}.svg?theme={theme}&width=600")
    assert answer.headers["content-type"] == "image/svg+xml"
    text = answer.text
    assert ElementTree.fromstring(text).tag.endswith("svg")
    for party in ("Russia", "Ukraine", "United States", "Netherlands"):
        assert party in text
    spec = client.get(f"/actors/{name}.vl.json?lang=fr").json()
    links = {row["href"] for values in spec["datasets"].values() for row in values}
    assert all(client.get(link).status_code == 200 for link in links)
    rows = client.get(f"/actors/{name}.json").json()["rows"]
    assert {(r["actor"], r["recipient"]) for r in rows} >= {("RUS", "UKR"), ("USA", "RUS")}


def test_places_of_the_network_are_always_the_same_and_apart() -> None:
    parties = ["a", "b", "c", "d", "e"]
    first = _placed(parties, [])
    assert first == _placed(parties, [])
    assert all(-1.001 <= c <= 1.001 for point in first.values() for c in point)
    points = sorted(first.values())
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.05 for n, a in enumerate(points) for b in points[n + 1 :])
    assert _placed([], []) == {}
    assert len(_placed(["a"], [])) == 1


def test_pages_of_actors(client: TestClient) -> None:
    found = client.get("/actors.json").json()
    assert {(r["actor"], r["recipient"]): r["events"] for r in found["rows"]}["SWE", "UKR"] == 2
    assert client.get("/relation?who=Russia&whom=Ukraine").text.count("data-row") == 1
    assert client.get("/relation").status_code == 400
    assert "president" in client.get("/actor?id=Q22686").text
    assert client.get("/actor").status_code == 400
    assert client.get("/actor.csv?id=country:RUS").text.startswith("known,role,of,part,since,until,events")


def test_actors_in_the_browser(page: Any) -> None:
    page.goto("/actors")
    page.locator("figure[data-drawing=done]").nth(1).wait_for(timeout=60_000)
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/relation?who=**")
    assert page.locator("[data-row]").count() >= 1
