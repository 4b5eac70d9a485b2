"""The parameters of the API: each set a model that the description shows, turned into a question."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from veille.ontology import load_kinds
from veille.record import Voice
from veille.serve.asked import Asked, checked_day
from veille.serve.site import site_of
from veille.serve.wanted import checked_first_day, checked_moment
from veille.store.base import Order, Thing

#: rows of a page when nobody says, and at most
ROWS, MOST_ROWS = 50, 200
#: a word of an address: not empty, and nothing that a database could not keep
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Moment = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z)?$"),
]


def _known_kind(said: str) -> str:
    """A kind of the ontology. Raises ValueError for anything else."""
    if said not in load_kinds():
        raise ValueError(f"no such kind; one of {', '.join(load_kinds())}")
    return said


Kind = Annotated[str, AfterValidator(_known_kind), Field(json_schema_extra={"enum": list(load_kinds())})]
Role = Literal["actor", "recipient", "source"]
_DAY = "a day, month or year, such as 2025-08-06"


class Paging(BaseModel):
    """Parameters of every list."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(ROWS, ge=1, le=MOST_ROWS, description="rows of a page at most")
    after: Word | None = Field(None, description="cursor: `next` of the page before")


class Days(Paging):
    """Parameters of lists that may be asked as of a day."""

    since: Day | None = Field(None, description=f"what happened, or was said, then or later: {_DAY}")
    until: Day | None = Field(None, description=f"what happened, or was said, then or earlier: {_DAY}")
    as_of: Day | None = Field(None, description=f"as it was known: only what was published by then, {_DAY}")


class Facets(Days):
    """Parameters of lists of what articles tell."""

    kind: list[Kind] = Field([], description="kinds (docs/kinds.md); may stand several times")
    actor: Word | None = Field(None, description="who acts or is acted on: name, id or alpha-3 code")
    place: Word | None = Field(None, description="where: name or alpha-3 code")
    source: Word | None = Field(None, description="who says so: name, id or alpha-3 code")
    q: Word | None = Field(None, description='words, "phrases", beginnings* of the sentences')


class Told(Facets):
    """Parameters of lists of events and of what follows from them."""

    story: Word | None = Field(None, description="the story whose id begins so")
    read_by: Moment | None = Field(None, description="only what was read and judged by then: a day, or a moment in UTC")
    review: bool = Field(False, description="only what an analyst should look at")
    language: Literal["en", "fr"] = Field("en", description="language in which `what` is told")


class Events(Told):
    """Parameters of the list of events."""

    order: Order = Field("day", description="day (it happened), known (first), learned (last known) or deadline")
    ascending: bool = Field(False, description="the earliest first")


class Mentions(Facets):
    """Parameters of the list of mentions."""

    article: Word | None = Field(None, description="id of the article")
    event: Word | None = Field(None, description="id of the event")
    status: Literal["happened", "ongoing", "future", "hypothetical", "negated"] | None = Field(
        None, description="happened, ongoing, future, hypothetical or negated"
    )
    superseded: bool = Field(False, description="also those of versions that a later one replaced")


class Articles(Days):
    """Parameters of the list of articles."""

    q: Word | None = Field(None, description='words, "phrases", beginnings* of the text')
    site: Word | None = Field(None, description="the outlet, as the rows name it")
    lang: Annotated[str, StringConstraints(pattern="^[a-z]{2}$")] | None = Field(None, description="ISO 639-1")
    story: Word | None = Field(None, description="the story whose id begins so")
    origin: Word | None = Field(None, description="id of the origin")
    read_by: Moment | None = Field(None, description="only what was read by then: a day, or a moment in UTC")
    superseded: bool = Field(False, description="also versions that a later one replaced")


class Stories(Days):
    """Parameters of the list of stories."""

    q: Word | None = Field(None, description='words, "phrases", beginnings* of their articles')


class Pledges(Told):
    """Parameters of the list of pledges."""

    into: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = Field(
        None, description="sums in this currency (ISO 4217) too, at the ECB's rate of the day"
    )


class Claims(Days):
    """Parameters of the list of claims."""

    kind: list[Kind] = Field([], description="kinds of the events; may stand several times")
    voice: Voice | None = Field(None, description="only those of this voice")
    source: Word | None = Field(None, description="who says so: name, id or alpha-3 code")
    event: Word | None = Field(None, description="id of the event")
    read_by: Moment | None = Field(None, description="only what was read and judged by then")
    language: Literal["en", "fr"] = Field("en", description="language in which `what` is told")


class Actors(Days):
    """Parameters of the list of actors."""

    kind: list[Kind] = Field([], description="kinds of the events; may stand several times")
    role: Role | None = Field(None, description="only those in this role")
    story: Word | None = Field(None, description="the story whose id begins so")


class Search(Days):
    """Parameters of the search."""

    q: Word = Field(description='words, "phrases", beginnings*')
    kind: list[Kind] = Field([], description="kinds that the article tells; may stand several times")
    story: Word | None = Field(None, description="the story whose id begins so")


class Judgements(Paging):
    """Parameters of the list of judgements."""

    by: Word | None = Field(None, description="who judged")


class Changes(Paging):
    """Parameters of the list of changes."""

    changed_since: Moment | None = Field(None, description="changes of that day or moment (UTC) and later")
    thing: list[Thing] = Field([], description="article, event, story, judgement; may stand several times")


def asked_of(request: Request, given: Paging) -> Asked:
    """What these parameters ask for. Raises QueryError for a day that there is not."""
    said = {name: value for name, value in given.model_dump().items() if value is not None}
    return Asked(
        today=site_of(request).today,
        as_of=_day(said, "as_of"),
        read_by=checked_moment(said["read_by"]) if "read_by" in said else None,
        since=checked_first_day(said["since"]) if "since" in said else None,
        until=_day(said, "until"),
        actor=said.get("actor"),
        place=said.get("place"),
        source=said.get("source"),
        story=said.get("story"),
        kinds=tuple(dict.fromkeys(said.get("kind", ()))),
        text=said.get("q"),
        review=said.get("review", False),
        limit=given.limit,
        language=said.get("language", "en"),
    )


def _day(said: dict[str, str], name: str) -> str | None:
    return checked_day(said[name]) if name in said else None
