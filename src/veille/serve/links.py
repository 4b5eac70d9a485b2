"""Where things of a record have their page, and what they are called outside of it."""

from __future__ import annotations

from urllib.parse import quote


def event_link(base: str, ident: str) -> str:
    """The page of an event on a site.

    >>> event_link("https://desk.example/", "e1")
    'https://desk.example/event/e1'
    """
    return f"{base.rstrip('/')}/event/{quote(ident)}"


def urn(thing: str, ident: str) -> str:
    """The name of a thing that holds wherever the record is served.

    >>> urn("event", "e1")
    'urn:veille:event:e1'
    """
    return f"urn:veille:{thing}:{quote(ident)}"
