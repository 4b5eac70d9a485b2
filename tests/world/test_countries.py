"""Countries by name, demonym and capital: every spelling of both packs resolves; look-alikes do not."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pycountry
import pytest

from veille.errors import PackError
from veille.lang.pack import load_pack
from veille.world.countries import build_countries, countries, official_names

LANGUAGES = ("fr", "en")
#: without a people or a seat, or named only by a longer phrase
NO_DEMONYM = {
    "ATA", "ATF", "BES", "BVT", "CCK", "CXR", "GGY", "HMD", "NFK", "SGS", "SJM", "UMI", "VGB", "VIR", "TCA", "JEY", "SXM",
}  # fmt: skip
NO_CAPITAL = {"ATA", "BVT", "GIB", "HKG", "HMD", "IOT", "MAC", "NFK", "SGS", "TKL", "UMI"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_of_iso_3166_is_there(language: str) -> None:
    codes = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert set(countries(language).labels) == codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_demonym_and_capital_resolves_to_its_country(language: str) -> None:
    world, words = countries(language), load_pack(language)["countries"]
    shared = words["ambiguous"]
    lookups = {
        "names": ("names", world.country_of_name),
        "demonyms": ("demonyms", world.country_of_demonym),
        "capitals": ("capital", world.country_of_capital),
    }
    wrong = [
        (code, name, find(name))
        for sort, (field, find) in lookups.items()
        for code in world.labels
        for name in words[code][field]
        if find(name) != shared[sort].get(name, code)
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_official_name_resolves(language: str) -> None:
    world = countries(language)
    wrong = [
        (code, name, world.country_of_name(name))
        for code, names in official_names(language).items()
        for name in names
        if world.country_of_name(name) != code and not world.is_ambiguous(name)
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_demonym_and_a_capital_or_is_declared_without(language: str) -> None:
    words = load_pack(language)["countries"]
    codes = set(countries(language).labels)
    assert {code for code in codes if not words[code]["demonyms"]} <= NO_DEMONYM
    assert {code for code in codes if not words[code]["capital"]} <= NO_CAPITAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_round_trip_and_are_short(language: str) -> None:
    world = countries(language)
    for code, label in world.labels.items():
        assert world.country_of_name(label) == code, label
        assert "R.A.S." not in label
        assert "SAR" not in label


NAMES = [
    ("fr", "la Russie", "RUS"), ("fr", "États-Unis", "USA"), ("fr", "Etats-Unis", "USA"), ("fr", "les États‑Unis", "USA"),
    ("fr", "L’Ukraine", "UKR"), ("fr", "UKRAINE", "UKR"), ("fr", "RDC", "COD"), ("fr", "RCA", "CAF"), ("fr", "EAU", "ARE"),
    ("fr", "Émirats", "ARE"), ("fr", "Emirats arabes unis", "ARE"), ("fr", "Corée du Nord", "PRK"), ("fr", "Birmanie", "MMR"),
    ("fr", "Côte d’Ivoire", "CIV"), ("fr", "Guinée Bissau", "GNB"), ("fr", "Yougoslavie", "SRB"), ("fr", "Kosovo", "XKX"),
    ("fr", "Serbie-et-Monténégro", "SRB"), ("fr", "Taïwan", "TWN"), ("fr", "Palestine", "PSE"), ("fr", "Bélarus", "BLR"),
    ("fr", "Congo", "COD"), ("fr", "Congo-Brazzaville", "COG"), ("fr", "Macédoine du Nord", "MKD"), ("fr", "Eswatini", "SWZ"),
    ("fr", "Soudan du Sud", "SSD"), ("fr", "Soudan", "SDN"), ("fr", "Grande-Bretagne", "GBR"), ("fr", "Viêt Nam", "VNM"),
    ("fr", "Europe", None), ("fr", "Afrique", None), ("fr", "Occident", None), ("fr", "Union européenne", None),
    ("fr", "france", None), ("fr", "us", None), ("fr", "rca", None), ("fr", "Russia", None), ("fr", "Moscou", None),
    ("en", "US", "USA"), ("en", "the U.S.", "USA"), ("en", "USA", "USA"), ("en", "the States", "USA"), ("en", "UK", "GBR"),
    ("en", "Great Britain", "GBR"), ("en", "Britain", "GBR"), ("en", "DRC", "COD"), ("en", "North Korea", "PRK"),
    ("en", "South Korea", "KOR"), ("en", "DPRK", "PRK"), ("en", "UAE", "ARE"), ("en", "Burma", "MMR"), ("en", "Ivory Coast", "CIV"),
    ("en", "Cote d'Ivoire", "CIV"), ("en", "Iran", "IRN"), ("en", "Islamic Republic of Iran", "IRN"), ("en", "Türkiye", "TUR"),
    ("en", "the Netherlands", "NLD"), ("en", "The Gambia", "GMB"), ("en", "Yugoslavia", "SRB"), ("en", "Vatican", "VAT"),
    ("en", "Bosnia", "BIH"), ("en", "Papua New Guinea", "PNG"), ("en", "Guinea", "GIN"), ("en", "Equatorial Guinea", "GNQ"),
    ("en", "Republic of Korea", "KOR"), ("en", "Timor-Leste", "TLS"), ("en", "CHINA", "CHN"), ("en", "Kosovo", "XKX"),
    ("en", "us", None), ("en", "turkey", None), ("en", "china", None), ("en", "chad", None), ("en", "Africa", None),
    ("en", "the West", None), ("en", "European Union", None), ("en", "Moscow", None), ("en", "Arabia", None), ("en", "it", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "code"), NAMES)
def test_names(language: str, name: str, code: str | None) -> None:
    assert countries(language).country_of_name(name) == code


DEMONYMS = [
    ("fr", "russe", "RUS"), ("fr", "Russes", "RUS"), ("fr", "ukrainiennes", "UKR"), ("fr", "nord-coréennes", "PRK"),
    ("fr", "Sud-Coréens", "KOR"), ("fr", "turque", "TUR"), ("fr", "grecques", "GRC"), ("fr", "nigérien", "NER"),
    ("fr", "nigérian", "NGA"), ("fr", "états-unienne", "USA"), ("fr", "américains", "USA"), ("fr", "israélienne", "ISR"),
    ("fr", "dominicain", "DOM"), ("fr", "dominiquaise", "DMA"), ("fr", "équato-guinéens", "GNQ"), ("fr", "kosovare", "XKX"),
    ("fr", "sud-soudanaise", "SSD"), ("fr", "taïwanaises", "TWN"), ("fr", "bissau-guinéen", "GNB"), ("fr", "lettone", "LVA"),
    ("fr", "européen", None), ("fr", "occidentales", None), ("fr", "arabe", None), ("fr", "kurde", None), ("fr", "africain", None),
    ("en", "Russian", "RUS"), ("en", "Russians", "RUS"), ("en", "British", "GBR"), ("en", "Briton", "GBR"), ("en", "Dutch", "NLD"),
    ("en", "North Koreans", "PRK"), ("en", "South Korean", "KOR"), ("en", "Nigerien", "NER"), ("en", "Nigerian", "NGA"),
    ("en", "Emirati", "ARE"), ("en", "Palestinians", "PSE"), ("en", "Afghans", "AFG"), ("en", "Spaniards", "ESP"),
    ("en", "Filipino", "PHL"), ("en", "Kosovars", "XKX"), ("en", "South Sudanese", "SSD"), ("en", "Burkinabe", "BFA"),
    ("en", "polish", None), ("en", "European", None), ("en", "Western", None), ("en", "Arab", None), ("en", "African", None),
    ("en", "Kurdish", None), ("en", "swiss", None), ("en", "Russia", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "word", "code"), DEMONYMS)
def test_demonyms(language: str, word: str, code: str | None) -> None:
    assert countries(language).country_of_demonym(word) == code


CAPITALS = [
    ("fr", "Moscou", "RUS"), ("fr", "Pékin", "CHN"), ("fr", "Le Caire", "EGY"), ("fr", "Téhéran", "IRN"), ("fr", "La Haye", "NLD"),
    ("fr", "Sanaa", "YEM"), ("fr", "Naypyidaw", "MMR"), ("fr", "Abuja", "NGA"), ("fr", "Kyiv", "UKR"), ("fr", "Kiev", "UKR"),
    ("fr", "MOSCOU", "RUS"), ("fr", "Tel-Aviv", None), ("fr", "Bombay", None), ("fr", "New York", None), ("fr", "Moscow", None),
    ("en", "Moscow", "RUS"), ("en", "Kyiv", "UKR"), ("en", "Kiev", "UKR"), ("en", "The Hague", "NLD"), ("en", "Beijing", "CHN"),
    ("en", "Tehran", "IRN"), ("en", "Washington", "USA"), ("en", "Pretoria", "ZAF"), ("en", "Cape Town", "ZAF"),
    ("en", "N’Djamena", "TCD"), ("en", "Tel Aviv", None), ("en", "Istanbul", None), ("en", "Sydney", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "code"), CAPITALS)
def test_capitals(language: str, name: str, code: str | None) -> None:
    assert countries(language).country_of_capital(name) == code


@pytest.mark.parametrize(
    ("language", "name", "ambiguous"),
    [
        ("en", "Georgia", True), ("en", "Jordan", True), ("en", "Chad", True), ("en", "Guinea", True), ("en", "Congo", True),
        ("en", "Turkey", True), ("en", "Congolese", True), ("en", "the US", True), ("en", "Ukraine", False), ("en", "Niger", False),
        ("fr", "Géorgie", True), ("fr", "le Congo", True), ("fr", "Congolais", True), ("fr", "Maurice", True), ("fr", "Russie", False),
        ("fr", "ukrainien", False),
    ],
)  # fmt: skip
def test_ambiguous(language: str, name: str, ambiguous: bool) -> None:
    assert countries(language).is_ambiguous(name) is ambiguous


def test_an_undeclared_clash_is_an_error() -> None:
    pack = load_pack("en")
    table = {**pack["countries"], "MLI": {"names": ["Niger"], "demonyms": [], "capital": []}}
    clashing = dataclasses.replace(pack, words=MappingProxyType({**pack.words, "countries": table}))
    with pytest.raises(PackError, match=r"Niger.*ambiguous\.names"):
        build_countries(clashing)
