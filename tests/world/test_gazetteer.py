"""The gazetteer: large enough, each entry well formed, offices answered by date."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from veille.world.countries import countries
from veille.world.gazetteer import load_gazetteer

RECORDS = load_gazetteer().records


def test_its_size() -> None:
    assert len(RECORDS) >= 400
    kinds = Counter(r.kind for r in RECORDS)
    assert kinds["person"] >= 300
    assert kinds["organisation"] >= 100


def test_each_entry_is_well_formed() -> None:
    states = set(countries("en").labels)
    names = Counter((r.kind, r.name) for r in RECORDS)
    assert [name for name, many in names.items() if many > 1] == []
    for record in RECORDS:
        assert record.country is None or record.country in states, record.name
        assert record.qid is None or re.fullmatch(r"Q[1-9]\d*", record.qid), record.name
        for office in record.offices:
            for day in (office.start, office.end):
                assert day is None or date.fromisoformat(day), record.name
            assert not (office.start and office.end) or office.start <= office.end, record.name
    qids = Counter(r.qid for r in RECORDS if r.qid)
    assert [qid for qid, many in qids.items() if many > 1] == []


def test_no_office_of_a_state_is_held_twice_for_long() -> None:
    """Two holders may share the days of a handover, not more."""
    held = [
        (o, r.name)
        for r in RECORDS
        for o in r.offices
        if o.start and o.office in ("president", "prime_minister", "chancellor")
    ]
    for i, (one, name) in enumerate(held):
        for other, second in held[i + 1 :]:
            if (one.office, one.of) == (other.office, other.of) and name != second:
                start, end = max(one.start or "", other.start or ""), min(one.end or "9999", other.end or "9999")
                assert start >= end or (date.fromisoformat(end) - date.fromisoformat(start)).days <= 7, (name, second)


@pytest.mark.parametrize(
    ("office", "of", "day", "name"),
    [
        ("president", "USA", date(2013, 8, 31), "Barack Obama"),
        ("president", "USA", date(2025, 8, 6), "Donald Trump"),
        ("president", "RUS", date(2010, 1, 1), "Dmitry Medvedev"),
        ("secretary_general", "UN", date(1999, 6, 1), "Kofi Annan"),
        ("foreign_minister", "FRA", date(2003, 3, 10), "Dominique de Villepin"),
        # must not: before any holder that is known
        ("president", "USA", date(1990, 1, 1), None),
        ("president", "ATL", date(2020, 1, 1), None),
    ],
)
def test_who_held_an_office(office: str, of: str, day: date, name: str | None) -> None:
    holder = load_gazetteer().holder(office, of, day)
    assert (holder.name if holder else None) == name
