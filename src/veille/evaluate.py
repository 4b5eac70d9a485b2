"""Compare what is read with gold files (docs/gold.md): precision, recall and F1 by kind and slot, and each error.

A mention agrees with gold when its kind is right, its trigger lies in (or its sentence covers) the gold evidence, and every
actor and recipient is right: all that gold names, nobody else. `recipient_optional` and `optional` are honoured.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from veille.errors import GoldError
from veille.model import Mention, Reading
from veille.values import Count, Entity, Money, Period, Place, Span
from veille.world.gazetteer import load_gazetteer

Gold = Mapping[str, Any]
#: kinds in which who is actor and who recipient says nothing
TWO_SIDED = frozenset({"meeting", "call", "agreement", "cooperation"})
#: slots of which gold gives text or values, scored where gold has them
VALUE_SLOTS = (
    "place",
    "deadline",
    "amount",
    "count",
    "killed",
    "wounded",
    "displaced",
    "demand",
    "consequence",
    "condition",
    "content",
    "items",
    "weapon",
    "programme",
    "purpose",
)


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed, with the rates made of them. A rate of nothing is `None`."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Right among what was given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Right among what gold has."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else None

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement: `what` is "missed", "invented", "parties", or a slot's name."""

    file: str
    what: str
    kind: str
    gold: str
    read: str


@dataclass(slots=True)
class Score:
    """All tallies of an evaluation."""

    strict: dict[str, Tally] = field(default_factory=dict)
    located: dict[str, Tally] = field(default_factory=dict)
    slots: dict[str, Tally] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    traps: Tally = field(default_factory=Tally)

    def total(self, of: str) -> Tally:
        """The sum over kinds of "strict" or "located"."""
        total = Tally()
        for tally in getattr(self, of).values():
            total.add(tally)
        return total


def load_gold(path: Path, *, page_at: Path | None = None) -> tuple[Gold, Path]:
    """A gold file and the page it speaks of, which stands beside it unless `page_at` says where. Raises GoldError naming what is wrong."""
    try:
        gold: Gold = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(str(path), f"cannot be used: {error}", "give a gold file as docs/gold.md describes") from error
    if not isinstance(gold, dict) or "mentions" not in gold:
        raise GoldError(str(path), "has no mentions", "give a gold file as docs/gold.md describes")
    page = page_at or path.parent / gold.get("source", f"{path.stem}.txt")
    if not page.is_file():
        raise GoldError(str(path), f"its page {page.name} is missing", "put the page beside the gold file")
    return gold, page


def evaluate(items: Iterable[tuple[str, Gold, Reading]]) -> Score:
    """Score readings against gold: (file name, gold, reading) each."""
    score = Score()
    for name, gold, reading in items:
        _score_one(score, name, gold, reading)
    return score


def _score_one(score: Score, name: str, gold: Gold, reading: Reading) -> None:
    wanted = [(g, locate(g["evidence"], reading.article.text)) for g in gold["mentions"]]
    pairs, free = _pair(wanted, reading.mentions)
    for (g, _), mention in pairs:
        optional, kind = bool(g.get("optional")), _kinds(g)[0] if mention is None else mention.kind
        if mention is None:
            if not optional:
                score.located.setdefault(kind, Tally()).missed += 1
                score.strict.setdefault(kind, Tally()).missed += 1
                score.errors.append(Error(name, "missed", kind, g["evidence"], ""))
            continue
        if optional:
            continue
        score.located.setdefault(kind, Tally()).right += 1
        _parties(score, name, g, mention)
        _slots(score, name, g, mention)
    for mention in free:
        score.located.setdefault(mention.kind, Tally()).wrong += 1
        score.strict.setdefault(mention.kind, Tally()).wrong += 1
        score.errors.append(Error(name, "invented", mention.kind, "", f"{mention.summary} | {mention.evidence.said}"))


def _kinds(gold: Gold) -> list[str]:
    said = gold["kind"]
    return [said] if isinstance(said, str) else list(said)


def _agree(gold: Gold, mention: Mention) -> int:
    gold = _both_sides(gold) if mention.kind in TWO_SIDED else gold
    return parties_agree(gold, mention, "actor") + parties_agree(gold, mention, "recipient")


