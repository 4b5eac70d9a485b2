"""The formats in which the record, or what is asked of it, can be taken out: a page that offers them, and the files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated

from fastapi import Depends, Response

from veille.errors import QueryError
from veille.serve.asked import events_of
from veille.serve.exports import FORMATS, Format, Wanted, everything, export, file_name, format_named
from veille.serve.exports.archive import digest
from veille.serve.exports.tables import TABLES
from veille.serve.tags import is_known
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit, visit_of

SECTION = Section(Nav(_("Export"), "/export", 95))
#: events that a file over the web holds at most: a larger one is `veille export`'s
MOST_EVENTS = 20_000
#: formats that are read where they are; others are saved
_READ_IN_PLACE = ("ics", "atom", "jsonfeed", "brief")
_ABOUT = {
    "csv": _("One table as CSV"),
    "schema": _("What the columns of that CSV hold (Frictionless Table Schema)"),
    "package": _("All tables as CSV in a Frictionless Data Package"),
    "parquet": _("One table as Apache Parquet"),
    "jsonl": _("One table as JSON Lines"),
    "geojson": _("Events on the map; unknown places have no geometry"),
    "ics": _("Deadlines as a calendar to subscribe to"),
    "atom": _("What changed, as an Atom feed"),
    "jsonfeed": _("What changed, as a JSON Feed"),
    "plover": _("PLOVER 2021 rows, one for each pair of actor and recipient"),
    "acled": _("Events in the columns and terms of ACLED"),
    "annotations": _("Every statement and value as a W3C Web Annotation"),
    "prov": _("Where each event comes from, in W3C PROV-O"),
    "brief": _("A self-contained page to mail or print"),
    "warc": _("The pages as they were read, as a web archive (WARC)"),
    "bundle": _("All of it with the pages as they were read, and the hash of every file"),
}
_TABLES = {
    "events": _("Events"),
    "mentions": _("Mentions"),
    "articles": _("Articles"),
    "stories": _("Stories"),
    "deadlines": _("Deadlines"),
    "pledges": _("Pledges"),
    "totals": _("Totals"),
    "claims": _("Claims"),
    "conflicts": _("Conflicts"),
    "actors": _("Actors"),
}
#: what a page of ours forbids, and a brief needs: its own style. It still runs and loads nothing.
_BRIEF_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A format, what it is, and where its files are: by the name of a table where it takes one."""

    name: str
    ending: str
    about: str
    addresses: dict[str, str]


@SECTION.page("/export")
def offers(visit: Visit) -> Page:
    """Every format of what is asked for."""
    rows = [_offer(visit, made) for made in FORMATS.values()]
    return Page("export.html", _("Export"), rows, {"table_names": _TABLES})


def _offer(visit: Visit, made: Format) -> Offer:
    tables = TABLES if made.tables else ("",)
    filters = visit.filters()
    addresses = {name: visit.address(f"/export/{made.name}", **{**filters, "table": name or None}) for name in tables}
    return Offer(made.name, made.ending, _ABOUT[made.name], addresses)


@SECTION.router.get("/export/{name}")
def file(visit: Annotated[Visit, Depends(visit_of)], name: str) -> Response:
    """What is asked for in a format; `table`, `into` and `pages=no` (a bundle without them) as `veille export` takes them."""
    made = format_named(name.partition(".")[0])
    wanted = _wanted(visit, made)
    content = export(made.name, wanted)
    headers = {
        "ETag": f'"{digest(content)[:32]}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Cookie",
    }
    if made.name == "brief":
        headers["Content-Security-Policy"] = _BRIEF_CSP
    if made.name not in _READ_IN_PLACE:
        headers["Content-Disposition"] = f'attachment; filename="{file_name(made, wanted)}"'
    if is_known(visit.request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=made.media_type)


def _wanted(visit: Visit, made: Format) -> Wanted:
    """The export asked for. Raises QueryError when it would be too large to be served."""
    asked = everything(visit.asked)
    if visit.get("limit"):
        asked = replace(asked, limit=visit.asked.limit)
    elif made.name not in ("schema", "atom", "jsonfeed"):
        _check_size(visit)
    request = visit.request
    return Wanted(
        visit.store,
        asked,
        table=visit.get("table") or "events",
        base=str(request.base_url),
        address=str(request.url),
        into=(visit.get("into") or "").upper() or None,
        snapshots=visit.get("pages") != "no",
    )


def _check_size(visit: Visit) -> None:
    if visit.store.figures().events <= MOST_EVENTS:
        return
    found = sum(1 for _event in islice(events_of(visit.store, everything(visit.asked)), MOST_EVENTS + 1))
    if found > MOST_EVENTS:
        raise QueryError("the export", f"more than {MOST_EVENTS} events", "narrow it, or run `veille export`")
