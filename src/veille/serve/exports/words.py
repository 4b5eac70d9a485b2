"""What exports say in their own words, in each language that the program reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from veille.errors import QueryError


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (resources.files("veille.serve.exports") / "words.toml").read_text("utf-8")
    )
    return found


def words(language: str) -> Mapping[str, str]:
    """The words of a language. Raises QueryError naming the languages there are."""
    if language not in _tables():
        raise QueryError(f"language {language!r}", "no words in it", f"one of {', '.join(_tables())}")
    return _tables()[language]


def in_words(state: str, language: str) -> str:
    """A state of a lifecycle as people say it; one without words as it is."""
    return words(language).get(f"state_{state}", state)


def whose_word(names: Sequence[str], language: str) -> str:
    """What marks an event as somebody's word where no outlet tells it in its own voice; nothing where one does.

    >>> whose_word(("Russia", ""), "en"), whose_word((), "en")
    ('according to Russia, a source that is not named', '')
    """
    said = words(language)
    return f"{said['word_of']} {', '.join(name or said['unnamed'] for name in names)}" if names else ""
