"""Text as the program keeps it: NFC, one kind of space, nothing invisible; quotation marks stay as they were printed."""

from __future__ import annotations

import re
import unicodedata

#: soft hyphen, zero-width signs, byte-order marks, direction marks: they show nothing and break offsets
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_BLANK = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """One line of text: NFC, invisible signs out, every run of white space (no-break too) one space, ends stripped.

    >>> cleaned("  le\u00a0cessez-le-\u00adfeu ")
    'le cessez-le-feu'
    """
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()


def lines_of(text: str) -> list[str]:
    """The lines of a text, each cleaned; blank lines are empty strings."""
    return [cleaned(line) for line in text.splitlines()]


def same(text: str) -> str:
    """What two printings of one line share: letters and figures, lower case.

    >>> same("Talks resume – at last!") == same("talks resume, at last")
    True
    """
    return " ".join(re.findall(r"\w+", text.lower()))
