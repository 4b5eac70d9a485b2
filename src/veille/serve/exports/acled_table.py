"""The columns of ACLED's exports. What its researchers add from other sources than the text stays empty."""

from __future__ import annotations

import pycountry

from veille.serve.exports.acled import Coded
from veille.serve.exports.columns import Column, Table
from veille.serve.told import country_name


def _iso(one: Coded) -> int | None:
    place = one.place
    found = pycountry.countries.get(alpha_3=place.country) if place and place.country else None
    return int(found.numeric) if found else None


def _country(one: Coded) -> str | None:
    return country_name(one.place.country) if one.place and one.place.country else None


def _side(side: str) -> tuple[Column, ...]:
    return (
        Column(
            f"actor{side}", "string", "a party, as articles name it", lambda c: p.name if (p := c.party(side)) else None
        ),
        Column(f"assoc_actor_{side}", "list", "others on its side", lambda c: c.others(side)),
        Column(f"inter{side}", "string", "what it is; empty where the text does not tell", lambda c: c.inter(side)),
    )


def _empty(name: str) -> Column:
    return Column(name, "string", "not in the text: empty", lambda c: None)


ACLED = Table(
    "acled",
    "ACLED-shaped events",
    "One row for each event that has a place in ACLED's scheme; these rows are not ACLED's data.",
    (
        Column("event_id_cnty", "string", "alpha-3 code of the country and id of the event", lambda c: c.ident, key=True),
        Column("event_date", "date", "first day that it may have happened on", lambda c: c.date),
        Column("year", "integer", "its year", lambda c: int(c.date[:4]) if c.date else None),
        Column("time_precision", "integer", "1 day, 2 week, 3 month", lambda c: c.time_precision),
        Column("disorder_type", "string", "ACLED's disorder type", lambda c: c.disorder),
        Column("event_type", "string", "ACLED's event type; empty where the text does not tell", lambda c: c.type or None),
        Column("sub_event_type", "string", "ACLED's sub-event type; empty where the text does not tell", lambda c: c.sub or None),
        *_side("1"),
        *_side("2"),
        _empty("interaction"),
        Column("civilian_targeting", "string", "where civilians are the recipient of an attack", lambda c: c.civilian_targeting),
        Column("iso", "integer", "ISO 3166-1 numeric", _iso),
        _empty("region"),
        Column("country", "string", "country of the place", _country),
        _empty("admin1"),
        _empty("admin2"),
        _empty("admin3"),
        Column("location", "string", "place, unless it is a whole country", lambda c: c.location),
        Column("latitude", "number", "degrees, WGS 84", lambda c: c.place.lat if c.place else None),
        Column("longitude", "number", "degrees, WGS 84", lambda c: c.place.lon if c.place else None),
        Column("geo_precision", "integer", "1 exact, 3 region or country", lambda c: c.geo_precision),
        Column("source", "list", "sites that carry it", lambda c: c.entry.row.outlets),
        _empty("source_scale"),
        Column("notes", "string", "the event in one line, and a sentence that says so", lambda c: f"{c.entry.row.what}. “{c.entry.row.evidence}”"),
        Column("fatalities", "integer", "killed, where all articles agree on a number; empty otherwise", lambda c: c.fatalities),
        Column("tags", "list", "independent reports, what is disputed, whose word it is, who denies it", lambda c: c.tags),
        Column("timestamp", "integer", "when the record changed it last, in seconds of Unix time", lambda c: c.timestamp),
    ),
)  # fmt: skip
