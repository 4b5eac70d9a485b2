"""Adding pages to a record, and reading all of a record again with newer rules.

One article after the other, each filed whole or not at all: who is stopped goes on where he was by starting again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from veille.errors import Gone, VeilleError
from veille.model import Reading, Snapshot
from veille.ontology import rules_version
from veille.pipeline import read_snapshot
from veille.reader.source import open_source
from veille.record import Filed
from veille.store.base import Given, Sighting, Store
from veille.store.days import utc_now as utc_now
from veille.store.pages import canonical, page_of


def read_given(snapshot: Snapshot, given: Given) -> Reading:
    """The reading of a page with what the user said over it."""
    return read_snapshot(snapshot, published=given.published, language=given.language)


@dataclass(frozen=True, slots=True)
class Outside:
    """What adding needs of the world: how to open a source and to read it, the time, the version of the rules."""

    open: Callable[[str], Snapshot] = open_source
    read: Callable[[Snapshot, Given], Reading] = read_given
    now: Callable[[], str] = utc_now
    rules: Callable[[], str] = rules_version


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one source: `mentions` is how many its article has."""

    source: str
    outcome: Literal["added", "version", "known", "withdrawn", "back", "reread"]
    article: str
    title: str | None
    mentions: int


def add(store: Store, source: str, given: Given = Given(), outside: Outside = Outside()) -> Done:
    """File the page at a path or address; bytes that were filed before are not read again.

    A page that is in the record and gone from its site is marked as withdrawn. Raises SourceError as reading does.
    """
    try:
        snapshot = outside.open(source)
    except Gone:
        done = _withdrawn(store, source, outside.now())
        if done is None:
            raise
        return done
    known = store.seen(snapshot, given)
    if known is not None:
        return _known(store, source, known)
    filed = filed_of(outside.read(snapshot, given), snapshot, outside.now(), outside.rules())
    receipt = store.file(filed, snapshot, given)
    return _done(source, receipt.outcome, filed)


def filed_of(reading: Reading, snapshot: Snapshot, read_at: str, rules: str) -> Filed:
    """A reading as it is filed."""
    article = reading.article
    return Filed(
        article, reading.mentions, page_of(article, snapshot.sha256), snapshot.sha256, snapshot.source, read_at, rules
    )


def _withdrawn(store: Store, source: str, at: str) -> Done | None:
    page = canonical(source)
    versions = store.versions(page)
    if not versions:
        return None
    changed = store.withdraw(page, at)
    return _done(source, "withdrawn" if changed else "known", versions[-1])


def _known(store: Store, source: str, article: str) -> Done:
    filed = store.articles([article])[article]
    if filed.withdrawn_at and store.withdraw(filed.page, None):
        return _done(source, "back", filed)
    return _done(source, "known", filed)


def _done(
    source: str, outcome: Literal["added", "version", "known", "withdrawn", "back", "reread"], filed: Filed
) -> Done:
    return Done(source, outcome, filed.article.id, filed.article.title, len(filed.mentions))


def outdated(store: Store, rules: str, *, everything: bool = False) -> list[list[Sighting]]:
    """The sightings to read again, by article: those of articles that other rules read, or all.

    The one that an article is told from comes last, so that an article counts as read again only when all of it was.
    """
    sightings = sorted(store.sightings(), key=lambda sighting: sighting.article)  # keeps each article's order
    groups = [list(group)[::-1] for _, group in groupby(sightings, key=lambda sighting: sighting.article)]
    if everything:
        return groups
    fresh = store.read_with(rules)
    return [group for group in groups if group[0].article not in fresh]


def reread(
    store: Store, groups: Sequence[Sequence[Sighting]], outside: Outside = Outside()
) -> Iterator[Done | VeilleError]:
    """Read sightings again with the rules of now: for each what became of it, or why its old reading stays."""
    for group in groups:
        for sighting in group:
            try:
                yield _reread_one(store, sighting, outside)
            except VeilleError as error:
                yield error


def _reread_one(store: Store, sighting: Sighting, outside: Outside) -> Done:
    snapshot = store.snapshot(sighting)
    reading = outside.read(snapshot, sighting.given)
    filed = filed_of(reading, snapshot, sighting.read_at, outside.rules())
    store.refile(sighting.article, filed, sighting)
    return _done(sighting.source, "reread", filed)
