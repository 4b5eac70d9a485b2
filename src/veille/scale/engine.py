"""Shards spread over processes or machines by Daft: the only place that knows the engine.

The engine hands out whole shards and gets counts back; files never pass through it. A worker that dies takes the engine's run
with it, not the job: what is missing is run again.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from veille.errors import HarvestError
from veille.scale.manifest import Wanted, all_manifests, drop_manifest
from veille.scale.reading import is_done, read_shard
from veille.scale.shards import Shard
from veille.scale.writing import drop_files, sweep

#: runs without a single shard more after which the job is given up
_TRIES = 3
#: sent home otherwise: what is run where is nobody's business
_QUIET = {"DO_NOT_TRACK": "true", "DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
#: a parser takes all cores for itself unless it is told not to: the workers share them fairly
_FAIR = {"OMP_NUM_THREADS": "1"}
#: Ray's advice on accelerators, of which none is used
_NO_ADVICE = {"RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
_PATIENCE_S = 5
Runner = Callable[[Sequence[Shard], Path, Wanted], Iterator[str]]


class Reader:
    """What a worker keeps for its whole life: the language packs and parsers are loaded once, at its first page."""

    def __init__(self, out: str, languages: list[str], domains: list[str]) -> None:
        self.out, self.wanted = Path(out), Wanted(tuple(languages), tuple(domains))

    def read(self, shard: str) -> str:
        """Read the shard that a line of JSON names; its counts as JSON."""
        return json.dumps(dict(read_shard(Shard.from_json(shard), self.out, self.wanted).counts))


class _Brisk(Reader):
    """A reader in a process of its own that ends at once: taking a parser apart takes longer than the engine waits for it."""

    def __init__(self, out: str, languages: list[str], domains: list[str]) -> None:
        super().__init__(out, languages, domains)
        atexit.register(os._exit, 0)


def harvest(
    shards: Sequence[Shard], out: Path, wanted: Wanted, run: Runner, told: Callable[[str], None] = lambda line: None
) -> int:
    """Read every shard that is not yet read whole; how many were. `told` hears of workers that died.

    Raises HarvestError for shards that could not be read however often they were tried: the others are kept.
    """
    _forget_others(shards, out)
    missing = [shard for shard in shards if not is_done(shard, out, wanted)]
    todo, tries = len(missing), 0
    while missing:
        try:
            for _ in run(missing, out, wanted):
                pass
        except (RuntimeError, OSError) as error:  # what an engine raises when a worker is gone
            told(f"a worker failed ({(str(error).strip().splitlines() or ['no reason given'])[-1]}); what is missing is run again")
        left = [shard for shard in missing if not is_done(shard, out, wanted)]
        tries = tries + 1 if len(left) == len(missing) else 0
        missing = left
        if tries == _TRIES:
            names = ", ".join(path for shard in missing[:3] for path in shard.paths[:1])
            raise HarvestError(
                names, f"{len(missing)} of {todo} shards could not be read", "look at the file; the rest is kept"
            )
    for shard in shards:
        sweep(out, shard.id)
    return todo


def _forget_others(shards: Sequence[Shard], out: Path) -> None:
    """Drop what came from a source that is named again and no longer has it."""
    origins, ids = {shard.origin for shard in shards}, {shard.id for shard in shards}
    for manifest in list(all_manifests(out)):
        if manifest.origin in origins and manifest.shard not in ids:
            drop_manifest(out, manifest.shard)
            drop_files(out, manifest.shard)


def in_process(shards: Sequence[Shard], out: Path, wanted: Wanted) -> Iterator[str]:
    """Run shards one by one here, without an engine."""
    reader = _reader(Reader, out, wanted)
    for shard in shards:
        yield reader.read(shard.to_json())


def on_daft(workers: int, ray: str | None = None) -> Runner:
    """What runs shards in `workers` processes of this machine, or of the Ray cluster at an address ("host:6379").

    Raises HarvestError when the engine is not installed or no cluster answers.
    """
    daft = _engine()
    if ray is not None:
        _join_cluster(ray)
        daft.set_runner_ray(noop_if_initialized=True)

    def run(shards: Sequence[Shard], out: Path, wanted: Wanted) -> Iterator[str]:
        base = Reader if ray is not None else _Brisk
        typed: Any = type("Worker", (base,), {"read": daft.method(return_dtype=daft.DataType.string())(Reader.read)})
        few = min(workers, len(shards))
        os.environ.update(_FAIR)
        made: Any = daft.cls(max_concurrency=few, use_process=True)(typed)
        frame = daft.from_pydict({"shard": [shard.to_json() for shard in shards]})
        spread = frame.into_partitions(len(shards)) if ray is not None else frame.into_batches(1)
        reader = _reader(made, out.resolve(), wanted)
        for row in spread.select(reader.read(spread["shard"]).alias("counts")).iter_rows():
            yield str(row["counts"])

    return run


def _reader(made: Any, out: Path, wanted: Wanted) -> Any:
    return made(str(out), list(wanted.languages), list(wanted.domains))


def _engine() -> Any:
    os.environ.update(_QUIET)
    try:
        import daft
    except ImportError:
        raise _missing("several workers") from None
    return daft


def _join_cluster(address: str) -> None:
    """Connect to the cluster, with its workers as quiet and fair as those of this machine."""
    _knock(address)
    os.environ.update(_NO_ADVICE)
    try:
        import ray
    except ImportError:
        raise _missing("--ray") from None
    try:
        settings = {"env_vars": {**_QUIET, **_FAIR}}
        ray.init(address, runtime_env=settings, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
    except (OSError, RuntimeError) as error:
        raise _no_cluster(address, str(error)) from None


def _knock(address: str) -> None:
    """Raise HarvestError when nobody listens there: Ray itself would ask on for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise _no_cluster(address, "not HOST:PORT")
    try:
        socket.create_connection((host, int(port)), _PATIENCE_S).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address, str(error)) from None


def _no_cluster(address: str, why: str) -> HarvestError:
    return HarvestError(address, f"no Ray cluster answers ({why})", "name the host and port that `ray start --head` told")


def _missing(where: str) -> HarvestError:
    return HarvestError(where, "the engine is not installed", "pip install 'veille[scale]'")
