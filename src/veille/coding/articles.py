"""PLOVER coding of whole articles: each mention as rows of who did what to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from veille.annotate.annotated import Annotated
from veille.annotate.tokens import Sentence
from veille.coding.cameo import root_of
from veille.coding.coder import YIELD, Coder
from veille.coding.contexts import contexts_of
from veille.model import Mention
from veille.values import Entity, Period, Place

_YIELDED = frozenset({"CONCEDE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Coded:
    """One row: a mention between two of its parties, either of which may not be named.

    `agreement` is the probability that the model gives the kind's type in that sentence, `None` where only one party stands in it.
    """

    mention: Mention
    plover: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    actor: Entity | None
    recipient: Entity | None
    day: Period | None
    place: Place | None
    agreement: float | None


def code_article(annotated: Annotated, mentions: Sequence[Mention], coder: Coder, *, merged: bool = False) -> Iterator[Coded]:
    """The rows of an article's mentions that have a PLOVER type, in reading order, a pair of parties each."""
    sentences = {sentence.span: sentence for sentence in annotated.sentences}
    for mention in mentions:
        if mention.plover.type is None:
            continue
        sentence = sentences[mention.evidence]
        actors, recipients = (_entities(mention, name) or [None] for name in ("actor", "recipient"))
        for actor in actors:
            for recipient in recipients:
                yield _row(mention, actor, recipient, sentence, coder, merged)


def _row(
    mention: Mention, actor: Entity | None, recipient: Entity | None, sentence: Sentence, coder: Coder, merged: bool
) -> Coded:
    assert mention.plover.type is not None
    plover = YIELD if merged and mention.plover.type in _YIELDED else mention.plover.type
    contexts = tuple(dict.fromkeys((*mention.plover.contexts, *contexts_of(coder.pack, sentence))))
    days = [v for v in mention.slots.get("time", ()) if isinstance(v, Period)]
    places = [v for v in mention.slots.get("place", ()) if isinstance(v, Place)]
    return Coded(
        mention,
        plover,
        mention.plover.mode,
        contexts,
        root_of(mention.plover.type, mention.plover.mode, mention.status),
        actor,
        recipient,
        days[0] if days else None,
        places[0] if places else None,
        _agreement(mention, actor, recipient, sentence, coder),
    )


def _agreement(
    mention: Mention, actor: Entity | None, recipient: Entity | None, sentence: Sentence, coder: Coder
) -> float | None:
    spans = [entity.span for entity in (actor, recipient) if entity and sentence.span.contains(entity.span)]
    if len(spans) < 2 or mention.plover.type is None or spans[0].overlaps(spans[1]):
        return None
    return coder.code(sentence, spans[0], spans[1]).scores.get(mention.plover.type)


def _entities(mention: Mention, slot: str) -> list[Entity | None]:
    return [value for value in mention.slots.get(slot, ()) if isinstance(value, Entity)]
