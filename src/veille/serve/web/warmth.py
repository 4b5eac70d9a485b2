"""What every page needs, loaded once before the first: a crowd of first readers would each load it by themselves, all at once."""

from __future__ import annotations

from datetime import date

from veille.ontology import load_kinds
from veille.serve.rates import currencies
from veille.serve.web.languages import LANGUAGES
from veille.serve.web.rendering import environment, said_day


def warm() -> None:
    """Load kinds, catalogues, templates, words of dates and the table of rates; takes about a second the first time, none after it."""
    load_kinds()
    for language in LANGUAGES:
        templates = environment(language)
        for name in templates.list_templates():
            templates.get_template(name)
        said_day(date.min.isoformat(), language)
    currencies()
