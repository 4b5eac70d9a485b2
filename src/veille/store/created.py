"""Mentions that analysts added to an article, made from their judgements whenever the article is filed: so they outlive every reading."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import Connection, select

from veille.model import Article, Mention, Plover
from veille.ontology import load_kinds
from veille.reconcile.corrected import corrected, words_in
from veille.reconcile.judged import in_force
from veille.record import Filed, Judgement
from veille.store.codec import decode
from veille.store.tables import judgements, renamed_pages
from veille.values import Span

#: what the rule of an added mention begins with; the judgement's id follows
ADDED = "analyst/"


def with_added(connection: Connection, filed: Filed) -> Filed:
    """The article with the mentions that analysts added to its page, where it still has their sentences."""
    read = tuple(m for m in filed.mentions if not m.rule.startswith(ADDED))
    made = (added(filed.article, judgement) for judgement in _creations(connection, filed.page))
    return replace(filed, mentions=(*read, *(m for m in made if m and m.id not in {r.id for r in read})))


def _creations(connection: Connection, page: str) -> list[Judgement]:
    """The creations in force on a page, whatever it was called when they were made."""
    kept = select(judgements.c.doc).where(judgements.c.action.in_(("create", "undo")))
    found = in_force(decode(Judgement, doc) for doc in connection.execute(kept).scalars())
    created = [j for j in found if j.action == "create"]
    if not created:
        return []
    before = select(renamed_pages.c.page).where(renamed_pages.c.now == page)
    names = {page, *connection.execute(before).scalars()}
    return [j for j in created if j.anchors[0].page in names]


def added(article: Article, judgement: Judgement) -> Mention | None:
    """The mention that a creation adds to an article; `None` where the article does not have its sentence.

    Its slots are spans of the article; its rule names the judgement.
    """
    anchor = judgement.anchors[0]
    evidence = _sentence(article, anchor.evidence)
    trigger = words_in(anchor.trigger, 1, evidence) if evidence else None
    if evidence is None or trigger is None:
        return None
    ident = added_id(article.id, trigger, anchor.kind, judgement.at, judgement.by)
    plover = Plover(load_kinds()[anchor.kind].plover if anchor.kind in load_kinds() else None)
    bare = Mention(
        ident, anchor.kind, plover, trigger, evidence, "happened", {}, confidence=1.0, rule=f"{ADDED}{judgement.id}"
    )
    full = corrected(bare, judgement.correction, article.text)
    return replace(full, slots={name: values for name, values in full.slots.items() if values})


def added_id(article: str, trigger: Span, kind: str, at: str, by: str) -> str:
    """The id of an added mention: a hash of its article, its trigger, and who added it when."""
    return sha256(f"{article}|{trigger.start}|{trigger.end}|{kind}|{at}|{by}".encode()).hexdigest()[:16]


def _sentence(article: Article, said: str) -> Span | None:
    found = re.search(r"\s+".join(map(re.escape, said.split())), article.text)
    return Span.of(article.text, *found.span()) if found and said.strip() else None
