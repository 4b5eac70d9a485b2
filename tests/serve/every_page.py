"""Every address that an application answers, found from its routes: whoever adds a page has it tested with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fastapi import FastAPI

from veille.serve.exports import FORMATS

#: in other tests: files for browsers, what changes a reader's choices, what programs ask
LEFT_OUT = re.compile(r"/static/|/favicon|/prefer|/openapi|/api/")
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


def routes(app: FastAPI) -> list[tuple[str, frozenset[str]]]:
    """The paths of an application with their methods."""
    return sorted(set(_walked(app.routes, "")))


def _walked(found: list[object], prefix: str) -> Iterator[tuple[str, frozenset[str]]]:
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walked(inner.routes, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        elif hasattr(route, "path"):
            yield prefix + route.path, frozenset(getattr(route, "methods", None) or {"GET"})


def addresses(app: FastAPI, idents: Mapping[str, str]) -> list[str]:
    """Every address to be got, with ids put in by the path's first word ("event", "article", "story" ...)."""
    found = []
    for path, methods in routes(app):
        if "GET" in methods and not LEFT_OUT.search(path):
            word = path.strip("/").partition("/")[0].partition(".")[0]
            needs = _PARAMETER.findall(path)
            if not needs:
                found.append(path)
            elif path == "/export/{name}":
                found += [f"/export/{made.name}{made.ending}" for made in FORMATS.values()]
            elif word in idents and len(needs) == 1:
                found.append(_PARAMETER.sub(idents[word], path))
            else:
                raise AssertionError(f"{path}: tell the tests which {needs} to ask for (tests/serve/every_page.py)")
    return found
