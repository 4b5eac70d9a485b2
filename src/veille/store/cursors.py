"""Cursors: where a page of a list ended, as one word that goes through command lines and addresses."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from sqlalchemy import ColumnElement, Select, tuple_

from veille.errors import QueryError

Key = list[str | int]
#: a query of any columns
Query = Select[*tuple[Any, ...]]


def write_cursor(name: str, key: Key) -> str:
    """The cursor after the row with this key in the list called `name`."""
    said = json.dumps([name, *key], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def read_cursor(name: str, cursor: str, parts: int) -> Key:
    """The key of a cursor. Raises QueryError when it is none, or one of another list."""
    try:
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        said = None
    if isinstance(said, list) and len(said) == parts + 1 and said[0] == name:
        return said[1:]
    raise QueryError(repr(cursor), "no cursor of this list", "take `next` of the page before, with the same order")


def continued(
    query: Query, name: str, keys: list[ColumnElement[str]], *, after: str | None, ascending: bool, limit: int
) -> Query:
    """The query in the order of its keys, from behind the cursor on, with one row more than asked to see whether there are more."""
    if limit < 1:
        raise QueryError(str(limit), "not a number of rows", "ask for at least 1")
    if after is not None:
        bound = tuple_(*keys), tuple_(*read_cursor(name, after, len(keys)))
        query = query.where(bound[0] > bound[1] if ascending else bound[0] < bound[1])
    return query.order_by(*(key.asc() if ascending else key.desc() for key in keys)).limit(limit + 1)
