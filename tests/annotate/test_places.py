"""Places: which town is meant, and words that are no places."""

import pytest

from conftest import reading
from veille.annotate.places import find_places
from veille.lang.pack import load_pack
from veille.values import Span

# language, text, countries the article names, (name, country, precision) of each place
PLACES = [
    ("fr", "à Zaporijjia et Kherson", ["UKR"], [("Zaporijjia", "UKR", "city"), ("Kherson", "UKR", "city")]),
    ("fr", "arrivé à Moscou", [], [("Moscou", "RUS", "city")]),
    ("fr", "de Gao à N’Djamena", ["MLI"], [("Gao", "MLI", "city"), ("N’Djamena", "TCD", "city")]),
    ("fr", "au Nord-Kivu", ["COD"], [("Nord-Kivu", "COD", "region")]),
    ("fr", "la mer Noire", [], [("mer Noire", None, "sea")]),
    ("en", "shelled El Fasher", ["SDN"], [("El Fasher", "SDN", "city")]),
    ("en", "in South Korea", [], [("South Korea", "KOR", "country")]),
    ("en", "in the Black Sea", [], [("Black Sea", None, "sea")]),
    ("fr", "dans l’oblast de Soumy", ["UKR"], [("oblast de Soumy", "UKR", "region")]),
    ("fr", "vers la base de Ramstein", ["DEU"], [("base de Ramstein", "DEU", "site")]),
    ("fr", "dans le golfe de Guinée", [], [("golfe de Guinée", None, "sea")]),
    ("en", "in the Donetsk region", ["UKR"], [("Donetsk region", "UKR", "region")]),
    ("en", "near Lake Baikal", [], [("Lake Baikal", None, "sea")]),
    ("en", "the village of Robotyne, in southern Ukraine", [], [("Robotyne", "UKR", "city"), ("Ukraine", "UKR", "country")]),
    ("en", "across the West Bank", [], [("West Bank", "PSE", "region")]),
]

NO_PLACE = [
    ("fr", "Mardi, le ministre a parlé"),
    ("fr", "la crise reprend"),
    ("en", "Reading the text took a day"),
    ("en", "Of the three, Monday was worst"),
]


@pytest.mark.parametrize(("language", "text", "hint", "expected"), PLACES)
def test_finds_the_place(language, text, hint, expected):
    found = find_places(text, load_pack(language), countries_hint=hint)
    assert [(p.span.said, p.country, p.precision) for p in found] == expected


@pytest.mark.parametrize(("language", "text"), NO_PLACE)
def test_finds_no_place(language, text):
    assert find_places(text, load_pack(language)) == []


#: language, sentence, the names that are places in it: one that acts, or helps to name a thing, is none
IN_SENTENCES = [
    ("en", "Kyiv accused Moscow of shelling a hospital.", []),
    ("en", "A missile struck Kyiv overnight.", ["Kyiv"]),
    ("en", "The Minsk accords are dead.", []),
    ("en", "Protesters gathered in Minsk.", ["Minsk"]),
    ("en", "Denzel Washington was not invited.", []),
    ("fr", "L'Iran a convoqué l'ambassadeur de France.", []),
    ("fr", "L'émissaire est arrivé en Iran.", ["Iran"]),
    ("fr", "Les accords de Minsk sont morts.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), IN_SENTENCES)
def test_a_place_is_where_something_is(language, text, expected):
    assert [p.span.said for p in reading(text, language).annotations.places] == expected


def test_a_capital_gives_way_to_a_namesake_of_the_country_named():
    found = find_places("near Tripoli", load_pack("en"), countries_hint=["LBN", "LBY"], stated=["LBN"])
    assert [p.country for p in found] == ["LBN"]


def test_a_persons_name_is_no_place():
    text = "Paris Kanellakis a signé"
    assert find_places(text, load_pack("fr"), exclude=[Span.of(text, 0, 16)]) == []
