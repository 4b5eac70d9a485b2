"""Which articles are on one matter: likeness of what they tell, of whom, where, in the days around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from math import sqrt

from veille.reconcile.cluster import Pair, agglomerate, components
from veille.reconcile.profile import Profile
from veille.reconcile.words import keys_of, names_of
from veille.record import Filed, Story

#: likeness from which two articles are linked, and from which a group of articles is one story on average
_LINK, _JOIN = 0.2, 0.12
#: days after which two articles are half as likely to be on one matter
_HALF_LIFE_DAYS = 12


@dataclass(frozen=True, slots=True)
class Matter:
    """What an article is about: its parties, persons and places, its names, the words of its head."""

    article: str
    day: str
    slots: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]


def matter_of(filed: Filed, profiles: Iterable[Profile]) -> Matter:
    """The matter of an article with its mentions."""
    article, own = filed.article, list(profiles)
    slots = {f"{p.kind}|{q}" for p in own for q in p.parties} | {
        x for p in own for x in (*p.people, *p.places, *p.amounts)
    }
    head = " ".join([article.title or "", article.deck or "", article.text[: _head_end(filed)]])
    return Matter(article.id, filed.known_on, frozenset(slots), names_of(article.text), keys_of(head, article.language))


def _head_end(filed: Filed) -> int:
    """Where the second paragraph ends: the head of the news."""
    paragraphs = [b for b in filed.article.blocks if b.kind == "paragraph"]
    return paragraphs[min(1, len(paragraphs) - 1)].end if paragraphs else 0


def likeness(a: Matter, b: Matter) -> float:
    """How alike two articles' matters are, in [0, 1], less the further apart their days."""
    gap = abs(date.fromisoformat(a.day).toordinal() - date.fromisoformat(b.day).toordinal())
    same = (_cosine(a.slots, b.slots) + _cosine(a.names, b.names) + _cosine(a.words, b.words)) / 3
    return float(same * 0.5 ** (gap / _HALF_LIFE_DAYS))


@lru_cache(maxsize=262144)
def _cosine(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def are_near(a: Matter, b: Matter) -> bool:
    """Whether two articles are linked at all."""
    return likeness(a, b) >= _LINK


def stories_of(
    filed: Mapping[str, Filed], matters: Mapping[str, Matter], links: Iterable[Pair]
) -> tuple[tuple[Story, ...], dict[str, str]]:
    """The stories of these articles, in the order of their first article, and article id -> story id."""
    stories: list[Story] = []
    of: dict[str, str] = {}
    for group in components(filed, links):
        for members in agglomerate(group, lambda a, b: likeness(matters[a], matters[b]), _JOIN):
            story = _story([filed[a] for a in members])
            stories.append(story)
            of |= dict.fromkeys(members, story.id)
    return tuple(sorted(stories, key=lambda s: (s.first_known, s.id))), of


def _story(filed: Iterable[Filed]) -> Story:
    rows = sorted(filed, key=lambda f: (f.known_on, f.article.id))
    first = rows[0].article
    name = "s" + sha256(f"story|{first.id}".encode()).hexdigest()[:15]
    return Story(name, first.title or "", tuple(f.article.id for f in rows), rows[0].known_on, rows[-1].known_on)
