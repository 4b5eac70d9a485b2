"""The events that a party's verb tells, each under the operators that work on it: "refused to *meet*", "said it would *lift* the *ban*"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.coding.anchors import Anchor
from veille.coding.families import Seen, lexical

_VERBAL = frozenset({"VERB", "AUX"})
_NEGATORS = frozenset({"not", "never", "no", "ne", "pas", "jamais"})
_FUTURE_AUX = frozenset({"will", "shall", "'ll"})
#: adverbial clauses that tell an aim, and so what is done
_AIMS = frozenset({"", "to", "de", "pour"})
#: prepositions whose noun is another event, of which this one is only part
_ASIDE = frozenset({"during", "after", "before", "following", "at", "since", "pendant", "après", "avant", "depuis", "lors"})
#: operators deep
_DEPTH = 3
_PRONOUNS = frozenset("he she it they its his their we il elle ils elles on ce".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A word that tells an event. `path` is the operators above it, outermost first ("say>t", "refuse=").

    An operator ends in `=` when its subject also acts below, `>t` when the target does, `>o` when another does.
    `how` is "V" for a verb, "O" for its object, "P" + preposition for an oblique, "N" + preposition below a noun.
    """

    path: tuple[str, ...]
    token: int
    tense: str
    negated: bool
    how: str


class Walker:
    """Walks a sentence from one party's verbs."""

    def __init__(self, sentence: Sentence, predicator: Predicator, seen: Seen, own: Anchor, other: Anchor) -> None:
        self.sentence, self.predicator, self.seen, self.own, self.other = sentence, predicator, seen, own, other

    def walk(
        self, verb: int, path: tuple[str, ...] = (), depth: int = 0, helpers: tuple[str, ...] = ()
    ) -> Iterator[Told]:
        """The events told by `verb`, below what helping verbs say of it, and by what hangs on it."""
        tense, negated = tense_of(self.sentence, self.predicator, verb, helpers), is_negated(self.sentence, verb)
        yield Told(path, verb, tense, negated, "V")
        if depth < _DEPTH:
            yield from self._clauses(verb, path, depth, tense, negated)
        yield from self._nouns(verb, path, tense, negated)

    def walk_noun(self, noun: int) -> Iterator[Told]:
        """The deed that a noun tells, and what hangs on it as its object would on a verb."""
        yield Told((), noun, "now", False, "V")
        for thing in self.sentence.kids(noun, "nmod", "acl", "amod", "compound"):
            if thing.i not in self.own.tokens:
                yield Told((self._family(noun),), thing.i, "now", False, "O")

    def _clauses(self, verb: int, path: tuple[str, ...], depth: int, tense: str, negated: bool) -> Iterator[Told]:
        operator = self._named(verb, tense, negated)
        for clause in self.sentence.kids(verb, "xcomp", "ccomp", "advcl", "acl"):
            aside = clause.rel == "advcl" and clause.mark not in _AIMS
            if not aside and (clause.pos in _VERBAL or clause.pos == "ADJ"):
                told, helpers = lexical(self.sentence, self.seen, clause.i)
                yield from self.walk(told, (*path, operator + self._tie(clause)), depth + 1, helpers)
        for joined in self.sentence.kids(verb, "conj"):
            if joined.pos in _VERBAL and joined.i not in self.own.tokens:
                yield from self.walk(joined.i, (*path, "&"), depth + 2)

    def _tie(self, clause: Token) -> str:
        """Who acts in a clause below an operator."""
        if clause.rel == "advcl":
            return "adv"
        subjects = self.predicator.subjects(self.sentence, clause.i)
        words = self.sentence.tokens
        if clause.rel == "xcomp" or any(k in self.own.tokens or words[k].lemma in _PRONOUNS for k in subjects):
            return "="
        return ">t" if any(k in self.other.tokens for k in subjects) else ">o"

    def _nouns(self, verb: int, path: tuple[str, ...], tense: str, negated: bool) -> Iterator[Told]:
        operator = (*path, self._named(verb, tense, negated))
        for noun in self.sentence.kids(verb, "obj", "obl", "attr", "nmod", "agent"):
            direct = noun.rel in ("obj", "attr")
            if noun.i in self.own.tokens or (not direct and noun.case in _ASIDE):
                continue
            how = "O" if direct else "P" + noun.case
            yield Told(operator, noun.i, tense, negated, how)
            deeper = (*path, f"{self._family(verb)}>{self._family(noun.i)}")
            for below in self.sentence.kids(noun.i, "nmod", "acl", "xcomp", "ccomp", "conj"):
                if below.i in self.own.tokens:
                    continue
                if below.rel == "conj":
                    yield Told(operator, below.i, tense, negated, how)
                else:
                    yield Told(deeper, below.i, tense, negated, "NV" if below.pos in _VERBAL else "N" + below.case)

    def _named(self, verb: int, tense: str, negated: bool) -> str:
        return self._family(verb) + (".fut" if tense == "fut" else "") + (".neg" if negated else "")

    def _family(self, i: int) -> str:
        return next(iter(self.seen(i)), "?")


def tense_of(sentence: Sentence, predicator: Predicator, verb: int, helped: tuple[str, ...] = ()) -> str:
    """"fut" for what is to come, "must", "can", "may" or "conditional", else "now". `helped` is what helping verbs say."""
    above = next((said for said in helped if said != "run"), None)
    if above:
        return above
    helpers = {k.lemma for k in sentence.kids(verb, "aux", "auxpass")}
    if helpers & _FUTURE_AUX:
        return "fut"
    if "would" in helpers:
        return "now" if "have" in helpers else "fut"
    tense, mood = predicator.tense(sentence, verb)
    if tense == "future" or mood == "will":
        return "fut"
    return mood or "now"


def is_negated(sentence: Sentence, verb: int) -> bool:
    """Whether a negator hangs on the verb."""
    return any(k.rel == "neg" or k.lemma in _NEGATORS for k in sentence.kids(verb))
