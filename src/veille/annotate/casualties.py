"""What befell those who are counted, by the verb they stand under: "killed seven people", "neuf soldats ont été tués"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from veille.annotate.tokens import PARTITIVES, Sentence, Token
from veille.lang.pack import Pack
from veille.values import Span

#: relations under which a count shares its verb with another word
_SHARED = frozenset({"conj", "appos"})
_SUFFERING = frozenset({"obj", "subjpass"})


class CasualtyReader:
    """Callable: the unit ("killed", "wounded", "missing" ...) that the syntax gives to the noun or number at a span, or `None`."""

    def __init__(self, sentences: Sequence[Sentence], pack: Pack) -> None:
        numbers = pack["numbers"]
        self.sentences = sorted(sentences, key=lambda s: s.span.start)
        self.starts = [sentence.span.start for sentence in self.sentences]
        self.suffered = _unit_of(numbers["casualties"], ("killed", "wounded"))
        self.died = frozenset(numbers["casualties"]["died"])
        self.participles = _unit_of(numbers["participles"], tuple(numbers["participles"]))

    def __call__(self, span: Span) -> str | None:
        """The unit at a span of the article's text."""
        k = bisect_right(self.starts, span.start) - 1
        if k < 0:
            return None
        sentence = self.sentences[k]
        token = next((t for t in sentence.tokens if span.start <= t.start < span.end), None)
        return self._told(sentence, _governed(sentence, token)) if token else None

    def _told(self, sentence: Sentence, token: Token) -> str | None:
        head = sentence.tokens[token.head]
        if token.rel in _SUFFERING and head.lemma in self.suffered:
            return self.suffered[head.lemma]
        if token.rel == "subj" and head.lemma in self.died:
            return "killed"
        if token.rel not in ("subj", "subjpass"):
            return None
        told = [head, *sentence.kids(head.i, "attr")] if sentence.kids(head.i, "cop", "auxpass", "aux") else []
        return next((self.participles[t.form.lower()] for t in told if t.form.lower() in self.participles), None)


def _governed(sentence: Sentence, token: Token) -> Token:
    """The word that stands in the clause for a count: "quarantaine" for "une quarantaine de personnes"; that of a conjunct."""
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        head = sentence.tokens[token.head]
        counts = token.rel == "nmod" and (head.lemma in PARTITIVES or head.pos == "NUM")
        if not counts and not (token.rel in _SHARED and head.nominal):
            break
        token = head
    return token


def _unit_of(rows: Mapping[str, Sequence[str]], units: Sequence[str]) -> dict[str, str]:
    return {word: unit for unit in units for word in rows[unit]}