def _pair(
    wanted: Sequence[tuple[Gold, Span | None]], mentions: Sequence[Mention]
) -> tuple[list[tuple[tuple[Gold, Span | None], Mention | None]], list[Mention]]:
    """Each gold mention with the best mention that fits it; and the mentions that fit none."""
    options = []
    for i, (gold, place) in enumerate(wanted):
        for j, mention in enumerate(mentions):
            if (
                place
                and mention.kind in _kinds(gold)
                and (place.overlaps(mention.trigger) or place.overlaps(mention.evidence))
            ):
                parties = _agree(gold, mention)
                told = sum(value_agrees(gold[slot], values) for slot, values in mention.slots.items() if gold.get(slot))
                options.append(
                    (-int(place.overlaps(mention.trigger)), -parties, -told, bool(gold.get("optional")), i, j)
                )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(options):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    pairs = [((gold, place), mentions[taken[i]] if i in taken else None) for i, (gold, place) in enumerate(wanted)]
    return pairs, [m for j, m in enumerate(mentions) if j not in used]


def _parties(score: Score, name: str, gold: Gold, mention: Mention) -> None:
    tally = score.strict.setdefault(mention.kind, Tally())
    gold = _both_sides(gold) if mention.kind in TWO_SIDED else gold
    actors, recipients = parties_agree(gold, mention, "actor"), parties_agree(gold, mention, "recipient")
    for slot, good in (("actor", actors), ("recipient", recipients)):
        part = score.slots.setdefault(slot, Tally())
        if gold.get(slot) or _entities(mention, slot):
            part.right += good
            part.wrong += not good and bool(_entities(mention, slot))
            part.missed += not good and bool(gold.get(slot))
    if actors and recipients:
        tally.right += 1
    else:
        tally.wrong += 1
        tally.missed += 1
        said = f"{gold.get('actor')} > {gold.get('recipient')}"
        read = f"{_names(mention, 'actor')} > {_names(mention, 'recipient')}"
        score.errors.append(Error(name, "parties", mention.kind, f"{said} | {gold['evidence']}", read))


def _both_sides(gold: Gold) -> Gold:
    """The same gold with all who take part as actors: who met whom is no direction."""
    others = list(gold.get("recipient") or ())
    free = others if gold.get("recipient_optional") else []
    return {**gold, "actor": [*(gold.get("actor") or ()), *others], "recipient": [], "free": free}


def _entities(mention: Mention, slot: str) -> list[Entity]:
    """The parties in `slot`; of a kind without direction, all who take part are actors."""
    both: tuple[str, ...] = ("actor", "recipient") if slot == "actor" else ()
    slots = both if mention.kind in TWO_SIDED else (slot,)
    return [e for name in slots for e in mention.slots.get(name, ()) if isinstance(e, Entity)]


def _names(mention: Mention, slot: str) -> list[str]:
    return [e.country or e.organisation or e.name for e in _entities(mention, slot)]


def parties_agree(gold: Gold, mention: Mention, slot: str) -> bool:
    """Whether the parties of `slot` are those of gold: none missing, none added (an optional recipient may be missing)."""
    expected, read = list(gold.get(slot) or ()), _entities(mention, slot)
    host = mention.kind == "visit"  # the country visited stands in the place
    optional = slot == "recipient" and (bool(gold.get("recipient_optional")) or host)
    if not expected:  # a vague party ("civilians") names nobody whom gold leaves out
        return optional or all(e.kind == "group" for e in read)
    free = gold.get("free", ())
    missing = [name for name in expected if name not in free and not any(is_party(name, e) for e in read)]
    named = [e for e in read if e.kind != "group"]
    added = [e for e in named if not any(is_party(name, e) for name in expected) and not _is_named(gold, e)]
    return not added and (not missing or optional)


def _is_named(gold: Gold, entity: Entity) -> bool:
    return any(fold(name) in fold(entity.name) or fold(entity.name) in fold(name) for name in gold.get("names", ()))


def is_party(name: str, entity: Entity) -> bool:
    """Whether gold's name of a party (alpha-3 code, organisation, vague words) means the entity."""
    if re.fullmatch(r"[A-Z]{3}", name) and entity.country:
        return entity.country == name
    if entity.organisation and fold(entity.organisation) == fold(name):
        return True
    said, read = fold(name), {fold(entity.name), fold(entity.span.said)}
    spellings = _spellings(said)
    return any(r and (r == s or (len(r) > 3 and (r in s or s in r))) for r in read for s in spellings | {said})


@lru_cache(maxsize=512)
def _spellings(name: str) -> frozenset[str]:
    for record in load_gazetteer().records:
        folded = {fold(s) for s in record.spellings}
        if name in folded:
            return frozenset(folded)
    return frozenset()


