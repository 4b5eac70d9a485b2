"""The words of the articles, with the events that the found sentences tell."""

from __future__ import annotations

from veille.serve import queries
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Search"), "/search", 90))


@SECTION.page("/search")
def search(visit: Visit) -> Page:
    """Articles with the words asked for, the newest first; a form while there are none."""
    if not visit.asked.text:
        return Page("search.html", _("Search"), (), {"events": {}, "more": False})
    hits, more = queries.search(visit.store, visit.asked)
    events = queries.rows_of(visit.store, {e for hit in hits for e in hit.events}, visit.asked)
    return Page("search.html", _("Search"), hits, {"events": events, "more": more})
