"""HTML to a page: the body through trafilatura, the metadata from JSON-LD, OpenGraph and the page itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import trafilatura
from lxml import etree, html

from veille.model import BlockKind, Furniture
from veille.reader.cleaning import cleaned, same
from veille.reader.dates import date_of_text, machine_date
from veille.reader.furniture import furniture_kind, opens_list
from veille.reader.heads import read_head_line, site_of
from veille.reader.page import Page
from veille.reader.plaintext import is_prose

_KINDS: dict[str, BlockKind] = {"head": "heading", "p": "paragraph", "quote": "quote", "item": "list", "cell": "list"}
_LINES = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 li blockquote figcaption td th dt dd div span a button label time address nav
    footer aside
    """.split()
)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe"})
_PLACES = {"nav": "menu", "footer": "other", "aside": "related", "header": "menu", "form": "other", "button": "share"}
_DECK_CLASSES = (
    "deck",
    "standfirst",
    "chapo",
    "chapeau",
    "summary",
    "subtitle",
    "subhead",
    "sous-titre",
    "excerpt",
    "dek",
)
Meta = dict[str, list[str]]


def read_html(text: str, *, url: str | None = None) -> Page:
    """The parts of an HTML page. Never raises: markup without an article gives a page without paragraphs."""
    page = Page(url=url)
    tree = _parsed(text)
    if tree is None:
        return page
    _read_metadata(tree, page)
    body = _body(text, tree)
    _place_blocks(tree, body, page)
    return page


def _parsed(text: str) -> Any:
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


# -- metadata ------------------------------------------------------------------


def _read_metadata(tree: Any, page: Page) -> None:
    """Fill the page from JSON-LD first, then OpenGraph and meta tags, then its visible parts."""
    data, meta = _article_object(tree), _metas(tree)
    page.language = (tree.get("lang") or "").split("-")[0].lower() or None
    page.title = (
        _string(data.get("headline"))
        or _first(meta, "og:title", "twitter:title")
        or _text_of(tree, "//h1")
        or _text_of(tree, "//title")
    )
    page.deck = _string(data.get("description")) or _first(meta, "og:description", "description", "twitter:description")
    page.byline = _names(data.get("author")) or _people(meta)
    page.published = _machine(data.get("datePublished"), "json-ld") or _machine(
        _first(
            meta,
            "article:published_time",
            "date",
            "dc.date",
            "dc.date.issued",
            "pubdate",
            "publication_date",
            "sailthru.date",
            "parsely-pub-date",
        ),
        "meta",
    )
    page.modified = _machine(data.get("dateModified"), "json-ld") or _machine(
        _first(meta, "article:modified_time", "og:updated_time", "last-modified"), "meta"
    )
    page.site = next(iter(_names(data.get("publisher"))), None) or _first(meta, "og:site_name", "application-name")
    page.section = _string(data.get("articleSection")) or _first(meta, "article:section")
    page.tags = _tags(_strings(data.get("keywords")) or meta.get("article:tag", []) or meta.get("keywords", []))
    page.url = page.url or _canonical(tree, meta)
    _read_visible(tree, page)


def _read_visible(tree: Any, page: Page) -> None:
    """Byline and dates printed on the page, where its metadata has none."""
    for element in tree.xpath("//time[@datetime]"):
        if page.published is None and not _inside(element, "aside", "nav", "footer"):
            page.published = _machine(element.get("datetime"), "text")
    for element in tree.xpath("//*[contains(@class,'byline') or contains(@class,'author') or contains(@rel,'author')]"):
        if not page.byline and not _inside(element, "aside", "nav", "footer"):
            said = _text(element)
            page.byline = list(read_head_line(said).byline) or ([said] if _is_bare_name(said) else [])
    for element in tree.xpath("//*[contains(@class,'date') or contains(@class,'time') or contains(@class,'publi')]"):
        said = _text(element)
        if page.published is None and len(said) < 90 and not _inside(element, "aside", "nav", "footer"):
            page.published = date_of_text(said)


def _is_bare_name(said: str) -> bool:
    words = said.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in said)


