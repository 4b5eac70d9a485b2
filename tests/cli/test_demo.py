"""The demonstration crises: labelled pages with gold beside them, and a tour that runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veille.cli import app, demo
from veille.demo import CRISES, demo_pages

RUN = CliRunner()
GOLD = Path(__file__).parent.parent / "gold"
NAMES = ("niger-2023", "ukraine-2025")


def test_every_page_says_that_its_outlet_is_invented() -> None:
    for page in demo_pages():
        text = page.read_text("utf-8")
        assert 'name="veille-demo"' in text, page.name
        assert ".example/" in text, page.name


@pytest.mark.parametrize(("name", "least"), [("niger-2023", 25), ("ukraine-2025", 60)])
def test_there_are_enough_pages_in_both_languages_with_gold_for_each(name: str, least: int) -> None:
    pages = {page.name for page in (CRISES / name).glob("*.html")}
    gold = json.loads((GOLD / "record" / f"{name}.json").read_text("utf-8"))
    assert pages == set(gold["articles"])
    assert len(pages) >= least
    assert all(sum(f".{code}.html" in page for page in pages) >= least // 2 for code in ("fr", "en"))


def test_a_tour_of_some_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [page for page in demo_pages() if page.name.startswith(("01-2025", "02-2025"))]
    monkeypatch.setattr(demo, "demo_pages", lambda: some)
    place = str(tmp_path / "demo.db")
    done = RUN.invoke(app, ["demo", "--record", place])
    assert done.exit_code == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "Ask next" in done.stdout
    served = RUN.invoke(app, ["demo", "--record", place, "--serve"])  # nobody watches: it ends by itself
    assert (served.exit_code, "Ask next" in served.stdout) == (0, True)
    again = RUN.invoke(app, ["demo", "--record", place, "--no-tour"])
    assert (again.exit_code, again.stdout) == (0, "")
    assert "holds 2 articles" in again.stderr
