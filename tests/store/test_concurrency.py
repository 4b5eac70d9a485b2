"""Two programs write and ten read at once; nobody sees half an article, nobody's work is undone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

from store.making import JOINER, everything, outside, page
from veille.store import Store, open_store
from veille.store.adding import add
from veille.store.base import EventFilter, MentionFilter
from veille.store.joining import join

WRITERS, READERS = 2, 10
#: both writers file versions of the same pages, and join after every few
PAGES = {
    f"{writer}-{n}.txt": page(
        f"Day {n}",
        f"RUS attack UKR at City{n}.",
        f"As {writer} says.",
        *(["FRA demand RUS."] if writer else []),
        url=f"https://example.org/{n}",
        published=f"2025-07-{n % 28 + 1:02}",
        modified="2025-08-02" if writer else "",
    )
    for writer in range(WRITERS)
    for n in range(24)
}


def write(place: str, writer: int) -> None:
    store = open_store(place, create=True)
    for number, source in enumerate(s for s in PAGES if s.startswith(f"{writer}-")):
        add(store, source, outside=outside(PAGES))
        if number % 6 == 5:
            join(store, JOINER)
    store.close()


def read(place: str, over: Signal) -> int:
    """Ask again and again until the writers are done; how often. What is listed is whole each time."""
    store, rounds = open_store(place), 0
    while not over.is_set():
        for one in store.filed():
            assert len(one.mentions) == one.article.text.count("attack") + one.article.text.count("demand")
        for event in store.list_events(EventFilter(actor="RUS")).rows:
            assert event.id in store.events([event.id]) or event.id not in {e.id for e in store.list_events().rows}
        for _, mention in store.list_mentions(MentionFilter(text="attack")).rows:
            assert "attack" in mention.evidence.said
        rounds += 1
    store.close()
    return rounds


def test_two_writers_and_ten_readers(place: Callable[[], str]) -> None:
    here, over = place(), Signal()
    open_store(here, create=True).close()
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        readers = [pool.submit(read, here, over) for _ in range(READERS)]
        writers = [pool.submit(write, here, writer) for writer in range(WRITERS)]
        try:
            for writer in writers:
                writer.result(timeout=120)
        finally:
            over.set()
        assert sum(reader.result() for reader in readers) >= READERS
    store = open_store(here)
    join(store, JOINER)
    assert store.ticket().articles == ()
    assert everything(store) == one_after_the_other(place())
    store.close()


def one_after_the_other(place: str) -> object:
    store: Store = open_store(place, create=True)
    for source in PAGES:
        add(store, source, outside=outside(PAGES))
    join(store, JOINER)
    found = everything(store)
    store.close()
    return found


def test_many_make_the_record_at_once(place: Callable[[], str]) -> None:
    here = place()
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_store(here, create=True), range(6)))
    assert [store.figures().articles for store in stores] == [0] * 6
    for store in stores:
        store.close()
