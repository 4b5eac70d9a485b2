"""Whose word a mention is: nothing that is reported may come out in the outlet's own voice."""

from __future__ import annotations

import pytest

from conftest import parties, reading

#: language, text, kind, who acts, status, the cue that attributes it (None: the outlet's own word)
ROWS: list[tuple[str, str, str, tuple[str, ...], str, str | None]] = [
    # a conjunct that shares the reported clause's auxiliary is reported too
    ("en", "The minister said that Norway would ban Russian ships from its ports, and cut off gas supplies to the east.", "sanction", ("NOR",), "future", "said"),
    ("en", "A spokesman said the Peruvian army had shelled Arica, killed two soldiers and burned the town hall.", "attack", ("PER",), "happened", "said"),
    ("en", "Chile invaded in March, the president told lawmakers, and seized three towns.", "coercion", ("CHL",), "happened", "told"),
    # one that cannot share it is the speaker's own deed
    ("en", "Kenya's foreign minister said Uganda would close its embassy, and expelled three diplomats last week.", "sanction", ("KEN",), "happened", None),
    ("en", "Kenya said its men had acted lawfully and accused Uganda of lying.", "accusation", ("KEN",), "happened", None),
    # speech inserted in mid-sentence
    ("fr", "Les troupes péruviennes, a déclaré le ministre, ont attaqué le port d'Arica.", "attack", ("PER",), "happened", "déclaré"),
    ("fr", "Le Pérou, a déclaré le ministre chilien, a bombardé Arica lundi et tué deux soldats.", "attack", ("PER",), "happened", "déclaré"),
    ("fr", "Le Chili a attaqué deux villages, a-t-il déclaré, et fermé la frontière avec le Pérou.", "coercion", ("CHL",), "happened", "déclaré"),
    ("en", "Peruvian troops, the minister said on Monday, attacked the port of Arica.", "attack", ("PER",), "happened", "said"),
    # an apposition or a deed between commas is none
    ("fr", "Le général péruvien, rentré lundi, a attaqué le port d'Arica.", "attack", ("PER",), "happened", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "actors", "status", "cue"), ROWS)
def test_whose_word_it_is(
    language: str, text: str, kind: str, actors: tuple[str, ...], status: str, cue: str | None
) -> None:
    found = [m for m in reading(text, language).mentions if m.kind == kind]
    told = {(parties(m.slots.get("actor", ())), m.status, m.attribution and m.attribution.cue.said) for m in found}
    assert told == {(actors, status, cue)}
