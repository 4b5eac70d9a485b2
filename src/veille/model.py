"""What flows through the program: frozen, slotted values from page to mention.

Offsets count Unicode code points of `Article.text`, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from veille.values import Count, Entity, Money, Period, Place, Span

BlockKind = Literal["title", "deck", "kicker", "heading", "paragraph", "quote", "list", "caption"]
Status = Literal["happened", "ongoing", "future", "hypothetical", "negated"]
Stance = Literal["claim", "confirm", "deny", "report"]
Value = Span | Count | Money | Period | Place | Entity


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes of a page as they were acquired. `sha256` is the hex digest of `content`."""

    source: str
    content: bytes
    sha256: str
    url: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article: `text[start:end]` without its surrounding white space."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the page holds beside the article, kept aside.

    `kind` is "menu", "share", "comments", "related", "cookie", "copyright", "newsletter", "paywall", "duplicate", "navigation", "other".
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the page: `value` ISO 8601 (date, or date and time with offset), `precision` "day", "minute", "month" ...

    `source` says where it stood: "json-ld", "meta", "url", "text", "dateline", "option".
    """

    value: str
    precision: str
    source: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page that was read. `text` is NFC: the blocks joined by a blank line, in page order.

    `id` is a hash of url or site, title and text. `language` is ISO 639-1.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    language: str
    title: str | None = None
    kicker: str | None = None
    deck: str | None = None
    byline: tuple[str, ...] = ()
    published: Dated | None = None
    modified: Dated | None = None
    url: str | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    credit: str | None = None
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose word it is. `source` is an entity, or `None` where only a vague source is named ("selon des témoins": `source_span` holds it).

    `content` is the stretch of text that is attributed; `direct` is true for quoted speech.
    """

    cue: Span
    stance: Stance
    source: Entity | None = None
    source_span: Span | None = None
    content: Span | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Plover:
    """PLOVER 2021: `type` (THREATEN ...) or `None`, `mode`, `contexts`."""

    type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One article's statement that something happened, is wanted, was said: immutable, with its evidence.

    `slots` maps a slot's name ("actor", "recipient", "time", "place", the kind's own) to its values in reading order.
    `attribution` is `None` where the outlet speaks in its own voice. `rule` names the rule that fired.
    """

    id: str
    kind: str
    plover: Plover
    trigger: Span
    evidence: Span
    status: Status
    slots: Mapping[str, tuple[Value, ...]]
    summary: str = ""
    historical: bool = False
    attribution: Attribution | None = None
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the annotators found in an article, each list in reading order."""

    times: tuple[Period, ...] = ()
    amounts: tuple[Money, ...] = ()
    counts: tuple[Count, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A sentence whose trigger fired and that no rule could fill."""

    kind: str
    trigger: Span
    sentence: Span
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article gave."""

    article: Article
    mentions: tuple[Mention, ...]
    annotations: Annotations = field(default_factory=Annotations)
    unfilled: tuple[Unfilled, ...] = ()
