"""Letters: alerts that are to be sent, and were, each to one target. `Store.outbox` keeps them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """An alert to one target. `doc` is what it says, as JSON, settled when it was made: a further try says the same.

    `digest` goes out with all others of its rule, target and `due_at`. `next_at` is when it may be tried. Times are as the record writes them.
    """

    id: str
    rule: str
    event: str
    occasion: str
    target: str
    digest: bool
    made_at: str
    due_at: str
    next_at: str
    doc: str
    tries: int = 0
    sent_at: str | None = None
    failed_at: str | None = None
    error: str = ""


#: rule, occasion and sentence by which it was told
Mark = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is to be told at once or not at all: its letters, and the sentences by which it counts as told."""

    letters: Sequence[Letter]
    marks: Collection[Mark] = ()


class Outbox(Protocol):
    """The outbox of a record; `Store.outbox` has it."""

    def told(self, rule: str, occasion: str, anchors: Collection[str]) -> bool:
        """Whether the rule's occasion was told by one of these sentences."""
        ...

    def put(self, occasions: Sequence[Occasion]) -> Sequence[int]:
        """Keep the letters of occasions, all or nothing, and for each how many are new: none of what another pass told meanwhile."""
        ...

    def waiting(self, at: str) -> Sequence[Letter]:
        """What may be tried at a time, in the order in which it was made."""
        ...

    def claim(self, ids: Collection[str], at: str, until: str) -> bool:
        """Keep these from all others until a time, and count the try. False when another holds one of them, or sent it."""
        ...

    def sent(self, ids: Collection[str], at: str, note: str = "") -> None:
        """Note that these were taken, and what the target said of it."""
        ...

    def refused(self, ids: Collection[str], error: str, next_at: str, failed_at: str | None) -> None:
        """Note that these were not taken: when to try again, or since when no more."""
        ...

    def log(self, *, target: str | None = None, limit: int = 100) -> Sequence[Letter]:
        """The last letters made, the newest first, of a target when given."""
        ...
