"""Persons that the gazetteer does not know, and those who stand beside their titles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from veille.annotate.belonging import Belonging
from veille.annotate.naming import PERSON_ENTS
from veille.annotate.tokens import Sentence, Token
from veille.values import Entity, Span

#: roles of single persons
_PERSONAL = frozenset({"executive", "foreign", "official", "military", "opposition", "legislature"})


class Persons(Belonging):
    """Learns the persons of an article, with the country or organisation that their office gives them."""

    def _learn_persons(self) -> None:
        """Persons the gazetteer does not know, by full name and surname, with the country their office gives them."""
        for sentence in self.sentences:
            for token in sentence.tokens:
                if (
                    token.pos == "PROPN"
                    and (sentence.index, token.i) not in self.at
                    and self._introduced(sentence, token)
                ):
                    for part in [token, *sentence.kids(token.i, "compound", "flat")]:
                        part.ent = "PERSON"  # whatever the recogniser took it for
            self._mark_titled(sentence)
            for token in sentence.tokens:
                if token.ent in PERSON_ENTS and (sentence.index, token.i) not in self.at:
                    run = self._name_run(sentence, token)
                    if run and run[0] is token and len(run) > 1:
                        self._learn_person(sentence, run)

    def _mark_titled(self, sentence: Sentence) -> None:
        """Make persons of two capitalised words behind a civility or a person's title that the recogniser passed over."""
        tokens = sentence.tokens
        for first, second in itertools.pairwise(tokens):
            free = all((sentence.index, t.i) not in self.at and t.ent not in PERSON_ENTS for t in (first, second))
            if free and first.pos == second.pos == "PROPN" and self._is_titled(sentence, first, second):
                first.ent = second.ent = "PERSON"

    def _is_titled(self, sentence: Sentence, first: Token, second: Token) -> bool:
        before = sentence.tokens[first.i - 1] if first.i else None
        if before is None or not (first.form[:1].isupper() and second.form[:1].isupper()) or second.form.isupper():
            return False
        if before.form.lower() in self.words.civility:
            return True
        outer = first if first.head != second.i else second
        title = sentence.tokens[outer.head]
        held = outer.rel in ("appos", "flat", "nmod", "compound") and not outer.case and title.i < first.i
        return (
            held
            and title.pos == "NOUN"
            and self.words.roles.get(title.lemma) in _PERSONAL
            and title.morph.get("Number") != "Plur"
        )

    def _name_run(self, sentence: Sentence, token: Token) -> list[Token]:
        """The tokens of the person's name that `token` belongs to, title and civility left out."""
        tokens = sentence.tokens

        def part(k: int) -> bool:
            return (
                0 <= k < len(tokens)
                and tokens[k].ent in PERSON_ENTS
                and tokens[k].pos in ("PROPN", "NOUN", "ADJ", "X", "ADP", "DET")
                and tokens[k].form.lower() not in self.words.civility
                and tokens[k].lemma not in self.words.roles
                and (sentence.index, k) not in self.at
            )

        if not part(token.i):
            return []

        def hyphen(k: int) -> bool:
            return 0 <= k < len(tokens) and tokens[k].form == "-"

        first = last = token.i
        while part(first - 1) or (hyphen(first - 1) and part(first - 2)):
            first -= 1
        while part(last + 1) or (hyphen(last + 1) and part(last + 2)):
            last += 1
        return list(tokens[first : last + 1])

    def _learn_person(self, sentence: Sentence, run: Sequence[Token]) -> None:
        name = self.text[run[0].start : run[-1].end]
        if not all(t.form[:1].isupper() or not t.form[:1].isalpha() or t.pos in ("ADP", "DET") for t in run):
            return
        country = self._person_country(sentence, run) or self._demonym_beside(sentence, run)
        body = None if country else self._person_body(sentence, run)
        if country is None and body is None and self._holds_office(sentence, run):
            country = self.home or self._scene()
        span = Span.of(self.text, run[0].start, run[-1].end)
        known = self.persons.get(name)
        if known is None or (known.country is None and country):
            entity = Entity(span, f"name:{name}", name, country, None, "person", body)
            self.persons[name] = entity
            self.persons[run[-1].form] = entity

    def _demonym_beside(self, sentence: Sentence, run: Sequence[Token]) -> str | None:
        """The country of a title right behind or before the name, by its words alone: "X, la ministre finlandaise de ..., a dit"."""
        tokens = sentence.tokens
        behind = run[-1].i + 1
        if behind < len(tokens) and tokens[behind].form == ",":
            close = next((t.i for t in tokens[behind + 1 :] if t.form == "," or t.pos == "VERB"), len(tokens))
            found = self._demonym_of_title(sentence, range(behind + 1, close))
            if found and any(self._is_person_title(t) for t in tokens[behind + 1 : behind + 4]):
                return found
        first = run[0].i - 1
        while first > 0 and run[0].i - first < 8 and tokens[first].form != "," and tokens[first].pos != "VERB":
            if self._is_person_title(tokens[first]):
                return self._demonym_of_title(sentence, range(first, run[0].i))
            first -= 1
        return None

    def _is_person_title(self, token: Token) -> bool:
        return self.words.roles.get(token.lemma) in _PERSONAL and token.morph.get("Number") != "Plur"

    def _demonym_of_title(self, sentence: Sentence, span: range) -> str | None:
        """The one country whose demonym stands in a stretch, `None` where there are several."""
        names = [self.at[(sentence.index, k)] for k in span if (sentence.index, k) in self.at]
        codes = {n.country for n in names if n.what == "demonym"}
        return next(iter(codes)) if len(codes) == 1 and len(names) == 1 else None

    def _holds_office(self, sentence: Sentence, run: Sequence[Token]) -> bool:
        """Whether a national office stands right beside a person's name, with no word that says whose it is."""
        inside = {t.i for t in run}
        heads = [t for t in run if t.head not in inside]
        beside = [k for h in heads for k in (sentence.tokens[h.head], *sentence.kids(h.i, "appos", "compound"))]
        return any(
            k.lemma in self.words.national
            and k.i not in inside
            and not self._parted(sentence, k.i, run)
            and not any(t.pos == "PROPN" and t.i not in inside for t in sentence.kids(k.i, "nmod", "poss", "compound"))
            for k in beside
        )

    def _person_body(self, sentence: Sentence, run: Sequence[Token]) -> str | None:
        """The organisation of the office beside a person's name: "the Taliban leader, X", "X, porte-parole du Hezbollah"."""
        inside = {t.i for t in run}
        heads = [t for t in run if t.head not in inside]
        for head in heads:
            beside = [sentence.tokens[head.head], *sentence.kids(head.i, "appos")]
            for noun in beside:
                if noun.lemma in self.words.roles and noun.i not in inside and not self._parted(sentence, noun.i, run):
                    owner = self._owner(sentence, noun.i)
                    if owner and owner.kind == "organisation":
                        return owner.name
        return None

    def _person_country(self, sentence: Sentence, run: Sequence[Token]) -> str | None:
        """The country of the office that stands around a person's name, in the noun phrase or an apposition."""
        inside = {t.i for t in run}
        heads = {t.i for t in run if t.head not in inside} | {
            t.head for t in run if t.head not in inside and t.rel in ("appos", "flat", "compound", "nmod")
        }
        for i in sorted(heads | {k.i for h in heads for k in sentence.kids(h, "appos", "compound", "amod", "poss")}):
            noun = sentence.tokens[i]
            name = self.at.get((sentence.index, i))
            if i not in inside and self._parted(sentence, i, run):
                continue
            if name and name.what == "demonym" and i not in inside:
                return name.country
            if i in inside or noun.lemma in self.words.roles or noun.pos in ("NOUN", "PROPN"):
                country = self._country_around(sentence, i, depth=1)
                if country:
                    return country
        for h in sorted(heads | {run[0].i, run[-1].i}):
            for clause in sentence.kids(h, "relcl"):
                for k in sentence.kids(clause.i, "obj", "attr"):
                    led = k.lemma in self.words.roles and sentence.tokens[k.head].rel == "relcl"
                    country = self._country_around(sentence, k.i, depth=1) if led else None
                    if country:
                        return country
        return None

    def _parted(self, sentence: Sentence, i: int, run: Sequence[Token]) -> bool:
        """Whether a comma that opens no apposition parts the noun at `i` from a person's name."""
        low, high = (i, run[0].i) if i < run[0].i else (run[-1].i, i)
        commas = [k for k in range(low + 1, high) if sentence.tokens[k].form == ","]
        return any(k not in (run[0].i - 1, run[-1].i + 1) for k in commas)

    def _person(self, sentence: Sentence, token: Token) -> Entity | None:
        """A person the gazetteer does not know: by the run of name tokens, or by surname alone."""
        run = self._name_run(sentence, token)
        said = self.text[run[0].start : run[-1].end] if run else token.form
        if token.pos != "PROPN" or not (run or token.form in self.persons):
            return None
        known = self.persons.get(said) or self.persons.get(run[-1].form if run else token.form)
        if known is None:
            if token.ent not in PERSON_ENTS:
                return None
            country = self._person_country(sentence, run)
            known = Entity(Span.of(self.text, run[0].start, run[-1].end), f"name:{said}", said, country, None, "person")
        first, last = (run[0], run[-1]) if run else (token, token)
        return replace(known, span=Span.of(self.text, first.start, last.end))

    def _introduced(self, sentence: Sentence, token: Token) -> bool:
        """Whether an apposition makes the name a person's: "Atal Vajpayee, his Indian counterpart"."""
        return any(
            (self.words.roles.get(k.lemma) in _PERSONAL or k.lemma in self.words.persons)
            and k.morph.get("Number") != "Plur"
            for k in sentence.kids(token.i, "appos")
            if k.pos == "NOUN"
        )

    def _apposed(self, sentence: Sentence, i: int) -> Entity | None:
        """The person a title stands before or beside ("l'émissaire américain Steve Witkoff")."""
        for k in sentence.kids(i, "appos", "flat", "nmod", "compound"):
            if k.rel == "nmod" and k.case:
                continue
            if k.rel == "compound" and self.words.roles.get(sentence.tokens[i].lemma) == "police":
                continue  # "riot police"
            name = self.at.get((sentence.index, k.i))
            if name and name.what == "person":
                return self._named(sentence, k, name)
            if k.pos == "PROPN" and k.ent in PERSON_ENTS:
                person = self._person(sentence, k)
                if person:
                    return person
            if k.rel == "appos" and k.lemma in self.words.roles:
                deeper = self._apposed(sentence, k.i)
                if deeper:
                    return deeper
        return self._behind(sentence, i)

    def _behind(self, sentence: Sentence, i: int) -> Entity | None:
        """A person's name hung on a word of the title's complement: "représentant du président russe, Kirill Dmitriev"."""
        for k in sentence.subtree(i):
            token = sentence.tokens[k]
            if (
                token.rel == "appos"
                and token.head != i
                and k > i
                and token.ent in PERSON_ENTS
                and sentence.tokens[token.head].rel == "nmod"
            ) and sentence.tokens[k - 1].form == ",":
                name = self.at.get((sentence.index, k))
                return (
                    self._named(sentence, token, name)
                    if name and name.what == "person"
                    else self._person(sentence, token)
                )
        return None
