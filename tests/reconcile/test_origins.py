"""Copies, versions and credited translations are one origin; an analyst's word overrules the program's."""

from __future__ import annotations

from itertools import pairwise, permutations

from record_texts import dispatches, filed, site
from veille.reconcile import reconcile
from veille.record import Anchor, Event, Filed, Judgement

BODY = (
    "Russia attacked Kyiv overnight with 426 drones and 24 missiles, killing one person, officials said. Firefighters worked in six districts. "
    "The mayor, Vitali Klitschko, said a kindergarten in Darnytskyi and a supermarket burned. President Volodymyr Zelensky asked for more Patriot systems."
)
FRENCH = (
    "La Russie a attaqué Kiev avec 426 drones et 24 missiles, tuant une personne (avec Demo Wire). Les pompiers de Darnytskyi étaient à l'œuvre. "
    "Le maire, Vitali Klitschko, a parlé d'une école. Le président Volodymyr Zelensky a demandé des Patriot."
)


def groups(*rows: Filed) -> int:
    return len(set(reconcile(rows).origins.values()))


def test_a_copy_with_another_paragraph_is_a_copy() -> None:
    wire = site(filed("2025-07-21", "en", BODY), "Demo Wire")
    copy = site(filed("2025-07-21", "en", BODY + "\n\nOur correspondent saw smoke over the station."), "The Herald")
    other = site(filed("2025-07-21", "en", "Germany pledged 500 million dollars to Ukraine on Monday."), "The Herald")
    assert groups(wire, copy) == 1
    assert groups(wire, other) == 2


def test_a_translation_is_one_origin_only_when_credited() -> None:
    wire = site(filed("2025-07-21", "en", BODY), "Demo Wire")
    credited = site(filed("2025-07-21", "fr", FRENCH), "Le Courrier")
    silent = site(filed("2025-07-21", "fr", FRENCH.replace(" (avec Demo Wire)", "")), "Le Courrier")
    assert groups(wire, credited) == 1
    assert groups(wire, silent) == 2


def test_versions_of_a_page_are_one_origin() -> None:
    old, new = (
        filed("2025-07-21", "en", t, "p", v)
        for v, t in ((1, BODY), (2, "Germany pledged 500 million dollars to Ukraine."))
    )
    assert groups(old, new) == 1


def anchor(one: Filed, kind: str) -> Anchor:
    m = next(m for m in one.mentions if m.kind == kind)
    return Anchor(m.id, one.page, m.kind, m.evidence.said, m.trigger.said)


def together(events: tuple[Event, ...], *anchors: Anchor) -> bool:
    return any({a.mention for a in anchors} <= set(e.mentions) for e in events)


def test_judgements_overrule_and_can_be_undone() -> None:
    rows = dispatches()
    a, b, c = (anchor(rows[i], "attack") for i in (2, 3, 4))
    split = Judgement("j1", "2025-09-01T10:00:00Z", "A", "split", (a, b))
    join = Judgement("j2", "2025-09-01T10:00:00Z", "A", "join", (a, c))
    undo = Judgement("j3", "2025-09-02T10:00:00Z", "B", "undo", (), undoes="j1")
    assert together(reconcile(rows).events, a, b)
    assert not together(reconcile(rows, [split]).events, a, b)
    assert together(reconcile(rows, [split, undo]).events, a, b)
    joined = reconcile(rows, [join]).events
    assert together(joined, a, c)
    assert any(j.by == "j2" for e in joined for j in e.joins)


def test_an_anchor_outlives_the_mention_id() -> None:
    rows = dispatches()
    a, b = (anchor(rows[i], "attack") for i in (2, 3))
    old = [Anchor("gone", x.page, x.kind, x.evidence, x.trigger) for x in (a, b)]
    split = Judgement("j1", "2025-09-01T10:00:00Z", "A", "split", tuple(old))
    assert not together(reconcile(rows, [split]).events, a, b)


def test_a_rejected_mention_leaves_its_event() -> None:
    rows = dispatches()
    a, b = (anchor(rows[i], "attack") for i in (2, 3))
    events = reconcile(rows, [Judgement("j1", "2025-09-01T10:00:00Z", "A", "reject", (a,))]).events
    assert not together(events, a, b)
    assert next(e for e in events if a.mention in e.mentions).judged == "rejected"


def test_a_correction_changes_the_figures() -> None:
    rows = dispatches()
    a = anchor(rows[2], "attack")
    word = Judgement("j1", "2025-09-01T10:00:00Z", "A", "correct", (a,), {"killed": {"low": 2, "high": 2}})
    event = next(e for e in reconcile(rows, [word]).events if a.mention in e.mentions)
    assert {f.value.split()[0] for f in event.slots["killed"]} == {"2"}


def test_articles_of_one_matter_form_a_story() -> None:
    stories = reconcile(dispatches()).stories
    assert sorted(a for s in stories for a in s.articles) == sorted(f.article.id for f in dispatches())
    assert all(one.first_known <= other.first_known for one, other in pairwise(stories))


TELLINGS = (
    (
        "2025-08-05",
        "en",
        "The Netherlands pledged 500 million euros of American weapons to Ukraine on Monday, the ministry said.",
    ),
    (
        "2025-08-05",
        "fr",
        "Les Pays-Bas ont promis lundi 500 millions d'euros d'armes américaines à l'Ukraine, selon le ministère.",
    ),
    (
        "2025-08-06",
        "en",
        "The Netherlands had pledged 500 million euros of American weapons to Ukraine, the ministry said again.",
    ),
    ("2023-07-30", "en", "Several thousand demonstrators marched on the French embassy in Niamey on Sunday."),
    ("2023-07-30", "fr", "Plusieurs milliers de manifestants ont marché dimanche sur l'ambassade de France à Niamey."),
)


def test_stories_are_of_one_matter_in_both_languages_from_any_order() -> None:
    rows = [filed(*row) for row in TELLINGS]
    wanted = {frozenset(f.article.id for f in rows[:3]), frozenset(f.article.id for f in rows[3:])}
    for order in permutations(rows):
        assert {frozenset(s.articles) for s in reconcile(order).stories} == wanted
