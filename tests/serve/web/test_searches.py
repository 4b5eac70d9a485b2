"""Searches that a reader keeps: from any filtered page, opened and forgotten in the browser; nothing from elsewhere is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient


def proof(client: TestClient) -> str:
    client.cookies.clear()
    found = re.search(r'name="proof" value="([^"]+)"', client.get("/timeline?kind=attack").text)
    assert found
    return found[1]


@pytest.mark.parametrize("address", ["", "/", "https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_only_addresses_of_this_site_are_kept(client: TestClient, address: str) -> None:
    fields = {"label": "bad", "address": address, "proof": proof(client)}
    assert client.post("/searches", data=fields, follow_redirects=False).status_code == 400
    assert client.get("/searches.json").json()["rows"] == []
    client.cookies.clear()


def test_nothing_is_kept_without_a_proof_of_the_form(client: TestClient) -> None:
    client.cookies.clear()
    fields = {"label": "forged", "address": "/timeline?kind=attack"}
    assert client.post("/searches", data=fields, follow_redirects=False).status_code == 403
    assert client.get("/searches.json").json()["rows"] == []


def test_keep_open_and_forget_in_the_browser(page: Any) -> None:
    page.goto("/timeline?actor=Russia")
    page.get_by_text("Keep this search").click()
    page.get_by_placeholder("name of the search").fill("What Moscow does <b>")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url("**/timeline?actor=Russia")
    page.goto("/search")
    page.get_by_role("button", name="What Moscow does <b>", exact=True).click()
    page.wait_for_url("**/timeline?actor=Russia")
    page.goto("/searches")
    page.get_by_role("button", name="Forget What Moscow does <b>").click()
    page.get_by_text("None yet").wait_for()
