"""What became of a shard, kept beside its files: written last, so that a shard with a manifest is whole."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from veille.errors import HarvestError
from veille.scale.tables import SCHEMA

_FOLDER = "manifests"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read of each shard: pages in these languages (ISO 639-1; none named: all that there are packs for), of these domains and what
    is below them (none named: all)."""

    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One Parquet file: its path below the folder of the harvest, its rows, the SHA-256 of its bytes."""

    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A shard that was read. `fingerprint` is that of its sources, `rules` the version that read it, `counts` what was met."""

    shard: str
    kind: str
    origin: str
    fingerprint: str
    rules: str
    wanted: Wanted
    counts: Mapping[str, int]
    files: tuple[Written, ...]
    schema: str = SCHEMA

    def save(self, out: Path) -> None:
        """Write it under a temporary name, then into its place."""
        folder = out / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{self.shard}-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n")
        os.replace(name, _place(out, self.shard))


def load_manifest(out: Path, shard: str) -> Manifest | None:
    """The manifest of a shard, `None` when it has none. Raises HarvestError for one that was damaged or is of another version."""
    path = _place(out, shard)
    try:
        return _made(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HarvestError(str(path), f"no manifest ({error})", "remove it: its shard is then read again") from None


def _made(data: dict[str, object]) -> Manifest:
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']}, not {SCHEMA}")
    wanted, files = data["wanted"], data["files"]
    assert isinstance(wanted, dict)
    assert isinstance(files, list)
    held = {**data, "wanted": Wanted(tuple(wanted["languages"]), tuple(wanted["domains"]))}
    return Manifest(**{**held, "files": tuple(Written(**file) for file in files)})  # type: ignore[arg-type]


def drop_manifest(out: Path, shard: str) -> None:
    """Make a shard unread."""
    _place(out, shard).unlink(missing_ok=True)


def all_manifests(out: Path) -> Iterator[Manifest]:
    """Every manifest of a harvest, by shard. Raises HarvestError for a damaged one."""
    for path in sorted((out / _FOLDER).glob("*.json")):
        found = load_manifest(out, path.stem)
        if found is not None:
            yield found


def _place(out: Path, shard: str) -> Path:
    return out / _FOLDER / f"{shard}.json"
