"""Speech inserted in mid-sentence: "Le Pérou, a déclaré le ministre, a attaqué le port", "The port, the minister said, was attacked".

The insertion breaks the parse on both its sides. It is found by its words, the two parts are parsed alone, and joined again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from veille.annotate.cues import Cues
from veille.annotate.tokens import Inserted, Token

#: how many words a speaker may have, and how many may stand behind the verb
_SPEAKER, _BEHIND = 10, 8
#: how many words stand before one that ends the sentence
_SHORT = 3
_MARKS = frozenset({",", "–", "—"})
_HAVE = frozenset({"a", "ont", "avait", "avaient"})
_CLITICS = frozenset(
    {
        "-il",
        "-elle",
        "-on",
        "-ils",
        "-elles",
        "il",
        "elle",
        "on",
        "ils",
        "elles",
        "-t",
        "-t-il",
        "-t-elle",
        "-t-on",
        "-",
    }
)
_PERSONS = frozenset(
    {"-il", "-elle", "-on", "-ils", "-elles", "il", "elle", "ils", "elles", "on", "-t-il", "-t-elle", "-t-on"}
)


@dataclass(frozen=True, slots=True)
class Insertion:
    """Tokens `first` up to `after` (excluded), its marks among them; the speech verb's index; whether a mark closes it."""

    first: int
    after: int
    verb: int
    closed: bool = True

    @property
    def inside(self) -> range:
        """The tokens between the marks, or behind the only one."""
        return range(self.first + 1, self.after - self.closed)


class Finder:
    """Finds the insertion of a sentence, by a pack's verbs of saying and nouns of who speaks."""

    def __init__(self, cues: Cues, roles: frozenset[str]) -> None:
        self.cues, self.roles = cues, roles

    def find(self, tokens: Sequence[Token]) -> Insertion | None:
        """The first insertion between two commas that leaves words on both sides, or `None`."""
        marks = [t.i for t in tokens if t.form in _MARKS]
        for first, second in itertools.pairwise(marks):
            inside = tokens[first + 1 : second]
            if first < 1 or len(tokens) - second < 3 or not 2 <= len(inside) <= _SPEAKER + _BEHIND:
                continue
            verb = self._inverted(inside) or (self._behind_speaker(inside) if self.cues.speaker_first else None)
            if verb and any(t.nominal for t in tokens[:first]) and _is_broken(tokens[:first], tokens[second + 1 :]):
                return Insertion(first, second + 1, verb.i)
        return self._closing(tokens, marks)

    def _closing(self, tokens: Sequence[Token], marks: Sequence[int]) -> Insertion | None:
        """An inversion with its pronoun that ends the sentence: "..., a-t-elle ajouté devant la presse."."""
        last = tokens[-1].i + (tokens[-1].pos != "PUNCT")
        first = marks[-1] if marks else last
        inside = tokens[first + 1 : last]
        if first < _SHORT or len(inside) < 2 or len(inside) > _SPEAKER + _BEHIND:
            return None
        asked = any(t.form.lower() in _PERSONS for t in inside[:4])
        verb = self._inverted(inside) if asked else None
        return Insertion(first, last, verb.i, closed=False) if verb else None

    def _speaks(self, token: Token) -> bool:
        return token.lemma in self.cues.insertable and token.pos in ("VERB", "AUX")

    def _inverted(self, inside: Sequence[Token]) -> Token | None:
        """The verb of "a déclaré le ministre", "affirme l'armée", "said the minister"."""
        k = 0
        perfect = inside[0].form.lower() in _HAVE
        asked = False
        while k < len(inside) and (
            inside[k].form.lower() in _CLITICS
            or inside[k].pos == "ADV"
            or (perfect and (k == 0 or inside[k].lemma == "faire"))
        ):
            asked = asked or inside[k].form.lower() in _PERSONS
            k += 1
        if k >= len(inside) or not self._speaks(inside[k]):
            return None
        verb, rest = inside[k], inside[k + 1 :]
        if any(t.pos in ("VERB", "SCONJ") for t in rest if t.lemma != "savoir"):
            return None
        if not perfect and verb.morph.get("VerbForm") not in ("Fin", None):
            return None
        if asked or (rest and rest[0].form.lower() in _PERSONS):
            return verb
        return verb if self._is_speaker(rest) else None

    def _is_speaker(self, rest: Sequence[Token]) -> bool:
        """Whether the words behind the verb begin with somebody who speaks, days and adverbs passed over."""
        for token in rest[:6]:
            if token.pos in ("ADP", "PRON", "SCONJ", "VERB", "CCONJ"):
                return False
            if token.pos == "PROPN" or token.lemma in self.roles:
                return True
        return False

    def _behind_speaker(self, inside: Sequence[Token]) -> Token | None:
        """The verb of "the minister said on Monday"."""
        verb = next((t for t in inside if t.pos in ("VERB", "AUX")), None)
        if verb is None or not self._speaks(verb) or verb.morph.get("VerbForm") != "Fin":
            return None
        before = [t for t in inside if t.i < verb.i]
        behind = [t for t in inside if t.i > verb.i]
        if not before or len(behind) > _BEHIND or before[0].pos in ("ADP", "SCONJ", "CCONJ", "ADV", "AUX"):
            return None
        if before[0].morph.get("PronType") == "Rel" or before[0].form.lower() in (
            "who",
            "which",
            "that",
            "whom",
            "qui",
            "que",
        ):
            return None
        if any(t.pos in ("VERB", "AUX", "SCONJ") or t.form.lower() in ("that", "que") for t in behind):
            return None
        held = behind and behind[0].pos in ("DET", "NOUN", "PROPN") and verb.lemma != "tell"
        dated = behind and behind[0].ent in ("DATE", "TIME")
        named = any(t.pos in ("PROPN", "PRON") or t.lemma in self.roles for t in before)
        return verb if named and (not held or dated) else None


