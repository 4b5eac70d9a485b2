"""Articles made without a parser: what the tests of stores file. A public fake reader stands in for the real one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from veille.model import Article, Attribution, Block, Dated, Mention, Plover, Reading, Snapshot
from veille.record import Anchor, Event, Figure, Filed, Judgement, Statement, Story, Views
from veille.store.adding import Outside, filed_of
from veille.store.base import Given
from veille.store.joining import Joiner, Shelf
from veille.values import Entity, Period, Place, Span

NOW = "2025-08-06T09:30:00Z"
RULES = "rules-1"
_SENTENCE = re.compile(
    r"([A-Z]{3}) (attack|pledge|ultimatum|demand) ([A-Z]{3})(?: at (\w+))?(?: by (\S+))?(?: says ([A-Z]{3}))?\."
)


def page(
    title: str, *sentences: str, url: str | None = None, published: str = "2025-08-01", modified: str = ""
) -> bytes:
    """A page for the fake reader: its head, then sentences such as "RUS attack UKR at Kyiv says UKR."."""
    return "\n".join([title, url or "", published, modified, *sentences]).encode()


def snapshot_of(content: bytes, source: str = "page.txt") -> Snapshot:
    return Snapshot(source, content, hashlib.sha256(content).hexdigest())


def fake_read(snapshot: Snapshot, given: Given) -> Reading:
    """What a page of `page` says, without a parser."""
    title, url, published, modified, *body = snapshot.content.decode().split("\n")
    text = "\n\n".join([title, *body])
    name = "\n".join([url, title, text])
    day = given.published or published
    article = Article(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        text=text,
        blocks=(Block("title", 0, len(title)),),
        language=given.language or "en",
        title=title,
        url=url or None,
        site="example.org" if url else None,
        published=Dated(day, "day", "text") if day else None,
        modified=Dated(modified, "day", "text") if modified else None,
    )
    return Reading(article, tuple(_mention(article, found) for found in _SENTENCE.finditer(text)))


def _mention(article: Article, found: re.Match[str]) -> Mention:
    def entity(group: int) -> Entity:
        return Entity(Span.of(article.text, *found.span(group)), f"country:{found[group]}", found[group], found[group])

    slots: dict[str, tuple[object, ...]] = {"actor": (entity(1),), "recipient": (entity(3),)}
    if found[4]:
        slots["place"] = (Place(Span.of(article.text, *found.span(4)), found[4], found[3]),)
    if found[5]:
        slots["deadline"] = (Period(Span.of(article.text, *found.span(5)), found[5], precision="day", bound="by"),)
    trigger = Span.of(article.text, *found.span(2))
    said = Attribution(trigger, "claim", entity(6)) if found[6] else None
    return Mention(
        id=hashlib.sha256(f"{article.id}{trigger.start}".encode()).hexdigest()[:16],
        kind=found[2],
        plover=Plover(None),
        trigger=trigger,
        evidence=Span.of(article.text, *found.span(0)),
        status="happened",
        slots=slots,  # type: ignore[arg-type]
        summary=f"{found[2]}: {found[1]} > {found[3]}",
        attribution=said,
        rule=f"{found[2]}/1",
    )


def filed(
    content: bytes, source: str = "page.txt", read_at: str = NOW, given: Given = Given()
) -> tuple[Filed, Snapshot, Given]:
    """What `Store.file` takes."""
    snapshot = snapshot_of(content, source)
    return filed_of(fake_read(snapshot, given), snapshot, read_at, RULES), snapshot, given


def outside(pages: Mapping[str, bytes], *, now: str = NOW, rules: str = RULES) -> Outside:
    """A world of the pages given, the fake reader and a stopped clock."""
    return Outside(lambda source: snapshot_of(pages[source], source), fake_read, lambda: now, lambda: rules)


# -- a joiner that is easy to foresee: mentions of one kind, actor and recipient are one event, articles of one day a story ------


def _key(mention: Mention) -> str:
    return "|".join(
        [mention.kind, *(v.id for s in ("actor", "recipient") for v in mention.slots[s] if isinstance(v, Entity))]
    )


def keys_for(one: Filed) -> frozenset[str]:
    return frozenset({*map(_key, one.mentions), f"day|{one.known_on}"})


def whole(articles: Iterable[Filed], judgements: Sequence[Judgement]) -> Views:
    """Views of all articles; rejected mentions are left out, superseded articles ask for review."""
    rejected = {a.mention for j in judgements if j.action == "reject" for a in j.anchors}
    groups: dict[str, list[tuple[Filed, Mention]]] = {}
    days: dict[str, list[Filed]] = {}
    for one in sorted(articles, key=lambda f: (f.known_on, f.article.id)):
        days.setdefault(one.known_on, []).append(one)
        for mention in one.mentions:
            if mention.id not in rejected:
                groups.setdefault(_key(mention), []).append((one, mention))
    stories = tuple(
        Story(f"s{found[0].article.id}", found[0].article.title or "", tuple(f.article.id for f in found), day, day)
        for day, found in sorted(days.items())
    )
    story_of = {article: story.id for story in stories for article in story.articles}
    events = tuple(_event(rows, story_of) for _, rows in sorted(groups.items()))
    return Views({article: article for article in story_of}, stories, events)


def _event(rows: list[tuple[Filed, Mention]], story_of: Mapping[str, str]) -> Event:
    first, mention = rows[0]
    ids = tuple(dict.fromkeys(f.article.id for f, _ in rows))
    deadlines = [v for _, m in rows for v in m.slots.get("deadline", ()) if isinstance(v, Period)]
    figures = tuple(Figure("deadline", v.value or "", v.span.said, (), ids) for v in deadlines)
    said = tuple(
        Statement("claim", m.attribution.source.id, m.attribution.source.name, m.id, f.article.id, f.known_on)
        for f, m in rows
        if m.attribution and m.attribution.source
    )
    return Event(
        id=f"e{mention.id}",
        kind=mention.kind,
        summary=mention.summary,
        mentions=tuple(m.id for _, m in rows),
        articles=ids,
        origins=ids,
        story=story_of[first.article.id],
        first_known=first.known_on,
        last_known=rows[-1][0].known_on,
        day=first.known_on,
        slots={"deadline": figures} if figures else {},
        statements=said,
        review=("evidence changed",) if any(f.superseded for f, _ in rows) else (),
    )


def near(new: Iterable[Filed], shelf: Shelf, judgements: Sequence[Judgement]) -> Views:
    """The views that new articles touch: closed, as `whole` over all that is linked with them."""
    held: dict[str, Filed] = {}
    waiting = list(new)
    while waiting:
        held |= {one.article.id: one for one in waiting}
        keys = {key for one in waiting for key in keys_for(one)}
        waiting = [one for one in shelf.near(keys) if one.article.id not in held]
    return whole(held.values(), judgements)


JOINER = Joiner("fake-1", keys_for, whole, near)


def anchor(one: Filed, mention: Mention) -> Anchor:
    return Anchor(mention.id, one.page, mention.kind, mention.evidence.said, mention.trigger.said)


def judgement(ident: str, action: str, *anchors: Anchor, undoes: str | None = None) -> Judgement:
    return Judgement(ident, NOW, "Ada", action, tuple(anchors), note="n", undoes=undoes)  # type: ignore[arg-type]


def renewed(outside_: Outside, rules: str, read: object) -> Outside:
    """The same world with newer rules."""
    return replace(outside_, rules=lambda: rules, read=read)  # type: ignore[arg-type]


def everything(store: object) -> Collection[object]:
    """All that lists and look-ups of a store give, for comparing two stores."""
    from veille.store.base import ArticleFilter, EventFilter, MentionFilter, Store

    held: Store = store  # type: ignore[assignment]
    articles = list(held.filed())
    ids = [one.article.id for one in articles]
    return [
        articles,
        held.list_articles(ArticleFilter(current=False), limit=10_000).rows,
        held.list_mentions(MentionFilter(current=False), limit=10_000).rows,
        held.list_mentions(MentionFilter(actor="RUS"), limit=10_000).rows,
        held.list_events(limit=10_000).rows,
        held.list_events(EventFilter(text="kyiv"), limit=10_000).rows,
        held.list_stories(limit=10_000).rows,
        held.list_statements(limit=10_000).rows,
        held.list_actors(limit=10_000).rows,
        held.origins(ids),
        held.story_of(ids),
        held.sightings(),
        held.judgements(),
    ]
