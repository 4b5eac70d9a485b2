"""Where things are: the addresses of events, articles, stories and lists about them."""

from __future__ import annotations

from collections.abc import Sequence

from veille.serve.web.visit import link


def event(ident: str) -> str:
    """The page of an event: what it rests on."""
    return f"/event/{ident}"


def story(ident: str) -> str:
    """The page of a story."""
    return f"/story/{ident}"


def article(ident: str, mention: str | None = None) -> str:
    """The reader's page of an article, at a mention when given."""
    return f"/article/{ident}{f'#m-{mention}' if mention else ''}"


def about(path: str, **parameters: str | None) -> str:
    """A list with these parameters."""
    return link(path, parameters)


def page_of(kinds: Sequence[str]) -> str:
    """The timeline of some kinds."""
    return "/timeline" + "".join(f"{'&' if n else '?'}kind={kind}" for n, kind in enumerate(kinds))


def is_web(address: str) -> bool:
    """Whether a browser may be led to an address that a page gave of itself.

    >>> is_web("https://wire.example/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return address.lower().startswith(("https://", "http://"))
