"""The gazetteer: large enough, each entry well formed, offices answered by date."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from veille.world.countries import countries
from veille.world.gazetteer import key_of, load_gazetteer

RECORDS = load_gazetteer().records


def first_day(said: str) -> date:
    """The first day that a date to the day, month or year may mean."""
    return date.fromisoformat((said + "-01-01")[:10] if len(said) < 8 else said)


def last_day(said: str) -> date:
    """The last day that it may mean, a month's length apart."""
    return date.fromisoformat(said + {4: "-12-31", 7: "-28"}.get(len(said), ""))


def test_its_size() -> None:
    kinds = Counter(r.kind for r in RECORDS)
    assert kinds["person"] >= 2000
    assert kinds["organisation"] >= 500
    assert kinds["body"] >= 250


def test_each_entry_is_well_formed() -> None:
    states = set(countries("en").labels)
    organisations = {r.name for r in RECORDS if r.kind == "organisation"}
    names = Counter((r.kind, r.name) for r in RECORDS)
    assert [name for name, many in names.items() if many > 1] == []
    for record in RECORDS:
        assert record.country is None or record.country in states, record.name
        assert record.qid is None or re.fullmatch(r"Q[1-9]\d*", record.qid), record.name
        for office in record.offices:
            assert office.of in states or office.of in organisations, record.name
            for day in (office.start, office.end):
                assert day is None or first_day(day) <= last_day(day), record.name
            assert not (office.start and office.end) or office.start <= office.end + "~", record.name
    qids = Counter(r.qid for r in RECORDS if r.qid)
    assert [qid for qid, many in qids.items() if many > 1] == []


def test_no_office_of_a_state_is_held_twice_for_long() -> None:
    """Two holders may share the days of a handover, not more."""
    single = ("president", "prime_minister", "chancellor", "foreign_minister", "defence_minister", "monarch")
    held: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for record in RECORDS:
        for o in record.offices:
            if o.start and o.office in single:
                span = (last_day(o.start), first_day(o.end or "9999"), record.name)
                held.setdefault((o.office, o.of), []).append(span)
    for office, spans in held.items():
        for i, (start, end, name) in enumerate(spans):
            for other_start, other_end, other in spans[i + 1 :]:
                shared = (min(end, other_end) - max(start, other_start)).days
                assert name == other or shared <= 7, (office, name, other)


