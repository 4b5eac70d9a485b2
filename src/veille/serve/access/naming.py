"""Names of users, as they sign judgements."""

from __future__ import annotations

import re
import unicodedata
from typing import get_args

from veille.errors import AccountError
from veille.store.accounts import Role

_NAME = re.compile(r"\w(?:[\w.@-]{0,62}\w)?")


def name_of(said: str) -> str:
    """The name as it is kept: one form of its accents, no capitals.

    >>> name_of(" Zoé.Martin ")
    'zoé.martin'
    """
    return unicodedata.normalize("NFKC", said).strip().casefold()


def checked_name(said: str) -> str:
    """The name as it is kept. Raises AccountError when it is none."""
    name = name_of(said)
    if not _NAME.fullmatch(name):
        raise AccountError(
            repr(said), "no name of a user", "take up to 64 letters and digits, with . _ - @ between them"
        )
    return name


def checked_role(said: str) -> Role:
    """The role. Raises AccountError when there is no such role."""
    found: Role | None = next((role for role in get_args(Role) if role == said), None)
    if found is None:
        raise AccountError(repr(said), "no such role", f"one of {', '.join(get_args(Role))}")
    return found
