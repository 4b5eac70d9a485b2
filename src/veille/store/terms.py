"""What mentions and events are found by: names, ids and countries, written one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from veille.model import Mention, Value
from veille.store.words import fold
from veille.values import Entity, Place

#: slot -> the facet under which its values are found
FACETS = {"actor": "actor", "recipient": "actor", "host": "actor", "place": "place"}

#: in which roles an entity is in an event
ROLES = ("actor", "recipient", "source")


def term(text: str) -> str:
    """A name, id or country code as it is looked up: without case, accents and punctuation.

    >>> term("L'Élysée"), term("country:RUS")
    ('l elysee', 'country rus')
    """
    return " ".join(fold(text))


def terms_of(mention: Mention) -> set[tuple[str, str]]:
    """Facet and term of everything that a mention is found by."""
    found = {
        (FACETS[slot], said) for slot, values in mention.slots.items() if slot in FACETS for said in _terms(values)
    }
    source = mention.attribution.source if mention.attribution else None
    return found | {("source", said) for said in _terms([source] if source else [])}


def _terms(values: Iterable[Value]) -> Iterator[str]:
    for value in values:
        names: tuple[str | None, ...] = ()
        if isinstance(value, Entity):
            names = (value.id, value.name, value.country, value.organisation)
        elif isinstance(value, Place):
            names = (value.name, value.country, str(value.geonames) if value.geonames else None)
        yield from (said for name in names if name and (said := term(name)))


def actors_of(mention: Mention) -> Iterator[tuple[str, Entity]]:
    """Role ("actor", "recipient", "source") and entity of everyone who takes part in a mention or speaks in it."""
    for role in ("actor", "recipient"):
        for value in mention.slots.get(role, ()):
            if isinstance(value, Entity):
                yield role, value
    if mention.attribution and mention.attribution.source:
        yield "source", mention.attribution.source
