"""What a record holds: articles as filed, what joins their mentions, and what analysts say of them.

Everything here is a value. Filed articles and judgements are kept; origins, stories and events are views that can be rebuilt from them
at any time, in any order, with the same ids. Times are ISO 8601 in UTC with seconds ("2025-08-06T09:30:00Z"), days are "2025-08-06".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from veille.model import Article, Mention

Action = Literal["confirm", "reject", "correct", "create", "split", "join", "undo"]
#: what an event's voice does: says it, backs it, contradicts it
Voice = Literal["claim", "confirm", "deny", "report", "outlet"]


@dataclass(frozen=True, slots=True)
class Filed:
    """An article in the record. `page` is what its versions share: the canonical address, else site and title.

    `version` counts from 1 in the order of modified, published, then read time. `rules` is the version of the rules that read it.
    `withdrawn_at` is when its page was found gone; a newer version of the page supersedes it.
    """

    article: Article
    mentions: tuple[Mention, ...]
    page: str
    snapshot: str
    source: str
    read_at: str
    rules: str
    version: int = 1
    superseded: bool = False
    withdrawn_at: str | None = None

    @property
    def known_on(self) -> str:
        """The day from which the record may use it: published (or modified, for a later version), else the day it was read.

        A month alone is no day: the record knew the article when it was read, not before.
        """
        stamp = self.article.modified if self.version > 1 and self.article.modified else self.article.published
        said = stamp.value[:10] if stamp else ""
        return said if _is_day(said) else self.read_at[:10]


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason for or against a join: `value` in [-1, 1], `weight` from the versioned table, `said` for people."""

    name: str
    value: float
    weight: float
    said: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Why two mentions are held to be one event. `left` < `right` are mention ids; `by` is "rule" or the judgement's id."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...] = ()
    by: str = "rule"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value given for a slot of an event, with the mentions and origins that give it. `value` is normalised, `said` the wording."""

    slot: str
    value: str
    said: str
    mentions: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one slot that cannot all be true, side by side."""

    slot: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what of an event: `source` is an entity's id or `None` for the outlet's own voice."""

    voice: Voice
    source: str | None
    name: str
    mention: str
    origin: str
    day: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a lifecycle: `state` from `day` on, by a mention, or by time alone (`mention` None)."""

    day: str
    state: str
    mention: str | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """The record's entry for what several mentions tell: a view over them.

    `id` is a hash of its first mention (by day known, then id). `slots` holds the figures of each slot, most origins first.
    `part_of` and `parts` are ids of events that a total and its shares link. `day` is when it happened, `None` when nobody says.
    `follows` are mentions of other events that bear on its lifecycle; `due` is the step that time alone will make.
    `repeats` is the event of which it announces the same again. `state` is the last step's.
    `review` says why an analyst should look: "conflict", "low confidence", "evidence changed" ...
    """

    id: str
    kind: str
    summary: str
    mentions: tuple[str, ...]
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    story: str | None
    first_known: str
    last_known: str
    day: str | None = None
    day_precision: str | None = None
    status: str = "happened"
    slots: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    statements: tuple[Statement, ...] = ()
    steps: tuple[Step, ...] = ()
    part_of: str | None = None
    parts: tuple[str, ...] = ()
    repeats: str | None = None
    confidence: float = 0.5
    judged: str | None = None
    review: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    due: Step | None = None

    @property
    def is_denied(self) -> bool:
        """Whether somebody denies what others tell."""
        voices = {s.voice for s in self.statements}
        return "deny" in voices and len(voices) > 1

    @property
    def state(self) -> str | None:
        """Where its lifecycle stands by its mentions, `None` for a kind without one. `state_on` counts time in."""
        return self.steps[-1].state if self.steps else None

    def state_on(self, day: str) -> str | None:
        """Where its lifecycle stands on a day: the last step by then, time's own included."""
        steps = [s for s in (*self.steps, *([self.due] if self.due else [])) if s.day <= day]
        return steps[-1].state if steps else None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one matter. `id` is a hash of its first article (by day known, then id); `title` that article's."""

    id: str
    title: str
    articles: tuple[str, ...]
    first_known: str
    last_known: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judgement holds, so that it outlives the mention's id: page, kind, evidence sentence, trigger word."""

    mention: str
    page: str
    kind: str
    evidence: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an analyst says of mentions or of the event that they make up. Append-only: an undo is a judgement too.

    `correction` maps slot names (or "kind", "status", "attribution") to JSON values. "create" adds a mention where its one anchor says; the
    correction fills it. `undoes` is the id of the judgement taken back.
    """

    id: str
    at: str
    by: str
    action: Action
    anchors: tuple[Anchor, ...]
    correction: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Views:
    """The rebuildable part of a record: article id -> origin, stories, events."""

    origins: Mapping[str, str]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
