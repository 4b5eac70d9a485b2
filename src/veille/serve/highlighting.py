"""An article's text cut where marks begin and end, so that every slot of every mention can be shown in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from veille.model import Article, Block, Mention
from veille.values import Span

Sort = Literal["trigger", "slot", "cue", "evidence", ""]
#: what a stretch is shown as when it is several things at once
_STRONGEST: tuple[Sort, ...] = ("trigger", "slot", "cue", "evidence")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of text is to a mention: its trigger, the slot that it fills, the cue of who says so, its sentence."""

    mention: str
    sort: Sort
    slot: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with all its marks; `sort` is the strongest. `begins` are mentions whose trigger begins here."""

    text: str
    start: int
    sort: Sort
    marks: tuple[Mark, ...]
    begins: tuple[str, ...]

    @property
    def mentions(self) -> tuple[str, ...]:
        """The mentions that the piece tells something of."""
        return tuple(dict.fromkeys(mark.mention for mark in self.marks))


def marks_of(mention: Mention) -> list[Mark]:
    """The marks of a mention; a value that stands for the whole sentence has none of its own."""
    found = [Mark(mention.id, "evidence", "", mention.evidence), Mark(mention.id, "trigger", "", mention.trigger)]
    if mention.attribution and mention.attribution.cue.said:
        found.append(Mark(mention.id, "cue", "", mention.attribution.cue))
        source = mention.attribution.source.span if mention.attribution.source else mention.attribution.source_span
        found += [Mark(mention.id, "cue", "", source)] if source and source != mention.attribution.cue else []
    for slot, values in mention.slots.items():
        for value in values:
            span = value if isinstance(value, Span) else value.span
            if span != mention.evidence:
                found.append(Mark(mention.id, "slot", slot, span))
    return found


def stretches(article: Article, block: Block, mentions: Iterable[Mention]) -> list[Stretch]:
    """The text of a block in pieces, in order: put together they are the block's text."""
    marks = [mark for mention in mentions for mark in marks_of(mention) if _within(mark.span, block)]
    ends = {bound for mark in marks for bound in (mark.span.start, mark.span.end)}
    cuts = sorted({block.start, block.end, *(end for end in ends if block.start < end < block.end)})
    return [_stretch(article.text, start, end, marks) for start, end in pairwise(cuts)]


def _within(span: Span, block: Block) -> bool:
    return span.start < block.end and block.start < span.end


def _stretch(text: str, start: int, end: int, marks: Sequence[Mark]) -> Stretch:
    own = tuple(mark for mark in marks if mark.span.start <= start and end <= mark.span.end)
    sort: Sort = next((sort for sort in _STRONGEST if any(mark.sort == sort for mark in own)), "")
    begins = tuple(mark.mention for mark in own if mark.sort == "trigger" and mark.span.start == start)
    return Stretch(text[start:end], start, sort, own, tuple(dict.fromkeys(begins)))
