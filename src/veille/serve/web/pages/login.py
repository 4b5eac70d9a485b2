"""Signing in and out."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from veille.serve.access import gate_of, visitor_of
from veille.serve.access.hosts import names_loopback
from veille.serve.access.visitor import SESSION, give_cookie, take_cookie
from veille.serve.web.languages import mark as _
from veille.serve.web.page import Go, Page, Section
from veille.serve.web.preferences import own_address
from veille.serve.web.visit import Visit

SECTION = Section()


@SECTION.page("/login", twins=())
def login(visit: Visit) -> Page | Go:
    """The form for signing in; whoever need not or did is taken on."""
    back = own_address(visit.get("back") or "/")
    if visitor_of(visit.request).role:
        return Go(back)
    return _form(visit.request, back)


@SECTION.form("/login")
def enter(visit: Visit, fields: FormData) -> Page | Go:
    """Begin a session and go where the visitor wanted to; the form again when name or password are wrong."""
    request, back = visit.request, own_address(str(fields.get("back") or "/"))
    gate = gate_of(request)
    if not gate.policy.sign_in:
        return Go(back)
    if not _is_encrypted(request):
        return _form(request, back, status=403)
    try:
        secret = gate.sign_in(request, str(fields.get("name", "")), str(fields.get("password", "")))
    except HTTPException as error:
        if error.status_code not in (401, 429):
            raise
        return _form(request, back, str(fields.get("name", "")), error)
    return Go(back, partial(give_cookie, request=request, name=SESSION, value=secret, policy=gate.policy))


@SECTION.form("/logout")
def leave(visit: Visit, fields: FormData) -> Go:
    """End the session."""
    gate = gate_of(visit.request)
    gate.sign_out(visit.request)
    return Go("/login", partial(take_cookie, request=visit.request, name=SESSION, policy=gate.policy))


def _is_encrypted(request: Request) -> bool:
    """Whether nobody on the way reads what is typed: https, or this machine. A proxy has to say that it was https."""
    return request.url.scheme == "https" or names_loopback(request.headers.get("host", ""))


def _form(request: Request, back: str, name: str = "", error: HTTPException | None = None, status: int = 200) -> Page:
    status, told = (error.status_code, dict(error.headers or {})) if error else (status, {})
    values = {
        "back": back,
        "said": name,
        "wrong": status == 401,
        "wait": -(-int(told.get("Retry-After", "0")) // 60),
        "encrypted": _is_encrypted(request),
    }
    headers = {"Cache-Control": "no-store", **told}
    return Page("login.html", _("Sign in"), (), values, status=status, headers=headers, bare=True)
