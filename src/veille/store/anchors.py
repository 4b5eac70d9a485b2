"""Judgements found again: from what an analyst judged to the mention that the same sentence is read as now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from veille.model import Mention
from veille.record import Anchor, Filed, Judgement


def anchored(judgement: Judgement, pages: Mapping[str, Sequence[Filed]]) -> Judgement:
    """The judgement with each anchor naming a mention of its page's versions, the newest version first.

    `pages` has the versions by the page's name in the anchor, though the page may be called otherwise now. An anchor
    whose sentence is nowhere any more stays as it was written.
    """
    return replace(judgement, anchors=tuple(_found(anchor, pages.get(anchor.page, ())) for anchor in judgement.anchors))


def _found(anchor: Anchor, versions: Sequence[Filed]) -> Anchor:
    for filed in reversed(versions):
        ident = resolve(anchor, filed.mentions)
        if ident:
            return replace(anchor, mention=ident, page=filed.page)
    return anchor


def resolve(anchor: Anchor, mentions: Sequence[Mention]) -> str | None:
    """The id of the mention among these that the anchor means, `None` when there is none or when several would do.

    That is the mention itself; else the one of its sentence, trigger and kind; else, when newer rules call it another kind,
    the one of its sentence and trigger.
    """
    if any(mention.id == anchor.mention for mention in mentions):
        return anchor.mention
    told = [m for m in mentions if _said(m.evidence.said) == _said(anchor.evidence)]
    triggered = [m for m in told if _said(m.trigger.said) == _said(anchor.trigger)]
    same_kind = [m for m in triggered if m.kind == anchor.kind]
    for found in (same_kind, triggered):
        if found:
            return found[0].id if len(found) == 1 else None
    return None


def _said(text: str) -> str:
    return " ".join(text.split()).casefold()
