"""The status of what a pair is coded as: happened, ongoing, future, hypothetical, negated."""

from __future__ import annotations

from dataclasses import dataclass

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.coding.events import is_negated, tense_of
from veille.coding.families import Seen, lexical
from veille.coding.sight import Sight
from veille.model import Status

#: types that are done by being said
_SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "YIELD"})
#: families of telling: what they tell is the deed
_TELLING = frozenset({"say", "announce"})
#: families under which a deed is still the actor's own: "began withdrawing", "plans to send"
_ABOVE = frozenset({"do", "remain", "try_to", "decide", "plan", "vow", "threaten"})
#: of these, those whose deed is still to come
_AIMS = frozenset({"try_to", "decide", "plan", "vow", "threaten"})
#: families of answers: not to give one is to refuse
_ANSWERS = frozenset("grant permit accept agree refuse deny defy fail disagree yield".split())
_UNSURE = frozenset({"may", "can", "must", "conditional"})


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb on the way to the deed, and what helping verbs say of it."""

    token: int
    helpers: tuple[str, ...]


def status_of(sentence: Sentence, predicator: Predicator, sight: Sight, plover: str) -> Status:
    """The status of the deed of a type between two parties, read from the verbs that tell it."""
    chain = _chain(sentence, sight, plover)
    if not chain:
        return "happened"
    words = sentence.tokens
    if any(_is_supposed(sentence, predicator, words[verb.token]) for verb in chain):
        return "hypothetical"
    if plover != "REJECT" and any(_is_negated(sentence, verb.token) for verb in chain):
        return "negated"
    tenses = {tense_of(sentence, predicator, verb.token, verb.helpers) for verb in chain}
    if tenses & _UNSURE:
        return "hypothetical"
    if "fut" in tenses or any(set(sight.seen(verb.token)) & _AIMS for verb in chain[:-1]):
        return "future"
    return "ongoing" if _runs(sentence, sight.seen, chain) else "happened"


def is_left_undone(sentence: Sentence, predicator: Predicator, sight: Sight) -> bool:
    """Whether a deed was simply not done ("did not visit"), which is no refusal, unlike "will not" and "did not allow"."""
    chain = _chain(sentence, sight, "")
    if not chain or not _is_negated(sentence, chain[-1].token) or not _ANSWERS.isdisjoint(sight.seen(chain[-1].token)):
        return False
    return all(tense_of(sentence, predicator, verb.token, verb.helpers) == "now" for verb in chain)


def _chain(sentence: Sentence, sight: Sight, plover: str) -> list[_Verb]:
    """The actor's verb, or the recipient's where the actor has none, and the clauses below it down to the deed."""
    governments = [g for g in (*sight.actor.governments, *sight.recipient.governments) if g.verb is not None]
    if not governments or governments[0].verb is None:
        return []
    chain = [_Verb(governments[0].verb, governments[0].helpers)]
    passed = _TELLING if plover in _SPOKEN else _TELLING | _ABOVE
    while not passed.isdisjoint(sight.seen(chain[-1].token)) and len(chain) < 4:
        clauses = [k.i for k in sentence.kids(chain[-1].token, "xcomp", "ccomp") if k.pos in ("VERB", "AUX")]
        if not clauses:
            break
        chain.append(_Verb(*lexical(sentence, sight.seen, clauses[0])))
    return chain


def _is_negated(sentence: Sentence, verb: int) -> bool:
    """Whether a negator hangs on the verb or on the helping verb above it."""
    token = sentence.tokens[verb]
    return is_negated(sentence, verb) or (token.rel == "xcomp" and is_negated(sentence, token.head))


def _is_supposed(sentence: Sentence, predicator: Predicator, token: Token) -> bool:
    """Whether the clause is a condition."""
    return token.mark in predicator.verbs.conditional_marks and token.rel in ("advcl", "ccomp", "root")


def _runs(sentence: Sentence, seen: Seen, chain: list[_Verb]) -> bool:
    """Whether the verbs tell something under way: "is shelling", "is being shelled", "continue de bombarder"."""
    if any("run" in verb.helpers for verb in chain) or any("remain" in seen(verb.token) for verb in chain[:-1]):
        return True
    token = sentence.tokens[chain[-1].token]
    helpers = sentence.kids(token.i, "aux", "auxpass")
    progressive = token.morph.get("Aspect") == "Prog" and any(k.lemma == "be" for k in helpers)
    under_way = progressive or any(k.form.lower() == "being" for k in helpers)
    return under_way and all(k.morph.get("Tense") != "Past" for k in helpers)
