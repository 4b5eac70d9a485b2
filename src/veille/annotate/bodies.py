"""Common nouns that act: offices, bodies of state and forces, with the country that the sentence or the article gives them."""

from __future__ import annotations

from dataclasses import replace

from veille.annotate.belonging import STATE_ROLES
from veille.annotate.reference import References
from veille.annotate.tokens import Sentence, Token
from veille.values import Entity, Span

_BODY_ENTS = frozenset({"ORG", "NORP"})


class Bodies(References):
    """Resolves common nouns."""

    def _common(self, sentence: Sentence, token: Token, through: bool) -> Entity | None:
        """A common noun: an office, body or force, with the country its modifiers name."""
        role = self.words.roles.get(token.lemma)
        if (
            token.lemma in self.words.abstract
            and token.morph.get("Number") != "Plur"
            and not sentence.kids(token.i, "amod", "compound", "poss")
            and role != "document"
        ):
            return None
        if role is None and not through and not (token.pos == "PROPN" and token.ent in _BODY_ENTS):
            return None
        country = self._country_around(sentence, token.i)
        span = self.noun_span(sentence, token.i)
        called = self._called(sentence, token) if role in ("executive", "igo", "armed_group") else None
        if called:
            return replace(called, span=span)
        if role is None and token.pos == "PROPN" and token.ent in _BODY_ENTS and not country:
            return Entity(span, f"name:{span.said}", span.said, None, None, "organisation")
        sender = self._sender(sentence, token.i) or (
            self._owner(sentence, token.i, 0) if self._is_led(sentence, token.i) else None
        )
        if sender and sender.kind == "organisation":
            return replace(sender, span=span)
        if country is None:
            country = self._led_by(sentence, token) or (self._portfolio(sentence, token) if role else None)
        if country:
            holder = self._holder(sentence, token, country)
            if holder:
                return replace(holder, span=span)
            kind = "body" if role else "thing"
            return Entity(span, f"country:{country}" + (f":{role}" if role else ""), span.said, country, role, kind)
        belongs = self._owner(sentence, token.i)
        if belongs:
            return replace(belongs, span=span) if role or through else None
        if role is None or role == "document":
            return None
        owner = self._owned_by_pronoun(sentence, token)
        if owner:
            return replace(owner, span=span)
        known = (
            self._again(sentence, token, role)
            or self._office_again(sentence, token)
            or self._in_capital(sentence, token, role, span)
            or self._beside(sentence, token, role, span)
            or self._bound(sentence, token, role, span)
        )
        return known or Entity(span, f"name:{span.said.lower()}", span.said, None, role, "group")

    def _owned_by_pronoun(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "its leaders", said of an organisation: the organisation."""
        if token.lemma in self.words.relational:
            return None
        for k in sentence.kids(token.i, "poss", "det"):
            if k.pos in ("PRON", "DET") and (k.rel == "poss" or k.morph.get("Poss") == "Yes"):
                owner = self._pronoun(sentence, k)
                if owner and owner.kind == "organisation":
                    return owner
                if owner and owner.kind == "person" and owner.organisation and not owner.country:
                    return self._organisation(owner.organisation, owner.span)
        return None

    def _beside(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare body of state ("l'armée", "the government"): of the country whose body acts beside it, or of the article's own."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        own = token.pos in ("NOUN", "PROPN") and (
            token.morph.get("Number") != "Plur" or token.lemma in self.words.plural_bodies
        )
        if role not in STATE_ROLES or token.lemma in self.words.relational or not own:
            return None
        if not definite and sentence.kids(token.i, "det", "num"):
            return None
        near = {
            e.country
            for start, e, subject in self.trail
            if subject and e.kind == "body" and e.country and sentence.span.start <= start < token.start
        }
        code = near.pop() if len(near) == 1 else self.home if definite else None
        if code is None or not self._is_bare(sentence, token.i):
            return None
        return Entity(span, f"country:{code}:{role}", span.said, code, role, "body")

    def _bound(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare body of state whose country the article names elsewhere."""
        key = self.words.families.get(token.lemma, token.lemma)
        code = self.bound.get(key)
        headline = sentence.block in ("title", "deck") and not sentence.kids(token.i, "det")
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if code is None or not (definite or headline) or not self._is_bare(sentence, token.i):
            return None
        return Entity(span, f"country:{code}:{role}", span.said, code, role, "body")

    def _in_capital(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare office behind a fronted capital ("In Beijing, a ministry spokesman ..."), or a body of state in one: that country's."""
        if token.lemma in self.words.institutions:
            for k in sentence.kids(token.i, "nmod"):
                seat = self.at.get((sentence.index, k.i))
                if seat and seat.what == "capital" and k.case in ("in", "à"):
                    return Entity(span, f"country:{seat.country}:{role}", span.said, seat.country, role, "body")
        if (
            role not in (*STATE_ROLES, "foreign", "official")
            or token.lemma in self.words.relational
            or sentence.kids(token.i, "amod", "poss")
        ):
            return None
        first = next((t for t in sentence.tokens[:4] if t.rel == "obl" and t.i < token.i), None)
        name = self.at.get((sentence.index, first.i)) if first else None
        if (
            first is None
            or name is None
            or name.what not in ("capital", "country")
            or first.case not in ("in", "à", "at")
        ):
            return None
        comma = first.i + 1 < len(sentence.tokens) and sentence.tokens[first.i + 1].form == ","
        if not comma:
            return None
        return Entity(span, f"country:{name.country}:{role}", span.said, name.country, role, "body")
