"""The coder: what one party does to another in a sentence, as a PLOVER type with its mode, contexts, status and direction.

Who acts is told by the syntax; what is done by a linear model over families and roles; where the model is unsure, a kind's rule
that fits the pair decides. Nothing depends on who the parties are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from veille.annotate.tokens import Sentence
from veille.coding.cameo import root_of
from veille.coding.contexts import contexts_of, mode_of
from veille.coding.features import Block
from veille.coding.model import Model, load_model
from veille.coding.sight import Observer
from veille.coding.status import is_left_undone, status_of
from veille.lang.pack import Pack
from veille.model import Status
from veille.values import Span

#: the training data merges these as YIELD; the families of what is done tell them apart
_RETREATS = frozenset("withdraw free disarm truce resign withdrawal release disarmament resignation prisoner".split())
YIELD = "YIELD"


@dataclass(frozen=True, slots=True)
class Coding:
    """What one party does to another. `direction` is "source" when the source acts on the target, "target" when it is acted upon.

    `scores` are the probabilities of all types and add up to 1; `confidence` is the chosen one's. `rule` says why: the strongest
    features of the model ("frames sE:refuse=>meet"). `cameo` is the root code of older data.
    """

    plover: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    direction: str
    confidence: float
    rule: str
    scores: Mapping[str, float]
    cameo: str


class Coder:
    """Codes pairs in parsed sentences of one language."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.model: Model = load_model(pack.code)
        self.observer = Observer(pack, lemmas=self.model.wants_lemmas)

    def code(self, sentence: Sentence, source: Span, target: Span, *, merged: bool = False) -> Coding:
        """The coding of a pair by its spans. `merged` leaves CONCEDE and RETREAT one, as YIELD."""
        sight = self.observer.see(sentence, source, target)
        look = self.model.look(sight.blocks)
        scores = self.model.probabilities(look)
        reasons = self.model.reasons(look, max(sorted(scores), key=lambda name: scores[name]))
        scores = scores if merged else _parted(scores, sight.blocks)
        undone = is_left_undone(sentence, self.observer.predicator, sight)
        found = max(sorted(scores.keys() - ({"REJECT"} if undone else set())), key=lambda name: scores[name])
        mode = mode_of(self.pack, sentence, found, sight.actor)
        status = status_of(sentence, self.observer.predicator, sight, found)
        return Coding(
            found,
            mode,
            contexts_of(self.pack, sentence),
            status,
            "source" if sight.source_acts else "target",
            scores[found],
            "model: " + ", ".join(reasons),
            scores,
            root_of("CONCEDE" if found == YIELD else found, mode, status),
        )


def _parted(scores: Mapping[str, float], blocks: Mapping[str, Block]) -> dict[str, float]:
    """YIELD as CONCEDE or RETREAT: a retreat is something done, withdrawn, freed or laid down."""
    sides = ("sE:V:", "sE:O:", "sE:Pof", "svia:")
    told = {name.rsplit(":", 1)[-1] for name in blocks["frames"] if name.startswith(sides)}
    kept = {name: p for name, p in scores.items() if name != YIELD}
    retreats = not told.isdisjoint(_RETREATS)
    whole = scores.get(YIELD, 0.0)
    return dict(sorted({**kept, "RETREAT": whole * retreats, "CONCEDE": whole * (not retreats)}.items()))


@lru_cache(maxsize=4)
def load_coder(pack: Pack) -> Coder:
    """The coder of a pack, its model read once a process."""
    return Coder(pack)

