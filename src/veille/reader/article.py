"""A page's bytes to an `Article`."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from veille.acquire.fetched import LARGEST_BYTES
from veille.errors import NotAnArticle, TooLarge
from veille.model import Article, Block, BlockKind, Dated, Furniture
from veille.reader.cleaning import cleaned
from veille.reader.dates import date_of_dateline, date_of_url, given_date
from veille.reader.decoding import decode, is_html
from veille.reader.furniture import asks_for_login
from veille.reader.html import read_html
from veille.reader.language import checked_language, find_language
from veille.reader.page import Page
from veille.reader.plaintext import read_plain_text

#: what counts as the body of an article
_BODY = frozenset({"paragraph", "quote", "list"})


def read_article(
    content: bytes | str,
    *,
    source: str,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    charset: str | None = None,
) -> Article:
    """The article of a page in HTML or plain text.

    `source` names the page in errors. `published` (ISO 8601) and `language` (ISO 639-1) go over what the page says. `charset` is the
    encoding that the page's sender declared.
    Raises NotText, TooLarge, NotAnArticle, UnsupportedLanguage, or SourceError for a date that is none.
    """
    given = given_date(published) if published else None
    chosen = checked_language(language) if language else None
    if len(content) > LARGEST_BYTES:
        raise TooLarge(source, f"{len(content) // 1_000_000} MB", "split it into articles")
    text = content if isinstance(content, str) else decode(content, where=source, charset=charset)
    page = read_html(text, url=url) if is_html(text) else read_plain_text(text)
    page.url = page.url or url
    page.site = page.site or (urlsplit(page.url or "").hostname or "").removeprefix("www.") or None
    page.published = given or page.published or _dateline(page) or date_of_url(page.url)
    return _article(page, source, chosen)


def _dateline(page: Page) -> Dated | None:
    first = next((text for kind, text in page.blocks if kind in _BODY), "")
    return date_of_dateline(cleaned(first))


def _article(page: Page, source: str, chosen: str | None) -> Article:
    blocks = [(kind, said) for kind, text in page.blocks if (said := cleaned(text))]
    body = " ".join(said for kind, said in blocks if kind in _BODY)
    if not body:
        raise _no_article(page, source)
    language = chosen or find_language(body, where=source, declared=page.language)
    text, spans = _joined(blocks)
    name = "\n".join((page.url or page.site or "", page.title or "", text))
    return Article(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        text=text,
        blocks=spans,
        language=language,
        title=_said(page.title),
        kicker=_said(page.kicker),
        deck=_said(page.deck),
        byline=tuple(cleaned(name) for name in page.byline),
        published=page.published,
        modified=page.modified,
        url=page.url,
        site=page.site,
        section=_said(page.section),
        tags=tuple(cleaned(tag) for tag in page.tags),
        credit=_said(page.credit),
        furniture=tuple(Furniture(f.kind, cleaned(f.text)) for f in page.furniture if cleaned(f.text)),
    )


def _said(text: str | None) -> str | None:
    return (cleaned(text) or None) if text else None


def _joined(blocks: list[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """The blocks' text, a blank line between two, and where each stands in it (code points, half-open)."""
    spans: list[Block] = []
    end = 0
    for kind, said in blocks:
        start = end + (2 if spans else 0)
        end = start + len(said)
        spans.append(Block(kind, start, end))
    return "\n\n".join(said for _, said in blocks), tuple(spans)


def _no_article(page: Page, source: str) -> NotAnArticle:
    lines = [text for _, text in page.blocks] + [f.text for f in page.furniture]
    if asks_for_login(lines):
        return NotAnArticle(
            source, "a login page, not an article", "sign in with a browser, save the page, read the file"
        )
    if any(f.kind == "paywall" for f in page.furniture):
        return NotAnArticle(source, "only the paywall's notice, no article", "save the page as a subscriber sees it")
    return NotAnArticle(source, "no body of an article found", "give a page with at least one full sentence of text")
