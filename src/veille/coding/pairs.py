"""Pairs to code, as JSON lines: a text and the strings that name its two parties."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from veille.annotate.sentences import split_sentences
from veille.annotate.syntax import load_parser
from veille.coding.coder import Coding, load_coder
from veille.errors import PairError, VeilleError
from veille.lang.pack import load_pack
from veille.reader.language import checked_language, find_language
from veille.values import Span

#: pairs parsed together
BATCH = 256
_REMEDY = 'give {"text", "source", "target"}, the strings as they stand in the text'


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and the spans of its two parties, in code points, half-open. `language` is ISO 639-1. `given` is the line's own object."""

    text: str
    source: Span
    target: Span
    language: str
    given: dict[str, Any]


def read_pair(line: str, number: int, language: str | None = None) -> Pair:
    """The pair of one line. A party is a string, at its first place in the text, or an object with "start" and "end".

    Raises PairError that names the line and what is wrong with it.
    """
    where = f"line {number}"
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise PairError(where, f"no JSON: {error}", _REMEDY) from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise PairError(where, "no text", _REMEDY)
    text = given["text"]
    source, target = (_party(text, given.get(name), name, where) for name in ("source", "target"))
    if source.overlaps(target):
        raise PairError(where, f"source and target overlap at {max(source.start, target.start)}", "name two parties")
    named = language or given.get("language")
    code = checked_language(str(named)) if named else find_language(text, where=where)
    return Pair(text, source, target, code, given)


def _party(text: str, given: object, name: str, where: str) -> Span:
    if isinstance(given, str) and given:
        at = text.find(given)
        if at < 0:
            raise PairError(where, f"the text does not hold the {name} {given!r}", _REMEDY)
        return Span.of(text, at, at + len(given))
    if isinstance(given, dict):
        start, end = given.get("start"), given.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            return Span.of(text, start, end)
        raise PairError(where, f"no such stretch of the text for the {name}: {start}-{end}", _REMEDY)
    raise PairError(where, f"no {name}", _REMEDY)


def read_pairs(lines: Iterable[str], language: str | None = None) -> Iterator[Pair | VeilleError]:
    """The pair of each line that is not blank, or what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield read_pair(line, number, language)
            except VeilleError as error:
                yield error


def code_pairs(
    items: Iterable[Pair | VeilleError], *, merged: bool = False
) -> Iterator[tuple[Pair, Coding] | VeilleError]:
    """Each pair with its coding and each fault as it came, in order; texts are parsed in batches."""
    for batch in _batched(items, BATCH):
        pairs = [item for item in batch if isinstance(item, Pair)]
        codings = iter(_code(pairs, merged))
        for item in batch:
            yield (item, next(codings)) if isinstance(item, Pair) else item


def _code(pairs: Sequence[Pair], merged: bool) -> list[Coding]:
    codings: dict[int, Coding] = {}
    for language in sorted({pair.language for pair in pairs}):
        pack = load_pack(language)
        coder = load_coder(pack)
        chosen = [i for i, pair in enumerate(pairs) if pair.language == language]
        parsed = load_parser(pack).parse([(_stretch(pairs[i]), "paragraph") for i in chosen])
        for i, sentence in zip(chosen, parsed, strict=True):
            codings[i] = coder.code(sentence, pairs[i].source, pairs[i].target, merged=merged)
    return [codings[i] for i in range(len(pairs))]


def _batched(items: Iterable[Pair | VeilleError], size: int) -> Iterator[list[Pair | VeilleError]]:
    """Lists of at most `size` items, in order (itertools has it from Python 3.12 on)."""
    rest = iter(items)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def _stretch(pair: Pair) -> Span:
    """The sentence that holds both parties, or the whole text when none does."""
    first, last = min(pair.source.start, pair.target.start), max(pair.source.end, pair.target.end)
    sentences = split_sentences(pair.text, 0, len(pair.text), load_pack(pair.language))
    held = (s for s in sentences if s.start <= first and last <= s.end)
    return next(held, Span.of(pair.text, 0, len(pair.text)))
