"""JSON answers with the tag that tells whether anything changed."""

from __future__ import annotations

import json
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response

from veille.serve.rows import plain
from veille.serve.tags import is_known

#: readers ask again each time, and are told in one line when nothing changed
_CACHING = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}


def answer(request: Request, content: object, *, status: int = 200, following: str | None = None) -> Response:
    """The content as JSON with its ETag, or 304 for who has it already; a link to the page that follows when there is one."""
    body = json.dumps(plain(content), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {**_CACHING, "ETag": f'"{sha256(body).hexdigest()[:32]}"'}
    if following is not None:
        headers["Link"] = f'<{_following(request, following)}>; rel="next"'
    if status == 200 and is_known(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers=headers, media_type="application/json")


def _following(request: Request, cursor: str) -> str:
    """The address of this list from a cursor on."""
    kept = [(name, value) for name, value in parse_qsl(request.url.query) if name != "after"]
    return f"{request.url.path}?{urlencode([*kept, ('after', cursor)])}"
