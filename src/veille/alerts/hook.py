"""Alerts by webhook: a signed POST of JSON. docs/alerts.md says how a receiver checks it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

import httpx

from veille import __version__
from veille.acquire.address import Resolver, parsed_url, resolve
from veille.acquire.deadline import Deadline
from veille.acquire.exchange import retry_after
from veille.acquire.transport import CheckedTransport
from veille.alerts.message import Message
from veille.alerts.moments import moment_of
from veille.alerts.targets import Hook
from veille.errors import DeliveryError, Refused, SourceError
from veille.serve.rows import plain

SCHEMA = "veille/alerts/1"


def post(
    target: Hook, message: Message, at: str, resolver: Resolver = resolve, inner: httpx.BaseTransport | None = None
) -> str:
    """Post a message, signed at a time; nothing to say of it.

    Raises DeliveryError for an address that leads into a network that the rules do not allow, and for whoever does not take it, with how
    long to wait where the answer says so. `resolver` and `inner` are the outside world.
    """
    where = f"target {target.name!r}"
    content, moment = body_of(message), moment_of(at).timestamp()
    headers = headers_of(message.id, target.secret.value(where), str(int(moment)), content)
    try:
        status, said = _answered(target, content, headers, resolver, inner)
    except SourceError as error:  # its address is left out: it may hold a key
        is_within = isinstance(error, Refused) and not target.private
        remedy = "private = true allows what is within" if is_within else error.remedy
        raise DeliveryError(where, error.what, remedy) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DeliveryError(where, f"no answer ({type(error).__name__}: {error})", "it is tried again") from error
    if not 200 <= status < 300:
        wait = retry_after(said, moment)
        raise DeliveryError(where, f"answered {status}", "it is tried again", None if wait is None else int(wait))
    return ""


def _answered(
    target: Hook, content: bytes, headers: Mapping[str, str], resolver: Resolver, inner: httpx.BaseTransport | None
) -> tuple[int, httpx.Headers]:
    """Status and headers of the answer, whose body is not read. Raises SourceError and what httpx raises."""
    url = parsed_url(target.url)
    allowed = frozenset({url.raw_host.decode("ascii")} if target.private else ())
    way = CheckedTransport(resolver, allowed, inner)
    # no proxy, no password of the environment: what is posted goes where the rules say
    with (
        Deadline(2 * target.timeout_seconds) as deadline,
        httpx.Client(transport=way, timeout=target.timeout_seconds, trust_env=False) as client,
        client.stream("POST", url, content=content, headers=headers, extensions={"trace": deadline.trace}) as answer,
    ):
        return answer.status_code, answer.headers


def headers_of(ident: str, secret: str, moment: str, content: bytes) -> Mapping[str, str]:
    """What is said above a body that is posted at a moment (Unix seconds)."""
    return {
        "Content-Type": "application/json",
        "User-Agent": f"veille/{__version__}",
        "Idempotency-Key": ident,
        "Veille-Timestamp": moment,
        "Veille-Signature": f"v1={signature(secret, moment, content)}",
    }


def body_of(message: Message) -> bytes:
    """What is posted, the same bytes at every try."""
    said = {"schema": SCHEMA, "id": message.id, "at": message.at, "alerts": plain(message.alerts)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def signature(secret: str, moment: str, content: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a dot and the body, in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"." + content, hashlib.sha256).hexdigest()
