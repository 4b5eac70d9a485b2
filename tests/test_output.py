"""Promises of every output: spans are slices, the schema holds, the same input gives the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import GOLD
from veille import Reading, VeilleError, read, to_json
from veille.errors import NotAnArticle
from veille.output import schema

PAGES = sorted((GOLD / "dev").glob("*.txt"))
SEVERAL = PAGES[::5]
FURNITURE = ["You may also like", "Lire aussi : un autre titre", "Leave a Comment", "Partager sur Facebook", "© 2024 site.fr", "Menu", "14:32", "Tags: a, b, c", "By Ann Lee", "", "• ", "« »", "12 commentaires"]  # fmt: skip


def read_page(path: Any) -> Reading:
    return read(path.read_bytes(), source=path.name, published="2020-05-04")


def spans(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if {"start", "end", "text"} <= set(node):
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


def check(reading: Reading) -> None:
    data = json.loads(to_json(reading, annotations=True))
    text = data["article"]["text"]
    for span in [*spans(data["mentions"]), *spans(data["annotations"])]:
        assert text[span["start"] : span["end"]] == span["text"]
    for block in data["article"]["blocks"]:
        assert text[block["start"] : block["end"]].strip() == text[block["start"] : block["end"]] != ""


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_span_is_its_slice_and_the_schema_holds(path: Any) -> None:
    reading = read_page(path)
    check(reading)
    jsonschema.validate(json.loads(to_json(reading, annotations=True)), schema())
    assert len({m.id for m in reading.mentions}) == len(reading.mentions)
    for mention in reading.mentions:
        assert mention.evidence.contains(mention.trigger)
        assert all(values for values in mention.slots.values())


def test_rerun_and_reordering_give_the_same_bytes() -> None:
    first = {p: to_json(read_page(p), annotations=True) for p in SEVERAL}
    again = {p: to_json(read_page(p), annotations=True) for p in reversed(SEVERAL)}
    assert first == again


def test_another_process_gives_the_same_bytes() -> None:
    code = "import sys, veille; sys.stdout.write(veille.to_json(veille.read(open(sys.argv[1], 'rb').read()), annotations=True))"
    outputs = {
        subprocess.run([sys.executable, "-c", code, str(PAGES[0])], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "42")
    }  # fmt: skip
    assert len(outputs) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEVERAL), st.floats(0.15, 1.0))
def test_truncation_never_breaks_a_page(path: Any, share: float) -> None:
    text = path.read_text("utf-8")
    with contextlib.suppress(NotAnArticle):  # cut before the first sentence
        check(read(text[: int(len(text) * share)], source=path.name))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEVERAL), st.lists(st.tuples(st.sampled_from(FURNITURE), st.integers(0, 40)), max_size=6))
def test_injected_furniture_never_breaks_a_page(path: Any, extra: list[tuple[str, int]]) -> None:
    lines = path.read_text("utf-8").splitlines()
    for line, at in extra:
        lines.insert(min(at, len(lines)), line)
    check(read("\n".join(lines), source=path.name))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(VeilleError):
        check(read(text, language="en"))
