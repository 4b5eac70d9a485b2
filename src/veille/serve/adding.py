"""Mentions made and mended by an analyst in the text of an article: judgements that name words, so that they outlive every reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from veille.annotate.sentences import split_sentences
from veille.errors import JudgementError, NotFound, PackError
from veille.lang.pack import load_pack
from veille.model import Article, Mention, Status
from veille.ontology import load_kinds
from veille.reconcile.corrected import corrected, words_in
from veille.reconcile.judged import judged
from veille.record import Anchor, Filed, Judgement
from veille.serve.filling import Fill, attributed, changed, filled, voice_of
from veille.serve.judging import Signed, signed_as
from veille.serve.told import one_line
from veille.store.base import Store
from veille.store.created import added_id
from veille.values import Span


@dataclass(frozen=True, slots=True)
class Told:
    """What an analyst says of a mention: kind, status, whose word it is ("outlet", or a voice and who speaks), and what fills its slots."""

    kind: str
    rows: Sequence[Fill] = ()
    status: str = "happened"
    voice: str = "outlet"
    speaker: str = ""


def present(store: Store, filed: Filed) -> tuple[Mention, ...]:
    """An article's mentions as analysts corrected them."""
    rulings = judged([filed], store.judgements())
    return tuple(rulings.correct(mention, filed.article.text) for mention in filed.mentions)


def creation_on(store: Store, article: str, chosen: Span, told: Told, signed: Signed) -> Judgement:
    """The judgement that adds a mention to an article: `chosen` are the words that tell it, in its text.

    Raises NotFound, and JudgementError saying what is missing or does not stand there.
    """
    filed = article_of(store, article)
    text = filed.article.text
    if not chosen.said.strip() or text[chosen.start : chosen.end] != chosen.said:
        raise JudgementError("the words that tell it", "nothing is selected", "select them in the article")
    evidence, trigger = sentence_of(filed.article, chosen), _trimmed(chosen)
    again = words_in(trigger.said, 1, evidence)
    if again is not None:  # words that stand there twice are found the first time
        trigger = again
    correction = {**_slots(told, evidence, text), **_rest(told, evidence, text, None)}
    ident = added_id(filed.article.id, trigger, told.kind, signed.at, signed.by.strip())
    if ident in {m.id for m in filed.mentions}:
        raise JudgementError(trigger.said, "added a moment ago", "look at it in the article")
    anchor = Anchor(ident, filed.page, told.kind, evidence.said, trigger.said)
    return signed_as(signed, "create", (anchor,), correction)


def correction_on(store: Store, ident: str, told: Told, signed: Signed) -> Judgement | None:
    """The judgement that gives a mention what is told of it; `None` when nothing differs. Raises NotFound, JudgementError."""
    found = store.mentions([ident]).get(ident)
    if found is None:
        raise NotFound(f"mention {ident}", "not in the record", "open its article")
    filed = article_of(store, found[0])
    mention = next(m for m in present(store, filed) if m.id == ident)
    rest = _rest(told, mention.evidence, filed.article.text, mention)
    correction = {**changed(mention, told.rows, filed.article.text), **rest}
    if not correction:
        return None
    corrected(mention, correction, filed.article.text)  # what cannot be applied is not kept
    anchor = Anchor(ident, filed.page, found[1].kind, found[1].evidence.said, found[1].trigger.said)
    return signed_as(signed, "correct", (anchor,), correction)


def article_of(store: Store, ident: str) -> Filed:
    """The filed article. Raises NotFound."""
    filed = store.articles([ident]).get(ident)
    if filed is None:
        raise NotFound(f"article {ident}", "not in the record", "`veille search` finds articles")
    return filed


def sentence_of(article: Article, chosen: Span) -> Span:
    """The sentence in which words stand, or the sentences; never more than the block."""
    block = next((b for b in article.blocks if b.start <= chosen.start < b.end), None)
    if block is None or chosen.end > block.end:
        raise JudgementError(one_line(chosen.said), "these words run over paragraphs", "select within one paragraph")
    try:
        parts = list(split_sentences(article.text, block.start, block.end, load_pack(article.language)))
    except PackError:
        parts = []
    held = [s for s in parts if s.overlaps(chosen)] or [Span.of(article.text, block.start, block.end)]
    return Span.of(article.text, min(held[0].start, chosen.start), max(held[-1].end, chosen.end))


def _trimmed(chosen: Span) -> Span:
    left = len(chosen.said) - len(chosen.said.lstrip())
    said = chosen.said.strip()
    return Span(chosen.start + left, chosen.start + left + len(said), said)


def _slots(told: Told, evidence: Span, text: str) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    for row in told.rows:
        if row.words or row.value:
            found.setdefault(row.slot, []).append(filled(row, evidence, text))
    return dict(found)


def _rest(told: Told, evidence: Span, text: str, now: Mention | None) -> dict[str, object]:
    """Kind, status and whose word it is, where they differ from what is there."""
    _check(told)
    before: Mapping[str, object] = (
        {"kind": now.kind, "status": now.status} if now else {"kind": told.kind, "status": "happened"}
    )
    said: Mapping[str, object] = {"kind": told.kind, "status": told.status}
    found: dict[str, object] = {name: value for name, value in said.items() if value != before[name]}
    voice = (told.voice, one_line(told.speaker) if told.voice != "outlet" else "")
    if voice != voice_of(now.attribution if now else None):
        found["attribution"] = attributed(*voice, evidence, text)
    return found


def _check(told: Told) -> None:
    if told.kind not in load_kinds():
        raise JudgementError(f"kind {told.kind!r}", "no such kind", f"one of {', '.join(load_kinds())}")
    if told.status not in get_args(Status):
        raise JudgementError(f"status {told.status!r}", "no such status", f"one of {', '.join(get_args(Status))}")
    if strange := [
        row.slot for row in told.rows if (row.words or row.value) and row.slot not in load_kinds()[told.kind].slots
    ]:
        raise JudgementError(
            strange[0], f"a {told.kind} has no such slot", f"one of {', '.join(load_kinds()[told.kind].slots)}"
        )
