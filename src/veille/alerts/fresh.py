"""What counts as news of an event: told by an article that says its day, lately, and that still stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veille.record import Event, Filed
from veille.serve.asked import Asked
from veille.serve.told import Sources
from veille.store.base import Store
from veille.store.days import bounds, earlier

#: precisions of a date that give the day
_EXACT = frozenset({"day", "hour", "minute", "second"})


@dataclass(frozen=True, slots=True)
class Look:
    """A moment at which the record is looked at: what was published and, unless `as_published`, also read by then."""

    at: str
    as_published: bool = False

    @property
    def day(self) -> str:
        """Its day."""
        return self.at[:10]

    def asked(self, language: str) -> Asked:
        """What the record is asked for."""
        return Asked(
            today=self.day,
            as_of=self.day,
            read_by=None if self.as_published else self.at,
            language=language,
        )


def dated_day(filed: Filed) -> str | None:
    """The day from which an article is known, when it says so itself; `None` where it has no date, a vague one, or one after it was read.

    A day's grace is for the outlets that are a day ahead of UTC.
    """
    stamp = filed.article.modified if filed.version > 1 and filed.article.modified else filed.article.published
    day = bounds(stamp.value) if stamp and stamp.precision in _EXACT else None
    return day[0] if day and earlier(day[0], 1) <= filed.read_at[:10] else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The articles behind some events, and since when they no longer count for us: a later version read, or the page found gone."""

    sources: Sources
    lost: dict[str, str]

    @classmethod
    def of(cls, store: Store, events: Iterable[Event], look: Look, language: str) -> Standing:
        """All articles of these events."""
        sources = Sources.of(store, events, language)
        lost = {ident: at for ident, f in sources.filed.items() if (at := _lost(store, f, look.as_published))}
        return cls(sources, lost)

    def filed(self, mention: str) -> Filed:
        """The article of a mention."""
        return self.sources.filed[self.sources.article_of[mention]]

    def is_seen(self, mention: str, look: Look) -> bool:
        """Whether a mention can be looked at: its article is there, and was read by then."""
        if mention not in self.sources.mentions:
            return False
        return look.as_published or self.filed(mention).read_at <= look.at

    def is_fresh(self, mention: str, look: Look, days: int) -> bool:
        """Whether a mention is news: dated within so many days, seen, no recalled history, its article not edited or withdrawn since."""
        if not self.is_seen(mention, look) or self.sources.mentions[mention].historical:
            return False
        day, lost = dated_day(self.filed(mention)), self.lost.get(self.sources.article_of[mention])
        return day is not None and earlier(look.day, days) <= day <= look.day and not (lost and lost <= look.at)

    def is_older(self, mention: str, look: Look, days: int) -> bool:
        """Whether a mention was told before news begins."""
        day = dated_day(self.filed(mention)) if self.is_seen(mention, look) else None
        return day is not None and day < earlier(look.day, days)


def _lost(store: Store, filed: Filed, as_published: bool) -> str | None:
    """When an article that we had stopped counting; what was replaced before we read it was never ours to lose."""
    moments = [filed.withdrawn_at] if filed.withdrawn_at else []
    if filed.superseded:
        newer = [f for f in store.versions(filed.page) if f.version > filed.version]
        moments += [
            f"{f.known_on}T00:00:00Z" if as_published else f.read_at for f in newer if f.read_at > filed.read_at
        ]
    return min(moments, default=None)
