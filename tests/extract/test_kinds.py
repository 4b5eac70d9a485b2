"""Each kind in both languages: a sentence that must give it, with its parties, and one that must not."""

from __future__ import annotations

import pytest

from conftest import parties, reading

#: language, sentence, kind, actors, recipients
MUST = [
    ("en", "France gave Japan ten days to release the crew.", "ultimatum", ("FRA",), ("JPN",)),
    ("fr", "La France a donné au Japon dix jours pour libérer l'équipage.", "ultimatum", ("FRA",), ("JPN",)),
    ("en", "Peru issued an ultimatum to Chile.", "ultimatum", ("PER",), ("CHL",)),
    ("en", "On South Georgia 22 marines shot down a Chilean helicopter.", "interception", ("marines",), ("CHL",)),
    ("en", "The foreign ministry in Beijing summoned the Peruvian ambassador.", "accusation", ("CHN",), ("PER",)),
    ("en", "Peru shot down a drone which Kenya said was unarmed.", "interception", ("PER",), ()),
    ("en", "The two nations, Peru and Chile, accused each other of lying.", "accusation", ("PER", "CHL"), ()),
    ("en", "Turkmen villagers said Russian jets had bombed a school in Syria.", "attack", ("RUS",), ()),
    ("fr", "Le Pérou a lancé un ultimatum au Chili.", "ultimatum", ("PER",), ("CHL",)),
    ("en", "Kenya threatened to close its border with Uganda.", "threat", ("KEN",), ("UGA",)),
    ("fr", "Le Kenya a menacé de bombarder l'Ouganda.", "threat", ("KEN",), ("UGA",)),
    ("fr", "Le Kenya a promis des représailles.", "threat", ("KEN",), ()),
    ("fr", "Le Kenya a menacé de représailles contre l'Ouganda.", "threat", ("KEN",), ("UGA",)),
    ("fr", "Le Kenya a menacé Kampala d'un embargo si l'Ouganda ne cédait pas.", "threat", ("KEN",), ("UGA",)),
    ("en", "Kenya vowed retaliation if Uganda attacked again.", "threat", ("KEN",), ("UGA",)),
    ("en", "Kenya handed Uganda a 60-day deadline.", "ultimatum", ("KEN",), ("UGA",)),
    ("fr", "Le Kenya a qualifié ces demandes de déraisonnables.", "rejection", ("KEN",), ()),
    ("fr", "La Banque mondiale, elle, a gelé ses prêts au Kenya.", "sanction", ("World Bank",), ("KEN",)),
    ("en", "German-led warplanes killed twenty Kenyan soldiers.", "attack", ("DEU",), ("KEN",)),
    ("fr", "La Bolivie a réitéré son appel à un scrutin libre et exclu toute intervention.", "rejection", ("BOL",), ()),
    ("fr", "Les ministres, Emmanuel Macron et Olaf Scholz, se sont rencontrés à Oslo.", "meeting", ("FRA", "DEU"), ()),
    ("en", "A drone fired by Kenya hit the port of Kampala, in Uganda.", "attack", ("KEN",), ("UGA",)),
    ("fr", "Plusieurs soldats kényans, dont un commandant, ont été tués par des tirs.", "attack", (), ("KEN",)),
    ("en", "Germany condemned the invasion of Ukraine.", "accusation", ("DEU",), ()),
    ("en", "Germany condemned Russia's annexation of Crimea.", "accusation", ("DEU",), ("RUS",)),
    ("fr", "La France a condamné l'assassinat du président haïtien.", "accusation", ("FRA",), ()),
    ("en", "Kenya called the charge of genocide outrageous.", "rejection", ("KEN",), ()),
    ("en", "Kenya condemned what it termed an act of aggression by Uganda.", "accusation", ("KEN",), ("UGA",)),
    ("en", "The Houthis fired a missile at the Marlin Luanda, a tanker.", "attack", ("Houthis",), ()),
    ("en", "President Emmanuel Macron spoke to Olaf Scholz on Monday.", "call", ("FRA", "DEU"), ()),
    ("fr", "Le président Emmanuel Macron a téléphoné à Olaf Scholz.", "call", ("FRA", "DEU"), ()),
    ("en", "Germany called off talks with Kenya.", "sanction", ("DEU",), ("KEN",)),
    ("fr", "Le Brésil, la Colombie, le Chili et Cuba ont condamné l'assaut.", "accusation", ("BRA", "COL", "CHL", "CUB"), ()),
    ("fr", "Les Émirats arabes unis et Bahreïn ont salué la trêve.", "support", ("ARE", "BHR"), ()),
    ("fr", "Selon le médiateur, Nairobi et Addis-Abeba ont accepté le cessez-le-feu.", "concession", ("KEN", "ETH"), ()),
    ("fr", "Le président kényan a averti que le Kenya punirait quiconque l'attaquerait.", "threat", ("KEN",), ()),
    ("fr", "Le président kényan a accusé son voisin de « mensonge ».", "accusation", ("KEN",), ("voisin",)),
    ("fr", "Le Kenya a convoqué l'ambassadeur américain, John Smith, et annulé des pourparlers.", "sanction", ("KEN",), ()),
    ("fr", "Angela Merkel a remercié Barack Obama, qui l'a décorée, avant de s'envoler pour Séoul.", "visit", ("DEU",), ()),
    ("fr", "Le Kenya a rejeté par huit voix le projet de résolution.", "rejection", ("KEN",), ()),
    ("en", "Kenya released Ann Lim, a Canadian pastor.", "retreat", ("KEN",), ("CAN",)),
    ("en", "Kenya closed part of its border with Uganda.", "coercion", ("KEN",), ("UGA",)),
    ("en", "Madrid sent five warships and recalled its ambassador from Rabat.", "deployment", ("ESP",), ()),
    ("fr", "L'Union africaine a suspendu vendredi le Niger.", "sanction", ("African Union",), ("NER",)),
    ("fr", "Les États-Unis ont qualifié de coup d'État cette décision.", "accusation", ("USA",), ()),
    ("fr", "Selon l'armée israélienne, ses soldats ont été attaqués.", "attack", (), ("ISR",)),
    ("en", "Peru warned that Chile would face a stern response.", "threat", ("PER",), ("CHL",)),
    ("fr", "Le Kenya a expulsé vingt migrants ougandais.", "coercion", ("KEN",), ("UGA",)),
    ("en", "Kenya declared martial law on Monday.", "coercion", ("KEN",), ()),
    ("fr", "Athènes a appelé Ankara à respecter ses engagements.", "demand", ("GRC",), ("TUR",)),
    ("fr", "Les Kényans ont rejeté samedi le plan de l'ONU.", "rejection", ("KEN",), ("UN",)),
    ("en", "Kenya insists that Uganda renounce its claim.", "demand", ("KEN",), ("UGA",)),
    ("en", "Norway denounced Kenya, while Peru urged Chile to step back.", "demand", ("PER",), ("CHL",)),
    ("en", "Egypt demanded that Ethiopia halt the filling of the dam.", "demand", ("EGY",), ("ETH",)),
    ("fr", "L'Égypte a exhorté l'Éthiopie à interrompre le remplissage du barrage.", "demand", ("EGY",), ("ETH",)),
    ("fr", "La France a demandé à la Chine de retirer ses navires.", "demand", ("FRA",), ("CHN",)),
    ("en", "Iran rejected the proposal.", "rejection", ("IRN",), ()),
    ("fr", "L'Iran a refusé cette proposition.", "rejection", ("IRN",), ()),
    ("en", "Cuba lifted the restrictions on travel.", "concession", ("CUB",), ()),
    ("fr", "Cuba a levé les restrictions de voyage.", "concession", ("CUB",), ()),
    ("en", "Germany withdrew its soldiers from Mali.", "retreat", ("DEU",), ()),
    ("fr", "L'Allemagne a retiré ses soldats du Mali.", "retreat", ("DEU",), ()),
    ("fr", "Le président péruvien a ordonné la fin des frappes.", "retreat", ("PER",), ()),
    ("en", "India and Nepal signed a treaty on Monday.", "agreement", ("IND", "NPL"), ()),
    ("fr", "L'Inde et le Népal ont signé lundi un traité.", "agreement", ("IND", "NPL"), ()),
    ("en", "Norway pledged 20 million euros to Lebanon.", "pledge", ("NOR",), ("LBN",)),
    ("fr", "La Norvège a promis 20 millions d'euros au Liban.", "pledge", ("NOR",), ("LBN",)),
    ("en", "Turkey delivered tents to Syria.", "aid", ("TUR",), ("SYR",)),
    ("fr", "La Turquie a livré des tentes à la Syrie.", "aid", ("TUR",), ("SYR",)),
    ("en", "Brazil supports Argentina in this dispute.", "support", ("BRA",), ("ARG",)),
    ("fr", "Le Brésil soutient l'Argentine dans ce litige.", "support", ("BRA",), ("ARG",)),
    ("en", "Japan and Australia held joint exercises.", "cooperation", ("JPN", "AUS"), ()),
    ("fr", "Le Japon et l'Australie ont mené des exercices conjoints.", "cooperation", ("JPN", "AUS"), ()),
    ("en", "Emmanuel Macron arrived in Warsaw on Monday.", "visit", ("FRA",), ()),
    ("fr", "Emmanuel Macron est arrivé lundi à Varsovie.", "visit", ("FRA",), ()),
    ("en", "Emmanuel Macron met Olaf Scholz in Berlin.", "meeting", ("FRA", "DEU"), ()),
    ("fr", "Emmanuel Macron a rencontré Olaf Scholz à Berlin.", "meeting", ("FRA", "DEU"), ()),
    ("en", "Emmanuel Macron spoke by telephone with Olaf Scholz.", "call", ("FRA", "DEU"), ()),
    ("fr", "Emmanuel Macron s'est entretenu par téléphone avec Olaf Scholz.", "call", ("FRA", "DEU"), ()),
    ("en", "Chad accused Sudan of arming the rebels.", "accusation", ("TCD",), ("SDN",)),
    ("fr", "Le Tchad accuse le Soudan d'armer les rebelles.", "accusation", ("TCD",), ("SDN",)),
    ("en", "The ICC opened an investigation.", "investigation", ("ICC",), ()),
    ("fr", "La CPI a ouvert une enquête.", "investigation", ("ICC",), ()),
    ("en", "Thousands of people demonstrated in Lima.", "protest", ("people",), ()),
    ("fr", "Des milliers d'étudiants ont manifesté à Lima.", "protest", ("étudiants",), ()),
    ("en", "Canada imposed sanctions on Belarus.", "sanction", ("CAN",), ("BLR",)),
    ("fr", "Le Canada a imposé des sanctions à la Biélorussie.", "sanction", ("CAN",), ("BLR",)),
    ("fr", "Le Maroc a rompu lundi ses relations diplomatiques avec l'Iran.", "sanction", ("MAR",), ("IRN",)),
    ("en", "Iranian police arrested three journalists.", "coercion", ("IRN",), ("journalists",)),
    ("fr", "La police iranienne a arrêté trois journalistes.", "coercion", ("IRN",), ("journalistes",)),
    ("en", "Italy deployed two frigates in the Red Sea.", "deployment", ("ITA",), ()),
    ("fr", "L'Italie a déployé deux frégates en mer Rouge.", "deployment", ("ITA",), ()),
    ("fr", "L'Italie a engagé vendredi ses forces au Liban.", "deployment", ("ITA",), ()),
    ("en", "Sudanese planes bombed the town of Nyala.", "attack", ("SDN",), ()),
    ("fr", "L'aviation soudanaise a bombardé la ville de Nyala.", "attack", ("SDN",), ()),
    ("en", "American and British forces attacked Libya.", "attack", ("USA", "GBR"), ("LBY",)),
    ("en", "Poland shot down three Russian drones.", "interception", ("POL",), ("RUS",)),
    ("fr", "La Pologne a abattu trois drones russes.", "interception", ("POL",), ("RUS",)),
    ("en", "At least twelve people died in the floods.", "toll", (), ()),
    ("fr", "Au moins douze personnes ont péri dans les combats.", "toll", (), ()),
    ("fr", "Plus de 300 000 personnes ont fui leur maison.", "toll", (), ()),
    ("fr", "Des émeutiers ont incendié le quartier libanais de Kinshasa.", "protest", ("émeutiers",), ()),
    ("fr", "L'Organisation des Etats américains a exhorté le Pérou à la retenue.", "demand", ("OAS",), ("PER",)),
]  # fmt: skip

