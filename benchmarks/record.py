"""How fast a large record answers: fills one with made articles and times every list.

    python benchmarks/record.py [--articles 100000] [--record PATH|URL | --postgresql] [--repeats 30]

`--postgresql` starts a server for the time of the benchmark, as the tests do.

A record that is there already at PATH is asked as it is. The data is made by a fixed seed: a few countries, persons and places
are in most of the news, as they are in a real crisis, and words follow Zipf's law.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

from veille.model import Article, Attribution, Block, Dated, Mention, Plover, Snapshot
from veille.ontology import load_kinds
from veille.record import Conflict, Event, Figure, Filed, Statement, Step, Story, Views
from veille.store import Store, open_store
from veille.store import base as b
from veille.store.database import Database, database_url
from veille.store.pending import draw_ticket
from veille.store.rows import article_row, chunks, insert_rows, mention_row
from veille.store.search import put_words
from veille.store.snapshots import keep_bytes
from veille.store.tables import articles, mention_terms, mentions, sightings
from veille.store.terms import terms_of
from veille.store.viewing import save_views
from veille.values import Entity, Period, Place, Span

FIRST_DAY = date(2023, 9, 1)
DAYS, WORDS, COUNTRIES, PERSONS, PLACES = 730, 20_000, 60, 400, 800
ARTICLES_A_STORY, EVENTS_A_STORY, MENTIONS, TEXT_WORDS = 12, 20, 5, 220
TARGET_MS = 200


def zipf(count: int) -> list[float]:
    """Cumulated weights: the n-th of `count` is wanted 1/n as often as the first."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


@dataclass(frozen=True, slots=True)
class Deed:
    """What an event of the made crisis is."""

    id: str
    kind: str
    actor: str
    recipient: str
    place: str
    day: str


class World:
    """Makes stories, articles and events from a seed."""

    def __init__(self, seed: int = 20250714) -> None:
        self.chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.words = sorted({"".join(self.chance.choices(letters, k=self.chance.randint(3, 9))) for _ in range(WORDS)})
        self.chance.shuffle(self.words)
        self.countries = ["RUS", "UKR", "USA", *(f"C{number:02}" for number in range(COUNTRIES - 3))]
        self.persons = [f"Person {self.words[number].title()}" for number in range(PERSONS)]
        self.places = [f"{self.words[-number - 1].title()}grad" for number in range(PLACES)]
        self.kinds = list(load_kinds())
        self._weights = {n: zipf(n) for n in (len(self.words), COUNTRIES, PERSONS, PLACES, len(self.kinds))}

    def pick(self, items: Sequence[str], count: int = 1) -> list[str]:
        """Some of the items, the first ones most often."""
        return self.chance.choices(items, cum_weights=self._weights[len(items)], k=count)

    def story(self, number: int) -> tuple[list[Filed], list[Deed]]:
        """The articles of a story and what they tell of."""
        start = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
        deeds = [self._deed(f"{number}-{n}", start) for n in range(EVENTS_A_STORY)]
        return [self._article(f"{number}-{n}", start, deeds) for n in range(ARTICLES_A_STORY)], deeds

    def _deed(self, name: str, start: date) -> Deed:
        actor, recipient = self.pick(self.countries, 2)
        day = start + timedelta(days=self.chance.randrange(10))
        return Deed(name, self.pick(self.kinds)[0], actor, recipient, self.pick(self.places)[0], day.isoformat())

    def _article(self, name: str, start: date, deeds: list[Deed]) -> Filed:
        ident = hashlib.sha256(name.encode()).hexdigest()[:16]
        told = self.chance.sample(deeds, MENTIONS)
        sentences = [f"{d.actor} {self.pick(self.words)[0]} {d.recipient} at {d.place}." for d in told]
        filler = " ".join(self.pick(self.words, TEXT_WORDS))
        title = " ".join(self.pick(self.words, 6)).capitalize()
        text = "\n\n".join([title, *sentences, filler])
        day = (start + timedelta(days=self.chance.randrange(12))).isoformat()
        article = Article(
            ident,
            text,
            (Block("title", 0, len(title)),),
            self.chance.choice(["fr", "en"]),
            title=title,
            published=Dated(day, "day", "json-ld"),
            url=f"https://site{len(name) % 7}.example/{ident}",
            site=f"site{int(ident, 16) % 40}.example",
        )
        starts = accumulate([len(title) + 2, *(len(said) + 2 for said in sentences[:-1])])
        found = tuple(self._mention(article, start, *row) for start, *row in zip(starts, sentences, told, strict=True))
        return Filed(article, found, article.url or ident, ident * 4, ident, f"{day}T12:00:00Z", "made")

    def _mention(self, article: Article, start: int, said: str, deed: Deed) -> Mention:
        span = Span.of(article.text, start, start + len(said))
        trigger = Span.of(article.text, start, start + 3)
        speaker = self.pick(self.persons)[0]
        source = Entity(trigger, f"name:{speaker}", speaker, deed.actor, kind="person")
        return Mention(
            id=hashlib.sha256(f"{article.id}{start}".encode()).hexdigest()[:16],
            kind=deed.kind,
            plover=Plover(None),
            trigger=trigger,
            evidence=span,
            status="happened",
            slots={
                "actor": (Entity(trigger, f"country:{deed.actor}", deed.actor, deed.actor),),
                "recipient": (Entity(trigger, f"country:{deed.recipient}", deed.recipient, deed.recipient),),
                "place": (Place(trigger, deed.place, deed.recipient),),
                "time": (Period(trigger, deed.day, precision="day"),),
            },
            summary=f"{deed.kind}: {deed.actor} > {deed.recipient}, {deed.id}",
            attribution=Attribution(trigger, "claim", source) if self.chance.random() < 0.5 else None,
            rule="made",
        )


