"""The users of the record, for those who manage them."""

from __future__ import annotations

from starlette.datastructures import FormData

from veille.errors import AccountError
from veille.serve.access import gate_of, visitor_of
from veille.serve.access.naming import checked_name, checked_role
from veille.serve.access.passwords import checked_password
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Go, Page, Section
from veille.serve.web.visit import Visit
from veille.store.accounts import ROLES, User

SECTION = Section()


@SECTION.page("/users")
def users(visit: Visit) -> Page:
    """All users, with forms to change them."""
    return _page(visit)


@SECTION.form("/users")
def add(visit: Visit, fields: FormData) -> Page | Go:
    """Add a user; the form again, with what is wrong."""
    now = visit.site.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        name, role = checked_name(str(fields.get("name", ""))), checked_role(str(fields.get("role", "reader")))
        password = gate_of(visit.request).passwords.hashed(checked_password(str(fields.get("password", "")), name))
        visit.store.accounts.add_user(User(name, role, now, now), password)
    except AccountError as error:
        return _page(visit, error)
    return Go("/users")


@SECTION.form("/users/{ident}/role")
def change_role(visit: Visit, fields: FormData) -> Page | Go:
    """Give another user another role."""
    _not_oneself(visit)
    visit.store.accounts.set_role(visit.ident, checked_role(str(fields.get("role", ""))))
    return Go("/users")


@SECTION.form("/users/{ident}/remove")
def remove(visit: Visit, fields: FormData) -> Page | Go:
    """Remove another user."""
    _not_oneself(visit)
    visit.store.accounts.remove_user(visit.ident)
    return Go("/users")


def _not_oneself(visit: Visit) -> None:
    """So that somebody is left who can manage users."""
    if visitor_of(visit.request).name == visit.ident:
        raise AccountError(visit.ident, "this is you", "let another admin do it")


def _page(visit: Visit, error: AccountError | None = None) -> Page:
    rows = visit.store.accounts.users()
    values = {"roles": ROLES, "error": error}
    return Page("users.html", _("Users"), rows, values, status=409 if error else 200)
