"""Who pronouns and bare titles stand for: looking back over the actors of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from veille.annotate.cast import PLACED
from veille.annotate.naming import PERSON_ENTS
from veille.annotate.persons import Persons
from veille.annotate.tokens import Sentence, Token
from veille.values import Entity, Span

#: how far a pronoun looks back, in sentences
REACH = 1
#: how far a pronoun looks back for the one person that is spoken of, in sentences
_FAR = 4


class References(Persons):
    """Follows actors through an article."""

    def _learn_trail(self) -> None:
        """Actors in reading order, subjects marked: what pronouns and bare titles look back on."""
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.pos == "PRON" and token.rel in ("subj", "subjpass"):
                    whom = self._pronoun(sentence, token)
                    if whom:
                        self.sexes.learn_pronoun(token, whom)
                        self.trail.append((token.start, whom, True))
                    continue
                if token.pos == "PRON" or not token.nominal:
                    continue
                name = self.at.get((sentence.index, token.i))
                subject = token.rel in ("subj", "subjpass", "agent")
                entity: Entity | None = None
                if name and name.what != "demonym":
                    entity = self._named(sentence, token, name)
                elif token.ent in PERSON_ENTS and token.form in self.persons:
                    entity = replace(self.persons[token.form], span=Span.of(self.text, token.start, token.end))
                elif subject and sentence.tokens[sentence.counted(token.i)].lemma in self.words.roles:
                    token = sentence.tokens[sentence.counted(token.i)]  # "des milliers de manifestants"
                    country = (
                        self._country_around(sentence, token.i, depth=1)
                        if not self._has_pronoun(sentence, token.i)
                        else None
                    )
                    apposed = self._apposed(sentence, token.i)
                    if apposed:
                        entity = apposed
                    elif country:
                        role = self.words.roles[token.lemma]
                        span = self.noun_span(sentence, token.i)
                        entity = Entity(span, f"country:{country}:{role}", span.said, country, role, "body")
                    else:
                        span = self.noun_span(sentence, token.i)
                        entity = self._owner(sentence, token.i) or self._again(
                            sentence, token, self.words.roles[token.lemma]
                        )
                        entity = entity or Entity(span, f"name:{span.said.lower()}", span.said, None, None, "group")
                if entity:
                    self.sexes.learn(sentence, token, entity)
                    self.genders[token.start] = self._gender(sentence, token)
                    self.numbers[token.start] = token.morph.get("Number")
                    if token.case in PLACED:
                        self.located.add(token.start)
                    self.trail.append((token.start, entity, subject))
                    if subject:
                        self._learn_group(sentence, token, entity)

    def _gender(self, sentence: Sentence, token: Token) -> str | None:
        """The grammatical gender of a name or noun, by its article where it has one."""
        shown = next((k.morph["Gender"] for k in sentence.kids(token.i, "det") if k.morph.get("Gender")), None)
        name = self.at.get((sentence.index, token.i))
        if shown is None and name and name.what == "country" and self.words.gendered:
            return (
                "Fem" if self.country_name(name.country).endswith("e") else "Masc"
            )  # "L'Égypte": the article hides it
        return shown or token.morph.get("Gender")

    def _learn_group(self, sentence: Sentence, token: Token, first: Entity) -> None:
        """Remember the actors named together as one subject, by the first of them."""
        plural = token.morph.get("Number") == "Plur"
        group = self._shared(sentence, token.i, first) if plural else [first]
        for k in self._conjuncts(sentence, token.i)[1:]:
            name = self.at.get((sentence.index, k))
            if name and name.what != "demonym":
                other = self._named(sentence, sentence.tokens[k], name)
                group += [other] if other and all(other.id != e.id for e in group) else []
        self.groups[first.id] = tuple(group)

    def _pronoun(self, sentence: Sentence, token: Token) -> Entity | None:
        """Who a pronoun stands for: the last fitting subject within reach, in the same or an earlier sentence."""
        form = token.form.lower().removeprefix("-")  # "a-t-il dit"
        words = self.words
        possessive = token.morph.get("Poss") == "Yes" or token.rel == "poss"
        if token.morph.get("PronType") in ("Rel", "Dem", "Int", "Ind") or form in words.first_pronouns:
            return None
        if form in words.person_pronouns:
            gendered = token.morph.get("Gender") if form in words.gendered else None
            kinds: tuple[str, ...] = ("person", "state", "organisation", "body") if gendered else ("person",)
        elif form in words.plural_pronouns or form in words.neutral_pronouns or possessive:
            personal = possessive and form not in words.neutral_pronouns  # "its" is nobody's
            kinds = ("state", "organisation", "body", "person") if personal else ("state", "organisation", "body")
        else:
            return None
        floor = self.sentences[max(0, sentence.index - REACH)].span.start
        past = [(start, e, s) for start, e, s in self.trail if floor <= start < token.start and e.kind in kinds]
        past = [row for row in past if not self._shut_in(sentence, row[0], token) and self.sexes.fits(token, row[1])]
        if sentence.inserted and sentence.inserted.speaker == token.i:
            past = [row for row in past if row[0] < sentence.span.start]  # who speaks is not who is spoken of
        if form in words.person_pronouns and len(kinds) > 1:
            past = [
                row for row in past if row[1].kind == "person" or self.genders.get(row[0]) == token.morph.get("Gender")
            ]
        if kinds == ("person",):
            past = self._with_offices(past, floor, token)
        if form in words.agreeing_plurals:
            past = [row for row in past if self._is_many(row[0], row[1])]
        opening = self._source_in_front(sentence, token) if possessive else None
        if opening:
            return replace(opening, span=Span.of(self.text, token.start, token.end))
        addressed = sentence.tokens[token.head].lemma in words.addressing
        if (
            form in words.neutral_pronouns
            and not possessive
            and token.rel not in ("subj", "subjpass")
            and not addressed
        ):
            return None  # an object "it" is a thing more often than a state
        if token.rel in ("obj", "iobj", "obl") and not possessive:
            pick = self._not_subject(sentence, past)
            pick = None if pick and self._plural_between(sentence, token, pick) else pick
        else:
            pick = next((e for _, e, subject in reversed(past) if subject), None)
            if pick is None and form in words.person_pronouns and token.rel in ("subj", "subjpass"):
                pick = self._only_person(sentence, token)
            if pick is None and form in words.person_pronouns:
                pick = self._only_fitting(past, token)
            if pick is None and possessive and form in words.neutral_pronouns:
                pick = self._only_one(sentence, past)
            blocked = self._vague_between(token, floor, pick)
            pick = None if blocked else pick
            if pick is None and form in words.person_pronouns and len(kinds) > 1:
                pick = self._only_body(sentence, token)
        return replace(pick, span=Span.of(self.text, token.start, token.end)) if pick else None

    def _with_offices(
        self, past: Sequence[tuple[int, Entity, bool]], floor: int, token: Token
    ) -> list[tuple[int, Entity, bool]]:
        """The persons, and the single office-holders that the text does not name ("South Korea's president ... he")."""
        offices = [
            (start, e, s)
            for start, e, s in self.trail
            if floor <= start < token.start
            and e.kind == "body"
            and s
            and self.numbers.get(start) == "Sing"
            and set(e.span.said.lower().split()) & (self.words.pairs_of_persons | self.words.national)
        ]
        return sorted([*past, *offices], key=lambda row: row[0])

    def _only_body(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "elle", with no such subject within reach: the body or state of its gender that was the last such subject before."""
        floor = self.sentences[max(0, sentence.index - _FAR)].span.start
        rows = [row for row in self.trail if row[2] and floor <= row[0] < token.start and row[1].kind != "person"]
        same = [row for row in rows if self.genders.get(row[0]) == token.morph.get("Gender")]
        if not same or self.numbers.get(same[-1][0]) == "Plur":
            return None
        start, found, _ = same[-1]
        return self._bound_again(start) if found.kind == "group" else found

    def _bound_again(self, start: int) -> Entity | None:
        """Whose the bare body named at `start` is, where the whole article tells it."""
        for sentence in self.sentences:
            for token in sentence.tokens if sentence.span.start <= start < sentence.span.end else ():
                entity = self._resolve_one(sentence, token.i, False) if token.start == start else None
                if entity:
                    return entity if entity.kind != "group" else None
        return None

    def _only_fitting(self, past: Sequence[tuple[int, Entity, bool]], token: Token) -> Entity | None:
        """The one person within reach whom nothing but the sex of another tells apart: "X met Y. She ..."."""
        near = {e.id: e for start, e, _ in past if e.kind == "person" and start not in self.located}
        known = [e for e in near.values() if e.id in self.sexes.known]
        found = list(near.values()) if len(near) == 1 else known if len(known) == 1 else []
        return found[0] if found and self.sexes.fits(token, found[0]) else None

    def _is_many(self, start: int, entity: Entity) -> bool:
        """Whether a plural pronoun can stand for what was named at `start`: a plural, or several named together."""
        return self.numbers.get(start) == "Plur" or len(self.groups.get(entity.id, ())) > 1

    def _only_person(self, sentence: Sentence, token: Token) -> Entity | None:
        """The person whom the paragraphs before keep speaking of: the one subject among persons further back."""
        floor = self.sentences[max(0, sentence.index - _FAR)].span.start
        rows = [row for row in self.trail if row[2] and floor <= row[0] < token.start]
        if any(start >= sentence.span.start and e.kind != "person" for start, e, _ in rows):
            return None  # somebody else is spoken of in this very sentence
        near = {e.id: e for _, e, _ in rows if e.kind == "person" and self.sexes.fits(token, e)}
        return next(iter(near.values())) if len(near) == 1 else None

    def _latter(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "the latter", "ce dernier": the person or state last named, in this sentence or the one before."""
        alone = all(k.rel in ("det", "case", "punct") for k in sentence.kids(token.i))
        if not alone or token.morph.get("Number") == "Plur" or not sentence.kids(token.i, "det"):
            return None
        floor = self.sentences[max(0, sentence.index - REACH)].span.start
        near = [e for start, e, _ in self.trail if floor <= start < token.start and e.kind != "group"]
        persons = [e for e in near if e.kind == "person"]
        found = (persons or near)[-1:]
        return replace(found[0], span=Span.of(self.text, token.start, token.end)) if found else None

    def _only_one(self, sentence: Sentence, past: Sequence[tuple[int, Entity, bool]]) -> Entity | None:
        """The state or body that the sentence has named, not as a place, where it is one."""
        here = {e.id: e for start, e, _ in past if start >= sentence.span.start and start not in self.located}
        return next(iter(here.values())) if len(here) == 1 else None

    def _source_in_front(self, sentence: Sentence, pronoun: Token) -> Entity | None:
        """Whom the sentence quotes in its first words: in "Selon l'armée, ses soldats ..." the soldiers are the army's."""
        first = next((t for t in sentence.tokens if t.nominal and t.case in self.words.quoting), None)
        if first is None or first.i >= pronoun.i or min(sentence.subtree(first.i)) > 0:
            return None
        return self._resolve_one(sentence, first.i, False)

    def _shut_in(self, sentence: Sentence, start: int, pronoun: Token) -> bool:
        """Whether the name at `start` stands in a relative clause of this sentence that the pronoun is outside of."""
        token = next((t for t in sentence.tokens if t.start == start), None)
        if token is None:
            return False
        around = set(sentence.path(pronoun.i))
        return any(sentence.tokens[k].rel == "relcl" and k not in around for k in sentence.path(token.i)[1:])

    def _vague_between(self, token: Token, floor: int, pick: Entity | None) -> bool:
        """Whether a nearer subject of the same number, whom nobody named, may be meant ("the rebels ... they")."""
        if pick is None:
            return False
        plural = token.form.lower() in self.words.plural_pronouns
        rows = [row for row in self.trail if floor <= row[0] < token.start and row[2]]
        for start, entity, _ in reversed(rows):
            if entity.id == pick.id:
                return False
            if entity.kind == "group" and (self.numbers.get(start) == "Plur") == plural:
                return True
        return False

    def _plural_between(self, sentence: Sentence, token: Token, pick: Entity) -> bool:
        """Whether "them" more likely means several persons named nearer in the sentence, in a plural noun: "both leaders"."""
        if token.form.lower() not in self.words.plural_pronouns:
            return False
        return any(
            t.pos == "NOUN"
            and t.morph.get("Number") == "Plur"
            and t.lemma in self.words.roles
            and t.rel in ("obj", "obl", "iobj")
            and pick.span.end <= t.start
            for t in sentence.tokens[: token.i]
        )

    def _not_subject(self, sentence: Sentence, past: Sequence[tuple[int, Entity, bool]]) -> Entity | None:
        """Who an object pronoun stands for: the last one named, not as a place, who is not a subject of its own sentence."""
        here = {e.id for start, e, subject in past if subject and start >= sentence.span.start}
        return next((e for start, e, _ in reversed(past) if e.id not in here and start not in self.located), None)

    def _again(self, sentence: Sentence, token: Token, role: str) -> Entity | None:
        """A bare definite title ("the president", "l'émissaire"): the person in the article who was introduced by it."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        pointing = any(k.morph.get("PronType") == "Dem" for k in sentence.kids(token.i, "det"))
        if role == "armed_group" and definite and token.morph.get("Number") == "Plur":
            return self._only_group(sentence, token)
        if (
            token.lemma in self.words.again
            and role in ("igo", "armed_group", "official")
            and (definite or pointing)
            and token.morph.get("Number") != "Plur"
        ):
            return self._organisation_again(sentence, token, role)
        if not definite or role not in ("executive", "foreign", "military") or token.morph.get("Number") == "Plur":
            return None
        title = self.title_of(sentence, token.i)  # "le président de la République" is no other president
        for earlier in reversed(self.sentences[: sentence.index + 1]):
            for other in reversed(list(earlier.tokens)):
                same = other.lemma == token.lemma and (title == token.lemma or self.title_of(earlier, other.i) == title)
                if same and other.start < token.start and (earlier.index, other.i) not in self.at:
                    entity = self._apposed(earlier, other.i)
                    country = (
                        self._country_around(earlier, other.i, 1) if not self._has_pronoun(earlier, other.i) else None
                    )
                    span = self.noun_span(sentence, token.i)
                    if entity and entity.kind == "person":
                        return replace(entity, span=span)
                    if country and not self._of_others(earlier, other, country):
                        return Entity(span, f"country:{country}:{role}", span.said, country, role, "body")
                    if country:
                        return None
        return None

    def _of_others(self, sentence: Sentence, noun: Token, country: str) -> bool:
        """Whether the sentence names the same body of another country too: "the Malian army and the Nigerien army"."""
        twins = [t for t in sentence.tokens if t.lemma == noun.lemma and t.i != noun.i]
        return any(self._country_around(sentence, t.i, 1) not in (None, country) for t in twins)

    def _office_again(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "le chef de l'Etat", "the prime minister": who holds such an office and was named before, if only one within reach did."""
        office = self.words.titles.get(self.title_of(sentence, token.i))
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if office is None or not definite or token.morph.get("Number") == "Plur":
            return None
        if any(
            k.morph.get("Poss") == "Yes" or k.rel in ("amod", "poss", "relcl", "acl") for k in sentence.kids(token.i)
        ):
            return None
        rows = [
            (start, e) for start, e, _ in self.trail if start < token.start and e.kind == "person" and e.role == office
        ]
        floor = self.sentences[max(0, sentence.index - _FAR)].span.start
        for reach in (0, floor):
            near = {e.id: e for start, e in rows if start >= reach}
            if len(near) == 1:
                return replace(next(iter(near.values())), span=self.noun_span(sentence, token.i))
        return None

    def _only_group(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "the guerrillas", with nothing that says which: the armed group, where the text before names exactly one."""
        beside = sentence.kids(token.i, "amod", "nmod", "compound", "poss", "num", "acl")
        if any(k.rel != "acl" or k.i != token.i + 2 or sentence.tokens[k.i - 1].form != "," for k in beside):
            return None  # a comma opens what is told of all of them
        before = [n.record for n in self.at.values() if n.record and n.start < token.start]
        groups = {r.name: r for r in before if r.kind == "organisation" and r.role in ("armed_group", "people")}
        if len(groups) != 1:
            return None
        return self._organisation(next(iter(groups)), self.noun_span(sentence, token.i))

    def _organisation_again(self, sentence: Sentence, token: Token, role: str) -> Entity | None:
        """ "the group", "l'organisation ouest-africaine": the organisation of that sort last named, within reach."""
        floor = self.sentences[max(0, sentence.index - REACH)].span.start
        near = [e for start, e, _ in self.trail if floor <= start < token.start and e.kind == "organisation"]
        stem = token.lemma[:6]
        called = next((e for e in reversed(near) if stem in e.name.lower() or stem in e.span.said.lower()), None)
        found = called or next((e for e in reversed(near) if e.role == role), None)
        if found is None:
            named = {e.id: e for start, e, _ in self.trail if start < token.start and stem in e.name.lower()}
            found = next(iter(named.values())) if len(named) == 1 else None
        return replace(found, span=self.noun_span(sentence, token.i)) if found else None

    def last_person(self, sentence: Sentence, i: int, *, but: str | None) -> Entity | None:
        """The person last spoken of before token `i`, within reach, who is of another country than `but`."""
        floor = self.sentences[max(0, sentence.index - REACH)].span.start
        here = sentence.tokens[i].start
        near = [e for start, e, subject in self.trail if subject and floor <= start < here and e.kind == "person"]
        return next((e for e in reversed(near) if e.country and e.country != but), None)
