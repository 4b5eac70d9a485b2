"""`veille versions` at 80 columns: what each version changed, and which mentions go back to review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.making import NOW, outside, page
from veille.cli import app
from veille.store import open_store
from veille.store.adding import add

URL = "https://example.org/night"
FIRST = page("A night", "RUS attack UKR at Kyiv says UKR.", "It was quiet elsewhere.", url=URL)
SECOND = page(
    "A night",
    "RUS attack UKR at Odesa says UKR.",
    "It was quiet elsewhere.",
    "Correction: an earlier version of this article named another town.",
    url=URL,
    modified="2025-08-03",
)


@pytest.fixture
def record(tmp_path: Path) -> str:
    place = str(tmp_path / "record.db")
    store = open_store(place, create=True)
    for name, content in (("1.txt", FIRST), ("2.txt", SECOND)):
        add(store, name, outside=outside({name: content}, now=NOW))
    store.withdraw("example.org/night", "2025-08-09T10:00:00Z")
    store.close()
    return place


def test_what_is_shown(record: str) -> None:
    done = CliRunner().invoke(app, ["versions", URL, "--record", record])
    assert done.exit_code == 0
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("version 1 · 1 Aug 2025 · read 2025-08-06 09:30 · ")
    second = "\n".join(lines[next(n for n, line in enumerate(lines) if line.startswith("version 2")) :])
    assert "withdrawn: found gone on 9 Aug 2025" in second
    assert "notice: Correction: an earlier version" in second
    assert "RUS attack UKR at [-Kyiv-] {+Odesa+} says UKR." in second
    assert "to review: attack attack: RUS > UKR" in second
    assert "quiet elsewhere" not in second


def test_an_article_names_its_page_and_json_says_the_same(record: str) -> None:
    store = open_store(record)
    first, second = (f.article.id for f in store.versions("example.org/night"))
    store.close()
    done = CliRunner().invoke(app, ["versions", second[:9], "--record", record, "--json"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["article"] for row in rows] == [first, second]
    assert [[p["change"] for p in row["changes"]] for row in rows] == [[], ["edited", "new"]]
    assert [[m["sentence"] for m in row["lost"]] for row in rows] == [[], ["RUS attack UKR at Kyiv says UKR."]]


@pytest.mark.parametrize("said", ["https://example.org/other", "zzz", ""])
def test_what_is_not_there(record: str, said: str) -> None:
    done = CliRunner().invoke(app, ["versions", said, "--record", record])
    assert done.exit_code == 1
    assert "no page or article of the record" in done.stderr
