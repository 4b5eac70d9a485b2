"""What the words around a name say of its sort: "oblast de Soumy", "Donetsk region", "Gulf of Finland", "base de Ramstein"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from veille.lang.pack import Pack

_OF = frozenset({"de", "d'", "du", "des", "la", "l'", "le", "les", "of", "the"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words before and behind a name, by the sort of place that they make it.

    `settlements` are nouns of towns, `parts` words for a piece of a place, `things` what a place's name only helps to name.
    """

    before: Mapping[str, str]
    behind: Mapping[tuple[str, ...], str]
    between: frozenset[str]
    settlements: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    things_before: frozenset[str] = frozenset()
    things_behind: frozenset[str] = frozenset()

    def split(self, said: str) -> tuple[str, str] | None:
        """The sort of place and the bare name of a stretch, or `None` where no such word is in it.

        >>> Grammar({"oblast": "region"}, {("region",): "region"}, frozenset()).split("oblast de Soumy")
        ('region', 'Soumy')
        """
        words = said.replace("'", "' ").split()
        return self._from_behind(words) or self._from_before(words)

    def _from_behind(self, words: list[str]) -> tuple[str, str] | None:
        for length in (2, 1):
            kind = self.behind.get(tuple(w.lower() for w in words[-length:])) if len(words) > length else None
            if kind and words[0][:1].isupper() and all(w[:1].isupper() or w in _OF for w in words[:-length]):
                return kind, _joined(words[:-length])
        return None

    def _from_before(self, words: list[str]) -> tuple[str, str] | None:
        kind = self.before.get(words[0].lower())
        if kind is None:
            return None
        k = 1
        while k < len(words) and (words[k].lower() in _OF or words[k].lower() in self.between):
            k += 1
        rest = words[k:]
        return (kind, _joined(rest)) if rest and rest[0][:1].isupper() and rest[-1][:1].isupper() else None


def _joined(words: list[str]) -> str:
    return " ".join(words).replace("' ", "'")


@lru_cache(maxsize=8)
def load_grammar(pack: Pack) -> Grammar:
    """The words of a pack that say what sort of place a name is."""
    words = pack["places"]["grammar"]
    before = {word: kind for kind, said in words["before"].items() for word in said}
    behind = {tuple(word.split()): kind for kind, said in words["behind"].items() for word in said}
    return Grammar(
        before,
        behind,
        frozenset(words["between"]),
        frozenset(words["settlements"]),
        frozenset(words["part"]),
        frozenset(words["things_before"]),
        frozenset(words["things_behind"]),
    )
