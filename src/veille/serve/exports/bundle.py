"""A publication bundle: one zip with facts, quotes, tables, annotations, provenance, the brief, and the pages as they were read.

`SHA256SUMS` names the hash of every other file, for `sha256sum --check`. The same record and question give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from veille import __version__
from veille.model import Snapshot
from veille.serve.dossier import Dossier
from veille.serve.exports.archive import archive, digest
from veille.serve.exports.columns import values
from veille.serve.exports.entries import event_entries, mention_entries
from veille.serve.exports.prov import prov_bytes
from veille.serve.exports.tables import EVENTS, MENTIONS
from veille.serve.exports.webannotation import annotations_bytes
from veille.serve.rows import plain

Json = dict[str, Any]
_README = """{title}

What a record of Veille {version} says, as known on {day}.

brief.html          the same for people: self-contained, ready to print or mail
facts.jsonl         one event a line: its row, the values that articles give, conflicts, statements, history
quotes.jsonl        one statement a line: the sentence, whose word it is, where it stands
data/, datapackage.json   the tables as CSV, with what their columns hold (Frictionless Data Package)
annotations.jsonld  every statement and value as a W3C Web Annotation (contexts/anno.jsonld is its context)
provenance.jsonld   from events back to bytes, in W3C PROV-O
articles/           the text of each article as it was read; offsets count code points of it
snapshots/          the bytes of each page, named by their SHA-256; they are the publishers', and may hold scripts:
                    look at them in a text editor, not in a browser
manifest.json       every file with its size and SHA-256, and the type and address of every page
SHA256SUMS          for `sha256sum --check SHA256SUMS`

What a source asserts is that source's word. Values that contradict one another stand side by side. What articles do not say is not filled in.
"""


def bundle_bytes(
    told: Dossier, title: str, brief: bytes, tables: Mapping[str, bytes], snapshots: Mapping[str, Snapshot]
) -> bytes:
    """The bundle. `tables` are the files of a data package, `snapshots` the pages by SHA-256, none of them when they are to stay out."""
    files = {
        **tables,
        "README.txt": _README.format(title=title, version=__version__, day=told.asked.day).encode(),
        "brief.html": brief,
        "facts.jsonl": _lines(fact(entry) for entry in event_entries(told)),
        "quotes.jsonl": _lines(values(MENTIONS, entry) for entry in mention_entries(told)),
        "annotations.jsonld": annotations_bytes(told, title),
        "contexts/anno.jsonld": context(),
        "provenance.jsonld": prov_bytes(told),
        **{f"articles/{filed.article.id}.txt": filed.article.text.encode() for filed in told.articles()},
        **{f"snapshots/{sha256}": snapshot.content for sha256, snapshot in snapshots.items()},
    }
    files["manifest.json"] = _manifest(told, title, files, snapshots)
    sums = "".join(f"{digest(content)}  {name}\n" for name, content in sorted(files.items()))
    return archive({**files, "SHA256SUMS": sums.encode()})


def fact(entry: Any) -> Json:
    """An event with all that its articles give: figures of every slot, conflicts, statements, steps, joins with their reasons."""
    event = plain(entry.event)
    whole = ("slots", "conflicts", "statements", "steps", "joins", "articles", "follows", "due")
    return {**values(EVENTS, entry), **{name: event.get(name) for name in whole}}


def context() -> bytes:
    """The context of Web Annotations, with the terms that the W3C gives it: readers need no network."""
    return (resources.files("veille.serve.exports") / "contexts" / "anno.jsonld").read_bytes()


def _manifest(told: Dossier, title: str, files: Mapping[str, bytes], snapshots: Mapping[str, Snapshot]) -> bytes:
    pages = [
        {"sha256": sha256, "url": page.url, "source": page.source.rpartition("/")[2], "media_type": page.media_type}
        for sha256, page in sorted(snapshots.items())
    ]
    manifest = {
        "title": title,
        "as_of": told.asked.day,
        "veille": __version__,
        "rules": sorted({filed.rules for filed in told.articles()}),
        "events": len(told.events),
        "articles": len(told.articles()),
        "complete": not told.more,
        "pages": pages,
        "files": [{"path": n, "bytes": len(c), "sha256": digest(c)} for n, c in sorted(files.items())],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()
