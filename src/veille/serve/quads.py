"""The four classes of PLOVER's types, from words of peace to deeds of war."""

from __future__ import annotations

from functools import lru_cache

from veille.ontology import load_kinds

#: class -> PLOVER types
QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@lru_cache(maxsize=64)
def quad_of(kind: str) -> str | None:
    """The class of a kind's PLOVER type; `None` for a kind without one (a toll, a position).

    >>> quad_of("attack"), quad_of("visit"), quad_of("toll")
    ('material conflict', 'verbal cooperation', None)
    """
    found = load_kinds().get(kind)
    return next((name for name, types in QUADS.items() if found and found.plover in types), None)
