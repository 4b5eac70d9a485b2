"""The API behind users: tokens read and judge by their role, and whoever judges signs with their own name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from browsing import NOW
from serve.access.guarded import Guarded, add_users, guarded
from serve.saying import CRISIS, fill
from veille.serve.access import Policy
from veille.serve.access.tokens import grant
from veille.serve.api import PREFIX
from veille.store import open_store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Guarded]:
    """The small crisis behind users."""
    place = tmp_path / "desk.db"
    with closing(open_store(place, create=True)) as store:
        fill(store, CRISIS)
        add_users(store)
    with guarded(place, Policy(sign_in=True, secure=True)) as found:
        yield found


def program(desk: Guarded, name: str, role: str) -> TestClient:
    """A program with a token of a user."""
    client = desk.client()
    with closing(open_store(desk.place)) as store:
        secret = grant(store.accounts, name, role, "test", NOW)  # type: ignore[arg-type]
    client.headers["Authorization"] = f"Bearer {secret}"
    return client


@pytest.mark.parametrize("path", ["events", "changes", "openapi.json", "judgements", "events/enone"])
def test_nobody_reads_without_a_token(desk: Guarded, path: str) -> None:
    answer = desk.client().get(f"{PREFIX}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [("ben", "analyst", 201), ("ada", "analyst", 201), ("ben", "reader", 403), ("zoé", "reader", 403)],
)
def test_analysts_judge_and_sign_with_their_own_name(desk: Guarded, name: str, role: str, status: int) -> None:
    client = program(desk, name, role)
    (row,) = client.get(f"{PREFIX}/events", params={"kind": "attack"}).json()["data"]
    said = {"action": "confirm", "targets": [row["event"]], "by": "Somebody else"}
    answer = client.post(f"{PREFIX}/judgements", json=said)
    assert answer.status_code == status
    kept = client.get(f"{PREFIX}/judgements").json()["data"]
    assert [j["by"] for j in kept] == ([name] if status == 201 else [])
    if status == 403:
        assert answer.headers["content-type"] == "application/problem+json"


def test_another_sites_page_judges_nothing(desk: Guarded) -> None:
    client = desk.client("http://127.0.0.1", "127.0.0.1")
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"{PREFIX}/judgements", json={"action": "confirm", "targets": ["e"], "by": "Eve"}, headers=headers)
    assert answer.status_code in (401, 403)
