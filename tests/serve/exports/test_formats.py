"""Maps, calendars, feeds, codings: each is what its standard asks for, and says no more than the record."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import jsonschema
import pytest
from lxml import etree

from serve.exports.conftest import AT, HOSTILE, made
from serve.saying import CRISIS, JOINER, fill, world
from veille.serve.exports import FORMATS, format_named
from veille.store import Store, open_store
from veille.store.adding import add
from veille.store.joining import join

POSITION = {"type": "array", "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}], "minItems": 2, "maxItems": 2}  # fmt: skip
#: of RFC 7946, what these features may be
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"const": "Point"}, "coordinates": POSITION}},
                            {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"const": "MultiPoint"}, "coordinates": {"type": "array", "items": POSITION}}},
                        ]
                    },
                },
            },
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_bytes_whatever_the_order(crisis: Store, tmp_path: Path, name: str) -> None:
    other = open_store(tmp_path / "other.db", create=True, now=lambda: AT)
    pages = (*CRISIS, *HOSTILE)
    fill(other, pages[::-1], world(pages))
    assert made(other, name) == made(crisis, name)
    other.close()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_asked_for_is_still_a_file(crisis: Store, name: str) -> None:
    assert made(crisis, name, since="2030-01-01", as_of="2030-01-01") or name == "jsonl"
    assert format_named(name).about


# -- maps -------------------------------------------------------------------------------


def test_geojson_keeps_unknown_places_without_a_geometry(crisis: Store) -> None:
    found = json.loads(made(crisis, "geojson"))
    jsonschema.validate(found, GEOJSON)
    kinds = {f["properties"]["kind"]: f for f in found["features"]}
    assert kinds["pledge"]["geometry"] is None
    assert kinds["pledge"]["properties"]["places"] == []
    assert len({f["id"] for f in found["features"]}) == len(found["features"])


@pytest.mark.parametrize(
    ("points", "geometry"),
    [
        ([], None),
        ([("Kyiv", 50.45, 30.52, "city")], {"type": "Point", "coordinates": [30.52, 50.45]}),
        ([("Ukraine", 49.0, 32.0, "country")], None),  # a country is no point
        ([("Nowhere", None, None, None)], None),
        ([("Kyiv", 50.45, 30.52, "city"), ("Lviv", 49.84, 24.02, "city")], {"type": "MultiPoint", "coordinates": [[30.52, 50.45], [24.02, 49.84]]}),
    ],
)  # fmt: skip
def test_a_place_becomes_a_point_only_where_it_is_one(points: list[Any], geometry: object) -> None:
    from veille.serve.exports.geojson import geometry as drawn
    from veille.values import Place, Span

    places = [Place(Span(0, len(n), n), n, lat=lat, lon=lon, precision=precision) for n, lat, lon, precision in points]
    assert drawn(places) == geometry


# -- calendar ---------------------------------------------------------------------------


def entries(content: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    assert not calendar.errors
    assert all(not entry.errors for entry in calendar.walk("VEVENT"))
    return {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}


def test_the_calendar_is_one_and_folds_its_lines(crisis: Store) -> None:
    content = made(crisis, "ics", base="https://desk.example")
    found = entries(content)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nEND:VEVENT\r\n") == len(found) == 2
    for uid, entry in found.items():
        assert {"DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(entry)
        assert entry["URL"] == f"https://desk.example/event/{uid.removesuffix('@veille')}"
        assert (entry["DTEND"].dt - entry["DTSTART"].dt).days == 1


def test_a_deadline_that_moves_keeps_its_uid_and_raises_its_sequence(tmp_path: Path) -> None:
    ticks = iter(f"2025-08-20T09:{minute:02}:00Z" for minute in range(60))
    store = open_store(tmp_path / "moving.db", create=True, now=lambda: next(ticks))
    seen = []
    for page in (CRISIS[0], CRISIS[1]):
        add(store, page.source, outside=world([page]))
        join(store, JOINER)
        ((uid, entry),) = entries(made(store, "ics")).items()
        seen.append((uid, int(entry["SEQUENCE"]), entry["DTSTART"].dt, entry["DTSTAMP"].dt))
    store.close()
    (first, second) = seen
    assert first[0] == second[0]
    assert first[1] < second[1]
    assert (first[2], second[2]) == (date(2025, 9, 2), date(2025, 8, 8))
    assert first[3] < second[3]


def test_a_day_that_passes_raises_the_sequence_and_claims_no_outcome(crisis: Store) -> None:
    from veille.serve.exports import export
    from veille.serve.queries import Asked

    def on(day: str) -> Any:
        from dataclasses import replace

        from serve.exports.conftest import wanted

        asked = replace(wanted(crisis), asked=Asked(day, actor="United States", kinds=("ultimatum",)))
        (entry,) = entries(export("ics", asked)).values()
        return entry

    before, after = on("2025-08-08"), on("2025-08-09")
    assert int(before["SEQUENCE"]) + 1 == int(after["SEQUENCE"])
    assert before["UID"] == after["UID"]
    assert str(before["SUMMARY"]).startswith("[shortened]")
    assert str(after["SUMMARY"]).startswith("[passed, outcome unknown]")
    assert "STATUS" not in after


# -- feeds ------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_has_what_rfc_4287_asks_for(crisis: Store) -> None:
    content = made(crisis, "atom", base="https://desk.example", address="https://desk.example/export/atom")
    root = etree.fromstring(content)
    for owner in (root, *root.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            (element,) = owner.findall(f"{ATOM}{needed}")
            assert element.text
        assert datetime.fromisoformat(owner.findtext(f"{ATOM}updated") or "").tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://desk.example/export/atom"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) > 5
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    assert len(parsed.entries) == len(ids)
    assert {entry.link for entry in parsed.entries if entry.link.startswith("https://desk.example/event/")}


def test_a_feed_holds_text_and_no_markup_of_pages(crisis: Store) -> None:
    for entry in feedparser.parse(made(crisis, "atom"), sanitize_html=False).entries:
        assert "<img" not in entry.content[0].value
        assert not [link for link in entry.get("links", ()) if link.href.startswith("javascript")]
    for item in json.loads(made(crisis, "jsonfeed"))["items"]:
        assert "<img" not in item["content_html"]
        assert not item.get("external_url", "").startswith("javascript")


def test_what_is_only_a_claim_is_titled_as_one(tmp_path: Path) -> None:
    from serve.saying import ATTACK, Dispatch, Said

    said = Said("attack", "Russia attacked Kyiv in Ukraine on July 31, Ukraine said.", "attacked", ATTACK, by="Ukraine", stance="report")
    store = open_store(tmp_path / "claim.db", create=True, now=lambda: AT)
    fill(store, [Dispatch("wire", "2025-07-31", "A night", (said,))])
    (item,) = json.loads(made(store, "jsonfeed"))["items"]
    (entry,) = feedparser.parse(made(store, "atom", language="fr")).entries
    (row,) = coded(store, "csv")
    (acled,) = coded(store, "acled")
    store.close()
    assert item["title"].endswith("(according to Ukraine)")
    assert entry.title.startswith("attaque")
    assert entry.title.endswith("(selon Ukraine)")
    assert row["word_of"] == "Ukraine"
    assert "word of=Ukraine" in acled["tags"]


def test_json_feed_has_what_version_1_1_asks_for(crisis: Store) -> None:
    feed = json.loads(made(crisis, "jsonfeed", address="https://desk.example/export/jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["feed_url"]) == ("Everything in the record", "https://desk.example/export/jsonfeed")
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"] or item["content_html"]
        assert datetime.fromisoformat(item["date_modified"]).tzinfo
    assert [i["date_modified"] for i in feed["items"]] == sorted((i["date_modified"] for i in feed["items"]), reverse=True)


def test_a_change_moves_an_event_to_the_top_of_its_feed(tmp_path: Path) -> None:
    ticks = iter(f"2025-08-20T09:{minute:02}:00Z" for minute in range(60))
    store = open_store(tmp_path / "feed.db", create=True, now=lambda: next(ticks))
    fill(store, CRISIS[2:3])
    fill(store, CRISIS[5:])
    fill(store, CRISIS[3:4])  # a second report of the first event
    titles = [item["title"] for item in json.loads(made(store, "jsonfeed"))["items"]]
    store.close()
    assert titles[0].startswith("attack: Russia → Ukraine · killed 13 / 31")


# -- codings ----------------------------------------------------------------------------


def coded(store: Store, name: str, **asked: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(store, name, **asked).decode(), newline="")))


def test_plover_rows_are_pairs_with_their_quad_class(crisis: Store) -> None:
    rows = coded(crisis, "plover", actor="Sweden")
    pairs = sorted((r["event_id"], r["actor_country"], r["recipient_country"], r["event_type"], r["quad_code"]) for r in rows)
    assert [p[1:] for p in pairs if [q[0] for q in pairs].count(p[0]) == 1] == [("SWE", "UKR", "AGREE", "1")]
    assert sorted(p[1] for p in pairs if [q[0] for q in pairs].count(p[0]) == 3) == ["DNK", "NOR", "SWE"]
    assert {r["event_date"] for r in rows} == {""}
    assert {r["dyad"] for r in rows} == {"1", "2", "3"}


def test_acled_says_no_more_than_the_text(crisis: Store) -> None:
    row, other = coded(crisis, "acled")
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == ("Political violence", "", "")
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2025-07-31", "2025", "1")
    assert (row["iso"], row["country"], row["location"]) == ("804", "Ukraine", "Kyiv")
    assert row["fatalities"] == ""  # 13 or 31
    assert "disputed=killed" in row["tags"]
    assert (other["fatalities"], other["country"]) == ("2", "")
    assert list(row) == ACLED_COLUMNS


#: the columns of ACLED's own exports, in their order
ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
    "interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp"
).split()


@pytest.mark.parametrize(
    ("kind", "mode", "weapon", "coded"),
    [
        ("attack", "aerial", None, ("Explosions/Remote violence", "Air/drone strike")),
        ("attack", "heavy-weapons", None, ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("attack", None, "426 drone", ("Explosions/Remote violence", "Air/drone strike")),
        ("attack", None, "des drones et des missiles", ("Explosions/Remote violence", "")),
        ("attack", None, "knives", ("", "")),
        ("interception", "aerial", None, ("Strategic developments", "Disrupted weapons use")),
        ("protest", "demo", None, ("Protests", "")),  # peaceful or not, nobody says
        ("coercion", "arrest", None, ("Strategic developments", "Arrests")),
        ("coercion", "restrict", None, None),
        ("pledge", None, None, None),
    ],
)  # fmt: skip
def test_acled_types(kind: str, mode: str | None, weapon: str | None, coded: tuple[str, str] | None) -> None:
    from veille.model import Plover
    from veille.record import Event, Figure
    from veille.serve.exports.acled import _row
    from veille.serve.exports.entries import EventEntry

    slots = {"weapon": (Figure("weapon", weapon, weapon, ("m",), ("o",)),)} if weapon else {}
    event = Event("e", kind, "", ("m",), ("a",), ("o",), None, AT[:10], AT[:10], slots=slots)
    found = _row(EventEntry(event, None, Plover("X", mode), ()))  # type: ignore[arg-type]
    assert (found and (found["type"], found["sub"])) == coded
