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

from veille.annotate.place_names import load_grammar
from veille.lang.pack import Pack
from veille.values import Place, Span
from veille.world.countries import Countries, countries
from veille.world.places import Town, load_towns
from veille.world.regions import load_regions
from veille.world.spelling import folded, plain

_WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
#: an elided article or preposition in front of a name ("l'Ituri", "d'Alep")
_ELISION = re.compile(r"(?:[ld]|qu)['’]", re.IGNORECASE)
#: the longest name of a place, in words
_LONGEST = 5
#: a town of that size is meant by its name alone, wherever the article is set
_GREAT = 400_000
#: a namesake of a capital that size may be meant, unless the capital is known the world over
_LARGE, _WORLD_CITY = 100_000, 3_000_000
_NEW_WORLD = frozenset({"USA", "CAN", "GBR"})


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A pack's regions and exonyms by plain spelling, and the words that are no places."""

    countries: Countries
    regions: Mapping[str, Mapping[str, Any]]
    exonyms: Mapping[str, Mapping[str, Any]]
    stop: frozenset[str]
    locative: frozenset[str]
    settlements: tuple[str, ...]


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
        tuple(data["grammar"]["settlement"]),
    )


def find_places(
    text: str,
    pack: Pack,
    *,
    countries_hint: Sequence[str] = (),
    stated: Sequence[str] = (),
    exclude: Sequence[Span] = (),
) -> list[Place]:
    """Places of `text` in reading order, the longest name at each word, not overlapping.

    `countries_hint` are the alpha-3 codes of countries the article names: they settle which of several towns is meant.
    `stated` are those it names by more than a capital. Names inside `exclude` (persons, organisations) are no places, unless
    the pack's tables hold them word for word ("Khan Younis").
    """
    finder = _Finder(pack, countries_hint, stated)
    found: list[Place] = []
    end = 0
    for run in _runs(text):
        for start, stop in run:
            if start < end:
                continue
            if any(s.start < stop and start < s.end for s in exclude) and not finder.is_listed(text[start:stop]):
                continue
            place = finder.place(text, start, stop)
            if place:
                found.append(place)
                end = stop
    return found


def find_town(text: str, span: Span, pack: Pack, hint: Sequence[str]) -> Place | None:
    """The town that a name treated as a place means: in a country the article names, else the only or by far the largest one."""
    return _Finder(pack, hint).any_town(text, span)


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
    return (elision.end(), end) if elision and elision.end() < end else (start, end)


def _lower_name(text: str, words: Sequence[tuple[int, int]], i: int) -> bool:
    """Whether a name opens with a small common noun ("mer Noire", "bande de Gaza")."""
    return i + 1 < len(words) and any(text[a].isupper() for a, _ in words[i + 1 : i + 4])


