"""Persons, organisations and bodies of state, from the TOML files of this folder.

Names are matched as sequences of words; a person is also known by surname where that is safe.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from veille.errors import GazetteerError
from veille.world.spelling import unaccented

_WORD = re.compile(r"\w+|[^\w\s]")
_FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-"})
_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae"})
_ARTICLE = re.compile(r"(?:(?<= )|^)[AaEe]l-(?=\w)")
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


def press_spellings(name: str) -> tuple[str, ...]:
    """A person's name as it is spelled, without diacritics, and with each form of the Arabic article.

    >>> press_spellings("Zoran Đinđić")
    ('Zoran Đinđić', 'Zoran Djindjic')
    >>> press_spellings("Bachar al-Assad")[:4]
    ('Bachar al-Assad', 'Bachar Al-Assad', 'Bachar el-Assad', 'Bachar El-Assad')
    """
    said = (name, unaccented(name.translate(_LETTERS)))
    forms = ("al-", "Al-", "el-", "El-", "al ", "Al ", "") if _ARTICLE.search(name) else ("",)
    every = [_ARTICLE.sub(form, spelling) for spelling in said for form in forms]
    return tuple(dict.fromkeys((*said, *every)))


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

    `short` names mean it only where the article names it in full too ("the Serbs" for the Bosnian Serbs). So do the
    `surnames` of a person who is not to be known by them `alone`.
    """

    kind: str
    name: str
    spellings: tuple[str, ...]
    country: str | None
    role: str | None
    qid: str | None = None
    surnames: tuple[str, ...] = ()
    alone: bool = True
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
        self.holders: dict[tuple[str, str], tuple[Record, ...]] = {}
        for record in self.records:
            for spelling in record.spellings:
                self.names.setdefault(key_of(spelling), record)
            for office in dict.fromkeys((o.office, o.of) for o in record.offices):
                self.holders[office] = (*self.holders.get(office, ()), record)
        for record in self.records:
            if record.kind == "person":
                for spelling in record.spellings:
                    for variant in press_spellings(spelling):
                        self.names.setdefault(key_of(variant), record)
                found = record if record.alone else _undated(record)
                for surname in _surnames(record):
                    self.surnames[surname] = (*self.surnames.get(surname, ()), found)

    def holder(self, office: str, of: str, day: date) -> Record | None:
        """Who held the office on `day`, when exactly one person did."""
        records = self.holders.get((office, of), ())
        found = [r for r in records if any(o.office == office and o.of == of for o in r.offices_on(day))]
        return found[0] if len(found) == 1 else None


def _surnames(record: Record) -> tuple[tuple[str, ...], ...]:
    """The surnames a person is looked up by: those the file gives, else the last word of each spelling."""
    said = record.surnames or tuple(spelling.split()[-1] for spelling in record.spellings if " " in spelling)
    if not record.surnames and " " not in record.name:
        said = (record.name, *said)
    return tuple(
        dict.fromkeys(key_of(v) for name in said if len(name) > 2 or record.surnames for v in press_spellings(name))
    )


def _undated(record: Record) -> Record:
    """The person without the days in office, by which a surname alone would mean them."""
    offices = () if record.country else tuple(Office(o.office, o.of, None, None) for o in record.offices)
    return replace(record, offices=offices)


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
    said = row.get("surname", ())
    surnames = (said,) if isinstance(said, str) else tuple(said)
    return Record(
        "person",
        row["name"],
        _spellings(row),
        row.get("country"),
        None,
        row.get("qid"),
        surnames,
        row.get("alone", True),
        offices,
    )


def _spellings(row: Mapping[str, Any]) -> tuple[str, ...]:
    said = [row["name"], *row.get("en", ()), *row.get("fr", ()), *row.get("also", ())]
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
