"""What stands near what: articles and mentions fetched by key as far as their links reach, and no further.

The links of two mentions (or articles) depend on the two alone. So what is linked to an addition, all the way, makes up the
same views as the whole record would: adding equals rebuilding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import sqrt
from typing import Protocol

from veille.reconcile.cluster import Pair, pair
from veille.reconcile.compare import compare, keys, load_weights, may_meet
from veille.reconcile.duplicates import Text, one_origin, page_key, text_keys, text_of
from veille.reconcile.judged import judged
from veille.reconcile.links import are_related
from veille.reconcile.merge import Stale
from veille.reconcile.profile import Profile, profile
from veille.reconcile.stories import Matter, is_near, likeness, matter_of
from veille.record import Feature, Filed, Judgement

#: the score of two mentions that can in no way tell one event
NEVER = -20.0


class Shelf(Protocol):
    """Where filed articles are found by the keys of `keys_for`."""

    def near(self, keys: Collection[str]) -> Iterable[Filed]:
        """All filed articles that have at least one of the keys, in any order."""


class MemoryShelf:
    """A shelf in memory: the whole record's, or a test's."""

    def __init__(self, filed: Iterable[Filed]) -> None:
        self._filed: dict[str, Filed] = {}
        self._keyed: dict[str, set[str]] = {}
        for one in filed:
            self._filed[one.article.id] = one
            for key in keys_for(one):
                self._keyed.setdefault(key, set()).add(one.article.id)

    def near(self, keys: Collection[str]) -> Iterable[Filed]:
        """All filed articles that have at least one of the keys."""
        return [self._filed[a] for a in sorted({a for key in keys for a in self._keyed.get(key, ())})]


def keys_for(filed: Filed) -> frozenset[str]:
    """Every key under which a filed article must be found: its text's, its page's, its mentions'."""
    own = frozenset().union(*(mention_keys(profile(filed, m)) for m in filed.mentions))
    return text_keys(text_of(filed)) | own


def mention_keys(p: Profile) -> frozenset[str]:
    """The keys of a mention, with a mark that tells them from an article's."""
    return frozenset(f"m|{key}" for key in keys(p))


