"""Which tellings are one event, and which are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from record_texts import filed
from veille.model import Dated, Mention, Plover
from veille.reconcile import reconcile
from veille.values import Entity, Span

EN, FR = "en", "fr"
PAIRS = [
    # kind, first, second, whether one event
    (
        "attack",
        ("2025-07-21", EN, "Russia attacked Kyiv overnight with 426 drones, killing one person, officials said."),
        ("2025-07-21", FR, "La Russie a attaqué Kiev dans la nuit avec 426 drones, tuant deux personnes."),
        True,
    ),
    (
        "attack",
        ("2025-07-21", EN, "Russia attacked Kyiv overnight with 426 drones, killing one person, officials said."),
        ("2025-07-22", EN, "Russia attacked Kyiv overnight with 71 drones, officials said."),
        False,
    ),
    (
        "attack",
        ("2025-07-21", EN, "Russia attacked Kyiv overnight with 426 drones."),
        ("2025-07-30", EN, "Russia attacked Kyiv overnight with 426 drones again."),
        False,
    ),
    (
        "attack",
        ("2025-07-21", EN, "Russian drones struck Kharkiv on Monday, killing five people."),
        ("2025-07-21", EN, "Russian drones struck Odesa on Monday, wounding three people."),
        False,
    ),
    (
        "pledge",
        ("2025-08-05", FR, "Les Pays-Bas ont promis lundi 500 millions d'euros d'armes américaines à l'Ukraine."),
        ("2025-08-05", EN, "The Netherlands pledged 500 million euros to Ukraine on Monday."),
        True,
    ),
    (
        "pledge",
        ("2025-08-05", EN, "The Netherlands pledged 500 million euros to Ukraine."),
        ("2025-08-05", EN, "Norway pledged 500 million euros to Ukraine."),
        False,
    ),
    (
        "pledge",
        ("2025-08-13", EN, "Germany pledged 500 million dollars to Ukraine."),
        ("2025-08-25", EN, "Germany pledged a second package of 500 million dollars to Ukraine."),
        False,
    ),
    (
        "pledge",
        ("2025-08-13", EN, "Germany pledged 500 million dollars to Ukraine."),
        ("2025-08-14", EN, "Germany pledged 120 million dollars to Ukraine."),
        False,
    ),
    # a share is not the whole
    (
        "pledge",
        ("2025-08-13", EN, "Denmark, Norway and Sweden pledged military aid to Ukraine."),
        ("2025-08-13", EN, "Sweden promised 14 air defence missiles to Ukraine."),
        False,
    ),
    # a donor without a name is not the one that is named, unless they give one sum
    (
        "pledge",
        ("2025-07-09", EN, "Donald Trump said on Tuesday that he would send more weapons to Ukraine."),
        ("2025-07-11", FR, "Plus de dix milliards d'euros d'engagements ont été annoncés pour l'Ukraine à Rome."),
        False,
    ),
    (
        "pledge",
        ("2025-08-04", EN, "The Netherlands pledged 500 million euros to Ukraine on Monday."),
        ("2025-08-05", EN, "Four countries have pledged roughly 1 billion dollars to Ukraine."),
        False,
    ),
    (
        "pledge",
        ("2025-08-04", EN, "The Netherlands pledged 500 million euros to Ukraine on Monday."),
        ("2025-08-05", EN, "A country pledged 500 million euros to Ukraine on Monday."),
        True,
    ),
    # states that are named by one word are those states
    (
        "pledge",
        ("2025-08-05", EN, "Denmark, Norway and Sweden pledged 500 million dollars to Ukraine."),
        ("2025-08-06", EN, "The Scandinavians pledged 500 million dollars to Ukraine."),
        True,
    ),
    (
        "pledge",
        ("2025-08-05", EN, "Denmark, Norway and Sweden pledged 500 million dollars to Ukraine."),
        ("2025-08-06", EN, "The Baltic states pledged 500 million dollars to Ukraine."),
        False,
    ),
    # what had been done before it happened was another one
    (
        "attack",
        ("2025-08-18", FR, "Sept personnes ont été tuées lorsque des drones russes ont frappé un immeuble de Kharkiv."),
        ("2025-08-19", EN, "Russia fired 270 drones and ten missiles at Ukraine overnight, with Kremenchuk the worst hit."),
        False,
    ),
    (
        "protest",
        ("2025-08-04", EN, "Several thousand people marched in Niamey to mark independence day."),
        ("2025-08-12", EN, "Several thousand people marched in Niamey on Friday."),
        False,
    ),
    # two deeds of one day, of which nothing but the kind is the same
    (
        "coercion",
        ("2025-07-30", EN, "Nigeria closed its land and air borders with Niger."),
        ("2025-07-30", EN, "Several hundred people besieged the French embassy in Niamey."),
        False,
    ),
    # what might be done is no telling of what was
    (
        "visit",
        ("2025-08-18", EN, "A diplomatic mission could travel to Niamey."),
        ("2025-08-19", EN, "The same Saturday the new ambassador, Kathleen FitzGibbon, travelled to Niamey."),
        False,
    ),
    # two accusations of one accuser
    (
        "accusation",
        ("2025-08-14", EN, "Niger accused Nigeria of preparing an aggression."),
        ("2025-08-15", EN, "Niger accused France of violating its airspace."),
        False,
    ),
    (
        "accusation",
        ("2025-08-14", EN, "ECOWAS denounced a new provocation."),
        ("2025-08-16", EN, "ECOWAS denounced the attack."),
        False,
    ),
    (
        "accusation",
        ("2025-08-16", EN, "ECOWAS denounced the attack on the soldiers."),
        ("2025-08-16", FR, "La Cédéao a dénoncé l'attaque contre les soldats."),
        True,
    ),
    # a rounding, or a slip, is a figure in dispute and no other pledge
    (
        "pledge",
        ("2025-08-05", EN, "Norway pledged 147 million dollars to Ukraine on Tuesday."),
        ("2025-08-05", EN, "Norway pledged 135 million dollars to Ukraine."),
        True,
    ),
    # a party sets another one ultimatum at a time, whichever words tell it
    (
        "ultimatum",
        ("2025-07-14", EN, "Donald Trump gave Russia 50 days on Monday to end the war in Ukraine."),
        ("2025-07-30", FR, "Washington a lancé un ultimatum à la Russie, qui doit conclure un accord de paix."),
        True,
    ),
    (
        "ultimatum",
        ("2025-07-14", EN, "Donald Trump gave Russia 50 days on Monday to end the war in Ukraine."),
        (
            "2025-07-14",
            FR,
            "Donald Trump a donné lundi cinquante jours à la Russie pour mettre fin à la guerre en Ukraine.",
        ),
        True,
    ),
    (
        "meeting",
        ("2025-08-06", EN, "Steve Witkoff met Vladimir Putin in Moscow on Wednesday."),
        ("2025-08-06", FR, "Steve Witkoff a rencontré mercredi Vladimir Poutine à Moscou."),
        True,
    ),
    (
        "meeting",
        ("2025-08-06", EN, "Steve Witkoff met Vladimir Putin in Moscow on Wednesday."),
        ("2025-04-25", EN, "Steve Witkoff met Vladimir Putin in Moscow on Friday."),
        False,
    ),
]


@pytest.mark.parametrize(("kind", "first", "second", "one"), PAIRS)
def test_pairs(kind: str, first: tuple[str, str, str], second: tuple[str, str, str], one: bool) -> None:
    rows = (filed(*first), filed(*second))
    told = [[m.id for m in f.mentions if m.kind == kind] for f in rows]
    assert all(told), "both texts must be read as this kind"
    events = reconcile(rows).events
    together = any(set(told[0]) & set(e.mentions) and set(told[1]) & set(e.mentions) for e in events)
    assert together is one


def test_an_article_tells_an_event_once() -> None:
    text = "Russian drones struck Kharkiv on Monday. Russian missiles struck Odesa on Monday."
    one = filed("2025-07-21", EN, text)
    assert len(one.mentions) == len(reconcile([one]).events) == 2


def test_a_join_explains_itself() -> None:
    rows = [filed(*PAIRS[0][1]), filed(*PAIRS[0][2])]
    event = next(e for e in reconcile(rows).events if len(e.mentions) == 2)
    (join,) = event.joins
    names = {f.name: f for f in join.features}
    assert {join.left, join.right} == set(event.mentions)
    assert join.by == "rule"
    assert names["actor"].value == 1.0
    assert names["actor"].said == "RUS"
    assert names["other_toll"].value == -1.0
    assert "426" in names["numbers"].said


def test_figures_stand_side_by_side_with_their_origins() -> None:
    event = next(e for e in reconcile([filed(*PAIRS[0][1]), filed(*PAIRS[0][2])]).events if len(e.mentions) == 2)
    (conflict,) = event.conflicts
    assert conflict.slot == "killed"
    assert {f.value.split()[0] for f in conflict.figures} == {"1", "2"}
    assert all(len(f.origins) == 1 for f in conflict.figures)
    assert "conflict" in event.review


def test_a_denial_attaches_to_what_it_denies() -> None:
    claim = filed("2025-07-21", EN, "Ukraine said Russian drones struck a hospital in Kharkiv on Monday.")
    text = "Russia denied that drones struck a hospital in Kharkiv."
    base = filed("2025-07-22", EN, text)
    russia = Entity(Span(0, 6, "Russia"), "country:RUS", "Russia", "RUS")
    said = Mention(
        "d" * 16,
        "rejection",
        Plover("REJECT"),
        Span(7, 13, "denied"),
        Span(0, len(text), text),
        "happened",
        {"actor": (russia,)},
    )
    denial = replace(base, mentions=(said,))
    event = next(e for e in reconcile([claim, denial]).events if e.kind == "attack")
    assert [(s.voice, s.source, s.mention) for s in event.statements] == [
        ("report", "UKR", event.mentions[0]),
        ("deny", "RUS", said.id),
    ]


DISPUTES = [
    # what is told, slot, the values in dispute
    # three tolls that rise are still being counted, two are two words
    (
        (
            ("2025-07-31", EN, "Russian missiles struck Kyiv on Thursday, killing eight people."),
            ("2025-08-01", EN, "At least 28 people were killed when Russian missiles hit Kyiv on Thursday."),
            ("2025-08-02", EN, "Russian missiles struck Kyiv on Thursday, killing 31 people."),
        ),
        "attack",
        {},
    ),
    (
        (
            ("2025-07-31", EN, "Russian missiles struck Kyiv on Thursday, killing eight people."),
            ("2025-08-01", FR, "Des missiles russes ont frappé Kiev jeudi, tuant six personnes."),
        ),
        "attack",
        {"killed": {"6 person", "8 person"}},
    ),
    # nor is a toll in dispute that "at least" opened
    (
        (
            ("2025-07-31", EN, "Russian missiles struck Kyiv on Thursday, killing at least eight people and wounding 82."),
            ("2025-07-31", EN, "Russian missiles struck Kyiv on Thursday, killing 13 people and wounding 132."),
        ),
        "attack",
        {},
    ),
    # who is counted is told in many words
    (
        (
            ("2025-07-31", EN, "Russian missiles struck Kyiv on Thursday, wounding 14 people."),
            ("2025-07-31", FR, "Des missiles russes ont frappé Kiev jeudi, faisant douze blessés."),
        ),
        "attack",
        {"wounded": {"14 person", "12 wounded"}},
    ),
    # one deed of which the number is told alike, on two days
    (
        (
            ("2025-08-13", EN, "Russian drones killed 12 people in Kharkiv on Monday."),
            ("2025-08-14", EN, "In Kharkiv on Wednesday Russian drone strikes killed 12 people, officials said."),
        ),
        "attack",
        {"time": {"2025-08-11", "2025-08-13"}},
    ),
    # a deadline that is shortened is a step
    (
        (
            ("2025-07-14", EN, "Donald Trump on Monday gave Russia until September 2 to end the war in Ukraine."),
            ("2025-07-29", EN, "Donald Trump on Tuesday gave Russia until August 8 to end the war in Ukraine."),
        ),
        "ultimatum",
        {},
    ),
    # nor is a duration recalled weeks later, from whichever day it is reckoned
    (
        (
            ("2025-08-25", EN, "Niger on Friday told the French ambassador to leave within 48 hours."),
            ("2025-09-24", EN, "Niger had told the French ambassador on August 25 to leave within 48 hours."),
        ),
        "ultimatum",
        {},
    ),
    # and two days of one deadline are a dispute
    (
        (
            ("2025-07-14", EN, "Donald Trump on Monday gave Russia until September 2 to end the war in Ukraine."),
            (
                "2025-07-15",
                FR,
                "Donald Trump a donné lundi à la Russie jusqu'au 3 septembre pour mettre fin à la guerre en Ukraine.",
            ),
        ),
        "ultimatum",
        {"deadline": {"2025-09-02", "2025-09-03"}},
    ),
]


@pytest.mark.parametrize(("told", "kind", "disputed"), DISPUTES)
def test_what_is_in_dispute(told: tuple[tuple[str, str, str], ...], kind: str, disputed: dict[str, set[str]]) -> None:
    (event,) = (e for e in reconcile([filed(*row) for row in told]).events if e.kind == kind)
    assert len(event.mentions) == len(told)
    assert {c.slot: {f.value for f in c.figures} for c in event.conflicts} == disputed


@pytest.mark.parametrize("said", ["2025-08", "2025", "2025-W32"])
def test_an_article_of_a_month_is_joined_by_the_day_it_was_read(said: str) -> None:
    dated = filed("2025-08-05", EN, "The Netherlands pledged 500 million euros to Ukraine on Monday.")
    vague = replace(dated, article=replace(dated.article, published=Dated(said, "month", "option")))
    assert [e.first_known for e in reconcile([vague]).events] == ["2025-08-05"]
