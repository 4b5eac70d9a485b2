"""What an analyst writes over a mention, applied: values in JSON, with the words of the article that say them.

A value names its words (`said`, and `nth` where the sentence has them several times), never offsets: so it is found again when newer rules
read the page otherwise. One without words is the analyst's own, and stands for the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from veille.model import Attribution, Mention, Value
from veille.ontology import SLOT_TYPES
from veille.values import Count, Entity, Money, Period, Place, Span

Row = Mapping[str, Any]


def corrected(mention: Mention, correction: Mapping[str, object], text: str = "") -> Mention:
    """The mention with what a correction sets. `text` is the article's, in which words beyond the sentence are looked for."""
    slots = dict(mention.slots)
    for name, said in correction.items():
        if name == "kind":
            mention = replace(mention, kind=str(said))
        elif name == "status":
            mention = replace(mention, status=str(said))  # type: ignore[arg-type]
        elif name == "attribution":
            mention = replace(mention, attribution=_attribution(said, mention.evidence, text))
        elif name in SLOT_TYPES:
            values = said if isinstance(said, (list, tuple)) else [said]
            given = [v for v in values if v is not None]
            slots[name] = tuple(valued(SLOT_TYPES[name], v, mention.evidence, text) for v in given)
    return replace(mention, slots=slots)


def words_in(words: str, nth: int, sentence: Span, text: str = "") -> Span | None:
    """Where words stand: the `nth` time (from 1) in the sentence, else nearest to it in the text; `None` when nowhere.

    White space counts as one, however it is written.

    >>> words_in("31 people", 1, Span(10, 31, "killing 31  people in"))
    Span(start=18, end=28, said='31  people')
    """
    found = _all(words, sentence.said)
    if found:
        start, end = found[min(nth, len(found)) - 1]
        return Span(sentence.start + start, sentence.start + end, sentence.said[start:end])
    start, end = min(_all(words, text), key=lambda at: abs(at[0] - sentence.start), default=(0, 0))
    return Span.of(text, start, end) if end else None


def _all(words: str, text: str) -> list[tuple[int, int]]:
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    bare = r"\s+".join(parts)
    found = [m.span() for m in re.finditer(rf"(?<!\w){bare}(?!\w)", text)]
    return found or [m.span() for m in re.finditer(bare, text)]


def valued(sort: str, said: Any, sentence: Span, text: str = "") -> Value:
    """A value of a slot's sort, from JSON as `veille read --json` has it, with the span of its words; else of the sentence."""
    row: Row = said if isinstance(said, dict) else {"value": said, "name": said, "id": said}
    span = words_in(str(row.get("said") or ""), int(row.get("nth", 1)), sentence, text) or sentence
    if sort == "money":
        high = row.get("high")
        high = None if high is None else Decimal(str(high))
        return Money(span, Decimal(str(row["value"])), str(row["currency"]), high, row.get("modifier"))
    if sort == "count":
        return _count(row, span)
    if sort == "period":
        return _period(row, span)
    if sort == "place":
        names = ("country", "geonames", "lat", "lon", "precision")
        return Place(span, str(row["name"]), **{name: row.get(name) for name in names})
    if sort == "entity":
        return _entity(row, span)
    return _text(row, span, sentence, text)


def _count(row: Row, span: Span) -> Count:
    low, high = row.get("low", row.get("value")), row.get("high", row.get("value"))
    bounds = (None if low is None else int(low), None if high is None else int(high))
    return Count(span, *bounds, row.get("unit"), row.get("modifier"))


def _period(row: Row, span: Span) -> Period:
    value = row.get("value")
    rest = {name: row.get(name) for name in ("duration", "bound")}
    precision, anchor = row.get("precision", "day"), row.get("anchor", "analyst")
    return Period(
        span, None if value is None else str(value), row.get("type", "DATE"), precision=precision, anchor=anchor, **rest
    )


def _entity(row: Row, span: Span) -> Entity:
    name, country = str(row.get("name", row["id"])), row.get("country")
    kind = row.get("kind", "state" if country else "organisation")
    return Entity(span, str(row["id"]), name, country, row.get("role"), kind, row.get("organisation"))


def _text(row: Row, span: Span, sentence: Span, text: str) -> Span:
    """The words themselves; those that stand nowhere are the analyst's own and are put at the sentence's head."""
    if span is not sentence:
        return span
    words = str(row.get("value") or row.get("said") or "")
    return words_in(words, 1, sentence, text) or Span(sentence.start, sentence.start + len(words), words)


def _attribution(said: object, sentence: Span, text: str) -> Attribution | None:
    """Whose word it is, from `{"stance": ..., "source": entity | None, "said": words}`; `None` for the outlet's own."""
    if not isinstance(said, Mapping):
        return None
    cue = words_in(str(said.get("said") or ""), int(said.get("nth", 1)), sentence, text) or Span(
        sentence.start, sentence.start, ""
    )
    source = said.get("source")
    named = valued("entity", source, sentence, text) if isinstance(source, Mapping) else None
    assert named is None or isinstance(named, Entity)
    return Attribution(cue, said["stance"], named, None if named else cue)


# -- as JSON ------------------------------------------------------------------------


def kept(value: Value, sentence: Span) -> dict[str, object]:
    """A value as a correction keeps it: what it says, and its words unless it stands for the whole sentence.

    >>> kept(Count(Span(10, 12, "31"), 31, 31, "killed"), Span(0, 20, "They counted 31 dead"[:20]))
    {'low': 31, 'high': 31, 'unit': 'killed', 'said': '31'}
    """
    span = value if isinstance(value, Span) else value.span
    row = _fields(value)
    if span == sentence:
        return row
    within = [at for at in _all(span.said, sentence.said) if sentence.start + at[0] <= span.start]
    again = {"nth": len(within)} if len(within) > 1 else {}
    return {**row, "said": " ".join(span.said.split()), **again}


def _fields(value: Value) -> dict[str, object]:
    row: dict[str, object]
    if isinstance(value, Span):
        return {"value": " ".join(value.said.split())}
    if isinstance(value, Money):
        high = None if value.high is None else str(value.high)
        row = {"value": str(value.value), "currency": value.currency, "high": high, "modifier": value.modifier}
    elif isinstance(value, Count):
        row = {"low": value.low, "high": value.high, "unit": value.unit, "modifier": value.modifier}
        return {name: said for name, said in row.items() if said is not None or name in ("low", "high")}
    elif isinstance(value, Period):
        row = {name: getattr(value, name) for name in ("value", "type", "duration", "precision", "anchor", "bound")}
    elif isinstance(value, Place):
        row = {name: getattr(value, name) for name in ("name", "country", "geonames", "lat", "lon", "precision")}
    else:
        row = {name: getattr(value, name) for name in ("id", "name", "country", "role", "kind", "organisation")}
    return {name: said for name, said in row.items() if said is not None}


def kept_all(values: Sequence[Value], sentence: Span) -> list[dict[str, object]]:
    """Values as a correction keeps them."""
    return [kept(value, sentence) for value in values]
