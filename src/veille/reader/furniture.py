"""What a site prints beside its articles, recognised by the words of every installed language: sites mix them.

Only short lines and the site's own stock sentences are judged by their words; a sentence of news is never furniture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from veille.lang.pack import languages, load_pack

#: kinds in the order they are tried
KINDS = (
    "copyright", "cookie", "paywall", "newsletter", "comments", "related", "share", "advert", "player", "menu",
)  # fmt: skip
#: a longer line than that is judged by `starts` and `contains` only when it is one of the site's own sentences
_SHORT = 110
_LONG = 420
_EDGES = ' \t:»›>|•·-–—*+#…«“”"▶►→←↑↓✕×'
#: a line about copyright carries its sign, its year or its formula
_RIGHTS = re.compile(r"©|\([cC]\)|\b(?:19|20)\d\d\b|rights reserved|droits réservés|reproduction|reproduced", re.I)
#: kinds that also come as whole sentences
_SENTENCES = frozenset({"copyright", "cookie", "paywall", "newsletter", "comments"})


@dataclass(frozen=True, slots=True)
class Words:
    """One kind's words in all languages, lower case."""

    exact: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    heads: frozenset[str]
    counted: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, Words]:
    """The words of each furniture kind."""
    return {kind: _joined([load_pack(code)["furniture"].get(kind, {}) for code in languages()]) for kind in KINDS}


def _joined(tables: list[Mapping[str, Any]]) -> Words:
    def every(name: str) -> list[str]:
        return [word for table in tables for word in table.get(name, ())]

    return Words(
        frozenset(every("exact")),
        tuple(sorted(every("starts"))),
        tuple(sorted(every("contains"))),
        frozenset(every("heads")),
        frozenset(every("counted")),
    )


@lru_cache(maxsize=64)
def listed(table: str, name: str) -> tuple[str, ...]:
    """The words of `[table] name` in all languages, the longest first."""
    found = {word for code in languages() for word in load_pack(code)["furniture"].get(table, {}).get(name, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def simple(line: str) -> str:
    """The line as the lists write it: lower case, plain apostrophes, without bullets and arrows at its ends."""
    return line.lower().replace("’", "'").strip(_EDGES)


def furniture_kind(line: str) -> str | None:
    """The kind of furniture that a line is, or `None`.

    >>> furniture_kind("Partager sur Facebook"), furniture_kind("Les deux pays ont signé.")
    ('share', None)
    """
    said = simple(line)
    if not said:
        return "other"
    return next((kind for kind, words in load_words().items() if _is(kind, words, line, said)), None)


def _is(kind: str, words: Words, line: str, said: str) -> bool:
    if said in words.exact or said in words.heads:
        return True
    if kind == "comments" and _is_counted(said, words):
        return True
    if kind == "copyright" and not _RIGHTS.search(line):
        return False
    if kind in ("share", "menu") and _are_all_buttons(line, kind):
        return True
    long = len(line) > _SHORT
    if long and (kind not in _SENTENCES or len(line) > _LONG):
        return False
    return any(_opens(said, start) for start in words.starts) or any(part in said for part in words.contains)


def _opens(said: str, start: str) -> bool:
    """Whether the line begins with those whole words, and is no sentence that merely does ("Read more books ...")."""
    if not said.startswith(start):
        return False
    rest = said[len(start) :]
    return not rest or not start[-1:].isalpha() or not rest[0].isalpha()


def _is_counted(said: str, words: Words) -> bool:
    """ "12 comments", "Commentaires (3)"."""
    bare = re.sub(r"[\d\s().]+", " ", said).strip()
    return bare in words.counted and (bare != said or said in words.heads)


def _are_all_buttons(line: str, kind: str) -> bool:
    """Whether the line is a row of buttons: "Facebook Twitter WhatsApp", "Home About Contact", "Home News"."""
    exact = set(load_words()[kind].exact)
    parts = [part for part in re.split(r"[\s|•·,/>»›]+", line.lower()) if part]
    if kind == "menu" and parts and parts[0] in exact:
        exact.update(listed("sections", "words"))
    return len(parts) > 1 and all(part in exact for part in parts)


def opens_list(line: str) -> str | None:
    """The kind of list that the line heads ("related", "comments"), or `None`."""
    said = simple(line)
    for kind in ("related", "comments"):
        words = load_words()[kind]
        if said in words.heads or (kind == "comments" and _is_counted(said, words)):
            return kind
        if any(
            said.startswith(f"{head} ") and len(said.split()) <= len(head.split()) + 3
            for head in _MORE_FROM & words.heads
        ):
            return kind
    return None


#: heads that go on with the name of a section or site
_MORE_FROM = frozenset({"more from", "leave a comment", "laisser un commentaire"})


def asks_for_login(lines: list[str]) -> bool:
    """Whether a page without an article asks who is there: at least two such phrases, or one on a very short page."""
    said = " ".join(simple(line) for line in lines)
    hits = sum(phrase in said for phrase in listed("login", "contains"))
    return hits >= 2 or (hits == 1 and len(said) < 300)
