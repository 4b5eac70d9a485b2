"""Who does what to whom, and in which roles somebody appears."""

from __future__ import annotations

from veille.errors import QueryError
from veille.serve import queries
from veille.serve.quads import QUADS
from veille.serve.queries import Relations
from veille.serve.web.charts import Chart
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.relations_drawn import matrix_chart, network_chart, relation_address, shown_parties
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Actors"), "/actors", 70))


@SECTION.page("/actors")
def actors(visit: Visit) -> Page:
    """Relations as a matrix, a network and a table; `planned=1` counts what is to come, supposed or denied too."""
    found = _found(visit)
    values = {
        "found": found,
        "parties": found.parties[: visit.asked.limit],
        "charted": len(shown_parties(found)),
        "planned": _planned(visit),
        "quads": QUADS,
        "relation": lambda who, whom: relation_address(visit, who, whom),
    }
    told = {"parties": found.parties, "events": found.events, "more": found.more}
    return Page("actors.html", _("Actors"), found.rows[: visit.asked.limit], values, told)


@SECTION.chart("/actors/matrix")
def matrix(visit: Visit) -> Chart:
    """The matrix."""
    return matrix_chart(visit, _found(visit))


@SECTION.chart("/actors/network")
def network(visit: Visit) -> Chart:
    """The network."""
    return network_chart(visit, _found(visit))


@SECTION.page("/relation")
def relation(visit: Visit) -> Page:
    """The events in which `who` acts, on `whom` where it is given."""
    who, whom = visit.get("who"), visit.get("whom")
    if not who:
        raise QueryError("who", "nobody is named", "/relation?who=Russia&whom=Ukraine")
    rows = queries.between(visit.store, visit.asked, who, whom, planned=_planned(visit))
    names = [queries.party_label(queries.party_of(said), visit.language) or said for said in (who, whom or "")]
    values = {"who": names[0], "whom": names[1], "planned": _planned(visit)}
    return Page("relation.html", " → ".join(filter(None, names)), rows, values)


@SECTION.page("/actor")
def actor(visit: Visit) -> Page:
    """The roles of one entity by date; `id` is its id in the record."""
    entity = visit.get("id")
    if not entity:
        raise QueryError("id", "nobody is named", "/actor?id=country:RUS")
    found = queries.roles(visit.store, visit.asked, entity)
    return Page("actor.html", found.name, found.rows, {"found": found}, {"entity": found.entity, "name": found.name})


def _found(visit: Visit) -> Relations:
    return queries.relations(visit.store, visit.asked, planned=_planned(visit))


def _planned(visit: Visit) -> bool:
    return visit.get("planned") == "1"
