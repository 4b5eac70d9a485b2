"""Counts and their bounds, and numbers that count nothing."""

import pytest

from veille.annotate.counts import find_counts
from veille.lang.pack import load_pack

# language, text, low, high, unit
COUNTS = [
    ("fr", "trois morts", 3, 3, "killed"),
    ("fr", "un mort", 1, 1, "killed"),
    ("fr", "51 drones", 51, 51, "drone"),
    ("fr", "plus de 200 blessés", 201, None, "wounded"),
    ("fr", "près de 300 soldats", 270, 300, "soldier"),
    ("fr", "moins de 50 chars", None, 49, "vehicle"),
    ("fr", "plusieurs blessés", 2, None, "wounded"),
    ("fr", "une vingtaine de soldats tués", 18, 22, "killed"),
    ("fr", "12 personnes blessées", 12, 12, "wounded"),
    ("fr", "quatre-vingt-dix-sept otages", 97, 97, "captive"),
    ("fr", "vingt et un chars", 21, 21, "vehicle"),
    ("fr", "deux cent mille déplacés", 200_000, 200_000, "displaced"),
    ("fr", "des centaines de milliers de réfugiés", 200_000, None, "displaced"),
    ("fr", "1 200 hommes", 1200, 1200, "soldier"),
    ("fr", "entre 10 et 20 drones", 10, 20, "drone"),
    ("fr", "une hausse de 25 %", 25, 25, "percent"),
    ("en", "20 ballistic missiles", 20, 20, "missile"),
    ("en", "at least 12 people killed", 12, None, "killed"),
    ("en", "30 others injured", 30, 30, "wounded"),
    ("en", "twenty-one tanks", 21, 21, "vehicle"),
    ("en", "tens of thousands of people", 20_000, None, "person"),
    ("en", "two hundred and fifty soldiers", 250, 250, "soldier"),
    ("en", "10 to 15 jets", 10, 15, "aircraft"),
    ("en", "up to 300 fighters", None, 300, "soldier"),
    ("en", "one soldier", 1, 1, "soldier"),
    ("en", "tariffs of 25 percent", 25, 25, "percent"),
]

NO_COUNT = [
    ("fr", "un accord"),
    ("fr", "le G7"),
    ("fr", "un F-16"),
    ("fr", "la résolution 1701"),
    ("fr", "le 21e régiment"),
    ("en", "an F-16"),
    ("en", "Resolution 1701"),
    ("en", "the 6th fleet"),
    ("en", "a 48-hour ultimatum"),
]


@pytest.mark.parametrize(("language", "text", "low", "high", "unit"), COUNTS)
def test_counts_with_bounds_and_unit(language, text, low, high, unit):
    (found,) = find_counts(text, load_pack(language))
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert text[found.span.start : found.span.end] == found.span.said


@pytest.mark.parametrize(("language", "text"), NO_COUNT)
def test_counts_nothing(language, text):
    assert find_counts(text, load_pack(language)) == []
