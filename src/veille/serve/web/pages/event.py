"""What an event rests on: sentences, rules, pages, joins with their reasons, judgements."""

from __future__ import annotations

from veille.serve import queries
from veille.serve.web.page import Page, Section
from veille.serve.web.verdicts import just_done, may_judge
from veille.serve.web.visit import Visit

SECTION = Section()


@SECTION.page("/event/{ident}")
def event(visit: Visit) -> Page:
    """The chain of an event or mention."""
    chain = queries.why(visit.store, visit.ident, visit.asked)
    values = {"chain": chain, "done": just_done(visit), "may_judge": may_judge(visit)}
    return Page("event.html", chain.row.what, chain.links, values, {"event": chain.row, "chain": chain})
