"""Tokens for programs: made, shown once, kept as hashes."""

from __future__ import annotations

from datetime import datetime, timedelta

from veille.errors import AccountError
from veille.serve.access.keys import kept, new_token, token_id
from veille.store.accounts import Accounts, Role, Token

_LONGEST_LABEL = 80


def grant(accounts: Accounts, name: str, role: Role, label: str, now: datetime, days: int | None = None) -> str:
    """The secret of a new token for a user, good for so many days or until it is revoked. Nothing can show it again.

    Raises AccountError for no such user, and for a label that is none.
    """
    said = " ".join(label.split())
    if not said.isprintable() or not 1 <= len(said) <= _LONGEST_LABEL:
        raise AccountError(
            "the label", "says nothing, or too much", f"1 to {_LONGEST_LABEL} characters: what it is for"
        )
    secret = new_token()
    until = _told(now + timedelta(days=days)) if days else None
    accounts.add_token(Token(token_id(secret), name, role, said, _told(now), until), kept(secret))
    return secret


def _told(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
