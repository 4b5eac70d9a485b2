"""The words of a text as full-text search sees them: the same on every database.

Both databases index the words that `fold` gives, so that a search finds the same articles on SQLite and on PostgreSQL:
letters and digits, without case and accents. "L'Otan" is two words, "F-16" too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import filterfalse

#: how often one word of a text is indexed, and how far: PostgreSQL's limits, kept on SQLite too
MOST_POSITIONS = 255
LAST_POSITION = 16383
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')


def fold(text: str) -> list[str]:
    """The words of a text in order, without case and accents.

    >>> fold("L'Élysée a livré 18 F-16.")
    ['l', 'elysee', 'a', 'livre', '18', 'f', '16']
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", plain)))
    return _WORD.findall(plain)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow one another; with `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """What a search asks for: every word, every "quoted phrase", and beginnings of words marked by a star.

    >>> terms('ultimatum "dix jours" Zelensk*')
    (Term(words=('ultimatum',), prefix=False), Term(words=('dix', 'jours'), prefix=False), Term(words=('zelensk',), prefix=True))
    """
    found = []
    for phrase, word in _TERM.findall(query):
        words = tuple(fold(phrase or word))
        if words:
            found.append(Term(words, prefix=word.endswith("*")))
    return tuple(found)


def fts5_query(asked: Sequence[Term]) -> str:
    """The terms in SQLite's FTS5 syntax."""
    return " AND ".join(f'"{" ".join(term.words)}"' + (" *" if term.prefix else "") for term in asked)


def tsquery(asked: Sequence[Term]) -> str:
    """The terms as a PostgreSQL tsquery."""
    return " & ".join(f"({_followed(term)})" for term in asked)


def _followed(term: Term) -> str:
    last = len(term.words) - 1
    return " <-> ".join(
        f"'{word}'" + (":*" if term.prefix and place == last else "") for place, word in enumerate(term.words)
    )


def indexed(text: str) -> list[str]:
    """The words of a text that are indexed: those that are within both databases' limits."""
    return fold(text)[:LAST_POSITION]


def tsvector(text: str) -> str:
    """The text's words and where they stand, as a PostgreSQL tsvector.

    >>> tsvector("Kiev, kiev dit")
    "'dit':3 'kiev':1,2"
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(indexed(text), 1):
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, found[:MOST_POSITIONS]))}" for word, found in sorted(places.items()))
