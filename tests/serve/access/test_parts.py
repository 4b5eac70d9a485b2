"""The parts by themselves: passwords, names, limits, addresses, the policy."""

from __future__ import annotations

import pytest

from serve.access.guarded import QUICK, Clock
from veille.errors import AccountError
from veille.serve.access import Policy, policy_for
from veille.serve.access.hosts import is_loopback, names_loopback
from veille.serve.access.keys import kept, new_token, proof, proves
from veille.serve.access.limits import Limit, Rate
from veille.serve.access.naming import checked_name, checked_role
from veille.serve.access.passwords import Passwords, checked_password
from veille.serve.access.rules import needed
from veille.store.accounts import User

ADA = [User("ada", "admin", "2025-08-01T00:00:00Z", "2025-08-01T00:00:00Z")]


@pytest.mark.parametrize(
    ("said", "name", "fits"),
    [
        ("correct horse", "ada", True),
        ("éléphant blanc", "ada", True),
        ("elevenchars", "ada", False),
        ("twelve chars", "ada", True),
        ("x" * 257, "ada", False),
        ("aaaaaaaaaaaaaaaa", "ada", False),
        ("abababababababab", "ada", False),
        ("I am Ada, really", "ada", False),
        ("", "ada", False),
    ],
)
def test_which_passwords_will_do(said: str, name: str, fits: bool) -> None:
    if fits:
        assert checked_password(said, name) == said
        return
    with pytest.raises(AccountError) as caught:
        checked_password(said, name)
    assert not said or said not in str(caught.value)


def test_a_hash_knows_its_password_however_it_is_typed() -> None:
    passwords = Passwords(QUICK)
    kept_hash = passwords.hashed("café à midi")
    assert kept_hash.startswith("$argon2id$")
    assert kept_hash != passwords.hashed("café à midi")  # salted
    assert passwords.right("cafe\u0301 a\u0300 midi", kept_hash)
    for wrong in ("cafe a midi", "CAFÉ À MIDI", "", "\x00"):
        assert not passwords.right(wrong, kept_hash)
    for no_hash in (None, "", "café à midi", "$argon2id$nonsense"):
        assert not passwords.right("café à midi", no_hash)


def test_hashes_are_made_with_the_effort_that_is_recommended() -> None:
    assert Passwords().hashed("correct horse").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (" Ada ", "ada"),
        ("Zoé.Martin", "zoé.martin"),
        ("ada@newsroom.example", "ada@newsroom.example"),
        ("Жанна", "жанна"),
        ("", None),
        ("a b", None),
        ("ada/..", None),
        ("<b>", None),
        ("ada.", None),
        ("a\x00b", None),
        ("a" * 65, None),
    ],
)
def test_names(said: str, name: str | None) -> None:
    if name:
        assert checked_name(said) == name
    else:
        with pytest.raises(AccountError):
            checked_name(said)


def test_roles() -> None:
    assert checked_role("reader") == "reader"
    with pytest.raises(AccountError, match="reader, analyst, admin"):
        checked_role("root")


def test_a_limit_lets_bursts_through_and_drains_steadily() -> None:
    clock = Clock()
    limit = Limit(Rate(3, 30), clock.seconds)
    assert [limit.count("a") for _ in range(5)] == [0, 0, 0, 10, 10]
    assert limit.count("b") == 0
    clock.passed = 9
    assert limit.wait_seconds("a") == 1
    clock.passed = 10
    assert [limit.count("a") for _ in range(2)] == [0, 10]
    clock.passed = 1000
    assert [limit.count("a") for _ in range(4)] == [0, 0, 0, 10]
    limit.clear("a")
    assert limit.count("a") == 0


def test_a_limit_forgets_idle_callers() -> None:
    clock = Clock()
    limit = Limit(Rate(1, 10), clock.seconds)
    for n in range(10_001):
        limit.count(n)
    clock.passed = 100
    limit.count("new")
    assert len(limit._drained) == 1


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.0.2.1", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_name_of_nobody_is_no_address() -> None:
    with pytest.raises(AccountError, match="no address"):
        is_loopback("nobody.invalid")


@pytest.mark.parametrize(
    "header",
    [
        "127.1",
        "2130706433",
        "127.0.0.1.example",
        "[::1].example",
        "@127.0.0.1",
        "::1",
        "0.0.0.0",
        "localhost.",
        " localhost",
    ],
)
def test_odd_names_of_this_machine_are_none(header: str) -> None:
    assert not names_loopback(header)


@pytest.mark.parametrize(
    ("host", "users", "sign_in", "policy"),
    [
        ("127.0.0.1", [], False, Policy()),
        ("127.0.0.1", ADA, False, Policy()),
        ("127.0.0.1", ADA, True, Policy(sign_in=True)),
        ("127.0.0.1", [], True, None),
        ("0.0.0.0", ADA, False, Policy(sign_in=True, secure=True)),
        ("192.0.2.1", ADA, False, Policy(sign_in=True, secure=True)),
        ("0.0.0.0", [], False, None),
        ("0.0.0.0", [], True, None),
        ("", [], False, None),
    ],
)
def test_no_listening_beyond_this_machine_without_users(
    host: str, users: list[User], sign_in: bool, policy: Policy | None
) -> None:
    if policy:
        assert policy_for(host, users, sign_in=sign_in) == policy
    else:
        with pytest.raises(AccountError, match="veille user add"):
            policy_for(host, users, sign_in=sign_in)


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("GET", "/", "reader"),
        ("HEAD", "/timeline", "reader"),
        ("GET", "/loginx", "reader"),
        ("GET", "/openapi.json", "reader"),
        ("GET", "/static/veille.css", None),
        ("GET", "/staticx/veille.css", "reader"),
        ("POST", "/api/v1/judgements", "analyst"),
        ("PUT", "/timeline", "analyst"),
        ("QUERY", "/timeline", "analyst"),
        ("POST", "/account/password", "reader"),
        ("POST", "/accounts", "analyst"),
        ("GET", "/users", "admin"),
        ("GET", "/usersx", "reader"),
        ("POST", "/users/ada/remove", "admin"),
    ],
)
def test_the_least_role(method: str, path: str, role: str | None) -> None:
    assert needed(method, path) == role


def test_secrets_are_long_and_their_proofs_their_own() -> None:
    one, other = new_token(), new_token()
    assert one != other
    assert len(one) == len("veille_") + 43
    assert kept(one) not in one
    assert proves(proof(one), one)
    assert not proves(proof(other), one)
    assert not proves(proof(""), "")
    assert not proves("", one)
