"""What somebody demands, promises, or calls something: attributed stretches that hang on a verb which is more than a word of saying.

They are shown among the attributions. Mentions do not look at them: a demand or an accusation is a deed that the outlet itself tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from veille.annotate.actors import ActorReader
from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.model import Attribution, Stance
from veille.values import Entity, Span


class SpeechActs:
    """Finds the acts of speech of an article that its reader of attributions leaves out."""

    def __init__(self, text: str, actors: ActorReader, pack: Pack, predicator: Predicator) -> None:
        words = pack["attribution"]["acts"]
        self.text, self.actors, self.predicator = text, actors, predicator
        self.clause = frozenset(words["clause"])
        self.demand = frozenset(words["demand"])
        self.infinitive = frozenset(words["infinitive"])
        self.naming = frozenset(words["naming"])
        self.charge = frozenset(words["charge"])
        self.naming_cases, self.charge_cases = frozenset(words["naming_by"]), frozenset(words["charge_by"])
        self.call = {verb: frozenset(cases) for verb, cases in words["call"].items()}

    def find(
        self, sentences: Sequence[Sentence], found: Sequence[Attribution], speech: Sequence[tuple[int, int]]
    ) -> Iterator[Attribution]:
        """The acts of each sentence whose verb hands over no word already, and is not itself in `speech`, what is quoted."""
        known = {a.cue.start for a in found}
        for sentence in sentences:
            for token in sentence.tokens:
                quoted = any(start <= token.start < end for start, end in speech)
                if (
                    token.pos == "VERB"
                    and token.start not in known
                    and not quoted
                    and not self._is_idle(sentence, token)
                ):
                    content = self._content(sentence, token)
                    if content:
                        yield self._attribution(sentence, token, content)

    def _is_idle(self, sentence: Sentence, token: Token) -> bool:
        """Whether nothing is said: the verb is denied, or an infinitive of purpose or will."""
        if self.predicator.is_negated(sentence, token.i) or token.rel in ("amod", "xcomp"):
            return True
        return token.morph.get("VerbForm") == "Inf" and not sentence.kids(token.i, "aux", "subj")

    def _content(self, sentence: Sentence, token: Token) -> list[int] | None:
        """The tokens of what is demanded, promised, alleged or said of something."""
        lemma, kids = token.lemma, sentence.kids(token.i)
        if lemma in self.clause:
            clause = next((k for k in kids if k.rel == "ccomp" and k.i > token.i), None)
            if clause:
                return sentence.subtree(clause.i)
        if lemma in self.naming:
            said = [k for k in kids if k.i > token.i and (k.rel == "attr" or k.case in self.naming_cases)]
            if said:
                return self._bare(sentence, said[0].i)
        if lemma in self.charge:
            charges = [
                k for k in kids if k.i > token.i and (k.case in self.charge_cases or k.mark in self.charge_cases)
            ]
            if charges:
                return sentence.subtree(charges[0].i)
        if lemma in self.infinitive:
            deeds = [k for k in kids if k.rel in ("xcomp", "ccomp") and k.i > token.i]
            if deeds:
                return sentence.subtree(deeds[0].i)
        return self._wanted(sentence, token)

    def _wanted(self, sentence: Sentence, token: Token) -> list[int] | None:
        """The thing that is demanded: an object, or what stands behind "for"."""
        cases = self.call.get(token.lemma, frozenset())
        things = [k for k in sentence.kids(token.i) if k.case and k.case in cases and k.i > token.i]
        if token.lemma in self.demand:
            things += [k for k in sentence.kids(token.i, "obj") if k.pos == "NOUN" and k.i > token.i]
        return self._bare(sentence, things[0].i) if things else None

    def _bare(self, sentence: Sentence, i: int) -> list[int]:
        """A phrase without its preposition."""
        return [
            k
            for k in sentence.subtree(i)
            if not (sentence.tokens[k].rel in ("case", "mark") and sentence.tokens[k].head == i)
        ]

    def _attribution(self, sentence: Sentence, token: Token, content: list[int]) -> Attribution:
        tokens = sentence.tokens
        kept = [k for k in content if tokens[k].pos != "PUNCT"]
        speakers = self.predicator.build(sentence, token.i).roles.get("subject", [])
        source: Entity | None = None
        said: Span | None = None
        if speakers:
            source = next(iter(self.actors.resolve(sentence, speakers[0])), None)
            head = tokens[speakers[0]]
            said = source.span if source else Span.of(self.text, head.start, head.end)
        stance: Stance = "report"
        span = Span.of(self.text, tokens[kept[0]].start, tokens[kept[-1]].end)
        return Attribution(Span.of(self.text, token.start, token.end), stance, source, said, span)
