"""A user's own affairs: password, sessions, tokens for programs."""

from __future__ import annotations

from functools import partial

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from veille.errors import AccountError
from veille.serve.access import gate_of, visitor_of
from veille.serve.access.naming import checked_role
from veille.serve.access.passwords import checked_password
from veille.serve.access.tokens import grant
from veille.serve.access.visitor import SESSION, Visitor, take_cookie
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Go, Page, Section
from veille.serve.web.visit import Visit
from veille.store.accounts import ROLES

SECTION = Section()
_NO_STORE = {"Cache-Control": "no-store"}


@SECTION.page("/account", twins=())
def account(visit: Visit) -> Page:
    """The tokens, and forms for all of it."""
    return _page(visit)


@SECTION.form("/account/password")
def change_password(visit: Visit, fields: FormData) -> Page | Go:
    """Set a new password, when the old one is right; every session ends."""
    name, _visitor = _user(visit)
    gate = gate_of(visit.request)
    if not gate.knows(visit.request, name, str(fields.get("old", ""))):
        return _page(visit, error=_("The old password is wrong."), status=409)
    try:
        new = checked_password(str(fields.get("new", "")), name)
    except AccountError:
        return _page(
            visit, error=_("Take 12 to 256 characters that are hard to guess; a few words will do."), status=409
        )
    visit.store.accounts.set_password(name, gate.passwords.hashed(new), _now(visit))
    return _out(visit)


@SECTION.form("/account/sessions")
def end_sessions(visit: Visit, fields: FormData) -> Go:
    """Sign out everywhere."""
    visit.store.accounts.close_sessions(_user(visit)[0])
    return _out(visit)


@SECTION.form("/account/tokens")
def make_token(visit: Visit, fields: FormData) -> Page:
    """Make a token and show it, this once."""
    name, visitor = _user(visit)
    role = checked_role(str(fields.get("role", "reader")))
    if not visitor.may(role):
        raise HTTPException(403, f"A token may not do more than you: {visitor.role}")
    secret = grant(visit.store.accounts, name, role, str(fields.get("label", "")), visit.site.now(), _days(fields))
    return _page(visit, secret=secret)


@SECTION.form("/account/tokens/{ident}/revoke")
def revoke_token(visit: Visit, fields: FormData) -> Go:
    """Make a token useless."""
    visit.store.accounts.revoke_token(_user(visit)[0], visit.ident)
    return Go("/account")


def _user(visit: Visit) -> tuple[str, Visitor]:
    """Who asks. Raises HTTPException where nobody signs in, and for tokens: they make no others."""
    visitor = visitor_of(visit.request)
    if visitor.name is None or visitor.via != "session":
        raise HTTPException(404, "Accounts are for those who signed in with a browser")
    return visitor.name, visitor


def _page(visit: Visit, *, secret: str = "", error: str = "", status: int = 200) -> Page:
    name, visitor = _user(visit)
    tokens = visit.store.accounts.tokens(name)
    roles = [role for role in ROLES if visitor.may(role)]
    values = {"secret": secret, "error": error, "roles": roles, "now": _now(visit)}
    return Page("account.html", _("Account"), tokens, values, status=status, headers=_NO_STORE, bare=True)


def _out(visit: Visit) -> Go:
    policy = gate_of(visit.request).policy
    return Go("/login", partial(take_cookie, request=visit.request, name=SESSION, policy=policy))


def _days(fields: FormData) -> int | None:
    said = str(fields.get("days", "")).strip()
    if not said:
        return None
    if not said.isdigit() or not 1 <= int(said) <= 3650:
        raise HTTPException(400, "A token lasts 1 to 3650 days, or until it is revoked")
    return int(said)


def _now(visit: Visit) -> str:
    return visit.site.now().strftime("%Y-%m-%dT%H:%M:%SZ")
