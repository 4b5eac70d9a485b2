"""Parquet files of one shard: written aside, moved into their places when the shard is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from types import TracebackType

import pyarrow as pa
from pyarrow import parquet

from veille.scale.manifest import Written
from veille.scale.tables import Row, arrow_schema

#: where unfinished files are
ASIDE = ".unfinished"
#: rows of a row group: few, for pages are large and are held until they are written
_ROWS = 128


class ShardWriter:
    """Takes rows, gives files: a context in which `put` is called, then `finish` once.

    The same rows in the same order give the same bytes. What is not finished leaves nothing behind but files aside.
    """

    def __init__(self, out: Path, shard: str) -> None:
        self.out, self.shard = out, shard
        (out / ASIDE).mkdir(parents=True, exist_ok=True)
        self.aside = Path(tempfile.mkdtemp(prefix=f"{shard}-", dir=out / ASIDE))
        self.files: dict[Path, parquet.ParquetWriter] = {}
        self.rows: dict[Path, list[Row]] = {}
        self.written: dict[Path, int] = {}

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self.files.values():
            file.close()
        shutil.rmtree(self.aside, ignore_errors=True)

    def put(self, table: str, row: Row, month: str | None = None) -> None:
        """Add a row to a table's file of a month ("2025-08"), or to its only one."""
        place = Path(table, f"month={month}", f"{self.shard}.parquet") if month else Path(table, f"{self.shard}.parquet")
        rows = self.rows.setdefault(place, [])
        rows.append(row)
        if len(rows) >= _ROWS:
            self._flush(place)

    def finish(self) -> tuple[Written, ...]:
        """Move the files where they belong, in place of the shard's old ones; what was written, by path."""
        for place in list(self.rows):
            self._flush(place)
        for file in self.files.values():
            file.close()
        drop_files(self.out, self.shard)
        return tuple(self._moved(place) for place in sorted(self.files))

    def _flush(self, place: Path) -> None:
        rows = self.rows.pop(place, [])
        if not rows:
            return
        if place not in self.files:
            (self.aside / place).parent.mkdir(parents=True, exist_ok=True)
            schema = arrow_schema(place.parts[0])
            self.files[place] = parquet.ParquetWriter(self.aside / place, schema, compression="zstd")
        self.files[place].write_table(pa.Table.from_pylist(rows, schema=arrow_schema(place.parts[0])))
        self.written[place] = self.written.get(place, 0) + len(rows)

    def _moved(self, place: Path) -> Written:
        with (self.aside / place).open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        (self.out / place).parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.aside / place, self.out / place)
        return Written(place.as_posix(), self.written[place], digest)


def drop_files(out: Path, shard: str) -> None:
    """Remove a shard's files from every table."""
    for path in _files(out, shard):
        path.unlink(missing_ok=True)


def sweep(out: Path, shard: str) -> None:
    """Remove what a worker that died left aside of a shard that has been read since."""
    for path in (out / ASIDE).glob(f"{shard}-*"):
        shutil.rmtree(path, ignore_errors=True)


def _files(out: Path, shard: str) -> Iterator[Path]:
    yield from out.glob(f"*/{shard}.parquet")
    yield from out.glob(f"*/month=*/{shard}.parquet")
