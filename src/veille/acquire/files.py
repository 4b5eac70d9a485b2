"""Folders and files: what is a page in them, what an archive or a mailbox."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from veille.acquire.sniff import sniff
from veille.errors import MissingSource

#: what is read in a folder
PAGES = (".txt", ".html", ".htm", ".xhtml", ".md")
ARCHIVES = (".warc", ".warc.gz", ".wacz")
MAIL = (".eml", ".mbox", ".mht", ".mhtml")
_LISTS = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
    "application/sitemap+xml": "sitemap",
    "application/warc": "warc",
    "application/mbox": "mail",
}
#: browsers note in a page that they save where it came from, with the address's length
_SAVED = re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000}) -->")

Sort = Literal["page", "feed", "sitemap", "warc", "mail", "folder"]


def sort_of(path: Path) -> Sort:
    """What a file or folder is, by its name and else its first bytes. Raises MissingSource when it cannot be read."""
    if path.is_dir():
        return "folder"
    name = path.name.lower()
    if name.endswith(ARCHIVES):
        return "warc"
    if name.endswith(MAIL):
        return "mail"
    if name.endswith(PAGES):
        return "page"
    try:
        with path.open("rb") as file:
            found = _LISTS.get(sniff(file.read(65_536)), "page")
    except (OSError, ValueError) as error:
        raise MissingSource(str(path), f"cannot be read ({error})", "check the path") from error
    return found  # type: ignore[return-value]


def pages_in(folder: Path) -> list[Path]:
    """The pages, archives and mailboxes of a folder, sorted, at any depth, hidden ones left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.name.lower().endswith(PAGES + ARCHIVES + MAIL)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def saved_from(content: bytes) -> str | None:
    """The address that a browser noted in a page when it saved it.

    >>> saved_from(b"<!DOCTYPE html><!-- saved from url=(0021)https://a.example/x1 --><html>")
    'https://a.example/x1'
    """
    found = _SAVED.search(content[:4096])
    try:
        return found[1].decode("ascii") if found else None
    except UnicodeDecodeError:
        return None
