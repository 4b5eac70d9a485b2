"""The ledger of pledges: who gives what to whom, at which stage, in which currency, and what it comes to."""

from __future__ import annotations

from dataclasses import replace

from veille.serve import queries
from veille.serve.queries import STAGES, Ledger, Narrowed
from veille.serve.rates import currencies
from veille.serve.web.charts import Chart
from veille.serve.web.drawings import donors_chart
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Pledges"), "/pledges", 50))
#: pledges that are listed, and added up, when the address does not say
_ROWS = 150


@SECTION.page("/pledges")
def pledges(visit: Visit) -> Page:
    """The latest pledges and what they come to; `in` is a currency to convert to, `stage`, `donor`, `recipient`, `currency` narrow."""
    found = _ledger(visit)
    values = {"ledger": found, "stages": STAGES, "into": _into(visit), "currencies": currencies()}
    extra = {"totals": found.pledges.totals, "facets": found.facets}
    return Page("pledges.html", _("Pledges"), found.pledges.rows, values, extra, found.next)


@SECTION.chart("/pledges/donors")
def donors(visit: Visit) -> Chart:
    """What each donor announced or gave through time."""
    return donors_chart(visit, _ledger(visit))


def _ledger(visit: Visit) -> Ledger:
    asked = visit.asked if visit.get("limit") else replace(visit.asked, limit=_ROWS)
    narrowed = Narrowed(*(visit.get(name) for name in ("stage", "donor", "recipient", "currency")))
    return queries.ledger(visit.store, asked, _into(visit), narrowed, after=visit.get("after"))


def _into(visit: Visit) -> str | None:
    said = visit.get("in")
    return said.upper() if said else None
