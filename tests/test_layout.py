"""The shape of the project: imports run along the flow, packs have no holes, the public API is what it says."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import veille
from veille.lang.pack import PACK_FILES, languages, load_pack
from veille.ontology import load_kinds

ROOT = Path(veille.__file__).parent
#: what each part may import from, from the sources of data to the command line
ORDER = [
    "errors",
    "values",
    "model",
    "acquire",
    "lang",
    "world",
    "ontology",
    "annotate",
    "reader",
    "extract",
    "coding",
    "output",
    "evaluate",
    "pipeline",
    "record",
    "reconcile",
    "store",
    "scale",
    "serve",
    "alerts",
    "watch",
    "cli",
]
#: the package itself exports; the output names the version
EXEMPT = {("output", "__init__")}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def imports() -> list[tuple[str, str]]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        own = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("veille"):
                found.append((own, part(node.module or "")))
    return found


def test_imports_run_one_way() -> None:
    wrong = {
        (own, other)
        for own, other in imports()
        if own in ORDER and other in ORDER and (own, other) not in EXEMPT and ORDER.index(other) > ORDER.index(own)
    }
    # a pack's syntax adapter mends the labels that the annotators read
    assert wrong <= {("lang", "annotate"), ("ontology", "extract")}


def test_the_public_api() -> None:
    assert sorted(veille.__all__) == sorted(set(veille.__all__))
    assert all(hasattr(veille, name) for name in veille.__all__)
    assert 10 <= len(veille.__all__) <= 16
    assert all(getattr(veille, name).__doc__ for name in veille.__all__ if name != "__version__")


@pytest.mark.parametrize("module", sorted(m.name for m in pkgutil.walk_packages(veille.__path__, "veille.")))
def test_doctests(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_packs_have_the_same_files_and_tables() -> None:
    packs = [load_pack(code) for code in languages()]
    assert [p.code for p in packs] == ["en", "fr"]
    for file in PACK_FILES:
        tables = [{name for name, value in pack[file].items() if isinstance(value, dict)} for pack in packs]
        assert tables[0] == tables[1], file
    for file in ("lexicon", "furniture", "actors", "attribution"):
        for table in packs[0][file]:
            if isinstance(packs[0][file][table], dict) and table not in ("titles", "short"):
                assert set(packs[0][file][table]) == set(packs[1][file][table]), (file, table)


def test_every_kind_has_frames_in_every_language() -> None:
    for kind in load_kinds().values():
        assert {frame.lang for frame in kind.frames} == set(languages()), kind.name
        assert set(kind.definition) == set(kind.label) == set(languages())


def test_every_class_that_a_frame_names_exists() -> None:
    from veille.extract.classes import computed_classes
    from veille.extract.match import ABSENT

    for kind in load_kinds().values():
        for frame in kind.frames:
            words = load_pack(frame.lang)["lexicon"]
            known = computed_classes() | set(words["nouns"]) | set(words["verbs"]) | {ABSENT}
            for classes in (*frame.only.values(), *frame.never.values()):
                assert classes <= known, (frame.id, classes - known)
            assert frame.via <= set(words["verbs"]) | {"any"}, frame.id


def test_nothing_names_a_machine_or_a_registry() -> None:
    bad = re.compile(r"/work/|/home/|/tmp/|index-url|extra-index|pypi\.org/simple|localhost[:/]")
    files = [
        *ROOT.rglob("*.py"),
        *ROOT.rglob("*.toml"),
        *ROOT.parent.parent.glob("*.toml"),
        *ROOT.parent.parent.glob("Makefile"),
    ]
    assert [str(f) for f in files if bad.search(f.read_text("utf-8"))] == []
