"""Who comes in: sessions and tokens looked up, passwords checked, how often counted."""

from __future__ import annotations

import logging
import time
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request

from veille.serve.access.hosts import names_loopback
from veille.serve.access.keys import kept, new_secret
from veille.serve.access.limits import Limit
from veille.serve.access.naming import name_of
from veille.serve.access.passwords import MOST, Passwords
from veille.serve.access.policy import Policy
from veille.serve.access.visitor import FORMS, NOBODY, SESSION, Entry, Visitor, cookie
from veille.serve.site import site_of
from veille.store.accounts import Accounts

_LOG = logging.getLogger("veille.access")
#: what a proxy adds to the requests of others
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_BEARER = {"WWW-Authenticate": 'Bearer realm="veille"'}


class Gate:
    """Lets visitors in by a policy. `clock` gives seconds that never run backwards."""

    def __init__(
        self, policy: Policy, passwords: Passwords | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.policy = policy
        self.passwords = passwords or Passwords()
        self._sign_ins = Limit(policy.sign_ins, clock)
        self._sign_ins_from = Limit(policy.sign_ins_from, clock)
        self._calls = Limit(policy.calls, clock)

    def admit(self, request: Request) -> Entry:
        """Who makes a request. Raises HTTPException for strangers to an open server, for useless tokens and for too many calls."""
        if not self.policy.sign_in:
            return self._admit_openly(request)
        if "authorization" in request.headers:
            return Entry(self._by_token(request), "")
        secret = cookie(request, SESSION, self.policy)
        session = _accounts(request).session(kept(secret), instant(request)) if secret else None
        if not session:
            return Entry(NOBODY, cookie(request, FORMS, self.policy))
        if request.url.path.startswith("/api/"):
            _spare(self._calls.count(session.name))
        return Entry(Visitor(session.name, session.role, "session"), secret)

    def sign_in(self, request: Request, said: str, password: str) -> str:
        """The secret of a new session. Raises HTTPException for a wrong name or password (which of them is not told) and after too many."""
        name, origin = name_of(said), _origin(request)
        if not self.knows(request, name, password):
            _LOG.warning("sign-in failed for %r from %s", name, origin)
            raise HTTPException(401, "The name or the password is wrong")
        self._sign_ins.clear(name)
        secret, until = new_secret(), timedelta(hours=self.policy.session_hours)
        _accounts(request).open_session(kept(secret), name, instant(request), instant(request, until))
        _LOG.info("%r signed in from %s", name, origin)
        return secret

    def knows(self, request: Request, name: str, password: str) -> bool:
        """Whether a password is the user's; a hash that has become weak is made anew on the way. Raises HTTPException after too many."""
        _spare(self._sign_ins_from.count(_origin(request)))
        _spare(self._sign_ins.count(name))
        hashed = _accounts(request).password(name)
        if len(password) > MOST or not self.passwords.right(password, hashed) or hashed is None:
            return False
        if self.passwords.is_weak(hashed):
            _accounts(request).improve_password(name, hashed, self.passwords.hashed(password))
        return True

    def sign_out(self, request: Request) -> None:
        """End the session that a request comes with."""
        _accounts(request).close_session(kept(cookie(request, SESSION, self.policy)))

    def _admit_openly(self, request: Request) -> Entry:
        """Whoever is on this machine; not a page of elsewhere that had its name pointed here, nor the guests of a proxy."""
        if not names_loopback(request.headers.get("host", "")):
            raise HTTPException(
                421, "This server answers to the names of its own machine only; --sign-in serves others"
            )
        if any(header in request.headers for header in _PROXIED):
            raise HTTPException(
                403, "This request came through a proxy; start the server with --sign-in to serve others"
            )
        return Entry(Visitor(None, "admin", "open"), cookie(request, FORMS, self.policy))

    def _by_token(self, request: Request) -> Visitor:
        via, secret = _token(request)
        token = _accounts(request).token(kept(secret), instant(request))
        if not token:
            _spare(self._sign_ins_from.count(_origin(request)))
            raise HTTPException(401, "The token is unknown, revoked or has run out", _BEARER)
        _spare(self._calls.count(token.id))
        return Visitor(token.name, token.role if via == "token" else "reader", via)


def gate_of(request: Request) -> Gate:
    """The gate of the application that a request is made to."""
    gate: Gate = request.app.state.gate
    return gate


def instant(request: Request, later: timedelta = timedelta()) -> str:
    """The time in UTC, or some time later, as accounts keep it."""
    return (site_of(request).now() + later).strftime("%Y-%m-%dT%H:%M:%SZ")


def _accounts(request: Request) -> Accounts:
    return site_of(request).store.accounts


def _token(request: Request) -> tuple[Literal["token", "feed"], str]:
    """How a token was sent, and the token: as `Bearer`, or as the password of `Basic`; "" for what is neither."""
    scheme, _, given = request.headers["authorization"].partition(" ")
    if scheme.lower() != "basic":
        return "token", given.strip() if scheme.lower() == "bearer" else ""
    try:
        return "feed", b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return "feed", ""


def _origin(request: Request) -> str:
    """The address of a caller; of IPv6 the network, which one household has to itself."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if ":" in host else host


def _spare(wait_seconds: int) -> None:
    if wait_seconds:
        headers: dict[str, Any] = {"Retry-After": str(wait_seconds)}
        raise HTTPException(429, f"Too many attempts; try again in {wait_seconds} seconds", headers)
