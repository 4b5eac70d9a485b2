"""Lines of pairs: what is read, what is refused, and what the command prints."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from veille.cli import app
from veille.coding.model import load_model, read_model, write_model
from veille.coding.pairs import read_pair
from veille.errors import PackError, PairError

TEXT = "Oslo expelled two diplomats of Minsk, and Minsk protested."
GOOD = {"text": TEXT, "source": "Oslo", "target": "Minsk"}
REFUSED = [
    ("{", "line 3: no JSON"),
    ("[]", "line 3: no text"),
    (json.dumps({**GOOD, "text": " "}), "line 3: no text"),
    (json.dumps({**GOOD, "target": "Riga"}), "line 3: the text does not hold the target 'Riga'"),
    (json.dumps({**GOOD, "source": ""}), "line 3: no source"),
    (json.dumps({**GOOD, "source": {"start": 5, "end": 500}}), "line 3: no such stretch of the text for the source: 5-500"),
    (json.dumps({**GOOD, "source": "Minsk"}), "line 3: source and target overlap at 31"),
]


@pytest.mark.parametrize(("line", "told"), REFUSED)
def test_what_is_refused_says_what_and_where(line: str, told: str) -> None:
    with pytest.raises(PairError) as error:
        read_pair(line, 3)
    assert str(error.value).startswith(told)
    assert error.value.remedy


def test_a_party_is_its_first_place_or_its_offsets() -> None:
    first = read_pair(json.dumps(GOOD), 1)
    later = read_pair(json.dumps({**GOOD, "target": {"start": 42, "end": 47}}), 1)
    assert (first.target.start, later.target.start, later.target.said) == (31, 42, "Minsk")


def run(*args: str, stdin: str | None = None) -> tuple[int, list[dict[str, object]], str]:
    result = CliRunner().invoke(app, ["code", *args], input=stdin)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_each_line_gets_a_line_and_a_bad_one_does_not_stop_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    french = {"text": "Dakar a libéré neuf pêcheurs mauritaniens.", "source": "Dakar", "target": "neuf pêcheurs mauritaniens"}
    file.write_text("\n".join([json.dumps({**GOOD, "id": 7}), "nonsense", "", json.dumps(french)]), "utf-8")
    code, lines, stderr = run("--pairs", str(file))
    assert code == 1
    assert [line.get("plover", "error") for line in lines] == ["SANCTION", "error", "RETREAT"]
    assert lines[0]["id"] == 7
    assert "line 2: no JSON" in stderr
    assert "line 2" in str(lines[1]["error"])


@pytest.mark.parametrize(("scheme", "plover", "cameo"), [("plover", "RETREAT", None), ("plv", "YIELD", None), ("cameo", "RETREAT", "08")])
def test_schemes(scheme: str, plover: str, cameo: str | None) -> None:
    line = json.dumps({"text": "The militia freed six nurses.", "source": "The militia", "target": "six nurses"})
    code, (coded,), _ = run("--pairs", "-", "--scheme", scheme, stdin=line)
    assert code == 0
    assert (coded["plover"], coded.get("cameo")) == (plover, cameo)
    assert set(coded) >= {"plover", "mode", "contexts", "status", "confidence", "rule", "scores"}


def test_articles_or_pairs_not_both_nor_neither(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["code"]).exit_code == 2
    assert CliRunner().invoke(app, ["code", "--pairs", "-", "a.txt"]).exit_code == 2
    missing = CliRunner().invoke(app, ["code", "--pairs", str(tmp_path / "none.jsonl")])
    assert missing.exit_code == 1
    assert "none.jsonl" in missing.stderr


def test_articles_are_coded_with_their_evidence(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Norway expels Belarusian diplomats\n\n4 March 2024\n\nNorway expelled two Belarusian diplomats on Monday, the foreign"
        " ministry said. Belarus condemned the decision and vowed to respond. Police in Minsk arrested a Norwegian teacher.\n",
        "utf-8",
    )
    code, rows, _ = run(str(page), "--json", "--scheme", "cameo")
    assert code == 0
    assert {("SANCTION", "16", "NOR"), ("ACCUSE", "11", "BLR")} <= {
        (row["plover"], row["cameo"], row["actor"] and row["actor"]["country"]) for row in rows  # type: ignore[index]
    }
    shown = CliRunner().invoke(app, ["code", str(page)])
    assert "SANCTION" in shown.stdout
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())
    assert CliRunner().invoke(app, ["code", str(tmp_path / "no.txt")]).exit_code == 1


def test_a_model_comes_back_as_it_was_written_but_for_rounding(tmp_path: Path) -> None:
    model = load_model("en")
    write_model(tmp_path / "en.npz", model)
    again = read_model(tmp_path / "en.npz")
    assert (again.types, again.blocks, again.temperature) == (model.types, model.blocks, model.temperature)
    assert np.abs(again.weights - model.weights).max() < 0.02 * np.abs(model.weights).max()
    assert (tmp_path / "en.npz").stat().st_size < 5_000_000


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04 broken", None])
def test_a_broken_or_missing_model_names_itself(held: bytes | None, tmp_path: Path) -> None:
    if held is not None:
        (tmp_path / "en.npz").write_bytes(held)
    with pytest.raises(PackError, match=r"en\.npz"):
        read_model(tmp_path / "en.npz")


def test_nothing_in_a_model_is_an_object_that_would_be_unpickled() -> None:
    import veille.coding.model as module

    for path in sorted((Path(module.__file__).parent / "models").glob("*.npz")):
        with np.load(path, allow_pickle=False) as held:
            assert all(held[name].dtype.kind in "fiuU" for name in held.files), path.name
