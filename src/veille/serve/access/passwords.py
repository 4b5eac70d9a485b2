"""Passwords: which will do, their Argon2id hashes, and checking one in the same time whether or not there is such a user."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from secrets import token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from veille.errors import AccountError

LEAST, MOST = 12, 256
#: a check takes 64 MB and a processor for a while: so many go on at once
_AT_ONCE = 2


class Passwords:
    """Hashes and checks passwords. `hasher` says how hard that is."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = BoundedSemaphore(_AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """What the passwords of no user are compared with."""
        return self._hasher.hash(token_urlsafe())

    def hashed(self, password: str) -> str:
        """The hash of a password, salted anew at every call."""
        with self._turn:
            return self._hasher.hash(_same(password))

    def right(self, password: str, kept: str | None) -> bool:
        """Whether the password is the one whose hash is kept; `None`, for nobody's, takes as long as a wrong one."""
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobody, _same(password)) and bool(kept)
            except (VerificationError, ValueError):  # also for what is no hash
                return False

    def is_weak(self, kept: str) -> bool:
        """Whether a hash was made with less effort than is asked for now."""
        return self._hasher.check_needs_rehash(kept)


def checked_password(password: str, name: str) -> str:
    """The password, when it will do. Raises AccountError saying what it lacks; it does not repeat the password."""
    said = _same(password)
    if not LEAST <= len(said) <= MOST:
        raise AccountError("the password", f"{len(said)} characters", f"take {LEAST} to {MOST}; a few words will do")
    if name in said.casefold() or len(set(said)) < 5:
        raise AccountError(
            "the password", "too easy to guess", "take a few words that have nothing to do with the name"
        )
    return password


def _same(password: str) -> str:
    """However the keyboard composes accents. What is no text to encode is replaced: it is wrong in any case."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode("utf-8")
