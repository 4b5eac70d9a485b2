"""Which articles carry one text: near-duplicates by MinHash, versions of a page, and copies or translations credited to another.

Six outlets carrying one wire report are one origin. Two texts are near-duplicates when most of the shorter one's
three-word sequences stand in the other: a changed headline or an added paragraph leaves a copy a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from rensa import RMinHash

from veille.model import Article
from veille.reconcile.cluster import Pair, components
from veille.reconcile.words import fold, names_of
from veille.record import Filed

#: words in a row that are compared
_SHINGLE = 3
#: hash functions, and how many make a band: texts meet when one band of theirs is equal (about 0.4 alike)
_HASHES, _BAND = 128, 4
_SEED = 20250714
#: share of the shorter text that stands in the other
_COPIED = 0.6
#: share of the shorter's names and numbers that a credited translation has in common, and how many at least
_TRANSLATED, _AT_LEAST = 0.5, 5
#: days between a dispatch and what is made of it
_CREDIT_DAYS = 1
#: "(Reuters)", "avec AFP", "with Reuters", "Source : AFP", "according to Reuters"
_CREDIT = re.compile(
    r"\(([^()\n]{2,60})\)|(?i:\b(?:avec|with|source\s?:|d['’]après|selon|from|by|par|according\s+to|and|et|à|to))\s+"
    r"(?i:l['’]|the\s+|la\s+|le\s+)?((?:[A-ZÀ-Þ][\w&-]*[ \u00a0]?){1,5})"
)


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is compared with others: its word sequences, names and numbers, whom it credits."""

    article: str
    page: str
    day: str
    language: str
    site: str
    shingles: frozenset[str]
    marks: frozenset[str]
    credits: frozenset[str]
    bands: frozenset[str]


def text_of(filed: Filed) -> Text:
    """What of an article is compared."""
    return _text_of(filed.article, filed.page, filed.known_on)


@lru_cache(maxsize=4096)
def _text_of(article: Article, page: str, day: str) -> Text:
    words = fold(article.text).split()
    shingles = frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    numbers = frozenset(w for w in words if w.isdigit() and len(w) > 1)
    return Text(
        article.id,
        page,
        day,
        article.language,
        fold(article.site or ""),
        shingles,
        names_of(article.text) | numbers,
        _credits(article),
        _bands(shingles),
    )


def _credits(article: Article) -> frozenset[str]:
    """The names in an article's credits, folded."""
    said = "\n".join([article.text, *article.byline, article.credit or "", *(f.text for f in article.furniture)])
    found = {fold(name) for m in _CREDIT.finditer(said) for name in m.groups() if name}
    whole = {fold(line) for line in (*article.byline, article.credit or "")}
    own = fold(article.site or "")
    return frozenset(_bare(name) for name in found | whole if name) - {own, ""}


def _bare(name: str) -> str:
    """A name without the article before it.

    >>> _bare("l agence fil")
    'agence fil'
    """
    return re.sub(r"^(?:(?:l|la|le|the|avec|with|et|and)\s)+", "", name)


def _bands(shingles: frozenset[str]) -> frozenset[str]:
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(sorted(shingles))
    digest = sketch.digest()
    rows = (digest[i : i + _BAND] for i in range(0, _HASHES, _BAND))
    return frozenset(sha256(f"{n}|{row}".encode()).hexdigest()[:12] for n, row in enumerate(rows))


def text_keys(text: Text) -> frozenset[str]:
    """Keys under which an article finds its copies, its page's other versions, what it credits and what credits it."""
    first = date.fromisoformat(text.day).toordinal()
    days = [date.fromordinal(n).isoformat() for n in (first, first + _CREDIT_DAYS)]
    credited = {f"from|{name}|{day}" for name in text.credits for day in days}
    own = {f"from|{text.site}|{day}" for day in days} if text.site else set()
    return frozenset({f"band|{b}" for b in text.bands} | {page_key(text.page)} | credited | own)


def page_key(page: str) -> str:
    """The key under which all versions of a page are found."""
    return f"page|{page}"


def one_origin(a: Text, b: Text) -> str | None:
    """Why two articles have one origin ("page", "copy", "credit"), or `None`."""
    if a.page == b.page:
        return "page"
    if a.language == b.language and _share(a.shingles, b.shingles) >= _COPIED:
        return "copy"
    if (_credits_other(a, b) or _credits_other(b, a)) and abs(_ordinal(a) - _ordinal(b)) <= _CREDIT_DAYS:
        shared = a.marks & b.marks
        if len(shared) >= _AT_LEAST and _share(a.marks, b.marks) >= _TRANSLATED:
            return "credit"
    return None


def _credits_other(a: Text, b: Text) -> bool:
    return bool(b.site) and b.site in a.credits


def _ordinal(text: Text) -> int:
    return date.fromisoformat(text.day).toordinal()


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def origins_of(filed: Iterable[Filed], links: Iterable[Pair]) -> Mapping[str, str]:
    """Article id -> id of its origin: a hash of the group's first article (by day known, then id)."""
    by_id = {f.article.id: f for f in filed}
    found: dict[str, str] = {}
    for group in components(by_id, links):
        first = min(group, key=lambda a: (by_id[a].known_on, a))
        name = "o" + sha256(f"origin|{first}".encode()).hexdigest()[:15]
        found |= dict.fromkeys(group, name)
    return found
