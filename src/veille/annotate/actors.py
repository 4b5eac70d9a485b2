"""Who acts: names, offices, demonyms and pronouns of an article, resolved to entities.

A name is looked up in the gazetteer; a person that it does not know takes the country of the office the article gives them.
A common noun ("the army", "le gouvernement") is an actor of the country its modifiers name, else a vague actor kept in the text's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from veille.annotate.bodies import Bodies
from veille.annotate.naming import IN_TITLE, PERSON_ENTS
from veille.annotate.reference import REACH
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.values import Entity, Span
from veille.world.gazetteer import Record


class ActorReader(Bodies):
    """Resolves the actors of one article. Built once per article; `resolve` is asked per noun."""

    def __init__(self, text: str, sentences: Sequence[Sentence], pack: Pack, day: date | None, head: str = "") -> None:
        super().__init__(text, sentences, pack, day)
        self._place_names()
        self.home = self._home(head)
        titled = list(dict.fromkeys(n.country for n in self.index.find(head) if n.country))
        self.titled = titled if len(titled) == 2 else []
        self._learn_persons()
        self._learn_trail()
        self._learn_persons()  # "his foreign minister, X": now that the pronouns are known
        self.trail.clear()
        self._learn_trail()
        self.bound = self._bindings()

    def resolve(self, sentence: Sentence, i: int, *, through: bool = False) -> list[Entity]:
        """The entities that the noun at token `i` stands for, none when it is no actor.

        With `through`, a thing that belongs to a country ("Russian missiles") stands for the country.
        Groups are opened: "several countries, among them Sweden and Norway" gives the members named.
        """
        members = self._members(sentence, i)
        if members:
            return members
        if sentence.tokens[i].lemma not in self.words.roles and (sentence.index, i) not in self.at:
            i = sentence.counted(i)
        entity = self._resolve_one(sentence, i, through)
        if entity is None:
            return []
        if sentence.tokens[i].pos == "PRON":
            return self._together(sentence.tokens[i], entity)
        if entity.kind == "person" and sentence.tokens[i].morph.get("Number") == "Plur":
            return self._named_together(sentence, entity)
        return self._shared(sentence, i, entity)

    def _named_together(self, sentence: Sentence, first: Entity) -> list[Entity]:
        """Everybody named beside a plural title: "the foreign ministers, X and Y"."""
        token = next((t for t in sentence.tokens if t.start <= first.span.start < t.end), None)
        found = [first]
        for k in self._conjuncts(sentence, token.i)[1:] if token else []:
            other = self._resolve_one(sentence, k, False)
            found += [other] if other and all(other.id != e.id for e in found) else []
        return found

    def _together(self, pronoun: Token, entity: Entity) -> list[Entity]:
        """Everybody whom a plural pronoun stands for: the actor found, and those coordinated with it where it was named."""
        if pronoun.form.lower() not in self.words.plural_pronouns:
            return [entity]
        group = self.groups.get(entity.id, ())
        return [replace(other, span=entity.span) for other in group] if len(group) > 1 else [entity]

    def of_adjective(self, sentence: Sentence, i: int) -> list[Entity]:
        """The state or group that an adjective or compound names ("Russian", "russes", "Houthi"), none when it names none."""
        token = sentence.tokens[i]
        name = self.at.get((sentence.index, i))
        if name is None:
            deeper = self._country_around(sentence, i, 1) if token.pos in ("NOUN", "PROPN") else None
            span = Span.of(self.text, token.start, token.end)
            return [self._state(deeper, span)] if deeper else []
        thing = sentence.tokens[token.head].lemma not in self.words.roles
        if name.what == "person" and token.rel == "compound" and thing:
            return []  # "King Fahd highway"
        entity = self._named(sentence, token, name)
        return [entity] if entity else []

    def _members(self, sentence: Sentence, i: int) -> list[Entity]:
        token = sentence.tokens[i]
        if token.form in self.words.named_pairs:
            return self._pair(sentence, i)
        if token.lemma not in self.words.roles and token.lemma not in ("nation", "pays", "country"):
            return []
        if (sentence.index, i) in self.at:
            return []
        found: list[Entity] = []
        below = [
            sentence.tokens[k]
            for k in sentence.subtree(i)
            if k != i and sentence.tokens[k].case in self.words.including
        ]
        for k in sentence.kids(i, "appos"):
            name = self.at.get((sentence.index, k.i))
            many = token.morph.get("Number") == "Plur" and bool(sentence.kids(k.i, "conj"))
            if many and name and name.what in ("country", "capital"):  # "the two countries, A and B"
                found += [
                    e for j in self._conjuncts(sentence, k.i) for e in [self._resolve_one(sentence, j, False)] if e
                ]
        for k in [*sentence.kids(i, "nmod", "appos", "acl", "relcl", "obl", "conj", "advcl"), *below]:
            introduced = {t.form.lower() for t in sentence.kids(k.i)} | {
                k.case,
                k.form.lower(),
                sentence.tokens[max(0, k.i - 1)].form.lower(),
            }
            introduced |= set(k.case.split())
            if introduced & self.words.including and k.rel != "conj":
                found += [
                    e for j in self._conjuncts(sentence, k.i) for e in [self._resolve_one(sentence, j, False)] if e
                ]
        distinct = {e.id: e for e in reversed(found)}
        found = [e for e in found if distinct[e.id] is e and e.kind != "group"]
        return [e for e in found if e.country or e.kind != "state"] or self._pair(sentence, i)

    def _pair(self, sentence: Sentence, i: int) -> list[Entity]:
        """ "les deux pays", "both sides": the two countries that the text before names far more than any third."""
        token = sentence.tokens[i]
        named = self.words.named_pairs.get(token.form)
        if named:
            span = self.noun_span(sentence, i)
            return [self._state(code, span) for code in named]
        kids = {k.lemma for k in sentence.kids(i, "num", "det", "amod")} | {
            k.form.lower() for k in sentence.kids(i, "num", "det")
        }
        if not kids & self.words.both or not (kids & self.words.definite):
            return []  # "two men" are any two
        persons = self._two_persons(sentence, i) if token.lemma in self.words.pairs_of_persons else []
        if persons:
            return persons
        offices = self.words.pairs_of_persons & self.words.roles.keys()
        if token.lemma not in self.words.pairs and token.lemma not in offices:
            return []
        tally: dict[str, int] = dict.fromkeys(self.titled, IN_TITLE)
        groups: dict[str, Record] = {}
        for name in {(n.start, n.end): n for n in self.at.values() if n.start < token.start}.values():
            if name.country and name.what != "person":
                tally[name.country] = tally.get(name.country, 0) + 1
            elif name.record and name.record.role in ("armed_group", "people"):
                groups[name.record.name] = name.record
                tally[name.record.name] = tally.get(name.record.name, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        span = self.noun_span(sentence, i)
        return [self._organisation(key, span) if key in groups else self._state(key, span) for key, _ in ranked[:2]]

    def _two_persons(self, sentence: Sentence, i: int) -> list[Entity]:
        """ "the two men", "les deux présidents": the two persons of different countries last spoken of, within reach."""
        floor = self.sentences[max(0, sentence.index - REACH - 1)].span.start
        here, span = sentence.tokens[i].start, self.noun_span(sentence, i)
        found: list[Entity] = []
        acting = {t.start for k in sentence.path(i) for t in sentence.kids(k, "subj", "subjpass")}
        rows = [row for row in self.trail if floor <= row[0] < here and row[0] not in acting]
        for _, entity, _ in reversed(rows):
            if entity.kind == "person" and all(
                entity.id != e.id and (entity.country is None or entity.country != e.country) for e in found
            ):
                found.append(entity)
        return [replace(e, span=span) for e in reversed(found[:2])] if len(found) == 2 else []

    def _resolve_one(self, sentence: Sentence, i: int, through: bool) -> Entity | None:
        token = sentence.tokens[i]
        name = self.at.get((sentence.index, i))
        if name is not None and not (name.what == "demonym" and token.pos == "ADJ" and not through):
            return self._named(sentence, token, name)
        if token.lemma in self.words.never or token.form.lower() in self.words.never:
            return None
        if token.pos == "PRON":
            return self._pronoun(sentence, token)
        if token.lemma in self.words.latter:
            return self._latter(sentence, token)
        person = self._person(sentence, token)
        if person:
            return person
        apposed = self._apposed(sentence, i)
        if apposed and apposed.kind == "person" and token.lemma in self.words.roles:
            if apposed.country is None:
                return replace(apposed, country=self._country_around(sentence, i))
            return apposed
        return self._common(sentence, token, through)

    def all(self) -> list[Entity]:
        """Every named actor of the article, in reading order, once per span."""
        seen: dict[tuple[int, int], Entity] = {}
        for start, entity, _ in (row for row in self.trail if row[1].kind != "group"):
            seen.setdefault((start, entity.span.end), entity)
        return sorted(seen.values(), key=lambda e: (e.span.start, e.span.end))

    def taken(self) -> list[Span]:
        """Spans of persons, organisations and bodies: names that are no places. A polity without a code is one too."""
        named = [n for n in self.at.values() if n.what in ("person", "organisation", "body")]
        spans = {(n.start, n.end) for n in named if n.record is None or n.record.role != "people"}
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.ent in PERSON_ENTS and token.pos == "PROPN" and token.form in self.persons:
                    spans.add((token.start, token.end))
        spans |= {(e.span.start, e.span.end) for e in self.persons.values()}
        spans |= {(s.start, s.end) for s in self.swallowed}
        return [Span.of(self.text, start, end) for start, end in sorted(spans)]

    def countries(self) -> list[str]:
        """ISO 3166-1 alpha-3 codes of the countries the article names, most often named first."""
        tally: dict[str, int] = {}
        for name in {(n.start, n.end): n for n in self.at.values()}.values():
            if name.country:
                tally[name.country] = tally.get(name.country, 0) + 1
        return sorted(tally, key=lambda code: (-tally[code], code))

    def stated(self) -> list[str]:
        """Codes of the countries that are named by more than the name of a capital."""
        return sorted({n.country for n in self.at.values() if n.country and n.what != "capital"})