class _Finder:
    """Looks one stretch of text up, from the surest table to the least sure."""

    def __init__(self, pack: Pack, hint: Sequence[str], stated: Sequence[str] = ()) -> None:
        self.words, self.towns, self.hint = load_place_words(pack), load_towns(), frozenset(hint)
        self.stated = frozenset(stated)
        self.grammar, self.subdivisions = load_grammar(pack), load_regions(pack.code)

    def place(self, text: str, start: int, end: int) -> Place | None:
        """The place that `text[start:end]` names, or `None`."""
        said = plain(text[start:end])
        span = Span.of(text, start, end)
        if said in self.words.stop:
            return None
        return (
            self._region(said, span)
            or self._country(said, span)
            or self._sort(said, span)
            or self._exonym(said, span)
            or self._town(text, said, span)
            or self._subdivision(text, said, span)
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
        if code not in self.stated and (town is None or town.population < _WORLD_CITY):
            other = self._twin(said, span)
            if other:
                return other
        return self._made(span, said, town) if town else Place(span, said, code, None, None, None, "city")

    def _twin(self, said: str, span: Span) -> Place | None:
        """A large namesake, town or region, in a country that the article names, where it does not name the small capital's."""
        # the New World named many a town after an old capital
        rivals = [t for t in self.towns.named(said) if t.country in self.stated - _NEW_WORLD and t.population >= _LARGE]
        if rivals:
            return self._made(span, said, max(rivals, key=lambda t: t.population))
        code = next((c for c in self.subdivisions.get(folded(said), ()) if c in self.stated), None)
        return Place(span, said, code, None, None, None, "region") if code else None

    def is_listed(self, said: str) -> bool:
        """Whether the pack's tables hold a name of several words, or its words say that it is a water."""
        name = plain(said)
        found = self.grammar.split(name)
        return " " in name and (name in self.words.exonyms or name in self.words.regions or (found or [""])[0] == "sea")

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

    def _sort(self, said: str, span: Span) -> Place | None:
        """A region, water or site by the word beside its name."""
        found = self.grammar.split(said)
        if found is None:
            return None
        kind, name = found
        if kind == "sea":
            return Place(span, said, None, None, None, None, "sea")
        row = self.words.regions.get(name) or self.words.exonyms.get(name)
        codes = self.subdivisions.get(folded(name), ())
        country = next((c for c in codes if c in self.hint), codes[0] if len(codes) == 1 else None)
        country = row.get("country") if row else (country or self._town_country(name))
        return Place(span, said, country, None, None, None, kind) if country else None

    def _town_country(self, name: str) -> str | None:
        """The country of a town of that name: one that the article names, or that of the largest."""
        towns = [*self.towns.named(name), *(t for t in self.towns.spelled(name) if t.country in self.hint)]
        chosen = next((t for t in towns if t.country in self.hint), towns[0] if towns else None)
        return chosen.country if chosen else self.words.countries.names.get(name)

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
        settled = self._settled(text, span.start)
        placed = settled or self._behind_locative(text, span.start)
        around = self._around(text, span.end)
        hint = frozenset({around}) if around else self.hint
        chosen = next((t for t in towns if t.country in hint), None)
        if chosen is None and (placed or len(said) > 4):
            chosen = next((t for t in self.towns.spelled(said) if t.country in hint), None)
        if chosen is None and towns and towns[0].population >= _GREAT:
            chosen = towns[0]
        if chosen is None and placed and towns:
            chosen = towns[0] if len(towns) == 1 or towns[0].population > 5 * towns[1].population else None
        if chosen is None and settled and len(said) > 2 and " " not in said:
            return Place(span, said, around, None, None, None, "city")
        if chosen is None or (
            not placed and chosen.population < _GREAT and " " not in said and folded(said) != folded(chosen.name)
        ):
            return None
        return self._made(span, said, chosen)

    def any_town(self, text: str, span: Span) -> Place | None:
        """The town of that name that is meant where the sentence makes it a place, or `None`."""
        said = plain(span.said)
        around = self._around(text, span.end)
        towns = [*self.towns.named(said), *(t for t in self.towns.spelled(said) if t.country in self.hint)]
        chosen = next((t for t in towns if t.country in ({around} if around else self.hint)), None)
        if chosen is None and towns and (len(towns) == 1 or towns[0].population > 5 * towns[1].population):
            chosen = towns[0]
        return self._made(span, said, chosen) if chosen else None

    def _subdivision(self, text: str, said: str, span: Span) -> Place | None:
        """A first-level region: of a country that the article names, or the only one of its name behind a word of place."""
        codes = self.subdivisions.get(folded(said), ()) if said[:1].isupper() else ()
        code = next((c for c in codes if c in self.hint), None)
        if code is None and len(codes) == 1 and self._behind_locative(text, span.start):
            code = codes[0]
        return Place(span, said, code, None, None, None, "region") if code else None

    def _behind_locative(self, text: str, start: int) -> bool:
        before = re.search(r"([^\W\d_]+['’]?)\s*(?:[^\W\d_]+['’])?$", text[max(0, start - 24) : start])
        return bool(before and before.group(1).lower() in self.words.locative)

    def _settled(self, text: str, start: int) -> bool:
        """Whether "the village of" stands before a name."""
        before = plain(text[max(0, start - 24) : start]).lower().rstrip(" '")
        return before.endswith(self.words.settlements)

    def _around(self, text: str, end: int) -> str | None:
        """The country that the words right behind a name put it in: "Robotyne, in southern Ukraine"."""
        behind = re.match(
            r",? (?:in|en|au|aux|dans) (?:[\w'’-]+ ){0,4}?(?:[ld]['’])?([A-ZÀ-Ý][\w'’-]+)", text[end : end + 60]
        )
        return self.words.countries.names.get(plain(behind.group(1))) if behind else None

    def _made(self, span: Span, said: str, town: Town) -> Place:
        return Place(span, said, town.country, town.geonames, town.lat, town.lon, "city")
