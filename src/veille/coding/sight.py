"""What the coder sees of a pair, in training and at work alike: who acts, and the features in that order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence
from veille.coding.anchors import Anchor, acts_first, find_anchor
from veille.coding.families import Seen, load_families
from veille.coding.features import Block, Reader
from veille.lang.pack import Pack
from veille.values import Span


@dataclass(frozen=True, slots=True)
class Sight:
    """A pair as seen: whether its source acts, the anchors in the order of deed, and the features."""

    source_acts: bool
    actor: Anchor
    recipient: Anchor
    seen: Seen
    blocks: Mapping[str, Block]


class Observer:
    """Sees pairs in the sentences of one language; with `lemmas`, their words beside their families."""

    def __init__(self, pack: Pack, *, lemmas: bool) -> None:
        self.families = load_families(pack)
        self.predicator = Predicator(pack)
        self.reader = Reader(self.predicator, lemmas=lemmas)

    def see(self, sentence: Sentence, source: Span, target: Span) -> Sight:
        """The pair by its spans. The same features come out when source and target are swapped."""
        seen = Seen(self.families, sentence)
        one, other = (find_anchor(sentence, seen, span.start, span.end) for span in (source, target))

        def passive(verb: int) -> bool:
            return self.predicator.is_passive(sentence, verb)

        def undergoes(verb: int) -> bool:
            return "undergo" in seen(verb)

        acts = acts_first(sentence, one, other, passive=passive, undergoes=undergoes)
        actor, recipient = (one, other) if acts else (other, one)
        return Sight(acts, actor, recipient, seen, self.reader.read(sentence, seen, actor, recipient))
