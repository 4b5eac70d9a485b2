"""Short articles as a record files them, for the tests of joining."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from conftest import reading
from veille.model import Mention
from veille.record import Filed

#: (day, language, text): two nights on one city, one deadline in two languages, packages of several donors
DISPATCHES = (
    ("2025-07-14", "en", "Donald Trump gave Russia 50 days on Monday to end the war in Ukraine."),
    (
        "2025-07-14",
        "fr",
        "Donald Trump a donné lundi cinquante jours à la Russie pour mettre fin à la guerre en Ukraine.",
    ),
    ("2025-07-21", "en", "Russia attacked Kyiv overnight with 426 drones, killing one person, officials said."),
    (
        "2025-07-21",
        "fr",
        "La Russie a attaqué Kiev dans la nuit avec 426 drones, tuant deux personnes, selon les autorités.",
    ),
    ("2025-07-23", "en", "Russia attacked Kyiv overnight with 71 drones, wounding four people, officials said."),
    ("2025-08-05", "fr", "Les Pays-Bas ont promis lundi 500 millions d'euros d'armes américaines à l'Ukraine."),
    ("2025-08-05", "en", "The Netherlands pledged 500 million euros to Ukraine on Monday."),
    (
        "2025-08-05",
        "en",
        "Denmark, Norway and Sweden pledged 500 million dollars to Ukraine. Sweden promised 275 million dollars to Ukraine.",
    ),
    ("2025-08-13", "en", "Germany pledged 500 million dollars to Ukraine."),
    ("2025-08-25", "en", "Germany pledged a second package of 500 million dollars to Ukraine."),
    ("2025-08-06", "en", "Steve Witkoff met Vladimir Putin in Moscow on Wednesday."),
    ("2025-08-06", "fr", "Steve Witkoff a rencontré mercredi Vladimir Poutine à Moscou."),
)


@lru_cache(maxsize=256)
def filed(day: str, language: str, text: str, page: str = "", version: int = 1) -> Filed:
    """An article with its mentions; without a page of its own each text is a page."""
    found = reading(text, language, day)
    return Filed(found.article, found.mentions, page or text, "0" * 64, "test", f"{day}T12:00:00Z", "test", version)


@lru_cache(maxsize=1)
def dispatches() -> tuple[Filed, ...]:
    """All of them."""
    return tuple(filed(*row) for row in DISPATCHES)


def mentions(rows: tuple[Filed, ...], kind: str | None = None) -> list[Mention]:
    """The mentions of these articles, of one kind when given."""
    return [m for f in rows for m in f.mentions if kind in (None, m.kind)]


def site(one: Filed, name: str) -> Filed:
    """The article as another outlet's."""
    return replace(one, article=replace(one.article, site=name))
