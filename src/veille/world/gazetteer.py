"""Persons, organisations and bodies of state, from the TOML files of this folder.

Names are matched as sequences of words; a person is also known by surname where that is safe.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from veille.errors import GazetteerError

_WORD = re.compile(r"\w+|[^\w\s]")
_FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-"})
#: the longest name, in words and marks, that is looked up
LONGEST_NAME = 12


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Words and single marks of `text`: (start, end, folded form); offsets in code points, half-open.

    >>> words_of("l’ONU")
    [(0, 1, 'l'), (1, 2, "'"), (2, 5, 'ONU')]
    """
    return [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text.translate(_FOLD))]


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name, as they are looked up."""
    return tuple(form for _, _, form in words_of(name))


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from `start` to `end` (ISO dates, shortened to year or month, or `None`: open), in a state or organisation."""

    office: str
    of: str
    start: str | None
    end: str | None

    def held_on(self, day: date) -> bool:
        """Whether the office was held on `day`; a missing bound counts as open."""
        said = day.isoformat()
        return (self.start is None or self.start <= said) and (self.end is None or said <= self.end + "~")


@dataclass(frozen=True, slots=True)
class Record:
    """A person, organisation or body of the gazetteer. `country` is ISO 3166-1 alpha-3 or `None`.

    `short` names mean it only where the article names it in full too ("the Serbs" for the Bosnian Serbs).
    """

    kind: str
    name: str
    spellings: tuple[str, ...]
    country: str | None
    role: str | None
    qid: str | None = None
    surname: str | None = None
    offices: tuple[Office, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The Wikidata QID, or "name:..." where it is not known."""
        return self.qid or f"name:{self.name}"

    def offices_on(self, day: date) -> tuple[Office, ...]:
        """The offices held on `day`."""
        return tuple(o for o in self.offices if (o.start or o.end) and o.held_on(day))


class Gazetteer:
    """Name look-up for one language; names of every language are known, since the press borrows spellings."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.records = tuple(records)
        self.names: dict[tuple[str, ...], Record] = {}
        self.surnames: dict[tuple[str, ...], tuple[Record, ...]] = {}
        for record in self.records:
            for spelling in record.spellings:
                self.names.setdefault(key_of(spelling), record)
            if record.surname:
                for surname in _surnames(record):
                    self.surnames[surname] = (*self.surnames.get(surname, ()), record)

    def holder(self, office: str, of: str, day: date) -> Record | None:
        """Who held the office on `day`, when exactly one person did."""
        found = [r for r in self.records if any(o.office == office and o.of == of for o in r.offices_on(day))]
        return found[0] if len(found) == 1 else None


def _surnames(record: Record) -> set[tuple[str, ...]]:
    if record.surname and record.surname != record.name.split()[-1]:
        return {key_of(record.surname)}
    lasts = {spelling.split()[-1] for spelling in record.spellings if " " in spelling}
    return {key_of(last) for last in lasts if len(last) > 2}


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the world, read once. Raises GazetteerError where a file breaks its rules."""
    return Gazetteer(_records())


def _records() -> Iterator[Record]:
    for row in _rows("people.toml", "person"):
        yield _person(row)
    for row in _rows("organisations.toml", "organisation"):
        role = {"armed_group": "armed_group", "igo": "igo", "un_body": "igo", "alliance": "igo"}.get(
            row["type"], row["type"]
        )
        yield Record("organisation", row["name"], _spellings(row), row.get("country"), role, row.get("qid"))
    for row in _rows("peoples.toml", "people"):
        short = tuple(row.get("short", ()))
        yield Record("organisation", row["name"], _spellings(row), None, "people", row.get("qid"), short=short)
    for row in _rows("state_bodies.toml", "body"):
        yield Record("body", row["name"], _spellings(row), row["country"], row["role"], row.get("qid"))


def _person(row: Mapping[str, Any]) -> Record:
    offices = tuple(Office(o["office"], o.get("of", ""), o.get("from"), o.get("to")) for o in row.get("offices", ()))
    surname = row.get("surname") or row["name"].split()[-1]
    return Record("person", row["name"], _spellings(row), row.get("country"), None, row.get("qid"), surname, offices)


def _spellings(row: Mapping[str, Any]) -> tuple[str, ...]:
    said = [row["name"], *row.get("en", ()), *row.get("fr", ())]
    return tuple(dict.fromkeys(name.removeprefix("the ").removeprefix("The ") for name in said))


def _rows(file: str, table: str) -> list[dict[str, Any]]:
    path = resources.files("veille.world") / file
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8")).get(table, [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(f"world/{file}", str(error), "mend the file") from error
    for number, row in enumerate(rows, 1):
        if not row.get("name"):
            raise GazetteerError(f"world/{file}", f"{table} {number} has no name", "name it")
    return rows
