"""`veille serve` and the demonstration in the browser, as a user starts and ends them."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "from veille.cli import main; main()"
SOURCES = str(Path(__file__).parent.parent.parent / "src")


@contextmanager
def started(*words: str, terminal: bool) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program as started, with a terminal or without, and where it writes; ended at the end whatever happens."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", START, *words],
        stdin=theirs if terminal else subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": SOURCES, "COLUMNS": "80"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield program, ours
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        os.close(ours)


def told(ours: int, wanted: str, seconds: float = 60) -> str:
    """What the program wrote, up to and with what is wanted."""
    said, until = "", time.monotonic() + seconds
    while time.monotonic() < until and not re.search(wanted, said):
        if select.select([ours], [], [], 0.2)[0]:
            try:
                said += os.read(ours, 65536).decode(errors="replace")
            except OSError:  # the program has ended
                break
    assert re.search(wanted, said), said
    return said


def test_serve_says_where_and_ends_at_an_interrupt(newsroom: Path) -> None:
    with started("serve", "--record", str(newsroom), "--port", "0", terminal=False) as (program, ours):
        said = told(ours, r"http://127\.0\.0\.1:\d+/")
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)
        with urllib.request.urlopen(f"{address}timeline.json") as answer:
            assert answer.status == 200
        os.killpg(program.pid, signal.SIGINT)
        assert program.wait(20) == 0


def test_serve_says_what_is_wrong_with_the_record(tmp_path: Path) -> None:
    with started("serve", "--record", str(tmp_path / "none.db"), terminal=False) as (program, ours):
        told(ours, "no record there")
        assert program.wait(20) == 1


def test_the_demonstration_is_served_while_it_fills_and_ends_at_an_interrupt(tmp_path: Path) -> None:
    place = str(tmp_path / "demo.db")
    with started("demo", "--record", place, "--serve", "--port", "0", terminal=True) as (program, ours):
        said = told(ours, r"http://127\.0\.0\.1:\d+/")
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)
        with urllib.request.urlopen(f"{address}timeline") as answer:
            text = answer.read().decode()
        assert "The record is still being filled" in text
        assert "as things were known on 7 Aug 2025" in text
        os.killpg(program.pid, signal.SIGINT)
        assert program.wait(60) == 0


