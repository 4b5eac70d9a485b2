"""From a frame's role names to tokens, and from tokens to phrases.

A role path "object>adj" follows a role of the trigger to a role of the word found there.
"""

from __future__ import annotations

from collections.abc import Iterable

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication
from veille.annotate.tokens import Sentence
from veille.values import Span

#: what does not belong to a phrase when its words are quoted as a slot
_LEFT_OUT = frozenset({"punct", "mark", "cc", "case"})


def follow(annotated: Annotated, predication: Predication, path: str) -> list[int]:
    """Tokens that fill `path`, in reading order; empty when nothing does."""
    first, *rest = path.split(">")
    found = _one(annotated, predication, first)
    for step in rest:
        onward = []
        for k in found:
            inner = annotated.predicator.build(predication.sentence, k)
            if inner.nominal:  # without what it would borrow from the verb it hangs on
                inner = annotated.predicator.noun(predication.sentence, k)
            onward += [j for j in _one(annotated, inner, step) if j not in onward]
        found = onward
    return found


def _one(annotated: Annotated, predication: Predication, role: str) -> list[int]:
    if role == "self":
        return [predication.trigger]
    if role == "goods":
        return _goods(annotated, predication)
    if role == "verb_clause" and predication.support is not None:
        return annotated.predicator.build(predication.sentence, predication.support).roles.get("clause", [])
    return predication.roles.get(role, [])


def _goods(annotated: Annotated, predication: Predication) -> list[int]:
    """The goods named below the trigger, the uppermost first met: weapons, food, help."""
    sentence = predication.sentence
    goods = annotated.pack["lexicon"]["nouns"]["aid_goods"]
    for k in sentence.subtree(predication.trigger, frozenset({"relcl", "advcl"})):
        if sentence.tokens[k].lemma in goods and sentence.tokens[k].pos in ("NOUN", "PROPN"):
            return [k]
    return []


def phrase(annotated: Annotated, sentence: Sentence, i: int) -> Span | None:
    """The words of the phrase headed by token `i`: no preposition or conjunction in front, no relative clause behind."""
    tokens = sentence.tokens
    verbal = tokens[i].pos in ("VERB", "AUX")
    keep = sentence.subtree(i, frozenset() if verbal else frozenset({"relcl", "parataxis"}))
    if not verbal:
        keep = _without_conjuncts(sentence, i, keep)
    keep = _without_asides(sentence, i, keep)
    keep = [k for k in keep if not (tokens[k].rel in _LEFT_OUT and tokens[k].head == i)] or [i]
    first, last = min(keep), max(keep)
    while first < last and tokens[first].rel in ("punct", "mark", "cc", "case") and first != i:
        first += 1
    while last > first and tokens[last].rel == "punct":
        last -= 1
    return Span.of(annotated.article.text, tokens[first].start, tokens[last].end)


def _without_asides(sentence: Sentence, i: int, keep: Iterable[int]) -> list[int]:
    """Without what stands apart behind a comma: appositions and pieces the parser could not place."""
    tokens = sentence.tokens
    asides: set[int] = set()
    for k in keep:
        token = tokens[k]
        if k != i and token.rel in ("appos", "dep", "parataxis") and k > i:
            below = sentence.subtree(k)
            if min(below) > 0 and tokens[min(below) - 1].form in (",", "—", "–", ";"):
                asides |= set(below)
    return [k for k in keep if k not in asides]


def _without_conjuncts(sentence: Sentence, i: int, keep: Iterable[int]) -> list[int]:
    conjuncts = {k for c in sentence.kids(i, "conj") if c.nominal for k in sentence.subtree(c.i)}
    joiners = {c.i for c in sentence.kids(i, "cc")}
    return [k for k in keep if k not in conjuncts and k not in joiners]


def clause_span(annotated: Annotated, predication: Predication) -> tuple[int, int]:
    """Offsets of the clause around the trigger, without the clauses coordinated with or hung on it."""
    sentence = predication.sentence
    top = predication.support if predication.support is not None else predication.trigger
    stop = frozenset({"relcl", "parataxis", "ccomp"}) if not sentence.tokens[top].nominal else frozenset({"relcl", "parataxis"})
    keep = set(sentence.subtree(top, stop))
    for conjunct in sentence.kids(top, "conj"):
        if conjunct.pos in ("VERB", "AUX"):
            keep -= set(sentence.subtree(conjunct.i))
    kept = sorted(keep)
    return sentence.tokens[kept[0]].start, sentence.tokens[kept[-1]].end
