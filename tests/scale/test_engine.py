"""The same job in this process, in worker processes and on a cluster; workers that die; what is kept and gone on with."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

import veille
from scale.making import TEXTS, contents, json_lines, pages, table, warc
from veille.cli import app
from veille.errors import HarvestError
from veille.scale.engine import harvest, in_process
from veille.scale.manifest import Wanted
from veille.scale.reading import is_done
from veille.scale.shards import Shard, find_shards
from veille.scale.writing import ASIDE
from veille.store import open_store

RUN = CliRunner()
ALL = Wanted(("en",))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(veille.__file__).parent.parent)}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six files in three shapes, which tests only read."""
    place = tmp_path_factory.mktemp("archive") / "in"
    place.mkdir()
    for number in range(3):
        (place / f"{number}.jsonl").write_text(line(number), "utf-8")
    json_lines(place / "all.jsonl")
    warc(place / "all.warc.gz")
    pages(place / "pages")
    return place


def line(number: int) -> str:
    return json.dumps({"url": f"https://n.example/{number}", "published": "2025-03-03", "text": TEXTS[0][2]}) + "\n"


@pytest.fixture(scope="module")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the job gives in this process."""
    out = tmp_path_factory.mktemp("here")
    harvest(find_shards([str(archive)]), out, ALL, in_process)
    return contents(out)


def started(archive: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """The command with two worker processes."""
    code = "from veille.cli import main; main()"
    options = ["harvest", str(archive), "--out", str(out), "--language", "en", "--workers", "2", *more]
    return subprocess.Popen([sys.executable, "-c", code, *options], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a cluster of two workers."""
    command = [sys.executable, str(Path(__file__).with_name("cluster.py"))]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    environment = {**ENVIRONMENT, "RAY_USAGE_STATS_ENABLED": "0"}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, text=True, env=environment) as process:
        assert process.stdin
        assert process.stdout
        with process.stdin:
            # Ray tells where its logs are before
            yield next(line for line in map(str.strip, process.stdout) if re.fullmatch(r"[\d.]+:\d+", line))


def machines_at_work() -> set[int]:
    """The daemons, one for each machine in name, whose processes read now."""
    found = set[int]()
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any("UDFActor" in word for word in process.cmdline()):
                found.add(process.ppid())
    return found


def test_a_cluster_of_two_workers_gives_the_same_bytes(
    archive: Path, expected: dict[str, bytes], tmp_path: Path, cluster: str
) -> None:
    machines = set[int]()
    with started(archive, tmp_path / "out", "--ray", cluster) as job:
        late = time.monotonic() + 200
        while job.poll() is None and time.monotonic() < late:
            machines |= machines_at_work()
            time.sleep(0.5)
        job.kill()  # nothing where it has ended
        said = job.communicate()[1]
    assert job.returncode == 0, said
    assert "6 of 6 shards read" in said
    assert len(machines) == 2
    assert contents(tmp_path / "out") == expected


def test_two_workers_give_the_same_bytes_and_one_killed_on_the_way_costs_no_row(
    archive: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out, killed = tmp_path / "out", False
    with started(archive, out) as job:
        while job.poll() is None and not killed:
            workers = psutil.Process(job.pid).children(recursive=True)
            if any((out / "manifests").glob("*.json")) or any((out / ASIDE).glob("*-*")):
                workers[0].kill()
                killed = True
            time.sleep(0.02)
        said = job.communicate(timeout=240)[1]
    assert killed
    assert job.returncode == 0, said
    assert said.count("a worker failed") == 1  # the run behind it needs no other
    assert "6 of 6 shards read" in said
    assert contents(out) == expected


def test_a_shard_that_kills_every_worker_is_named_and_the_others_are_kept(archive: Path, tmp_path: Path) -> None:
    shards, out, heard = find_shards([str(archive)]), tmp_path / "out", list[str]()

    def dies(missing: Sequence[Shard], place: Path, wanted: Wanted) -> Iterator[str]:
        for shard in missing:
            if shard.kind == "warc":
                raise RuntimeError("worker gone")
            yield from in_process([shard], place, wanted)

    later = sorted(shards, key=lambda shard: shard.kind == "warc")
    with pytest.raises(HarvestError, match=r"all\.warc\.gz: 1 of 6 shards"):
        harvest(later, out, ALL, dies, heard.append)
    assert [is_done(shard, out, ALL) for shard in later] == [True] * 5 + [False]
    assert "worker gone" in heard[0]


def test_a_job_goes_on_where_it_stood(archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    shards, out = find_shards([str(archive)]), tmp_path / "out"
    assert harvest(shards[:4], out, ALL, in_process) == 4
    seen: list[Shard] = []

    def counted(missing: Sequence[Shard], place: Path, wanted: Wanted) -> Iterator[str]:
        seen.extend(missing)
        return in_process(missing, place, wanted)

    assert harvest(shards, out, ALL, counted) == 2
    assert harvest(shards, out, ALL, counted) == 0
    assert seen == list(shards[4:])
    assert contents(out) == expected


def test_a_file_that_is_gone_from_its_folder_is_gone_from_the_harvest(archive: Path, tmp_path: Path) -> None:
    out, place = tmp_path / "out", tmp_path / "in"
    shutil.copytree(archive, place)
    harvest(find_shards([str(place)]), out, ALL, in_process)
    before = len(table(out, "articles"))
    os.unlink(place / "0.jsonl")
    harvest(find_shards([str(place)]), out, ALL, in_process)
    assert len(table(out, "articles")) == before - 1


def test_a_harvest_is_filed_as_if_its_pages_were_added(archive: Path, tmp_path: Path) -> None:
    out, record = tmp_path / "out", str(tmp_path / "record.db")
    done = RUN.invoke(app, ["harvest", str(archive / "pages"), "--out", str(out), "--workers", "1"])
    assert (done.exit_code, done.stderr.count("\n")) == (0, 1), done.stderr
    filed = RUN.invoke(app, ["add", "--from", str(out), "--record", record])
    assert filed.exit_code == 0, filed.stderr
    assert [row.split()[0] for row in filed.stdout.splitlines()] == [
        "added"
    ] * 4  # the German page is of another language
    again = RUN.invoke(app, ["add", str(archive / "pages" / "a.html"), "--from", str(out), "--record", record])
    assert [row.split()[0] for row in again.stdout.splitlines()] == ["known"] * 5, again.stderr
    direct = str(tmp_path / "direct.db")
    RUN.invoke(app, ["add", str(archive / "pages"), "--record", direct])
    stores = [open_store(place) for place in (record, direct)]
    held = [sorted((f.article.id, f.mentions, f.page, f.snapshot, f.rules) for f in s.filed()) for s in stores]
    assert held[0] == held[1]
    reread = RUN.invoke(app, ["reread", "--all", "--record", record])
    assert reread.exit_code == 0
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["harvest", "none", "--out", "out"], 1, "no such file or folder"),
        (["harvest", ".", "--out", "out", "--language", "xx"], 1, "no language pack"),
        (["harvest", ".", "--out", "out", "--ray", "127.0.0.1:9"], 1, "no Ray cluster answers"),
        (["harvest", ".", "--out", "out", "--ray", "nowhere"], 1, "not HOST:PORT"),
        (["add", "--from", "none", "--record", "r.db"], 1, "no harvest there"),
        (["add", "--record", "r.db"], 2, "--from DIR"),
    ],
)
def test_what_cannot_be_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text("Words of a day.", "utf-8")
    done = RUN.invoke(app, arguments)
    assert (done.exit_code, said in done.stderr) == (status, True), done.stderr
