"""One seam for all pages: a function gives a `Page`; it is served as HTML, and its rows at the same address with `.json` and `.csv`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from veille.serve.access import posted
from veille.serve.rows import csv_text, plain
from veille.serve.web.charts import INKS, Chart, picture, specification
from veille.serve.web.rendering import rendered
from veille.serve.web.visit import TWINS, Visit, visit_of

SCHEMA = "veille/page/1"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `rows` are what its twins give; `values` go to the template too; `next` is the cursor of what follows.

    `extra` stands beside the rows in the JSON twin. `table` are the rows of the CSV twin where they are others.
    A page that says nothing of the record is `bare`: it has no twins.
    """

    template: str
    title: str
    rows: Sequence[object] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    next: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    table: Sequence[object] | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Nav:
    """A section's place in the navigation. `group` is "" or the heading that it stands under."""

    label: str
    path: str
    order: int


@dataclass(frozen=True, slots=True)
class Go:
    """Where the browser goes instead, when a form is done with; `end` is for what else the answer must do."""

    address: str
    end: Callable[[Response], None] = lambda response: None


Handler = Callable[[Visit], Page | Go]
FormHandler = Callable[[Visit, FormData], Page | Go]
Drawer = Callable[[Visit], Chart]


class Section:
    """The pages of one module, and their entry in the navigation when they have one."""

    def __init__(self, nav: Nav | None = None) -> None:
        self.nav = nav
        self.router = APIRouter(include_in_schema=False)

    def page(self, path: str, *, twins: Sequence[str] = TWINS) -> Callable[[Handler], Handler]:
        """Serve a handler at `path`, `path`.json and `path`.csv."""

        def register(handler: Handler) -> Handler:
            def endpoint(visit: Annotated[Visit, Depends(visit_of)]) -> Response:
                return _answered(visit, handler(visit))

            stem = "/index" if path == "/" else path
            for place in (*(f"{stem}{twin}" for twin in twins), path):  # an id in the path would swallow the endings
                self.router.add_api_route(place, endpoint, methods=["GET"], response_model=None)
            return handler

        return register

    def form(self, path: str) -> Callable[[FormHandler], FormHandler]:
        """Take a form that is sent to `path`; the guard has made sure that it is ours, from somebody who may send it."""

        def register(handler: FormHandler) -> FormHandler:
            def endpoint(
                visit: Annotated[Visit, Depends(visit_of)], fields: Annotated[FormData, Depends(posted)]
            ) -> Response:
                return _answered(visit, handler(visit, fields))

            self.router.add_api_route(path, endpoint, methods=["POST"], response_model=None)
            return handler

        return register

    def chart(self, path: str) -> Callable[[Drawer], Drawer]:
        """Serve a chart at `path`.svg and `path`.vl.json (`theme`, `width`), and its rows at `path`.json and `path`.csv."""

        def register(drawer: Drawer) -> Drawer:
            def endpoint(visit: Annotated[Visit, Depends(visit_of)]) -> Response:
                return drawn(visit, drawer(visit))

            for ending in (".svg", ".vl.json", *TWINS):
                self.router.add_api_route(f"{path}{ending}", endpoint, methods=["GET"], response_model=None)
            return drawer

        return register


def _answered(visit: Visit, done: Page | Go) -> Response:
    if isinstance(done, Page):
        return answer(visit, done)
    response = RedirectResponse(done.address, status_code=303)
    done.end(response)
    return response


def drawn(visit: Visit, chart: Chart) -> Response:
    """A chart in the form that is asked for."""
    path, theme = visit.request.url.path, visit.get("theme") or "light"
    said = visit.get("width") or "900"
    width = int(said) if said.isascii() and said.isdigit() and 200 <= int(said) <= 3000 else 900
    theme = theme if theme in INKS else "light"
    kept = {"Cache-Control": "private, max-age=60"}
    if path.endswith(".svg"):
        return Response(picture(chart, theme, width, visit.language), media_type="image/svg+xml", headers=kept)
    if path.endswith(".vl.json"):
        return Response(
            json.dumps(specification(chart, theme, width, visit.language)), media_type="application/json", headers=kept
        )
    return answer(visit, Page("", "", chart.rows))


def answer(visit: Visit, page: Page) -> Response:
    """The response in the form that is asked for."""
    if visit.form == "csv":
        response = Response(csv_text(page.rows if page.table is None else page.table), page.status, media_type="text/csv; charset=utf-8")
    elif visit.form == "json":
        response = Response(_json(visit, page), page.status, media_type="application/json")
    else:
        response = Response(rendered(visit, page), page.status, media_type="text/html; charset=utf-8")
        response.headers["Vary"] = "Cookie, Accept-Language"
        for name, value in page.cookies.items():
            secure = visit.request.url.scheme == "https"
            response.set_cookie(name, value, 365 * 86400, secure=secure, httponly=True, samesite="lax")
    response.headers.update(page.headers)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _json(visit: Visit, page: Page) -> str:
    asked: dict[str, Any] = {n: v for n, v in plain(visit.asked).items() if v not in (None, [], False)}
    told = {"schema": SCHEMA, "page": visit.path, "asked": asked, **plain(page.extra)}
    return json.dumps({**told, "rows": plain(page.rows), "next": page.next}, ensure_ascii=False)