#: language, sentence, kinds that it must not give
MUST_NOT = [
    ("en", "Nigeria's parliament had voted last week to grant Jammeh asylum.", {"concession"}),
    ("en", "The prime minister said Peru had no intention of issuing an ultimatum.", {"ultimatum"}),
    ("fr", "L'ultimatum posé par ce roman à ses lecteurs est plaisant.", {"ultimatum"}),
    ("en", "Drought threatens the harvest.", {"threat"}),
    ("fr", "La sécheresse menace les récoltes.", {"threat"}),
    ("en", "Egypt warned Ethiopia not to fill the dam.", {"threat"}),
    ("en", "Demand for oil is rising in China.", {"demand"}),
    ("fr", "La demande de pétrole progresse en Chine.", {"demand"}),
    ("en", "Doctors fear that the body will reject the transplant.", {"rejection"}),
    ("fr", "L'usine rejette ses eaux dans le fleuve.", {"rejection"}),
    ("en", "The crane lifted the container.", {"concession"}),
    ("fr", "La grue a levé le conteneur.", {"concession"}),
    ("en", "France urged Israel to withdraw its soldiers.", {"retreat"}),
    ("fr", "La France a exhorté Israël à retirer ses soldats.", {"retreat"}),
    ("en", "India and Nepal have not signed a treaty yet, and no agreement was reached.", set()),
    ("fr", "Les accords conclus avec la France sont anciens.", {"agreement"}),
    ("en", "The film promises two hours of laughter.", {"pledge"}),
    ("fr", "Le film promet deux heures de rire.", {"pledge"}),
    ("en", "Turkey will deliver tents to Syria.", {"aid"}),
    ("fr", "La Turquie livrera des tentes à la Syrie.", {"aid"}),
    ("en", "The pillars support the roof.", {"support"}),
    ("fr", "Les piliers soutiennent le toit.", {"support"}),
    ("en", "The teacher corrected the exercises.", {"cooperation"}),
    ("fr", "Le maître a corrigé les exercices.", {"cooperation"}),
    ("en", "Winter has arrived in Warsaw.", {"visit"}),
    ("fr", "L'hiver est arrivé à Varsovie.", {"visit"}),
    ("en", "Emmanuel Macron proposed talks with Russia.", {"meeting", "agreement"}),
    ("fr", "Emmanuel Macron a proposé des pourparlers à la Russie.", {"meeting", "agreement"}),
    ("en", "Critics call it a mistake.", {"call"}),
    ("fr", "Emmanuel Macron a appelé la Russie au calme.", {"call"}),
    ("en", "The court condemned the thief to two years in prison.", {"accusation"}),
    ("fr", "Le tribunal a condamné le voleur à deux ans de prison.", {"accusation"}),
    ("en", "Readers will investigate the shelves.", {"sanction"}),
    ("fr", "Un mandat de quatre ans l'attend.", {"investigation"}),
    ("en", "Prices rallied in London.", {"deployment"}),
    ("fr", "Le rassemblement des données prendra un mois.", {"attack"}),
    ("en", "The referee imposed a penalty on the team.", {"coercion"}),
    ("fr", "L'arbitre a sifflé un tir.", {"attack"}),
    ("en", "He arrested everyone's attention.", {"coercion"}),
    ("fr", "Le médecin a arrêté le traitement.", {"coercion"}),
    ("en", "The Post sent its best reporter to Rome.", {"deployment"}),
    ("fr", "La Poste a envoyé la lettre à Rome.", {"deployment"}),
    ("en", "Critics attacked the film.", {"attack"}),
    ("fr", "La critique a attaqué le film.", {"attack"}),
    ("en", "France fears that Russia may attack Ukraine.", {"attack"}),
    ("fr", "La France craint que la Russie n'attaque l'Ukraine.", {"attack"}),
    ("en", "The bill was shot down in committee.", {"interception"}),
    ("fr", "Le bûcheron a abattu trois arbres.", {"interception"}),
    ("en", "The phone died after an hour.", {"toll"}),
    ("en", "Analysts say an Egyptian air strike remains unlikely.", {"attack"}),
    ("en", "A deadline for Sudan to agree to a truce expired on Friday.", {"agreement"}),
    ("en", "Norway said the money would be released only if Chad held elections.", {"pledge"}),
    ("en", "Norway said it would take in 2,000 Chadian refugees over two years.", {"coercion"}),
    ("en", "Norway said it opposed any violation of the truce and offered to play a role.", {"pledge"}),
    ("fr", "Le Tchad avait reçu une demande de rappel de l'ambassadeur.", {"demand"}),
    ("fr", "Le chef rebelle affirme avoir le soutien de la population à Abéché.", {"support"}),
    ("fr", "Le Tchad a rappelé un millier de réservistes.", {"retreat"}),
    ("fr", "La Chine propose sa médiation.", {"demand"}),
    ("en", "The rebels marched into Abeche on Sunday.", {"protest"}),
    ("en", "Malaysia stepped up patrols in the strait.", {"cooperation"}),
    ("en", "A United Nations plane flew them from Tripoli to Oslo.", {"visit"}),
    ("fr", "La Serbie a déposé plainte contre les dirigeants kosovars.", {"coercion"}),
    ("fr", "L'Angola entretient 200 militaires à Bissau.", {"meeting"}),
    ("en", "Pakistan protested that its airspace had been violated.", {"protest"}),
    ("en", "North Korea said it would complete plans to fire four missiles over Japan.", {"attack"}),
    ("fr", "L'Union africaine a menacé d'exclure le Tchad si les rebelles prenaient le pouvoir.", {"coercion"}),
    ("en", "Foreign Minister Ann Smith said her country did not seek war.", {"demand"}),
    ("fr", "Des parachutistes britanniques ont pris position à l'aéroport.", {"coercion"}),
    ("en", "President Felix Tshisekedi skipped an African Union summit.", {"meeting"}),
    ("en", "Kenya is considering closing its border; Norway has asked for it to be reopened.", {"demand", "coercion"}),
    ("fr", "La conversation est tombée à plat.", {"toll"}),
    ("fr", "La France a livré trois Rafale à la Croatie.", {"attack"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "kind", "actors", "recipients"), MUST)
def test_must(language: str, sentence: str, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    found = {m.kind: m for m in reading(sentence, language).mentions}
    assert kind in found, [m.summary for m in found.values()]
    slots = found[kind].slots
    assert parties(slots.get("actor", ())) == actors
    assert parties(slots.get("recipient", ())) == recipients


@pytest.mark.parametrize(("language", "sentence", "kinds"), MUST_NOT)
def test_must_not(language: str, sentence: str, kinds: set[str]) -> None:
    told = {m.kind for m in reading(sentence, language).mentions if m.status in ("happened", "ongoing", "future")}
    assert told & kinds == set()
    assert kinds or told == set()


#: language, sentence, kind, status, source, stance
JUDGED = [
    ("en", "The African Union gave Mali no further deadline.", "ultimatum", "negated", None, None),
    ("en", "Russia sent no troops to Chad.", "deployment", "negated", None, None),
    ("en", "India and Nepal have not signed the treaty.", "agreement", "negated", None, None),
    ("fr", "L'Inde et le Népal n'ont pas signé le traité.", "agreement", "negated", None, None),
    ("en", "Canada will impose sanctions on Belarus.", "sanction", "future", None, None),
    ("fr", "Le Canada imposera des sanctions à la Biélorussie.", "sanction", "future", None, None),
    ("en", "Ukraine claimed that Russia had bombed Odesa.", "attack", "happened", "UKR", "claim"),
    ("fr", "L'Ukraine affirme que la Russie a bombardé Odessa.", "attack", "happened", "UKR", "claim"),
    ("fr", "Selon l'état-major ukrainien, un drone a bombardé Odessa.", "attack", "happened", "UKR", "report"),
    ("fr", "Selon Kiev, la Russie a bombardé Odessa. La France « appelle au calme ».", "demand", "happened", None, None),
    (
        "fr",
        "L'Ukraine a accusé la Russie d'avoir rompu la trêve, après des combats qui ont fait 24 morts.",
        "toll",
        "happened",
        None,
        None,
    ),
    ("fr", "18h40 - La France condamne le putsch, indique le ministère.", "accusation", "happened", None, "report"),
    ("en", "Russia bombed Odesa, Ukraine said.", "attack", "happened", "UKR", "report"),
    ("fr", "Selon l'Ukraine, la Russie a bombardé Odessa.", "attack", "happened", "UKR", "report"),
    ("fr", "La Russie revendique l'interception de vingt drones ukrainiens.", "interception", "happened", "RUS", "claim"),
    ("fr", "La Russie aurait bombardé Odessa.", "attack", "happened", None, "report"),
    ("en", "Chad accused Sudan of arming the rebels.", "accusation", "happened", None, None),
    ("en", "Chad accused Sudan of shelling Abeche.", "attack", "happened", "TCD", "claim"),
    ("fr", "Le Soudan a bombardé Abéché, tuant un chef, a annoncé le gouvernement tchadien.", "attack", "happened", "TCD", "report"),
    ("fr", "La Russie a bombardé Odessa, a affirmé lundi Volodymyr Zelensky.", "attack", "happened", "UKR", "claim"),
    ("fr", "L'armée tchadienne a fait savoir que le Soudan avait bombardé Abéché.", "attack", "happened", "TCD", "report"),
    ("fr", "Le Tchad a fermé ses frontières, a rappelé son ambassadeur et a annoncé des sanctions.", "coercion", "happened", None, None),
    ("fr", "N'Djamena parle d'une attaque soudanaise contre Abéché.", "attack", "happened", "TCD", "claim"),
    ("fr", "Une frappe imputée au Soudan a tué deux officiers tchadiens à Abéché.", "attack", "happened", None, "report"),
    ("en", "A strike blamed on Sudan killed two Chadian officers in Abeche.", "attack", "happened", None, "report"),
    ("en", "A suspected Sudanese strike killed two Chadian officers.", "attack", "happened", None, "report"),
    ("en", "Sudan allegedly bombed a hospital in Abeche.", "attack", "happened", None, "report"),
    ("en", "Sudan is accused of having bombed a hospital in Abeche.", "attack", "happened", None, "claim"),
    ("en", "Chad's claim that Sudan bombed a hospital in Abeche could not be verified.", "attack", "happened", "TCD", "claim"),
    ("en", "Rebels seized Goma, the army said, and Rwanda closed its border with Congo.", "coercion", "happened", None, None),
    ("en", "Emmanuel Macron is due to meet Olaf Scholz in Berlin.", "meeting", "future", None, None),
    ("en", "Emmanuel Macron is expected to visit Beirut.", "visit", "future", None, None),
    ("fr", "Emmanuel Macron s'entretiendra avec Olaf Scholz.", "meeting", "future", None, None),
    ("fr", "Emmanuel Macron et M. Scholz se réunissent le 20 août à Berlin.", "meeting", "future", None, None),
    ("en", "The Kremlin confirmed the summit with France.", "meeting", "future", "RUS", "confirm"),
    ("fr", "Damas affirme au contraire que l'armée a intercepté des missiles israéliens.", "interception", "happened", "SYR", "claim"),
    ("en", "Kenya bombed suspected rebel camps in Uganda.", "attack", "happened", None, None),
    ("fr", "Le Conseil de sécurité doit se réunir dimanche.", "meeting", "future", None, None),
    ("fr", "Pour Washington, l'Iran a attaqué le Koweït.", "attack", "happened", "USA", "report"),
    ("fr", "Le Kenya a menacé de bombarder l'Ouganda.", "threat", "happened", None, None),
    ("fr", "La Norvège a dépêché cent soldats à Beyrouth, selon la formule de son ministère.", "deployment", "happened", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "kind", "status", "source", "stance"), JUDGED)
def test_status_and_attribution(
    language: str, sentence: str, kind: str, status: str, source: str | None, stance: str | None
) -> None:
    mention = {m.kind: m for m in reading(sentence, language).mentions}[kind]
    assert mention.status == status
    found = mention.attribution
    assert (found.stance if found else None) == stance
    assert (found.source.country if found and found.source else None) == source


def test_a_deadline_hangs_on_the_date() -> None:
    text = "Washington a donné à la Russie un ultimatum de dix jours, jusqu'à ce vendredi, pour cesser ses opérations."
    dated = reading(text, "fr", "2025-08-06").mentions[0].slots["deadline"]
    assert [p.value for p in dated if p.bound == "by"] == ["2025-08-08"]
    from veille import read

    undated = read(text, language="fr").mentions[0].slots["deadline"]
    assert [p.value for p in undated] == [None, None]
    assert [p.duration for p in undated] == ["P10D", None]
