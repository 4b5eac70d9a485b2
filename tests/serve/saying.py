"""A small crisis told by three outlets, with its mentions written out: what the tests of queries ask. No parser is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from veille.model import Article, Attribution, Block, Dated, Mention, Plover, Reading, Snapshot, Value
from veille.ontology import SLOT_TYPES, load_kinds
from veille.reconcile import keys_for, reconcile, reconcile_near
from veille.store import Given, Store
from veille.store.adding import Outside, add
from veille.store.joining import Joiner, join
from veille.values import Count, Entity, Money, Period, Place, Span

JOINER = Joiner("test", keys_for, reconcile, reconcile_near)
READ_AT = "2025-08-20T09:00:00Z"
CODES = {
    "United States": "USA", "Russia": "RUS", "Ukraine": "UKR", "Netherlands": "NLD", "Denmark": "DNK", "Norway": "NOR", "Sweden": "SWE",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A sentence and what it tells: slot -> words of the sentence, with their value where they need one."""

    kind: str
    sentence: str
    trigger: str
    slots: Mapping[str, Any]
    by: str | None = None
    stance: str = "claim"
    status: str = "happened"


@dataclass(frozen=True)
class Dispatch:
    """A page: its site, day and sentences. `url` is what its versions share."""

    site: str
    day: str
    title: str
    said: tuple[Said, ...]
    url: str = ""
    modified: str | None = None

    @property
    def source(self) -> str:
        return f"{self.site}/{self.day}/{self.title}/{self.modified or ''}"


def reading(page: Dispatch) -> Reading:
    """What a reader would give of the page."""
    text = "\n\n".join([page.title, *dict.fromkeys(s.sentence for s in page.said)])
    url = page.url or f"https://{page.site}.example/{page.day}/{page.title.replace(' ', '-').lower()}"
    article = Article(
        id=hashlib.sha256(f"{url}{text}".encode()).hexdigest()[:16],
        text=text,
        blocks=(Block("title", 0, len(page.title)), Block("paragraph", len(page.title) + 2, len(text))),
        language="en",
        title=page.title,
        url=url,
        site=page.site,
        published=Dated(page.day, "day", "meta"),
        modified=Dated(page.modified, "day", "meta") if page.modified else None,
    )
    return Reading(article, tuple(_mention(article, said) for said in page.said))


def _mention(article: Article, said: Said) -> Mention:
    begin = article.text.index(said.sentence)

    def span(words: str) -> Span:
        at = article.text.index(words, begin)
        return Span.of(article.text, at, at + len(words))

    attribution = None
    if said.by:
        attribution = Attribution(span(said.by), said.stance, _entity(span(said.by)))  # type: ignore[arg-type]
    return Mention(
        id=hashlib.sha256(f"{article.id}{said.kind}{begin}{said.trigger}".encode()).hexdigest()[:16],
        kind=said.kind,
        plover=Plover(load_kinds()[said.kind].plover),
        trigger=span(said.trigger),
        evidence=span(said.sentence),
        status=said.status,  # type: ignore[arg-type]
        slots={name: tuple(_value(name, span, v) for v in _listed(given)) for name, given in said.slots.items()},
        summary=f"{said.kind}: {said.sentence}",
        attribution=attribution,
        confidence=0.8,
        rule=f"{said.kind}/test/1",
    )


def _listed(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list) else [given]


def _value(slot: str, span: Any, given: Any) -> Value:
    words, value = given if isinstance(given, tuple) else (given, None)
    where, sort = span(words), SLOT_TYPES[slot]
    if sort == "entity":
        return _entity(where)
    if sort == "count":
        return Count(where, int(value or words.split()[0]), int(value or words.split()[0]), slot)
    if sort == "money":
        amount, currency = value.split()
        return Money(where, Decimal(amount), currency)
    if sort == "period":
        return Period(where, value, precision="day", bound="by" if slot == "deadline" else None)
    return Place(where, words, value, 703448) if sort == "place" else where


