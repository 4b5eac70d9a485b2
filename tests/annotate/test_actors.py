"""Who acts and who is acted on: pairs, pronouns, offices, institutions and names that look like others."""

from __future__ import annotations

import pytest

from conftest import parties, reading

#: language, text, kind of the mention looked at, its actors, its recipients
ROWS: list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("en", "Envoys from Norway, Chile and Ghana gathered in Oslo on Tuesday.", "meeting", ("NOR", "CHL", "GHA"), ()),
    ("en", "Ghana's and Togo's presidents met in Accra.", "meeting", ("GHA", "TGO"), ()),
    ("fr", "Les ministres de l'Intérieur chilien et péruvien se sont rencontrés à Lima.", "meeting", ("CHL", "PER"), ()),
    ("fr", "Le ministre chilien a rencontré ses homologues péruvien, bolivien et argentin.", "meeting", ("CHL", "PER", "BOL", "ARG"), ()),
    ("fr", "Le Chili, le Pérou et la Bolivie ont condamné le putsch.", "accusation", ("CHL", "PER", "BOL"), ()),
    ("fr", "Lima, qui a perdu deux soldats lundi près de la frontière, a dépêché une frégate au large du Chili.", "deployment", ("PER",), ()),
    ("fr", "Lima, absente du sommet, a condamné les frappes chiliennes.", "accusation", ("PER",), ("CHL",)),
    ("en", "NATO's secretary-general travelled to Skopje on Monday.", "visit", ("NATO",), ()),
    ("fr", "Les chefs d'État et de gouvernement du G7 se parleront par visioconférence demain.", "call", ("G7",), ()),
    ("en", "The Security Council condemned the raid.", "accusation", ("UN Security Council",), ()),
    ("fr", "Le Haut Conseil de sécurité algérien a condamné le putsch.", "accusation", ("DZA",), ()),
    ("en", "Pakistan's National Security Council condemned the Indian raid.", "accusation", ("PAK",), ("IND",)),
    ("en", "Bosnian Serbs seized the hill. The Serbs shelled Sarajevo on Monday.", "attack", ("Bosnian Serbs",), ("BIH",)),
    ("fr", "L'Égypte a reçu l'émissaire. Elle a rejeté le plan soudanais.", "rejection", ("EGY",), ("SDN",)),
    ("fr", "Le président péruvien a quitté Lima. Ils ont rejeté le plan chilien.", "rejection", (), ("CHL",)),
    # whose a body is: said elsewhere in the article, or of the country where things happen
    ("en", "The Peruvian army withdrew on Monday. On Tuesday the army shelled Arica.", "attack", ("PER",), ()),
    ("en", "The Peruvian army and the Chilean army met. On Tuesday the army shelled a village.", "attack", ("army",), ()),
    ("en", "Officers seized power in Gabon in August. Prices have risen in Gabon since. The junta accused France of plotting.", "accusation", ("GAB",), ("FRA",)),
    ("fr", "Le putsch a eu lieu au Gabon, où tout est calme. Au Gabon, rien ne bouge. La junte a accusé la France de complot.", "accusation", ("GAB",), ("FRA",)),
    ("fr", "La junte a accusé la France de complot.", "accusation", ("junte",), ("FRA",)),
    # a pronoun stands for nobody of the other sex, whoever was the subject before
    ("en", "Chilean president Daniel Rojas met Peruvian minister Elena Ruiz. She condemned the raid.", "accusation", ("PER",), ()),
    ("en", "Peruvian minister Elena Ruiz received Chilean president Daniel Rojas. She condemned the raid.", "accusation", ("PER",), ()),
    ("fr", "Elena Ruiz, la ministre péruvienne de la Défense, est arrivée lundi. Elle a condamné le raid.", "accusation", ("PER",), ()),
    ("en", "A delegation sent by ASEAN and led by a former Thai minister arrived in Yangon.", "visit", ("ASEAN",), ()),
    ("en", "The regional bloc, ASEAN, condemned the coup in Myanmar.", "accusation", ("ASEAN",), ()),
    ("en", "In Kenya, which chairs the group, lawmakers urged Uganda to withdraw.", "demand", ("KEN",), ("UGA",)),
    ("fr", "Au Kenya, qui préside l'organisation, les députés ont exhorté l'Ouganda à se retirer.", "demand", ("KEN",), ("UGA",)),
    ("fr", "Bruxelles a condamné le putsch chilien.", "accusation", ("EU",), ("CHL",)),
    ("en", "Brussels, where Belgium's parliament sits, condemned the Chilean raid.", "accusation", ("BEL",), ("CHL",)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "actors", "recipients"), ROWS)
def test_who_acts(language: str, text: str, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    found = [m for m in reading(text, language).mentions if m.kind == kind]
    told = {(parties(m.slots.get("actor", ())), parties(m.slots.get("recipient", ()))) for m in found}
    if actors:
        assert (actors, recipients) in told
    else:  # nobody whom the pronoun could mean was named
        assert all(not named for named, _ in told)
