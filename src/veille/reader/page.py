"""What a page reader hands over: the parts of a page before they are cleaned and joined into an `Article`."""

from __future__ import annotations

from dataclasses import dataclass, field

from veille.model import BlockKind, Dated, Furniture


@dataclass(slots=True)
class Page:
    """The parts of one page, texts as they stood there.

    `blocks` are in page order and hold the title, kicker and deck too when the page shows them.
    `language` is what the page declares (ISO 639-1) or `None`.
    """

    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    title: str | None = None
    kicker: str | None = None
    deck: str | None = None
    byline: list[str] = field(default_factory=list)
    published: Dated | None = None
    modified: Dated | None = None
    url: str | None = None
    site: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    credit: str | None = None
    language: str | None = None