# -- filling --------------------------------------------------------------------------


def fill(place: str, many: int) -> None:
    """Make a record of that many articles, joined."""
    world, database = World(), Database(database_url(place))
    events: list[Event] = []
    stories: list[Story] = []
    made = islice((world.story(number) for number in range(many)), -(-many // ARTICLES_A_STORY))
    for batch in chunks(made, 50):
        insert(database, [one for told, _ in batch for one in told])
        for told, deeds in batch:
            stories.append(story_of(told))
            events += events_of(world, told, {d.id: d for d in deeds}, stories[-1].id)
        progress(f"{len(stories) * ARTICLES_A_STORY:,} articles")
    origins = {article: article for story in stories for article in story.articles}
    with database.writing() as connection:
        save_views(
            connection, Views(origins, tuple(stories), tuple(events)), draw_ticket(connection), "made", whole=True
        )
    database.close()
    progress(f"{len(events):,} events\n")


def insert(database: Database, filed: Sequence[Filed]) -> None:
    """Rows of articles, as filing them one by one makes them, many in a transaction."""
    with database.writing() as connection:
        for one in filed:
            content = one.article.text.encode()
            digest = hashlib.sha256(content).hexdigest()
            keep_bytes(connection, Snapshot(one.source, content, digest))
            insert_rows(connection, articles, [article_row(one) | {"snapshot": digest}])
            seen = {"snapshot": digest, "source": one.source, "published": "", "language": "", "read_at": one.read_at}
            insert_rows(connection, sightings, [seen | {"article": one.article.id}])
        insert_rows(connection, mentions, [mention_row(f, n, m) for f in filed for n, m in enumerate(f.mentions)])
        terms = [(f, m, facet, said) for f in filed for m in f.mentions for facet, said in sorted(terms_of(m))]
        rows = [{"facet": t, "term": s, "known_on": f.known_on, "mention": m.id} for f, m, t, s in terms]
        insert_rows(connection, mention_terms, rows)
        ids = {
            row.id: row.seq
            for row in connection.execute(articles.select().order_by(articles.c.seq.desc()).limit(len(filed)))
        }
        put_words(connection, "article_words", [(ids[f.article.id], f.article.text) for f in filed])
        count = sum(len(f.mentions) for f in filed)
        query = mentions.select().order_by(mentions.c.seq.desc()).limit(count)
        own = {row.id: row.seq for row in connection.execute(query)}
        put_words(connection, "mention_words", [(own[m.id], m.evidence.said) for f in filed for m in f.mentions])


def story_of(told: Sequence[Filed]) -> Story:
    """The story that articles tell."""
    days = sorted(one.known_on for one in told)
    ids = tuple(one.article.id for one in told)
    return Story(f"s{ids[0]}", told[0].article.title or "", ids, days[0], days[-1])


def events_of(world: World, told: Sequence[Filed], deeds: dict[str, Deed], story: str) -> Iterator[Event]:
    """The events that articles of a story tell of."""
    found: dict[str, list[tuple[Filed, Mention]]] = {}
    for one in told:
        for mention in one.mentions:
            found.setdefault(mention.summary.rpartition(", ")[2], []).append((one, mention))
    for name, rows in sorted(found.items()):
        yield event_of(world, deeds[name], sorted(rows, key=lambda row: (row[0].known_on, row[1].id)), story)


def event_of(world: World, deed: Deed, rows: list[tuple[Filed, Mention]], story: str) -> Event:
    """The event that mentions make up."""
    ids, known = tuple(m.id for _, m in rows), [f.known_on for f, _ in rows]
    origins = tuple(dict.fromkeys(f.article.id for f, _ in rows))
    figure = Figure(
        "deadline", (date.fromisoformat(deed.day) + timedelta(days=10)).isoformat(), "ten days", ids, origins
    )
    torn = world.chance.random() < 0.1
    said = [(f, m, m.attribution.source) for f, m in rows if m.attribution and m.attribution.source]
    return Event(
        id=f"e{ids[0]}",
        kind=deed.kind,
        summary=rows[0][1].summary,
        mentions=ids,
        articles=origins,
        origins=origins,
        story=story,
        first_known=known[0],
        last_known=known[-1],
        day=deed.day,
        slots={"deadline": (figure,)} if deed.kind == "ultimatum" else {},
        conflicts=(Conflict("killed", (figure,)),) if torn else (),
        statements=tuple(Statement("claim", s.id, s.name, m.id, f.article.id, f.known_on) for f, m, s in said),
        steps=(Step(deed.day, "issued", ids[0]),) if deed.kind in ("ultimatum", "pledge") else (),
        review=("conflict",) if torn else (),
    )


def progress(said: str) -> None:
    """A line on stderr that is written over."""
    sys.stderr.write(f"\r{said:40}")
    sys.stderr.flush()


# -- asking ---------------------------------------------------------------------------

Ask = Callable[[Store, random.Random], object]


def asks(world: World) -> dict[str, Ask]:
    """Every list with every filter, alone and together; values are picked as often as they occur."""

    def day(chance: random.Random) -> str:
        return (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()

    def event(**fixed: object) -> Ask:
        return lambda store, chance: store.list_events(b.EventFilter(**filled(fixed, chance)))

    def mention(**fixed: object) -> Ask:
        return lambda store, chance: store.list_mentions(b.MentionFilter(**filled(fixed, chance)))

    def article(**fixed: object) -> Ask:
        return lambda store, chance: store.list_articles(b.ArticleFilter(**filled(fixed, chance)))

    def filled(fixed: dict[str, object], chance: random.Random) -> dict[str, object]:
        world.chance = chance
        made: dict[object, Callable[[], object]] = {
            "kind": lambda: (world.pick(world.kinds)[0],),
            "country": lambda: world.pick(world.countries)[0],
            "rare": lambda: chance.choice(world.countries),
            "person": lambda: world.pick(world.persons)[0],
            "place": lambda: world.pick(world.places)[0],
            "day": lambda: day(chance),
            "early": lambda: (FIRST_DAY + timedelta(days=chance.randrange(30, 60))).isoformat(),
            "word": lambda: chance.choice(world.words[:300]),
            "words": lambda: " ".join(world.pick(world.words, 2)),
            "prefix": lambda: world.pick(world.words)[0][:3] + "*",
            "site": lambda: f"site{chance.randrange(40)}.example",
            "story": lambda: chance.choice(stories),
        }
        return {name: made[value]() if value in made else value for name, value in fixed.items()}

    stories: list[str] = []

    def learn(store: Store, chance: random.Random) -> object:
        found = store.list_stories(limit=50)
        stories[:] = [story.id for story in found.rows]
        return found

    return {
        "stories": learn,
        "stories text": lambda s, c: s.list_stories(b.StoryFilter(**filled({"text": "words"}, c))),
        "stories since until": lambda s, c: s.list_stories(
            b.StoryFilter(**filled({"since": "day", "as_of": "day"}, c))
        ),
        "events": event(),
        "events oldest first": event(ascending=True),
        "events kind": event(kinds="kind"),
        "events actor": event(actor="country"),
        "events actor rare": event(actor="rare"),
        "events place": event(place="place"),
        "events source": event(source="person"),
        "events story": event(story="story"),
        "events state": event(state="issued"),
        "events since": event(since="day", ascending=True),
        "events until": event(until="day"),
        "events as of": event(as_of="day"),
        "events as of early": event(as_of="early"),
        "events actor as of early": event(actor="country", as_of="early"),
        "events kind as of early": event(kinds="kind", as_of="early"),
        "events actor place": event(actor="country", place="place"),
        "events actor kind": event(actor="country", kinds="kind"),
        "events actor kind since until": event(actor="rare", kinds="kind", since="early", until="day"),
        "events actor place kind as of": event(actor="country", place="place", kinds="kind", as_of="day"),
        "events text": event(text="words"),
        "events text frequent": event(text="word"),
        "events text country": event(text="country"),
        "events actor text": event(actor="country", text="words"),
        "events conflicting": event(conflicting=True),
        "events conflicting actor": event(conflicting=True, actor="country"),
        "events review": event(review=True),
        "events learned since": event(learned_since="day", order="learned", ascending=True),
        "events deadlines": event(kinds=("ultimatum",), order="deadline", deadline_since="day", ascending=True),
        "events deadlines actor": event(kinds=("ultimatum",), order="deadline", actor="country"),
        "events pledges actor": event(kinds=("pledge",), actor="country", as_of="day"),
        "mentions": mention(),
        "mentions kind": mention(kinds="kind"),
        "mentions actor": mention(actor="country"),
        "mentions actor kind": mention(actor="rare", kinds="kind"),
        "mentions place": mention(place="place"),
        "mentions actor place": mention(actor="country", place="place"),
        "mentions source": mention(source="person"),
        "mentions text": mention(text="words"),
        "mentions text frequent": mention(text="word"),
        "mentions as of": mention(as_of="day"),
        "articles": article(),
        "articles site": article(site="site"),
        "articles language until": article(language="fr", until="day"),
        "articles story": article(story="story"),
        "articles text": article(text="words"),
        "articles text frequent": article(text="word"),
        "articles text prefix": article(text="prefix"),
        "articles text as of": article(text="word", as_of="early"),
        "articles read until": article(read_until="early"),
        "statements": lambda s, c: s.list_statements(),
        "statements source": lambda s, c: s.list_statements(b.StatementFilter(**filled({"source": "person"}, c))),
        "statements kind as of": lambda s, c: s.list_statements(
            b.StatementFilter(**filled({"kinds": "kind", "as_of": "day", "voice": "claim"}, c))
        ),
        "actors": lambda s, c: s.list_actors(),
        "actors role": lambda s, c: s.list_actors(b.ActorFilter(role="source")),
        "actors kind": lambda s, c: s.list_actors(b.ActorFilter(**filled({"kinds": "kind"}, c))),
        "actors since as of": lambda s, c: s.list_actors(
            b.ActorFilter(**filled({"since": "early", "as_of": "day"}, c))
        ),
        "actors story": lambda s, c: s.list_actors(b.ActorFilter(**filled({"story": "story"}, c))),
        "figures": lambda s, c: s.figures(),
    }


def ask_all(store: Store, repeats: int) -> bool:
    """Time every list and print a table; whether all medians are within the target.

    The processor's time is what it takes on a machine that does nothing else (of this process: a server's is not in it).
    """
    print(f"{'list':34} {'median ms':>10} {'p95 ms':>8} {'max ms':>8} {'processor ms':>13}")
    medians = []
    for name, ask in asks(World()).items():
        chance, taken, used = random.Random(name), [], []
        for _ in range(repeats):
            start, begun = time.perf_counter(), time.process_time()
            ask(store, chance)
            taken.append((time.perf_counter() - start) * 1000)
            used.append((time.process_time() - begun) * 1000)
        taken.sort()
        medians.append(statistics.median(taken))
        p95 = taken[int(0.95 * (len(taken) - 1))]
        late = "  over" if medians[-1] > TARGET_MS else ""
        print(
            f"{name:34} {medians[-1]:10.1f} {p95:8.1f} {taken[-1]:8.1f} {statistics.median(used):13.1f}{late}",
            flush=True,
        )
    print(f"\nslowest median {max(medians):.1f} ms, median of medians {statistics.median(medians):.1f} ms")
    return max(medians) <= TARGET_MS


def file_some(store: Store, many: int) -> None:
    """Time filing one article at a time into the large record."""
    world = World(seed=int(time.time()))
    filed, _ = world.story(10**9 + world.chance.randrange(10**9))
    taken = []
    for one in filed[:many]:
        content = one.article.text.encode()
        digest = hashlib.sha256(content).hexdigest()
        start = time.perf_counter()
        store.file(
            Filed(one.article, one.mentions, one.page, digest, one.source, one.read_at, "made"),
            Snapshot(one.source, content, digest),
        )
        taken.append(time.perf_counter() - start)
    print(f"filing one article: median {statistics.median(taken) * 1000:.1f} ms, max {max(taken) * 1000:.1f} ms")


def server() -> AbstractContextManager[str]:
    """A PostgreSQL for as long as the block lasts; its URL."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "store"))
    from server import postgresql

    return postgresql()


def main() -> None:
    """Fill a record where there is none, and time its lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--record", help="where the record is or shall be (default: a temporary file)")
    parser.add_argument("--postgresql", action="store_true", help="in a PostgreSQL of its own")
    parser.add_argument("--repeats", type=int, default=30)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        place = given.record or (stack.enter_context(server()) if given.postgresql else str(Path(folder) / "record.db"))
        store = open_store(place, create=True)
        if not store.figures().articles:
            start = time.perf_counter()
            fill(place, given.articles)
            print(f"filled in {time.perf_counter() - start:.0f} s")
        held = store.figures()
        size = f", {Path(place).stat().st_size / 1e9:.1f} GB" if Path(place).is_file() else ""
        print(
            f"{held.articles:,} articles, {held.mentions:,} mentions, {held.events:,} events, {held.stories:,} stories{size}\n"
        )
        within = ask_all(store, given.repeats)
        file_some(store, 12)
        store.close()
    sys.exit(0 if within else 1)


if __name__ == "__main__":
    main()
