"""Right, wrong and missed of what an annotator says of the cases, the same for ours and the peers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.who.cases import Case, Mark

#: the share of words (Dice) from which two contents are one, and two sources or names
SAME_CONTENT, SAME_NAME = 0.8, 0.5
_WORD = re.compile(r"\w+")
Words = frozenset[int]


@dataclass(slots=True)
class Tally:
    """Counts of one measure, with the errors as lines to read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where nothing is right."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right else 0.0


def words(text: str, spans: Iterable[Sequence[int]]) -> Words:
    """The starts of the words of `text` that lie in one of the half-open `spans`."""
    spans = list(spans)
    return frozenset(m.start() for m in _WORD.finditer(text) if any(a <= m.start() and m.end() <= b for a, b in spans))


def dice(one: Words, other: Words) -> float:
    """How much two sets of words share, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def score_places(cases: Sequence[Case], rows: Sequence[Any]) -> dict[str, Tally]:
    """Places with the right country; and of those with a right country, the precision."""
    named, precise = Tally(), Tally()
    for case, row in zip(cases, rows, strict=True):
        free = [
            p for p in row if not any(m.label == "?" and m.start < p["end"] and p["start"] < m.end for m in case.marks)
        ]
        for mark in (m for m in case.marks if m.label != "?"):
            country, precision = mark.label.split("/")
            gold = words(case.text, [(mark.start, mark.end)])
            best = max(free, key=lambda p: dice(gold, words(case.text, [(p["start"], p["end"])])), default=None)
            if best is None or dice(gold, words(case.text, [(best["start"], best["end"])])) < SAME_NAME:
                named.missed += 1
                named.errors.append(f"missed {_said(case, mark)}")
                continue
            free.remove(best)
            if (best["country"] or "-") == country:
                named.right += 1
                same = best["precision"] == precision
                precise.right, precise.wrong = precise.right + same, precise.wrong + (not same)
                precise.missed += not same
                precise.errors += [] if same else [f"{best['precision']} for {_said(case, mark)}"]
            else:
                named.wrong, named.missed = named.wrong + 1, named.missed + 1
                named.errors.append(f"country {best['country']} for {_said(case, mark)}")
        for extra in free:
            named.wrong += 1
            named.errors.append(f"no place: {case.text[extra['start'] : extra['end']]!r} in {case.text}")
    return {"place and country": named, "precision": precise}


def _said(case: Case, mark: Mark) -> str:
    return f"{mark.label} {case.text[mark.start : mark.end]!r} in {case.text}"


def gold_attributions(case: Case) -> list[dict[str, list[tuple[int, int]]]]:
    """The attributions that a case marks: source, cue and content as spans, by number."""
    table: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for mark in case.marks:
        row = table.setdefault(mark.label[1:], {"S": [], "C": [], "T": []})
        row[mark.label[0]].append((mark.start, mark.end))
    return [row for row in table.values() if row["T"]]


def score_attribution(cases: Sequence[Case], rows: Sequence[Any]) -> dict[str, Tally]:
    """Attributions by content, and by content with source."""
    content, both = Tally(), Tally()
    for case, row in zip(cases, rows, strict=True):
        golds = gold_attributions(case)
        _match(case, golds, row, content, with_source=False)
        _match(case, golds, row, both, with_source=True)
    return {"content": content, "content with source": both}


def _match(case: Case, golds: Sequence[Any], row: Sequence[Any], tally: Tally, *, with_source: bool) -> None:
    free = list(row)
    for gold in golds:
        fits = [p for p in free if _same(case.text, gold, p, with_source=with_source)]
        best = max(
            fits,
            key=lambda p: dice(_content(case.text, gold["T"], gold["C"], gold["S"]), _of(case.text, p)),
            default=None,
        )
        if best is None:
            tally.missed += 1
            said = " … ".join(case.text[a:b] for a, b in gold["T"])
            tally.errors.append(f"missed {said!r} in {case.text}")
        else:
            free.remove(best)
            tally.right += 1
    for extra in free:
        tally.wrong += 1
        said = " … ".join(case.text[a:b] for a, b in extra["content"])
        source = " … ".join(case.text[a:b] for a, b in extra["source"])
        tally.errors.append(f"wrong {said!r} by {source!r} in {case.text}")


def _content(text: str, content: Any, cue: Any, source: Any) -> Words:
    return words(text, content)


def _of(text: str, row: Any) -> Words:
    """The words of a content without those of its own cue and source, where a system gives one stretch around them."""
    kept = words(text, row["content"])
    inside = words(text, [row["cue"]]) if row["cue"] else frozenset()
    return kept - inside - words(text, row["source"]) if kept & inside else kept


def _same(text: str, gold: Any, row: Any, *, with_source: bool) -> bool:
    if dice(words(text, gold["T"]), _of(text, row)) < SAME_CONTENT:
        return False
    if not with_source:
        return True
    one, other = words(text, gold["S"]), words(text, row["source"])
    if not one or not other:
        return not one and not other
    return dice(one, other) >= SAME_NAME or one <= other or other <= one


def score_actors(cases: Sequence[Case], rows: Sequence[Any]) -> dict[str, Tally]:
    """Links of later mentions to earlier ones, and who each first or lone mention is."""
    links, who = Tally(), Tally()
    for case, row in zip(cases, rows, strict=True):
        for k, mark in enumerate(case.marks):
            number, _, code = mark.label.partition("=")
            if code == "-":
                continue
            if code or number == "v":
                _identity(case, mark, code or "vague", row[k]["code"], who)
            else:
                _link(case, k, row, links)
    return {"links": links, "who": who}


def _identity(case: Case, mark: Mark, code: str, said: str | None, tally: Tally) -> None:
    right = said == code
    tally.right += right
    tally.missed += not right
    tally.wrong += not right and said is not None
    tally.errors += [] if right else [f"{said} for {_said(case, mark)}"]


def _link(case: Case, k: int, row: Sequence[Any], tally: Tally) -> None:
    number, said = case.marks[k].label, row[k]["id"]
    before = [i for i in range(len(case.marks)) if case.marks[i].start < case.marks[k].start and row[i]["id"] == said]
    linked = [i for i in before if said is not None]
    right = any(case.marks[i].label.partition("=")[0] == number for i in linked) and number != "0"
    tally.right += right
    tally.wrong += bool(linked) and not right
    tally.missed += number != "0" and not right
    tally.errors += [] if right or (number == "0" and not linked) else [f"{said} for {_said(case, case.marks[k])}"]


SCORES = {"places": score_places, "actors": score_actors, "attribution": score_attribution}
