"""Where the two parties of a pair stand in a sentence: their heads, and the verbs and nouns that govern them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from veille.annotate.tokens import Sentence, Token
from veille.coding.families import Seen, lexical

#: relations inside one party's name, not steps towards its governor
_INNER = frozenset({"conj", "flat"})
_VERBAL = frozenset({"VERB", "AUX"})
#: prepositions of whom a thing comes from
_ORIGINS = frozenset({"by", "from", "par"})
_OF = frozenset({"of", "de", "between", "entre"})
#: relations of an owner to a deed
_OWNING = frozenset({"poss", "amod", "compound"})
#: and of whose deed, or deed upon whom, it is
_BELONGING = _ORIGINS | {"de", "of", "between", "entre", "against", "contre", "on", "sur", "à", "to"}
#: families of nouns that tell deeds
_DEEDS = frozenset(
    """criticism accusation lawsuit inquiry verdict request demand refusal violation threat promise agreement truce release
    withdrawal concession resignation disarmament support apology talks phone mediation cooperation exercise mobilization
    protest sanction expulsion arrest seizure restriction cyber repression attack killing occupation coup aid""".split()
)


@dataclass(frozen=True, slots=True)
class Step:
    """A noun between a party and its verb ("the *withdrawal* of X"): its token, the relation and preposition below it."""

    token: int
    rel: str
    case: str


@dataclass(frozen=True, slots=True)
class Government:
    """What governs a party's head: the verb (`None` when a noun is the root), the relation and preposition under it, nouns between.

    The verb is the one that tells what is done; `helpers` is what the verbs above it say ("fut", "can", "must", "run").
    `nominal` is a noun that tells the deed itself ("the *expulsion* of X by Y"), whatever verb stands above.
    """

    verb: int | None
    rel: str
    case: str
    via: tuple[Step, ...]
    helpers: tuple[str, ...] = ()
    nominal: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """One party in a sentence: all its tokens, its head tokens, and what governs each of the first two."""

    tokens: frozenset[int]
    heads: tuple[int, ...]
    governments: tuple[Government, ...]

    @property
    def verbs(self) -> tuple[int, ...]:
        """The governing verbs."""
        return tuple(g.verb for g in self.governments if g.verb is not None)


def find_anchor(sentence: Sentence, seen: Seen, start: int, end: int) -> Anchor:
    """The anchor of the party at code points `start:end` of the text. Empty when no token of the sentence overlaps them."""
    tokens = sentence.tokens
    inside = frozenset(t.i for t in tokens if t.start < end and t.end > start and t.pos != "PUNCT")
    heads = [i for i in sorted(inside) if tokens[i].head not in inside or tokens[i].head == i]
    nominal = [i for i in heads if tokens[i].nominal] or heads
    return Anchor(inside, tuple(nominal), tuple(_govern(sentence, seen, i, inside) for i in nominal[:2]))


def is_verb(sentence: Sentence, token: Token) -> bool:
    """Whether the token is the head of a clause: a verb, no auxiliary, or an adjective that is the root."""
    helper = token.pos == "AUX" or token.rel in ("aux", "auxpass", "cop")
    return (token.pos in _VERBAL and not helper) or (token.rel == "root" and token.pos in ("AUX", "ADJ"))


def _govern(sentence: Sentence, seen: Seen, i: int, inside: frozenset[int]) -> Government:
    via: list[Step] = []
    passed: set[int] = set()
    token = sentence.tokens[i]
    while token.head != token.i and token.i not in passed:
        passed.add(token.i)
        head = sentence.tokens[token.head]
        if is_verb(sentence, head):
            verb, helpers = lexical(sentence, seen, head.i)
            return Government(verb, token.rel, token.case, tuple(via), helpers, _deed(seen, via))
        if head.i not in inside and token.rel not in _INNER:
            via.append(Step(head.i, token.rel, "" if token.rel in ("compound", "appos") else token.case))
        token = head
    return Government(None, token.rel, token.case, tuple(via), (), _deed(seen, via))


def _deed(seen: Seen, via: Sequence[Step]) -> int | None:
    """The noun just above a party that tells a deed of or to it."""
    if not via:
        return None
    step = via[0]
    belongs = step.case in _BELONGING or step.rel in ("poss", "amod", "compound")
    return step.token if belongs and not _DEEDS.isdisjoint(seen(step.token)) else None


def common_path(sentence: Sentence, source: Sequence[int], target: Sequence[int]) -> tuple[list[int], int | None]:
    """The tokens between two heads through their lowest common ancestor, and that ancestor."""
    if not source or not target:
        return [], None
    up, down = sentence.path(source[0]), sentence.path(target[0])
    common = next((k for k in up if k in down), None)
    if common is None:
        return [], None
    return up[1 : up.index(common) + 1] + down[1 : down.index(common)], common



def acts_first(
    sentence: Sentence, one: Anchor, other: Anchor, *, passive: Callable[[int], bool], undergoes: Callable[[int], bool]
) -> bool:
    """Whether `one` is the party that acts: by its role under its verb, then as the possessor of a deed, then by standing first.

    `passive` and `undergoes` tell of a verb's token whether its subject is acted upon ("was struck", "received aid").
    Exactly one of two parties acts first, in whichever order they are given.
    """
    left, right = (_agency(first, second, passive, undergoes) for first, second in ((one, other), (other, one)))
    if left != right:
        return left > right
    return min(one.tokens, default=0) <= min(other.tokens, default=0)


def _agency(anchor: Anchor, other: Anchor, passive: Callable[[int], bool], undergoes: Callable[[int], bool]) -> int:
    """3 for who acts, 2 for whose deed or word it is, 1 for where it comes from, 0 for whom it befalls."""
    if not anchor.governments:
        return 0
    first = anchor.governments[0]
    via = [step for step in first.via if step.token not in other.tokens]
    if first.rel == "agent":
        return 3
    if first.nominal is not None and via:
        return 3 if via[0].case in _ORIGINS else 2 if via[0].rel in _OWNING else 1 if via[0].case in _OF else 0
    if first.rel in ("subj", "subjpass") and first.verb is not None:
        if via:
            return 2
        return 0 if passive(first.verb) or undergoes(first.verb) else 3
    return 1 if first.case in _ORIGINS or any(step.case in _ORIGINS for step in via) else 0
