"""What stores are made of: values as JSON, words, days, pages, anchors."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from store.making import anchor, filed, page
from veille import read
from veille.errors import RecordDamaged
from veille.model import Article, Dated, Mention, Snapshot
from veille.record import Anchor, Conflict, Event, Feature, Figure, Filed, Join, Judgement, Statement, Step
from veille.store.anchors import resolve
from veille.store.codec import decode, encode
from veille.store.days import bounds, placed, sortable
from veille.store.pages import canonical, ordered, page_of
from veille.store.terms import terms_of
from veille.store.words import fts5_query, terms, tsquery, tsvector
from veille.values import Count, Money, Place, Span

FIGURE = Figure("deadline", "2025-08-08", "8 août", ("m1",), ("a1", "a2"))
EVENT = Event(
    id="e1",
    kind="ultimatum",
    summary="…",
    mentions=("m1", "m2"),
    articles=("a1",),
    origins=("a1",),
    story=None,
    first_known="2025-08-01",
    last_known="2025-08-02",
    slots={"deadline": (FIGURE,)},
    joins=(Join("m1", "m2", 1.25, (Feature("day", 1.0, 0.5, "same day"),)),),
    conflicts=(Conflict("deadline", (FIGURE,)),),
    statements=(Statement("deny", None, "the outlet", "m1", "a1", "2025-08-01"),),
    steps=(Step("2025-08-01", "issued", "m1"),),
    follows=("m3",),
    due=Step("2025-08-09", "passed", None),
)
ANCHOR = Anchor("m1", "p", "attack", "Russia attacked.", "attacked")


@pytest.mark.parametrize(
    "value",
    [
        EVENT,
        Judgement("j1", "t", "Ada", "correct", (ANCHOR,), {"amount": {"value": "5", "currency": "EUR"}, "time": None}),
        Money(Span(0, 3, "5 M"), Decimal("5000000.50"), "EUR", high=Decimal(6)),
        Count(Span(0, 1, "3"), 3, None, noun=Span(2, 3, "x")),
        Place(Span(0, 4, "Kyiv"), "Kyiv", "UKR", 703448, 50.45466, 30.5238, "city"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back_from_json(value: object) -> None:
    assert decode(type(value), encode(value)) == value
    assert encode(decode(type(value), encode(value))) == encode(value)


def test_what_the_parsers_read_comes_back() -> None:
    text = "Kyiv, Monday. Russia fired 40 drones at Odesa overnight, the Ukrainian air force said. France pledged 5 million euros to Kyiv."
    reading = read(text, published="2025-03-03")
    assert reading.mentions
    assert decode(Article, encode(reading.article)) == reading.article
    assert [decode(Mention, encode(m)) for m in reading.mentions] == list(reading.mentions)
    assert ("place", "odesa") in {term for m in reading.mentions for term in terms_of(m)}


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2025-08-06", ("2025-08-06", "2025-08-06")),
        ("2025-08-06T20:15:00+02:00", ("2025-08-06", "2025-08-06")),
        ("2025-02", ("2025-02-01", "2025-02-28")),
        ("2025-W32", ("2025-08-04", "2025-08-10")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025-08-05T20:00/2025-08-06T06:00", ("2025-08-05", "2025-08-06")),
        ("2025-08-05/", ("2025-08-05", "2025-08-05")),
        ("2025-02-31", None),
        ("2025-W60", None),
        ("0000", None),
        ("P10D", None),
        ("", None),
        (None, None),
    ],
)
def test_bounds_of_periods(value: str | None, days: tuple[str, str] | None) -> None:
    assert bounds(value) == days


def test_long_periods_are_placed_by_their_first_day() -> None:
    assert placed("2014") == ("2014-01-01", "2014-01-01")
    assert placed("2025-08") == ("2025-08-01", "2025-08-31")
    assert sortable("2025-08-06T01:00:00+02:00") < sortable("2025-08-06") < sortable("2025-08-06T00:00:00Z")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.org/x", "http://www.a.org/x/#top", True),
        ("https://a.org/x?b=1&a=2", "https://a.org/x?a=2&b=1&fbclid=9", True),
        ("https://a.org/x?id=1", "https://a.org/x?id=2", False),
        ("https://a.org/X", "https://a.org/x", False),
    ],
)
def test_addresses_of_one_page(one: str, other: str, same: bool) -> None:
    assert (canonical(one) == canonical(other)) is same


def test_pages_without_address() -> None:
    article = filed(page("Live: what we know", "RUS attack UKR."))[0].article
    sited = replace(article, site="A.org")
    assert page_of(sited, "s") == page_of(replace(sited, id="other"), "t")
    assert page_of(sited, "s") != page_of(replace(sited, title="Other"), "s")
    assert page_of(article, "1" * 64) != page_of(article, "2" * 64)


def test_versions_are_ordered_by_change_then_reading() -> None:
    def version(ident: str, published: str, modified: str, read_at: str) -> Filed:
        one = filed(page(ident, "RUS attack UKR.", published=published, modified=modified), read_at=read_at)[0]
        return replace(one, withdrawn_at="2025-09-01T00:00:00Z")

    rows = [
        version("c", "2025-08-01", "2025-08-03", "x"),
        version("b", "2025-08-01", "", "y"),
        version("a", "2025-08-01", "", "x"),
    ]
    found = ordered(rows)
    assert [f.article.title for f in found] == ["a", "b", "c"]
    assert [(f.version, f.superseded, f.withdrawn_at is None) for f in found] == [
        (1, True, True),
        (2, True, True),
        (3, False, False),
    ]


@pytest.mark.parametrize(
    ("query", "lite", "post"),
    [
        ("Zelensky", '"zelensky"', "('zelensky')"),
        ('"dix jours" Élys*', '"dix jours" AND "elys" *', "('dix' <-> 'jours') & ('elys':*)"),
        ("l'Otan F-16", '"l otan" AND "f 16"', "('l' <-> 'otan') & ('f' <-> '16')"),
        ('OR "NEAR(', '"or" AND "near"', "('or') & ('near')"),
        ("' -- ; *", "", ""),
    ],
)
def test_searches_on_both_databases(query: str, lite: str, post: str) -> None:
    assert fts5_query(terms(query)) == lite
    assert tsquery(terms(query)) == post


def test_a_word_too_frequent_is_indexed_within_the_limit() -> None:
    assert tsvector("a " * 300).count(",") == 254


def test_anchors_find_their_mention() -> None:
    one = filed(page("T", "RUS attack UKR.", "FRA pledge UKR.", "RUS attack UKR."))[0]
    first, second, third = one.mentions
    held = anchor(one, second)
    assert resolve(held, one.mentions) == second.id
    renamed = replace(second, id="new", kind="aid")
    assert resolve(held, [first, renamed]) == "new"
    assert resolve(held, [replace(renamed, evidence=Span.of("FRA  pledge\nUKR.", 0, 16))]) == "new"
    assert resolve(held, [first]) is None
    assert resolve(replace(anchor(one, first), mention="gone"), [first, third]) is None
    assert resolve(anchor(one, first), [first, third]) == first.id


def test_damaged_bytes_are_told() -> None:
    from sqlalchemy import create_engine, insert

    from veille.store.snapshots import bytes_of, keep_bytes
    from veille.store.tables import metadata, snapshots

    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        keep_bytes(connection, Snapshot("s", b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        for digest, codec in (("x", "zlib"), ("y", "other")):
            connection.execute(insert(snapshots).values(sha256=digest, size=1, codec=codec, content=b"no"))
            with pytest.raises(RecordDamaged):
                bytes_of(connection, digest)
        with pytest.raises(RecordDamaged, match="not there"):
            bytes_of(connection, "z")
    engine.dispose()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2025-08-06", "2025-08-06"),
        ("2025-08-06T23:30:00+02:00", "2025-08-06"),
        ("2025-08", "2025-09-01"),  # a month is no day
        ("2025", "2025-09-01"),
        ("2025-08-00", "2025-09-01"),
        ("", "2025-09-01"),
    ],
)
def test_known_from_the_day_that_is_said_or_the_day_it_was_read(said: str, day: str) -> None:
    one, _, _ = filed(page("T", "RUS attack UKR."))
    dated = replace(one.article, published=Dated(said, "month", "option") if said else None)
    assert replace(one, article=dated, read_at="2025-09-01T09:00:00Z").known_on == day
