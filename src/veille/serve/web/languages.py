"""The languages of the interface: English in the sources, others in catalogues that Babel extracts and reads.

Catalogues are read as they are written (`locales/fr/LC_MESSAGES/veille.po`): nothing is to be compiled.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

#: code -> what its speakers call it
LANGUAGES = {"en": "English", "fr": "Français"}


def mark(message: str) -> str:
    """The message as it is, marked for extraction; templates translate it."""
    return message


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """What turns the messages of the sources into a language."""
    place = files("veille.serve.web") / "locales" / language / "LC_MESSAGES" / "veille.po"
    if not place.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with place.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def preferred(wanted: Iterable[str], default: str) -> str:
    """The first language that is asked for and there is.

    >>> preferred(["de", "fr-CA", "en"], "en")
    'fr'
    """
    found = (tag.strip().partition(";")[0].partition("-")[0].lower() for tag in wanted)
    return next((code for code in found if code in LANGUAGES), default)
