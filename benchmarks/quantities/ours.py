"""What the program's annotators say of the cases, in the shape that `score` compares, and how long they take beside the parse."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from benchmarks.quantities.cases import Case

from veille.annotate.annotated import Annotated, annotate
from veille.annotate.counts import find_counts
from veille.annotate.money import find_amounts
from veille.annotate.sentences import find_sentences
from veille.annotate.syntax import load_parser
from veille.annotate.times import find_times
from veille.lang.pack import load_pack
from veille.model import Article, Block, Dated
from veille.values import Count, Money, Period

Findings = list[list[str]]


def _article(case: Case, language: str) -> Article:
    block = Block("paragraph", 0, len(case.text))
    return Article(id="case", text=case.text, blocks=(block,), language=language, published=Dated(case.day.isoformat(), "day", "option"))  # fmt: skip


def run(annotator: str, language: str, cases: Sequence[Case], strict: bool = False) -> tuple[list[Findings], float]:
    """The findings of each case, and the seconds of reading them: parse, actors and places too, as an article is read."""
    pack = load_pack(language)
    annotate(_article(cases[0], language), pack)
    began = time.perf_counter()
    read = [annotate(_article(case, language), pack) for case in cases]
    seconds = time.perf_counter() - began
    return [_said(annotator, found, strict) for found in read], seconds


def _said(annotator: str, found: Annotated, strict: bool) -> Findings:
    if annotator == "times":
        return [[time_value(t)] for t in found.times]
    if annotator == "money":
        return [[money_value(m, strict)] for m in found.amounts]
    return [[count_value(c)] for c in found.told_counts()]


def time_value(period: Period) -> str:
    """The value of a time, its duration, "SET", or "?" while it is open."""
    if period.type == "SET":
        return "SET"
    return period.value or period.duration or "?"


def money_value(money: Money, strict: bool) -> str:
    """A sum as the tables write it, its modifier with it when `strict`."""
    high = f"-{money.high:f}" if money.high is not None else ""
    modifier = f"{money.modifier} " if strict and money.modifier else ""
    return f"{modifier}{money.value:f}{high} {money.currency}"


def count_value(count: Count) -> str:
    """A count as the tables write it: "low..high unit"."""
    low = "" if count.low is None else str(count.low)
    high = "" if count.high is None else str(count.high)
    return f"{low}..{high} {count.unit or '-'}"


def seconds_beside_parse(language: str, cases: Sequence[Case]) -> tuple[float, float]:
    """Seconds of the parse alone, and of times, money and counts together, over the cases' texts as one article of many paragraphs."""
    text = "\n\n".join(case.text for case in cases)
    blocks, at = [], 0
    for case in cases:
        blocks.append(Block("paragraph", at, at + len(case.text)))
        at += len(case.text) + 2
    article = Article(id="cases", text=text, blocks=tuple(blocks), language=language)
    pack = load_pack(language)
    parser, sentences = load_parser(pack), find_sentences(article, pack)
    parse = _timed(lambda: parser.parse(sentences))
    steps: tuple[Callable[[], object], ...] = (
        lambda: find_times(text, pack, cases[0].day),
        lambda: find_amounts(text, pack),
        lambda: find_counts(text, pack),
    )
    return parse, sum(_timed(step) for step in steps)


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began
