"""The options that every question to a record shares, declared once."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from veille.cli.read import Kinds, app, check_kinds
from veille.cli.record import RECORD, Record, opened
from veille.errors import QueryError
from veille.serve.queries import Asked, checked_day
from veille.store import Store

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z?$")


@dataclass(frozen=True, slots=True)
class Question:
    """What a command was asked: of which store, what, and the form of the answer ("table", "json" or "csv")."""

    store: Store
    asked: Asked
    form: str


def day_option(value: str | None) -> str | None:
    """A day; a month or year means its last. Raises typer.BadParameter for what is no date."""
    try:
        return checked_day(value) if value else None
    except QueryError as error:
        raise typer.BadParameter(f"{error.what}: {value!r}; {error.remedy}") from None


def first_day_option(value: str | None) -> str | None:
    """A day; a month or year means its first."""
    last = day_option(value)
    return f"{value}-01-01"[:10] if value and last and re.fullmatch(r"\d{4}(-\d\d)?", value) else last


def instant_option(value: str | None) -> str | None:
    """A day, or a moment in UTC."""
    return value if value and _INSTANT.match(value) else day_option(value)


def _option(help_text: str, metavar: str | None = None, callback: Callable[..., Any] | None = None) -> Any:
    return Annotated[str | None, typer.Option(metavar=metavar, help=help_text, callback=callback)]


def _flag(help_text: str) -> Any:
    return Annotated[bool, typer.Option(help=help_text)]


_LIMIT = Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")]
#: name -> type and default of each shared option
SHARED: dict[str, tuple[Any, object]] = {
    "record": (Record, RECORD),
    "as_of": (_option("As it was known that day: what was published by then.", "DATE", day_option), None),
    "read_by": (_option("Only what was read and judged by then: a day or a moment.", "TIME", instant_option), None),
    "since": (_option("What happened that day or later.", "DATE", first_day_option), None),
    "until": (_option("What happened that day or earlier.", "DATE", day_option), None),
    "actor": (_option("Who acts or is acted on: name, id or country code.", "NAME"), None),
    "place": (_option("Where: name or country code.", "NAME"), None),
    "kind": (Kinds, None),
    "story": (_option("The story whose id begins so.", "ID"), None),
    "limit": (_LIMIT, 100),
    "after": (_option("Go on behind this cursor, which standard error tells.", "CURSOR"), None),
    "json": (_flag("One JSON object a line."), False),
    "csv": (_flag("Comma-separated values."), False),
}
_PLAIN = ("as_of", "read_by", "since", "until", "actor", "place", "story", "limit", "after")
#: the shared options that a question about one thing, or two days, has
NARROW = ("record", "as_of", "read_by", "json")
Command = Callable[..., None]


def question(*shared: str) -> Callable[[Command], Command]:
    """Register a command that asks a record: called with a Question and its own options, given the shared options too (all, or these)."""

    def register(command: Command) -> Command:
        added = {name: SHARED[name] for name in shared or SHARED}
        own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "question"]

        def run(**given: Any) -> None:
            common = {name: given.pop(name) for name in added}
            with opened(common["record"]) as store:
                command(Question(store, _asked(common), _form(common)), **given)

        only = inspect.Parameter.KEYWORD_ONLY
        rows = [inspect.Parameter(n, only, annotation=kind, default=value) for n, (kind, value) in added.items()]
        own = [p.replace(kind=only) for p in own]
        run.__signature__ = inspect.Signature([*own, *rows])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*own, *rows)}
        run.__doc__ = command.__doc__
        app.command(name=command.__name__.removesuffix("_command"))(run)
        return command

    return register


def _asked(given: dict[str, Any]) -> Asked:
    check_kinds(given.get("kind"))
    plain = {name: given[name] for name in _PLAIN if name in given}
    return Asked(today=date.today().isoformat(), kinds=tuple(given.get("kind") or ()), **plain)


def _form(given: dict[str, Any]) -> str:
    if given.get("json") and given.get("csv"):
        raise typer.BadParameter("--json or --csv, not both")
    return "json" if given.get("json") else "csv" if given.get("csv") else "table"
