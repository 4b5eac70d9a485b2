"""kill -9 at any moment loses nothing that was acknowledged and leaves a usable record."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veille.cli import app
from veille.store import open_store

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}


def kill(times: int, *places: str) -> int:
    """Run killing.py; the number of articles that were acknowledged."""
    program = [sys.executable, Path(__file__).with_name("killing.py"), str(times), *places]
    done = subprocess.run(program, capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_fifty_kills_on_sqlite(quick_path: Path) -> None:
    assert kill(10, *(str(quick_path / f"{number}.db") for number in range(5)), str(quick_path / "whole.db")) > 50


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_kills_on_a_server(place: Callable[[], str]) -> None:
    assert kill(5, place(), place()) > 5


def test_killing_the_real_command(tmp_path: Path) -> None:
    """`veille add` itself, with its parsers: killed at its first acknowledgement; run again, nothing is lost or doubled."""
    for number in range(4):
        text = (
            f"Report number {number}\n\n3 May 2016\n\nRussia fired {number}0 drones at Odesa overnight, Ukraine said.\n"
        )
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    record = str(tmp_path / "record.db")
    arguments = ["add", "--record", record, str(tmp_path)]
    command = [sys.executable, "-c", "from veille.cli import main; main()", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT
    ) as child:
        assert child.stdout is not None
        told = [child.stdout.readline().split()[1]]
        time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        told += [line.split()[1] for line in child.stdout if line.endswith("\n")]
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 0
    lines = [line.split()[:2] for line in again.stdout.splitlines()]
    assert {article for outcome, article in lines if outcome == "known"} >= set(told)
    store = open_store(record)
    held = store.figures()
    assert (held.articles, held.pending) == (4, 0)
    assert held.events > 0
    store.close()
