"""Places named in a text: countries, capitals, regions, seas and towns, with coordinates where the gazetteers know them.

A town that shares its name with others is the one in a country the article names; without one, only a great city counts.
Offsets count code points of the text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from veille.lang.pack import Pack
from veille.values import Place, Span
from veille.world.countries import Countries, countries
from veille.world.places import Town, Towns, load_towns
from veille.world.spelling import folded, plain

_WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
#: an elided article or preposition in front of a name ("l'Ituri", "d'Alep")
_ELISION = re.compile(r"(?:[ld]|qu)['’]", re.IGNORECASE)
#: the longest name of a place, in words
_LONGEST = 5
#: a town of that size is meant by its name alone, wherever the article is set
_GREAT = 400_000


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A pack's regions and exonyms by plain spelling, and the words that are no places."""

    countries: Countries
    regions: Mapping[str, Mapping[str, Any]]
    exonyms: Mapping[str, Mapping[str, Any]]
    stop: frozenset[str]
    locative: frozenset[str]


@lru_cache(maxsize=8)
def load_place_words(pack: Pack) -> PlaceWords:
    """The places a pack names."""
    data = pack["places"]
    return PlaceWords(
        countries(pack.code),
        {plain(name): row for name, row in data.get("regions", {}).items()},
        {plain(name): row for name, row in data.get("cities", {}).items()},
        frozenset(plain(word) for word in data.get("stop", {}).get("words", ())),
        frozenset(pack["lexicon"]["nouns"]["locative"]),
    )


def find_places(
    text: str, pack: Pack, *, countries_hint: Sequence[str] = (), exclude: Sequence[Span] = ()
) -> list[Place]:
    """Places of `text` in reading order, the longest name at each word, not overlapping.

    `countries_hint` are the alpha-3 codes of countries the article names: they settle which of several towns is meant.
    Names inside `exclude` (persons, organisations) are no places.
    """
    finder = _Finder(load_place_words(pack), load_towns(), frozenset(countries_hint))
    found: list[Place] = []
    end = 0
    for run in _runs(text):
        for start, stop in run:
            if start < end or any(s.start < stop and start < s.end for s in exclude):
                continue
            place = finder.place(text, start, stop)
            if place:
                found.append(place)
                end = stop
    return found


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """At each capitalised word, the stretches that begin there, the longest first."""
    words = [_bare(text, m.start(), m.end()) for m in _WORD.finditer(text)]
    for i, (start, end) in enumerate(words):
        if not text[start].isupper() and not _lower_name(text, words, i):
            continue
        stops = [end]
        for left, right in zip(words[i : i + _LONGEST - 1], words[i + 1 : i + _LONGEST], strict=False):
            if text[left[1] : right[0]] not in (" ", "'", "’", " d'", " d’", " l'", " l’"):
                break
            stops.append(right[1])
        yield [(start, stop) for stop in reversed(stops)]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    elision = _ELISION.match(text, start, end)
    return (elision.end(), end) if elision and elision.end() < end and text[elision.end()].isupper() else (start, end)


def _lower_name(text: str, words: Sequence[tuple[int, int]], i: int) -> bool:
    """Whether a name opens with a small common noun ("mer Noire", "bande de Gaza")."""
    return i + 1 < len(words) and any(text[a].isupper() for a, _ in words[i + 1 : i + 3])


class _Finder:
    """Looks one stretch of text up, from the surest table to the least sure."""

    def __init__(self, words: PlaceWords, towns: Towns, hint: frozenset[str]) -> None:
        self.words, self.towns, self.hint = words, towns, hint

    def place(self, text: str, start: int, end: int) -> Place | None:
        """The place that `text[start:end]` names, or `None`."""
        said = plain(text[start:end])
        span = Span.of(text, start, end)
        if said in self.words.stop:
            return None
        return (
            self._country(said, span)
            or self._region(said, span)
            or self._exonym(said, span)
            or self._town(text, said, span)
        )

    def _country(self, said: str, span: Span) -> Place | None:
        if not said[:1].isupper():
            return None
        table = self.words.countries
        code = table.names.get(said)
        if code:
            return Place(span, table.labels.get(code, said), code, None, None, None, "country")
        code = table.capitals.get(said)
        if code is None:
            return None
        row = self.words.exonyms.get(said)
        town = self._of_country(row["name"] if row else said, code) or self._of_country(said, code)
        return self._made(span, said, town) if town else Place(span, said, code, None, None, None, "city")

    def _of_country(self, name: str, code: str) -> Town | None:
        towns = [t for t in (*self.towns.named(name), *self.towns.spelled(name)) if t.country == code]
        return max(towns, key=lambda t: t.population, default=None)

    def _region(self, said: str, span: Span) -> Place | None:
        row = self.words.regions.get(said) or (
            self.words.regions.get(said[:1].upper() + said[1:]) if " " in said else None
        )
        if row is None:
            return None
        kind = {"island": "region"}.get(row.get("kind", "region"), row.get("kind", "region"))
        return Place(span, said, row.get("country"), None, row.get("lat"), row.get("lon"), kind)

    def _exonym(self, said: str, span: Span) -> Place | None:
        row = self.words.exonyms.get(said)
        if row is None:
            return None
        town = self._of_country(row["name"], row["country"])
        return self._made(span, said, town) if town else Place(span, said, row["country"], None, None, None, "city")

    def _town(self, text: str, said: str, span: Span) -> Place | None:
        if not said[:1].isupper() or (said.isupper() and len(said) < 4):
            return None
        towns = self.towns.named(said)
        placed = self._behind_locative(text, span.start)
        chosen = next((t for t in towns if t.country in self.hint), None)
        if chosen is None and (placed or len(said) > 4):
            chosen = next((t for t in self.towns.spelled(said) if t.country in self.hint), None)
        if chosen is None and towns and towns[0].population >= _GREAT:
            chosen = towns[0]
        if chosen is None and placed and towns:
            chosen = towns[0] if len(towns) == 1 or towns[0].population > 5 * towns[1].population else None
        if chosen is None or (
            not placed and chosen.population < _GREAT and " " not in said and folded(said) != folded(chosen.name)
        ):
            return None
        return self._made(span, said, chosen)

    def _behind_locative(self, text: str, start: int) -> bool:
        before = re.search(r"([^\W\d_]+['’]?)\s*(?:[^\W\d_]+['’])?$", text[max(0, start - 24) : start])
        return bool(before and before.group(1).lower() in self.words.locative)

    def _made(self, span: Span, said: str, town: Town) -> Place:
        return Place(span, said, town.country, town.geonames, town.lat, town.lon, "city")
