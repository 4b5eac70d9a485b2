"""Newsletters: mbox and EML files, and pages that a browser saved as MHTML."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import mailbox
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path

from veille.acquire.address import web_address
from veille.acquire.fetched import LARGEST_BYTES
from veille.acquire.items import Fault, Item, over_limit
from veille.acquire.moments import moment
from veille.errors import MissingSource


def read_mail(path: Path) -> Iterator[Item | Fault]:
    """The letters of an mbox file or the one of an EML or MHTML file, in its order, with their HTML or plain text as UTF-8.

    A letter without text, or over 20 MB, is a fault, and the rest is read. Raises MissingSource when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(5)
            is_large = file.seek(0, io.SEEK_END) > LARGEST_BYTES
        if head == b"From ":
            yield from _box(path)
        else:
            yield over_limit(str(path), LARGEST_BYTES) if is_large else _letter(path.read_bytes(), str(path))
    except OSError as error:
        raise MissingSource(str(path), f"cannot be read ({error.strerror or error})", "check the path") from error


def _box(path: Path) -> Iterator[Item | Fault]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            content, where = box.get_bytes(key), f"{path}, letter {number}"
            yield over_limit(where, LARGEST_BYTES) if len(content) > LARGEST_BYTES else _letter(content, where)
    finally:
        box.close()


def _letter(content: bytes, where: str) -> Item | Fault:
    letter = email.message_from_bytes(content, policy=email.policy.default)
    try:
        part = letter.get_body(("html", "plain")) or _first(letter, "text/html") or _first(letter, "text/plain")
        if part is None:
            return Fault(where, "a letter without text", "it is left out")
        text = str(part.get_content())
        title, ident, dated = (_header(letter, name) for name in ("Subject", "Message-ID", "Date"))
    except (LookupError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        return Fault(where, f"a letter that cannot be decoded ({error})", "save it as HTML and read that")
    if not text.strip():
        return Fault(where, "a letter without text", "it is left out")
    said = _header(letter, "Snapshot-Content-Location") or _header(letter, "Archived-At")
    url = web_address((said or "").strip("<>"), "")
    name = ident or hashlib.sha256(content).hexdigest()
    body = text.encode("utf-8", "replace")
    return Item(
        name,
        url,
        title,
        moment(dated),
        content=body,
        media_type=f"{part.get_content_type()}; charset=utf-8",
        where=where,
    )


def _first(letter: Message, sort: str) -> EmailMessage | None:
    return next((p for p in letter.walk() if isinstance(p, EmailMessage) and p.get_content_type() == sort), None)


def _header(letter: Message, name: str) -> str | None:
    value = letter.get(name)
    return (" ".join(str(value).split()) or None) if value is not None else None