class Neighbourhood:
    """Articles and mentions as they are reached, with the links between them."""

    def __init__(self, shelf: Shelf, judgements: Collection[Judgement]) -> None:
        self._shelf = shelf
        self.filed: dict[str, Filed] = {}
        self.profiles: dict[str, Profile] = {}
        self.texts: dict[str, Text] = {}
        self.matters: dict[str, Matter] = {}
        self._mentions: dict[str, list[str]] = {}
        self._scores: dict[Pair, tuple[float, tuple[Feature, ...]]] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._linked: dict[str, set[str]] = {}
        self._copies: dict[str, set[str]] = {}
        self._matter: dict[str, set[str]] = {}
        self._alike: dict[Pair, float] = {}
        self._fetched: dict[frozenset[str], tuple[str, ...]] = {}
        pages = {page_key(anchor.page) for judgement in judgements for anchor in judgement.anchors}
        anchored = sorted(shelf.near(pages), key=lambda f: f.article.id) if pages else []
        self.judged = judged(anchored, judgements)
        self.hold(anchored)

    def hold(self, filed: Iterable[Filed]) -> list[str]:
        """Take articles in; their ids."""
        found = []
        for one in filed:
            found.append(one.article.id)
            if one.article.id not in self.filed:
                self._take(one)
        return found

    def _take(self, one: Filed) -> None:
        article = one.article.id
        own = [profile(one, self.judged.correct(m, one.article.text)) for m in one.mentions]
        self.filed[article] = one
        self.texts[article] = text_of(one)
        self.matters[article] = matter_of(one)
        self._mentions[article] = [p.id for p in own]
        self.profiles.update((p.id, p) for p in own)
        self._keys.update((p.id, mention_keys(p)) for p in own)

    def mentions(self, articles: Iterable[str]) -> list[str]:
        """The mentions of articles."""
        return [m for a in articles for m in self._mentions[a]]

    def _near(self, keys: frozenset[str]) -> tuple[str, ...]:
        if keys not in self._fetched:
            self._fetched[keys] = tuple(self.hold(self._shelf.near(keys)))
        return self._fetched[keys]

    # -- links ------------------------------------------------------------------------

    def score(self, one: str, other: str) -> tuple[float, tuple[Feature, ...]]:
        """The log-odds and reasons for two mentions; what can in no way be one event has a score that no other makes up for."""
        key = pair(one, other)
        if key not in self._scores:
            a, b = self.profiles[key[0]], self.profiles[key[1]]
            meet = may_meet(a, b) and (a.id in self.judged.rejected) == (b.id in self.judged.rejected)
            self._scores[key] = compare(a, b) if meet else (NEVER, ())
        return self._scores[key]

    def linked_mentions(self, one: str) -> set[str]:
        """Mentions that may tell the same event, or bear on it, or that an analyst has joined with it."""
        if one not in self._linked:
            mine, bar = self.profiles[one], load_weights().link
            own = self._keys[one]
            near = {*self.mentions(self._near(own)), *self.judged.corrections} & set(self.profiles)
            meet = [m for m in sorted(near) if m != one and not own.isdisjoint(self._keys[m])]
            self._linked[one] = {
                m for m in meet if self.score(one, m)[0] >= bar or are_related(mine, self.profiles[m])
            } | {m for p in self.judged.constraints.together if one in p for m in p if m != one}
        return self._linked[one]

    def copies(self, one: str) -> set[str]:
        """Articles of one origin with this one."""
        if one not in self._copies:
            near = self._near(text_keys(self.texts[one]))
            self._copies[one] = {other for other in near if other != one and one_origin(*self._texts(one, other))}
        return self._copies[one]

    def _texts(self, one: str, other: str) -> tuple[Text, Text]:
        a, b = pair(one, other)
        return self.texts[a], self.texts[b]

    def stale(self, article: str) -> Stale | None:
        """Why an article no longer counts ("evidence changed", "source withdrawn"), `None` for one that does."""
        mine = self.filed[article]
        if mine.withdrawn_at:
            return Stale("source withdrawn", mine.withdrawn_at)
        near = [self.filed[a] for a in self._near(frozenset({page_key(mine.page)}))]
        newer = [f.read_at for f in near if f.page == mine.page and f.version > mine.version]
        return Stale("evidence changed", max(newer, default="")) if newer or mine.superseded else None

    def on_one_matter(self, one: str) -> set[str]:
        """Articles linked with this one in a story: they are alike, or copies."""
        if one not in self._matter:
            near = {a for m in self._mentions[one] for a in self._near(self._keys[m])}
            alike = {a for a in near if a != one and is_near(self.alike(one, a))}
            self._matter[one] = alike | self.copies(one)
        return self._matter[one]

    def alike(self, one: str, other: str) -> float:
        """How alike the matters of two articles are, in [0, 1]."""
        key = pair(one, other)
        if key not in self._alike:
            self._alike[key] = likeness(self.matters[one], self.matters[other], self.common)
        return self._alike[key]

    def common(self, one: str, other: str) -> float:
        """The share of the events told by two articles that both tell, in [0, 1], by what their mentions say alone."""
        mine, theirs, bar = self._mentions[one], self._mentions[other], load_weights().join
        told = {m for a in mine for b in theirs if self.score(a, b)[0] >= bar for m in (a, b)}
        return len(told) / 2 / sqrt(len(mine) * len(theirs)) if told else 0.0


def edges(nodes: Iterable[str], linked: Mapping[str, Iterable[str]]) -> set[Pair]:
    """The links as pairs, both ends among the nodes."""
    known = set(nodes)
    return {pair(a, b) for a in known for b in linked.get(a, ()) if b in known}
