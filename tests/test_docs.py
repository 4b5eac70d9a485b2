"""The documents say what the program does: its kinds, its keys, its files and its commands."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from veille.cli.read import app
from veille.ontology import load_kinds
from veille.output import schema

ROOT = Path(__file__).parent.parent
#: files that the walk-throughs have the reader write
TO_BE_WRITTEN = {"src/veille/kinds/ceremony.toml", "src/veille/lang/de"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_every_kind_is_listed_with_its_definition_and_slots() -> None:
    table = (ROOT / "docs" / "kinds.md").read_text("utf-8")
    rows = {row.split("|")[1].strip(): row for row in table.splitlines() if row.startswith("|")}
    for name, kind in load_kinds().items():
        assert kind.definition["en"] in rows[name]
        assert (kind.plover or "") in rows[name]
        own = [slot for slot in kind.slots if slot not in ("actor", "recipient", "time", "place")]
        assert all(slot in rows[name] for slot in own), name


def keys(node: object) -> set[str]:
    if isinstance(node, list):
        return {key for item in node for key in keys(item)}
    if not isinstance(node, dict):
        return set()
    found = set(node.get("properties", {})) if isinstance(node.get("properties"), dict) else set()
    return found | {key for value in node.values() for key in keys(value)}


def test_every_key_of_the_output_is_explained() -> None:
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert {key for key in keys(schema()) if not re.search(rf"\b{key}\b", text)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_files_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {group.name for group in app.registered_groups if group.name}
    for command in re.findall(r"\bveille (\w+)(?= [A-Z./-]|`)", text):
        assert command in known, command
    for path in re.findall(r"(?<![\w/])((?:src|tests|docs)/[\w./-]*\w)", text):
        assert (ROOT / path).exists() or path in TO_BE_WRITTEN, path


def test_the_example_of_a_kind_is_a_kind() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    lines = re.search(r"^ {7}kind = .*?(?=\n\n\d\. )", text, re.S | re.M)
    assert lines is not None
    example = tomllib.loads(textwrap.dedent(lines[0]))
    written = tomllib.loads((ROOT / "src" / "veille" / "kinds" / "protest.toml").read_text("utf-8"))
    assert set(example) == set(written)
    known = {key for frame in written["frame"] for key in frame} | {"only", "never"}
    assert all(set(frame) <= known for frame in example["frame"])


def test_no_text_names_a_machine() -> None:
    for path in [*DOCUMENTS, *(ROOT / "src").rglob("*.toml"), ROOT / "pyproject.toml", ROOT / "Makefile"]:
        assert not re.search(r"/(?:home|Users|root|work)/\w", path.read_text("utf-8")), path
