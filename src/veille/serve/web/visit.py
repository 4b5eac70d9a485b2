"""A request as pages see it: what is asked of which record, in whose language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import Request

from veille.serve.asked import Asked
from veille.serve.site import Site, site_of
from veille.serve.wanted import asked_from
from veille.serve.web.preferences import language_of, theme_of
from veille.store.base import Store

#: parameters that go along from page to page: the day as of which the record is looked at
CARRIED = ("as_of", "read_by")
#: parameters that choose a part of the record
FILTERS = (
    *("stage", "donor", "recipient", "currency"),
    *("kind", "actor", "place", "source", "story", "since", "until", "as_of", "read_by", "q", "review"),
)
TWINS = (".json", ".csv")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request: `asked` is what its address asks for, `ident` the id in its path, `form` "html", "json" or "csv"."""

    request: Request
    site: Site
    language: str
    theme: str
    asked: Asked
    form: str

    @property
    def store(self) -> Store:
        """The record."""
        return self.site.store

    @property
    def ident(self) -> str:
        """The id that the path names."""
        return str(self.request.path_params["ident"])

    @property
    def path(self) -> str:
        """The page's own path, without the ending of a twin."""
        return self.request.url.path.removesuffix(f".{self.form}")

    def get(self, name: str) -> str | None:
        """A parameter of the address; `None` when it is empty or not there."""
        return (self.request.query_params.get(name) or "").strip() or None

    def address(self, path: str | None = None, **changed: str | Sequence[str] | None) -> str:
        """The address of this page with other parameters (`None` leaves one out); of another page, with those that go along."""
        given = self.request.query_params.multi_items()
        kept = [(n, v) for n, v in given if v and n not in changed and (path is None or n in CARRIED)]
        asked = urlencode([*kept, *((n, v) for n, v in changed.items() if v)], doseq=True)
        return f"{path or self.path}{'?' if asked else ''}{asked}"

    def filters(self) -> dict[str, list[str]]:
        """The filters in force, by name."""
        return {n: self.request.query_params.getlist(n) for n in FILTERS if self.get(n)}

    def own(self, names: Sequence[str], more: Mapping[str, str]) -> dict[str, Sequence[str]]:
        """These parameters as they stand in the address, and further ones: what another address of the same part of the record needs."""
        given = {n: self.request.query_params.getlist(n) for n in names if self.get(n)}
        return {**given, **{name: [value] for name, value in more.items()}}

    def chips(self) -> list[tuple[str, str, str]]:
        """The filters in force: name, value and the address without it."""
        items = [(n, v) for n, v in self.request.query_params.multi_items() if v.strip()]
        found = []
        for number, (name, value) in enumerate(items):
            if name in FILTERS:
                kept = [item for other, item in enumerate(items) if other != number and item[0] != "after"]
                found.append((name, value, f"{self.path}{'?' if kept else ''}{urlencode(kept)}"))
        return found

    def twin(self, form: str) -> str:
        """The address of the same as JSON or CSV."""
        asked = self.request.url.query
        return f"{'/index' if self.path == '/' else self.path}.{form}{'?' if asked else ''}{asked}"


def visit_of(request: Request) -> Visit:
    """The visit that a request is. Raises QueryError for parameters that make no sense."""
    site = site_of(request)
    language = language_of(request)
    asked = asked_from(
        request.query_params,
        today=site.today,
        language=language,
        rows=site.settings.page_rows,
        most=site.settings.most_rows,
    )
    if site.settings.as_of and "as_of" not in request.query_params and not asked.read_by:
        asked = replace(asked, as_of=site.settings.as_of)
    return Visit(request, site, language, theme_of(request), asked, form_of(request.url.path))


def form_of(path: str) -> str:
    """What a path asks for: "json" or "csv" by its ending, else "html"."""
    return next((twin[1:] for twin in TWINS if path.endswith(twin)), "html")


def link(path: str, parameters: Mapping[str, str | None]) -> str:
    """An address with those of the parameters that have a value."""
    asked = urlencode([(n, v) for n, v in parameters.items() if v])
    return f"{path}{'?' if asked else ''}{asked}"
