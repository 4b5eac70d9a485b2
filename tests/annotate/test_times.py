"""Times: what each expression means, and what is none."""

from datetime import date

import pytest

from veille.annotate.times import find_times
from veille.lang.pack import load_pack

WEDNESDAY = date(2025, 8, 6)
NIGHT = "2025-08-05T20:00/2025-08-06T06:00"

# language, text, tense of its clause, span, value, bound
RESOLVED = [
    ("fr", "jusqu’à ce vendredi", "past", "jusqu’à ce vendredi", "2025-08-08", "by"),
    ("fr", "les raids de la nuit précédente", "past", "la nuit précédente", NIGHT, None),
    ("fr", "arrivé lundi matin", "past", "lundi matin", "2025-08-04", None),
    ("fr", "lundi dernier", "past", "lundi dernier", "2025-08-04", None),
    ("fr", "il partira lundi", "future", "lundi", "2025-08-11", None),
    ("fr", "mercredi prochain", "future", "mercredi prochain", "2025-08-13", None),
    ("fr", "le 24 mars 1999", "past", "24 mars 1999", "1999-03-24", None),
    ("fr", "le 1er mai", "past", "1er mai", "2025-05-01", None),
    ("fr", "vendredi 8 août", "past", "vendredi 8 août", "2025-08-08", None),
    ("fr", "le 23 décembre", "past", "23 décembre", "2024-12-23", None),
    ("fr", "en mars 2014", "past", "mars 2014", "2014-03", None),
    ("fr", "depuis 2014", "past", "depuis 2014", "2014", "after"),
    ("fr", "les années 1990", "past", "années 1990", "1990/1999", None),
    ("fr", "il y a trois jours", "past", "il y a trois jours", "2025-08-03", None),
    ("fr", "d’ici la fin du mois", None, "d’ici la fin du mois", "2025-08-31", "by"),
    ("fr", "sous dix jours", None, "sous dix jours", "2025-08-16", "by"),
    ("fr", "dans un délai de 72 heures", None, "dans un délai de 72 heures", "2025-08-09", "by"),
    ("fr", "avant mardi 18 heures", None, "avant mardi 18 heures", "2025-08-12", "by"),
    ("fr", "la nuit de mardi à mercredi", "past", "la nuit de mardi à mercredi", NIGHT, None),
    ("fr", "la semaine prochaine", "future", "la semaine prochaine", "2025-W33", None),
    ("fr", "l’an dernier", "past", "l’an dernier", "2024", None),
    ("en", "until Friday", "past", "until Friday", "2025-08-08", "by"),
    ("en", "by noon on 12 August", None, "by noon on 12 August", "2025-08-12", "by"),
    ("en", "within 48 hours", None, "within 48 hours", "2025-08-08", "by"),
    ("en", "on March 17, 2003", "past", "March 17, 2003", "2003-03-17", None),
    ("en", "on Monday", "past", "Monday", "2025-08-04", None),
    ("en", "on Monday", "future", "Monday", "2025-08-11", None),
    ("en", "last Friday", "past", "last Friday", "2025-08-01", None),
    ("en", "struck overnight", "past", "overnight", NIGHT, None),
    ("en", "late on Monday night", "past", "Monday night", "2025-08-04T20:00/2025-08-05T06:00", None),
    ("en", "in the 1990s", "past", "1990s", "1990/1999", None),
    ("en", "three days ago", "past", "three days ago", "2025-08-03", None),
    ("en", "a week ago", "past", "a week ago", "2025-W31", None),
    ("en", "by the end of the month", None, "by the end of the month", "2025-08-31", "by"),
    ("en", "before midnight on Thursday", None, "before midnight on Thursday", "2025-08-07", "by"),
    ("fr", "du 3 au 7 mars 2014", "past", "3 au 7 mars 2014", "2014-03-03/2014-03-07", None),
    ("fr", "l’été dernier", "past", "été dernier", "2024-06/2024-08", None),
    ("fr", "le 29/02/2024", "past", "29/02/2024", "2024-02-29", None),
    ("en", "last weekend", "past", "last weekend", "2025-08-02/2025-08-03", None),
    ("en", "is due to open on Sunday", None, "Sunday", "2025-08-10", None),
    ("en", "on 2024-02-29", "past", "2024-02-29", "2024-02-29", None),
]

# language, text, span, ISO duration: a length of time has no date
DURATIONS = [
    ("fr", "un ultimatum de dix jours", "dix jours", "P10D"),
    ("fr", "un délai d’une semaine", "une semaine", "P1W"),
    ("en", "a 48-hour ultimatum", "48-hour", "PT48H"),
    ("en", "after three years of war", "after three years", "P3Y"),
]

NO_TIME = [
    ("fr", "plus de 2000 soldats"),
    ("fr", "il marche à grands pas"),
    ("fr", "la conférence débute à 14 heures"),
    ("en", "they may march on the capital"),
    ("en", "three times a day"),
    ("en", "of 2000 soldiers"),
    ("en", "on Resolution 1701"),
    ("en", "the Sunday Times"),
    ("fr", "le Printemps arabe"),
    ("fr", "il a été dit"),
]

UNDATED = [
    ("fr", "jusqu’à ce vendredi"),
    ("fr", "dans la nuit précédente"),
    ("fr", "hier"),
    ("fr", "en mars"),
    ("en", "until Friday"),
    ("en", "within 48 hours"),
    ("en", "last year"),
]


@pytest.mark.parametrize(("language", "text", "tense", "span", "value", "bound"), RESOLVED)
def test_resolves_against_the_day_of_publication(language, text, tense, span, value, bound):
    (found,) = find_times(text, load_pack(language), WEDNESDAY, tense_at=lambda offset: tense)
    assert (found.span.said, found.value, found.bound) == (span, value, bound)


@pytest.mark.parametrize(("language", "text", "span", "duration"), DURATIONS)
def test_a_duration_is_no_date(language, text, span, duration):
    (found,) = find_times(text, load_pack(language), WEDNESDAY)
    assert (found.span.said, found.value, found.duration, found.type) == (span, None, duration, "DURATION")


@pytest.mark.parametrize(("language", "text"), NO_TIME)
def test_finds_no_time(language, text):
    assert find_times(text, load_pack(language), WEDNESDAY) == []


@pytest.mark.parametrize(("language", "text"), UNDATED)
def test_stays_open_on_an_undated_page(language, text):
    (found,) = find_times(text, load_pack(language), None)
    assert not found.resolved


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "Le 22 février 2014, il fuit ; le lendemain, le palais est ouvert.", ["2014-02-22", "2014-02-23"]),
        ("en", "He fled on 22 February 2014. Two days later the talks began.", ["2014-02-22", "2014-02-24"]),
        ("fr", "Le lendemain, le palais est ouvert.", [None]),
    ],
)
def test_counts_from_the_day_just_told(language, text, values):
    assert [found.value for found in find_times(text, load_pack(language), None)] == values


def test_a_repeated_day_is_a_set():
    (found,) = find_times("ils défilent chaque vendredi", load_pack("fr"), WEDNESDAY)
    assert (found.type, found.value) == ("SET", None)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "killed since mid-April", "since mid-April"),
        ("en", "open until late June", "until late June"),
        ("fr", "tués depuis la mi-avril", "depuis la mi-avril"),
        ("fr", "fermé depuis début mai", "depuis début mai"),
        ("en", "a mid April sale", "April"),
    ],
)
def test_a_part_of_a_month_keeps_the_preposition_before_it(language: str, text: str, said: str) -> None:
    assert [p.span.said for p in find_times(text, load_pack(language), date(2023, 5, 24))] == [said]
