"""Page shapes in plain text: what is the article, and what is the site around it. All pages are ours."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from veille.reader import read_article
from veille.reader.dates import date_of_dateline, date_of_text


@dataclass(frozen=True)
class Shape:
    name: str
    page: str
    title: str | None
    body: tuple[str, ...]  # how each paragraph, quote or list item begins, in order
    byline: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    headings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()  # lines that must be among the furniture
    section: str | None = None
    kicker: str | None = None
    deck: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()
    language: str = "en"


A_EN = "The two governments signed a truce on Tuesday after nine hours of talks in the border town."
B_EN = "Under its terms, each army will pull its heavy guns back by twenty kilometres within a week."
C_EN = "A spokeswoman for the mediators said that observers would be in place before the month was out."
A_FR = (
    "Les deux gouvernements ont signé mardi une trêve au terme de neuf heures de pourparlers dans la ville frontalière."
)
B_FR = "Selon le texte, chaque armée reculera son artillerie lourde de vingt kilomètres en une semaine."
C_FR = "Une porte-parole des médiateurs a indiqué que des observateurs seraient déployés avant la fin du mois."

SHAPES = [
    Shape(
        "wire copy with dateline",
        f"URGENT\nTruce signed at the border, mediators say\n\nGENEVA, 3 May 2016 (Newswire) - {A_EN}\n\n{B_EN}\n\n{C_EN}\n\n(Reporting by Ann Lee; editing by Tom Ray)",
        "Truce signed at the border, mediators say",
        ("GENEVA, 3 May 2016", "Under its terms", "A spokeswoman"),
        kicker="URGENT",
        published="2016-05-03",
    ),
    Shape(
        "blog with comments",
        f"Home About Contact\n\nWhy this truce may hold\n\nPosted on 4 May 2016 by Maria\n\n{A_EN}\n\n{B_EN}\n\nShare this:\nTwitter\nFacebook\n\n2 thoughts on\n\nLeave a Reply\nYour email address will not be published.\nJohn says:\nI do not believe a word of this truce, and nobody in the town does either.\n\n© 2023 Border Notes",
        "Why this truce may hold",
        ("The two governments", "Under its terms"),
        published="2016-05-04",
        furniture=("Share this:", "Leave a Reply", "I do not believe a word of this truce, and nobody in the town does either.", "© 2023 Border Notes"),
    ),
    Shape(
        "doubled title and breadcrumb",
        f"Home » World » Truce signed at the border after long talks\n\nTruce signed at the border after long talks\n\nBy Ann Lee\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        byline=("Ann Lee",),
        section="World",
        furniture=("Home » World »",),
    ),
    Shape(
        "title with the site's name doubled",
        f"Truce signed at the border after long talks - The Border Post\n\nTruce signed at the border after long talks\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        site="The Border Post",
    ),
    Shape(
        "menu in lines",
        f"Home\nWorld\nPolitics\nSport\nCulture\nSign in\n\nTruce signed at the border after long talks\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        furniture=("World", "Sport", "Sign in"),
    ),
    Shape(
        "two authors, date and update",
        f"Truce signed at the border after long talks\n\nBy Ann Lee and Tom Ray\nPublished 3 May 2016 at 14:30\nUpdated 4 May 2016\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        byline=("Ann Lee", "Tom Ray"),
        published="2016-05-03T14:30",
        modified="2016-05-04",
    ),
    Shape(
        "byline and American date in one line",
        f"Truce signed at the border after long talks\n\nBy Ann Lee | May 3, 2016\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        byline=("Ann Lee",),
        published="2016-05-03",
    ),
    Shape(
        "deck as a sentence above the byline",
        f"Truce signed at the border after long talks\n\nMediators praise both sides, but the guns have not left yet.\n\nBy Ann Lee\n3 May 2016\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        byline=("Ann Lee",),
        published="2016-05-03",
        deck="Mediators praise both sides, but the guns have not left yet.",
    ),
    Shape(
        "paywalled stub",
        f"Truce signed at the border after long talks\n\n{A_EN}\n\nSubscribe to continue reading\nAlready a subscriber? Sign in\nCancel anytime.",
        "Truce signed at the border after long talks",
        ("The two governments",),
        furniture=("Subscribe to continue reading", "Already a subscriber? Sign in", "Cancel anytime."),
    ),
    Shape(
        "video page",
        f"Play video\nTruce signed at the border: watch the moment\n\n{A_EN}\n\nUp next\nFloods in the south\nThe week in pictures\n\n© 2020 channel.tv. All rights reserved.",
        "Truce signed at the border: watch the moment",
        ("The two governments",),
        site="channel.tv",
        furniture=("Play video", "Up next", "Floods in the south", "The week in pictures"),
    ),
    Shape(
        "AMP page with advertisements",
        f"View full version\n\nTruce signed at the border after long talks\n\n{A_EN}\n\nADVERTISEMENT\n\n{B_EN}\n\nStory continues below\n\n{C_EN}\n\nView the full site",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms", "A spokeswoman"),
        furniture=("ADVERTISEMENT", "Story continues below"),
    ),
    Shape(
        "live blog with time stamps",
        f"Live: truce at the border, the latest\n\n14:32\n{A_EN}\n\n14:05 GMT\n{B_EN}\n\n13h40\n{C_EN}",
        "Live: truce at the border, the latest",
        ("The two governments", "Under its terms", "A spokeswoman"),
        furniture=("14:32", "14:05 GMT", "13h40"),
    ),
    Shape(
        "hard-wrapped mail",
        "Truce signed at the border after long talks\n\nThe two governments signed a truce on Tuesday after nine hours of\ntalks in the border town, and the mediators called it a first step\ntowards peace in the whole valley.\n\nUnder its terms, each army will pull its heavy guns back by twenty\nkilometres within a week.",
        "Truce signed at the border after long talks",
        ("The two governments signed a truce on Tuesday after nine hours of talks in the border town, and", "Under its terms, each army will pull its heavy guns back by twenty kilometres"),
    ),
    Shape(
        "cookie wall and newsletter box",
        f"This site uses cookies to improve your experience. Read our cookie policy.\nAccept all\n\nTruce signed at the border after long talks\n\n{A_EN}\n\nSign up to our newsletter and get the best stories every morning.\nEnter your email\n\n{B_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        furniture=("Accept all", "Enter your email", "Sign up to our newsletter and get the best stories every morning."),
    ),
    Shape(
        "related titles in the middle",
        f"Truce signed at the border after long talks\n\n{A_EN}\n\nRead more: What the last truce was worth\n\n{B_EN}\n\nYou may also like\n\nA harvest without rain\nThe town that waits\n",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms"),
        furniture=("Read more: What the last truce was worth", "You may also like", "A harvest without rain", "The town that waits"),
    ),
    Shape(
        "headings, bullets, photo credit",
        f"Truce signed at the border after long talks\n\n{A_EN}\n\nPhoto: Jane Doe/Newswire\n\nWhat was agreed\n\n- The guns are pulled back by twenty kilometres.\n- Prisoners are freed within ten days.\n\n{C_EN}",
        "Truce signed at the border after long talks",
        ("The two governments", "The guns are", "Prisoners are", "A spokeswoman"),
        headings=("What was agreed",),
        captions=("Photo: Jane Doe/Newswire",),
    ),
    Shape(
        "only prose",
        f"{A_EN} {B_EN}\n\n{C_EN}",
        None,
        ("The two governments", "A spokeswoman"),
    ),
    Shape(
        "labelled export",
        f"Title: Truce signed at the border\nDate: 2016-05-03\nTags: truce, border, mediators\n\n{A_EN}\n\n{B_EN}",
        "Truce signed at the border",
        ("The two governments", "Under its terms"),
        published="2016-05-03",
        tags=("truce", "border", "mediators"),
    ),
    Shape(
        "teasers with sentences behind the article",
        f"Truce signed at the border after long talks\n\n{A_EN}\n\n{B_EN}\n\n{C_EN}\n\nMost read\n\nFloods kill six\nHeavy rain killed six people in the southern hills on Sunday.\n\n© 2021 post.example.com",
        "Truce signed at the border after long talks",
        ("The two governments", "Under its terms", "A spokeswoman"),
        furniture=("Heavy rain killed six people in the southern hills on Sunday.",),
        site="post.example.com",
    ),
    Shape(
        "dépêche",
        f"Une trêve signée à la frontière\n\nGENÈVE, 3 mai 2016 - {A_FR}\n\n{B_FR}\n\n{C_FR}",
        "Une trêve signée à la frontière",
        ("GENÈVE, 3 mai", "Selon le texte", "Une porte-parole"),
        published="2016-05-03",
        language="fr",
    ),
    Shape(
        "quotidien avec chapeau, signature et dates",
        f"Accueil > International\n\nUne trêve fragile signée à la frontière\n\nLes médiateurs saluent un premier pas, mais les canons sont toujours là.\n\nPar Anne Leblanc et Marc Petit\nPublié le 3 mai 2016 à 14h30, mis à jour le 4 mai 2016 à 9h05\n\nTemps de lecture : 3 min.\n\n{A_FR}\n\n{B_FR}",
        "Une trêve fragile signée à la frontière",
        ("Les deux gouvernements", "Selon le texte"),
        byline=("Anne Leblanc", "Marc Petit"),
        published="2016-05-03T14:30",
        modified="2016-05-04T09:05",
        deck="Les médiateurs saluent un premier pas, mais les canons sont toujours là.",
        furniture=("Temps de lecture : 3 min.",),
        language="fr",
    ),
    Shape(
        "article réservé",
        f"Une trêve fragile signée à la frontière\n\nArticle réservé aux abonnés\n\n{A_FR}\n\nIl vous reste 72.5% de cet article à lire. La suite est réservée aux abonnés.",
        "Une trêve fragile signée à la frontière",
        ("Les deux gouvernements",),
        furniture=("Article réservé aux abonnés", "Il vous reste 72.5% de cet article à lire. La suite est réservée aux abonnés."),
        language="fr",
    ),
    Shape(
        "blog français",
        f"Menu\n\nPourquoi cette trêve peut tenir\n\npar marie\n\n{A_FR}\n\n{B_FR}\n\nPartager :\nFacebook Twitter WhatsApp\n\nLaisser un commentaire\nVotre adresse e-mail ne sera pas publiée.\n\nCopyright © 2022 - carnets-frontiere.fr - Tous droits réservés",
        "Pourquoi cette trêve peut tenir",
        ("Les deux gouvernements", "Selon le texte"),
        byline=("marie",),
        site="carnets-frontiere.fr",
        furniture=("Menu", "Facebook Twitter WhatsApp", "Laisser un commentaire"),
        language="fr",
    ),
    Shape(
        "à lire aussi, intertitres et légende finale",
        f"Une trêve fragile signée à la frontière\n\n{A_FR}\n\nÀ lire aussi : Dix ans de guerre dans la vallée\n\nDes canons toujours en place\n\n{B_FR}\n\n{C_FR}\n\nLa ville frontalière, lundi, à la veille de la signature\n\nVous aimerez aussi\n\nUn été sans pluie\n\n© 2019 lavallee.fr",
        "Une trêve fragile signée à la frontière",
        ("Les deux gouvernements", "Selon le texte", "Une porte-parole"),
        headings=("Des canons toujours en place",),
        captions=("La ville frontalière, lundi, à la veille de la signature",),
        site="lavallee.fr",
        furniture=("À lire aussi : Dix ans de guerre dans la vallée", "Vous aimerez aussi", "Un été sans pluie"),
        language="fr",
    ),
    Shape(
        "direct",
        f"DIRECT. Trêve à la frontière : les dernières informations\n\n16h05\n{A_FR}\n\n15h40\n{B_FR}\n\nSuivez-nous sur les réseaux sociaux",
        "DIRECT. Trêve à la frontière : les dernières informations",
        ("Les deux gouvernements", "Selon le texte"),
        furniture=("16h05", "15h40", "Suivez-nous sur les réseaux sociaux"),
        language="fr",
    ),
    Shape(
        "bandeau de cookies et publicité",
        f"Nous utilisons des cookies pour mesurer l'audience.\nTout accepter\nContinuer sans accepter\n\nUne trêve fragile signée à la frontière\n\n{A_FR}\n\nLa suite après la publicité\n\n{B_FR}",
        "Une trêve fragile signée à la frontière",
        ("Les deux gouvernements", "Selon le texte"),
        furniture=("Tout accepter", "La suite après la publicité"),
        language="fr",
    ),
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.name)
def test_a_page_shape_is_taken_apart(shape: Shape) -> None:
    article = read_article(shape.page, source="page")
    told = {
        kind: [article.text[b.start : b.end] for b in article.blocks if b.kind == kind]
        for kind in ("heading", "caption")
    }
    body = [article.text[b.start : b.end] for b in article.blocks if b.kind in ("paragraph", "quote", "list")]
    assert article.title == shape.title
    assert len(body) == len(shape.body), body
    assert all(said.startswith(start) for said, start in zip(body, shape.body, strict=True)), body
    assert article.byline == shape.byline
    assert (article.published.value if article.published else None) == shape.published
    assert (article.modified.value if article.modified else None) == shape.modified
    assert tuple(told["heading"]) == shape.headings
    assert tuple(told["caption"]) == shape.captions
    assert (article.section, article.kicker, article.deck, article.site, article.tags) == (
        shape.section, shape.kicker, shape.deck, shape.site, shape.tags,
    )  # fmt: skip
    assert article.language == shape.language
    kept = [f.text for f in article.furniture]
    assert [line for line in shape.furniture if line not in kept] == []


MUST_NOT = [
    # sentences of news that hold words of the furniture lists
    "Both leaders agreed to share intelligence on Sunday, the ministry said in a statement.",
    "The minister refused to comment on reports of further strikes near the port.",
    "Read in parliament, the message drew applause from the opposition benches.",
    "More from the talks is expected on Friday, when the envoys return to the capital.",
    "Le ministère a refusé de partager ses informations avec les inspecteurs.",
    "La suite des pourparlers est attendue vendredi, selon le porte-parole.",
    "Les commentaires du président ont provoqué la colère de ses voisins.",
    "Par deux fois, l'armée a franchi la frontière dans la nuit.",
]


@pytest.mark.parametrize("sentence", MUST_NOT)
def test_news_is_no_furniture(sentence: str) -> None:
    page = f"{A_FR if ' l' in sentence else A_EN}\n\n{sentence}\n\n{B_FR if ' l' in sentence else B_EN}"
    article = read_article(page, source="page")
    assert sentence in article.text
    assert article.furniture == ()


@pytest.mark.parametrize(
    "line",
    [
        "Droits d’auteur © 2024 – site.fr – Tous droits réservés",
        "© 2024",
        "Copyright 2024 The Post. All rights reserved.",
        "(c) 2024 A. Lee",
    ],
)
def test_a_copyright_year_is_no_date(line: str) -> None:
    article = read_article(f"Truce signed at the border after talks\n\n{A_EN}\n\n{B_EN}\n\n{line}", source="page")
    assert article.published is None
    assert [f.kind for f in article.furniture] == ["copyright"]


def test_a_date_in_a_headline_is_no_publication_date() -> None:
    article = read_article(f"Why the war of 24 February 2022 began at dawn\n\n{A_EN}\n\n{B_EN}", source="page")
    assert article.published is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Port-au-Prince, le 12 mars 2024", "2024-03-12"),
        ("Santa Cruz de la Sierra, May 2, 2022", "2022-05-02"),
        ("Les casques bleus ont quitté Mopti le 12 mars 2024", None),
        ("Bamako, capitale du Mali depuis le 22 septembre 1960", None),
    ],
)
def test_a_line_of_place_and_date_dates_the_page(line: str, value: str | None) -> None:
    article = read_article(f"Truce signed at the border after talks\n\n{line}\n\n{A_EN}\n\n{B_EN}", source="page")
    assert (article.published.value if article.published else None) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Publié le : 06/09/2021 - 07:12   Modifié le : 06/09/2021 - 21:40", "2021-09-06T07:12"),
        ("Updated 06/09/2021", None),
    ],
)
def test_french_words_put_the_day_first(line: str, value: str | None) -> None:
    found = date_of_text(line)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("paragraph", "value"),
    [
        ("Nairobi, 6 avr 2024 (AFP) - Le Kenya a fermé sa frontière.", "2024-04-06"),
        ("Nairobi, 6 avr 2024 - Le Kenya a fermé sa frontière.", "2024-04-06"),
        ("Addis-Abeba, 1er mai 2024 – Le Kenya a fermé sa frontière.", "2024-05-01"),
        ("Nairobi, May 3, 2024 - Kenya has closed its border.", "2024-05-03"),
        ("Nairobi, 6 avril 2024 : ce jour-là, le Kenya a fermé sa frontière.", None),
        ("Depuis Nairobi, le 6 avril 2024 - jour de fête -, le Kenya attend.", None),
    ],
)
def test_datelines_in_small_letters_end_with_an_agency_or_a_dash(paragraph: str, value: str | None) -> None:
    found = date_of_dateline(paragraph)
    assert (found.value if found else None) == value
