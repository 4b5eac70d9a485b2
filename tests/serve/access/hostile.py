"""A record in which everything that an article, an analyst or a reader gives is an attempt to run something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from serve.saying import JOINER, Dispatch, Said, fill, reading, world
from veille.model import Furniture, Reading
from veille.record import Judgement
from veille.serve.judging import Signed, judgement_on
from veille.store import Store
from veille.store.base import EventFilter
from veille.store.joining import join
from veille.store.searches import EVERYBODY

PAYLOADS = tuple(
    line
    for line in Path(__file__).with_name("payloads.txt").read_text("utf-8").split("\n")
    if line.strip() and not line.startswith("#")
)
JUDGED_AT = "2025-08-06T10:00:00Z"


def _said(number: int, payload: str) -> Said:
    """One of the kinds that have pages of their own, with the payload wherever words go."""
    who, where, day = f"Actor {payload}", f"Place {payload}", ("August 3", _day(number))
    sorts = (
        Said("attack", f"{who} attacked Ukraine in {where} on August 3, killing {2 + number} people, says {payload}!", "attacked",
             {"actor": who, "recipient": "Ukraine", "place": (where, "UKR"), "time": day, "killed": f"{2 + number} people"}, by=payload),
        Said("pledge", f"{who} pledged 5 million dollars of {payload} to Ukraine on August 3.", "pledged",
             {"actor": who, "recipient": "Ukraine", "amount": ("5 million dollars", f"{5 + number}000000 USD"), "programme": payload, "time": day}),
        Said("ultimatum", f"{who} gave Russia until August 8 to do {payload}.", "gave",
             {"actor": who, "recipient": "Russia", "demand": payload, "deadline": ("August 8", _day(number + 3))}, by=who),
        Said("accusation", f"{who} accused Russia of {payload} in {where}.", "accused",
             {"actor": who, "recipient": "Russia", "content": payload, "place": (where, "UKR")}, by=who),
    )  # fmt: skip
    return sorts[number % len(sorts)]


def _day(number: int) -> str:
    """A day of each attempt's own, so that no two are one event."""
    return (date(2025, 8, 6) - timedelta(days=4 * number)).isoformat()


def _dispatch(number: int, payload: str) -> Dispatch:
    url = payload if number % 2 else f"https://site{number}.example/{payload}"
    return Dispatch(f"site {number} {payload}", _day(number), payload, (_said(number, payload),), url=url)


def _reading(page: Dispatch) -> Reading:
    read, words = reading(page), page.title
    article = replace(
        read.article, byline=(words,), kicker=words, deck=words, section=words, tags=(words,), credit=words, furniture=(Furniture("menu", words),)
    )  # fmt: skip
    return replace(read, article=article)


def fill_hostile(store: Store) -> list[tuple[str, str]]:
    """Fill the record; (payload, its article's id). Sixty events are judged, by payloads with payloads as notes; each is a search that is kept."""
    pages = [_dispatch(number, payload) for number, payload in enumerate(PAYLOADS)]
    fill(store, pages, world(pages, read=_reading))
    for number, event in enumerate(store.list_events(EventFilter(), limit=60).rows):
        payload = PAYLOADS[number * 3 % len(PAYLOADS)]
        store.judge(_judgement(store, event.id, payload, "confirm" if number % 5 else "reject"))
    join(store, JOINER)
    for number, payload in enumerate(PAYLOADS):
        store.searches.keep(EVERYBODY, f"{payload} {number}"[:200], f"/timeline?q={payload}", JUDGED_AT)
    return [(page.title, _reading(page).article.id) for page in pages]


def _judgement(store: Store, event: str, payload: str, action: str) -> Judgement:
    return judgement_on(store, [event], action, Signed(payload, JUDGED_AT, payload))
