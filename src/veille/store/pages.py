"""What versions of one page share, and the order in which they follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from veille.model import Article
from veille.record import Filed
from veille.store.days import sortable

#: what addresses carry for advertisers, not for readers
_TRACKING = ("utm_", "at_", "mc_", "xtor", "fbclid", "gclid", "dclid", "msclkid", "igshid", "ref_src", "cmpid", "ocid")


def page_of(article: Article, sha256: str) -> str:
    """The name that all versions of the article's page share.

    It is the canonical address; without one, site, title and day of publication; without a site too, the digest of its bytes
    (`sha256`), since nothing says then that two texts are one page.
    """
    if article.url:
        return canonical(article.url)
    if article.site and article.title:
        day = article.published.value[:10] if article.published else ""
        return "|".join((article.site.lower(), day, " ".join(article.title.casefold().split())))
    return f"bytes:{sha256[:16]}"


def canonical(url: str) -> str:
    """An address without scheme, "www.", fragment, last slash and tracking parameters.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    parts = urlsplit(url)
    host = (parts.netloc or "").lower().removeprefix("www.")
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not key.lower().startswith(_TRACKING)]
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(sorted(kept))}" if kept else "")


def ordered(versions: Sequence[Filed]) -> list[Filed]:
    """The versions of one page in order, with their numbers; all but the last are superseded."""
    rows = sorted(versions, key=_age)
    return [
        replace(
            filed, version=number, superseded=number < len(rows), withdrawn_at=_withdrawn(filed, number == len(rows))
        )
        for number, filed in enumerate(rows, 1)
    ]


def _withdrawn(filed: Filed, newest: bool) -> str | None:
    return filed.withdrawn_at if newest else None


def _age(filed: Filed) -> tuple[str, str, str, str]:
    published = filed.article.published.value if filed.article.published else ""
    changed = filed.article.modified.value if filed.article.modified else published or filed.read_at
    return sortable(changed), sortable(published), filed.read_at, filed.article.id
