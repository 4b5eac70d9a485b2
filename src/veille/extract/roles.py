"""From a frame's role names to tokens, and from tokens to phrases.

A role path "object>adj" follows a role of the trigger to a role of the word found there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication
from veille.annotate.tokens import Sentence, Token
from veille.values import Span

#: prepositions of him who is to have something
_BENEFIT = frozenset({"for", "pour", "en faveur de", "à destination de", "au profit de", "in favour of"})
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
    if role == "topic":  # of whom a noun or adjective is said: "that X is responsible"
        return [t.i for t in predication.sentence.kids(predication.trigger, "subj", "subjpass")]
    if role == "beneficiary":
        return _beneficiary(annotated, predication)
    if role == "bearer":
        return _bearer(annotated, predication)
    if role in ("speaker", "audience"):
        return _at_the_line(annotated, predication, role)
    if role == "launcher":
        return _launcher(annotated, predication)
    if role == "blamed":
        return _blamed(annotated, predication)
    if role == "goods":
        return _goods(annotated, predication)
    if role == "verb_clause" and predication.support is not None:
        return annotated.predicator.build(predication.sentence, predication.support).roles.get("clause", [])
    return predication.roles.get(role, [])


def _beneficiary(annotated: Annotated, predication: Predication) -> list[int]:
    """For whom help is meant, anywhere below the trigger: "weapons for X", "une aide à destination de X"."""
    sentence = predication.sentence
    top = predication.support if predication.support is not None else predication.trigger
    for k in sentence.subtree(top, frozenset({"relcl", "advcl"})):
        token = sentence.tokens[k]
        meant = token.case in _BENEFIT or (
            token.case in ("à", "to") and _is_given(annotated, sentence.tokens[token.head])
        )
        if meant and token.nominal and k > top:
            named = [e for e in annotated.actors.resolve(sentence, k) if e.kind != "group"]
            if named:
                return [k]
    return []


def _is_given(annotated: Annotated, token: Token) -> bool:
    """Whether the word is a sum or help: "400 millions de dollars à l'Ukraine"."""
    help_words = annotated.pack["lexicon"]["nouns"]["donation"]
    return token.lemma in help_words or any(m.span.start <= token.start < m.span.end for m in annotated.amounts)


def _bearer(annotated: Annotated, predication: Predication) -> list[int]:
    """Who is on the journey that the noun names: "X, en visite à Y, a dit", "X, on a visit to Y, said"."""
    sentence, token = predication.sentence, predication.token
    head = sentence.tokens[token.head]
    if token.case not in ("en", "on") or head is token:
        return []
    if head.nominal:
        return annotated.predicator.joined(sentence, [head.i])
    return annotated.predicator.subjects(sentence, head.i) if head.pos in ("VERB", "AUX") else []


#: prepositions by which a verb names the line that it is said over
_LINE = frozenset(
    {"by", "over", "on", "via", "par", "à", "in", "during", "dans", "lors de", "au cours de", "au bout de"}
)


def _at_the_line(annotated: Annotated, predication: Predication, role: str) -> list[int]:
    """Who speaks, or is spoken to, over the line that the noun names: "X told Y by phone", "assured Y in a call"."""
    sentence, token = predication.sentence, predication.token
    verb = sentence.tokens[token.head]
    if token.case not in _LINE or verb.pos not in ("VERB", "AUX"):
        return []
    told = annotated.predicator.build(sentence, verb.i)
    if told.passive or told.negated:
        return []
    if role == "speaker":
        found = told.roles.get("subject", [])
    else:
        names = ("object", "iobject", "to", "with", "à", "avec")
        found = [k for name in names for k in told.roles.get(name, []) if k != token.i]
        beside = [t.i for t in sentence.kids(token.i, "appos", "nmod") if t.pos == "PROPN" and not t.case]
        found += annotated.predicator.joined(sentence, beside)
    return [
        k
        for k in found
        if any(e.kind == "person" or e.role in ("executive", "foreign") for e in annotated.actors.resolve(sentence, k))
    ]


def _launcher(annotated: Annotated, predication: Predication) -> list[int]:
    """Who launched the thing that the noun names: "missiles fired by X"."""
    sentence = predication.sentence
    for i in [predication.trigger, *(t.i for t in sentence.kids(predication.trigger, "conj"))]:
        for clause in sentence.kids(i, "acl", "relcl", "amod"):
            found = annotated.predicator.build(sentence, clause.i).roles.get("subject", [])
            if annotated.predicator.verbs.has(clause.lemma, "tells"):
                continue  # "a drone which X said was Y's"
            if clause.pos == "VERB" and found and not set(found) & set(annotated.predicator.joined(sentence, [i])):
                return found
    return []


def _blamed(annotated: Annotated, predication: Predication) -> list[int]:
    """On whom the thing that the noun names is blamed: "une frappe attribuée à X", "a strike blamed on X"."""
    sentence = predication.sentence
    for clause in sentence.kids(predication.trigger, "acl", "amod", "relcl"):
        if annotated.predicator.verbs.has(clause.lemma, "blamed"):
            named = [t for t in sentence.kids(clause.i, "obl", "nmod", "iobj") if t.case in ("à", "on", "to")]
            if named:
                return annotated.predicator.joined(sentence, [named[0].i])
    return []


def _goods(annotated: Annotated, predication: Predication) -> list[int]:
    """The goods named below the trigger, the uppermost first met: weapons, food, help."""
    sentence = predication.sentence
    goods = annotated.pack["lexicon"]["nouns"]["aid_goods"]
    for k in sentence.subtree(predication.trigger, frozenset({"relcl", "advcl"})):
        if sentence.tokens[k].lemma in goods and sentence.tokens[k].pos in ("NOUN", "PROPN"):
            return [k]
    return []


def phrase(annotated: Annotated, sentence: Sentence, i: int, but: int | None = None) -> Span | None:
    """The words of the phrase headed by token `i`: no preposition or conjunction in front, no relative clause behind.

    Neither the word at `but` nor what hangs on it belongs to the phrase ("L'Iran ripostera, a prévenu le ministre").
    """
    tokens = sentence.tokens
    verbal = tokens[i].pos in ("VERB", "AUX")
    keep = sentence.subtree(i, frozenset({"parataxis"}) if verbal else frozenset({"relcl", "parataxis"}))
    if but is not None and but != i and but in keep:
        keep = [k for k in keep if not sentence.is_below(k, but)] or [i]
    if verbal:
        keep = _without_last_relative(sentence, keep)
    if not verbal:
        keep = _without_conjuncts(sentence, i, keep)
    keep = _without_asides(sentence, i, keep)
    keep = [k for k in keep if not (tokens[k].rel in _LEFT_OUT and tokens[k].head == i)] or [i]
    first, last = min(keep), max(keep)
    while first < last and tokens[first].rel in ("punct", "mark", "cc", "case") and first != i:
        first += 1
    while last > first and tokens[last].rel == "punct":
        last -= 1
    return closed(annotated.article.text, tokens[first].start, tokens[last].end)


#: how far a quotation may go on, in characters
_QUOTED = 80


def closed(text: str, start: int, end: int) -> Span:
    """The stretch with the quotation mark just behind it, when it opens a quotation and does not close it."""
    opened = sum(text.count(mark, start, end) for mark in '«»“”"') % 2
    behind = end + 1 if text[end : end + 1] in ("\u00a0", "\u202f", " ") else end
    if opened and text[behind : behind + 1] in tuple('«»“”"'):
        return Span.of(text, start, behind + 1)
    mark = max(text.rfind(mark, start, end) for mark in '«“"') if opened else -1
    if mark > start:  # the quotation goes on beyond the phrase
        kept = text[start:mark].rstrip()
        close = min((k for k in (text.find(m, end, end + _QUOTED) for m in '»”"') if k >= 0), default=-1)
        if len(kept.split()) == 1 and close >= 0:  # "la « libération immédiate et sans condition »"
            return Span.of(text, start, close + 1)
        return Span.of(text, start, start + len(kept)) if kept else Span.of(text, start, end)
    return Span.of(text, start, end)


def _without_last_relative(sentence: Sentence, keep: list[int]) -> list[int]:
    """Without a relative clause behind a comma, and all that stands behind it: "..., qui continuent de commercer"."""
    for k in keep:
        token = sentence.tokens[k]
        if token.rel == "relcl":
            first = min(sentence.subtree(k))
            if first > 0 and sentence.tokens[first - 1].form in (",", "—", "–"):
                return [j for j in keep if j < first]
    return keep


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
    conjuncts = {k for c in sentence.kids(i, "conj") if c.nominal or c.pos == "VERB" for k in sentence.subtree(c.i)}
    joiners = {c.i for c in sentence.kids(i, "cc")}
    return [k for k in keep if k not in conjuncts and k not in joiners]


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of the clause around a trigger, by token index."""

    sentence: Sentence
    words: frozenset[int]

    def holds(self, span: Span) -> bool:
        """Whether the stretch lies in the clause: its uppermost word is one of the clause's."""
        inside = [t for t in self.sentence.tokens if t.start < span.end and span.start < t.end]
        return bool(inside) and all(t.i in self.words for t in inside if t.pos != "PUNCT")


def clause_of(annotated: Annotated, predication: Predication) -> Clause:
    """The clause around the trigger, without the clauses coordinated with it, and without finite clauses hung on it."""
    sentence = predication.sentence
    top = predication.support if predication.support is not None else predication.trigger
    words = set(sentence.subtree(top))
    for k in sorted(words - {top}):
        if _is_another(annotated, predication, k, top):
            words -= set(sentence.subtree(k))
    return Clause(sentence, frozenset(words | {predication.trigger}))


def _is_another(annotated: Annotated, predication: Predication, k: int, top: int) -> bool:
    """Whether the word at `k` heads a clause of its own, which is not the trigger's."""
    sentence = predication.sentence
    token = sentence.tokens[k]
    if k == predication.trigger or sentence.is_below(predication.trigger, k):
        return False
    if token.rel in ("relcl", "parataxis"):
        return True
    verbal = token.pos in ("VERB", "AUX")
    if token.rel == "conj":
        return verbal and sentence.tokens[token.head].i == top
    own_subject = bool(sentence.kids(k, "subj", "subjpass"))
    return verbal and (
        (token.rel == "advcl" and own_subject) or (token.rel == "ccomp" and not sentence.tokens[top].nominal)
    )
