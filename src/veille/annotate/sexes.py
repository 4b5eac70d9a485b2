"""Whether an article speaks of a man or of a woman: by civility, title, article, first name, or an earlier pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.values import Entity
from veille.world.first_names import Sex, sex_of
from veille.world.gazetteer import key_of, load_gazetteer

#: a given name in two parts behind the surname
_GIVEN_LAST = re.compile(r"\w{2,5} \w+-\w+")


class Sexes:
    """What is known of the sex of each person of one article, by the entity's id."""

    def __init__(self, pack: Pack) -> None:
        words = pack["actors"]["sexes"]
        self.said: dict[str, Sex] = {}
        for sex, key in (("m", "men"), ("f", "women")):
            self.said.update(dict.fromkeys(words[key], sex))
        self.pronouns: dict[str, Sex] = dict.fromkeys(words["he"], "m") | dict.fromkeys(words["she"], "f")
        actors = pack["actors"]
        self.titles = frozenset(actors["pairs"]["persons"]) | frozenset(actors["institutions"]["national"])
        self.inflected = bool(words["inflected"])
        self.known: dict[str, Sex] = {}
        self.gazetteer = load_gazetteer()

    def learn(self, sentence: Sentence, token: Token, person: Entity) -> None:
        """Note what the words around a person's name say."""
        if person.kind == "person" and person.id not in self.known:
            sex = self._by_words(sentence, token) or (None if self._is_turned(person) else sex_of(person.name))
            if sex:
                self.known[person.id] = sex

    def _is_turned(self, person: Entity) -> bool:
        """Whether the surname stands first in the person's name: "Moon Jae-in"."""
        first = key_of(person.name.split()[0])
        if _GIVEN_LAST.fullmatch(person.name):
            return True
        return any(record.name == person.name for record in self.gazetteer.surnames.get(first, ()))

    def learn_pronoun(self, token: Token, person: Entity) -> None:
        """Note the sex that a pronoun resolved to somebody tells."""
        sex = self.pronouns.get(token.form.lower().removeprefix("-").removeprefix("t-"))
        if sex and person.kind == "person":
            self.known.setdefault(person.id, sex)

    def fits(self, token: Token, person: Entity) -> bool:
        """Whether a pronoun can stand for the person: nothing known of them speaks against it."""
        sex = self.pronouns.get(token.form.lower().removeprefix("-").removeprefix("t-"))
        return sex is None or person.kind != "person" or self.known.get(person.id, sex) == sex

    def _by_words(self, sentence: Sentence, token: Token) -> Sex | None:
        """By a civility right before the name, or the title that it stands by."""
        first = token.i
        while first and sentence.tokens[first - 1].pos == "PROPN":
            first -= 1
            known = self.said.get(sentence.tokens[first].form.lower().rstrip("."))
            if known:
                return known
        near: Sequence[Token] = [sentence.tokens[max(0, first - 1)], *self._titles(sentence, token)]
        for word in near:
            known = self.said.get(word.form.lower().rstrip(".")) or self.said.get(word.lemma)
            if known:
                return known
        return next((sex for t in self._titles(sentence, token) if (sex := self._by_article(sentence, t))), None)

    def _titles(self, sentence: Sentence, token: Token) -> list[Token]:
        head = sentence.tokens[token.head]
        above = (
            [head]
            if token.rel in ("appos", "flat", "compound", "nmod") and head.pos == "NOUN" and not token.case
            else []
        )
        return above + [k for k in sentence.kids(token.i, "appos", "compound") if k.lemma in self.titles]

    def _by_article(self, sentence: Sentence, title: Token) -> Sex | None:
        """By the article of a title, where the language inflects it: "la ministre"."""
        if not self.inflected:
            return None
        forms = [k.form.lower() for k in sentence.kids(title.i, "det", "case")]
        if "la" in forms or "une" in forms:
            return "f"
        return "m" if {"le", "un", "du", "au"} & set(forms) else None