def _entity(where: Span) -> Entity:
    code = CODES.get(where.said)
    return Entity(where, f"country:{code}" if code else f"name:{where.said}", where.said, code, kind="state" if code else "organisation")  # fmt: skip


def world(pages: Sequence[Dispatch], *, now: str = READ_AT, rules: str = "rules-1", read: Any = reading) -> Outside:
    """A world of these pages, read by `read` with a stopped clock."""
    held = {page.source: page for page in pages}

    def opened(source: str) -> Snapshot:
        content = repr(held[source]).encode()
        return Snapshot(source, content, hashlib.sha256(content).hexdigest())

    def given(snapshot: Snapshot, _: Given) -> Reading:
        found: Reading = read(held[snapshot.source])
        return found

    return Outside(opened, given, lambda: now, lambda: rules)


def fill(store: Store, pages: Sequence[Dispatch], outside: Outside | None = None) -> None:
    """Add the pages and join them."""
    for page in pages:
        add(store, page.source, outside=outside or world(pages))
    join(store, JOINER)


ATTACK = {"actor": "Russia", "recipient": "Ukraine", "place": ("Kyiv", "UKR"), "time": ("July 31", "2025-07-31")}
CRISIS = (
    Dispatch("wire", "2025-07-14", "Fifty days", (
        Said("ultimatum", "The United States gave Russia until September 2 to stop the war in Ukraine.", "gave",
             {"actor": "United States", "recipient": "Russia", "demand": "stop the war in Ukraine", "deadline": ("September 2", "2025-09-02")}),
    )),
    Dispatch("herald", "2025-07-28", "Less time", (
        Said("ultimatum", "The United States shortened its ultimatum to Russia to stop the war in Ukraine, to August 8.", "ultimatum",
             {"actor": "United States", "recipient": "Russia", "demand": "stop the war in Ukraine", "deadline": ("August 8", "2025-08-08")}),
    )),
    Dispatch("wire", "2025-07-31", "Night in Kyiv", (
        Said("attack", "Russia attacked Kyiv in Ukraine on July 31, killing 13 people.", "attacked", {**ATTACK, "killed": "13 people"}),
    )),
    Dispatch("herald", "2025-08-01", "Kyiv counts its dead", (
        Said("attack", "Russia attacked Kyiv in Ukraine on July 31, killing 31 people.", "attacked", {**ATTACK, "killed": "31 people"}),
    )),
    Dispatch("radio", "2025-08-02", "Moscow answers", (
        Said("attack", "Russia denied that Russia attacked Kyiv in Ukraine on July 31.", "attacked", ATTACK, by="Russia", stance="deny"),
    )),
    Dispatch("wire", "2025-08-04", "Dutch package", (
        Said("pledge", "The Netherlands pledged 500 million euros to Ukraine.", "pledged",
             {"actor": "Netherlands", "recipient": "Ukraine", "amount": ("500 million euros", "500000000 EUR")}),
    )),
    Dispatch("herald", "2025-08-05", "Three more", (
        Said("pledge", "Denmark, Norway and Sweden pledged 500 million dollars to Ukraine.", "pledged",
             {"actor": ["Denmark", "Norway", "Sweden"], "recipient": "Ukraine", "amount": ("500 million dollars", "500000000 USD")}),
        Said("pledge", "Sweden alone pledged 275 million dollars to Ukraine.", "pledged",
             {"actor": "Sweden", "recipient": "Ukraine", "amount": ("275 million dollars", "275000000 USD")}),
    )),
)  # fmt: skip


def corrected_night(modified: str = "2025-08-03") -> Dispatch:
    """A later version of the wire's first report of the attack, without the sentence that told it."""
    old = CRISIS[2]
    said = (
        Said("toll", "In Kyiv 30 people were killed.", "killed", {"killed": "30 people", "place": ("Kyiv", "UKR")}),
    )
    url = f"https://wire.example/{old.day}/night-in-kyiv"
    return replace(old, said=said, url=url, modified=modified)
