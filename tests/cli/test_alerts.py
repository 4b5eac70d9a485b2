"""`veille alerts`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts.telling import CRISIS, read_on
from veille.cli import alerts as command
from veille.cli import app
from veille.store import open_store

RUN = CliRunner()
RULES = """
[targets.lines]
type = "file"
path = "alerts.jsonl"

[[rule]]
name = "pledges"
when = {kind = "pledge", amount = {least = 400000000, currency = "EUR"}}
to = ["lines"]

[[rule]]
name = "deadlines"
when = {on = ["deadline", "passed"], actor = "Russia"}
to = ["lines"]
mode = "digest"
zone = "Europe/Paris"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules and a record, on the day after the last page."""
    (tmp_path / "alerts.toml").write_text(RULES)
    with_pages = open_store(tmp_path / "record.db", create=True)
    read_on(with_pages, "2025-08-05T12:00:00Z", CRISIS)
    with_pages.close()
    monkeypatch.setattr(command, "utc_now", lambda: "2025-08-06T13:00:00Z")
    return tmp_path


def run(folder: Path, *words: str, record: bool = True, rules: bool = True) -> tuple[int, str]:
    given = ["--record", str(folder / "record.db")] if record else []
    given += ["--rules", str(folder / "alerts.toml")] if rules else []
    done = RUN.invoke(app, ["alerts", *words, *given])
    return done.exit_code, done.output


def test_list(folder: Path) -> None:
    code, said = run(folder, "list", record=False)
    assert code == 0
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "pledge; from 400,000,000 EUR" in " ".join(said.split())
    assert "07:00" in said
    rows = [json.loads(line) for line in run(folder, "list", "--json", record=False)[1].splitlines()]
    assert [row["name"] for row in rows] == ["pledges", "deadlines"]


def test_trying_sends_nothing(folder: Path) -> None:
    code, said = run(folder, "test", "--since", "2025-08-04")
    assert code == 0
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "3 alerts since 2025-08-04; nothing was sent" in said
    assert "Due August 8, 2025" in said
    assert not (folder / "alerts.jsonl").exists()
    assert "nothing was found yet" in run(folder, "log", rules=False)[1]
    code, said = run(folder, "test", "--since", "2025-08-04", "--rule", "deadlines", "--json")
    assert [json.loads(line)["occasion"] for line in said.splitlines() if line.startswith("{")] == ["deadline:2025-08-08"]


def test_a_run_sends_once_and_logs(folder: Path) -> None:
    code, said = run(folder, "run")
    assert (code, "3 found, 2 messages sent, 0 not taken" in said) == (0, True)
    assert len((folder / "alerts.jsonl").read_text("utf-8").splitlines()) == 2
    assert "0 found, 0 messages sent" in run(folder, "run")[1]
    code, said = run(folder, "log", rules=False)
    assert all(len(line) <= 80 for line in said.splitlines())
    assert ("sent 08-06 13:00" in said, "due 08-07 05:00" in said) == (True, True)
    rows = [json.loads(line) for line in run(folder, "log", "--json", rules=False)[1].splitlines()]
    assert sorted(row["rule"] for row in rows) == ["deadlines", "pledges", "pledges"]


def test_a_run_that_a_target_refuses_ends_with_1(folder: Path) -> None:
    (folder / "alerts.jsonl").mkdir()
    code, said = run(folder, "run")
    assert (code, "2 not taken" in said, "cannot write" in said) == (1, True, True)


@pytest.mark.parametrize(
    ("text", "said"), [("x = 1", "no such key"), (None, "docs/alerts.md"), ('rule = [{name = "a"}]', "nobody to tell")]
)
def test_wrong_rules_end_with_2(folder: Path, text: str | None, said: str) -> None:
    path = folder / "alerts.toml"
    path.write_text(text) if text else path.unlink()
    for words in (("list",), ("run",), ("test", "--since", "2025-08-04")):
        code, told = run(folder, *words, record=words != ("list",))
        assert (code, said in told) == (2, True), words


def test_an_unknown_rule(folder: Path) -> None:
    code, said = run(folder, "test", "--since", "2025-08-04", "--rule", "none")
    assert (code, "one of pledges, deadlines" in said) == (2, True)
