"""An article as it is read beside its mentions: what each says by now, which event it tells, what became of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veille.errors import NotFound
from veille.model import Article, Mention
from veille.reconcile.judged import judged
from veille.record import Filed
from veille.serve.adding import article_of
from veille.serve.asked import Asked, is_by
from veille.serve.comparing import Paragraph, compared
from veille.serve.filling import fills_of, voice_of
from veille.store.base import Store
from veille.store.created import ADDED


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention as its article's page lists it: as analysts corrected it. Offsets count code points of the article's text, half-open.

    `slots` are "slot: words = value". `voice` is "outlet", or what `speaker` does. `judged` is "confirmed", "rejected", "corrected",
    "added" or `None`.
    """

    mention: str
    event: str | None
    kind: str
    status: str
    trigger: str
    start: int
    end: int
    sentence: str
    voice: str
    speaker: str
    slots: tuple[str, ...]
    confidence: float
    rule: str
    judged: str | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its mentions in reading order, their rows, and the versions of its page, the first first.

    `changes` compares it with another version, where one was asked for.
    """

    filed: Filed
    mentions: tuple[Mention, ...]
    rows: tuple[MentionRow, ...]
    versions: tuple[Filed, ...]
    story: str | None
    origin: str | None
    against: Filed | None = None
    changes: tuple[Paragraph, ...] = ()

    @property
    def article(self) -> Article:
        """The article."""
        return self.filed.article


def article_view(store: Store, ident: str, asked: Asked, against: str | None = None) -> ArticleView:
    """The article, as it stood on the day asked about. Raises NotFound when it is not there, not known then, or has no such version."""
    filed = article_of(store, ident)
    versions = tuple(f for f in store.versions(filed.page) if _is_known(f, asked))
    if not _is_known(filed, asked):
        raise NotFound(f"article {ident}", f"not known on {asked.day}", "ask for a later day")
    judgements = [j for j in store.judgements() if is_by(j.at, asked.read_by)]
    rulings = judged([filed], judgements)
    text = filed.article.text
    mentions = sorted((rulings.correct(m, text) for m in filed.mentions), key=lambda m: (m.evidence, m.trigger, m.id))
    verdicts = {
        **dict.fromkeys(rulings.corrections, "corrected"),
        **dict.fromkeys(rulings.confirmed, "confirmed"),
        **dict.fromkeys(rulings.rejected, "rejected"),
    }
    event_of = store.event_of(m.id for m in mentions)
    rows = tuple(_row(m, event_of.get(m.id), verdicts.get(m.id)) for m in mentions)
    other = _version(versions, against, ident) if against else None
    return ArticleView(
        filed,
        tuple(mentions),
        rows,
        versions,
        store.story_of([ident]).get(ident),
        store.origins([ident]).get(ident),
        other,
        tuple(_compared(filed, other)) if other else (),
    )


def _is_known(filed: Filed, asked: Asked) -> bool:
    return filed.known_on <= asked.day and is_by(filed.read_at, asked.read_by)


def _version(versions: Sequence[Filed], ident: str, own: str) -> Filed:
    found = next((f for f in versions if f.article.id == ident and ident != own), None)
    if found is None:
        raise NotFound(f"version {ident}", "no other version of this page", "the article's page lists them")
    return found


def _compared(filed: Filed, other: Filed) -> list[Paragraph]:
    """From the older of two versions to the newer one."""
    old, new = sorted((filed, other), key=lambda f: f.version)
    return compared(old.article.text, new.article.text)


def _row(mention: Mention, event: str | None, verdict: str | None) -> MentionRow:
    voice, speaker = voice_of(mention.attribution)
    added = "added" if mention.rule.startswith(ADDED) else None
    return MentionRow(
        mention=mention.id,
        event=event,
        kind=mention.kind,
        status=mention.status,
        trigger=mention.trigger.said,
        start=mention.trigger.start,
        end=mention.trigger.end,
        sentence=mention.evidence.said,
        voice=voice,
        speaker=speaker,
        slots=tuple(_said(f.slot, f.words, f.value) for f in fills_of(mention)),
        confidence=mention.confidence,
        rule=mention.rule,
        judged=verdict or added,
    )


def _said(slot: str, words: str, value: str) -> str:
    return f"{slot}: " + " = ".join(filter(None, (words, value if value != words else "")))
