"""The versions of a page: what each changed, word by word, which sentences behind mentions it lost, and what the outlet says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veille.annotate.corrections import find_corrections
from veille.errors import NotFound
from veille.record import Filed
from veille.serve.comparing import Paragraph, compared
from veille.serve.told import one_line
from veille.store.base import Store
from veille.store.pages import canonical


@dataclass(frozen=True, slots=True)
class Lost:
    """A mention of the version before whose sentence this one no longer has: it is back in the review."""

    mention: str
    kind: str
    summary: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. `changes` leads from the version before to this one, without the paragraphs that are the same in both."""

    article: str
    version: int
    known_on: str
    read_at: str
    title: str | None
    withdrawn_at: str | None
    notices: tuple[str, ...]
    changes: tuple[Paragraph, ...] = ()
    lost: tuple[Lost, ...] = ()


def page_versions(store: Store, said: str) -> list[VersionRow]:
    """The versions of the page at an address, or of which an article's id begins with `said`; the first first. Raises NotFound."""
    found = store.versions(canonical(said)) if "." in said or "/" in said else ()
    versions = found or _of_article(store, said)
    return [_row(old, new) for old, new in zip([None, *versions], versions, strict=False)]


def _of_article(store: Store, said: str) -> Sequence[Filed]:
    ids = [ident for thing, ident in store.find(said) if thing == "article"] if said else []
    if len(ids) != 1:
        what = "several articles begin so" if ids else "no page or article of the record"
        raise NotFound(said or "nothing", what, "give an address, or an article's id as `veille search` shows it")
    return store.versions(store.articles(ids)[ids[0]].page)


def _row(old: Filed | None, new: Filed) -> VersionRow:
    notices = tuple(find_corrections(new.article))
    row = VersionRow(
        new.article.id, new.version, new.known_on, new.read_at, new.article.title, new.withdrawn_at, notices
    )
    if old is None:
        return row
    changes = tuple(p for p in compared(old.article.text, new.article.text) if p.change != "same")
    text = one_line(new.article.text)
    lost = tuple(
        Lost(m.id, m.kind, m.summary, one_line(m.evidence.said))
        for m in old.mentions
        if one_line(m.evidence.said) not in text
    )
    return VersionRow(
        row.article, row.version, row.known_on, row.read_at, row.title, row.withdrawn_at, notices, changes, lost
    )
