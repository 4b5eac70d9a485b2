"""Sentences in which [the source] and {the target} are marked."""

from __future__ import annotations

import re
from pathlib import Path

from veille.annotate.syntax import load_parser
from veille.annotate.tokens import Sentence
from veille.lang.pack import load_pack
from veille.values import Span

HERE = Path(__file__).parent
Marked = tuple[str, Span, Span]


def unmark(marked: str) -> Marked:
    """The text without marks, and the spans of source and target."""
    text, spans = "", {}
    for part in re.split(r"([\[\]{}])", marked):
        if part in ("[", "{"):
            spans[part] = len(text)
        elif part in ("]", "}"):
            opener = "[" if part == "]" else "{"
            spans[part] = (spans[opener], len(text))
        else:
            text += part
    return text, Span.of(text, *spans["]"]), Span.of(text, *spans["}"])


def parse(texts: list[str], language: str) -> list[Sentence]:
    """The texts, each as one sentence."""
    return load_parser(load_pack(language)).parse([(Span.of(text, 0, len(text)), "paragraph") for text in texts])
