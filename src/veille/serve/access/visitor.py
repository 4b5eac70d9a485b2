"""Who makes a request, as the rest of the application asks it: `visitor_of(request)`, and `proof_of(request)` for its forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from veille.serve.access.keys import new_secret, proof
from veille.serve.access.policy import Policy
from veille.store.accounts import ROLES, Role

#: the cookies of a session, and of the forms of whoever has none
SESSION, FORMS = "veille_session", "veille_forms"
#: where a form sends its proof back: a field of a plain form, a header of what a script sends
FIELD, HEADER = "proof", "x-veille-proof"
_STATE = "veille_entry"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who it is: `name` is `None` on an open server and for whoever did not sign in; `via` says how they came in.

    "feed" is a token sent as a password, as calendars and feed readers do: for reading only.
    """

    name: str | None
    role: Role | None
    via: Literal["open", "session", "token", "feed", "nobody"]

    def may(self, role: Role) -> bool:
        """Whether the visitor may do what this role may."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Visitor(None, None, "nobody")


@dataclass(slots=True)
class Entry:
    """What the guard knows of a request: the visitor, the secret behind its forms, whether that is new and must be given as a cookie."""

    visitor: Visitor
    secret: str
    is_new: bool = False


def visitor_of(request: Request) -> Visitor:
    """Who makes the request."""
    return _entry(request).visitor


def analyst(request: Request) -> str:
    """The name of the user who judges. Raises HTTPException when nobody signed in, or a reader did."""
    visitor = visitor_of(request)
    if visitor.name is None:
        raise HTTPException(401, "Sign in, or send a token")
    if not visitor.may("analyst"):
        raise HTTPException(403, f"Judging needs the role analyst; yours is {visitor.role}")
    return visitor.name


def proof_of(request: Request) -> str:
    """What a form of the answer must send back (field `proof`) to be taken as ours."""
    entry = _entry(request)
    if not entry.secret:
        entry.secret, entry.is_new = new_secret(), True
    return proof(entry.secret)


def new_forms_secret(request: Request) -> str:
    """The secret that the answer must give to the browser as a cookie; "" when it has one, or needs none."""
    entry = _entry(request)
    return entry.secret if entry.is_new else ""


def remember(request: Request, entry: Entry) -> None:
    """Keep what is known for the rest of the request."""
    request.scope[_STATE] = entry


def _entry(request: Request) -> Entry:
    entry: Entry = request.scope[_STATE]
    return entry


def is_secure(request: Request, policy: Policy) -> bool:
    """Whether cookies are for encrypted connections only."""
    return policy.secure or request.url.scheme == "https"


def cookie(request: Request, name: str, policy: Policy) -> str:
    """The value of one of our cookies; "" without."""
    return request.cookies.get(_full(name, is_secure(request, policy)), "")


def give_cookie(response: Response, request: Request, name: str, value: str, policy: Policy) -> None:
    """Have the browser keep a cookie until it is closed: no script sees it, no other site's form sends it along."""
    secure = is_secure(request, policy)
    response.set_cookie(_full(name, secure), value, path="/", secure=secure, httponly=True, samesite="lax")


def take_cookie(response: Response, request: Request, name: str, policy: Policy) -> None:
    """Have the browser forget a cookie."""
    secure = is_secure(request, policy)
    response.delete_cookie(_full(name, secure), path="/", secure=secure, httponly=True, samesite="lax")


def _full(name: str, secure: bool) -> str:
    """`__Host-` has the browser refuse the cookie from a neighbouring site or over a plain connection."""
    return f"__Host-{name}" if secure else name
