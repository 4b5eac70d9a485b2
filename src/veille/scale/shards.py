"""The shards of a job: what one worker reads at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

from veille.acquire.files import PAGES
from veille.errors import HarvestError

ShardKind = Literal["warc", "jsonl", "parquet", "pages"]
T = TypeVar("T")

#: pages of a folder that make one shard
PAGES_A_SHARD = 100
_ENDINGS: tuple[tuple[str, ShardKind], ...] = (
    (".warc", "warc"),
    (".warc.gz", "warc"),
    (".wacz", "warc"),
    (".jsonl", "jsonl"),
    (".jsonl.gz", "jsonl"),
    (".ndjson", "jsonl"),
    (".parquet", "parquet"),
)


@dataclass(frozen=True, slots=True)
class Shard:
    """One task: a file with many articles, or a hundred pages of a folder.

    `id` (16 hexadecimal digits) is that of its place, so that a changed source takes the place of the old one; `origin` is what was named.
    """

    id: str
    kind: ShardKind
    paths: tuple[str, ...]
    origin: str

    def to_json(self) -> str:
        """The shard as one line of JSON, for a worker elsewhere."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(said: str) -> Shard:
        """The shard of a line that `to_json` gave."""
        data = json.loads(said)
        return Shard(data["id"], data["kind"], tuple(data["paths"]), data["origin"])

    def fingerprint(self) -> str:
        """Changes with the sizes and times of the files. Raises HarvestError when one is gone."""
        digest = sha256()
        for path in self.paths:
            try:
                stat = Path(path).stat()
            except OSError as error:
                raise HarvestError(path, f"cannot be read ({error.strerror})", "check the path") from None
            digest.update(f"{path}\n{stat.st_size}\n{stat.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]


def find_shards(sources: Iterable[str]) -> tuple[Shard, ...]:
    """The shards of files and folders (at any depth), each once, in the order of their paths.

    Raises HarvestError for a source that is not there or holds nothing that can be read.
    """
    found = {shard.id: shard for source in sources for shard in _shards(source)}
    return tuple(sorted(found.values(), key=lambda shard: shard.paths))


def _shards(source: str) -> list[Shard]:
    place = Path(source)
    if not place.exists():
        raise HarvestError(source, "no such file or folder", "check the path")
    files = sorted(p for p in place.rglob("*") if _is_open(p.relative_to(place))) if place.is_dir() else [place]
    out = [Shard(_id(kind, str(p)), kind, (str(p),), source) for p in files if (kind := _kind(p))]
    pages = [str(p) for p in files if p.suffix.lower() in PAGES]
    for number, group in enumerate(_groups(pages, PAGES_A_SHARD)):
        out.append(Shard(_id("pages", f"{source}\n{number}"), "pages", tuple(group), source))
    if not out:
        endings = ", ".join([ending for ending, _ in _ENDINGS] + list(PAGES))
        raise HarvestError(source, "nothing to read there", f"give files that end in {endings}")
    return out


def _is_open(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _kind(path: Path) -> ShardKind | None:
    return next((kind for ending, kind in _ENDINGS if path.name.lower().endswith(ending)), None)


def _groups(items: list[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _id(kind: str, name: str) -> str:
    return sha256(f"{kind}\n{name}".encode()).hexdigest()[:16]
