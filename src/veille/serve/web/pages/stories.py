"""Matters: a list of them, and each with its articles and events."""

from __future__ import annotations

from itertools import groupby

from veille.serve import queries
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Nav, Page, Section
from veille.serve.web.visit import Visit

SECTION = Section(Nav(_("Stories"), "/stories", 30))


@SECTION.page("/stories")
def stories(visit: Visit) -> Page:
    """Stories, the last to be added to first."""
    found = queries.stories(visit.store, visit.asked, after=visit.get("after"))
    return Page("stories.html", _("Stories"), found.rows, next=found.next)


@SECTION.page("/story/{ident}")
def story(visit: Visit) -> Page:
    """A story: its articles by origin, and what they tell."""
    found = queries.story(visit.store, visit.ident, visit.asked)
    by_origin = sorted(found.articles, key=lambda a: (_first(found.articles, a.origin), a.day, a.article))
    origins = [list(rows) for _, rows in groupby(by_origin, lambda a: a.origin)]
    values = {"told": found, "origins": origins}
    return Page("story.html", found.story.title, found.articles, values, {"story": found.story, "events": found.events})


def _first(articles: tuple[queries.ArticleRow, ...], origin: str) -> tuple[str, str]:
    return min((a.day, a.article) for a in articles if a.origin == origin)
