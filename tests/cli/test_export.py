"""`veille export` and `veille brief` as a user runs them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from serve.saying import CRISIS, fill
from veille.cli import app
from veille.serve.exports import FORMATS
from veille.store import Store, open_store

RUN = CliRunner()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("exported") / "record.db")
    store = open_store(path, create=True)
    fill(store, CRISIS)
    store.close()
    return path


def run(place: str, *words: str) -> Result:
    return RUN.invoke(app, [*words, "--record", place])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_to_a_file(place: str, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    done = run(place, "export", name, "--out", str(out))
    assert done.exit_code == 0, done.stderr
    assert out.stat().st_size > 100
    assert f"{out.stat().st_size:,} bytes" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ([], 6),
        (["--kind", "pledge"], 4),
        (["--actor", "Netherlands"], 2),
        (["--as-of", "2025-07-20"], 2),
        (["--since", "2025-08"], 4),
        (["--text", "attacked"], 2),
        (["--source", "Russia"], 2),
        (["--table", "totals", "--in", "eur"], 4),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_filters_as_the_lists_take(place: str, words: list[str], lines: int) -> None:
    done = run(place, "export", "csv", *words)
    assert done.exit_code == 0, done.stderr
    assert len(done.stdout.splitlines()) == lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "xls"], "no such format; one of csv"),
        (["export", "csv", "--table", "cookies"], "no such table; one of events"),
        (["export", "brief", "--language", "de"], "no words in it; one of en, fr"),
        (["export", "csv", "--story", "nothing"], "no story begins so"),
        (["export", "csv", "--out", "no/such/folder/x.csv"], "No such file"),
        (["export", "package", "--in", "XYZ"], "no rates"),
        (["brief", "zebra"], "give other words"),
        (["brief", "Ukraine"], "give the id of one: s"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_what_cannot_be_is_told(place: str, words: list[str], said: str) -> None:
    done = run(place, *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_a_brief_of_a_story_by_its_words(place: str, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    done = run(place, "brief", "answers", "--html", "--out", str(out))
    assert done.exit_code == 0, done.stderr
    page = out.read_text("utf-8")
    assert "Night in Kyiv" in page
    assert "Dutch package" not in page


def test_a_brief_in_the_terminal(place: str, record: Store) -> None:
    story = record.list_stories().rows[0]
    done = run(place, "brief", story.id[:8])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0] == story.title
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_out_needs_html(place: str) -> None:
    assert run(place, "brief", "answers", "--out", "x").exit_code == 2


def test_bytes_go_to_standard_output(place: str) -> None:
    done = run(place, "export", "bundle", "--no-snapshots")
    with zipfile.ZipFile(io.BytesIO(done.stdout_bytes)) as packed:
        assert "brief.html" in packed.namelist()
        assert not any(name.startswith("snapshots/") for name in packed.namelist())
