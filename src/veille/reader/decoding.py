"""Bytes to text, without guessing: UTF-8, a byte-order mark, or the encoding that the page declares."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from veille.errors import NotText

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
_HTML = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<(?:p|div|h1)(?:\s[^>]*)?>", re.I)
#: what a file begins with that is no text, with the name of the thing and the remedy
_BINARY = (
    (b"%PDF", "a PDF", "convert it first: pdftotext file.pdf file.txt"),
    (b"PK\x03\x04", "a ZIP archive or office document", "export it as plain text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an office document", "export it as plain text or HTML"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first: gunzip"),
    (b"\x89PNG", "a PNG image", "give the page's text or HTML"),
    (b"\xff\xd8\xff", "a JPEG image", "give the page's text or HTML"),
    (b"GIF8", "a GIF image", "give the page's text or HTML"),
)


def decode(content: bytes, *, where: str, charset: str | None = None) -> str:
    """The text of a page; `charset` is the encoding that its sender declared.

    Raises NotText when it is empty, binary, or in an encoding that neither it nor its sender declares.
    """
    if not content.strip():
        raise NotText(where, "empty", "give a page with text")
    for mark, what, remedy in _BINARY:
        if content.startswith(mark):
            raise NotText(where, f"{what}, not text", remedy)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, where)
    if b"\x00" in content[:8192]:
        raise NotText(where, "binary, not text", "give the page's text or HTML")
    found = _DECLARED.search(content[:4096])
    within = (found[1] or found[2]).decode("ascii").lower() if found else None
    names = [name for name in (charset, within) if name and name not in ("utf-8", "utf8")]
    for name in ["utf-8", *names][:-1]:
        try:
            return _decoded(content, name, where)
        except NotText:
            continue
    return _decoded(content, names[-1] if names else "utf-8", where)


def _decoded(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError:
        raise NotText(where, f"declares the encoding {encoding!r}, which does not exist", "save it as UTF-8") from None
    except UnicodeDecodeError as error:
        likely = charset_normalizer.from_bytes(content[:200_000]).best()
        name = f"; it looks like {likely.encoding}: iconv -f {likely.encoding} -t utf-8" if likely else ""
        raise NotText(where, f"not {encoding} (byte {error.start})", f"save it as UTF-8{name}") from None


def is_html(text: str) -> bool:
    """Whether the text is a page in HTML.

    >>> is_html("<!DOCTYPE html><p>x"), is_html("a < b")
    (True, False)
    """
    head = text.lstrip()[:3000]
    return head.startswith("<") and bool(_HTML.search(head))
