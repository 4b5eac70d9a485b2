"""Whose a noun is: the country or organisation that its adjective, compound, possessor or complement names."""

from __future__ import annotations

from veille.annotate.cast import PLACED
from veille.annotate.names import Name
from veille.annotate.naming import Naming
from veille.annotate.tokens import Sentence, Token
from veille.values import Entity

#: roles of those whom a country sends: "envoys from Russia"
_SENT = frozenset({"foreign", "official", "executive", "legislature", "military"})
#: roles whose bare nouns ("the army") mean a state's own body
STATE_ROLES = frozenset({"executive", "military", "police", "legislature"})
#: the family of those who seized power: of the country where things happen
SEIZERS = "seizers"


class Belonging(Naming):
    """Tells whose an office, body, force or thing is, by the words around it."""

    def _owner(self, sentence: Sentence, i: int, depth: int = 2) -> Entity | None:
        """The organisation or armed group that a noun belongs to ("Houthi missiles", "les chefs d'État du G7")."""
        for k in sentence.kids(i, "amod", "compound", "nmod", "poss", "flat", "appos"):
            inner = k.rel == "nmod" and k.case in ("de", "of") and k.pos in ("NOUN", "PROPN")
            if depth and inner and (sentence.index, k.i) not in self.at:
                joined = [k.i, *(c.i for c in sentence.kids(k.i, "conj") if c.case in ("de", "of"))]
                deeper = next((e for j in joined for e in [self._owner(sentence, j, depth - 1)] if e), None)
                if deeper and deeper.kind == "organisation":
                    return deeper
            name = self.at.get((sentence.index, k.i))
            if (
                name
                and name.record
                and name.what in ("organisation", "body", "person")
                and (k.rel != "nmod" or k.case in ("de", "of", ""))
            ):
                return self._named(sentence, k, name)
        return None

    def _country_around(self, sentence: Sentence, i: int, depth: int = 2) -> str | None:
        """The country named by a noun's adjective, compound, possessor or complement."""
        for k in sentence.kids(i, "amod", "compound", "acl", "poss", "nmod", "appos", "flat", "det"):
            name = self.at.get((sentence.index, k.i))
            if name is not None:
                sent = k.case == "from" and self.words.roles.get(sentence.tokens[i].lemma) in _SENT
                complement = k.rel == "nmod" and k.case not in ("de", "of", "") and not sent
                club = name.what == "capital" and sentence.tokens[i].lemma in self.words.clubs
                if name.what == "demonym" or (name.what in ("country", "capital") and not complement and not club):
                    return name.country
                if name.what == "body" and not complement:
                    return name.country
                if name.what == "person" and k.rel in ("nmod", "poss") and not complement and name.country:
                    return name.country
            elif depth and k.rel in ("nmod", "poss", "compound") and k.case in ("de", "of", "") and k.nominal:
                deeper = self._country_around(sentence, k.i, depth - 1)
                if deeper:
                    return deeper
            if sentence.tokens[i].lemma in self.words.relational:
                continue
            if (k.rel == "poss" or k.morph.get("Poss") == "Yes") and k.pos in ("PRON", "DET"):
                owner = self._pronoun(sentence, k)
                if owner and owner.country:
                    return owner.country
        return None

    def _shared(self, sentence: Sentence, i: int, entity: Entity) -> list[Entity]:
        """An office or force of several countries, one entity each ("American and British forces", "the presidents of A and B")."""
        token = sentence.tokens[i]
        if entity.kind not in ("body", "thing") or (sentence.index, i) in self.at:
            return [entity]
        if token.morph.get("Number") == "Sing" and token.lemma not in ("government",):
            return [entity]
        codes: list[str] = []
        beside = sentence.kids(i, "amod", "compound", "nmod", "poss")
        for k in sentence.kids(i, "conj", "appos"):  # "homologues français, britannique et allemand"
            name = self.at.get((sentence.index, k.i))
            plain = name is not None and name.what == "demonym" and k.form[:1].islower()
            beside += [k] if k.pos == "ADJ" or plain else []
        beside += [  # "les ministres de l'Intérieur français et algérien"
            j
            for k in beside
            if k.rel == "nmod" and (sentence.index, k.i) not in self.at
            for j in sentence.kids(k.i, "amod", "conj")
            if j.pos == "ADJ"
        ]
        for k in beside:
            if k.rel == "nmod" and k.case not in ("de", "of") and not (k.case == "from" and entity.role in _SENT):
                continue
            for j in sorted(self._chain(sentence, k.i)):
                name = self.at.get((sentence.index, j))
                if (
                    name
                    and name.country
                    and name.what in ("demonym", "country", "capital")
                    and name.country not in codes
                ):
                    codes.append(name.country)
        if len(codes) < 2:
            return [entity]
        return [self._of_country(entity, code) for code in codes]

    def _led_by(self, sentence: Sentence, token: Token) -> str | None:
        """The country that leads ("a Saudi-led coalition", "U.S.-led warplanes"); one that only backs does not act."""
        for k in sentence.kids(token.i, "amod", "compound", "num", "acl"):
            said = k.form.lower()
            names: list[Name] = []
            if said.endswith("-led"):
                names = [n for n in self.index.find(k.form[:-4]) if n.country]
            elif said == "led":
                names = [n for t in sentence.kids(k.i) for n in self.index.find(t.form) if n.country]
            if names:
                return names[0].country
        return None

    def _is_led(self, sentence: Sentence, i: int) -> bool:
        """Whether a participle says who leads it: that person's country is not the delegation's."""
        return any(sentence.kids(k.i, "agent") for k in sentence.kids(i, "acl"))

    def _sender(self, sentence: Sentence, i: int) -> Entity | None:
        """The organisation that sends a delegation: "a delegation sent by X and led by Y"."""
        for clause in sentence.kids(i, "acl"):
            if clause.lemma in self.words.sending:
                for k in sentence.kids(clause.i, "agent", "obl"):
                    name = self.at.get((sentence.index, k.i))
                    if name and name.record and name.what == "organisation":
                        return self._named(sentence, k, name)
        return None

    def _called(self, sentence: Sentence, token: Token) -> Entity | None:
        """The organisation that an apposition names: "the regional bloc, ECOWAS," whatever the parser hangs it on."""
        beside = [k for k in sentence.kids(token.i, "appos") if k.i > token.i]
        beside += [
            k for k in sentence.kids(token.head, "subj") if k.i > token.i and sentence.tokens[k.i - 1].form == ","
        ]
        for k in beside:
            name = self.at.get((sentence.index, k.i))
            between = [t.form for t in sentence.tokens[token.i + 1 : k.i]].count(",")
            if name and name.what == "organisation" and between == 1 and k.i - token.i < 8:
                return self._named(sentence, k, name)
        return None

    def _portfolio(self, sentence: Sentence, token: Token) -> str | None:
        """A minister named without country ("le ministre de la défense, X"): of the country that the article is about."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if not definite or self.home is None or token.morph.get("Number") == "Plur":
            return None
        institution = token.lemma in self.words.institutions and not sentence.kids(token.i, "poss", "compound")
        return self.home if institution or self.words.titles.get(self.title_of(sentence, token.i)) else None

    def _holder(self, sentence: Sentence, token: Token, country: str) -> Entity | None:
        """Who holds the office that a title names, on the article's day."""
        title = self.title_of(sentence, token.i)
        office = self.words.titles.get(title)
        if office is None or self.day is None or token.morph.get("Number") == "Plur":
            return None
        record = self.index.gazetteer.holder(office, country, self.day)
        if record is None:
            return None
        return Entity(self.noun_span(sentence, token.i), record.id, record.name, country, office, "person")

    def _bindings(self) -> dict[str, str]:
        """Whose each body of state is, where the article says it of one country only: "the Malian army" makes "the army" Mali's."""
        codes: dict[str, set[str]] = {}
        for sentence in self.sentences:
            for token in sentence.tokens:
                key = self.words.families.get(token.lemma, token.lemma)
                bindable = self.words.roles.get(token.lemma) in STATE_ROLES and token.lemma not in self.words.relational
                if token.pos in ("NOUN", "PROPN") and (bindable or key != token.lemma):
                    code = self._country_around(sentence, token.i, 1) or self._country_where(sentence, token.i)
                    if code:
                        codes.setdefault(key, set()).add(code)
        scene = self._scene()
        if scene:
            codes.setdefault(SEIZERS, {scene})
        return {key: next(iter(found)) for key, found in codes.items() if len(found) == 1}

    def _country_where(self, sentence: Sentence, i: int) -> str | None:
        """The country that a noun is placed in: "the coup in Mali", "those who took power in Niger"."""
        beside = sentence.kids(i, "nmod", "obl")
        for clause in sentence.kids(i, "relcl", "acl"):
            beside += sentence.kids(clause.i, "nmod", "obl")
            beside += [k for obj in sentence.kids(clause.i, "obj") for k in sentence.kids(obj.i, "nmod")]
        for k in beside:
            name = self.at.get((sentence.index, k.i))
            if name and name.what in ("country", "capital") and k.case in PLACED:
                return name.country
        return None
