"""Find the triggers of every kind in a sentence and try their frames on the predications around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication
from veille.annotate.tokens import Sentence, Token
from veille.extract.classes import is_of
from veille.extract.fill import Slots, fill
from veille.extract.roles import follow
from veille.ontology import Frame, Kind, trigger_index
from veille.values import Entity

_VERBAL = frozenset({"VERB", "AUX"})
#: kinds whose nouns are also used of no attack in particular
_STRUCK = frozenset({"attack", "interception"})
#: kinds that take two; spoken of in passing, both must be named
_TWO_SIDED = frozenset({"meeting", "call", "agreement"})
#: in a frame's `only`: the role may also be missing
ABSENT = "none"
#: how far the further words of a trigger may stand from its first, in tokens
_REACH = 7


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits: its predication and the slots it fills."""

    kind: Kind
    frame: Frame
    predication: Predication
    slots: Slots


@dataclass(frozen=True, slots=True)
class Miss:
    """A trigger that no frame of the kind could fill."""

    kind: Kind
    token: Token
    sentence: Sentence
    why: str


def find_matches(annotated: Annotated, sentence: Sentence) -> Iterator[Match | Miss]:
    """Every frame that fits the sentence, at most one a kind and trigger; a `Miss` where the trigger fits and no frame does."""
    for token in sentence.tokens:
        if _in_name(annotated, sentence, token):
            continue
        rows = _rows(annotated.pack.code, token)
        missed: dict[str, Miss] = {}
        hit: set[str] = set()
        for kind, frame, words in rows:
            if kind.name in hit or not _is_trigger(sentence, token, words):
                continue
            predication = annotated.predicator.build(sentence, token.i)
            outcome = _try(annotated, kind, frame, predication)
            if isinstance(outcome, str):
                missed.setdefault(kind.name, Miss(kind, token, sentence, outcome))
            else:
                hit.add(kind.name)
                yield Match(kind, frame, predication, outcome)
        if not annotated.predicator.verbs.has(
            token.lemma, "plain"
        ):  # "was", "said" are triggers only with their argument
            yield from (miss for name, miss in missed.items() if name not in hit)


def _in_name(annotated: Annotated, sentence: Sentence, token: Token) -> bool:
    """Whether the noun only belongs to the name of an organisation: "le Mouvement des forces démocratiques de X"."""
    name = annotated.actors.at.get((sentence.index, token.i))
    return (
        token.pos in ("NOUN", "PROPN")
        and name is not None
        and name.what in ("organisation", "body")
        and name.end - name.start > len(token.form)
    )


def _rows(lang: str, token: Token) -> tuple[tuple[Kind, Frame, str], ...]:
    index = trigger_index(lang)
    if token.pos in _VERBAL or (token.pos == "ADJ" and token.morph.get("VerbForm") == "Part"):
        described = index.get(("adjective", token.form.lower()), ()) if token.morph.get("VerbForm") == "Part" else ()
        return (*index.get(("verb", token.lemma), ()), *described)
    if token.pos in ("NOUN", "PROPN"):
        return index.get(("noun", token.lemma), ()) or index.get(("noun", token.form.lower()), ())
    if token.pos == "ADJ":
        return index.get(("adjective", token.lemma), ())
    return ()


def _is_trigger(sentence: Sentence, token: Token, words: str) -> bool:
    """Whether the trigger's further words stand behind the first, in order and near ("mettre ... garde", "call on")."""
    k = token.i + 1
    for word in words.split()[1:]:
        near = range(k, min(k + _REACH, len(sentence.tokens)))
        found = next((j for j in near if _is_word(sentence.tokens[j], word)), None)
        if found is None or not _is_bound(sentence, k, found, token):
            return False
        k = found + 1
    return True


def _is_word(token: Token, word: str) -> bool:
    """Whether the token is the word: "peuvent" is no "pouvoir", the power."""
    return word == token.form.lower() or (word == token.lemma and token.pos != "AUX")


def _is_bound(sentence: Sentence, k: int, j: int, verb: Token) -> bool:
    """Whether a particle at `j` is the verb's: next to it, or its particle by the syntax ("take it over")."""
    word = sentence.tokens[j]
    if word.pos != "ADP" or all(t.pos == "ADV" for t in sentence.tokens[k:j]):
        return True
    return word.rel == "prt" and word.head == verb.i


