"""What answers hold, for the API's description: the columns of tables as fields, and the values of a record."""

from __future__ import annotations

from types import GenericAlias
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from veille.record import Conflict, Figure, Join, Statement, Step
from veille.serve.exports.columns import Column, Sort, Table
from veille.serve.exports.tables import TABLES

T = TypeVar("T")
_TYPES: dict[Sort, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "decimal": str,
    "boolean": bool,
    "date": str,
    "datetime": str,
    "list": list[str],
    "object": dict[str, Any],
}
_FORMATS: dict[Sort, dict[str, str]] = {
    "date": {"format": "date"},
    "datetime": {"format": "date-time"},
    "decimal": {"pattern": r"^-?\d+(\.\d+)?$"},
}


class Exact(BaseModel):
    """An object of these fields and no others."""

    model_config = ConfigDict(extra="forbid")


def _field(column: Column) -> Any:
    """A column as a field; a list is never null, nor is what tells rows apart."""
    kind = _TYPES[column.sort]
    whole = kind if column.key or column.sort in ("list", "object") else kind | None
    return whole, Field(description=column.about, json_schema_extra=dict(_FORMATS.get(column.sort, {})))


def row_model(table: Table) -> type[BaseModel]:
    """The model of a table's rows."""
    fields: dict[str, Any] = {column.name: _field(column) for column in table.columns}
    one = f"{table.name[:-3]}y" if table.name.endswith("ies") else table.name[:-1]
    name = f"{one.capitalize()}Row"
    model: type[BaseModel] = create_model(name, __base__=Exact, __doc__=table.about, **fields)
    return model


class Listing(Exact, Generic[T]):
    """A page of a list."""

    data: list[T]
    next: str | None = Field(description="cursor of the page that follows (`after`); null at the end")


class EventWhole(Exact):
    """What an event has beside its row."""

    slots: dict[str, list[Figure]] = Field(
        description="the values of each slot, those of most independent reports first"
    )
    conflicts: list[Conflict] = Field(description="values that cannot all be true")
    statements: list[Statement] = Field(description="who says what of it")
    steps: list[Step] = Field(description="its lifecycle so far")
    due: Step | None = Field(description="the step that time alone will make")
    joins: list[Join] = Field(description="why its mentions are held to be one event")
    follows: list[str] = Field(description="mentions of other events that move its lifecycle")
    parts: list[str] = Field(description="events that are shares of it")
    repeats: str | None = Field(description="the event of which it announces the same again")


class Block(Exact):
    """A block of an article's text."""

    kind: str
    start: int
    end: int


class ArticleWhole(Exact):
    """What an article has beside its row; offsets of its mentions count code points of its text."""

    text: str
    blocks: list[Block]
    versions: list[str] = Field(description="ids of all versions of its page, the first first")
    copies: list[str] = Field(description="ids of other articles of its origin")
    events: list[str] = Field(description="ids of the events that it tells")


class Anchored(Exact):
    """What a judgement holds on to, so that it outlives readings with newer rules."""

    mention: str
    page: str
    kind: str
    evidence: str
    trigger: str


class JudgementRow(Exact):
    """A judgement of an analyst."""

    id: str
    at: str = Field(json_schema_extra={"format": "date-time"})
    by: str
    action: str
    anchors: list[Anchored]
    correction: dict[str, Any]
    note: str
    undoes: str | None
    in_force: bool = Field(
        description="whether no later one takes it back; an undo is in force while what it undid is undone"
    )


class Found(Exact):
    """An article that has the words, with the mentions and events of the sentences that have them all."""

    article: str
    title: str
    outlet: str
    day: str
    language: str
    url: str | None
    snippet: str
    mentions: list[str]
    events: list[str]


class ActorRow(Exact):
    """A party, and how many events it is in."""

    entity: str
    name: str
    country: str | None
    events: int
    first_day: str
    last_day: str


class ChangeRow(Exact):
    """The last change of an article, event, story or judgement."""

    thing: str
    id: str
    at: str = Field(json_schema_extra={"format": "date-time"})
    revision: int = Field(description="how often it changed since it was made")
    gone: bool = Field(description="a tombstone: it is no more")
    now: str | None = Field(description="what holds most of what it held, where it is gone")
    href: str | None = Field(description="where it is; null for a tombstone")


class Polled(Exact, Generic[T]):
    """A page of what changed."""

    data: list[T]
    next: str | None = Field(description="cursor to go on from, now or later; null while nothing ever changed")
    more: bool = Field(description="whether there is more to be had at once")


#: by table
ROWS = {name: row_model(table) for name, table in TABLES.items()}
_told_by: Any = (GenericAlias(list, (ROWS["mentions"],)), Field(description="its mentions"))
EVENT = create_model("EventDetail", __base__=(EventWhole, ROWS["events"]), __doc__="An event, whole.", told_by=_told_by)
ARTICLE = create_model("ArticleDetail", __base__=(ArticleWhole, ROWS["articles"]), __doc__="An article, whole.")
_totals: Any = (GenericAlias(list, (ROWS["totals"],)), Field(description="all of them"))
TOTALS = create_model("Totals", __base__=Exact, __doc__="What pledges come to.", data=_totals)


def listing(table: str) -> Any:
    """The model of a page of a table's rows."""
    return Listing.__class_getitem__(ROWS[table])
