"""What an address asks of a record: query parameters to an `Asked`, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from veille.errors import QueryError
from veille.ontology import load_kinds
from veille.serve.asked import Asked, checked_day

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z?$")
_MONTH = re.compile(r"\d{4}(-\d\d)?")
#: parameter -> field of `Asked`, for those that are taken as they are written
_WORDS = {"actor": "actor", "place": "place", "source": "source", "story": "story", "q": "text"}
#: the parameters that say which part of a record is wanted
PARAMETERS = ("since", "until", "as_of", "read_by", "kind", "review", "limit", *_WORDS)


class Parameters(Protocol):
    """The parameters of an address, of which some may stand there several times."""

    def get(self, key: str, /) -> str | None:
        """The last value of a parameter."""
        ...

    def getlist(self, key: Any) -> Sequence[str]:
        """All its values."""
        ...


def checked_first_day(said: str) -> str:
    """A day as it is asked for: a month or year means its first day. Raises QueryError for what is no date.

    >>> checked_first_day("2025-08"), checked_first_day("2025")
    ('2025-08-01', '2025-01-01')
    """
    last = checked_day(said)
    return f"{said}-01-01"[:10] if _MONTH.fullmatch(said) else last


def checked_moment(said: str) -> str:
    """A day, or a moment in UTC. Raises QueryError for anything else."""
    return said if _INSTANT.match(said) else checked_day(said)


def asked_from(parameters: Parameters, *, today: str, language: str, rows: int, most: int) -> Asked:
    """What these parameters ask for; empty ones ask for nothing. Raises QueryError naming what is wrong.

    `rows` is the limit when none is given, `most` the largest one.
    """

    def said(name: str) -> str | None:
        return (parameters.get(name) or "").strip() or None

    words: Mapping[str, str | None] = {own: said(name) for name, own in _WORDS.items()}
    since, until, as_of, read_by = (said(name) for name in ("since", "until", "as_of", "read_by"))
    return Asked(
        today=today,
        language=language,
        since=checked_first_day(since) if since else None,
        until=checked_day(until) if until else None,
        as_of=checked_day(as_of) if as_of else None,
        read_by=checked_moment(read_by) if read_by else None,
        kinds=_kinds(parameters.getlist("kind")),
        review=said("review") in ("1", "true", "on"),
        limit=_limit(said("limit"), rows, most),
        **words,
    )


def _kinds(given: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(k for k in given if k))
    if strange := [k for k in wanted if k not in load_kinds()]:
        raise QueryError(f"kind {strange[0]!r}", "no such kind", f"one of {', '.join(load_kinds())}")
    return wanted


def _limit(said: str | None, rows: int, most: int) -> int:
    if said is None:
        return rows
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= most:
        raise QueryError(f"limit {said!r}", "not a number of rows", f"give one between 1 and {most}")
    return int(said)
