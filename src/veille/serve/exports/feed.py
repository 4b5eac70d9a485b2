"""What a feed says of events, whatever its format: newest change first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from veille.ontology import load_kinds
from veille.serve.dossier import Dossier
from veille.serve.exports.entries import EventEntry, event_entries
from veille.serve.exports.words import whose_word
from veille.serve.links import event_link, urn
from veille.serve.timeline import EventRow
from veille.serve.told import one_line
from veille.store.base import Change

#: items of a feed, and the events learned last of which they are those that changed last
MOST_ITEMS, MOST_LOOKED_AT = 100, 1000
#: what XML 1.0 cannot hold
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An event in a feed. `sources` are outlet, address and sentence of each article; `text` says it all in plain words."""

    ident: str
    title: str
    published: str
    updated: str
    link: str | None
    tags: tuple[str, ...]
    sources: tuple[tuple[str, str | None, str], ...]

    @property
    def text(self) -> str:
        """The sentences, each with its outlet."""
        return "\n".join(f"{outlet}: “{sentence}”" for outlet, _, sentence in self.sources)

    @property
    def html(self) -> str:
        """The sentences as HTML; everything that an article says is text."""
        rows = (f"<p>“{escape(sentence)}” <em>{escape(outlet)}</em></p>" for outlet, _, sentence in self.sources)
        return "".join(rows)


def items(told: Dossier, base: str | None) -> list[Item]:
    """The events of a dossier; those that changed last come first."""
    found = [_item(entry, told, base) for entry in event_entries(told)]
    return sorted(found, key=lambda item: (item.updated, item.published, item.ident), reverse=True)


def latest(found: Iterable[Item], today: str) -> str:
    """When the feed changed last; the beginning of today when it is empty."""
    return max((item.updated for item in found), default=f"{today}T00:00:00Z")


def clean(text: str) -> str:
    """A text without what XML cannot hold.

    >>> clean("a\\x00b")
    'ab'
    """
    return _NOT_XML.sub("", text)


def _item(entry: EventEntry, told: Dossier, base: str | None) -> Item:
    event = entry.event
    rows = []
    for ident in event.mentions:
        mention, filed = told.sources.mentions[ident], told.sources.filed[told.sources.article_of[ident]]
        rows.append((told.sources.outlet(ident), _address(filed.article.url), one_line(mention.evidence.said)))
    return Item(
        ident=urn("event", event.id),
        title=titled(entry.row, told.asked.language),
        published=f"{event.first_known}T00:00:00Z",
        updated=_updated(event.last_known, told.changes.get(event.id), is_replay=told.asked.is_replay),
        link=event_link(base, event.id) if base else None,
        tags=(event.kind, *([entry.plover.type] if entry.plover.type else [])),
        sources=tuple(dict.fromkeys(rows)),
    )


def titled(row: EventRow, language: str) -> str:
    """Kind and event in one line, marked as somebody's word where it is no more than that."""
    word = whose_word(row.word_of, language)
    kind = load_kinds()[row.kind].label[language]
    return f"{kind}: {row.what or one_line(row.evidence)}{f' ({word})' if word else ''}"


def _updated(last_known: str, change: Change | None, *, is_replay: bool) -> str:
    """When the record changed the event; as of a day, when the last article on it was known."""
    return change.at if change and not is_replay else f"{last_known}T00:00:00Z"


def _address(url: str | None) -> str | None:
    """An address that may be followed: http and https alone."""
    return url if url and url.startswith(("http://", "https://")) else None
