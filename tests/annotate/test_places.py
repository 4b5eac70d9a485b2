"""Places: which town is meant, and words that are no places."""

import pytest

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


def test_a_persons_name_is_no_place():
    text = "Paris Kanellakis a signé"
    assert find_places(text, load_pack("fr"), exclude=[Span.of(text, 0, 16)]) == []
