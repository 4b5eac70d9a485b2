"""Trigger families: what a word does in an event ("condemn", "aid", "truce"), by names that every language shares.

A family is finer than a PLOVER type and says nothing of it: which type "stop" and "sanction" make together is learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack

_SECTIONS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
#: how far the further words of an entry may stand from its first, in tokens
_REACH = 6
#: the first word of an entry that asks for a reflexive pronoun
_REFLEXIVE = "se"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a family: the words behind the first, and whether the verb must be reflexive."""

    family: str
    further: tuple[str, ...]
    reflexive: bool

    @property
    def length(self) -> int:
        """How many words it asks for."""
        return 1 + len(self.further) + self.reflexive

    def stands(self, sentence: Sentence, i: int) -> bool:
        """Whether the further words follow token `i` near and in order, and the pronoun is there."""
        if self.reflexive and not any(t.rel == "expl" for t in sentence.kids(i)):
            return False
        k = i + 1
        for word in self.further:
            near = range(k, min(i + 1 + _REACH, len(sentence.tokens)))
            found = next((j for j in near if word in (sentence.tokens[j].lemma, sentence.tokens[j].form.lower())), None)
            if found is None:
                return False
            k = found + 1
        return True


@dataclass(frozen=True, slots=True)
class Families:
    """The families of a language: (section, first word) -> entries."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]

    def of(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        """The families of the word at `i`, those of the longest entries alone; none for most words."""
        standing = [entry for entry in self._candidates(sentence.tokens[i]) if entry.stands(sentence, i)]
        longest = max((entry.length for entry in standing), default=0)
        return tuple(dict.fromkeys(entry.family for entry in standing if entry.length == longest))

    def _candidates(self, token: Token) -> tuple[Entry, ...]:
        section = _SECTIONS.get(token.pos)
        if section is None:
            return ()
        found = self.entries.get((section, token.lemma), ())
        return found or (self.entries.get((section, token.form.lower()), ()) if section == "noun" else ())


@lru_cache(maxsize=8)
def load_families(pack: Pack) -> Families:
    """The families of a pack, indexed by section and first word."""
    entries: dict[tuple[str, str], list[Entry]] = {}
    for section, families in pack["families"].items():
        for family, phrases in families.items():
            for phrase in phrases:
                words = phrase.split()
                reflexive = words[0] == _REFLEXIVE and len(words) > 1
                first, *further = words[1:] if reflexive else words
                entries.setdefault((section, first), []).append(Entry(family, tuple(further), reflexive))
    return Families({key: tuple(found) for key, found in entries.items()})


class Seen:
    """The families of one sentence's words, looked up once each."""

    def __init__(self, families: Families, sentence: Sentence) -> None:
        self._families, self._sentence = families, sentence
        self._found: dict[int, tuple[str, ...]] = {}

    def __call__(self, i: int) -> tuple[str, ...]:
        """The families of the word at `i`."""
        if i not in self._found:
            self._found[i] = self._families.of(self._sentence, i)
        return self._found[i]


#: families of verbs that only say when or whether the verb below them holds
HELPERS = {"helper_fut": "fut", "helper_can": "can", "helper_must": "must", "helper_run": "run"}


def helps(sentence: Sentence, seen: Seen, i: int) -> str | None:
    """What a helping verb at `i` says of the verb below it: "fut", "can", "must", "run"; `None` for every other word."""
    return next((HELPERS[family] for family in seen(i) if family in HELPERS and below(sentence, i) is not None), None)


def below(sentence: Sentence, i: int) -> int | None:
    """The infinitive or participle that hangs on a verb, or on its noun ("est en train de livrer")."""
    nouns = [k.i for k in sentence.kids(i, "obl", "attr") if k.pos == "NOUN"]
    verbs = [k.i for k in sentence.kids(i, "xcomp") if k.pos == "VERB"]
    clauses = [k for noun in nouns for k in sentence.kids(noun, "acl", "xcomp")]
    verbs += [k.i for k in clauses if k.morph.get("VerbForm") == "Inf"]
    return next(iter(verbs), None)


def lexical(sentence: Sentence, seen: Seen, i: int) -> tuple[int, tuple[str, ...]]:
    """The verb that tells what is done, below the helping verbs that begin at `i`, and what all above it say."""
    for _ in range(3):
        lower = below(sentence, i) if helps(sentence, seen, i) else None
        if lower is None:
            break
        i = lower
    return i, _helped(sentence, seen, i)


def _helped(sentence: Sentence, seen: Seen, i: int) -> tuple[str, ...]:
    """What the helping verbs above a verb say."""
    said: list[str] = []
    token = sentence.tokens[i]
    while token.rel in ("xcomp", "acl") and len(said) < 3:
        head = sentence.tokens[token.head]
        head = sentence.tokens[head.head] if head.pos == "NOUN" else head
        told = helps(sentence, seen, head.i)
        if told is None:
            break
        said.append(told)
        token = head
    return tuple(said)
