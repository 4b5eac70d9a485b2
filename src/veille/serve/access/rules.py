"""What a role may do: the one table of it."""

from __future__ import annotations

from veille.store.accounts import Role

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: for anybody: signing in, and what the page of it needs
_ANYBODY = ("/login", "/prefer", "/favicon.ico", "/static/")
#: what also readers may change: their own affairs
_OWN = ("/logout", "/account", "/searches")
#: for those who manage the others, reading included
_ADMIN = ("/users",)


def needed(method: str, path: str) -> Role | None:
    """The least role for a request; `None` when anybody may make it.

    >>> needed("GET", "/timeline"), needed("POST", "/judge"), needed("GET", "/users.json"), needed("POST", "/login")
    ('reader', 'analyst', 'admin', None)
    """
    if _within(path, _ANYBODY):
        return None
    if _within(path, _ADMIN):
        return "admin"
    return "reader" if method in SAFE or _within(path, _OWN) else "analyst"


def _within(path: str, places: tuple[str, ...]) -> bool:
    """Whether a path is one of these, below one, or the twin of one in another form."""
    return any(path == place or path.startswith((f"{place.rstrip('/')}/", f"{place}.")) for place in places)
