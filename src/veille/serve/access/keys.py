"""Secrets that let somebody in, what is kept of them, and the proof that a form is our own."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

_BYTES = 32
#: what tokens begin with, so that scanners of code find a lost one
TOKEN_BEGINS = "veille_"


def new_secret() -> str:
    """A secret of 256 random bits, as text for a cookie."""
    return secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """The secret of a token for programs."""
    return TOKEN_BEGINS + new_secret()


def kept(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It is too long to be guessed, so that a slow hash would add nothing.

    >>> kept("veille_x")[:12]
    '5e990b2721ca'
    """
    return sha256(secret.encode()).hexdigest()


def token_id(secret: str) -> str:
    """The name of a token, which is no secret."""
    return f"t{kept(secret)[:8]}"


def proof(secret: str) -> str:
    """What only a page that we gave to the holder of this cookie can send back."""
    return hmac.new(secret.encode(), b"veille: this form is ours", sha256).hexdigest()


def proves(given: str, secret: str) -> bool:
    """Whether a form's proof is the one of the cookie; takes the same time for any that is not."""
    return bool(secret) and hmac.compare_digest(given.encode(), proof(secret).encode())
