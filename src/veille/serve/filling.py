"""What a form says of a mention, slot by slot: the words of the article, and what they mean where the words alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from veille.errors import JudgementError
from veille.model import Attribution, Mention, Value
from veille.ontology import SLOT_TYPES
from veille.reconcile.corrected import kept, words_in
from veille.serve.asked import place_of
from veille.serve.judging import valued_as
from veille.serve.told import country_name, one_line
from veille.values import Count, Entity, Money, Period, Place, Span
from veille.world.places import load_towns

_NUMBER = re.compile(r"\d+(?:[\s.,\u00a0\u202f]\d{3})*(?!\d)")
#: sorts of values that words alone tell well enough
_TOLD_BY_WORDS = ("entity", "place", "text")


@dataclass(frozen=True, slots=True)
class Fill:
    """A row of a form: a slot, the words that fill it, the value they stand for. Either may be empty."""

    slot: str
    words: str
    value: str = ""


def fills_of(mention: Mention) -> list[Fill]:
    """A mention's values as a form shows them."""
    return [
        Fill(slot, "" if _span(value) == mention.evidence else one_line(_span(value).said), written(value))
        for slot, values in mention.slots.items()
        for value in values
    ]


def written(value: Value) -> str:
    """A value as it is written in a form; nothing for what its words say.

    >>> written(Count(Span(0, 2, "31"), 30, 35)), written(Span(0, 4, "oil!"))
    ('30..35', '')
    """
    if isinstance(value, Count):
        low, high = value.low, value.high
        return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    if isinstance(value, Money):
        return f"{value.value:f} {value.currency}"
    if isinstance(value, Period):
        return value.value or ""
    return one_line(value.name) if isinstance(value, (Entity, Place)) else ""


def _span(value: Value) -> Span:
    return value if isinstance(value, Span) else value.span


def changed(mention: Mention, rows: Sequence[Fill], text: str) -> dict[str, object]:
    """The slots that the rows fill otherwise than the mention has them, as a correction keeps them. Raises JudgementError.

    `text` is the article's. A value that is as it was is kept whole, with all that is known of it.
    """
    before = fills_of(mention)
    values = [value for slot in mention.slots.values() for value in slot]
    as_before = {fill: kept(value, mention.evidence) for fill, value in zip(before, values, strict=True)}
    found: dict[str, object] = {}
    for slot in dict.fromkeys(row.slot for row in (*before, *rows)):
        mine = [row for row in rows if row.slot == slot and (row.words or row.value)]
        if mine != [row for row in before if row.slot == slot]:
            found[slot] = [as_before.get(row) or filled(row, mention.evidence, text) for row in mine]
    return found


def filled(row: Fill, evidence: Span, text: str) -> dict[str, object]:
    """The value of a row, as a correction keeps it. Raises JudgementError for words that the article does not have, and for no value."""
    if row.slot not in SLOT_TYPES:
        raise JudgementError(row.slot, "no slot", f"one of {', '.join(SLOT_TYPES)}")
    words = one_line(row.words)
    if words and words_in(words, 1, evidence, text) is None:
        raise JudgementError(words, "these words do not stand in the article", "select them in its text")
    sort = SLOT_TYPES[row.slot]
    value = row.value.strip() or _told(sort, words)
    if not value:
        raise JudgementError(f"{row.slot}: {words}", "what is its value?", _HOW.get(sort, "write it"))
    own = _place(value) if sort == "place" else valued_as(row.slot, sort, value)
    return {**own, "said": words} if words else own


_HOW: Mapping[str, str] = {
    "count": "write 31, 30..35 or 200..",
    "money": "write 500000000 EUR",
    "period": "write 2025-08-08, 2025-08 or an interval with /",
}


def _told(sort: str, words: str) -> str:
    """The value that words tell by themselves: names and texts do, and a number in figures."""
    if sort in _TOLD_BY_WORDS:
        return words
    numbers = _NUMBER.findall(words) if sort == "count" else []
    return re.sub(r"\D", "", numbers[0]) if len(numbers) == 1 else ""


def _place(said: str) -> dict[str, object]:
    """A country, or the one town of that name ("Kyiv", or "Tripoli, LBY" where there are several); else the name alone."""
    code = place_of(said)
    if country_name(code):
        return {"name": country_name(code), "country": code, "precision": "country"}
    name, _, country = (part.strip() for part in said.partition(","))
    towns = load_towns()
    found = towns.named(name) or towns.spelled(name)
    if country:
        found = tuple(town for town in found if town.country == place_of(country))
    if len(found) != 1:
        return {"name": name if country and found else said}
    town = found[0]
    own = {"country": town.country, "geonames": town.geonames, "lat": town.lat, "lon": town.lon}
    return {"name": name, **own, "precision": "city"}


# -- whose word ---------------------------------------------------------------------


def voice_of(attribution: Attribution | None) -> tuple[str, str]:
    """Voice and speaker as a form shows them: "outlet" and nobody, or "claim" and the words that name who claims."""
    if attribution is None:
        return "outlet", ""
    source = attribution.source.name if attribution.source else (attribution.source_span or attribution.cue).said
    return attribution.stance, one_line(source)


def attributed(voice: str, speaker: str, evidence: Span, text: str) -> dict[str, object] | None:
    """Whose word it is, as a correction keeps it; `None` for the outlet's own. Raises JudgementError for an unknown voice or speaker."""
    if voice == "outlet":
        return None
    if voice not in ("claim", "confirm", "deny", "report"):
        raise JudgementError(voice, "no voice", "outlet, claim, confirm, deny or report")
    if not speaker.strip():
        raise JudgementError(voice, "who says so?", "give the words that name who speaks")
    source = filled(Fill("actor", speaker), evidence, text)
    return {"stance": voice, "source": source, "said": source["said"]}
