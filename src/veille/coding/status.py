"""The status of what a pair is coded as: happened, ongoing, future, hypothetical, negated."""

from __future__ import annotations

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.coding.anchors import Anchor
from veille.coding.events import is_negated, tense_of
from veille.coding.families import Families
from veille.coding.sight import Observer
from veille.model import Status

#: types that are done by being said
_SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
#: families under which the deed is still the same one's own: "said it had struck", "began withdrawing"
_ABOVE = frozenset({"say", "announce", "do", "remain", "try_to", "decide", "plan", "vow"})
#: families of an aim: what hangs on them has not happened
_AIMS = frozenset({"plan", "decide", "vow", "try_to", "threaten", "agree"})


def status_of(
    sentence: Sentence, observer: Observer, plover: str, actor: Anchor, recipient: Anchor
) -> Status:
    """The status of the deed of a type between two parties, read from the verbs that tell it."""
    predicator, families = observer.predicator, observer.families
    verb = next(iter((*actor.verbs, *recipient.verbs)), None)
    if verb is None:
        return "happened"
    chain = [verb] if plover in _SPOKEN else _down(sentence, families, verb)
    if any(_is_supposed(sentence, predicator, sentence.tokens[k]) for k in (chain[0], chain[-1])):
        return "hypothetical"
    if any(is_negated(sentence, k) for k in chain) and plover != "REJECT":
        return "negated"
    tenses = [tense_of(sentence, predicator, k) for k in chain]
    if any(t in ("may", "can", "must", "conditional") for t in tenses):
        return "hypothetical"
    aims = any(set(families.of(sentence, k)) & _AIMS and not set(families.of(sentence, k)) & {"say"} for k in chain[:-1])
    if "fut" in tenses or aims:
        return "future"
    return "ongoing" if _runs(sentence, sentence.tokens[chain[-1]]) else "happened"


def _down(sentence: Sentence, families: Families, verb: int) -> list[int]:
    """The verb and the clauses below it that tell the actor's own deed."""
    chain = [verb]
    while set(families.of(sentence, chain[-1])) & _ABOVE and len(chain) < 4:
        below = [k for k in sentence.kids(chain[-1], "xcomp", "ccomp") if k.pos == "VERB" and k.i not in chain]
        if not below:
            break
        chain.append(below[0].i)
    return chain


def _is_supposed(sentence: Sentence, predicator: Predicator, token: Token) -> bool:
    """Whether the clause is a condition."""
    return token.mark in predicator.verbs.conditional_marks and token.rel in ("advcl", "ccomp", "root")


def _runs(sentence: Sentence, token: Token) -> bool:
    """Whether the verb tells something under way: "is shelling", "continue de bombarder"."""
    helpers = sentence.kids(token.i, "aux")
    progressive = token.morph.get("Aspect") == "Prog" and any(k.lemma == "be" for k in helpers)
    return progressive and all(k.morph.get("Tense") != "Past" for k in helpers)
