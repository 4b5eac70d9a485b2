"""What went wrong, as RFC 9457 has it: problem+json with a type, a title, a status and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from veille.errors import JudgementError, NotFound, QueryError, RecordBusy, VeilleError

MEDIA_TYPE = "application/problem+json"
#: what errors of the project mean over HTTP: the first that fits
_MEANS: tuple[tuple[type[VeilleError], int, str], ...] = (
    (NotFound, 404, "not-found"),
    (QueryError, 400, "bad-question"),
    (JudgementError, 409, "not-kept"),
    (RecordBusy, 503, "busy"),
    (VeilleError, 500, "broken"),
)


class Wrong(BaseModel):
    """What is wrong with one value: `at` names it, "query.limit" or "body.action"."""

    at: str
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="urn:veille:problem: and a word that programs can tell apart")
    title: str
    status: int
    detail: str
    instance: str = Field(description="the path that was asked")
    errors: list[Wrong] | None = Field(None, description="each value that is wrong, where that is the problem")


class ProblemRoute(APIRoute):
    """A route whose errors are problems."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with what it raises told as problem+json."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return _invalid(request, error)
            except HTTPException as error:
                name = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
                return problem(request, error.status_code, name, str(error.detail), headers=error.headers)
            except VeilleError as error:
                status, name = next((s, n) for kind, s, n in _MEANS if isinstance(error, kind))
                return problem(request, status, name, str(error))

        return told


def problem(
    request: Request,
    status: int,
    name: str,
    detail: str,
    errors: list[Wrong] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as a response."""
    told = Problem(
        type=f"urn:veille:problem:{name}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        errors=errors,
    )
    content = json.dumps(told.model_dump(exclude_none=True), ensure_ascii=False)
    return Response(content, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    wrong = [Wrong(at=".".join(map(str, one["loc"])), detail=str(one["msg"])) for one in error.errors()]
    detail = "; ".join(f"{one.at}: {one.detail}" for one in wrong)
    return problem(request, 422, "invalid", detail, wrong)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Responses with problems, for the API's description."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
