"""Places by their syntax: a name that acts, or is a piece of another name, is none; a name that is left, reached or shelled is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from veille.annotate.actors import ActorReader
from veille.annotate.cues import Cues, load_cues
from veille.annotate.place_names import Grammar, load_grammar
from veille.annotate.places import find_town
from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.values import Place, Span

#: what the parsers call places
_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC"})
#: prepositions of a party: what they govern acts or is acted on
_PARTY = frozenset({"with", "avec", "against", "contre", "by", "par", "between", "entre"})


@dataclass(frozen=True, slots=True)
class _At:
    """A place with the word that heads it."""

    place: Place
    sentence: Sentence
    token: Token


class Locator:
    """Sorts the places of one article by what their sentences do with them."""

    def __init__(self, text: str, sentences: Sequence[Sentence], actors: ActorReader, pack: Pack) -> None:
        self.text, self.sentences, self.actors, self.pack = text, sentences, actors, pack
        self.cues: Cues = load_cues(pack)
        self.grammar: Grammar = load_grammar(pack)
        self.verbs = Predicator(pack).verbs
        words = pack["lexicon"]["nouns"]
        self.locative, self.talks = frozenset(words["locative"]), frozenset(words["talks"])

    def sort(self, places: Sequence[Place], taken: Sequence[Span], hint: Sequence[str]) -> list[Place]:
        """The places that are places where they stand, with those that only the syntax shows, in reading order."""
        kept = [p for p in places if not self._is_other(p)]
        spans = [p.span for p in places] + list(taken)
        return sorted([*kept, *self._more(spans, hint)], key=lambda p: p.span)

    # -- what is no place ----------------------------------------------------

    def _is_other(self, place: Place) -> bool:
        at = self._at(place)
        if at is None:
            return self._is_thing(place)
        name = self.actors.at.get((at.sentence.index, at.token.i))
        party = name is not None and name.what in ("country", "capital") and place.precision in ("country", "city")
        return self._is_thing(place) or self._is_piece(at) or (party and self._acts(at))

    def _at(self, place: Place) -> _At | None:
        for sentence in self.sentences:
            if sentence.span.start <= place.span.start < sentence.span.end:
                inside = [t for t in sentence.tokens if place.span.start <= t.start and t.end <= place.span.end]
                own = {t.i for t in inside}
                head = next((t for t in inside if t.head not in own or t.head == t.i), None)
                return _At(place, sentence, head) if head else None
        return None

    def _acts(self, at: _At) -> bool:
        """Whether a country or capital stands for those who govern it."""
        token, tokens = at.token, at.sentence.tokens
        while token.rel == "conj" and tokens[token.head].nominal and not (token.case and token.case in self.locative):
            token = tokens[token.head]
        head = tokens[token.head]
        if token.rel in ("subj", "agent"):
            return True
        if token.rel in ("obj", "iobj"):
            return self.verbs.has(head.lemma, "accusing", "object_control") or head.lemma in self.cues.verbs
        if token.case in _PARTY:
            return token.case not in ("between", "entre") or head.lemma in self.talks
        owned = token.rel == "poss" or (token.rel == "nmod" and token.case in ("de", "of", "du"))
        return owned and head.lemma in self.actors.words.roles

    def _is_thing(self, place: Place) -> bool:
        """Whether the name only names a thing: "the Minsk accords", "les accords de Minsk"."""
        behind = self.text[place.span.end : place.span.end + 24].split()
        before = self.text[max(0, place.span.start - 30) : place.span.start].replace("’", "'").split()
        after = self.text[place.span.end : place.span.end + 1] == " " and behind and behind[0].strip(",.;:").lower()
        if after and after in self.grammar.things_behind:
            return True
        of = len(before) > 1 and before[-1].lower() in ("de", "du", "d'", "of")
        return of and before[-2].split("'")[-1].lower() in self.grammar.things_before

    def _is_piece(self, at: _At) -> bool:
        """Whether another capitalised word belongs to the name: "Denzel Washington", "Real Madrid", "the Washington Post"."""
        tokens = at.sentence.tokens
        inside = [t.i for t in tokens if at.place.span.start <= t.start and t.end <= at.place.span.end]
        before = tokens[inside[0] - 1] if inside[0] else None
        behind = tokens[inside[-1] + 1] if inside[-1] + 1 < len(tokens) else None
        joined = (before is not None and before.rel in ("compound", "flat", "amod", "nmod")) or at.token.rel in (
            "flat",
            "compound",
        )
        return (before is not None and joined and self._is_part(at, before, before.end, tokens[inside[0]].start)) or (
            behind is not None and self._is_part(at, behind, tokens[inside[-1]].end, behind.start)
        )

    def _is_part(self, at: _At, token: Token, end: int, start: int) -> bool:
        low = token.form.lower()
        words = self.actors.words
        return (
            token.pos == "PROPN"
            and token.form[:1].isupper()
            and self.text[end:start] == " "
            and (at.sentence.index, token.i) not in self.actors.at
            and low not in words.roles
            and token.lemma not in words.roles
            and low not in words.civility
            and low not in words.quarters
            and low not in self.grammar.parts
            and not any(low in title.split() for title in words.titles)
            and token.ent not in _PLACE_ENTS | {"DATE", "NORP"}
        )

    # -- what only syntax shows ----------------------------------------------

    def _more(self, taken: Sequence[Span], hint: Sequence[str]) -> Iterator[Place]:
        """Names that nothing else knows, where the sentence treats them as places."""
        found: list[Span] = []
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.pos != "PROPN" or not self._is_treated(sentence, token):
                    continue
                span = self._name(sentence, token)
                if not any(span.overlaps(other) for other in [*taken, *found]):
                    found.append(span)
                    yield find_town(self.text, span, self.pack, hint) or Place(span, span.said)

    def _is_treated(self, sentence: Sentence, token: Token) -> bool:
        """Whether the recogniser's place stands under a word of place, or any name is left, reached, shelled or called a village."""
        if (sentence.index, token.i) in self.actors.at:
            return False
        head = sentence.tokens[token.head]
        if (
            token.rel in ("obj", "subjpass")
            and token.ent in _PLACE_ENTS | {"ORG", "MISC", ""}
            and self.verbs.has(head.lemma, "spatial")
        ):
            return token.ent in _PLACE_ENTS or token.rel == "obj"
        if any(k.lemma in self.grammar.settlements for k in sentence.kids(token.i, "appos")):
            return True
        return token.ent in _PLACE_ENTS and token.case in self.locative

    def _name(self, sentence: Sentence, token: Token) -> Span:
        first = last = token.i
        tokens = sentence.tokens
        while first > 0 and _same_name(tokens[first - 1], token):
            first -= 1
        while last + 1 < len(tokens) and _same_name(tokens[last + 1], token):
            last += 1
        return Span.of(self.text, tokens[first].start, tokens[last].end)


def _same_name(token: Token, of: Token) -> bool:
    return token.ent == of.ent and token.pos == "PROPN"
