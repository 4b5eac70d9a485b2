"""The command line as a user runs it: what is printed where, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veille.cli import app

RUN = CliRunner()
EN = "Truce broken in the valley\n\nBy Ann Lee\n3 May 2016\n\nRussia fired 40 drones at Odesa overnight, Ukraine said. Poland has demanded an emergency meeting of NATO.\n"
FR = "Trêve rompue dans la vallée\n\nPar Anne Leblanc\n3 mai 2016\n\nLa Russie a tiré 40 drones sur Odessa, selon l'Ukraine. La Pologne a exigé une réunion de l'Otan.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(EN, "utf-8")
    (tmp_path / "b.txt").write_text(FR, "utf-8")
    return tmp_path


def test_read_prints_head_mentions_and_evidence(pages: Path) -> None:
    done = RUN.invoke(app, ["read", str(pages / "a.txt")])
    assert done.exit_code == 0
    assert "Truce broken in the valley" in done.stdout
    assert "published 2016-05-03" in done.stdout
    assert "according to Ukraine" in done.stdout
    assert "*fired*" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_read_a_folder_as_json_lines(pages: Path) -> None:
    done = RUN.invoke(app, ["read", "--json", "--annotations", str(pages)])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["article"]["language"] for row in rows] == ["en", "fr"]
    assert all(row["schema"] == "veille/article/1" and row["annotations"]["actors"] for row in rows)


def test_read_chosen_kinds(pages: Path) -> None:
    done = RUN.invoke(app, ["read", "--json", "--kind", "demand", str(pages / "a.txt")])
    assert {m["kind"] for m in json.loads(done.stdout)["mentions"]} == {"demand"}


def test_read_standard_input() -> None:
    done = RUN.invoke(app, ["read", "--json", "-"], input=EN.encode())
    assert json.loads(done.stdout)["article"]["title"] == "Truce broken in the valley"


def test_published_goes_over_the_page(pages: Path) -> None:
    done = RUN.invoke(app, ["read", "--json", "--published", "2020-02-29", str(pages / "a.txt")])
    assert json.loads(done.stdout)["article"]["published"] == {
        "value": "2020-02-29",
        "precision": "day",
        "source": "option",
    }


BAD = {
    "empty.txt": b"",
    "binary.txt": b"\x00\x01\x02",
    "paper.pdf": b"%PDF-1.4",
    "latin.txt": "L'armée a bombardé la ville voisine.".encode("latin-1"),
    "login.txt": b"Sign in\nEmail address\nPassword\nForgot your password?\n",
    "italian.txt": (
        "Il governo ha annunciato martedì la firma di una tregua con i ribelli dopo nove ore di colloqui. " * 5
    ).encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_others_go_on(pages: Path, name: str) -> None:
    (pages / name).write_bytes(BAD[name])
    done = RUN.invoke(app, ["read", "--json", str(pages / name), str(pages / "a.txt")])
    assert done.exit_code == 1
    assert name in done.stderr
    assert done.stderr.count("\n") == 1
    assert len(done.stdout.splitlines()) == 1


def test_a_missing_file_and_a_huge_one(pages: Path) -> None:
    with (pages / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    done = RUN.invoke(app, ["read", str(pages / "none.txt"), str(pages / "huge.txt"), str(pages / "a.txt")])
    assert done.exit_code == 1
    assert "none.txt: no such file" in done.stderr
    assert "50 MB" in done.stderr
    assert "Truce broken" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "x", "--published", "soon"], "not a date"),
        (["read", "x", "--language", "zz"], "no language pack"),
        (["read", "x", "--kind", "gossip"], "gossip"),
        (["read", "x", "--annotations"], "--json"),
        (["read"], "Missing argument"),
    ],
)
def test_wrong_options(arguments: list[str], said: str) -> None:
    done = RUN.invoke(app, arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_kinds_lists_every_kind() -> None:
    from veille import load_kinds

    done = RUN.invoke(app, ["kinds"])
    assert all(name in done.stdout for name in load_kinds())
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_coverage_names_trigger_and_reason(pages: Path) -> None:
    (pages / "c.txt").write_text(
        "Prices fell.\n\nThe demand for oil has been rising in the whole region since the spring.\n", "utf-8"
    )
    done = RUN.invoke(app, ["coverage", str(pages / "c.txt")])
    assert done.exit_code == 0
    assert "demand on “demand”" in done.stdout


def test_evaluate(pages: Path) -> None:
    gold = {"source": "a.txt", "article": {"language": "en"}, "mentions": [{"evidence": "Poland has demanded an emergency meeting of NATO", "kind": "demand", "actor": ["POL"], "recipient": [], "status": ["happened"], "attribution": None}]}  # fmt: skip
    (pages / "a.json").write_text(json.dumps(gold), "utf-8")
    done = RUN.invoke(app, ["evaluate", str(pages / "a.json")])
    assert done.exit_code == 0
    assert "invented attack" in done.stdout
    (pages / "b.json").write_text("{", "utf-8")
    done = RUN.invoke(app, ["evaluate", str(pages)])
    assert done.exit_code == 1
    assert "b.json" in done.stderr


def test_a_model_that_is_missing_names_the_command() -> None:
    from veille.annotate.syntax import SpacyParser
    from veille.errors import ModelMissing
    from veille.lang.pack import load_pack

    with pytest.raises(ModelMissing, match="pip install"):
        SpacyParser(load_pack("fr", model="fr_core_news_none"))
