"""Sentences of an article, by rule: the same text gives the same sentences whatever the parser thinks.

A sentence never crosses a block. Offsets count code points of the article's text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from veille.annotate.corrections import is_correction
from veille.lang.pack import Pack
from veille.model import Article, BlockKind
from veille.values import Span

#: blocks whose sentences are read for mentions; titles, decks, headings and captions only repeat what the body tells
READ_BLOCKS: frozenset[BlockKind] = frozenset({"paragraph", "quote", "list"})

_END = re.compile(r";(?=\s)|[.!?…]+[\"”»’')\]]*(?:\s*[»”])?(?=\s|$)")
#: "GENEVA, 3 May 2016 (Agency) -", "JERUSALEM (AP) --", "ISLAMABAD:"; in small letters only with the agency in brackets
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][A-ZÀ-Ý'’ /.-]{2,50}(?:,[^()–—:]{2,30}?)?\s*(?:\([^)]{2,40}\))?"
    r"|[A-ZÀ-Ý][\w'’ .-]{2,40}(?:,[^()–—:]{2,30}?)?\s*\([A-ZÀ-Ý][\w /.-]{1,30}\))"
    r"\s*(?:[–—]|-{1,2}(?=\s|$)|:(?=\s))\s*"
)
#: the hour that opens an entry of a live page: "18h40 - ", "9:05 am: "
_CLOCK = re.compile(r"\d{1,2}\s?(?:[h:]\s?\d{0,2}|[ap]\.?m\.?)(?:\s?[ap]\.?m\.?)?\s*(?:[-–—:.](?=\s)|[–—])\s*")
_WORD_BEFORE = re.compile(r"([\w.\-’']+)$")


def split_sentences(text: str, start: int, end: int, pack: Pack) -> Iterator[Span]:
    """The sentences of `text[start:end]`, stripped, in reading order.

    A semicolon ends one: what stands on either side is parsed better alone. A full stop does unless it closes an
    abbreviation of the pack ("M.", "Gen.") or a lone initial,
    or the next word begins in lower case. An initialism ("U.N.") ends one where a word follows that opens sentences.
    """
    abbreviations = frozenset(pack["lexicon"].get("abbreviations", ()))
    openers = frozenset(pack["lexicon"].get("openers", ()))
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if _closes(text, begin, match.start(), stop, end, abbreviations, openers):
            yield from _stripped(text, begin, stop)
            begin = stop
    yield from _stripped(text, begin, end)


def _closes(
    text: str, begin: int, mark: int, stop: int, end: int, abbreviations: frozenset[str], openers: frozenset[str]
) -> bool:
    if text[mark] == ";":
        return True
    following = text[stop:end].lstrip(" \n\t«“\"'‘—–-(»")
    if following and (following[0].islower() or following[0] == ","):  # « ... ? », a demandé X
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    word = _WORD_BEFORE.search(text, begin, mark)
    if word is None:
        return True
    said = word.group(1)
    opens = re.match(r"[^\W\d_]+", following)
    if "." in said and opens and opens[0].lower() in openers:  # "... said the U.N. The army denied it."
        return True
    initial = len(said) == 1 and said.isupper() and following[:1].isupper()
    return not initial and said.lower() not in abbreviations and said.lower() + "." not in abbreviations


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    said = text[start:end]
    left = len(said) - len(said.lstrip())
    said = said.strip()
    if any(char.isalnum() for char in said):
        yield Span(start + left, start + left + len(said), said)


def find_sentences(article: Article, pack: Pack) -> list[tuple[Span, BlockKind]]:
    """Every sentence of the article that is read, with the kind of its block, in page order.

    A notice of correction is not: what it quotes of an earlier version is what the outlet no longer says.
    """
    found: list[tuple[Span, BlockKind]] = []
    for block in article.blocks:
        if block.kind in READ_BLOCKS and not is_correction(article.text[block.start : block.end], pack.code):
            start = block.start if found else _behind_dateline(article.text, block.start, block.end)
            hour = _CLOCK.match(article.text, start, block.end)
            start = hour.end() if hour else start
            found += [(span, block.kind) for span in split_sentences(article.text, start, block.end, pack)]
    return found


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where the news begins behind a dateline ("GENEVA, 3 May 2016 (Agency) - "), which is no part of the sentence."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start
