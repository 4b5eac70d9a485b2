"""The pages, one module each; the navigation shows those that ask for it."""

from __future__ import annotations

from veille.serve.web.pages import (
    account,
    claims,
    deadlines,
    event,
    login,
    overview,
    pledges,
    search,
    stories,
    timeline,
    users,
)

SECTIONS = (
    overview.SECTION,
    timeline.SECTION,
    stories.SECTION,
    deadlines.SECTION,
    pledges.SECTION,
    claims.SECTION,
    claims.CONFLICTS,
    search.SECTION,
    event.SECTION,
    login.SECTION,
    account.SECTION,
    users.SECTION,
)
