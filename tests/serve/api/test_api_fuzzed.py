"""Schemathesis asks the API whatever its description allows, and what it does not: no failure, and answers as described."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from browsing import stopped_clock
from serve.saying import CRISIS, fill
from veille.serve.api import PREFIX, description
from veille.serve.web import create_app
from veille.store import open_store

with warnings.catch_warnings():  # what it leans on deprecates itself
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        negative_data_rejection,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
        unsupported_method,
    )

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
OPERATIONS = [(path, method) for path, methods in description()["paths"].items() for method in methods]
#: an open server answers to the names of its own machine alone
HERE = {"Host": "127.0.0.1"}
#: nothing of it is there to be found
FOUND_BY_CHANCE = {f"{PREFIX}/judgements/{{ident}}"}
#: requests of each operation and mode: all of them take less than a minute
EXAMPLES = 12


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a served record as Schemathesis reads it, and ids of what the record holds."""
    place = tmp_path_factory.mktemp("fuzzed") / "record.db"
    store = open_store(place, create=True)
    fill(store, CRISIS)
    app = create_app(partial(open_store, place), now=stopped_clock)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        held = {"events": [e.id for e in store.list_events().rows], "mentions": [m.id for _, m in store.list_mentions().rows]}
        held |= {"articles": [f.article.id for f in store.list_articles().rows], "stories": [s.id for s in store.list_stories().rows]}
        schema = schemathesis.openapi.from_dict(client.get(f"{PREFIX}/openapi.json").json())
        schema.app = app
        yield schema, held
    store.close()


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda said: said.removeprefix(PREFIX))
def test_answers_are_as_described(api: Any, path: str, method: str, mode: Any) -> None:
    schema, held = api
    operation = schema[path][method.upper()]
    ids = held.get(path.removeprefix(f"{PREFIX}/").partition("/")[0]) if "{ident}" in path else None
    cases = operation.as_strategy(generation_mode=mode)
    if ids and mode.is_positive:
        cases = st.one_of(cases, st.builds(of_this, cases, st.sampled_from(ids)))
    if method == "post" and mode.is_positive:
        cases = st.one_of(cases, st.builds(judging, cases, st.sampled_from(held["mentions"])))
    told: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask(case: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = case.call(headers=HERE)
            told.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        assert not mode.is_positive, "nothing that may be asked"
        return  # nothing about this operation can be asked wrongly
    assert told & ({200, 201} if mode.is_positive and path not in FOUND_BY_CHANCE else {400, 404, 422})


def of_this(case: Any, ident: str) -> Any:
    """The case about something that there is."""
    case.path_parameters = {"ident": ident}
    return case


def judging(case: Any, target: str) -> Any:
    """The case with a mention that there is, signed."""
    if isinstance(case.body, dict):
        case.body = {**case.body, "action": "confirm", "targets": [target], "settings": {}, "by": "Ada"}
    return case


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "array"},
        {"type": "object", "properties": {"mention": {"type": "integer"}}},
        {"type": "object", "additionalProperties": False},
    ],
)
def test_an_answer_that_is_not_as_described_is_found(api: Any, wrong: dict[str, Any]) -> None:
    schema, held = api
    path = f"{PREFIX}/mentions/{{ident}}"
    told = deepcopy(description())
    told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = wrong
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = schema[path]["GET"].Case(path_parameters={"ident": held["mentions"][0]}).call(headers=HERE)
        case = schemathesis.openapi.from_dict(told)[path]["GET"].Case(path_parameters={"ident": held["mentions"][0]})
        with pytest.raises(BaseException, match="schema"):
            case.validate_response(answer, checks=CHECKS)
