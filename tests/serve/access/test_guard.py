"""Roles, forms of other sites, other names of the machine, and the headers of every answer."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from serve.access.guarded import HOST, Guarded, proof_in, signed_in
from serve.saying import CRISIS, fill
from veille.serve.access.headers import CSP, HEADERS
from veille.serve.access.tokens import grant
from veille.store import open_store
from veille.store.accounts import Role
from veille.store.base import EventFilter

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("name", "method", "path", "status"),
    [
        ("zoé", "GET", "/timeline", 200),
        ("zoé", "POST", "/touch", 403),
        ("zoé", "GET", "/users", 403),
        ("zoé", "GET", "/users.json", 403),
        ("zoé", "GET", "/users.csv", 403),
        ("zoé", "POST", "/users", 403),
        ("zoé", "POST", "/users/ben/remove", 403),
        ("zoé", "GET", "/account", 200),
        ("zoé", "POST", "/account/sessions", 303),
        ("zoé", "POST", "/logout", 303),
        ("ben", "POST", "/touch", 200),
        ("ben", "GET", "/users", 403),
        ("ben", "POST", "/users/zoé/role", 403),
        ("ben", "DELETE", "/timeline", 405),
        ("zoé", "DELETE", "/timeline", 403),
        ("ada", "POST", "/touch", 200),
        ("ada", "GET", "/users", 200),
    ],
)
def test_what_a_role_may_do(outside: TestClient, name: str, method: str, path: str, status: int) -> None:
    proof = signed_in(outside, name)
    answer = outside.request(method, path, headers={"x-veille-proof": proof, **FORM})
    assert answer.status_code == status


# -- forms ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "fields", "status"),
    [
        ({}, {"proof": "{proof}", "note": "n"}, 200),
        ({"x-veille-proof": "{proof}"}, {"note": "n"}, 200),
        ({"origin": f"https://{HOST}", "sec-fetch-site": "same-origin"}, {"proof": "{proof}", "note": "n"}, 200),
        ({}, {"note": "n"}, 403),
        ({}, {"proof": "", "note": "n"}, 403),
        ({}, {"proof": "0" * 64, "note": "n"}, 403),
        ({"x-veille-proof": "é"}, {"proof": "{proof}", "note": "n"}, 403),
        ({"origin": "https://elsewhere.example"}, {"proof": "{proof}", "note": "n"}, 403),
        ({"origin": "null"}, {"proof": "{proof}", "note": "n"}, 403),
        ({"origin": f"https://{HOST}.elsewhere.example"}, {"proof": "{proof}", "note": "n"}, 403),
        ({"sec-fetch-site": "cross-site"}, {"proof": "{proof}", "note": "n"}, 403),
        ({"sec-fetch-site": "same-site"}, {"proof": "{proof}", "note": "n"}, 403),
    ],
)
@pytest.mark.parametrize("room", ["newsroom_with_users", "open_newsroom"])
def test_a_form_must_be_ours(
    request: pytest.FixtureRequest, room: str, headers: dict[str, str], fields: dict[str, str], status: int
) -> None:
    here: Guarded = request.getfixturevalue(room)
    host = HOST if room == "newsroom_with_users" else "127.0.0.1"
    browser = here.client(f"https://{host}")
    proof = signed_in(browser, "ben") if room == "newsroom_with_users" else proof_in(browser.get("/timeline").text)
    sent = {
        name: value.replace("{proof}", proof).replace(HOST, host).encode("latin-1") for name, value in headers.items()
    }
    answer = browser.post("/touch", data={n: v.replace("{proof}", proof) for n, v in fields.items()}, headers=sent)
    assert answer.status_code == status
    assert here.touched == ([("ben" if room == "newsroom_with_users" else None, "n")] if status == 200 else [])


def test_the_proof_of_one_browser_is_none_in_another(newsroom_with_users: Guarded, outside: TestClient) -> None:
    other = newsroom_with_users.client()
    foreign = signed_in(other, "ada")
    signed_in(outside, "ben")
    assert outside.post("/touch", data={"proof": foreign}).status_code == 403


def test_signing_in_needs_our_form_too(outside: TestClient) -> None:
    assert outside.post("/login", data={"name": "ben", "password": "x"}).status_code == 403


def test_a_form_has_a_limit(local: TestClient) -> None:
    proof_in(local.get("/timeline").text)
    assert local.post("/touch", data={"note": "x" * (1 << 21)}).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json"}, 200),  # a script on this machine
        ({"content-type": "application/json", "origin": "http://127.0.0.1:8765"}, 403),  # a browser, without a proof
        ({"content-type": "application/json", "origin": "https://elsewhere.example"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "application/json", "referer": "https://elsewhere.example/"}, 403),
        ({"content-type": "text/plain"}, 403),  # what a form of elsewhere can send
        ({"content-type": "application/x-www-form-urlencoded"}, 403),
        ({}, 403),
    ],
)
def test_programs_of_this_machine_are_told_from_pages_of_elsewhere(
    open_newsroom: Guarded, local: TestClient, headers: dict[str, str], status: int
) -> None:
    assert local.post("/touch", content=b"{}", headers=headers).status_code == status
    assert len(open_newsroom.touched) == (1 if status == 200 else 0)


def test_users_are_no_programs_of_this_machine(newsroom_with_users: Guarded, outside: TestClient) -> None:
    signed_in(outside, "ben")
    assert outside.post("/touch", json={}).status_code == 403
    assert newsroom_with_users.touched == []


@pytest.fixture
def joined(newsroom_with_users: Guarded) -> str:
    """An event in the record."""
    store = open_store(newsroom_with_users.place)
    fill(store, CRISIS)
    found = store.list_events(EventFilter(kinds=("attack",))).rows[0].id
    store.close()
    return found


@pytest.mark.parametrize(
    ("name", "lent", "status"),
    [("ben", "analyst", 201), ("ada", "admin", 201), ("ben", "reader", 403), ("zoé", "admin", 403)],
)
def test_judging_by_the_api_is_signed_by_the_user(
    newsroom_with_users: Guarded, outside: TestClient, joined: str, name: str, lent: Role, status: int
) -> None:
    store = open_store(newsroom_with_users.place)
    secret = grant(store.accounts, name, lent, "judging", newsroom_with_users.clock.now())
    said = {"action": "confirm", "targets": [joined], "by": "somebody else"}
    answer = outside.post("/api/v1/judgements", json=said, headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == status, answer.text
    assert [judgement.by for judgement in store.judgements()] == ([name] if status == 201 else [])
    if status != 201:
        assert answer.headers["content-type"] == "application/problem+json"
    store.close()


def test_the_api_of_users_answers_nobody_else(outside: TestClient) -> None:
    for path in ("/api/v1/events", "/api/v1/openapi.json"):
        answer = outside.get(path, headers={"accept": "text/html"})
        assert answer.status_code in (303, 401)
        assert outside.get(path).headers["content-type"] == "application/problem+json"


# -- where from -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("[::1]:8765", 200),
        ("LOCALHOST", 200),
        ("rebound.elsewhere.example:8765", 421),
        ("127.0.0.1.elsewhere.example", 421),
        ("localhost.elsewhere.example", 421),
        ("0.0.0.0:8765", 421),
        ("192.168.1.7:8765", 421),
    ],
)
def test_an_open_server_answers_to_its_own_names_only(local: TestClient, host: str, status: int) -> None:
    for path in ("/timeline", "/static/veille.css"):
        assert local.get(path, headers={"host": host}).status_code == status


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"])
def test_an_open_server_does_not_serve_the_guests_of_a_proxy(local: TestClient, header: str) -> None:
    answer = local.get("/timeline", headers={header: "198.51.100.7"})
    assert answer.status_code == 403
    assert "--sign-in" in answer.text


def test_an_open_server_needs_no_name(local: TestClient) -> None:
    assert local.get("/login").headers["location"] == "/"
    assert local.get("/users").status_code == 200
    assert local.get("/account").status_code == 404


# -- headers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/timeline",
        "/timeline.json",
        "/timeline.csv",
        "/static/veille.js",
        "/login",
        "/nowhere",
        "/event/zzz",
        "/broken",
        "/prefer",
    ],
)
@pytest.mark.parametrize("room", ["newsroom_with_users", "open_newsroom"])
def test_every_answer_has_the_headers(request: pytest.FixtureRequest, room: str, path: str) -> None:
    here: Guarded = request.getfixturevalue(room)
    browser = here.client(f"https://{HOST if room == 'newsroom_with_users' else '127.0.0.1'}")
    browser._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answers = [browser.get(path)]
    if room == "newsroom_with_users":
        signed_in(browser, "zoé")
        answers.append(browser.get(path))
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert answers[0].status_code != 500 or "fault of ours" not in answers[0].text
    if path != "/broken":
        assert answers[-1].headers["strict-transport-security"] == "max-age=31536000"


def test_the_policy_lets_no_script_of_a_page_run() -> None:
    rules = dict(part.split(" ", 1) for part in CSP.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert not re.search(r"unsafe|\*|https?:", CSP)
