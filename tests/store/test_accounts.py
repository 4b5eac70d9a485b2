"""The contract of Store.accounts, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from veille.errors import AccountError
from veille.store import Store, open_store
from veille.store.accounts import ROLES, Accounts, Role, Token, User

MADE, NOON, LATER = "2025-08-06T09:30:00Z", "2025-08-06T12:00:00Z", "2025-08-07T00:00:00Z"


def user(name: str, role: Role = "analyst") -> User:
    return User(name, role, MADE, MADE)


def token(ident: str, name: str = "ada", role: Role = "admin", until: str | None = None) -> Token:
    return Token(ident, name, role, "nightly", MADE, until)


@pytest.fixture
def accounts(store: Store) -> Accounts:
    """Ada judges, Zoé reads."""
    store.accounts.add_user(user("zoé", "reader"), "hash of zoé's")
    store.accounts.add_user(user("ada"), "hash of ada's")
    return store.accounts


def test_users_come_back_by_name(accounts: Accounts) -> None:
    assert accounts.users() == [user("ada"), user("zoé", "reader")]
    assert accounts.password("ada") == "hash of ada's"
    assert accounts.password("Ada") is None


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="another name"):
        accounts.add_user(user("ada", "admin"), "other")
    assert (accounts.password("ada"), accounts.users()[0].role) == ("hash of ada's", "analyst")


@pytest.mark.parametrize(
    "do",
    [
        lambda a: a.remove_user("eve"),
        lambda a: a.set_role("eve", "admin"),
        lambda a: a.set_password("eve", "x", NOON),
        lambda a: a.open_session("k", "eve", MADE, NOON),
        lambda a: a.add_token(token("t", "eve"), "k"),
        lambda a: a.revoke_token("eve", "t"),
    ],
)
def test_nobody_is_told(accounts: Accounts, do: Callable[[Accounts], object]) -> None:
    with pytest.raises(AccountError, match="veille user"):
        do(accounts)
    assert len(accounts.users()) == 2


def test_sessions_run_out_and_are_cleared_away(accounts: Accounts) -> None:
    accounts.open_session("one", "ada", MADE, NOON)
    found = accounts.session("one", MADE)
    assert found is not None
    assert (found.name, found.role, found.until) == ("ada", "analyst", NOON)
    assert accounts.session("one", NOON) is None
    assert accounts.session("other", MADE) is None
    accounts.open_session("two", "ada", NOON, LATER)
    assert accounts.session("one", MADE) is None  # gone, not only run out
    assert accounts.close_session("two") is True
    assert accounts.close_session("two") is False
    assert accounts.session("two", NOON) is None


def test_a_new_password_ends_sessions_but_those_of_others(accounts: Accounts) -> None:
    for key, name in (("a1", "ada"), ("a2", "ada"), ("z1", "zoé")):
        accounts.open_session(key, name, MADE, NOON)
    assert accounts.set_password("ada", "new", NOON) == 2
    assert [accounts.session(key, MADE) is not None for key in ("a1", "a2", "z1")] == [False, False, True]
    assert (accounts.password("ada"), accounts.users()[0].password_at) == ("new", NOON)
    assert accounts.close_sessions("zoé") == 1


def test_a_stronger_hash_takes_only_the_place_of_the_one_checked(accounts: Accounts) -> None:
    accounts.open_session("a1", "ada", MADE, NOON)
    accounts.improve_password("ada", "an older one", "lost")
    assert accounts.password("ada") == "hash of ada's"
    accounts.improve_password("ada", "hash of ada's", "stronger")
    assert accounts.password("ada") == "stronger"
    assert accounts.session("a1", MADE) is not None


def test_a_role_counts_from_the_next_request_on(accounts: Accounts) -> None:
    accounts.open_session("a1", "ada", MADE, NOON)
    accounts.set_role("ada", "reader")
    found = accounts.session("a1", MADE)
    assert found is not None
    assert found.role == "reader"


@pytest.mark.parametrize("own", ROLES)
@pytest.mark.parametrize("lent", ROLES)
def test_a_token_may_what_it_and_its_user_may(accounts: Accounts, own: Role, lent: Role) -> None:
    accounts.set_role("ada", own)
    accounts.add_token(token("t1", role=lent), "key")
    found = accounts.token("key", MADE)
    assert found is not None
    assert found.role == ROLES[min(ROLES.index(own), ROLES.index(lent))]
    assert accounts.tokens("ada") == [token("t1", role=lent)]


def test_tokens_run_out_and_are_revoked(accounts: Accounts) -> None:
    accounts.add_token(token("t1", until=NOON), "one")
    accounts.add_token(token("t2"), "two")
    assert [accounts.token(key, NOON) is not None for key in ("one", "two", "t2", "")] == [False, True, False, False]
    with pytest.raises(AccountError, match="no such token"):
        accounts.revoke_token("zoé", "t2")  # not hers
    accounts.revoke_token("ada", "t2")
    assert accounts.token("two", MADE) is None
    assert [t.id for t in accounts.tokens("ada")] == ["t1"]


def test_whoever_is_removed_leaves_no_searches_to_the_next_of_the_name(store: Store, accounts: Accounts) -> None:
    for owner in ("ada", "zoé"):
        store.searches.keep(owner, "Kyiv", "/search?q=Kyiv", MADE)
    accounts.remove_user("ada")
    assert [len(store.searches.of(owner)) for owner in ("ada", "zoé")] == [0, 1]


def test_whoever_is_removed_is_out(accounts: Accounts) -> None:
    accounts.open_session("a1", "ada", MADE, NOON)
    accounts.add_token(token("t1"), "key")
    accounts.remove_user("ada")
    assert (accounts.session("a1", MADE), accounts.token("key", MADE), accounts.password("ada")) == (None, None, None)
    accounts.add_user(user("ada"), "anew")
    assert (accounts.session("a1", MADE), accounts.tokens("ada")) == (None, [])


def test_accounts_outlive_the_program(place: Callable[[], str]) -> None:
    here = place()
    first = open_store(here, create=True)
    first.accounts.add_user(user("ada"), "hash")
    first.accounts.open_session("a1", "ada", MADE, NOON)
    first.close()
    again = open_store(here)
    assert again.accounts.session("a1", MADE) is not None
    again.close()
