"""The pages in a shard, one by one: what is broken is told in its place, and reading goes on."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from veille.acquire.archive import read_archive
from veille.acquire.fetched import LARGEST_BYTES
from veille.acquire.items import Fault, Item
from veille.errors import VeilleError
from veille.reader.source import open_source
from veille.scale.shards import Shard

_ROWS = 256
#: where a row or line keeps its page, the first that is there
_BODIES = ("html", "content", "text")


def find_items(shard: Shard) -> Iterator[Item | Fault]:
    """The shard's pages and faults in its order. Every item holds its content; never raises for what the files hold."""
    for path in shard.paths:
        try:
            yield from _READERS[shard.kind](path)
        except VeilleError as error:
            yield Fault(error.where, error.what, error.remedy)


def _page(path: str) -> Iterator[Item | Fault]:
    snapshot = open_source(path)
    yield Item(path, None, content=snapshot.content, where=path)


def _archive(path: str) -> Iterator[Item | Fault]:
    yield from read_archive(Path(path))


def _lines(path: str) -> Iterator[Item | Fault]:
    """One JSON object a line. A file that is cut off is told, with the line behind which nothing could be read."""
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(2 * LARGEST_BYTES):
                number += 1
                if line.strip():
                    yield _line(line, f"{path}, line {number}")
    except (OSError, EOFError, zlib.error) as error:
        yield Fault(f"{path}, behind line {number}", f"damaged or cut off ({error})", "fetch it again")


def _opened(path: str) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb")


def _line(line: bytes, where: str) -> Item | Fault:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Fault(where, f"not JSON ({error})", "give one object a line")
    if not isinstance(row, dict):
        return Fault(where, "not a JSON object", 'give objects such as {"url": ..., "text": ...}')
    return _item(row, where)


def _rows(path: str) -> Iterator[Item | Fault]:
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield _item(row, f"{path}, row {number}")
    except (OSError, pa.ArrowException) as error:
        yield Fault(f"{path}, behind row {number}", f"damaged or cut off ({error})", "fetch it again")


def _item(row: Mapping[str, Any], where: str) -> Item | Fault:
    name = next((name for name in _BODIES if row.get(name)), None)
    body = row[name] if name else None
    if not isinstance(body, (str, bytes)):
        return Fault(where, "no page", f"give one of {', '.join(_BODIES)}")
    url, title, published = (_text(row.get(key)) for key in ("url", "title", "published"))
    if isinstance(body, str):
        try:
            headed = f"{title}\n\n{body}" if title and name == "text" else body
            body = headed.encode()
        except UnicodeEncodeError as error:
            return Fault(where, f"half a character at {error.start}", "write it as UTF-8")
    return Item(url or where, url, title, published, content=body, where=where)


def _text(value: object) -> str | None:
    """A text, or a date of Parquet as one."""
    said = value.isoformat() if hasattr(value, "isoformat") else value
    return said if isinstance(said, str) and said else None


_READERS = {"pages": _page, "warc": _archive, "jsonl": _lines, "parquet": _rows}
