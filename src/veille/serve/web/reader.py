"""What the reader's page of an article shows: blocks of marked text, each with the mentions that it tells, and the form of one mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from veille.errors import JudgementError, NotFound
from veille.model import Block, Mention
from veille.ontology import load_kinds
from veille.serve.adding import Told, sentence_of
from veille.serve.filling import Fill, fills_of, voice_of
from veille.serve.highlighting import Stretch, stretches
from veille.serve.reading import ArticleView, MentionRow
from veille.values import Span


@dataclass(frozen=True, slots=True)
class Card:
    """A mention in the margin."""

    row: MentionRow
    mention: Mention
    fills: Sequence[Fill]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with its marks and the mentions whose trigger stands in it."""

    block: Block
    pieces: Sequence[Stretch]
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class MentionForm:
    """A form for a mention: `mention` is `None` for one that is to be added, from `chosen` words. `slots` are those of its kind, filled or not."""

    mention: str | None
    chosen: Span
    sentence: str
    told: Told
    slots: tuple[str, ...]
    wrong: JudgementError | None = None

    def rows(self, slot: str) -> list[Fill]:
        """The rows of a slot, and an empty one."""
        return [*(row for row in self.told.rows if row.slot == slot), Fill(slot, "")]


def shown(view: ArticleView) -> list[Shown]:
    """The article's blocks in order. A mention that an analyst rejected is not marked; its card says so."""
    cards = [Card(r, m, fills_of(m)) for r, m in zip(view.rows, view.mentions, strict=True)]
    marked = [card.mention for card in cards if card.row.judged != "rejected"]
    return [
        Shown(
            block,
            stretches(view.article, block, marked),
            [card for card in cards if block.start <= card.mention.trigger.start < block.end],
        )
        for block in view.article.blocks
    ]


def form_for(view: ArticleView, ident: str, kind: str | None = None) -> MentionForm:
    """The form that corrects a mention. Raises NotFound."""
    mention = next((m for m in view.mentions if m.id == ident), None)
    if mention is None:
        raise NotFound(f"mention {ident}", "not in this article", "the article's page lists its mentions")
    voice, speaker = voice_of(mention.attribution)
    told = Told(kind or mention.kind, fills_of(mention), mention.status, voice, speaker)
    slots = tuple(dict.fromkeys((*load_kinds()[told.kind].slots, *mention.slots)))
    return MentionForm(ident, mention.trigger, mention.evidence.said, told, slots)


def form_of_new(view: ArticleView, start: int, end: int, kind: str | None = None) -> MentionForm:
    """The form that adds a mention told by the words from `start` to `end`. Raises JudgementError for words that cannot tell one."""
    text = view.article.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise JudgementError("the words that tell it", "nothing is selected", "select them in the article")
    chosen = Span.of(text, start, end)
    name = kind or next(iter(load_kinds()))
    return MentionForm(None, chosen, sentence_of(view.article, chosen).said, Told(name), load_kinds()[name].slots)


def told_in(fields: FormData) -> Told:
    """What a sent form tells."""

    def said(name: str) -> str:
        return str(fields.get(name) or "").strip()

    rows = [Fill(slot, words, value) for slot, words, value in zip(*_columns(fields), strict=False) if words or value]
    return Told(said("kind"), rows, said("status") or "happened", said("voice") or "outlet", said("speaker"))


def _columns(fields: FormData) -> list[list[str]]:
    return [[" ".join(str(v).split()) for v in fields.getlist(name)] for name in ("slot", "words", "value")]


def again(form: MentionForm, told: Told, wrong: JudgementError) -> MentionForm:
    """The form with what was sent, and what is wrong with it."""
    slots = load_kinds()[told.kind].slots if told.kind in load_kinds() else form.slots
    return replace(form, told=told, slots=tuple(dict.fromkeys((*slots, *(r.slot for r in told.rows)))), wrong=wrong)
