"""What the program's annotators say of the cases, in the shape that `score` compares."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.who.cases import Case

from veille.annotate.annotated import Annotated, annotate
from veille.annotate.syntax import load_parser
from veille.annotate.tokens import Sentence
from veille.evaluate import is_party
from veille.lang.pack import load_pack
from veille.model import Article, Block, Dated
from veille.values import Entity

#: organisations as the cases call them
_NAMED = ("EU", "NATO", "UN", "ECOWAS", "Hezbollah", "Hamas")
Rows = list[list[dict[str, Any]]]
DAY = Dated("2026-02-10", "day", "option")


def as_article(text: str, language: str) -> Article:
    """The text as the paragraphs of a page of 10 February 2026, parted by blank lines; a first one without full stop is its title."""
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        title = not blocks and "\n\n" in text and part.rstrip()[-1:] not in (".", '"', "”", "?", "»")
        blocks.append(Block("title" if title else "paragraph", at, at + len(part)))
        at += len(part) + 2
    return Article(id="case", text=text, blocks=tuple(blocks), language=language, published=DAY)


def annotations_of(text: str, language: str) -> Annotated:
    """Everything the annotators say of a text."""
    return annotate(as_article(text, language), load_pack(language))


def places(case: Case, language: str) -> list[dict[str, Any]]:
    """Places: words, country, precision."""
    found = annotations_of(case.text, language).places
    return [{"start": p.span.start, "end": p.span.end, "country": p.country, "precision": p.precision} for p in found]


def attribution(case: Case, language: str) -> list[dict[str, Any]]:
    """Attributions: content, cue and source as (start, end); stretches with one cue are pieces of one content."""
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for a in annotations_of(case.text, language).annotations().attributions:
        source = [[a.source_span.start, a.source_span.end]] if a.source_span else []
        row = rows.setdefault(
            (a.cue.start, a.cue.end), {"content": [], "cue": [a.cue.start, a.cue.end], "source": source}
        )
        row["content"] += [[a.content.start, a.content.end]] if a.content else []
    return [row for row in rows.values() if row["content"]]


def actors(case: Case, language: str) -> list[dict[str, Any]]:
    """For each mark the entity meant by its head word: an id, a country or organisation, and whether it is vague."""
    annotated = annotations_of(case.text, language)
    return [_who(annotated, mark.start, mark.end) for mark in case.marks]


def _who(annotated: Annotated, start: int, end: int) -> dict[str, Any]:
    entity = next((e for s, i in _heads(annotated.sentences, start, end) for e in annotated.actors.resolve(s, i)), None)
    if entity is None:
        return {"id": None, "code": None}
    return {"id": entity.id, "code": _code(entity)}


def _heads(sentences: Sequence[Sentence], start: int, end: int) -> list[tuple[Sentence, int]]:
    """The words of a stretch that hang on none of its other words, the head first."""
    for sentence in sentences:
        inside = [t.i for t in sentence.tokens if start <= t.start and t.end <= end]
        if inside:
            heads = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
            return [(sentence, i) for i in heads if sentence.tokens[i].pos != "PUNCT"]
    return []


def _code(entity: Entity) -> str:
    if entity.country or entity.kind in ("organisation", "person"):
        said = entity.country or entity.organisation or entity.name
        organised = entity.kind == "organisation" or entity.organisation
        return (
            said if entity.country or not organised else next((name for name in _NAMED if is_party(name, entity)), said)
        )
    return "vague"


READERS: dict[str, Callable[[Case, str], list[dict[str, Any]]]] = {
    "places": places,
    "actors": actors,
    "attribution": attribution,
}


def run(annotator: str, language: str, cases: Sequence[Case]) -> tuple[Rows, float]:
    """What one annotator says of each case, and the seconds it took, parser loaded before."""
    annotations_of("Il dort." if language == "fr" else "He sleeps.", language)
    load_parser(load_pack(language))
    begun = time.perf_counter()
    rows = [READERS[annotator](case, language) for case in cases]
    return rows, time.perf_counter() - begun
