"""Full-text search: FTS5 on SQLite, tsvector on PostgreSQL, over the same words (words.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Column, ColumnElement, Connection, Integer, Select, column, func, select, text

from veille.errors import QueryError
from veille.store.words import fts5_query, indexed, terms, tsquery, tsvector

#: what this many texts have is looked for in what is listed, not looked up
OFTEN = 2000
Index = Literal["article_words", "mention_words"]


def put_words(connection: Connection, index: Index, rows: Iterable[tuple[int, str]]) -> None:
    """Index texts under their numbers."""
    if connection.dialect.name == "sqlite":
        said = f"INSERT INTO {index}(rowid, words) VALUES (:seq, :words)"
        data = [{"seq": seq, "words": " ".join(indexed(body))} for seq, body in rows]
    else:
        said = f"INSERT INTO {index}(seq, words) VALUES (:seq, CAST(:words AS tsvector))"
        data = [{"seq": seq, "words": tsvector(body)} for seq, body in rows]
    if data:
        connection.execute(text(said), data)


def drop_words(connection: Connection, index: Index, rows: Iterable[tuple[int, str]]) -> None:
    """Take texts out of the index; they must be the ones that were put in."""
    if connection.dialect.name == "sqlite":
        said = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', :seq, :words)"
        data = [{"seq": seq, "words": " ".join(indexed(body))} for seq, body in rows]
    else:
        said = f"DELETE FROM {index} WHERE seq = :seq"
        data = [{"seq": seq} for seq, _ in rows]
    if data:
        connection.execute(text(said), data)


def is_frequent(connection: Connection, found: Select[int]) -> bool:
    """Whether so many texts are found that it is quicker to go through what is listed than to look it up by them."""
    some = select(func.count()).select_from(found.limit(OFTEN).subquery())
    return connection.execute(some).scalar_one() >= OFTEN


def is_among(seq: Column[int], found: Select[int]) -> ColumnElement[bool]:
    """Whether a text's number is among those found, for a text that was reached otherwise."""
    return (seq + 0).in_(found)  # "+ 0" keeps the database from seeking every number that was found, for each text


def matching(connection: Connection, index: Index, query: str) -> Select[int]:
    """The numbers of the texts that hold all that `query` asks for. Raises QueryError when it asks for no word."""
    asked = terms(query)
    if not asked:
        raise QueryError(repr(query), "no word to search for", 'write words, "phrases" or beginnings*')
    seq: ColumnElement[int] = column("rowid" if connection.dialect.name == "sqlite" else "seq", Integer)
    if connection.dialect.name == "sqlite":
        found = text(f"{index} MATCH :asked").bindparams(asked=fts5_query(asked))
    else:
        found = text("words @@ CAST(:asked AS tsquery)").bindparams(asked=tsquery(asked))
    return select(seq).select_from(text(index)).where(found)
