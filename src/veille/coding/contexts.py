"""Modes and contexts of a coding, from the triggers of the kinds and a pack's words of contexts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from veille.annotate.tokens import Sentence, Token
from veille.coding.anchors import Anchor
from veille.lang.pack import Pack
from veille.ontology import Frame, trigger_index

_VERBAL = frozenset({"VERB", "AUX"})
_MERGED = {"YIELD": ("CONCEDE", "RETREAT")}


def mode_of(pack: Pack, sentence: Sentence, plover: str, actor: Anchor) -> str | None:
    """The mode of the trigger of that type that stands nearest to the actor's verb, `None` when no trigger has one."""
    verb = next(iter(actor.verbs), 0)
    asked = _MERGED.get(plover, (plover,))
    found = [
        (abs(token.i - verb), token.i, frame.mode)
        for token in sentence.tokens
        for frame in _frames(pack.code, token, asked)
        if frame.mode and token.i not in actor.tokens
    ]
    return min(found)[2] if found else None


def _frames(language: str, token: Token, asked: tuple[str, ...]) -> Iterator[Frame]:
    section = "verb" if token.pos in _VERBAL else "noun" if token.pos in ("NOUN", "PROPN") else "adjective"
    for kind, frame, words in trigger_index(language).get((section, token.lemma), ()):
        if kind.plover in asked and " " not in words:
            yield frame


def contexts_of(pack: Pack, sentence: Sentence) -> tuple[str, ...]:
    """The contexts that the sentence's words belong to, in the order of the codebook."""
    words = _words(pack)
    lemmas = {t.lemma for t in sentence.tokens} | {t.form.lower() for t in sentence.tokens}
    pairs = {f"{a.lemma} {b.lemma}" for a, b in zip(sentence.tokens, sentence.tokens[1:], strict=False)}
    return tuple(name for name, told in words.items() if not told.isdisjoint(lemmas | pairs))


@lru_cache(maxsize=8)
def _words(pack: Pack) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in pack["contexts"].items()}
