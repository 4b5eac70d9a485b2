"""The files that a browser needs: our own, and those of pinned packages. Nothing comes from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from veille.serve.web import charts

router = APIRouter(include_in_schema=False)
_OWN = ("veille.css", "veille.js", "reader.js", "icon.svg")
#: name -> the package that carries the file, and where in it
_BROUGHT = {"htmx.js": ("django-js-lib-htmx", "js_lib_htmx/static/htmx/htmx.min.js")}
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=32)
def content(name: str) -> bytes | None:
    """The bytes of a file for the browser; `None` for a name that is none."""
    if name == "vega.js":
        return charts.engine()
    if name in _OWN:
        return (files("veille.serve.web") / "static" / name).read_bytes()
    if name in _BROUGHT:
        package, place = _BROUGHT[name]
        return Path(str(distribution(package).locate_file(place))).read_bytes()
    return None


@lru_cache(maxsize=32)
def address(name: str) -> str:
    """Where a file is served: its address changes with its bytes, so that browsers may keep it."""
    if name == "vega.js":  # making it takes seconds, which its version spares
        return f"/static/{name}?v={version('vl-convert-python')}"
    return f"/static/{name}?v={sha256(content(name) or b'').hexdigest()[:12]}"


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """A file for the browser."""
    found = content(name)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": _FOREVER if "v" in request.query_params else "no-cache"}
    return Response(found, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon, for browsers that ask for it by this name."""
    return Response(content("icon.svg"), media_type=_TYPES["svg"], headers={"Cache-Control": "max-age=86400"})
