"""Every format that a record can be taken out in, and what each needs to be made: `export` gives the bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256

from veille.acquire.archive import warc_bytes
from veille.errors import NotFound
from veille.model import Snapshot
from veille.ontology import load_kinds
from veille.serve import queries
from veille.serve.asked import Asked, story_of
from veille.serve.claims import ConflictRow
from veille.serve.dossier import Dossier
from veille.serve.exports import atom, jsonfeed, prov, webannotation
from veille.serve.exports.acled import coded
from veille.serve.exports.acled_table import ACLED
from veille.serve.exports.brief import Brief, brief_bytes, brief_of
from veille.serve.exports.bundle import bundle_bytes
from veille.serve.exports.csvs import csv_bytes, schema_bytes
from veille.serve.exports.dyads import PLOVER, dyads
from veille.serve.exports.entries import event_entries
from veille.serve.exports.feed import MOST_ITEMS, MOST_LOOKED_AT, Item, items
from veille.serve.exports.geojson import geojson_bytes
from veille.serve.exports.ics import ics_bytes
from veille.serve.exports.jsonl import jsonl_bytes
from veille.serve.exports.package import package_bytes, package_files
from veille.serve.exports.parquet import parquet_bytes
from veille.serve.exports.rows import rows_of, table_named
from veille.serve.exports.tables import TABLES
from veille.serve.exports.words import words
from veille.serve.links import urn
from veille.store.base import Store

#: more rows than a record holds: an export has all that is asked for
ALL = 1_000_000_000
_UTF8 = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out, and how it is told.

    `table` is for formats of one table; `base` is the address of the site whose pages are linked, `address` that of a feed itself;
    `into` a currency for sums; `title` names it; `snapshots` says whether a bundle has the pages' bytes.
    """

    store: Store
    asked: Asked
    table: str = "events"
    base: str | None = None
    address: str | None = None
    into: str | None = None
    title: str | None = None
    snapshots: bool = True

    def dossier(self) -> Dossier:
        """All that is known of the events asked for."""
        return queries.dossier(self.store, self.asked)

    def heading(self) -> str:
        """The title given, that of the story asked for, or what is asked in words."""
        if self.title:
            return self.title
        if story := story_of(self.store, self.asked.story):
            return " ".join(self.store.stories([story])[story].title.split())
        return about(self.asked, self.asked.language)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending of its files, its media type, what it is. `tables` when it takes one of the tables."""

    name: str
    ending: str
    media_type: str
    about: str
    make: Callable[[Wanted], bytes]
    tables: bool = False


def about(asked: Asked, language: str) -> str:
    """What is asked, in short: "ultimatum, with RUS, since 2025-07-14"."""
    said = words(language)
    parts = [", ".join(load_kinds()[kind].label[language] for kind in asked.kinds)] if asked.kinds else []
    for name in ("actor", "place", "source", "text", "since", "until"):
        value = getattr(asked, name)
        parts += [f"{said[f'asked_{name}']} {value}"] if value else []
    told = ", ".join(parts) or said["everything"]
    return told[0].upper() + told[1:]


def asked_id(asked: Asked) -> str:
    """The question as one word that stays the same whenever it is asked."""
    told = {
        f.name: value for f in fields(asked) if f.name not in ("today", "limit", "language") and (value := getattr(asked, f.name))
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def export(name: str, wanted: Wanted) -> bytes:
    """A record in a format. Raises QueryError for one that there is not, or a question that cannot be asked."""
    return format_named(name).make(wanted)


def format_named(name: str) -> Format:
    """The format of this name. Raises NotFound naming those there are."""
    if name not in FORMATS:
        raise NotFound(f"format {name!r}", "no such format", f"one of {', '.join(FORMATS)}")
    return FORMATS[name]


def file_name(made: Format, wanted: Wanted) -> str:
    """What a file of this export is called."""
    return f"veille-{wanted.table}{made.ending}" if made.tables else f"veille-{made.name}{made.ending}"


def _table(make: Callable[..., bytes]) -> Callable[[Wanted], bytes]:
    def made(wanted: Wanted) -> bytes:
        table = table_named(wanted.table)
        return make(table, rows_of(wanted.store, wanted.asked, table.name, wanted.into))

    return made


def _package(wanted: Wanted) -> bytes:
    return package_bytes(_all_rows(wanted), _described(wanted))


def _all_rows(wanted: Wanted) -> dict[str, list[object]]:
    return {name: list(rows_of(wanted.store, wanted.asked, name, wanted.into)) for name in TABLES}


def _described(wanted: Wanted) -> str:
    return f"{wanted.heading()}, as known on {wanted.asked.day}."


def _ics(wanted: Wanted) -> bytes:
    rows = queries.deadlines(wanted.store, wanted.asked)
    changes = wanted.store.changes("event", [row.event for row in rows])
    return ics_bytes(rows, changes, wanted.asked.language, wanted.base)


def _items(wanted: Wanted) -> list[Item]:
    """The items of a feed: of the events that were learned last, those that changed last."""
    asked = replace(wanted.asked, limit=min(wanted.asked.limit, MOST_LOOKED_AT))
    return items(queries.dossier(wanted.store, asked, order="learned"), wanted.base)[:MOST_ITEMS]


def _atom(wanted: Wanted) -> bytes:
    found = _items(wanted)
    ident = wanted.address or urn("feed", asked_id(wanted.asked))
    return atom.atom_bytes(found, wanted.heading(), ident, wanted.asked.today, wanted.address)


def _jsonfeed(wanted: Wanted) -> bytes:
    return jsonfeed.jsonfeed_bytes(_items(wanted), wanted.heading(), wanted.address)


def _brief(wanted: Wanted) -> Brief:
    conflicts = queries.conflicts(wanted.store, wanted.asked).rows
    return brief_of(
        wanted.dossier(),
        wanted.heading(),
        queries.deadlines(wanted.store, wanted.asked),
        [row for row in conflicts if isinstance(row, ConflictRow)],
        queries.pledges(wanted.store, wanted.asked, wanted.into),
    )


def _brief_page(wanted: Wanted) -> bytes:
    words(wanted.asked.language)
    return brief_bytes(_brief(wanted), wanted.asked.language)


def _bundle(wanted: Wanted) -> bytes:
    told = wanted.dossier()
    tables = package_files(_all_rows(wanted), _described(wanted))
    pages = {page.sha256: page for page, _ in _pages(wanted.store, told)} if wanted.snapshots else {}
    return bundle_bytes(told, wanted.heading(), _brief_page(wanted), tables, pages)


def _pages(store: Store, told: Dossier) -> list[tuple[Snapshot, str]]:
    """The bytes that the articles were read from, each once, and when they were had first."""
    found = {}
    for filed in told.articles():
        for sighting in store.sightings(filed.article.id):
            if sighting.snapshot == filed.snapshot and filed.snapshot not in found:
                found[filed.snapshot] = (store.snapshot(sighting), sighting.read_at)
    return list(found.values())


def _warc(wanted: Wanted) -> bytes:
    return warc_bytes(_pages(wanted.store, wanted.dossier()))


_LIST = (
    Format("csv", ".csv", f"text/csv{_UTF8}; header=present", "one table as CSV", _table(csv_bytes), tables=True),
    Format("schema", ".schema.json", "application/json", "what the columns of that CSV hold (Frictionless Table Schema)",
           lambda wanted: schema_bytes(table_named(wanted.table)), tables=True),
    Format("package", ".zip", "application/zip", "all tables as CSV in a Frictionless Data Package", _package),
    Format("parquet", ".parquet", "application/vnd.apache.parquet", "one table as Apache Parquet", _table(parquet_bytes), tables=True),
    Format("jsonl", ".jsonl", "application/jsonl", "one table as JSON Lines", _table(jsonl_bytes), tables=True),
    Format("geojson", ".geojson", "application/geo+json", "events on the map; unknown places have a null geometry",
           lambda wanted: geojson_bytes(event_entries(wanted.dossier()))),
    Format("ics", ".ics", f"text/calendar{_UTF8}", "deadlines as a calendar to subscribe to", _ics),
    Format("atom", ".atom", atom.MEDIA_TYPE, "what changed, as an Atom feed", _atom),
    Format("jsonfeed", ".feed.json", jsonfeed.MEDIA_TYPE, "what changed, as a JSON Feed", _jsonfeed),
    Format("plover", ".csv", f"text/csv{_UTF8}; header=present", "PLOVER 2021 rows, one for each pair of actor and recipient",
           lambda wanted: csv_bytes(PLOVER, dyads(wanted.dossier()))),
    Format("acled", ".csv", f"text/csv{_UTF8}; header=present", "events in the columns and terms of ACLED",
           lambda wanted: csv_bytes(ACLED, coded(wanted.dossier()))),
    Format("annotations", ".jsonld", webannotation.MEDIA_TYPE, "every statement and value as a W3C Web Annotation",
           lambda wanted: webannotation.annotations_bytes(wanted.dossier(), wanted.heading())),
    Format("prov", ".jsonld", prov.MEDIA_TYPE, "where each event comes from, in W3C PROV-O", lambda wanted: prov.prov_bytes(wanted.dossier())),
    Format("brief", ".html", f"text/html{_UTF8}", "a self-contained page to mail or print", _brief_page),
    Format("warc", ".warc", "application/warc", "the pages as they were read, as a web archive", _warc),
    Format("bundle", ".zip", "application/zip", "all of it with the pages as they were read, and the hash of every file", _bundle),
)  # fmt: skip
FORMATS: Mapping[str, Format] = {made.name: made for made in _LIST}


def everything(asked: Asked) -> Asked:
    """The question without a limit."""
    return replace(asked, limit=ALL)
