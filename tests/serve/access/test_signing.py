"""Signing in and out, sessions, their cookies, and how often one may try."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from serve.access.guarded import HOST, WEB, Guarded, guarded, password, proof_in, signed_in
from veille.serve.access import Policy
from veille.serve.access.keys import token_id
from veille.serve.access.tokens import grant
from veille.store import open_store

SESSION = "__Host-veille_session"


def attempt(client: TestClient, name: str, said: str) -> int:
    form = {"proof": proof_in(client.get("/login").text), "name": name, "password": said}
    return client.post("/login", data=form).status_code


@pytest.mark.parametrize(
    ("headers", "path", "status", "where"),
    [
        (WEB, "/timeline?kind=attack", 303, "/login?back=%2Ftimeline%3Fkind%3Dattack"),
        (WEB, "/login", 200, None),
        (WEB, "/nowhere", 303, "/login?back=%2Fnowhere"),  # what there is and is not is nobody's business
        ({"accept": "application/json"}, "/timeline.json", 401, None),
        ({"accept": "*/*"}, "/timeline.csv", 401, None),
        (WEB | {"authorization": "Bearer nonsense"}, "/timeline", 401, None),
        (WEB | {"hx-request": "true"}, "/timeline", 401, None),
    ],
)
def test_nobody_reads_before_signing_in(
    outside: TestClient, headers: dict[str, str], path: str, status: int, where: str | None
) -> None:
    answer = outside.get(path, headers=headers)
    assert (answer.status_code, answer.headers.get("location")) == (status, where)
    assert "data-row" not in answer.text


def test_htmx_is_sent_to_the_form(outside: TestClient) -> None:
    assert outside.get("/timeline", headers={"hx-request": "true"}).headers["hx-redirect"] == "/login"


def test_signing_in_opens_the_pages_and_out_closes_them(outside: TestClient) -> None:
    proof = signed_in(outside, "ben")
    assert outside.get("/timeline").status_code == 200
    kept = outside.cookies[SESSION]
    assert outside.post("/logout", data={"proof": proof}).headers["location"] == "/login"
    outside.cookies.set(SESSION, kept, domain=HOST)  # the cookie alone is worth nothing now
    assert outside.get("/timeline").status_code == 401


def test_names_are_found_however_they_are_typed(outside: TestClient) -> None:
    assert attempt(outside, " ZOÉ ", password("zoé")) == 303


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ben", password("ada")),
        ("ben", ""),
        ("ben", password("ben") + " "),
        ("ben", password("ben").upper()),
        ("nobody", password("ben")),
        ("", ""),
        ("ben' OR 1=1 --", password("ben")),
        ("ben", "x" * 5000),
        ("ben\x00", password("ben")),
        ("ben", "\ud800"),
    ],
)
def test_wrong_words_open_nothing_and_do_not_say_which_is_wrong(outside: TestClient, name: str, said: str) -> None:
    form = {
        "proof": proof_in(outside.get("/login").text),
        "name": name.encode("utf-8", "replace"),
        "password": said.encode("utf-8", "replace"),
    }
    answer = outside.post("/login", data=form)
    assert answer.status_code == 401
    assert "The name or the password is wrong." in answer.text
    assert SESSION not in outside.cookies
    assert said == "" or said not in answer.text


def test_the_form_speaks_french(outside: TestClient) -> None:
    page = outside.get("/login?lang=fr").text
    assert "Mot de passe" in page
    assert "Connexion" in page


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(outside: TestClient, back: str) -> None:
    form = {"proof": proof_in(outside.get("/login").text), "name": "ben", "password": password("ben"), "back": back}
    assert outside.post("/login", data=form).headers["location"] == "/"
    assert outside.get("/login", params={"back": back}).headers["location"] == "/"


def test_cookies_are_kept_from_scripts_other_sites_and_plain_connections(outside: TestClient) -> None:
    given = outside.get("/login").headers["set-cookie"]
    form = {"proof": proof_in(outside.get("/login").text), "name": "ben", "password": password("ben")}
    for cookie in (given, outside.post("/login", data=form).headers["set-cookie"]):
        assert cookie.startswith("__Host-veille_")
        told = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= told
        assert not any(part.startswith(("domain", "max-age", "expires")) for part in told)


@pytest.mark.parametrize(
    ("base", "asked"),
    [(f"https://{HOST}", True), (f"http://{HOST}", False), ("http://127.0.0.1:8765", True)],
)
def test_a_password_is_not_taken_over_a_plain_connection(copied: Path, base: str, asked: bool) -> None:
    with guarded(copied, Policy(sign_in=True)) as room:  # as behind a proxy
        browser = room.client(base)
        page = browser.get("/login").text
        assert ("not encrypted" not in page) is asked
        assert ('type="password"' in page) is asked
        proof = proof_in(page)
        answer = browser.post("/login", data={"proof": proof, "name": "ben", "password": password("ben")})
        assert answer.status_code == (303 if asked else 403)


def test_a_session_ends_after_a_working_day(newsroom_with_users: Guarded, outside: TestClient) -> None:
    signed_in(outside, "ben")
    newsroom_with_users.clock.passed += 12 * 3600 - 1
    assert outside.get("/timeline").status_code == 200
    newsroom_with_users.clock.passed += 1
    assert outside.get("/timeline").status_code == 401


def test_a_session_is_new_at_every_sign_in_and_forged_ones_are_none(outside: TestClient) -> None:
    outside.cookies.set(SESSION, "chosen-by-somebody-else", domain=HOST)
    assert outside.get("/timeline").status_code == 401
    signed_in(outside, "ben")
    assert "chosen-by-somebody-else" not in {cookie.value for cookie in outside.cookies.jar}


def test_only_hashes_are_kept(newsroom_with_users: Guarded, outside: TestClient) -> None:
    signed_in(outside, "ben")
    store = open_store(newsroom_with_users.place)
    secret = grant(store.accounts, "ben", "reader", "nightly", newsroom_with_users.clock.now())
    store.close()
    held = b"".join(path.read_bytes() for path in newsroom_with_users.place.parent.iterdir())
    assert b"$argon2id$" in held
    for word in (outside.cookies[SESSION], secret, password("ben")):
        assert word.encode() not in held


def test_a_weak_hash_is_made_anew_when_its_owner_comes(newsroom_with_users: Guarded, outside: TestClient) -> None:
    store = open_store(newsroom_with_users.place)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash(password("ben"))
    store.accounts.set_password("ben", weak, "2025-08-02T00:00:00Z")
    signed_in(outside, "ben")
    assert store.accounts.password("ben") not in (None, weak)
    store.close()
    assert attempt(newsroom_with_users.client(), "ben", password("ben")) == 303


# -- how often --------------------------------------------------------------------------


def test_guessing_is_slowed_by_name_and_the_wait_is_told(newsroom_with_users: Guarded, outside: TestClient) -> None:
    assert [attempt(outside, "ben", f"guess number {n}") for n in range(11)] == [401] * 10 + [429]
    elsewhere = newsroom_with_users.client(address="203.0.113.9")
    assert attempt(elsewhere, "ben", password("ben")) == 429  # the name is slowed, wherever from
    form = {"proof": proof_in(elsewhere.get("/login").text), "name": "ben", "password": password("ben")}
    answer = elsewhere.post("/login", data=form)
    assert "Try again in 1 minute" in answer.text
    newsroom_with_users.clock.passed += int(answer.headers["retry-after"])
    assert attempt(elsewhere, "ben", password("ben")) == 303


def test_guessing_is_slowed_by_address(newsroom_with_users: Guarded, outside: TestClient) -> None:
    assert {attempt(outside, f"name{n}", "a guess of mine") for n in range(30)} == {401}
    assert attempt(outside, "ben", password("ben")) == 429
    assert attempt(newsroom_with_users.client(address="203.0.113.9"), "ben", password("ben")) == 303


def test_who_is_in_is_not_put_out_by_guesses(newsroom_with_users: Guarded, outside: TestClient) -> None:
    inside = newsroom_with_users.client(address="203.0.113.9")
    signed_in(inside, "ben")
    for n in range(12):
        attempt(outside, "ben", f"guess number {n}")
    assert inside.get("/timeline").status_code == 200


# -- tokens -----------------------------------------------------------------------------


@pytest.fixture
def secret(newsroom_with_users: Guarded) -> str:
    store = open_store(newsroom_with_users.place)
    found = grant(store.accounts, "ben", "analyst", "nightly", newsroom_with_users.clock.now(), days=2)
    store.close()
    return found


def test_a_token_reads_and_judges(newsroom_with_users: Guarded, outside: TestClient, secret: str) -> None:
    bearer = {"authorization": f"Bearer {secret}"}
    assert outside.get("/timeline.json", headers=bearer).status_code == 200
    assert outside.post("/touch", headers=bearer, json={}).status_code == 200
    assert newsroom_with_users.touched == [("ben", "")]


def test_a_calendar_sends_it_as_a_password_and_only_reads(
    newsroom_with_users: Guarded, outside: TestClient, secret: str
) -> None:
    basic = {"authorization": "Basic " + b64encode(f"ben:{secret}".encode()).decode()}
    assert outside.get("/timeline.json", headers=basic).status_code == 200
    assert outside.post("/touch", headers=basic, json={}).status_code == 403
    assert newsroom_with_users.touched == []


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer ",
        "Bearer x",
        "Basic !!!",
        "Basic " + b64encode(b"ben").decode(),
        "Digest a",
        "{secret}",
        "Bearer {upper}",
    ],
)
def test_other_words_are_no_token(outside: TestClient, secret: str, sent: str) -> None:
    header = sent.format(secret=secret, upper=secret.upper())
    answer = outside.get("/timeline.json", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_token_runs_out_is_revoked_and_goes_with_its_user(
    newsroom_with_users: Guarded, outside: TestClient, secret: str
) -> None:
    bearer = {"authorization": f"Bearer {secret}"}
    newsroom_with_users.clock.passed += 2 * 86400 - 1
    assert outside.get("/timeline.json", headers=bearer).status_code == 200
    newsroom_with_users.clock.passed += 1
    assert outside.get("/timeline.json", headers=bearer).status_code == 401
    store = open_store(newsroom_with_users.place)
    now = newsroom_with_users.clock.now()
    for end in ("revoked", "removed"):
        further = grant(store.accounts, "ben", "reader", "other", now)
        bearer = {"authorization": f"Bearer {further}"}
        assert outside.get("/timeline.json", headers=bearer).status_code == 200
        if end == "revoked":
            store.accounts.revoke_token("ben", token_id(further))
        else:
            store.accounts.remove_user("ben")
        assert outside.get("/timeline.json", headers=bearer).status_code == 401
    store.close()


def test_a_program_is_slowed_and_told_when_to_come_back(
    newsroom_with_users: Guarded, outside: TestClient, secret: str
) -> None:
    bearer = {"authorization": f"Bearer {secret}"}
    assert {outside.get("/login", headers=bearer).status_code for _ in range(600)} == {303}
    answer = outside.get("/timeline.json", headers=bearer)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["status"] == 429
    newsroom_with_users.clock.passed += 1
    assert outside.get("/timeline.json", headers=bearer).status_code == 200
