"""Language packs: what the program must know of a language, one folder each with the same file names.

A pack is TOML (words) plus one small Python module, `syntax.py`, that maps its parser's labels to ours.
Another installed parser model can be named by `load_pack("fr", model="fr_core_news_lg")`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from veille.errors import PackError, UnsupportedLanguage

#: every pack has every one of these files
PACK_FILES = (
    "pack",
    "furniture",
    "times",
    "numbers",
    "countries",
    "places",
    "actors",
    "attribution",
    "lexicon",
    "families",
    "contexts",
)


@dataclass(frozen=True, slots=True)
class Pack:
    """One language: `code` is ISO 639-1; `words` maps a file's name ("times") to its parsed TOML."""

    code: str
    name: str
    model: str
    words: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, file: str) -> Mapping[str, Any]:
        """The parsed TOML of one of the pack's files. Raises PackError when the pack lacks it."""
        try:
            return self.words[file]
        except KeyError:
            raise PackError(f"lang/{self.code}", f"no {file}.toml", "add the file") from None

    def __hash__(self) -> int:
        return hash((self.code, self.model))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and (self.code, self.model) == (other.code, other.model)


def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the packs that are installed, sorted."""
    folder = resources.files("veille.lang")
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and (item / "pack.toml").is_file()))


@lru_cache(maxsize=32)
def load_pack(code: str, model: str | None = None) -> Pack:
    """The pack of language `code`, with its parser's model replaced by `model` when given.

    Raises UnsupportedLanguage when there is no such pack, PackError when one of its files is missing or is no TOML.
    """
    folder = resources.files("veille.lang") / code
    if code not in languages():
        raise UnsupportedLanguage(code, "no language pack", f"packs: {', '.join(languages())}")
    words: dict[str, Mapping[str, Any]] = {}
    for name in PACK_FILES:
        try:
            words[name] = MappingProxyType(tomllib.loads((folder / f"{name}.toml").read_text("utf-8")))
        except FileNotFoundError:
            raise PackError(f"lang/{code}/{name}.toml", "missing", "every pack has every file") from None
        except tomllib.TOMLDecodeError as error:
            raise PackError(f"lang/{code}/{name}.toml", str(error), "mend the TOML") from None
    head = words["pack"]
    return Pack(code, head["name"], model or head["model"], MappingProxyType(words))
