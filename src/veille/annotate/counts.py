"""How many of what: "51 drones", "plus de 200 blessés", "une vingtaine de soldats tués"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from veille.annotate.numerals import Numeral, find_numerals
from veille.lang.pack import Pack
from veille.values import Count, Span

_NEXT = re.compile(r"\s*([^\W\d_]+(?:-[^\W\d_]+)*['’]?|%)")
_HOUR = re.compile(r" ?((?:[ap]\.m|[^\W\d_]+(?:'[^\W\d_]+)?))(?!\w)")
#: how far behind the number its noun may stand, in words
_REACH = 4
#: nouns that people are counted by; a participle behind them gives the casualty
_PERSONS = frozenset({"person", "soldier", "captive"})
_CASUALTIES = frozenset({"killed", "wounded", "displaced", "missing"})


@dataclass(frozen=True, slots=True)
class CountWords:
    """A pack's units and small words."""

    units: Mapping[str, str]
    participles: Mapping[str, str]
    function: frozenset[str]
    links: frozenset[str]
    never_after: frozenset[str]
    percent: tuple[str, ...]
    clock: tuple[str, ...]


@lru_cache(maxsize=8)
def load_count_words(pack: Pack) -> CountWords:
    """The units of a pack."""
    data = pack["numbers"]
    return CountWords(
        {word: unit for unit, words in data["units"].items() for word in words},
        {word: unit for unit, words in data["participles"].items() for word in words},
        frozenset(data["never"]["function"]),
        frozenset(data["digits"]["links"]),
        frozenset(data["never"]["after"]),
        tuple(data["percent"]["words"]),
        tuple(data["clock"]["words"]),
    )


def find_counts(
    text: str, pack: Pack, *, exclude: Sequence[Span] = (), befell: Callable[[Span], str | None] | None = None
) -> list[Count]:
    """Counts of `text` in reading order: bounds, counted noun and unit. Offsets in code points, half-open.

    Numbers inside `exclude` (times, sums) count nothing, nor do ordinals, hours, a bare "un", or the number of a resolution.
    `befell(span)` is the casualty that the syntax gives to the noun (or number) there: seven people that a strike killed are "killed".
    """
    words = load_count_words(pack)
    found: list[Count] = []
    for numeral in find_numerals(text, pack):
        taken = any(s.start < numeral.end and numeral.figure < s.end for s in exclude)
        inside = bool(found) and numeral.start < found[-1].span.end  # the "cent" of "25 pour cent"
        if taken or inside or _labels(text, numeral, words):
            continue
        count = _count(text, numeral, words, befell)
        if count is not None:
            found.append(_suffered(text, numeral, count, befell) if befell else count)
    return found


def _suffered(text: str, numeral: Numeral, count: Count, befell: Callable[[Span], str | None]) -> Count:
    """The count with the casualty that its verb tells, where it counts people or nothing named."""
    if count.unit is not None and count.unit not in _PERSONS:
        return count
    unit = befell(count.noun or Span.of(text, numeral.figure, numeral.end))
    return replace(count, unit=unit) if unit else count


def _labels(text: str, numeral: Numeral, words: CountWords) -> bool:
    """Whether the number names something ("resolution 1701", "48-hour") instead of counting."""
    if text[numeral.end : numeral.end + 1] == "-":
        return True
    behind = _HOUR.match(text, numeral.end)
    if behind and behind.group(1).lower() in words.clock:
        return True
    before = re.search(r"(?:([^\W\d_]+) )?([^\W\d_]+°?)\.?\s*$", text[max(0, numeral.start - 30) : numeral.start])
    said = [part.lower() for part in before.groups() if part] if before else []
    return bool(said) and (said[-1] in words.never_after or " ".join(said) in words.never_after)


def _count(text: str, numeral: Numeral, words: CountWords, befell: Callable[[Span], str | None] | None) -> Count | None:
    percent = next((p for p in words.percent if text[numeral.end :].lstrip(" ").lower().startswith(p)), None)
    if percent:
        end = text.index(percent[0], numeral.end) + len(percent)
        return _made(text, numeral, end, "percent", None)
    noun = _noun(text, numeral.end, words)
    if noun is None:
        return None if numeral.article or numeral.modifier == "vague" else _made(text, numeral, numeral.end, None, None)
    span, unit, end = noun
    told = numeral.article and befell is not None and unit in _PERSONS and befell(span)
    if (
        numeral.article
        and not told
        and (unit not in _CASUALTIES and text[numeral.figure : numeral.end].lower() in ("un", "une"))
    ):
        return None
    return _made(text, numeral, end, unit, span)


def _noun(text: str, start: int, words: CountWords) -> tuple[Span, str | None, int] | None:
    """The counted noun behind a number: a word with a unit within reach, else the next word; and where the count ends."""
    first: Span | None = None
    for span in _following(text, start, words):
        unit = unit_of(span.said, words)
        if unit is None:
            first = first or span
            continue
        compound = _compound(text, span, unit, words)
        if compound:
            return compound
        if unit in _PERSONS:
            told = _participle(text, span.end, words)
            if told:
                return span, told[0], told[1]
        return span, unit, span.end
    return (first, None, first.end) if first else None


def _compound(text: str, span: Span, unit: str, words: CountWords) -> tuple[Span, str, int] | None:
    """The head of a compound whose first word has a unit too: "51 attack drones" are drones."""
    match = _NEXT.match(text, span.end)
    said = match.group(1) if match else ""
    other = unit_of(said, words) if said.lower() not in words.participles else None
    if match is None or other is None or other == unit or unit in _PERSONS or unit in _CASUALTIES:
        return None
    return Span.of(text, match.start(1), match.end(1)), other, match.end(1)


def _following(text: str, start: int, words: CountWords) -> Iterator[Span]:
    at, linked = start, False
    for _ in range(_REACH):
        match = _NEXT.match(text, at)
        if match is None:
            return
        said = match.group(1)
        if said.lower().replace("’", "'") in words.links and not linked:
            at, linked = match.end(), True
            continue
        if said.lower().replace("’", "'") in words.function:
            return
        linked = True
        yield Span.of(text, match.start(1), match.end(1))
        at = match.end()


def unit_of(word: str, words: CountWords) -> str | None:
    """The unit a noun belongs to, singular or plural."""
    lower = word.lower()
    forms = (
        lower,
        lower[:-1] if lower.endswith(("s", "x")) else lower,
        lower[:-2] if lower.endswith("es") else lower,
        lower[:-3] + "y" if lower.endswith("ies") else lower,
    )
    return next((words.units[form] for form in forms if form in words.units), None)


def _participle(text: str, start: int, words: CountWords) -> tuple[str, int] | None:
    for span in _following(text, start, words):
        if span.said.lower() in words.participles:
            return words.participles[span.said.lower()], span.end
    return None


def _made(text: str, numeral: Numeral, end: int, unit: str | None, noun: Span | None) -> Count:
    span = Span.of(text, numeral.start, end)
    low, high = _whole(numeral.low, ROUND_FLOOR), _whole(numeral.high, ROUND_CEILING)
    return Count(span, low, high, unit, numeral.modifier, noun)


def _whole(value: Decimal | None, rounding: str) -> int | None:
    """A bound as a whole number; 38.5 percent lies between 38 and 39."""
    return None if value is None else int(value.to_integral_value(rounding))
