"""The words of the articles, with the events that the found sentences tell."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from veille.errors import QueryError
from veille.serve import queries
from veille.serve.access import visitor_of
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Go, Nav, Page, Section
from veille.serve.web.preferences import own_address
from veille.serve.web.visit import Visit
from veille.store.searches import EVERYBODY, Search

SECTION = Section(Nav(_("Search"), "/search", 90))
_ROWS = 20


@SECTION.page("/search")
def search(visit: Visit) -> Page:
    """Articles with the words asked for, the newest first; a form while there are none."""
    if not visit.asked.text:
        return Page("search.html", _("Search"), (), {"events": {}, "more": False, "kept": _kept(visit)})
    hits, more = queries.search(visit.store, visit.asked_for(_ROWS))
    events = queries.rows_of(visit.store, {e for hit in hits for e in hit.events}, visit.asked)
    return Page("search.html", _("Search"), hits, {"events": events, "more": more, "kept": _kept(visit)})


@SECTION.page("/searches")
def searches(visit: Visit) -> Page:
    """What the reader keeps to ask again."""
    return Page("searches.html", _("Kept searches"), _kept(visit))


@SECTION.form("/searches")
def keep(visit: Visit, fields: FormData) -> Go:
    """Keep an address of this site under a label."""
    address = own_address(str(fields.get("address", "")))
    if address == "/":
        raise QueryError("search", "nothing to keep", "filter a page, then keep it")
    visit.store.searches.keep(_owner(visit), str(fields.get("label", ""))[:200], address[:2000], _now(visit))
    return Go(address)


@SECTION.form("/searches/{ident}/open")
def open_kept(visit: Visit, fields: FormData) -> Go:
    """Go to a kept search, and note when."""
    found = visit.store.searches.open(_owner(visit), visit.ident, _now(visit))
    if found is None:
        raise HTTPException(404)
    return Go(found.address)


@SECTION.form("/searches/{ident}/drop")
def drop(visit: Visit, fields: FormData) -> Go:
    """Forget a kept search."""
    if not visit.store.searches.drop(_owner(visit), visit.ident):
        raise HTTPException(404)
    return Go("/searches")


def _kept(visit: Visit) -> Sequence[Search]:
    return visit.store.searches.of(_owner(visit))


def _owner(visit: Visit) -> str:
    return visitor_of(visit.request).name or EVERYBODY


def _now(visit: Visit) -> str:
    return visit.site.now().strftime("%Y-%m-%dT%H:%M:%SZ")
