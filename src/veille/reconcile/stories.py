"""Which articles are on one matter: likeness of their words, of how their news begins, and of the events that both tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from math import log, sqrt

from veille.model import Article
from veille.reconcile.cluster import Pair, agglomerate, components
from veille.reconcile.words import all_keys, keys_of
from veille.record import Filed, Story

#: likeness from which two articles are linked, and a group of articles is one story on average
_JOIN = 0.18
#: how much the words of the whole, those of the head, and the events in common count
_WHOLE, _HEAD, _COMMON = 1.0, 2.0, 0.3
#: by how much fewer words (of the whole, of the head) two articles on one matter share across languages
_WHOLE_ACROSS, _HEAD_ACROSS = 1.4, 1.6
#: likeness of words under which events in common are not looked for
_WORTH_A_LOOK = 0.05
#: days after which two articles are half as likely to be on one matter
_HALF_LIFE_DAYS = 120


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """What an article is about: its words with their weights (of length 1 together), and the words of its head."""

    article: str
    language: str
    day: int
    words: Mapping[str, float]
    head: frozenset[str]


def matter_of(filed: Filed) -> Matter:
    """The matter of an article."""
    return _matter_of(filed.article, filed.known_on)


@lru_cache(maxsize=4096)
def _matter_of(article: Article, day: str) -> Matter:
    top = " ".join([article.title or "", article.deck or ""])
    head = keys_of(f"{top} {article.text[: _head_end(article)]}", article.language)
    counts = Counter(all_keys(f"{top} {top} {article.text}", article.language))
    weights = {key: 1 + log(times) for key, times in counts.items()}
    length = sqrt(sum(w * w for w in weights.values())) or 1.0
    words = {key: weights[key] / length for key in sorted(weights)}
    return Matter(article.id, article.language, date.fromisoformat(day).toordinal(), words, head)


def _head_end(article: Article) -> int:
    """Where the second paragraph ends: the head of the news."""
    paragraphs = [b for b in article.blocks if b.kind == "paragraph"]
    return paragraphs[min(1, len(paragraphs) - 1)].end if paragraphs else 0


def likeness(a: Matter, b: Matter, common: Callable[[str, str], float]) -> float:
    """How alike two articles' matters are, in [0, 1], less the further apart their days; the same whichever comes first.

    `common` gives the share of the events that both tell, in [0, 1].
    """
    one, other = sorted((a, b), key=lambda m: m.article)
    across = one.language != other.language
    whole = _shared(one.words, other.words) * (_WHOLE_ACROSS if across else 1.0)
    head = _cosine(one.head, other.head) * (_HEAD_ACROSS if across else 1.0)
    said = _WHOLE * whole + _HEAD * head
    told = common(one.article, other.article) if said >= _WORTH_A_LOOK * (_WHOLE + _HEAD) else 0.0
    same = (said + _COMMON * sqrt(told)) / (_WHOLE + _HEAD + _COMMON)
    return float(round(same * 0.5 ** (abs(a.day - b.day) / _HALF_LIFE_DAYS), 6))


def _shared(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    return sum(weight * theirs[key] for key, weight in mine.items() if key in theirs)


def _cosine(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def is_near(alike: float) -> bool:
    """Whether two articles so alike are linked at all."""
    return alike >= _JOIN


def stories_of(
    filed: Mapping[str, Filed], alike: Callable[[str, str], float], links: Iterable[Pair]
) -> tuple[tuple[Story, ...], dict[str, str]]:
    """The stories of these articles, in the order of their first article, and article id -> story id."""
    stories: list[Story] = []
    of: dict[str, str] = {}
    for group in components(filed, links):
        for members in agglomerate(group, alike, _JOIN):
            story = _story([filed[a] for a in members])
            stories.append(story)
            of |= dict.fromkeys(members, story.id)
    return tuple(sorted(stories, key=lambda s: (s.first_known, s.id))), of


def _story(filed: Iterable[Filed]) -> Story:
    rows = sorted(filed, key=lambda f: (f.known_on, f.article.id))
    first = rows[0].article
    name = "s" + sha256(f"story|{first.id}".encode()).hexdigest()[:15]
    return Story(name, first.title or "", tuple(f.article.id for f in rows), rows[0].known_on, rows[-1].known_on)
