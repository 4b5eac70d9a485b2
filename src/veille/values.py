"""Values with the words they come from.

Every value is a `Span` of the article's text. Offsets count Unicode code points and are half-open.
`None` means "the text does not say".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: `text[start:end] == said`."""

    start: int
    end: int
    said: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.said):
            raise ValueError(f"span {self.start}:{self.end} does not fit {self.said!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`.

        >>> Span.of("trois morts", 0, 5)
        Span(start=0, end=5, said='trois')
        """
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `low` and `high` are inclusive bounds, `None` where the text sets none.

    "51" is (51, 51); "plus de 200" is (201, None); "près de 300" is (270, 300) with modifier "about";
    "plusieurs" is (2, None) with modifier "vague". `noun` is the head noun that is counted
    ("drones"), `unit` its class ("killed", "wounded", "displaced", "drone", "soldier", "percent" ...) or `None`.
    """

    span: Span
    low: int | None
    high: int | None
    unit: str | None = None
    modifier: str | None = None
    noun: Span | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in major units (euros, not cents). `currency` is ISO 4217; `high` closes a range.

    `modifier` is "about", "over", "under" or `None`.
    """

    span: Span
    value: Decimal
    currency: str
    high: Decimal | None = None
    modifier: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time, deadline or duration.

    `value` is an ISO 8601 date, month, year or interval ("2025-08-05T20:00/2025-08-06T06:00"),
    `None` while unresolved. `duration` is ISO 8601 ("P10D"). `precision` is "second" ... "day", "month",
    "year", "decade" or "part_of_day". `anchor` says what it was resolved against ("published", "text", `None`).
    `type` is TIMEX3's DATE, TIME, DURATION or SET. `bound` is "by" (deadline: until, by, within), "after" (since, from), "before" or `None`.
    """

    span: Span
    value: str | None
    type: str = "DATE"
    duration: str | None = None
    precision: str | None = None
    anchor: str | None = None
    bound: str | None = None

    @property
    def resolved(self) -> bool:
        """Whether the text (with the article's date) allowed a value."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text.

    `country` is ISO 3166-1 alpha-3. `geonames` is the GeoNames id, `lat`/`lon` in degrees WGS 84.
    `precision` is "city", "region", "country", "sea", "site" or `None` when the gazetteer does not know the place.
    """

    span: Span
    name: str
    country: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor as the text names it.

    `id` is a Wikidata QID or "name:...", "country:RUS". `name` is canonical. `role` is a PLOVER-like sector
    ("executive", "military", "foreign", "igo", "armed_group", "civilian" ...) or `None`.
    `kind` is "state", "body", "person", "organisation", "group" (vague) or "thing" (a country's missile).
    `organisation` names the body for which a person without country speaks ("UN").
    """

    span: Span
    id: str
    name: str
    country: str | None = None
    role: str | None = None
    kind: str = "state"
    organisation: str | None = None
