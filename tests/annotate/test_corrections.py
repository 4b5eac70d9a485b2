"""Which paragraphs are notices of correction, and which only speak of corrections."""

from __future__ import annotations

import pytest

from veille import read
from veille.annotate.corrections import find_corrections, is_correction


@pytest.mark.parametrize(
    ("said", "language", "is_one"),
    [
        ("Correction : le bilan est de douze morts, et non de vingt.", "fr", True),
        ("CORRECTION – Le ministre s'est exprimé lundi.", "fr", True),
        ("Erratum", "fr", True),
        ("Rectificatif. Le port visé est celui d'Izmaïl.", "fr", True),
        ("Mise à jour : une version précédente de cet article situait la frappe à Soumy.", "fr", True),
        ("Cet article a été modifié le 6 août à 10 heures.", "fr", True),
        ("(Cet article a été corrigé : le nom du village.)", "fr", True),
        ("NDLR : la citation a été complétée.", "fr", True),
        ("Une correction de la trajectoire budgétaire est attendue.", "fr", False),
        ("Correction budgétaire : le gouvernement renonce à deux mesures.", "fr", False),
        ("Précisions attendues lundi sur le cessez-le-feu.", "fr", False),
        ("Mise à jour : les combats ont repris à l'aube.", "fr", False),
        ("L'accord, dont une version précédente avait fuité, a été signé.", "fr", False),
        ("Correction: the strike hit Sumy, not Kharkiv.", "en", True),
        ("Clarification: the minister spoke on Monday.", "en", True),
        ("Editor’s note: the headline was changed.", "en", True),
        ("An earlier version of this article misstated the toll.", "en", True),
        ("This story has been corrected to show that 12 people died.", "en", True),
        ("Corrections: two names were misspelt.", "en", True),
        ("Correction officers went on strike.", "en", False),
        ("Moscow asked for a clarification: none came.", "en", False),
        ("An earlier version of the draft treaty named Crimea.", "en", False),
        ("The army corrected its fire.", "en", False),
    ],
)
def test_notices(said: str, language: str, is_one: bool) -> None:
    assert is_correction(said, language) == is_one


def test_the_notices_of_an_article() -> None:
    body = "Russia fired 40 drones at Odesa overnight, Ukraine said.\n\nThe port was closed for the day."
    notice = "Correction: an earlier version of this article said that 51 drones were fired."
    assert find_corrections(read(f"A night in Odesa\n\n3 March 2025\n\n{body}\n\n{notice}").article) == [notice]
    assert find_corrections(read(f"A night in Odesa\n\n3 March 2025\n\n{body}").article) == []


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("Correction: an earlier version of this article said that Peru would send 500 soldiers to Puno.", 1),
        ("The government then changed its mind: Peru will send 500 soldiers to Puno.", 2),
    ],
)
def test_what_a_notice_quotes_of_an_earlier_version_is_told_by_nobody(notice: str, told: int) -> None:
    page = f"Lima acts\n\n3 March 2025\n\nPeru will send 700 soldiers to Tacna, its prime minister said on Monday.\n\n{notice}"
    assert [m.kind for m in read(page).mentions] == ["deployment"] * told
