"""The words by which the press hands over the word, from a pack's attribution.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from veille.lang.pack import Pack
from veille.model import Stance


@dataclass(frozen=True, slots=True)
class Cues:
    """The pack's cues: verb -> stance, prepositions that name a source, verbs that assert their object.

    `inserted` verbs only speak, `accusing` ones have what they allege behind "of", `speaking_of` ones their matter;
    `hedges` are adverbs and adjectives of hearsay, `inside` the prepositions by which a hedged deed holds its clause;
    `aftermath` prepositions tell what came before an accusation; `source_cases` make "source" one ("de source militaire");
    `impersonal` verbs have nobody who says what stands below them;
    `viewpoints` are prepositions that, in front, give somebody's view; `nouns` name an assertion;
    `no_source` nouns are a wording or a rule ("selon la formule"); `insertable` verbs may stand between two commas with their speaker,
    who may come before the verb (`speaker_first`);
    `phrases` are words behind which stands who says so; `quoting` verbs hand over the word only beside quotation marks;
    `ordering` verbs with an infinitive say what is to be done; `dismissing` ones have an `assertions` noun as what they deny;
    `relatives` are pronouns that stand for such a noun ("selon laquelle").
    """

    verbs: Mapping[str, Stance]
    prepositions: frozenset[str]
    asserting: frozenset[str]
    inserted: frozenset[str]
    accusing: frozenset[str]
    speaking_of: frozenset[str]
    hedges: frozenset[str]
    inside: frozenset[str]
    viewpoints: frozenset[str]
    nouns: Mapping[str, Stance]
    source_cases: frozenset[str]
    aftermath: frozenset[str]
    impersonal: frozenset[str]
    no_source: frozenset[str]
    insertable: frozenset[str]
    speaker_first: bool
    phrases: tuple[tuple[str, ...], ...]
    quoting: frozenset[str]
    ordering: frozenset[str]
    dismissing: frozenset[str]
    assertions: frozenset[str]
    relatives: frozenset[str]


@lru_cache(maxsize=8)
def load_cues(pack: Pack) -> Cues:
    """The attribution cues of a pack."""
    words = pack["attribution"]
    verbs: dict[str, Stance] = {}
    stances: tuple[Stance, ...] = ("deny", "confirm", "claim", "report")
    for stance in stances:
        for lemma in words["verbs"][stance]:
            verbs.setdefault(lemma, stance)
    nouns = {lemma: stance for stance in stances for lemma in words["nouns"].get(stance, ())}
    return Cues(
        verbs,
        frozenset(words["prepositions"]["report"]),
        frozenset(words["nouns"]["object"]),
        frozenset(words["verbs"]["inserted"]),
        frozenset(words["verbs"]["accusing"]),
        frozenset(words["verbs"]["speaking_of"]),
        frozenset(words["hedges"]["words"]),
        frozenset(words["hedges"]["inside"]),
        frozenset(words["prepositions"]["viewpoint"]),
        nouns,
        frozenset(words["prepositions"]["source"]),
        frozenset(words["prepositions"]["aftermath"]),
        frozenset(words["verbs"]["impersonal"]),
        frozenset(words["prepositions"]["no_source"]),
        frozenset(words["insertions"]["verbs"]),
        bool(words["insertions"]["speaker_first"]),
        tuple(tuple(phrase.split()) for phrase in words["phrases"]["words"]),
        frozenset(words["verbs"]["quoting"]),
        frozenset(words["verbs"]["ordering"]),
        frozenset(words["verbs"]["dismissing"]),
        frozenset(words["nouns"]["assertions"]),
        frozenset(words["prepositions"]["relatives"]),
    )
