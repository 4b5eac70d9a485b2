"""Countries by what a language calls them: names, demonyms and capitals to ISO 3166-1 alpha-3 (and XKX for Kosovo).

CLDR (Babel) and pycountry give the official names, `lang/<code>/countries.toml` the rest.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pycountry
from babel import Locale
from babel.numbers import get_territory_currencies

from veille.errors import PackError
from veille.lang.pack import Pack, load_pack
from veille.world.spelling import folded, plain, unaccented

#: tables of the TOML that are no country
RESERVED = frozenset({"settings", "ambiguous"})
#: shorter names must be written exactly: "OMAN" is Oman, "MALI" is Mali, "us" is no country
SHORTEST_LOOSE = 4


@dataclass(frozen=True, slots=True)
class Index:
    """Names of one sort, to alpha-3: `exact` as written, `loose` without accents and hyphens, `upper` in capitals."""

    exact: Mapping[str, str]
    loose: Mapping[str, str]
    upper: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """The alpha-3 code of `name` (plain spelling), or `None`."""
        if name in self.exact:
            return self.exact[name]
        if len(name) < SHORTEST_LOOSE:
            return None
        if name.isupper():
            return self.upper.get(folded(name))
        return self.loose.get(folded(name))


@dataclass(frozen=True, slots=True)
class Countries:
    """What one language calls the countries of the world.

    `names`, `demonyms` and `capitals` map each spelling to alpha-3, in a fixed order. `labels` maps alpha-3 to the name
    shown, `capital_of` alpha-3 to the first capital. Lookups return `None` for what is not known, never a guess.
    """

    language: str
    names: Mapping[str, str] = field(repr=False)
    demonyms: Mapping[str, str] = field(repr=False)
    capitals: Mapping[str, str] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)
    capital_of: Mapping[str, str] = field(repr=False)
    ambiguous: frozenset[str] = field(repr=False)
    articles: tuple[str, ...]
    any_case: bool
    _names: Index = field(repr=False)
    _demonyms: Index = field(repr=False)
    _capitals: Index = field(repr=False)

    def country_of_name(self, name: str) -> str | None:
        """Alpha-3 of a country's name, with or without its article: "la Russie", "RUSSIE", "Cote d'Ivoire"."""
        return self._first(self._names, name)

    def country_of_demonym(self, word: str) -> str | None:
        """Alpha-3 of a demonym in any inflected form: "Polonais" and "polonais" in French, only "Polish" in English."""
        return self._first(self._demonyms, word)

    def country_of_capital(self, name: str) -> str | None:
        """Alpha-3 of the country whose capital or seat of government `name` is."""
        return self._first(self._capitals, name)

    def is_ambiguous(self, name: str) -> bool:
        """Whether the name, demonym or capital also means something else ("Georgia", "Jordan", "congolais")."""
        return any(form in self.ambiguous for form in self._forms(plain(name)))

    def _first(self, index: Index, name: str) -> str | None:
        """The first form of `name` that `index` knows."""
        return next((code for form in self._forms(plain(name)) if (code := index.find(form))), None)

    def _forms(self, name: str) -> Iterator[str]:
        """`name` as it stands, then without its article, then small where a demonym may be (Sud-Coréens)."""
        yield name
        for article in self.articles:
            if name.startswith(article):
                yield name[len(article) :]
        if self.any_case:
            yield name.lower()


@lru_cache(maxsize=32)
def countries(language: str) -> Countries:
    """The countries in `language` (ISO 639-1), built once.

    Raises PackError when two countries share a name that the pack does not declare in [ambiguous.*].
    """
    return build_countries(load_pack(language))


