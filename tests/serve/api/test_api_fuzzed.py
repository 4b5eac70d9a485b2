"""Schemathesis asks the API whatever its description allows, and what it does not: no failure, and answers as described."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():  # what it leans on deprecates itself
    warnings.simplefilter("ignore")
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


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    place = tmp_path_factory.mktemp("fuzzed") / "record.db"
    store = open_store(place, create=True)
    fill(store, CRISIS)
    store.close()
    app = create_app(partial(open_store, place), now=stopped_clock)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fastapi.testclient import TestClient

        with TestClient(app, base_url="http://127.0.0.1") as client:
            yield schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app), client
