"""What bytes are and how they decode, whatever their sender declares."""

from __future__ import annotations

import codecs
import re

_MAGIC = (
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: the first element of an XML document, behind declaration, comments and DOCTYPE
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = {
    b"rss": "application/rss+xml",
    b"rdf": "application/rss+xml",
    b"feed": "application/atom+xml",
    b"urlset": "application/sitemap+xml",
    b"sitemapindex": "application/sitemap+xml",
    b"opml": "text/x-opml",
    b"html": "text/html",
}
_HTML = re.compile(rb"<!doctype html|<(?:html|head|body|article|title|meta|div|p|h1)[\s>]", re.I)
_JSON_FEED = re.compile(rb"""^\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org""", re.S)
_MAIL = re.compile(rb"(?:^|\r?\n)(?:From|Subject|Date|Message-ID|MIME-Version|Received|Return-Path):", re.I)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)


def sniff(content: bytes) -> str:
    """The media type that the bytes themselves show; "text/plain" for other text, "application/octet-stream" for what is none.

    >>> sniff(b"<?xml version='1.0'?><rss version='2.0'>"), sniff(b"%PDF-1.7"), sniff(b"Bonjour.")
    ('application/rss+xml', 'application/pdf', 'text/plain')
    """
    for mark, sort in _MAGIC:
        if content.startswith(mark):
            return sort
    head = content[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = content[:8192].decode("utf-16", "ignore").lstrip("\ufeff \t\r\n").encode()
    elif b"\x00" in head:
        return "application/octet-stream"
    if head.startswith(b"<"):
        return _markup(head)
    if head.startswith(b"{") and _JSON_FEED.search(content[:65_536]):
        return "application/feed+json"
    if head.startswith(b"From ") and _MAIL.search(head):
        return "application/mbox"
    if _MAIL.match(head) and len(_MAIL.findall(head)) > 1:
        return "message/rfc822"
    return "application/json" if head[:1] in (b"{", b"[") else "text/plain"


def _markup(head: bytes) -> str:
    bare = re.sub(rb"<!--.*?-->", b"", head, flags=re.S)
    root = _ROOT.search(bare)
    found = _ROOTS.get(root[1].lower()) if root else None
    if found:
        return found
    if _HTML.search(bare):
        return "text/html"
    return "application/xml" if bare.startswith(b"<?xml") else "text/html"


#: what browsers read for these, and pages mean
_WIDER = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "cp1252"), "windows-1252")


def charset_of(content: bytes, declared: str | None) -> str | None:
    """The encoding that the bytes decode with: a byte-order mark, UTF-8 where it fits, what its sender or the page declares.

    A declaration that the bytes contradict is not believed. `None` when nothing fits.

    >>> charset_of("Téhéran".encode("cp1252"), "windows-1252"), charset_of("Téhéran".encode(), "iso-8859-1")
    ('windows-1252', 'utf-8')
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    found = _DECLARED.search(content[:4096])
    within = (found[1] or found[2]).decode("ascii").lower() if found else None
    for name in ("utf-8", declared or "", within or ""):
        if name and _fits(content, _WIDER.get(name.lower(), name)):
            return _WIDER.get(name.lower(), name.lower())
    return None


def charset_in(media_type: str | None) -> str | None:
    """The encoding that a Content-Type names, in small letters.

    >>> charset_in('text/html; Charset="UTF-8"'), charset_in("text/html"), charset_in(None)
    ('utf-8', None, None)
    """
    parts = [part.strip() for part in (media_type or "").split(";")[1:]]
    found = [part.partition("=")[2] for part in parts if part.lower().startswith("charset=")]
    return found[0].strip(" \"'").lower() or None if found else None


def _fits(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True
