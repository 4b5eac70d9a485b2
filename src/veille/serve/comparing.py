"""Two versions of a text, compared word by word within the paragraphs that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of either text: in both, in the old one only, or in the new one only."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of both texts. `change` is "same", "gone", "new", or "edited"."""

    change: Literal["same", "gone", "new", "edited"]
    pieces: tuple[Piece, ...]


def compared(old: str, new: str) -> list[Paragraph]:
    """The paragraphs of both texts in order. What is "same" and "gone" makes up the old text, "same" and "new" the new one."""
    one, other = old.split("\n\n"), new.split("\n\n")
    found: list[Paragraph] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph("same", (Piece("same", said),)) for said in one[a:b]]
        else:
            found += _edited(one[a:b], other[c:d])
    return found


def _edited(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that differ, each old one beside the new one that is most like it, in order."""
    rest = list(new)
    for said in old:
        ratios = [SequenceMatcher(None, _words(said), _words(other), autojunk=False).ratio() for other in rest]
        best = max(range(len(rest)), key=lambda n: (ratios[n], -n), default=None)
        if best is None or ratios[best] < 0.4:
            yield Paragraph("gone", (Piece("gone", said),))
            continue
        yield from (Paragraph("new", (Piece("new", other),)) for other in rest[:best])
        yield Paragraph("edited", tuple(_pieces(said, rest[best])))
        rest = rest[best + 1 :]
    yield from (Paragraph("new", (Piece("new", other),)) for other in rest)


def _words(text: str) -> list[str]:
    """Words and marks, each with the white space before it."""
    return _WORD.findall(text)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """The words of two paragraphs.

    >>> [(p.change, p.text) for p in _pieces("at least 6 dead", "seven dead")]
    [('gone', 'at least 6'), ('new', 'seven'), ('same', ' dead')]
    """
    one, other = _words(old), _words(new)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = "".join(one[a:b]), "".join(other[c:d])
        if tag == "equal":
            yield Piece("same", gone)
            continue
        if gone:
            yield Piece("gone", gone)
        if come:
            yield Piece("new", come)
