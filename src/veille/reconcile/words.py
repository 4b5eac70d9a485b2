"""What words of two languages share: concepts, beginnings of cognates, names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

#: letters by which a word of no concept is compared
_STEM = 5
_WORD = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*")
#: elided articles and pronouns, which are no part of the word behind them
_ELISION = re.compile(r"^(?:l|d|qu|n|s|j|c|m|t|jusqu|lorsqu)['’]", re.I)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files("veille.reconcile").joinpath("concepts.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def _stems(language: str) -> Mapping[str, str]:
    return {stem: name for name, words in _table()["concepts"].items() for stem in words.get(language, ())}


@lru_cache(maxsize=8)
def _ignored(language: str) -> frozenset[str]:
    return frozenset(_table()["ignored"].get(language, ()))


def fold(said: str) -> str:
    """Lower case letters and digits, without accents.

    >>> fold("L’Élysée")
    'l elysee'
    """
    plain = unicodedata.normalize("NFD", said.lower())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


@lru_cache(maxsize=65536)
def word_key(word: str, language: str) -> str | None:
    """The key by which a word is compared, `None` for one that says nothing.

    >>> word_key("cessez-le-feu", "fr"), word_key("truce", "en"), word_key("négociations", "fr"), word_key("avec", "fr")
    ('ceasefire', 'ceasefire', 'negotiate', None)
    """
    folded = fold(_ELISION.sub("", word)).replace(" ", "")
    if folded in _ignored(language) or len(folded) < 2:
        return None
    stems = _stems(language)
    for length in range(len(folded), 2, -1):
        if folded[:length] in stems and (length >= 4 or len(folded) - length <= 2):
            return stems[folded[:length]]
    return folded[:_STEM] if len(folded) >= 4 or folded.isdigit() else None


@lru_cache(maxsize=8192)
def keys_of(text: str, language: str) -> frozenset[str]:
    """The keys of a text's words.

    >>> sorted(keys_of("the ceasefire talks", "en")) == sorted(keys_of("les pourparlers sur la trêve", "fr"))
    True
    """
    return frozenset(all_keys(text, language))


def all_keys(text: str, language: str) -> list[str]:
    """The keys of a text's words, each as often as it is said."""
    return [key for word in _WORD.findall(text) for key in [word_key(word, language)] if key]


#: how the press of two languages spells one foreign name: Tchassiv Iar, Chasiv Yar; Loukachenko, Lukashenko
_SPELLINGS = (
    ("tch", "c"), ("sch", "c"), ("zh", "j"), ("sh", "c"), ("ch", "c"), ("kh", "h"), ("ph", "f"), ("ou", "u"), ("oo", "u"),
    ("gu", "g"), ("dj", "j"), ("w", "v"), ("y", "i"), ("q", "k"), ("x", "ks"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name as it sounds, whichever of the two languages spells it.

    >>> name_key("Tchassiv") == name_key("Chasiv"), name_key("Poutine") == name_key("Putin"), name_key("Zaporijjia")
    (True, True, 'zaporijia')
    """
    sound = fold(name)
    for said, heard in _SPELLINGS:
        sound = sound.replace(said, heard)
    sound = re.sub(r"(.)\1+", r"\1", sound)
    return sound[:-1] if len(sound) > 4 and sound.endswith("e") else sound


@lru_cache(maxsize=8192)
def names_of(text: str) -> frozenset[str]:
    """Names in a text, by their capitals: all but what opens a sentence, as they sound.

    >>> sorted(names_of("The envoy Steve Witkoff met Vladimir Putin in Moscow."))
    ['moscov', 'putin', 'stev', 'vitkof', 'vladimir']
    """
    found = set()
    for match in _WORD.finditer(text):
        word = _ELISION.sub("", match.group())
        before = text[: match.start()].rstrip(" «\"“'")
        if len(word) > 2 and word[0].isupper() and before and before[-1] not in ".!?\n":
            found.add(name_key(word))
    return frozenset(found)
