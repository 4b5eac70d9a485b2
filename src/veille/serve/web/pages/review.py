"""The queue of what an analyst should judge: one key each, and the way back."""

from __future__ import annotations

from veille.serve import queries
from veille.serve.queries import REASONS
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.verdicts import just_done, latest, may_judge
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Review"), "/review", 90))


@SECTION.page("/review")
def review(visit: Visit) -> Page:
    """Events to be judged; `why` keeps those of one reason."""
    found = queries.review(visit.store, visit.asked, visit.get("why"), after=visit.get("after"))
    values = {
        "reasons": REASONS,
        "why": visit.get("why"),
        "done": just_done(visit),
        "latest": latest(visit),
        "may_judge": may_judge(visit),
    }
    return Page("review.html", _("Review"), found.rows, values, next=found.next)
