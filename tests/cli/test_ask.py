"""Questions to a record as a user asks them: 80 columns, JSON, CSV, exit statuses, what is wrong and what to do."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from serve.saying import CRISIS, fill
from veille.cli import app
from veille.store import open_store

RUN = CliRunner()
LISTS = ("timeline", "deadlines", "pledges", "claims", "conflicts", "actors")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("asked") / "record.db")
    store = open_store(place, create=True)
    fill(store, CRISIS)
    store.close()
    return place


def ask(record: str, *words: str) -> Result:
    return RUN.invoke(app, [*words, "--record", record])


@pytest.mark.parametrize(
    "words",
    [
        *([name] for name in LISTS),
        ["pledges", "--in", "eur"],
        ["search", "kyiv"],
        ["timeline", "--as-of", "2025-08-01", "--actor", "Russia"],
        ["diff", "--from", "2025-07-15", "--to", "2025-08-02"],
        ["diff", "--from", "2025-08-03", "--to", "2025-08-05"],
    ],
    ids=" ".join,
)
def test_tables_fit_80_columns_and_end_well(record: str, words: list[str]) -> None:
    done = ask(record, *words)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip()
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", LISTS)
def test_json_and_csv_hold_the_same_rows(record: str, name: str) -> None:
    rows = [json.loads(line) for line in ask(record, name, "--json").stdout.splitlines()]
    kept = [row for row in rows if row.pop("row", "pledge") == "pledge"]
    table = list(csv.DictReader(io.StringIO(ask(record, name, "--csv").stdout)))
    assert len(table) == len(kept) > 0
    assert list(table[0]) == list(kept[0])


def test_pledges_as_json_tell_pledges_and_totals_apart(record: str) -> None:
    rows = [json.loads(line) for line in ask(record, "pledges", "--json", "--in", "EUR").stdout.splitlines()]
    assert [row["row"] for row in rows] == ["pledge"] * 3 + ["total"] * 3
    assert rows[-1]["total"] == "500000000"
    assert rows[1]["converted"] == {"value": "433050407", "currency": "EUR", "rate": "0.8661", "day": "2025-08-05"}


def test_what_stands_in_the_tables(record: str) -> None:
    assert "killed 13 / 31" in ask(record, "timeline").stdout
    assert "passed, outcome" in ask(record, "deadlines", "--as-of", "2025-08-09").stdout
    assert "a share of" in ask(record, "pledges").stdout
    assert "denied by Russia" in ask(record, "conflicts").stdout
    assert "denies: Russia" in ask(record, "claims", "--voice", "deny").stdout
    assert "issued → shortened" in ask(record, "diff", "--from", "2025-07-15", "--to", "2025-08-02").stdout


def test_nothing_found_is_said_on_stderr(record: str) -> None:
    for form in ([], ["--json"], ["--csv"]):
        done = ask(record, "timeline", "--actor", "Peru", *form)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "nothing in the record" in done.stderr


def test_more_than_the_limit_is_said_on_stderr(record: str) -> None:
    done = ask(record, "timeline", "--limit", "1", "--json")
    assert len(done.stdout.splitlines()) == 1
    assert "--limit" in done.stderr


@pytest.mark.parametrize(
    "words", [["timeline"], ["deadlines"], ["pledges"], ["conflicts"], ["actors"], ["search", "Russia"]], ids=" ".join
)
def test_cursors_lead_through_a_whole_list(record: str, words: list[str]) -> None:
    whole = [line for line in ask(record, *words, "--json").stdout.splitlines() if '"row":"total"' not in line]
    paged, cursor = [], None
    for _ in range(len(whole) + 1):
        done = ask(record, *words, "--json", "--limit", "1", *(["--after", cursor] if cursor else []))
        paged += [line for line in done.stdout.splitlines() if '"row":"total"' not in line]
        found = re.search(r"--after (\S+)", done.stderr)
        if not found:
            break
        cursor = found[1]
    assert sorted(paged) == sorted(whole)
    assert len(paged) == len(whole)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["timeline", "--as-of", "soon"], 2, "not a date"),
        (["timeline", "--kind", "gossip"], 2, "no kind 'gossip'"),
        (["timeline", "--json", "--csv"], 2, "not both"),
        (["timeline", "--limit", "0"], 2, "--limit"),
        (["timeline", "--after", "nowhere"], 1, "cursor"),
        (["deadlines", "--after", "nowhere"], 1, "cursor"),
        (["claims", "--voice", "shout"], 2, "no voice 'shout'"),
        (["pledges", "--in", "XOF"], 1, "no rates"),
        (["timeline", "--story", "nope"], 1, "no story begins so"),
        (["search", "?!"], 1, "no word"),
        (["why", "zzz"], 1, "no event or mention"),
        (["diff", "--from", "2025-08-02", "--to", "2025-08-01"], 1, "turn them round"),
        (["judge", "zzz", "confirm", "--by", "Ada"], 1, "no event or mention"),
        (["judge", "zzz", "--by", "Ada"], 2, "undo JUDGEMENT"),
        (["judge", "undo", "jzzz", "--by", "Ada"], 1, "no such judgement"),
        (["judge", "zzz", "confirm"], 2, "--by"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_wrong(record: str, words: list[str], status: int, said: str) -> None:
    done = ask(record, *words)
    assert (done.exit_code, done.stdout) == (status, "")
    assert said in done.stderr
    if status == 1:
        assert done.stderr.startswith("veille: ")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [*([name] for name in LISTS), ["search", "x"], ["why", "e"]], ids=" ".join)
def test_no_record(tmp_path: Path, words: list[str]) -> None:
    done = ask(str(tmp_path / "none.db"), *words)
    assert done.exit_code == 1
    assert "veille add" in done.stderr


def test_judged_explained_and_undone(tmp_path: Path) -> None:
    place = str(tmp_path / "record.db")
    store = open_store(place, create=True)
    fill(store, CRISIS)
    store.close()
    event = json.loads(ask(place, "timeline", "--kind", "attack", "--json").stdout)["event"]
    done = ask(place, "judge", event[:8], "correct", "--set", "killed=31", "--by", "Ada", "--note", "ministry's list")
    assert done.exit_code == 0, done.stderr
    judgement = done.stdout.split()[0]
    chain = ask(place, "why", event)
    assert max(len(line) for line in chain.stdout.splitlines()) <= 80
    assert all(said in chain.stdout for said in (judgement, "by Ada", "ministry's list", "killed = ", "score"))
    assert json.loads(ask(place, "why", event, "--json").stdout)["rulings"][0]["in_force"] is True
    assert ask(place, "judge", "undo", judgement, "--by", "Ada").exit_code == 0
    assert "(undone)" in ask(place, "why", event).stdout
    assert "killed 13 / 31" in ask(place, "timeline").stdout
