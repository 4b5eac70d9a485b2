"""First-level regions of the world (ISO 3166-2, through pycountry), by their own names and those of a language."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pycountry

from veille.world.spelling import folded

#: sorts of subdivision that are no regions to a reader: towns, boroughs, parishes
_SMALL = (
    "municipality",
    "city",
    "borough",
    "parish",
    "council",
    "commune",
    "town",
    "unitary",
    "rayon",
    "quarter",
    "local",
)
#: articles that the press leaves out: "Al Anbār" is Anbar
_ARTICLES = ("Al ", "As ", "Ar ", "Ad ", "Aḑ ", "Aş ", "An ", "Aţ ", "Az ", "Ash ")
#: shorter names are words ("Bay", "Mon")
_SHORTEST = 5


@lru_cache(maxsize=8)
def load_regions(language: str) -> Mapping[str, tuple[str, ...]]:
    """Alpha-3 codes of the countries that have a region of each folded name, in a fixed order."""
    says = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True).gettext
    alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    found: dict[str, set[str]] = {}
    for row in pycountry.subdivisions:
        if row.parent_code or any(word in row.type.lower() for word in _SMALL):
            continue
        for name in (row.name, says(row.name)):
            for said in _names(name):
                found.setdefault(said, set()).add(alpha_3[row.country_code])
    return MappingProxyType({name: tuple(sorted(codes)) for name, codes in found.items()})


def _names(name: str) -> set[str]:
    """The folded spellings of a subdivision's name, without brackets and article, marks of transliteration dropped."""
    bare = name.split(" [")[0].split(" (")[0].split(",")[0]
    short = next((bare.removeprefix(article) for article in _ARTICLES if bare.startswith(article)), bare)
    said = {folded(form).replace("'", "").replace("`", "").replace("‘", "") for form in (bare, short)}
    return {form for form in said if len(form) >= _SHORTEST and form[0].isupper()}