@pytest.mark.parametrize(
    ("office", "of", "day", "name"),
    [
        ("president", "USA", date(2013, 8, 31), "Barack Obama"),
        ("president", "USA", date(2025, 8, 6), "Donald Trump"),
        ("president", "RUS", date(2010, 1, 1), "Dmitry Medvedev"),
        ("secretary_general", "UN", date(1999, 6, 1), "Kofi Annan"),
        ("foreign_minister", "FRA", date(2003, 3, 10), "Dominique de Villepin"),
        ("president", "GMB", date(2017, 1, 10), "Yahya Jammeh"),
        ("president", "HTI", date(1996, 3, 1), "René Préval"),
        ("prime_minister", "JPN", date(2012, 11, 1), "Yoshihiko Noda"),
        ("foreign_minister", "IRQ", date(2003, 1, 27), "Naji Sabri"),
        ("prime_minister", "UKR", date(2006, 9, 1), "Viktor Yanukovych"),
        ("secretary_general", "NATO", date(1995, 8, 30), "Willy Claes"),
        # must not: before any holder that is known
        ("president", "USA", date(1990, 1, 1), None),
        ("president", "ATL", date(2020, 1, 1), None),
    ],
)
def test_who_held_an_office(office: str, of: str, day: date, name: str | None) -> None:
    holder = load_gazetteer().holder(office, of, day)
    assert (holder.name if holder else None) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Boris Eltsine", "Boris Yeltsin"),
        ("Slobodan Milosevic", "Slobodan Milošević"),
        ("Zoran Djindjic", "Zoran Đinđić"),
        ("Mouammar Kadhafi", "Muammar Gaddafi"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Mikheïl Saakachvili", "Mikheil Saakashvili"),
        ("Benyamin Netanyahou", "Benjamin Netanyahu"),
        ("Bachar Al-Assad", "Bashar al-Assad"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Abdel Fattah al-Burhan", "Abdel Fattah al-Burhan"),
        ("Abdel Fattah al-Bourhane", "Abdel Fattah al-Burhan"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Oussama Ben Laden", "Osama bin Laden"),
        # must not: a name of nobody, a surname or first name alone, a word
        ("Theresa", None),
        ("Kim", None),
        ("Rice", None),
        ("March", None),
    ],
)
def test_a_person_by_full_name(said: str, name: str | None) -> None:
    record = load_gazetteer().names.get(key_of(said))
    assert (record.name if record else None) == name


@pytest.mark.parametrize(
    ("said", "day", "name"),
    [
        ("Poutine", date(2022, 2, 24), "Vladimir Putin"),
        ("Sissi", date(2015, 1, 1), "Abdel Fattah al-Sisi"),
        ("Villepin", date(2003, 3, 10), "Dominique de Villepin"),
        ("Jammeh", date(2017, 1, 10), "Yahya Jammeh"),
        ("Ter-Petrossian", date(1996, 1, 1), None),
        # must not: a month, a word, a place, a first name; out of office; an office of two
        ("May", date(2018, 5, 1), None),
        ("Rice", date(2006, 1, 1), None),
        ("Brown", date(2008, 1, 1), None),
        ("Hunt", date(2018, 9, 1), None),
        ("Jackson", date(1999, 6, 12), None),
        ("Austin", date(2022, 1, 1), None),
        ("Kim", date(2020, 1, 1), None),
        ("Khan", date(2020, 1, 1), None),
        ("Christopher", date(1995, 1, 1), None),
        ("Gates", date(2008, 1, 1), None),
        ("Chrétien", date(2000, 1, 1), None),
        ("Michel", date(2016, 1, 1), None),
        ("Talon", date(2020, 1, 1), None),
        ("Fox", date(2003, 1, 1), None),
        ("Santos", date(2015, 1, 1), None),
        ("Bush", date(2006, 10, 14), "George W. Bush"),
        ("Castro", date(2005, 1, 1), "Fidel Castro"),
        ("Poutine", date(1990, 1, 1), None),
    ],
)
def test_who_is_meant_by_a_surname_alone(said: str, day: date, name: str | None) -> None:
    records = [r for r in load_gazetteer().surnames.get(key_of(said), ()) if r.offices_on(day)]
    assert (records[0].name if len(records) == 1 else None) == name


@pytest.mark.parametrize("said", ["Rice", "Brown", "Hunt", "Kim", "Khan", "Michel"])
def test_an_unsafe_surname_is_kept_for_articles_that_name_its_bearer_in_full(said: str) -> None:
    assert load_gazetteer().surnames[key_of(said)]


@pytest.mark.parametrize(
    ("said", "name", "country"),
    [
        ("TASS", "TASS", "RUS"),
        ("Reuters", "Reuters", None),
        ("AFP", "AFP", None),
        ("Chine nouvelle", "Xinhua", "CHN"),
        ("interahamwe", "Interahamwe", None),
        ("Khmers rouges", "Khmer Rouge", None),
        ("talibans pakistanais", "Pakistani Taliban", None),
        ("Renamo", "Renamo", None),
        ("palais de l'Élysée", "Élysée", "FRA"),
        ("Zhongnanhai", "Zhongnanhai", "CHN"),
        ("Tsahal", "IDF", "ISR"),
        ("Gardiens de la révolution", "Revolutionary Guards", "IRN"),
        ("Malacañang", "Malacañang", "PHL"),
        ("El Mouradia", "El Mouradia", "DZA"),
        ("Sejm", "Sejm", "POL"),
        # must not: what is also a word, a place, or a body of several countries
        ("Guardian", None, None),
        ("Economist", None, None),
        ("Amnesty", None, None),
        ("Fars", None, None),
        ("Anatolie", None, None),
        ("Scorpions", None, None),
        ("Camp David", None, None),
        ("House of Representatives", None, None),
        ("National Guard", None, None),
        ("Conseil constitutionnel", None, None),
        ("PDF", None, None),
        ("KIA", None, None),
        ("AIS", None, None),
        ("November 17", None, None),
        ("Move Forward", None, None),
        ("Democratic Party", None, None),
    ],
)
def test_an_organisation_or_body(said: str, name: str | None, country: str | None) -> None:
    record = load_gazetteer().names.get(key_of(said))
    assert ((record.name, record.country) if record else (None, None)) == (name, country)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_name_is_that_of_another_country(language: str) -> None:
    """No person is spelled like a country or its capital."""
    world = countries(language)
    for record in RECORDS:
        if record.kind == "person":
            for name in record.spellings:
                assert world.country_of_name(name) is None, name
                assert world.country_of_capital(name) is None, name


def test_no_spelling_means_two() -> None:
    found: dict[tuple[str, ...], str] = {}
    for record in RECORDS:
        for spelling in record.spellings:
            assert found.setdefault(key_of(spelling), record.name) == record.name, spelling
