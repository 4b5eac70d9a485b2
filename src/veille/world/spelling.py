"""How names of places are compared: one apostrophe, one hyphen, one space; accents when asked."""

from __future__ import annotations

import unicodedata

#: typographic signs of the press and the plain ones they stand for, one code point each
PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})


def plain(name: str) -> str:
    """`name` in NFC with plain apostrophes, hyphens and single spaces; case and accents kept.

    >>> plain("Côte d’Ivoire")
    "Côte d'Ivoire"
    """
    return " ".join(unicodedata.normalize("NFC", name).translate(PLAIN).split())


def unaccented(name: str) -> str:
    """`name` without its accents, case kept.

    >>> unaccented("Émirats")
    'Emirats'
    """
    marks = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(sign for sign in marks if not unicodedata.combining(sign)))


def folded(name: str) -> str:
    """`name` plain, without accents, its hyphens as spaces: what two spellings of it share. Case is kept.

    >>> folded("Guinée‑Bissau")
    'Guinee Bissau'
    """
    return " ".join(unaccented(plain(name)).replace("-", " ").split())
