"""What an article's names, persons and earlier mentions are known to be: the state that the readers of actors share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from veille.annotate.names import ActorWords, Name, NameIndex, load_actor_words, load_names
from veille.annotate.sexes import Sexes
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.values import Entity, Span
from veille.world.gazetteer import Record, key_of

#: prepositions of a place where something happens: what they govern takes no part in it
PLACED = frozenset({"in", "at", "inside", "near", "before", "à", "en", "dans", "devant", "près de"})
#: capitals by country that stand for an organisation more often than for the country
_SEATS = {"BEL": "EU"}


class Cast(ABC):
    """The cast of one article: who is named where, and how each becomes an entity."""

    def __init__(self, text: str, sentences: Sequence[Sentence], pack: Pack, day: date | None) -> None:
        self.text, self.sentences, self.day = text, sentences, day
        self.words: ActorWords = load_actor_words(pack)
        self.index: NameIndex = load_names(pack)
        #: the name that each token is part of, by sentence and token
        self.at: dict[tuple[int, int], Name] = {}
        #: persons by full name and surname
        self.persons: dict[str, Entity] = {}
        #: actors in reading order: offset, who, whether as subject
        self.trail: list[tuple[int, Entity, bool]] = []
        #: those named together as one subject, by the first of them
        self.groups: dict[str, tuple[Entity, ...]] = {}
        #: the country that the article is about, and two that its title names
        self.home: str | None = None
        self.titled: list[str] = []
        #: who is a man and who a woman
        self.sexes = Sexes(pack)
        #: grammatical gender and number by offset
        self.genders: dict[int, str | None] = {}
        self.numbers: dict[int, str | None] = {}
        #: places' names inside other names, and offsets of names that say only where
        self.swallowed: list[Span] = []
        self.located: set[int] = set()
        #: whose each bare body of state is
        self.bound: dict[str, str] = {}

    @abstractmethod
    def _resolve_one(self, sentence: Sentence, i: int, through: bool) -> Entity | None:
        """The entity that the noun or pronoun at token `i` stands for."""

    @abstractmethod
    def _pronoun(self, sentence: Sentence, token: Token) -> Entity | None:
        """Who a pronoun stands for."""

    def country_name(self, code: str | None) -> str:
        """The country's usual name in the article's language."""
        return self.index.countries.labels.get(code, code) if code else ""

    def _named(self, sentence: Sentence, token: Token, name: Name) -> Entity | None:
        span = Span.of(self.text, name.start, name.end)
        if name.record is not None:
            return self._recorded(span, name.record, sentence, token)
        if name.what == "capital" and name.country in _SEATS and self._is_seat(name, token):
            return self._organisation(_SEATS[name.country], span)
        role = "executive" if name.what == "capital" else None
        return Entity(span, f"country:{name.country}", self.country_name(name.country), name.country, role, "state")

    def _is_seat(self, name: Name, token: Token) -> bool:
        """Whether a capital that acts stands for the organisation seated there: the article does not name its country."""
        named = any(n.country == name.country and n.what in ("country", "demonym") for n in self.at.values())
        return not named and token.case not in PLACED

    def _recorded(self, span: Span, record: Record, sentence: Sentence, token: Token) -> Entity:
        offices = record.offices_on(self.day) if self.day else ()
        country, role, of = record.country, record.role, None
        if record.kind == "person":
            role = offices[0].office if offices else None
            states = self.index.countries.labels
            of = next((o.of for o in offices if o.of not in states), None)
            if of is not None and offices[0].of == of:
                country = None  # who heads an organisation speaks for it, not for the home country
            if country is None and of is None:
                of = next((o.of for o in record.offices if o.of not in states), None)
        return Entity(span, record.id, record.name, country, role, record.kind, of)

    def _state(self, code: str, span: Span) -> Entity:
        """A country as an entity."""
        return Entity(span, f"country:{code}", self.country_name(code), code)

    def _organisation(self, name: str, span: Span) -> Entity:
        """The organisation that a person speaks for, as an entity of its own."""
        record = self.index.gazetteer.names.get(key_of(name))
        if record is None or record.kind != "organisation":
            return Entity(span, f"name:{name}", name, None, None, "organisation")
        return Entity(span, record.id, record.name, record.country, record.role, "organisation")

    def _of_country(self, entity: Entity, code: str) -> Entity:
        """The same office of another country; whoever holds it on the article's day, when that is known."""
        role = f":{entity.role}" if entity.role else ""
        return replace(entity, id=f"country:{code}{role}", name=self.country_name(code), country=code)

    def _is_definite(self, token: Token) -> bool:
        return token.morph.get("Definite") == "Def" or token.form.lower() in ("le", "la", "l'", "the")

    def _is_bare(self, sentence: Sentence, i: int) -> bool:
        """Whether nothing beside a noun says which one is meant: "the new government", not "the regional government"."""
        beside = sentence.kids(i, "amod", "nmod", "poss", "compound", "num", "acl")
        return all(k.lemma in self.words.neutral and k.rel in ("amod", "compound") for k in beside)

    def _has_pronoun(self, sentence: Sentence, i: int) -> bool:
        return any(k.morph.get("Poss") == "Yes" or (k.rel == "poss" and k.pos == "PRON") for k in sentence.kids(i))

    def _conjuncts(self, sentence: Sentence, i: int) -> list[int]:
        out, todo = [], [i]
        while todo:
            k = todo.pop(0)
            if k not in out:
                out.append(k)
                todo += [t.i for t in sentence.kids(k, "conj", "appos") if t.nominal] + [
                    t.i for t in sentence.kids(k, "nmod") if t.case in self.words.including
                ]
        return sorted(out)

    def _chain(self, sentence: Sentence, i: int) -> set[int]:
        """The token and all coordinated with it, directly or through one another."""
        found, todo = {i}, [i]
        while todo:
            k = todo.pop()
            more = {c.i for c in sentence.kids(k, "conj")} - found
            found |= more
            todo += more
        return found

    def title_of(self, sentence: Sentence, i: int) -> str:
        """The words of a title without country and small words: "foreign minister", "ministre défense"."""
        token = sentence.tokens[i]
        skip = {
            k
            for k in range(len(sentence.tokens))
            if (n := self.at.get((sentence.index, k))) and n.what in ("demonym", "country")
        }
        parts = [
            k
            for k in sentence.subtree(i, frozenset({"relcl", "acl", "appos", "conj", "flat", "advcl"}))
            if k not in skip
            and sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN")
            and not sentence.tokens[k].ent.startswith("PER")
        ]
        return " ".join(sentence.tokens[k].lemma if k == token.i else sentence.tokens[k].form.lower() for k in parts)

    def noun_span(self, sentence: Sentence, i: int) -> Span:
        """The noun with its adjectives, compounds and "of" complements, without article, clause or apposition."""
        stop = frozenset(
            {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "det", "case", "num", "advmod", "dep"}
        )
        keep = [i]
        for k in sentence.kids(i, "amod", "compound", "flat"):
            keep += [k.i] if k.rel == "amod" else sentence.subtree(k.i, stop)
        for k in sentence.kids(i, "nmod", "poss"):
            if k.case in ("de", "of", "") and k.i - i < 6:
                keep += sentence.subtree(k.i, stop)
        first = i
        while first - 1 in keep:
            first -= 1
        name = self.at.get((sentence.index, first))
        while name and first and self.at.get((sentence.index, first - 1)) is name:
            first -= 1  # "South Sudanese officials"
        last = max(k for k in keep)
        if any(sentence.tokens[k].form in (",", ";") for k in range(i, last)):
            last = max(k for k in keep if not any(sentence.tokens[j].form in (",", ";") for j in range(i, k + 1)))
        return Span.of(self.text, sentence.tokens[first].start, sentence.tokens[max(last, i)].end)
