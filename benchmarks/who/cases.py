"""The hand-written case tables of `benchmarks/cases`, filled and split.

A frame is a sentence with marked stretches and fillers. All fillings of a frame fall on one side of the split, by a hash of the
frame: what is set aside was never seen in any filling.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"
#: how often a frame with fillers is filled
FILLINGS = 4
#: how often a frame with persons is cast
CASTINGS = 6
_MARK = re.compile(r"\[|\]")
_SLOT = re.compile(r"\{(\w)\.(\w)\}")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: `label` is what stands before its words; `start`/`end` are code points of the text, half-open."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its marks; `aside` cases are scored once and never looked at. `story` names the article's country."""

    text: str
    marks: tuple[Mark, ...]
    aside: bool
    story: str = ""


def is_aside(frame: str) -> bool:
    """Whether a frame belongs to the third that is set aside.

    >>> is_aside("a"), is_aside("b"), is_aside("e")
    (False, False, False)
    """
    return int(hashlib.sha256(frame.encode()).hexdigest(), 16) % 3 == 0


def load_cases(annotator: str, language: str) -> list[Case]:
    """All cases of one annotator ("places", "actors", "attribution") and language, in the order of the file."""
    lines = [line.rstrip("\n") for line in (CASES / f"{annotator}.{language}.txt").open(encoding="utf-8")]
    lines = [line for line in lines if line and not line.startswith("#")]
    read = {"places": _places, "actors": _actors, "attribution": _attributions}[annotator]
    return list(read(lines))


def marked(said: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text of a marked one, and its marks, inner ones first.

    >>> marked("[S He] [C said] so")
    ('He said so', (Mark(label='S', start=0, end=2), Mark(label='C', start=3, end=7)))
    """
    out, marks, open_marks, at = "", [], [], 0
    for found in _MARK.finditer(said):
        out += said[at : found.start()]
        at = found.end()
        if found.group() == "[":
            label = re.match(r"\S+?(?=\]|\s)", said[at:])
            assert label, said
            open_marks.append((label.group(), len(out)))
            at += len(label.group()) + 1
        else:
            label_said, start = open_marks.pop()
            marks.append(Mark(label_said, start, len(out)))
    assert not open_marks, said
    return out + said[at:], tuple(marks)


def _capitalised(text: str) -> str:
    """Each sentence with a capital first letter, quotation marks passed over."""
    return re.sub(r"(^\W*|[.?!]\s+[«“\"]?\s?|: [“\"«]\s?)([a-zà-ÿ])", lambda m: m[1] + m[2].upper(), text)


def _elided(said: str) -> str:
    """French "que" before a vowel, over an opening mark."""
    return re.sub(r"\bque ((?:\[\w+ )*)(?=[aeiouàâéèê])", r"qu'\1", said)


def _fillers(lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    tables = {line[1]: line[3:].split(" | ") for line in lines if line[0] == "%" and " | " in line}
    return tables, [line for line in lines if not (line[0] == "%" and " | " in line)]


def _attributions(lines: list[str]) -> Iterator[Case]:
    tables, frames = _fillers(lines)
    for number, frame in enumerate(frames):
        for turn in range(FILLINGS if "%" in frame else 1):
            taken = dict.fromkeys(tables, number * 5 + turn * 3)
            said = frame
            while found := re.search(r"%([a-z])", said):
                rows = tables[found[1]]
                said = said[: found.start()] + rows[taken[found[1]] % len(rows)] + said[found.end() :]
                taken[found[1]] += 1
            text, marks = marked(_elided(said))
            yield Case(_capitalised(text), marks, is_aside(frame))


def _places(lines: list[str]) -> Iterator[Case]:
    tables, rest = _fillers(lines)
    frames = [line for line in rest if "%p" in line or "%q" in line]
    for key, rows in sorted(tables.items()):
        own = [frame for frame in frames if f"%{key}" in frame]
        for number, row in enumerate(rows):
            place, story = row.split("@")
            for frame in islice(cycle(own), number, number + 2):
                yield _placed(frame, key, place.strip(), story.strip(), is_aside(place))
    for line in rest:
        if line not in frames:
            text, marks = _equated(line)
            yield Case(text, marks, is_aside(line))


def _placed(frame: str, key: str, place: str, story: str, aside: bool) -> Case:
    name, value = place.split("=")
    article = re.match(r"(?:[Ll]es? |[Ll]a |[Ll]'|the )(?=\S)", name) if key == "q" else None
    bare = name[article.end() :] if article else name
    said = frame.replace(f"%{key}", f"{article[0] if article else ''}[{bare}={value}]").replace("%x", f"[?{story}]")
    text, marks = _equated(said)
    return Case(text, marks, aside, story)


def _equated(said: str) -> tuple[str, tuple[Mark, ...]]:
    """A text with marks "[name=value]" and "[?name]": the label is the value, or "?"."""
    turned = re.sub(r"\[\?([^\]]+)\]", r"[? \1]", said)
    turned = re.sub(r"\[([^\]=?][^\]=]*)=([^\]]+)\]", r"[\2 \1]", turned)
    return marked(turned)


def _actors(lines: list[str]) -> Iterator[Case]:
    people: dict[str, list[list[str]]] = {"M": [], "F": []}
    for line in lines:
        if line[0] == "%":
            people[line[1]].append([part.strip() for part in line[3:].split("|")])
    frames = [line for line in lines if line[0] != "%"]
    for number, frame in enumerate(frames):
        for turn in range(CASTINGS if "{" in frame else 1):
            at = number + 2 * turn
            cast = {
                "M": people["M"][at % 8], "N": people["M"][(at + 3) % 8],
                "F": people["F"][(at + turn) % 8], "G": people["F"][(at + turn + 3) % 8],
            }  # fmt: skip
            said = _SLOT.sub(lambda m, cast=cast: cast[m[1]]["tflc".index(m[2])], frame)
            text, marks = marked(said)
            yield Case(text[0].upper() + text[1:], marks, is_aside(frame))
