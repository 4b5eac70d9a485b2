"""The contract of Store, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.making import JOINER, NOW, anchor, everything, fake_read, filed, judgement, outside, page, snapshot_of
from veille.errors import JudgementError, QueryError, RecordDamaged
from veille.model import Reading, Snapshot
from veille.record import Views
from veille.store import Given, Store
from veille.store.adding import add, outdated, reread
from veille.store.base import (
    ActorFilter,
    ArticleFilter,
    EventFilter,
    MentionFilter,
    StatementFilter,
    StoryFilter,
)
from veille.store.joining import join

URL = "https://www.example.org/war/?utm_source=x"
STRIKE = page("Strikes on Kyiv", "RUS attack UKR at Kyiv says UKR.", "USA ultimatum RUS by 2025-08-08.", url=URL)
EDITED = page("Strikes on Kyiv", "RUS attack UKR at Lviv says UKR.", url=URL, modified="2025-08-03")
AID = page("Élysée pledges aid", "FRA pledge UKR.", "RUS attack UKR.", published="2025-08-02")
OLD = page("Before the storm", "RUS demand UKR.", published="2025-07-01")


@pytest.fixture
def full(store: Store) -> Store:
    """A record of three joined articles."""
    for content, source in ((STRIKE, "a"), (AID, "b"), (OLD, "c")):
        store.file(*filed(content, source))
    join(store, JOINER)
    return store


# -- filing ---------------------------------------------------------------------------


def test_what_is_filed_comes_back(store: Store) -> None:
    one, snapshot, given = filed(STRIKE)
    assert store.file(one, snapshot, given).outcome == "added"
    assert store.articles([one.article.id, "none"]) == {one.article.id: one}
    mention = one.mentions[0]
    assert store.mentions([mention.id]) == {mention.id: (one.article.id, mention)}
    assert store.snapshot(store.sightings()[0]) == snapshot
    assert list(store.filed()) == [one]


def test_filing_again_changes_nothing(full: Store) -> None:
    before = everything(full)
    assert full.file(*filed(STRIKE, "a", read_at="2026-01-01T00:00:00Z")).outcome == "known"
    assert everything(full) == before
    assert full.ticket().articles == ()


def test_another_source_of_the_same_bytes_is_a_sighting(full: Store) -> None:
    one, snapshot, given = filed(STRIKE, "z")
    assert full.file(one, snapshot, given).outcome == "known"
    assert [s.source for s in full.sightings(one.article.id)] == ["a", "z"]
    assert full.articles([one.article.id])[one.article.id].source == "a"
    assert full.seen(snapshot_of(STRIKE, "z")) == one.article.id
    assert full.seen(snapshot_of(STRIKE, "y")) is None
    assert full.seen(snapshot_of(STRIKE, "z"), Given(language="fr")) is None


def test_an_edited_page_supersedes(full: Store) -> None:
    one, snapshot, given = filed(EDITED, "a2")
    assert full.file(one, snapshot, given).outcome == "version"
    first, second = full.versions(one.page)
    assert (first.version, first.superseded, second.version, second.superseded) == (1, True, 2, False)
    assert second.known_on == "2025-08-03"
    assert first.article.id in full.ticket().articles
    join(full, JOINER)
    assert [e.review for e in full.list_events(EventFilter(kinds=("ultimatum",))).rows] == [("evidence changed",)]
    current = full.list_mentions(MentionFilter(place="Kyiv")).rows
    assert not current
    assert full.list_mentions(MentionFilter(place="Kyiv", current=False)).rows


def test_withdrawal_and_return(full: Store) -> None:
    name = filed(STRIKE)[0].page
    assert full.withdraw(name, NOW)
    assert not full.withdraw(name, NOW)
    assert full.versions(name)[0].withdrawn_at == NOW
    assert full.ticket().articles
    assert full.withdraw(name, None)
    assert not full.withdraw("no such page", NOW)


def test_bytes_that_are_not_their_digest_are_refused(store: Store) -> None:
    one, snapshot, given = filed(STRIKE)
    with pytest.raises(RecordDamaged, match="SHA-256"):
        store.file(one, replace(snapshot, content=b"other"), given)
    assert store.figures().articles == store.figures().snapshots == 0


def test_an_undated_page_is_known_from_when_it_was_read(store: Store) -> None:
    one, snapshot, given = filed(page("Undated", "RUS attack UKR.", published=""))
    store.file(one, snapshot, given)
    assert [f.known_on for f in store.list_articles(ArticleFilter(since="2025-08-06")).rows] == ["2025-08-06"]


def test_pages_without_address_and_site_are_not_versions_of_each_other(store: Store) -> None:
    store.file(*filed(page("Bulletin", "RUS attack UKR."), "one"))
    assert store.file(*filed(page("Bulletin", "FRA pledge UKR."), "two")).outcome == "added"


# -- lists ----------------------------------------------------------------------------

EVENTS = [
    (EventFilter(), ["attack: RUS > UKR", "pledge: FRA > UKR", "ultimatum: USA > RUS", "demand: RUS > UKR"]),
    (EventFilter(kinds=("attack", "demand")), ["attack: RUS > UKR", "demand: RUS > UKR"]),
    (EventFilter(actor="FRA"), ["pledge: FRA > UKR"]),
    (EventFilter(actor="country:FRA"), ["pledge: FRA > UKR"]),
    (EventFilter(actor="nobody"), []),
    (EventFilter(place="kyiv"), ["attack: RUS > UKR"]),
    (EventFilter(place="Kyiv", actor="RUS", kinds=("attack",)), ["attack: RUS > UKR"]),
    (EventFilter(place="Kyiv", kinds=("pledge",)), []),
    (EventFilter(source="UKR"), ["attack: RUS > UKR"]),
    (EventFilter(text="ultimatum"), ["ultimatum: USA > RUS"]),
    (EventFilter(text='"attack ukr" kyi*'), ["attack: RUS > UKR"]),
    (EventFilter(text='"kyiv attack"'), []),
    (EventFilter(since="2025-08-02"), ["pledge: FRA > UKR"]),
    (EventFilter(until="2025-07-31"), ["demand: RUS > UKR"]),
    (EventFilter(as_of="2025-07-15"), ["demand: RUS > UKR"]),
    (EventFilter(learned_since="2025-08-02", ascending=True), ["attack: RUS > UKR", "pledge: FRA > UKR"]),
    (EventFilter(order="deadline"), ["ultimatum: USA > RUS"]),
    (EventFilter(deadline_until="2025-08-07"), []),
    (EventFilter(deadline_since="2025-08-08", order="deadline"), ["ultimatum: USA > RUS"]),
    (EventFilter(review=True), []),
    (EventFilter(conflicting=False, status="happened", kinds=("pledge",)), ["pledge: FRA > UKR"]),
    (EventFilter(state="issued"), []),
]


@pytest.mark.parametrize(("wanted", "found"), EVENTS, ids=lambda v: str(v)[:60] if isinstance(v, EventFilter) else "")
def test_events_are_listed(full: Store, wanted: EventFilter, found: list[str]) -> None:
    rows = [event.summary for event in full.list_events(wanted).rows]
    assert sorted(rows) == sorted(found)


def test_events_of_a_story(full: Store) -> None:
    stories = full.list_stories(StoryFilter(text="strikes")).rows
    assert [s.title for s in stories] == ["Strikes on Kyiv"]
    assert len(full.list_events(EventFilter(story=stories[0].id)).rows) == 2
    assert len(full.list_events(EventFilter(story=stories[0].id, actor="USA")).rows) == 1
    assert [f.article.title for f in full.list_articles(ArticleFilter(story=stories[0].id)).rows] == ["Strikes on Kyiv"]
    assert len(full.list_stories(StoryFilter(since="2025-08-01")).rows) == 2
    assert len(full.list_stories(StoryFilter(as_of="2025-07-31")).rows) == 1


@pytest.mark.parametrize("order", ["day", "known", "learned"])
@pytest.mark.parametrize("ascending", [False, True])
def test_cursors_go_through_a_list(full: Store, order: str, ascending: bool) -> None:
    wanted = EventFilter(order=order, ascending=ascending)  # type: ignore[arg-type]
    rows, cursor = [], None
    for _ in range(4):
        got = full.list_events(wanted, limit=1, after=cursor)
        rows += got.rows
        cursor = got.next
    assert cursor is None
    assert tuple(rows) == full.list_events(wanted).rows


def test_other_lists(full: Store) -> None:
    assert [m.kind for _, m in full.list_mentions(MentionFilter(kinds=("attack",), until="2025-08-01")).rows] == [
        "attack"
    ]
    event = full.list_events(EventFilter(kinds=("attack",))).rows[0]
    assert {m.id for _, m in full.list_mentions(MentionFilter(event=event.id)).rows} == set(event.mentions)
    assert full.event_of(event.mentions) == dict.fromkeys(event.mentions, event.id)
    assert len(full.list_mentions(MentionFilter(actor="RUS", place="Kyiv", source="UKR", text="attack")).rows) == 1
    assert [f.article.title for f in full.list_articles(ArticleFilter(text="elysee")).rows] == ["Élysée pledges aid"]
    assert [f.article.title for f in full.list_articles(ArticleFilter(site="example.org")).rows] == ["Strikes on Kyiv"]
    assert len(full.list_articles(ArticleFilter(read_until="2025-01-01T00:00:00Z")).rows) == 0
    said = full.list_statements(StatementFilter(source="UKR", voice="claim", kinds=("attack",))).rows
    assert [(s.event, s.kind, s.statement.name) for s in said] == [(event.id, "attack", "UKR")]
    assert full.list_statements(StatementFilter(as_of="2025-07-31")).rows == ()
    actors = full.list_actors(limit=2)
    assert [(a.entity, a.events) for a in actors.rows] == [("country:RUS", 3), ("country:UKR", 3)]
    assert [a.name for a in full.list_actors(limit=2, after=actors.next).rows] == ["FRA", "USA"]
    for role in ("actor", "recipient", "source", None):
        for kinds in ((), ("pledge",), ("attack", "ultimatum")):
            whole = full.list_actors(ActorFilter(role=role, kinds=kinds)).rows
            assert whole == full.list_actors(ActorFilter(role=role, kinds=kinds, since="2025-01-01")).rows
    assert [a.name for a in full.list_actors(ActorFilter(role="actor", kinds=("pledge",))).rows] == ["FRA"]
    with pytest.raises(QueryError, match="no role"):
        full.list_actors(ActorFilter(role="victim"))


@pytest.mark.parametrize("cursor", ["x", "WyJhIl0", "é", ""])
def test_a_strange_cursor_is_told(full: Store, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        full.list_events(after=cursor)
    with pytest.raises(QueryError, match="cursor"):
        full.list_actors(after=cursor)


def test_a_cursor_of_another_order_is_refused(full: Store) -> None:
    with pytest.raises(QueryError):
        full.list_events(EventFilter(ascending=True), after=full.list_events(limit=1).next)


def test_bad_questions_are_told(full: Store) -> None:
    with pytest.raises(QueryError, match="no word"):
        full.list_articles(ArticleFilter(text=" '*' "))
    with pytest.raises(QueryError, match="number of rows"):
        full.list_events(limit=0)
    with pytest.raises(QueryError, match="no day"):
        full.list_events(EventFilter(since="yesterday"))


def test_finding_by_the_beginning_of_an_id(full: Store) -> None:
    event = full.list_events().rows[0]
    assert ("event", event.id) in full.find(event.id[:9])
    assert full.find("no such id") == []


# -- judgements -----------------------------------------------------------------------


def test_judgements_are_kept_and_joined(full: Store) -> None:
    one = filed(AID, "b")[0]
    reject = judgement("j1", "reject", anchor(one, one.mentions[0]))
    assert full.judge(reject)
    assert not full.judge(reject)
    assert full.judgements() == [reject]
    join(full, JOINER)
    assert full.list_events(EventFilter(kinds=("pledge",))).rows == ()


def test_judgements_that_cannot_be_kept(full: Store) -> None:
    one = filed(AID, "b")[0]
    with pytest.raises(JudgementError, match="no such judgement"):
        full.judge(judgement("j2", "undo", undoes="j9"))
    with pytest.raises(JudgementError, match="undoes nothing"):
        full.judge(judgement("j2", "undo"))
    full.judge(judgement("j1", "confirm", anchor(one, one.mentions[0])))
    with pytest.raises(JudgementError, match="id of its own"):
        full.judge(judgement("j1", "reject", anchor(one, one.mentions[0])))


# -- reading again --------------------------------------------------------------------


def newer_rules(snapshot: Snapshot, given: Given) -> Reading:
    """Rules that name everything anew: other ids, and pledges are aid."""
    reading = fake_read(snapshot, given)
    article = replace(reading.article, id=reading.article.id[::-1])
    mentions = [replace(m, id=m.id[::-1], kind="aid" if m.kind == "pledge" else m.kind) for m in reading.mentions]
    return replace(reading, article=article, mentions=tuple(mentions))


def test_judgements_outlive_newer_rules(full: Store) -> None:
    one = filed(AID, "b")[0]
    full.judge(judgement("j1", "reject", anchor(one, one.mentions[0])))
    join(full, JOINER)
    world = replace(outside({}, rules="rules-2"), read=newer_rules)
    done = [d for d in reread(full, outdated(full, "rules-2"), world) if not isinstance(d, Exception)]
    assert [d.outcome for d in done] == ["reread"] * 3
    assert outdated(full, "rules-2") == []
    assert full.judgements()[0].anchors[0].mention == one.mentions[0].id[::-1]
    join(full, JOINER)
    assert {e.kind for e in full.list_events().rows} == {"attack", "ultimatum", "demand"}
    assert full.figures().articles == 3
    assert full.list_mentions(MentionFilter(kinds=("pledge",))).rows == ()


def test_reading_again_part_by_part_equals_adding_with_the_newer_rules(full: Store, place: object) -> None:
    world = replace(outside({"a": STRIKE, "b": AID, "c": OLD}, rules="rules-2"), read=newer_rules)
    for group in outdated(full, "rules-2"):
        list(reread(full, [group], world))
        join(full, JOINER)
    from veille.store import open_store

    fresh = open_store(place(), create=True)  # type: ignore[operator]
    for source in "abc":
        add(fresh, source, outside=world)
    join(fresh, JOINER)
    assert everything(full) == everything(fresh)
    fresh.close()


def test_a_page_that_newer_rules_cannot_read_keeps_its_reading(full: Store) -> None:
    from veille.errors import NotAnArticle

    def refusing(snapshot: Snapshot, given: Given) -> Reading:
        raise NotAnArticle(snapshot.source, "no", "none")

    before = list(full.filed())
    done = list(reread(full, outdated(full, "rules-2"), replace(outside({}, rules="rules-2"), read=refusing)))
    assert all(isinstance(d, NotAnArticle) for d in done)
    assert list(full.filed()) == before


# -- joining --------------------------------------------------------------------------


def test_views_of_an_old_ticket_are_not_saved(full: Store) -> None:
    full.file(*filed(EDITED, "a2"))
    ticket = full.ticket()
    join(full, JOINER)
    views = JOINER.whole([], [])
    assert not full.save_views(views, ticket, JOINER.scheme, whole=True)
    assert full.figures().events > 0


def test_what_changes_while_it_is_joined_goes_on_waiting(full: Store) -> None:
    full.file(*filed(EDITED, "a2"))
    ticket = full.ticket()
    full.withdraw(filed(EDITED)[0].page, NOW)
    filed_now = list(full.filed())
    assert full.save_views(JOINER.whole(filed_now, []), ticket, JOINER.scheme, whole=True)
    assert filed(EDITED)[0].article.id in full.ticket().articles


def test_what_views_say_nothing_of_stays(full: Store) -> None:
    before = everything(full)
    titled = {one.article.title: one.article.id for one in full.filed()}
    old, aid = titled["Before the storm"], titled["Élysée pledges aid"]
    story = full.stories(full.story_of([old]).values())[full.story_of([old])[old]]
    assert full.save_views(Views({}, (story,), ()), full.ticket(), JOINER.scheme, whole=False)
    assert full.save_views(Views({aid: aid}, (), ()), full.ticket(), JOINER.scheme, whole=False)
    assert everything(full) == before


def test_mentions_that_views_leave_behind_are_joined_again(full: Store) -> None:
    before = everything(full)
    event = full.list_events(EventFilter(kinds=("attack",))).rows[0]
    lone = replace(event, id="lone", mentions=event.mentions[:1])
    assert full.save_views(Views({}, (), (lone,)), full.ticket(), JOINER.scheme, whole=False)
    assert full.ticket().articles == (event.articles[1],)
    join(full, JOINER)
    assert everything(full) == before


def test_newer_joining_rules_join_all_again(full: Store) -> None:
    assert join(full, JOINER) == 0
    calls: list[int] = []

    def whole(*arguments: object) -> object:
        calls.append(1)
        return JOINER.whole(*arguments)  # type: ignore[arg-type]

    join(full, replace(JOINER, scheme="fake-2", whole=whole))  # type: ignore[arg-type]
    assert calls == [1]
