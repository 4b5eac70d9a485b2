"""The pages, one module each; the navigation shows those that ask for it."""

from __future__ import annotations

from veille.serve.web.pages import (
    account,
    actors,
    article,
    atlas,
    claims,
    deadlines,
    event,
    export,
    judge,
    login,
    overview,
    pledges,
    review,
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
    actors.SECTION,
    atlas.SECTION,
    search.SECTION,
    review.SECTION,
    event.SECTION,
    article.SECTION,
    judge.SECTION,
    export.SECTION,
    login.SECTION,
    account.SECTION,
    users.SECTION,
)