def build_countries(pack: Pack) -> Countries:
    """The countries as `pack` and the installed tables name them. Raises PackError on an undeclared clash."""
    words, official = pack["countries"], official_names(pack.code)
    entries = {code: table for code, table in words.items() if code not in RESERVED}
    shared: Mapping[str, Mapping[str, str]] = words["ambiguous"]
    names = _invert(pack, "names", {code: entries[code]["names"] + official.get(code, []) for code in entries}, shared)
    demonyms = _invert(pack, "demonyms", {code: table["demonyms"] for code, table in entries.items()}, shared)
    capitals = _invert(pack, "capitals", {code: table["capital"] for code, table in entries.items()}, shared)
    return Countries(
        language=pack.code,
        names=names,
        demonyms=demonyms,
        capitals=capitals,
        labels=MappingProxyType({code: _label(table, official.get(code, [])) for code, table in entries.items()}),
        capital_of=MappingProxyType({code: table["capital"][0] for code, table in entries.items() if table["capital"]}),
        ambiguous=frozenset(plain(name) for table in shared.values() for name in table),
        articles=tuple(words["settings"]["articles"]),
        any_case=words["settings"]["demonym_case"] == "any",
        _names=_index(names),
        _demonyms=_index(demonyms),
        _capitals=_index(capitals),
    )


def official_names(language: str) -> dict[str, list[str]]:
    """CLDR's and ISO's names of each country in `language`, by alpha-3, CLDR's first."""
    territories = Locale(language).territories
    translate = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True).gettext
    names: dict[str, list[str]] = {"XKX": [plain(territories["XK"])]}
    for country in pycountry.countries:
        iso = [getattr(country, field, None) for field in ("name", "common_name", "official_name")]
        said = [territories.get(country.alpha_2), *(translate(name) for name in iso if name)]
        names[country.alpha_3] = list(dict.fromkeys(_upright(plain(name)) for name in said if name))
    return names


@lru_cache(maxsize=512)
def currencies_of(party: str) -> tuple[str, ...]:
    """The currencies (ISO 4217) of a country by its alpha-3 code, of the European Union by its QID; none for anybody else.

    >>> currencies_of("DNK"), currencies_of("Q458"), currencies_of("name:Red Cross")
    (('DKK',), ('EUR',), ())
    """
    found = pycountry.countries.get(alpha_3=party)
    code = "EU" if party == "Q458" else found.alpha_2 if found else None
    return tuple(get_territory_currencies(code)) if code else ()


def _upright(name: str) -> str:
    """ISO's inverted names the right way round: "Iran, Islamic Republic of" is "Islamic Republic of Iran"."""
    head, comma, tail = name.partition(", ")
    if not comma or " and " in tail or " et " in tail:
        return name
    return f"{tail}{head}" if tail.endswith("'") else f"{tail} {head}"


def _label(table: Mapping[str, Any], official: list[str]) -> str:
    """The name shown: the pack's own choice, else CLDR's, else the pack's first."""
    return str(table.get("name") or (official + table["names"])[0])


def _invert(
    pack: Pack, sort: str, said: Mapping[str, Iterable[str]], shared: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    """Spelling to alpha-3; a spelling that two countries claim must stand in [ambiguous.<sort>]."""
    chosen = {plain(name): code for name, code in shared.get(sort, {}).items()}
    found: dict[str, str] = {}
    for code, names in said.items():
        for name in map(plain, names):
            if found.get(name, code) != code and name not in chosen:
                where = f"lang/{pack.code}/countries.toml"
                raise PackError(where, f"{name!r} is {found[name]} and {code}", f"declare it in [ambiguous.{sort}]")
            found[name] = chosen.get(name, code)
    return MappingProxyType(found)


def _index(exact: Mapping[str, str]) -> Index:
    """The looser spellings of `exact`; those that would fit two countries are left out."""
    tables: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    for name, code in exact.items():
        if len(name) >= SHORTEST_LOOSE and not unaccented(name).isupper():
            tables[0].setdefault(folded(name), set()).add(code)
            tables[1].setdefault(folded(name).upper(), set()).add(code)
    loose, upper = ({name: min(codes) for name, codes in table.items() if len(codes) == 1} for table in tables)
    return Index(exact, MappingProxyType(loose), MappingProxyType(upper))
