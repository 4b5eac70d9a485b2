"""Alerts by webhook: a signed POST of JSON. docs/alerts.md says how a receiver checks it."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from datetime import datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address

import httpx

from veille import __version__
from veille.alerts.message import Message
from veille.alerts.moments import moment_of
from veille.alerts.targets import Hook
from veille.errors import DeliveryError
from veille.serve.rows import plain

SCHEMA = "veille/alerts/1"


def post(target: Hook, message: Message, at: str) -> str:
    """Post a message, signed at a time; nothing to say of it. Raises DeliveryError, with how long to wait where the answer says so."""
    where = f"target {target.name!r}"
    content = body_of(message)
    moment = str(int(moment_of(at).timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"veille/{__version__}",
        "Idempotency-Key": message.id,
        "Veille-Timestamp": moment,
        "Veille-Signature": f"v1={signature(target.secret.value(where), moment, content)}",
    }
    _check_place(target, where)
    try:
        # no proxy, no password of the environment: what is posted goes where the rules say
        with httpx.Client(timeout=target.timeout_seconds, follow_redirects=False, trust_env=False) as client:
            answer = client.post(target.url, content=content, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DeliveryError(where, f"no answer ({type(error).__name__}: {error})", "it is tried again") from error
    if not answer.is_success:
        wait = _asked_seconds(answer.headers.get("Retry-After"), moment_of(at))
        raise DeliveryError(where, f"answered {answer.status_code}", "it is tried again", wait)
    return ""


def body_of(message: Message) -> bytes:
    """What is posted, the same bytes at every try."""
    said = {"schema": SCHEMA, "id": message.id, "at": message.at, "alerts": plain(message.alerts)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def signature(secret: str, moment: str, content: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a dot and the body, in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"." + content, hashlib.sha256).hexdigest()


def _check_place(target: Hook, where: str) -> None:
    """Raises DeliveryError when the address leads into this network and the rules do not allow that."""
    if target.private:
        return
    url = httpx.URL(target.url)
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise DeliveryError(where, f"no such host {url.host} ({error})", "check the address") from None
    if inner := next((one for one in sorted(found) if not ip_address(one).is_global), None):
        raise DeliveryError(where, f"{url.host} leads to {inner}, within a network", "private = true allows it")


def _asked_seconds(said: str | None, now: datetime) -> int | None:
    """Seconds of a Retry-After, which is a number or a date; `None` for anything else.

    >>> from datetime import UTC
    >>> noon = datetime(2025, 8, 6, 12, tzinfo=UTC)
    >>> [_asked_seconds(s, noon) for s in ("120", "Wed, 06 Aug 2025 12:01:00 GMT", "Wed, 06 Aug 2025 11:00:00 GMT", "soon", None)]
    [120, 60, 0, None, None]
    """
    if said is None:
        return None
    if said.strip().isdecimal():
        return min(int(said), 10**9)
    try:
        return max(0, int((parsedate_to_datetime(said) - now).total_seconds()))
    except (ValueError, TypeError):
        return None
