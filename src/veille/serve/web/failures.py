"""What went wrong, said as a page, or as problem+json where a program asks: what, where, and what to do about it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from veille.errors import AccountError, JudgementError, NotFound, QueryError, RecordBusy, VeilleError
from veille.serve.access.headers import HEADERS
from veille.serve.web.languages import mark as _
from veille.serve.web.rendering import rendered_failure
from veille.serve.web.visit import form_of

_LOG = logging.getLogger("veille.serve")
_STATUS = (
    (NotFound, 404),
    (QueryError, 400),
    (JudgementError, 409),
    (AccountError, 409),
    (RecordBusy, 503),
    (VeilleError, 500),
)
_TOLD = {
    400: _("This cannot be asked"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("There is no such page"),
    405: _("Not to be asked this way"),
    409: _("This cannot be kept"),
    413: _("Too large"),
    415: _("Not in this form"),
    421: _("Not the server for this name"),
    429: _("Too many requests"),
    500: _("Something broke"),
    503: _("The record is busy"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What a reader is told: `title` in their language, the rest as the error says it."""

    status: int
    title: str
    where: str = ""
    what: str = ""
    remedy: str = ""


def handle(app: FastAPI) -> None:
    """Register the handlers of errors."""
    app.add_exception_handler(VeilleError, _told)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)


def told(request: Request, error: Exception) -> Response:
    """An error of ours or of HTTP, in the form that is asked for."""
    return _http(request, error) if isinstance(error, HTTPException) else _told(request, error)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, VeilleError)
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    return failed(request, Failure(status, _title(status), error.where, error.what, error.remedy))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    response = failed(request, Failure(error.status_code, _title(error.status_code), what=said))
    response.headers.update(error.headers or {})
    return response


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    response = failed(request, Failure(500, _title(500), remedy=_("The server's log says more.")))
    response.headers.update(HEADERS)  # this one is sent from outside of the guard
    return response


def _title(status: int) -> str:
    return _TOLD.get(status) or HTTPStatus(status).phrase


def failed(request: Request, failure: Failure) -> Response:
    """The failure in the form that is asked for."""
    path = request.url.path
    if form_of(path) == "html" and not path.startswith("/api/"):
        return Response(rendered_failure(request, failure), failure.status, media_type="text/html; charset=utf-8")
    said = ": ".join(filter(None, (failure.where, failure.what)))
    detail = "; ".join(filter(None, (said, failure.remedy)))
    problem = {"type": "about:blank", "title": failure.title, "status": failure.status, "detail": detail}
    return Response(json.dumps(problem, ensure_ascii=False), failure.status, media_type="application/problem+json")
