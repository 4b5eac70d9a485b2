"""Mentions that analysts add and mend in the text: evidence of the article, undoable, kept through new readings and versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from serve.saying import CRISIS, JOINER, Dispatch, Said, fill, reading, world
from veille.errors import JudgementError, NotFound
from veille.model import Mention
from veille.ontology import SLOT_TYPES
from veille.reconcile import reconcile
from veille.record import Filed, Judgement
from veille.serve import queries
from veille.serve.adding import Told, correction_on, creation_on, present
from veille.serve.filling import Fill, fills_of
from veille.serve.judging import Signed, judgement_on, undoing
from veille.serve.queries import Asked
from veille.store import Store
from veille.store.adding import outdated, reread
from veille.store.created import ADDED
from veille.store.joining import join
from veille.values import Entity, Place, Span

TODAY = "2025-08-20"
ADA = Signed("Ada", "2025-08-20T10:00:00Z", "")
LATER = Signed("Ada", "2025-08-20T11:00:00Z", "")
NIGHT = "Night in Kyiv"


def titled(store: Store, title: str = NIGHT) -> Filed:
    return next(f for f in store.filed() if f.article.title == title and not f.superseded)


def words(filed: Filed, said: str) -> Span:
    at = filed.article.text.index(said)
    return Span.of(filed.article.text, at, at + len(said))


def made(store: Store, judgement: Judgement | None) -> Judgement:
    assert judgement is not None
    assert store.judge(judgement)
    join(store, JOINER)
    return judgement


TOLL = Told("toll", (Fill("killed", "13 people"), Fill("place", "Kyiv")))


def added(store: Store, told: Told = TOLL, said: str = "killing") -> Judgement:
    filed = titled(store)
    return made(store, creation_on(store, filed.article.id, words(filed, said), told, ADA))


def of_analyst(filed: Filed) -> list[Mention]:
    return [m for m in filed.mentions if m.rule.startswith(ADDED)]


def test_an_added_mention_is_read_like_any_other(record: Store) -> None:
    judgement = added(record)
    filed = titled(record)
    (mention,) = of_analyst(filed)
    assert (mention.kind, mention.status, mention.trigger.said) == ("toll", "happened", "killing")
    assert mention.rule == f"analyst/{judgement.id}"
    assert mention.evidence.said.startswith("Russia attacked Kyiv")
    killed, place = mention.slots["killed"][0], mention.slots["place"][0]
    assert isinstance(place, Place)
    assert (place.geonames, place.precision) == (703448, "city")
    for span in (mention.trigger, mention.evidence, killed.span, place.span):  # type: ignore[union-attr]
        assert filed.article.text[span.start : span.end] == span.said
    assert mention.id in record.event_of([mention.id])
    assert mention.id in record.mentions([mention.id])
    assert [e.id for e in reconcile(record.filed(), record.judgements()).events] == sorted_events(record)
    assert [m.kind for _, m in record.list_mentions().rows if m.rule == mention.rule] == ["toll"]


def sorted_events(store: Store) -> list[str]:
    return [e.id for e in sorted(store.list_events(limit=500).rows, key=lambda e: (e.first_known, e.id))]


def test_an_added_mention_is_taken_back_and_given_again(record: Store) -> None:
    before = sorted_events(record)
    judgement = added(record)
    undo = made(record, undoing(record, judgement.id, LATER))
    assert of_analyst(titled(record)) == []
    assert sorted_events(record) == before
    made(record, undoing(record, undo.id, replace(LATER, at="2025-08-20T12:00:00Z")))
    assert len(of_analyst(titled(record))) == 1


def test_it_outlives_newer_rules_and_new_versions_that_have_its_sentence(record: Store) -> None:
    added(record)

    def otherwise(page: Dispatch) -> Any:  # a paragraph more in front: all offsets move
        read = reading(replace(page, said=(Said("position", "Nobody knew more.", "knew", {}), *page.said)))
        return replace(read, mentions=tuple(replace(m, id=f"new{m.id[:13]}") for m in read.mentions))

    outside = replace(world(CRISIS, rules="rules-2", read=otherwise))
    assert not [e for e in reread(record, outdated(record, "rules-2"), outside) if isinstance(e, Exception)]
    join(record, JOINER)
    (mention,) = of_analyst(titled(record))
    text = titled(record).article.text
    assert text[mention.trigger.start : mention.trigger.end] == "killing"
    url = "https://wire.example/2025-07-31/night-in-kyiv"
    later = replace(
        CRISIS[2], said=(*CRISIS[2].said, Said("position", "Talks go on.", "go", {})), url=url, modified="2025-08-03"
    )
    fill(record, [later])
    versions = record.versions(titled(record).page)
    assert [len(of_analyst(f)) for f in versions] == [1, 1]
    assert len({m.id for f in versions for m in of_analyst(f)}) == 2
    without = replace(later, said=(Said("position", "Nothing is known.", "known", {}),), modified="2025-08-04")
    fill(record, [without])
    assert [len(of_analyst(f)) for f in record.versions(titled(record).page)] == [1, 1, 0]


def test_an_added_mention_can_be_judged_and_corrected(record: Store) -> None:
    added(record)
    (mention,) = of_analyst(titled(record))
    made(record, correction_on(record, mention.id, replace(TOLL, rows=(Fill("killed", "13 people", "31"),)), LATER))
    (now,) = [m for m in present(record, titled(record)) if m.id == mention.id]
    assert fills_of(now) == [Fill("killed", "13 people", "31")]
    made(record, judgement_on(record, [mention.id], "reject", replace(LATER, at="2025-08-20T12:00:00Z")))
    assert "toll" not in [row.kind for row in queries.timeline(record, Asked(TODAY)).rows]


def test_whose_word_it_is(record: Store) -> None:
    filed = titled(record, "Moscow answers")
    told = Told("position", (Fill("actor", "Russia"),), "negated", "deny", "Russia")
    made(record, creation_on(record, filed.article.id, words(filed, "denied"), told, ADA))
    (mention,) = of_analyst(titled(record, "Moscow answers"))
    assert mention.attribution is not None
    assert mention.attribution.source is not None
    assert (mention.attribution.stance, mention.attribution.source.country, mention.status) == (
        "deny",
        "RUS",
        "negated",
    )
    assert mention.attribution.cue.said == "Russia"


@pytest.mark.parametrize(
    ("said", "told", "what"),
    [
        ("killing", Told("gossip"), "no such kind"),
        ("killing", Told("toll", status="maybe"), "no such status"),
        ("killing", Told("toll", (Fill("amount", "13 people", "5 EUR"),)), "no such slot"),
        ("killing", Told("toll", (Fill("killed", "14 people"),)), "do not stand in the article"),
        ("killing", Told("toll", (Fill("killed", "people"),)), "what is its value"),
        ("killing", Told("attack", (Fill("time", "July 31"),)), "what is its value"),
        ("killing", Told("attack", (Fill("time", "July 31", "late"),)), "not a date"),
        ("killing", Told("toll", voice="claim"), "who says so"),
        ("killing", Told("toll", voice="claim", speaker="the mayor"), "do not stand in the article"),
        ("killing", Told("toll", voice="shout", speaker="Russia"), "no voice"),
        ("Night in Kyiv\n\nRussia", Told("toll"), "run over paragraphs"),
        (" ", Told("toll"), "nothing is selected"),
    ],
)
def test_what_cannot_be_added(record: Store, said: str, told: Told, what: str) -> None:
    filed = titled(record)
    with pytest.raises(JudgementError, match=what) as error:
        creation_on(record, filed.article.id, words(filed, said), told, ADA)
    assert error.value.remedy
    assert record.judgements() == []


def test_what_is_not_there(record: Store) -> None:
    with pytest.raises(NotFound):
        creation_on(record, "zzz", Span(0, 1, "N"), TOLL, ADA)
    with pytest.raises(NotFound):
        correction_on(record, "zzz", TOLL, ADA)
    with pytest.raises(JudgementError, match="nobody signs"):
        creation_on(record, titled(record).article.id, words(titled(record), "killing"), TOLL, replace(ADA, by=" "))
    with pytest.raises(JudgementError, match="nothing is selected"):
        creation_on(record, titled(record).article.id, Span(0, 4, "Days"), TOLL, ADA)


def test_a_correction_says_only_what_differs(record: Store) -> None:
    filed = titled(record)
    (mention,) = filed.mentions
    same = Told("attack", fills_of(mention))
    assert correction_on(record, mention.id, same, ADA) is None
    rows = [f if f.slot != "killed" else replace(f, value="31") for f in fills_of(mention)]
    judgement = made(record, correction_on(record, mention.id, replace(same, rows=rows), ADA))
    assert dict(judgement.correction) == {"killed": [{"low": 31, "high": 31, "said": "13 people"}]}
    (now,) = present(record, titled(record))
    assert now.slots["actor"] == mention.slots["actor"]
    assert now.slots["killed"][0].span == mention.slots["killed"][0].span  # type: ignore[union-attr]
    assert correction_on(record, mention.id, replace(same, rows=rows), LATER) is None  # it is so by now


def test_one_of_several_values_is_changed_and_the_others_are_kept_whole(record: Store) -> None:
    filed = titled(record, "Three more")
    mention = next(m for m in filed.mentions if len(m.slots["actor"]) == 3)
    rows = [f if f.words != "Sweden" else Fill("actor", "", "Finland") for f in fills_of(mention)]
    made(record, correction_on(record, mention.id, Told("pledge", rows), ADA))
    now = next(m for m in present(record, titled(record, "Three more")) if m.id == mention.id)
    assert now.slots["actor"][:2] == mention.slots["actor"][:2]
    last = now.slots["actor"][2]
    assert isinstance(last, Entity)
    assert (last.country, last.span) == ("FIN", mention.evidence)


@pytest.mark.parametrize("slot", sorted(SLOT_TYPES))
def test_every_value_read_is_written_and_kept_without_loss(record: Store, slot: str) -> None:
    for filed in record.filed():
        for mention in filed.mentions:
            if slot in mention.slots:
                told = Told(mention.kind, [f for f in fills_of(mention) if f.slot != slot], mention.status)
                told = replace(told, voice="outlet") if mention.attribution is None else told
                if mention.attribution is None:
                    emptied = correction_on(record, mention.id, told, ADA)
                    assert emptied is not None
                    assert dict(emptied.correction) == {slot: []}


@pytest.mark.parametrize(
    ("said", "country", "precision", "geonames"),
    [
        ("Kyiv", "UKR", "city", True),
        ("France", "FRA", "country", False),
        ("Tripoli", None, None, False),  # two towns of that name
        ("Tripoli, LBY", "LBY", "city", True),
        ("the front", None, None, False),
    ],
)
def test_places_are_never_guessed(
    record: Store, said: str, country: str | None, precision: str | None, geonames: bool
) -> None:
    (mention,) = titled(record).mentions
    rows = [f for f in fills_of(mention) if f.slot != "place"]
    made(record, correction_on(record, mention.id, Told("attack", [*rows, Fill("place", "", said)]), ADA))
    (now,) = present(record, titled(record))
    place = now.slots["place"][0]
    assert isinstance(place, Place)
    assert (place.country, place.precision, place.geonames is not None) == (country, precision, geonames)
