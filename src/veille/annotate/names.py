"""The names of the world as one index, and a pack's actor nouns: what `actors.py` looks words up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from veille.lang.pack import Pack
from veille.world.countries import Countries, countries
from veille.world.gazetteer import LONGEST_NAME, Gazetteer, Record, key_of, load_gazetteer, words_of

#: capitals that the press often leaves without their accent: "Etats-Unis", "Ethiopie"
_BARE_CAPITALS = str.maketrans("ÀÂÇÉÈÊÎÔ", "AACEEEIO")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text: `what` is "country", "capital", "demonym", "person", "organisation" or "body"."""

    start: int
    end: int
    what: str
    country: str | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The pack's actor nouns: lemma -> role; office titles; supranational adjectives; words that are never actors.

    `institutions` with nothing that says whose are those of the article's own country; who holds a `national` office is of it.
    `addressing` verbs have somebody as their object ("accuse it of", "urged them to").
    `plural_bodies` are one body in the plural ("the authorities"); who is sent by `sending` verbs acts for the sender.
    `families` are nouns that mean one body in one article; `neutral` words beside a body do not say which one is meant.
    `twins` are demonyms that also name a people of other countries.
    `clubs` with a capital's name are gatherings of states; `quarters` before one are its parts; `quoting` are the prepositions of sources.
    """

    roles: dict[str, str]
    titles: dict[str, str]
    groups: frozenset[str]
    never: frozenset[str]
    civility: frozenset[str]
    including: frozenset[str]
    person_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    agreeing_plurals: frozenset[str]
    neutral_pronouns: frozenset[str]
    first_pronouns: frozenset[str]
    gendered: frozenset[str]
    relational: frozenset[str]
    again: frozenset[str]
    abstract: frozenset[str]
    clubs: frozenset[str]
    persons: frozenset[str]
    quoting: frozenset[str]
    quarters: frozenset[str]
    pairs: frozenset[str]
    both: frozenset[str]
    definite: frozenset[str]
    pairs_of_persons: frozenset[str]
    named_pairs: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, str]]
    addressing: frozenset[str]
    institutions: frozenset[str]
    national: frozenset[str]
    latter: frozenset[str]
    families: Mapping[str, str]
    neutral: frozenset[str]
    plural_bodies: frozenset[str]
    sending: frozenset[str]
    twins: frozenset[str]


@lru_cache(maxsize=8)
def load_actor_words(pack: Pack) -> ActorWords:
    """The actor nouns of a pack."""
    words, grammar = pack["actors"], pack["lexicon"]["grammar"]
    roles: dict[str, str] = {}
    for role, lemmas in words["roles"].items():
        for lemma in lemmas:
            roles.setdefault(lemma, role)
    return ActorWords(
        roles,
        dict(words["titles"]),
        frozenset(words["groups"]["adjectives"]),
        frozenset(words["never"]["nouns"]),
        frozenset(words["never"]["civility"]),
        frozenset(grammar["including"]),
        frozenset(grammar["pronouns_person"]),
        frozenset(grammar["pronouns_plural"]),
        frozenset(grammar["pronouns_agreeing"]),
        frozenset(grammar["pronouns_neutral"]),
        frozenset(grammar["pronouns_first"]),
        frozenset(grammar["pronouns_gendered"]),
        frozenset(words["relational"]["nouns"]),
        frozenset(words["again"]["nouns"]),
        frozenset(words["never"]["abstract"]),
        frozenset(words["clubs"]["nouns"]),
        frozenset(pack["lexicon"]["nouns"]["captive"]),
        frozenset(pack["attribution"]["prepositions"]["report"]),
        frozenset(words["clubs"]["quarters"]),
        frozenset(words["pairs"]["nouns"]),
        frozenset(words["pairs"]["both"]),
        frozenset(words["pairs"]["definite"]),
        frozenset(words["pairs"]["persons"]),
        {name: tuple(codes) for name, codes in words["pairs"]["named"].items()},
        {name: (row["country"], row["beside"]) for name, row in words.get("short", {}).items()},
        frozenset((*pack["lexicon"]["verbs"]["object_control"], *pack["lexicon"]["verbs"]["accusing"])),
        frozenset(words["institutions"]["nouns"]),
        frozenset(words["institutions"]["national"]),
        frozenset(words["again"]["latter"]),
        {lemma: name for name, lemmas in words["families"].items() for lemma in lemmas},
        frozenset(words["neutral"]["adjectives"]),
        frozenset(words["institutions"]["plural"]),
        frozenset(words["again"]["sending"]),
        frozenset(words["never"]["twins"]),
    )


class NameIndex:
    """Every name of the world in one look-up by word sequence, for one language."""

    def __init__(self, pack: Pack) -> None:
        self.countries: Countries = countries(pack.code)
        self.gazetteer: Gazetteer = load_gazetteer()
        self.table: dict[tuple[str, ...], tuple[str, str | None, Record | None]] = {}
        for key, record in self.gazetteer.names.items():
            self.table.setdefault(key, (record.kind, record.country, record))
        for key, record in self.gazetteer.names.items():  # "Organisation des Etats américains"
            bare = tuple(form.translate(_BARE_CAPITALS) for form in key)
            self.table.setdefault(bare, (record.kind, record.country, record))
        self._add("country", self.countries.names)
        self._add("capital", self.countries.capitals)
        self._add("demonym", self.countries.demonyms)
        #: how many words the longest name has that opens with a word
        self.longest: dict[str, int] = {}
        for key in filter(None, self.table):
            self.longest[key[0]] = max(len(key), self.longest.get(key[0], 0))

    def _add(self, what: str, names: Mapping[str, str]) -> None:
        for name, code in names.items():
            each = "-".join(part[:1].upper() + part[1:] for part in name.split("-"))  # "Sud-Coréen"
            said = (name, name[:1].upper() + name[1:], each)
            for spelling in dict.fromkeys((*said, *(form.translate(_BARE_CAPITALS) for form in said))):
                self.table.setdefault(key_of(spelling), (what, code, None))

    def find(self, text: str) -> list[Name]:
        """Names in `text`, longest first at each word, not overlapping, in reading order. Surnames are not looked up here."""
        words = words_of(text)
        found: list[Name] = []
        i = 0
        while i < len(words):
            step = 1
            longest = min(LONGEST_NAME, self.longest.get(words[i][2], 0), len(words) - i)
            for length in range(longest, 0, -1):
                hit = self.table.get(tuple(form for _, _, form in words[i : i + length]))
                if hit and self._whole(text, words[i][0], words[i + length - 1][1]):
                    what, country, record = hit
                    found.append(Name(words[i][0], words[i + length - 1][1], what, country, record))
                    step = length
                    break
            i += step
        return found

    def _whole(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch is not part of a hyphenated word ("franco-allemand", "pro-Syrian" stay whole)."""
        behind = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 2].islower()
        before = text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1].islower()
        return not behind and not before


@lru_cache(maxsize=4)
def load_names(pack: Pack) -> NameIndex:
    """The name index of a pack, built once per process."""
    return NameIndex(pack)