def _is_broken(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether the clause goes on behind the insertion: what stands before has no verb, or a conjunct of it without subject follows."""
    if behind[0].pos == "NUM" or behind[0].morph.get("PronType") == "Rel" or behind[0].form.lower() in ("who", "qui"):
        return False  # ", said X, 34, who ..."
    finite = next((t for t in before if _is_finite(t)), None)
    opened = finite is not None and any(
        t.pos == "SCONJ" or t.morph.get("PronType") == "Rel" for t in before[: finite.i]
    )
    if finite is None or opened or not any(t.nominal for t in before[: finite.i]):
        return True
    verb = next((t for t in behind if t.pos in ("VERB", "AUX")), None)
    return behind[0].pos == "CCONJ" and verb is not None and not any(t.nominal for t in behind if t.i < verb.i)


def _is_finite(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") and (
        token.morph.get("VerbForm") == "Fin" or token.morph.get("VerbType") == "Mod"
    )


def joined(
    whole: Sequence[Token], insertion: Insertion, outer: Sequence[Token], inner: Sequence[Token]
) -> tuple[list[Token], Inserted]:
    """One list of tokens from the two parts parsed alone; the inserted clause hangs on the sentence's root.

    `outer` are the tokens around the insertion, `inner` those within its marks; `whole` gives the places of all.
    """
    inside = insertion.inside
    places_inner = list(inside)
    places_outer = [i for i in range(len(whole)) if not insertion.first <= i < insertion.after]
    tokens: list[Token] = list(whole)
    for part, places in ((outer, places_outer), (inner, places_inner)):
        for token, place in zip(part, places, strict=True):
            token.i, token.head = place, places[token.head]
            tokens[place] = token
    root = next((t for t in outer if t.head == t.i), outer[0])
    for token in inner:
        if token.head == token.i and token.i != insertion.verb:
            token.head, token.rel = insertion.verb, token.rel if token.rel != "root" else "dep"
    verb = tokens[insertion.verb]
    verb.head, verb.rel = root.i, "parataxis"
    speaker = _speaker(tokens, inside, verb)
    for i in (insertion.first, insertion.after - 1) if insertion.closed else (insertion.first,):
        tokens[i].head, tokens[i].rel, tokens[i].pos = verb.i, "punct", "PUNCT"
    return tokens, Inserted(insertion.first, insertion.after, verb.i, speaker)


def _speaker(tokens: Sequence[Token], inside: range, verb: Token) -> int | None:
    """The head of who speaks, made the verb's subject."""
    named = [tokens[k] for k in inside if tokens[k].nominal and k != verb.i]
    subjects = [t for t in named if t.rel in ("subj", "subjpass") and t.head == verb.i]
    heads = [t for t in named if t.head == verb.i and not t.case and t.ent not in ("DATE", "TIME")]
    before = [t for t in heads if t.i < verb.i]
    clitics = [t for t in named if t.form.lower() in _PERSONS and t.form.lower() != "-t"]
    found = next(iter(clitics or subjects or before or heads or named), None)
    if found is None:
        return None
    found.rel, found.head = "subj", verb.i
    return found.i
