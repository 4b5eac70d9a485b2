"""OPML, the list of feeds that feed readers exchange: in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from veille.acquire.address import web_address
from veille.acquire.source import Source
from veille.errors import SourcesError


def read_opml(content: bytes, *, where: str) -> tuple[Source, ...]:
    """The feeds of an OPML file, each address once, whatever folders they stand in. A name that comes again gets its address behind it.

    Raises SourcesError for what is no OPML, or holds no feed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourcesError(where, f"not XML ({error})"[:200], "export it again from the feed reader") from None
    if root.tag != "opml":
        raise SourcesError(where, "not OPML", "export it again from the feed reader")
    sources: dict[str, Source] = {}
    names: set[str] = set()
    for source in _feeds(root):
        if source.url not in sources:
            name = source.name if source.name not in names else f"{source.name} ({source.url})"
            names.add(name)
            sources[source.url] = Source(name, source.url, "feed", source.language)
    if not sources:
        raise SourcesError(where, "no feeds in it", "an outline needs xmlUrl with a web address")
    return tuple(sources.values())


def _feeds(root: etree._Element) -> Iterator[Source]:
    for outline in root.iter("outline"):
        url = web_address(outline.get("xmlUrl"), "")
        if url is not None:
            said = outline.get("title") or outline.get("text") or url
            language = (outline.get("language") or "")[:2].lower()
            yield Source(
                " ".join(said.split()), url, "feed", language if language.isalpha() and len(language) == 2 else None
            )


def opml_bytes(sources: Iterable[Source], title: str = "Veille") -> bytes:
    """The sources at web addresses as OPML 2.0, in order; files and folders are nobody else's business and stay out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        if web_address(source.url, "") is None:
            continue
        outline = etree.SubElement(body, "outline", type="rss", text=source.name, title=source.name, xmlUrl=source.url)
        if source.language:
            outline.set("language", source.language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
