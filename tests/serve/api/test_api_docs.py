"""docs/api.md says what the API is, path by path and parameter by parameter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from veille.serve.api import PREFIX, description
from veille.serve.api.asking import MOST_ROWS, ROWS
from veille.serve.api.problems import _MEANS

TEXT = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
TABLE = dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", TEXT, re.M))
OPERATIONS: list[tuple[str, str, dict[str, Any]]] = [
    (path, method, operation) for path, methods in description()["paths"].items() for method, operation in methods.items()
]


def test_every_path_is_listed_with_what_it_is_and_nothing_else() -> None:
    told = {f"{method.upper()} {path}": " ".join(operation["description"].split()) for path, method, operation in OPERATIONS}
    assert {k: v for k, v in TABLE.items() if k.startswith(("GET", "POST"))} == told


def test_every_parameter_is_listed() -> None:
    known: dict[str, set[str]] = {}
    for _, _, operation in OPERATIONS:
        for one in operation.get("parameters", []):
            if one["in"] == "query":
                known.setdefault(one["name"], set()).add(one.get("description", ""))
    listed = {k: v for k, v in TABLE.items() if not k.startswith(("GET", "POST"))}
    assert set(listed) == set(known) - {"limit", "after"}
    assert all(said in known[name] for name, said in listed.items())
    assert f"{ROWS} when not given, at most {MOST_ROWS}" in TEXT


def test_every_problem_is_told() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| (.*?) \|", TEXT, re.M)
    told = {code: set(re.findall(r"`([\w-]+)`", names)) for codes, names in rows for code in codes.split(", ")}
    for _, status, name in _MEANS:
        assert status == 500 or name in told[str(status)]
    assert "invalid" in told["422"]


def test_the_example_of_a_problem_is_one(client: TestClient) -> None:
    found = re.search(r'^ {4}(\{"type": "urn.*?\})$', TEXT, re.M | re.S)
    assert found
    assert client.get(f"{PREFIX}/events/e0").json() == json.loads(found[1])


def test_the_examples_are_asked_as_the_program_answers(client: TestClient) -> None:
    (address,) = re.findall(r"curl '[^/]+//[^/]+(/[^']+)'", TEXT)
    assert client.get(address).status_code == 200
    (body,) = re.findall(r"-d '(\{.*\})'", TEXT)
    schema = description()["components"]["schemas"]["Judging"]
    assert set(json.loads(body)) <= set(schema["properties"])
