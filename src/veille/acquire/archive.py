"""Web archives: the pages of WARC and WACZ files, and pages written out as WARC.

Archives are cut and damaged in practice: what cannot be read is told, and reading goes on behind it.
"""

from __future__ import annotations

import hashlib
import io
import mmap
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote
from uuid import UUID

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from veille.acquire.address import web_address
from veille.acquire.fetched import LARGEST_BYTES
from veille.acquire.items import Fault, Item, over_limit
from veille.acquire.sniff import charset_in, charset_of, sniff
from veille.errors import MissingSource, NotText
from veille.model import Snapshot

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_ABOUT = b"software: veille\r\nformat: WARC File Format 1.1\r\n"
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."


def read_archive(path: Path) -> Iterator[Item | Fault]:
    """The pages of a WARC or WACZ file in its order: what sites answered with status 200 as HTML or text.

    A record that is broken, cut off or too large is a fault, and the rest is read. Items have no date: an archive tells when it was
    made, not when an article was published. Raises MissingSource, or NotText for what is no archive.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            if head == b"PK\x03\x04":
                yield from _wacz(file, str(path))
            else:
                yield from _warc(file, str(path))
    except OSError as error:
        raise MissingSource(str(path), f"cannot be read ({error.strerror or error})", "check the path") from error


def _wacz(file: IO[bytes], where: str) -> Iterator[Item | Fault]:
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError) as error:
        raise NotText(where, f"not a whole WACZ file ({error})", "fetch it again") from None
    names = [n for n in packed.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
    if not names:
        raise NotText(where, "no WARC in its folder archive/, so it is no WACZ file", "give a WACZ or WARC file")
    for name in names:
        with tempfile.TemporaryFile() as out:
            fault = _extract(packed, name, out, f"{where}, {name}")
            if fault is not None:
                yield fault
            yield from _warc(out, f"{where}, {name}")


def _extract(packed: zipfile.ZipFile, name: str, out: IO[bytes], where: str) -> Fault | None:
    """Write a member to `out`, as far as it is whole; it never grows beyond the size that the archive declares."""
    info = packed.getinfo(name)
    if info.file_size > 200 * max(info.compress_size, 1_000_000):
        return Fault(where, "packed to the utmost, as bombs are", "it is left out")
    try:
        with packed.open(info) as member:
            while chunk := member.read(1 << 20):
                out.write(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        return Fault(where, f"damaged ({error})", "what stands before the damage is read")
    return None


def _warc(file: IO[bytes], where: str) -> Iterator[Item | Fault]:
    if file.seek(0, io.SEEK_END) == 0:
        yield Fault(where, "empty", "fetch it again")
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        yield from _records(file, whole, where)


def _records(file: IO[bytes], whole: mmap.mmap, where: str) -> Iterator[Item | Fault]:
    """The pages of a file's records; behind damage it is read on from the next mark of a record."""
    mark = _GZIP if whole[:3] == _GZIP else _PLAIN
    start, number, told = 0, 0, False
    while 0 <= start < len(whole):
        last = start
        try:
            file.seek(start)
            for record in ArchiveIterator(file, parse_http=False):
                last, number = record.stream_pos, number + 1
                found = _page(record, f"{where}, record {number}")
                told = isinstance(found, Fault)  # a record that is damaged may end the iterator too
                if found is not None:
                    yield found
            return
        except (OSError, ValueError) as error:
            if not told:  # one gap is one fault, however many false starts there are in it
                yield Fault(f"{where}, behind record {number}", f"damaged ({error})", "what stands behind it is read")
            told = True
        start = whole.find(mark, last + 1)


def _page(record: Any, where: str) -> Item | Fault | None:
    """The page of a record; `None` for what is none: a picture, a request, a redirect."""
    if record.record_id is None:
        return Fault(where, "a header that is cut off", "it is left out")
    if not record.record_type & _KINDS:
        return None
    if record.content_length > LARGEST_BYTES:
        return over_limit(where, LARGEST_BYTES)
    declared = record.content_length
    record.freeze()
    held = len(record.reader.read())
    if held < declared:
        return Fault(where, f"cut off: {held} of {declared} bytes", "it is left out")
    record.reader.seek(0)
    return _payload(record, where)


def _payload(record: Any, where: str) -> Item | Fault | None:
    try:
        sort = _type_of(record)
        content = b"" if sort is None else record.reader.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        return Fault(where, f"damaged ({error})", "it is left out")
    if sort is None:
        return None
    if len(content) > LARGEST_BYTES:
        return over_limit(where, LARGEST_BYTES)
    # what is not said to be text may be a script: only HTML shows itself
    plain = sort.split(";")[0].strip().lower() or ("text/html" if sniff(content) == "text/html" else "")
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    if plain not in _PAGES or url.partition("://")[2].partition("/")[2] == "robots.txt":
        return None
    if not content.strip():
        return Fault(where, "an empty page", "it is left out")
    charset = charset_of(content, charset_in(sort))
    media_type = f"{plain}; charset={charset}" if charset else plain
    ident = str(record.record_id).strip("<>")
    return Item(ident, web_address(url, ""), content=content, media_type=media_type, where=where)


def _type_of(record: Any) -> str | None:
    """What a record says that it holds, "" when it does not say; `None` for an answer that gave no page. Unpacks what a site sent packed."""
    sort = str(record.headers.get("Content-Type") or "")
    if not sort.startswith("application/http"):
        return sort
    record.parse_http(auto_decode="all")
    if record.http_headers is None or record.http_headers.status_code != 200:
        return None
    return str(record.http_headers.get("Content-Type") or "")


def warc_bytes(pages: Iterable[tuple[Snapshot, str]]) -> bytes:
    """Pages as a WARC/1.1 file of `resource` records, each with the moment (ISO 8601 in UTC) at which it was had.

    The bytes are those that were read, and the same pages give the same file: a record's id is a hash of what it holds.
    """
    held, out = list(pages), io.BytesIO()
    last = max((moment for _, moment in held), default="1970-01-01T00:00:00Z")
    _write(out, WarcRecordType.warcinfo, "", last, "application/warc-fields", _ABOUT)
    for page, moment in held:
        # where a file stood on somebody's disk is left out
        url = page.url or f"file:{quote(page.source.rpartition('/')[2])}"
        _write(out, WarcRecordType.resource, url, moment, page.media_type or sniff(page.content), page.content)
    return out.getvalue()


def _write(out: IO[bytes], sort: WarcRecordType, url: str, moment: str, media_type: str, content: bytes) -> None:
    record = WarcRecord()
    name = hashlib.sha256("\n".join((url, moment, media_type)).encode() + content).digest()[:16]
    record.init_headers(sort, f"uuid:{UUID(bytes=name)}".encode())
    if url:
        record.headers["WARC-Target-URI"] = url
    record.record_date = datetime.fromisoformat(moment).astimezone(UTC)
    record.headers["Content-Type"] = media_type
    record.set_bytes_content(content)
    record.write(out, checksum_data=True)
