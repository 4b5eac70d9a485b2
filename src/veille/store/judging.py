"""Keeping judgements, apart from what the program read and for good."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from veille.errors import JudgementError
from veille.record import Judgement
from veille.store.anchors import anchored
from veille.store.changing import note_changes
from veille.store.codec import decode, encode
from veille.store.filing import add_again
from veille.store.lookup import pairs, versions_of
from veille.store.pending import await_rejoining
from veille.store.rows import chunks, insert_rows
from veille.store.tables import articles, judgements, renamed_pages


def judge(connection: Connection, judgement: Judgement) -> bool:
    """Keep a judgement; see Store.judge."""
    doc = encode(judgement)
    present = connection.execute(select(judgements.c.doc).where(judgements.c.id == judgement.id)).scalar()
    if present is not None:
        if present != doc:
            raise JudgementError(judgement.id, "another judgement has this id", "give each judgement an id of its own")
        return False
    undone = _undone(connection, judgement)
    row = {"id": judgement.id, "at": judgement.at, "by": judgement.by, "action": judgement.action}
    insert_rows(connection, judgements, [{**row, "undoes": judgement.undoes, "doc": doc}])
    note_changes(connection, "judgement", [judgement.id])
    pages = {anchor.page for anchor in (*judgement.anchors, *(undone.anchors if undone else ()))}
    if judgement.action in ("create", "undo"):
        add_again(connection, _now(connection, pages).values())
    await_rejoining(connection, _articles(connection, pages))
    return True


def _undone(connection: Connection, judgement: Judgement) -> Judgement | None:
    if judgement.undoes is None:
        if judgement.action == "undo":
            raise JudgementError(judgement.id, "an undo that undoes nothing", "name the judgement that it takes back")
        return None
    doc = connection.execute(select(judgements.c.doc).where(judgements.c.id == judgement.undoes)).scalar()
    if doc is None:
        raise JudgementError(judgement.undoes, "no such judgement", "look up its id")
    return decode(Judgement, doc)


def _articles(connection: Connection, pages: set[str]) -> list[str]:
    found: list[str] = []
    for batch in chunks(sorted(set(_now(connection, pages).values()))):
        found += connection.execute(select(articles.c.id).where(articles.c.page.in_(batch))).scalars()
    return found


def _now(connection: Connection, pages: Iterable[str]) -> dict[str, str]:
    """What pages are called now."""
    return {page: page for page in pages} | pairs(connection, renamed_pages.c.page, renamed_pages.c.now, pages)


def all_judgements(connection: Connection) -> list[Judgement]:
    """All judgements by time and id, anchored to the mentions of now."""
    docs = connection.execute(select(judgements.c.doc).order_by(judgements.c.at, judgements.c.id)).scalars()
    found = [decode(Judgement, doc) for doc in docs]
    named = sorted({anchor.page for judgement in found for anchor in judgement.anchors})
    pages = {page: versions_of(connection, now) for page, now in _now(connection, named).items()}
    return [anchored(judgement, pages) for judgement in found]
