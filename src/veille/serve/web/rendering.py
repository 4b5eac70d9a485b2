"""Templates: one environment a language, filters for days, sums and words of the record, and what every page has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from veille.model import Mention
from veille.ontology import load_kinds
from veille.serve.access import proof_of, visitor_of
from veille.serve.quads import quad_of
from veille.serve.site import site_of
from veille.serve.web import browser, links
from veille.serve.web.languages import LANGUAGES, translations
from veille.serve.web.preferences import THEMES, language_of, theme_of
from veille.serve.web.words import TABLES, kind_label
from veille.store.words import fold
from veille.values import Span

if TYPE_CHECKING:
    from veille.serve.web.failures import Failure
    from veille.serve.web.page import Nav, Page
    from veille.serve.web.visit import Visit

_TEMPLATES = str(files("veille.serve.web") / "templates")


def rendered(visit: Visit, page: Page) -> str:
    """The page as HTML."""
    template = environment(visit.language).get_template(page.template)
    return template.render(visit=visit, page=page, rows=page.rows, **_common(visit.request), **page.values)


def rendered_failure(request: Request, failure: Failure) -> str:
    """What went wrong as a page."""
    template = environment(language_of(request)).get_template("failure.html")
    return template.render(visit=None, page=None, failure=failure, **_common(request))


def _common(request: Request) -> Mapping[str, object]:
    return {
        "request": request,
        "visitor": visitor_of(request),
        "proof": lambda: proof_of(request),
        "settings": site_of(request).settings,
        "language": language_of(request),
        "languages": LANGUAGES,
        "theme": theme_of(request),
        "themes": THEMES,
        "nav": _nav(),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    }


@lru_cache(maxsize=1)
def _nav() -> tuple[Nav, ...]:
    from veille.serve.web.pages import SECTIONS  # pages render through this module

    return tuple(sorted((s.nav for s in SECTIONS if s.nav), key=lambda n: n.order))


def has_page(path: str) -> bool:
    """Whether there is a page at a path, such as "/article/{ident}"."""
    from veille.serve.web.pages import SECTIONS  # pages render through this module

    return any(getattr(route, "path", "") == path for s in SECTIONS for route in s.router.routes)


@lru_cache(maxsize=4)
def environment(language: str) -> Environment:
    """The templates in a language. What a record holds is escaped, wherever it stands."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": browser.address, "has": has_page, "links": links, "all_kinds": tuple(load_kinds())}
    made.filters |= _filters(language)
    return made


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    return {
        "word": lambda value, table: word(value, table, language),
        "kind": lambda kind: kind_label(kind, language),
        "quad": lambda kind: (quad_of(kind) or "none").replace(" ", "-"),
        "day": lambda day: said_day(day, language),
        "moment": lambda moment: said_moment(moment, language),
        "pieces": pieces,
        "found": found,
        "number": lambda number: format_decimal(number, locale=language),
        "percent": lambda number: format_percent(number, locale=language),
        "sum": lambda value, currency: said_sum(value, currency, language),
        "names": lambda names: Markup(", ").join(names),
    }


def word(value: str, table: str, language: str) -> str:
    """A word of the record in a language; as it is when the table does not know it.

    >>> word("passed", "state", "fr"), word("somehow", "state", "fr")
    ('passé, issue inconnue', 'somehow')
    """
    return translations(language).ugettext(TABLES[table][value]) if value in TABLES[table] else value


def said_day(day: str | None, language: str) -> str:
    """A day as a language writes it; what is no whole day as it is.

    >>> said_day("2025-08-06", "fr"), said_day("2025-08", "en")
    ('6 août 2025', '2025-08')
    """
    try:
        found = date.fromisoformat((day or "")[:10])
    except ValueError:
        return day or ""
    return format_date(found, "d MMM y", locale=language)


def said_moment(moment: str, language: str) -> str:
    """A day, or a day and time in UTC.

    >>> said_moment("2025-08-06T09:30:00Z", "en")
    '6 Aug 2025, 09:30 UTC'
    """
    return said_day(moment, language) + (f", {moment[11:16]} UTC" if len(moment) > 10 else "")


def pieces(mention: Mention) -> list[tuple[str, str]]:
    """A mention's sentence in pieces, each with what it is: "trigger", "slot", "cue" or nothing. Overlaps go to the first of these."""
    sentence = mention.evidence
    sorts = [""] * len(sentence.said)
    cues = [mention.attribution.cue] if mention.attribution else []
    slots = [value if isinstance(value, Span) else value.span for values in mention.slots.values() for value in values]
    for sort, spans in (("cue", cues), ("slot", slots), ("trigger", [mention.trigger])):
        for span in spans:
            for at in range(max(span.start, sentence.start), min(span.end, sentence.end)):
                sorts[at - sentence.start] = sort
    found: list[tuple[str, str]] = []
    for sort, group in groupby(zip(sentence.said, sorts, strict=True), lambda pair: pair[1]):
        found.append(("".join(character for character, _ in group), sort))
    return found


def found(text: str, words: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is a word that was searched for, or begins like one.

    >>> found("Deux sous-marins à Kiev", "kiev SOUS")
    [('Deux ', False), ('sous', True), ('-marins à ', False), ('Kiev', True)]
    """
    sought = fold(words)

    def is_sought(word: str) -> bool:
        folded = fold(word)
        return bool(folded) and any(folded[0].startswith(one) for one in sought)

    runs = groupby(re.findall(r"\w+|\W+", text), key=is_sought)
    return [("".join(pieces), hit) for hit, pieces in runs]


def said_sum(value: Decimal, currency: str, language: str) -> str:
    """A sum in whole units with its currency's code, which no two currencies share.

    >>> said_sum(Decimal("500000000"), "USD", "en")
    '500,000,000 USD'
    """
    return f"{format_decimal(value, '#,##0', locale=language)} {currency}"