def fold(said: str) -> str:
    """Letters and digits only, without case, accents or articles.

    >>> fold("L’Union européenne")
    'union europeenne'
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", said.lower()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", plain)
    return " ".join(
        w
        for w in words
        if w not in ("l", "le", "la", "les", "the", "un", "une", "a", "an", "des", "d", "du", "de", "of")
    )


def _slots(score: Score, name: str, gold: Gold, mention: Mention) -> None:
    _check(
        score,
        name,
        mention,
        "status",
        gold.get("status"),
        mention.status in gold.get("status", [mention.status]),
        mention.status,
    )
    if "historical" in gold:
        _check(
            score,
            name,
            mention,
            "historical",
            gold["historical"],
            bool(gold["historical"]) == mention.historical,
            mention.historical,
        )
    _check(
        score,
        name,
        mention,
        "attribution",
        gold.get("attribution"),
        _attribution_agrees(gold, mention),
        _attributed(mention),
    )
    for slot in VALUE_SLOTS:
        if gold.get(slot) not in (None, [], ""):
            values = mention.slots.get(slot, ())
            good = value_agrees(gold[slot], values)
            said = [v.said if isinstance(v, Span) else v.span.said for v in values]
            tally = score.slots.setdefault(slot, Tally())
            tally.right += good
            tally.wrong += not good and bool(values)
            tally.missed += not good
            if not good:
                score.errors.append(Error(name, slot, mention.kind, f"{gold[slot]} | {gold['evidence']}", str(said)))


def _check(score: Score, name: str, mention: Mention, slot: str, expected: Any, good: bool, read: Any) -> None:
    tally = score.slots.setdefault(slot, Tally())
    tally.right += good
    tally.wrong += not good
    tally.missed += not good
    if not good:
        score.errors.append(Error(name, slot, mention.kind, f"{expected} | {mention.summary}", str(read)))


def _attributed(mention: Mention) -> str:
    a = mention.attribution
    if a is None:
        return "the outlet"
    source = (
        (a.source.country or a.source.organisation or a.source.name)
        if a.source
        else (a.source_span.said if a.source_span else "?")
    )
    return f"{source} ({a.cue.said}, {a.stance})"


def _attribution_agrees(gold: Gold, mention: Mention) -> bool:
    expected, read = gold.get("attribution"), mention.attribution
    if not expected or not read:
        return not expected and not read
    name = expected.get("source")
    if not name:
        return True
    if read.source:
        return is_party(name, read.source)
    return (
        bool(read.source_span)
        and read.source_span is not None
        and (fold(name) in fold(read.source_span.said) or fold(read.source_span.said) in fold(name))
    )


def value_agrees(expected: Any, values: Sequence[Any]) -> bool:
    """Whether the slot's values hold what gold says: a text contained in (or containing) it, a number, a sum, a date."""
    if isinstance(expected, list):
        return all(value_agrees(one, values) for one in expected)
    test = _value_test(expected)
    return any(test(v) for v in values)


def _value_test(expected: Any) -> Callable[[Any], bool]:
    if isinstance(expected, (bool, int)):
        return lambda v: (
            isinstance(v, Count)
            and (expected in (v.low, v.high) or (v.low or 0) <= expected <= (v.high if v.high is not None else -1))
        )
    if isinstance(expected, str):
        return lambda v: _text_agrees(expected, v)
    if "currency" in expected:
        return lambda v: (
            isinstance(v, Money) and str(v.value) == str(expected["value"]) and v.currency == expected["currency"]
        )
    if "low" in expected or "high" in expected:
        return lambda v: isinstance(v, Count) and _bounds_agree(expected, v)
    if "value" in expected or "when_undated" in expected:
        return lambda v: isinstance(v, Period) and (v.value == expected.get("value") or "value" not in expected)
    return lambda v: _text_agrees(expected.get("text", ""), v)


def _bounds_agree(expected: Mapping[str, Any], count: Count) -> bool:
    return all(
        expected.get(end) is None or abs((getattr(count, end) or 0) - expected[end]) <= max(1, expected[end] // 10)
        for end in ("low", "high")
    )


def _text_agrees(expected: str, value: Any) -> bool:
    said = value.said if isinstance(value, Span) else value.name if isinstance(value, Place) else value.span.said
    mine = value.span.said if isinstance(value, Place) else said
    left, right = fold(expected), fold(mine)
    return bool(left and right) and (
        left in right
        or right in left
        or fold(said) == left
        or (
            bool(set(left.split()) & set(right.split()))
            and len(set(left.split()) & set(right.split())) * 2 >= min(len(left.split()), len(right.split()))
        )
    )


def locate(evidence: str, text: str) -> Span | None:
    """Where gold's evidence stands in the article's text, whatever its white space; `None` when it does not."""
    pattern = r"\s*".join(re.escape(unicodedata.normalize("NFC", word)) for word in evidence.split())
    found = re.search(pattern, text)
    return Span.of(text, found.start(), found.end()) if found else None
