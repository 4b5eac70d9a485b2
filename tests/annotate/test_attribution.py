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


#: language, text, (who, cue, what) of every attribution that is shown
SHOWN: list[tuple[str, str, list[tuple[str | None, str, str]]]] = [
    ("en", "The talks failed, according to the minister.", [("minister", "according to", "The talks failed")]),
    ("en", '"We waited," said Ada Moreau, 34, who sells bread. "Nobody came to help us."', [("Ada Moreau", "said", "We waited"), ("Ada Moreau", "said", "Nobody came to help us")]),
    ("en", "The road, the minister said, was mined from end to end.", [("minister", "said", "The road"), ("minister", "said", "was mined from end to end")]),
    ("en", "The army said forty men died, a figure that nobody could verify.", [("army", "said", "forty men died")]),
    ("en", "Families were told to leave.", []),
    ("en", "The minister said nothing about the raid.", []),
    ("fr", "À en croire le ministre, la route est minée.", [("ministre", "À en croire", "la route est minée")]),
    ("fr", "Douze soldats auraient été tués près du fleuve.", [(None, "auraient", "Douze soldats auraient été tués près du fleuve")]),
    ("fr", "Sans ce pont, la ville serait coupée du monde.", []),
    ("fr", "« Qui a tiré sur le pont ? », a demandé le ministre.", [("ministre", "demandé", "Qui a tiré sur le pont ?")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SHOWN)
def test_what_is_shown_as_attributed(language: str, text: str, expected: list[tuple[str | None, str, str]]) -> None:
    shown = reading(text, language).annotations.attributions
    assert [(a.source_span and a.source_span.said, a.cue.said, a.content and a.content.said) for a in shown] == expected
