"""Alerts in files: an Atom feed written anew, and lines of JSON appended."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from veille.alerts.message import Message
from veille.alerts.targets import Feed, Lines
from veille.alerts.wording import Alert
from veille.errors import DeliveryError
from veille.serve.exports.atom import atom_bytes
from veille.serve.exports.feed import MOST_ITEMS, Item
from veille.serve.links import urn
from veille.serve.rows import json_line
from veille.store.codec import decode
from veille.store.letters import Letter

#: how much of the end of a file of lines is looked through for an alert that was appended before
_TAIL_BYTES = 4_194_304


def write_feed(target: Feed, letters: Sequence[Letter], at: str) -> str:
    """Put the letters that are due into the feed, in one stroke: whoever reads it has the old one or the new. Raises DeliveryError."""
    due = [letter for letter in letters if letter.due_at <= at][:MOST_ITEMS]
    content = atom_bytes([_item(letter) for letter in due], target.title, urn("alerts", target.name), at[:10])
    try:
        with NamedTemporaryFile(dir=target.path.parent, prefix=f".{target.path.name}.", delete=False) as made:
            made.write(content)
            made.flush()
            os.fsync(made.fileno())
        os.chmod(made.name, 0o644)
        os.replace(made.name, target.path)
    except OSError as error:
        raise _unwritten(target.name, target.path, error) from error
    return ""


def _item(letter: Letter) -> Item:
    alert = decode(Alert, letter.doc)
    sources = tuple((", ".join(filter(None, (f.outlet, f.said))), _followed(f.url), f.sentence) for f in alert.facts)
    return Item(
        urn("alert", alert.id), alert.subject, letter.due_at, letter.due_at, alert.link, (alert.on, alert.kind), sources
    )


def _followed(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def append_lines(target: Lines, message: Message) -> str:
    """Append each alert that is not there yet, all in one write. Raises DeliveryError."""
    try:
        with target.path.open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
            held = set(_ids(tail))
            lines = [json_line(alert) + "\n" for alert in message.alerts if alert.id not in held]
            mend = "\n" if tail and not tail.endswith(b"\n") else ""  # a line that a kill or a full disk cut short
            file.write((mend + "".join(lines)).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritten(target.name, target.path, error) from error
    return ""


def _ids(tail: bytes) -> Iterator[str]:
    for line in tail.split(b"\n"):
        try:
            yield json.loads(line)["id"]
        except (ValueError, KeyError, TypeError):
            continue  # cut short, or not ours


def _unwritten(name: str, path: Path, error: OSError) -> DeliveryError:
    return DeliveryError(
        f"target {name!r}", f"cannot write {path} ({error.strerror})", "check the folder and its rights"
    )
