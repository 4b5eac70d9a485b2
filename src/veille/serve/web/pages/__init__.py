"""The pages, one module each; the navigation shows those that ask for it."""

from __future__ import annotations

from veille.serve.web.pages import account, event, login, timeline, users

SECTIONS = (timeline.SECTION, event.SECTION, login.SECTION, account.SECTION, users.SECTION)
