"""GeoJSON (RFC 7946): events where they happened. Whose place has no coordinates, or who has no place, keeps a null geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from veille.serve.exports.columns import values
from veille.serve.exports.entries import EventEntry
from veille.serve.exports.tables import EVENTS
from veille.values import Place

Json = dict[str, Any]
#: what stands in the geometry, or in `places`
_PLACED = ("latitude", "longitude", "country", "place_precision")


def geojson_bytes(entries: Iterable[EventEntry]) -> bytes:
    """A FeatureCollection; properties are the columns of the table of events, and the places with their precision."""
    collection = {"type": "FeatureCollection", "features": [feature(entry) for entry in entries]}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def feature(entry: EventEntry) -> Json:
    """An event as a Feature: a Point, a MultiPoint where it happened in several places, null where nobody knows."""
    properties = {name: value for name, value in values(EVENTS, entry).items() if name not in _PLACED}
    places = [_place(place) for place in entry.places]
    return {
        "type": "Feature",
        "id": entry.event.id,
        "geometry": geometry(entry.places),
        "properties": {**properties, "places": places},
    }


def geometry(places: Iterable[Place]) -> Json | None:
    """The geometry of places: longitude before latitude, WGS 84. A country is no point.

    >>> geometry([])
    """
    points = [[p.lon, p.lat] for p in places if p.lon is not None and p.lat is not None and p.precision != "country"]
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {"type": "MultiPoint", "coordinates": points}
    )


def _place(place: Place) -> Json:
    return {"name": place.name, "country": place.country, "geonames": place.geonames, "precision": place.precision}
