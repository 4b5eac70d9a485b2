"""The API for programs, under /api/v1: everything that is read from a record, judging it, and what changed since.

`router` is included in an app whose `app.state.site` is the Site; its errors are problem+json, its description OpenAPI 3.1.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.openapi.utils import get_openapi

from veille import __version__
from veille.serve.api import changes, judgements, lists, things
from veille.serve.api.answers import answer
from veille.serve.api.problems import Problem, ProblemRoute

PREFIX = "/api/v1"
router = APIRouter(prefix=PREFIX, route_class=ProblemRoute)
for part in (lists, things, judgements, changes):
    router.include_router(part.router)


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The API's description, OpenAPI 3.1."""
    found = get_openapi(
        title="Veille",
        version=__version__,
        openapi_version="3.1.0",
        description=(
            "What a record of Veille says: who threatened, pledged, claimed, demanded, met or struck whom, and which sentence says so. "
            "Lists are pages with cursors, answers have an ETag, errors are problem+json (RFC 9457)."
        ),
        routes=router.routes,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    known = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**known.pop("$defs", {}), "Problem": known}
    return found


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The API's description."""
    return answer(request, description())
