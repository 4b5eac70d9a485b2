"""Parse sentences with the pack's spaCy model and give them language-neutral labels.

The parser reads a copy of the text in which quotation marks are taken out and apostrophes made plain, so that odd
guillemets cannot mislead it; tokens keep the offsets of the article's own text.
"""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Protocol

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from veille.annotate.cues import load_cues
from veille.annotate.insertions import Finder, Insertion, joined
from veille.annotate.repair import break_cycles
from veille.annotate.tokens import Sentence, Token
from veille.errors import ModelMissing
from veille.lang.pack import Pack
from veille.model import BlockKind
from veille.values import Span

#: one character for one character, so that offsets hold
_PLAIN = {ord(c): " " for c in '«»“”„‟"‹›\u00a0\u202f\u2009\t\n'} | {ord("’"): "'", ord("‘"): "'", ord("‑"): "-"}
#: a quotation mark the size of an apostrophe, at a word's outer edge
_SINGLE = re.compile(r"(?<![\w])'(?=\w)|(?<=[.,!?])'(?=\s|$)")

Adapter = Callable[[list[Token]], list[Token]]


class Parser(Protocol):
    """What the program needs of a parser: tests may bring a fake."""

    def parse(self, spans: Sequence[tuple[Span, BlockKind]]) -> list[Sentence]:
        """One parsed sentence for each span, in the same order."""


class SpacyParser:
    """A spaCy model behind the pack's adapter."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.nlp = _load_model(pack)
        module = importlib.import_module(f"veille.lang.{pack.code}.syntax")
        self.adapt: Adapter = module.adapt
        self.joined: frozenset[str] = frozenset(pack["lexicon"].get("joined", ()))
        self.insertions = Finder(
            load_cues(pack), frozenset(w for words in pack["actors"]["roles"].values() for w in words)
        )
        self.elided: frozenset[str] = frozenset(pack["lexicon"].get("elided", ()))

    def parse(self, spans: Sequence[tuple[Span, BlockKind]]) -> list[Sentence]:
        """One parsed sentence for each span, in the same order."""
        docs = [self._document(span) for span, _ in spans]
        parsed = self.nlp.pipe((doc for doc, _ in docs), batch_size=32)
        sentences = [
            Sentence(span, block, self._tokens(doc, span, starts), index).attach()
            for index, (doc, (span, block), (_, starts)) in enumerate(zip(parsed, spans, docs, strict=True))
        ]
        self._part(sentences)
        return sentences

    def _part(self, sentences: Sequence[Sentence]) -> None:
        """Parse again, each part alone, the sentences that speech is inserted in."""
        found = [(s, insertion) for s in sentences if (insertion := self.insertions.find(s.tokens))]
        parts = [part for s, insertion in found for part in _parts(s, insertion)]
        parsed = self.nlp.pipe((_plain_doc(self.nlp.vocab, part) for part in parts), batch_size=32)
        again = [
            self._tokens(doc, Span(0, 0, ""), [t.start for t in part]) for doc, part in zip(parsed, parts, strict=True)
        ]
        for (sentence, insertion), outer, inner in zip(found, again[::2], again[1::2], strict=True):
            sentence.tokens, sentence.inserted = joined(sentence.tokens, insertion, outer, inner)
            sentence.attach()

    def _document(self, span: Span) -> tuple[Doc, list[int]]:
        """An unparsed document without quotation marks, and each token's offset within the sentence."""
        raw = self.nlp.tokenizer(plain(span.said))
        kept = [(token.idx, token.text) for token in raw if not token.is_space]
        for i in reversed(range(len(kept) - 2)):
            word = "".join(said for _, said in kept[i : i + 3])
            if kept[i + 1][1] == "-" and word.lower() in self.joined and span.said[kept[i][0] :].startswith(word):
                kept[i : i + 3] = [(kept[i][0], word)]
        for i in reversed(range(len(kept) - 1)):  # "d'« acte »": the blank behind the elision parts it
            (first, said), (second, mark) = kept[i : i + 2]
            if mark == "'" and first + len(said) == second and f"{said}'".lower() in self.elided:
                kept[i : i + 2] = [(first, f"{said}'")]
        return _doc(self.nlp.vocab, kept), [start for start, _ in kept]

    def _tokens(self, doc: Doc, span: Span, starts: list[int]) -> list[Token]:
        tokens = []
        for token, offset in zip(doc, starts, strict=True):
            start = span.start + offset
            tokens.append(
                Token(
                    token.i,
                    start,
                    start + len(token.text),
                    token.text,
                    token.lemma_.lower() or token.lower_,
                    token.pos_,
                    token.dep_,
                    token.head.i,
                    dict(token.morph.to_dict()),
                    token.ent_type_,
                )
            )
        heads = [token.head for token in tokens]
        return break_cycles(self.adapt(tokens), heads)


def _doc(vocab: Vocab, kept: Sequence[tuple[int, str]]) -> Doc:
    """One unparsed sentence of the words given with their offsets."""
    spaces = [False] * len(kept)
    for before, (left, right) in enumerate(itertools.pairwise(kept)):
        spaces[before] = left[0] + len(left[1]) < right[0]
    doc = Doc(vocab, words=[said for _, said in kept], spaces=spaces)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _plain_doc(vocab: Vocab, part: Sequence[Token]) -> Doc:
    return _doc(vocab, [(t.start, t.form) for t in part])


def _parts(sentence: Sentence, insertion: Insertion) -> tuple[list[Token], list[Token]]:
    """The tokens around an insertion, and those within its marks."""
    tokens = list(sentence.tokens)
    return tokens[: insertion.first] + tokens[insertion.after :], [tokens[i] for i in insertion.inside]


def plain(said: str) -> str:
    """A copy of the same length with quotation marks blanked and apostrophes plain.

    >>> plain("l’« accord »")
    "l'  accord  "
    """
    return _SINGLE.sub(" ", said.translate(_PLAIN))


@lru_cache(maxsize=4)
def _load_model(pack: Pack) -> Any:
    try:
        return spacy.load(pack.model)
    except OSError:
        package = pack["pack"].get("package", pack.model)
        raise ModelMissing(f"model {pack.model}", "not installed", f"install it: pip install {package}") from None


@lru_cache(maxsize=4)
def load_parser(pack: Pack) -> SpacyParser:
    """The parser of a pack, loaded once per process. Raises ModelMissing with the command that installs it."""
    return SpacyParser(pack)