def _try(annotated: Annotated, kind: Kind, frame: Frame, predication: Predication) -> Slots | str:
    """The slots of a frame that fits, or why it does not."""
    if predication.nominal and not _supported(annotated, frame, predication):
        return "the noun hangs on a word that makes it no event"
    if predication.support is not None and not _lends(annotated, frame, predication):
        predication = _alone(annotated, predication)
    for role, classes in frame.only.items():
        fillers = _fillers(annotated, predication, role)
        if not fillers and ABSENT in classes:
            continue
        asked = role in ("object", "attribute", "adj") or fillers or not predication.nominal
        tokens = predication.sentence.tokens
        if asked and not any(is_of(annotated, predication, tokens[k], classes) for k in fillers):
            return f"{role} is not {'|'.join(sorted(classes))}"
    for role, classes in frame.never.items():
        if any(
            is_of(annotated, predication, predication.sentence.tokens[k], classes)
            for k in _fillers(annotated, predication, role)
        ):
            return f"{role} is {'|'.join(sorted(classes))}"
    if (
        kind.name in _STRUCK
        and predication.nominal
        and not _is_told(annotated, frame, predication)
        and _is_generic(annotated, predication)
    ):
        return "spoken of in general"
    slots = fill(annotated, kind, frame, predication)
    below = predication.support is not None and predication.sentence.is_below(predication.support, predication.trigger)
    untold = predication.nominal and (below or not _is_told(annotated, frame, predication))
    passing = predication.participle or untold
    if kind.name in _TWO_SIDED and passing:
        sides = slots.get("actor", ())
        if len(sides) < 2 and not any(isinstance(e, Entity) and e.kind == "organisation" for e in sides):
            return "only one side is named"
    if kind.name == "coercion" and predication.participle and "actor" not in slots:
        return "told in passing of whom nobody is said to hold"
    for row in frame.need:
        if not row & set(slots):
            return f"no {' or '.join(sorted(row))}"
    return slots


def _fillers(annotated: Annotated, predication: Predication, roles: str) -> list[int]:
    """Tokens that fill any of the roles ("against|on")."""
    return [k for role in roles.split("|") for k in follow(annotated, predication, role)]


def _is_generic(annotated: Annotated, predication: Predication) -> bool:
    """Whether a noun is a bare or indefinite plural without owner or number: "attacks on ships", "des frappes"."""
    sentence, i = predication.sentence, predication.trigger
    if predication.token.morph.get("Number") != "Plur" or sentence.kids(i, "poss", "num"):
        return False
    articles = sentence.kids(i, "det")
    definite = any(
        t.morph.get("Definite") == "Def" or t.morph.get("PronType") == "Dem" or t.morph.get("Poss") for t in articles
    )
    owned = any(annotated.actors.of_adjective(sentence, k) for k in predication.roles.get("adj", []))
    agents = [k for name in ("by", "par") for k in predication.roles.get(name, [])]
    return not (definite or owned or agents)


def _is_told(annotated: Annotated, frame: Frame, predication: Predication) -> bool:
    """Whether a verb of the frame says that the thing the noun names takes place."""
    return predication.support is not None and _lends(annotated, frame, predication)


def _alone(annotated: Annotated, predication: Predication) -> Predication:
    """The noun without what it would borrow from a verb that only speaks of it ("criticised the bombardment")."""
    own = annotated.predicator.noun(predication.sentence, predication.trigger)
    return replace(predication, roles=own.roles)


def _lends(annotated: Annotated, frame: Frame, predication: Predication) -> bool:
    """Whether the verb that a nominal trigger hangs on is one of the frame's, and lends its subject."""
    assert predication.support is not None
    verb = predication.sentence.tokens[predication.support]
    verbs = annotated.predicator.verbs
    phrasal = f"{verb.lemma} {predication.token.case}"  # "répondre par", "respond with"
    return "any" in frame.via or verbs.has(verb.lemma, *frame.via) or verbs.has(phrasal, *frame.via)


def _supported(annotated: Annotated, frame: Frame, predication: Predication) -> bool:
    """Whether the verb a nominal trigger hangs on lets it stand for an event; without a verb, whether the frame allows it bare."""
    if predication.support is None:
        return frame.bare
    return frame.bare or _lends(annotated, frame, predication)