def _inside(element: Any, *tags: str) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _article_object(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that is the article; an empty one when there is none."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        try:
            found += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    kinds = ("Article", "Posting", "Report", "WebPage", "VideoObject")
    return next((o for kind in kinds for o in found if any(kind in said for said in _strings(o.get("@type")))), {})


def _objects(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [found for item in data for found in _objects(item)]
    if isinstance(data, dict):
        return [data, *_objects(data.get("@graph") or []), *_objects(data.get("mainEntity") or [])]
    return []


def _metas(tree: Any) -> Meta:
    out: Meta = {}
    for element in tree.xpath("//meta[@content]"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        said = cleaned(element.get("content"))
        if name and said:
            out.setdefault(name, []).append(said)
    return out


def _first(meta: Meta, *names: str) -> str | None:
    return next((meta[name][0] for name in names if meta.get(name)), None)


def _string(value: Any) -> str | None:
    said = _strings(value)
    return said[0] if said else None


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [cleaned(value)] if cleaned(value) else []
    if isinstance(value, list):
        return [said for item in value for said in _strings(item)]
    return []


def _names(value: Any) -> list[str]:
    """Names of people or publishers in any of the shapes JSON-LD allows."""
    if isinstance(value, dict):
        return _strings(value.get("name"))
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    return _strings(value)


def _people(meta: Meta) -> list[str]:
    said = [name for key in ("author", "article:author", "dc.creator", "parsely-author") for name in meta.get(key, [])]
    return list(dict.fromkeys(name for name in said if not name.startswith(("http", "@"))))[:6]


def _tags(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tag.strip() for value in values for tag in value.split(",") if tag.strip()))


def _machine(value: Any, source: str) -> Any:
    return machine_date(value, source)


def _canonical(tree: Any, meta: Meta) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    said = str(links[0]).strip() if links else _first(meta, "og:url")
    return said if said and said.startswith("http") else None


def _text_of(tree: Any, path: str) -> str | None:
    found = [said for element in tree.xpath(path) if (said := _text(element))]
    return found[0] if found else None


def _text(element: Any) -> str:
    return cleaned(" ".join(element.itertext()))


# -- body ----------------------------------------------------------------------


def _body(text: str, tree: Any) -> list[tuple[BlockKind, str]]:
    """The body's blocks in page order: trafilatura's, or every paragraph where it finds none."""
    document = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=False)
    root = getattr(document, "body", None)
    found = list(_blocks(root)) if root is not None else []
    if not any(is_prose(said) for _, said in found):
        found = [
            ("paragraph", _text(p))
            for p in tree.xpath("//p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form)]")
        ]
    return _without_furniture([(kind, said) for kind, said in found if said])


def _blocks(root: Any) -> Iterator[tuple[BlockKind, str]]:
    for element in root.iter(*_KINDS):
        if not any(child.tag in _KINDS for child in element.iterdescendants()):
            yield _KINDS[element.tag], _text(element)


def _without_furniture(found: list[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """Drop the site's own lines that slipped into the body; they come back as furniture."""
    out: list[tuple[BlockKind, str]] = []
    swallowing = False
    for kind, said in found:
        swallowing = bool(opens_list(said)) or (swallowing and not is_prose(said))
        if not swallowing and not furniture_kind(said) and (is_prose(said) or kind != "list" or len(said.split()) > 3):
            out.append((kind, said))
    while out and out[-1][0] == "heading":
        out.pop()
    return out


def _place_blocks(tree: Any, body: list[tuple[BlockKind, str]], page: Page) -> None:
    """Title, deck and body as blocks with the captions where they stand; all else on the page as furniture."""
    title, deck = page.title, page.deck
    page.title = _without_site(title, page.site) if title else None
    if page.title:
        page.blocks.append(("title", page.title))
    page.deck = deck if deck and same(deck) != same(page.title or "") and _is_shown_as_deck(tree, deck, body) else None
    if page.deck:
        page.blocks.append(("deck", page.deck))
    captions = _captions(tree, body)
    for number, (kind, said) in enumerate(body):
        page.blocks += [("caption", caption) for caption in captions.get(number, ())]
        if same(said) not in (same(page.title or ""), same(page.deck or "")):
            page.blocks.append((kind, said))
    page.blocks += [("caption", caption) for caption in captions.get(len(body), ())]
    _keep_furniture(tree, page)


def _is_shown_as_deck(tree: Any, deck: str, body: list[tuple[BlockKind, str]]) -> bool:
    """Whether the description stands on the page, and not as a plain paragraph of the body (then it is the lead)."""
    plain = any(same(said) == same(deck) for _, said in body)
    for element, said in _lines(tree):
        if same(said) == same(deck):
            named = (element.get("class") or "").lower()
            if not plain or element.tag != "p" or any(word in named for word in _DECK_CLASSES):
                return True
    return False


def _without_site(title: str, site: str | None) -> str:
    """The title without " | Site" or " - Site" behind it."""
    for mark in (" | ", " - ", " – ", " — "):
        head, found, tail = title.rpartition(mark)
        if found and site and same(tail) == same(site):
            return head
    return title


def _captions(tree: Any, body: list[tuple[BlockKind, str]]) -> dict[int, list[str]]:
    """Captions of figures by the number of the body's block that they stand before."""
    order = {same(said): number for number, (_, said) in enumerate(body)}
    out: dict[int, list[str]] = {}
    following = 0
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        said = _text(element) if element.tag in _LINES else ""
        if element.tag == "figcaption" and said and same(said) not in order:
            out.setdefault(following, []).append(said)
        elif said and same(said) in order:
            following = max(following, order[same(said)] + 1)
    return out


def _lines(tree: Any) -> Iterator[tuple[Any, str]]:
    """The lines a reader of the page sees: the innermost elements with text."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag not in _LINES or _inside(element, *_SKIPPED):
            continue
        blocks = [
            c for c in element.iterdescendants() if c.tag in _LINES and c.tag not in ("span", "a", "time", "label")
        ]
        if not blocks and not (
            element.tag in ("span", "a", "time", "label")
            and _inside(element, *(_LINES - {"div", "nav", "footer", "aside"}))
        ):
            said = _text(element)
            if said:
                yield element, said


def _keep_furniture(tree: Any, page: Page) -> None:
    kept = [same(said) for _, said in page.blocks]
    whole = " ".join(kept)
    seen: set[str] = set()
    for element, said in _lines(tree):
        key = same(said)
        if not key or key in seen or key in kept or (len(key) > 25 and key in whole):
            continue
        seen.add(key)
        place = next((_PLACES[p.tag] for p in (element, *element.iterancestors()) if p.tag in _PLACES), "other")
        page.furniture.append(Furniture(furniture_kind(said) or place, said))
    page.site = page.site or site_of([f.text for f in page.furniture if f.kind == "copyright"])
