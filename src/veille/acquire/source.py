"""Sources as people write them: one TOML file with a `[[source]]` for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from veille.errors import SourcesError

Kind = Literal["auto", "feed", "sitemap", "page", "folder", "warc", "mail"]

_OPENING = re.compile(r"^[ \t]*\[\[\s*source\s*\]\]", re.M)
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a site is asked: at least `delay_seconds` between two requests to a host; robots.txt may ask for more."""

    delay_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """Something that lists pages. `url` is an http(s) address, or a path for folders, archives and mailboxes.

    `language` is ISO 639-1, `licence` what its owner allows in words, `per_day` how many items are expected a day; `None` where nobody says.
    """

    name: str
    url: str
    kind: Kind = "auto"
    language: str | None = None
    licence: str | None = None
    per_day: float | None = None
    politeness: Politeness = field(default_factory=Politeness)


def load_sources(path: Path | str) -> tuple[Source, ...]:
    """The sources of a TOML file, in its order. A name and an address stand there once.

    Raises SourcesError, saying the line, the source, the key and the remedy.
    """
    try:
        text = Path(path).read_text("utf-8")
    except OSError as error:
        raise SourcesError(str(path), f"cannot be read ({error.strerror})", "check the path") from error
    except UnicodeDecodeError as error:
        raise SourcesError(str(path), f"not UTF-8 (byte {error.start})", "save it as UTF-8") from None
    return parse_sources(text, where=str(path))


def parse_sources(text: str, *, where: str) -> tuple[Source, ...]:
    """The sources of TOML text; `where` names it in errors. Raises SourcesError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(where, f"not TOML: {error}", "docs/acquire.md has an example") from None
    rows = data.pop("source", None)
    if data:
        raise SourcesError(where, f"unknown key {next(iter(data))!r}", "a source stands under [[source]]")
    if not isinstance(rows, list) or not rows:
        raise SourcesError(where, "no sources", "write a [[source]] with name and url")
    lines = [text.count("\n", 0, found.start()) + 1 for found in _OPENING.finditer(text)]
    sources = []
    for number, row in enumerate(rows):
        line = f"line {lines[number]}" if number < len(lines) else f"source {number + 1}"
        sources.append(_source(row, f"{where}: {line}"))
        _check_once(sources, f"{where}: {line}")
    return tuple(sources)


def _check_once(sources: list[Source], place: str) -> None:
    new = sources[-1]
    for old in sources[:-1]:
        for key in ("name", "url"):
            if getattr(old, key) == getattr(new, key):
                raise SourcesError(place, f"{key} {getattr(new, key)!r} stands there twice", "keep one of them")


def _source(row: Mapping[str, object], place: str) -> Source:
    said = row.get("name")
    place = f"{place}, source {said!r}" if isinstance(said, str) else place
    for key in row:
        if key not in Source.__slots__:
            raise SourcesError(place, f"unknown key {key!r}", f"one of {', '.join(Source.__slots__)}")
    kind, language = _word(row, "kind", place) or "auto", _word(row, "language", place)
    if kind not in get_args(Kind):
        raise SourcesError(place, f"kind = {kind!r} is none", f"one of {', '.join(get_args(Kind))}")
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise SourcesError(place, f"language = {language!r} is no code", 'write two letters: "fr", "en"')
    return Source(
        name=_needed(row, "name", place),
        url=_needed(row, "url", place),
        kind=kind,  # type: ignore[arg-type]
        language=language,
        licence=_word(row, "licence", place),
        per_day=_number(row, "per_day", place),
        politeness=_politeness(row.get("politeness", {}), place),
    )


def _politeness(row: object, place: str) -> Politeness:
    if not isinstance(row, dict) or set(row) - set(Politeness.__slots__):
        raise SourcesError(place, "politeness is not understood", "write politeness = {delay_seconds = 2.0}")
    delay = _number(row, "delay_seconds", place)
    return Politeness() if delay is None else Politeness(delay)


def _needed(row: Mapping[str, object], key: str, place: str) -> str:
    value = _word(row, key, place)
    if value is None:
        raise SourcesError(place, f"{key} is missing", f'write {key} = "..."')
    return value


def _word(row: Mapping[str, object], key: str, place: str) -> str | None:
    value = row.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise SourcesError(place, f"{key} = {value!r} is no text", f'write {key} = "..."')
    return value.strip() if isinstance(value, str) else None


def _number(row: Mapping[str, object], key: str, place: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise SourcesError(place, f"{key} = {value!r} is no number from 0 up", f"write {key} = 2.5")
    return float(value)
