"""`veille user`, and `veille serve` refusing to listen beyond this machine without users."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veille.cli import app
from veille.cli import serve as serving
from veille.store import open_store

RUN = CliRunner()
WORDS = "the first programme of all\n"


@pytest.fixture
def place(tmp_path: Path) -> str:
    open_store(tmp_path / "record.db", create=True).close()
    return str(tmp_path / "record.db")


def run(place: str, *words: str, said: str = "") -> tuple[int, str]:
    done = RUN.invoke(app, [*words, "--record", place], input=said)
    return done.exit_code, done.output


def test_users_are_added_listed_changed_and_removed(place: str) -> None:
    assert run(place, "user", "add", "Ada", "--role", "admin", said=WORDS) == (0, "added ada, admin\n")
    assert run(place, "user", "add", "zoé", said=WORDS) == (0, "added zoé, analyst\n")
    assert run(place, "user", "role", "zoé", "reader")[0] == 0
    code, listed = run(place, "user", "list")
    assert code == 0
    assert [row.split()[:2] for row in listed.splitlines()[1:]] == [["ada", "admin"], ["zoé", "reader"]]
    assert run(place, "user", "password", "zoé", said="quite other words\n") == (
        0,
        "password of zoé set; 0 sessions ended\n",
    )
    assert run(place, "user", "remove", "zoé") == (0, "removed zoé\n")
    assert "zoé" not in run(place, "user", "list")[1]


@pytest.mark.parametrize(
    ("words", "said", "told"),
    [
        (["add", "ada"], WORDS, "there is a user of this name"),
        (["add", "a b"], WORDS, "no name of a user"),
        (["add", "ben", "--role", "chief"], WORDS, "no such role"),
        (["add", "ben"], "short\n", "take 12 to 256"),
        (["add", "ben"], "", "take 12 to 256"),
        (["remove", "ben"], "", "no such user"),
        (["role", "ben", "admin"], "", "no such user"),
        (["password", "ben"], WORDS, "no such user"),
        (["token", "ben"], "", "no such user"),
        (["token", "ada", "--revoke", "t0"], "", "no such token"),
    ],
)
def test_what_cannot_be_is_told(place: str, words: list[str], said: str, told: str) -> None:
    run(place, "user", "add", "ada", said=WORDS)
    code, output = run(place, "user", *words, said=said)
    assert code == 1
    assert told in output
    assert not said.strip() or said.strip() not in output


def test_a_token_is_shown_once(place: str) -> None:
    run(place, "user", "add", "ada", said=WORDS)
    code, output = run(place, "user", "token", "ada", "--for", "nightly", "--days", "30")
    secret = re.search(r"^veille_[\w-]{43}$", output, re.M)
    assert code == 0
    assert secret
    listed = run(place, "user", "token", "ada", "--list")[1]
    assert "nightly" in listed
    assert secret[0] not in listed
    ident = re.search(r"^t[0-9a-f]{8}", listed, re.M)
    assert ident
    assert run(place, "user", "token", "ada", "--revoke", ident[0]) == (0, f"revoked {ident[0]}\n")
    assert "nightly" not in run(place, "user", "token", "ada", "--list")[1]


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"], ["--host", "::"], ["--sign-in"]])
def test_serving_others_needs_users(place: str, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[object] = []
    monkeypatch.setattr(serving, "run", lambda *given: served.append(given))
    code, output = run(place, "serve", *words)
    assert code == 1
    assert "veille user add" in output
    assert served == []
    run(place, "user", "add", "ada", said=WORDS)
    assert run(place, "serve", *words)[0] == 0
    assert len(served) == 1


def test_this_machine_is_served_without(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[object] = []
    monkeypatch.setattr(serving, "run", lambda *given: served.append(given))
    assert run(place, "serve") == (0, "")
    assert len(served) == 1


def test_a_key_goes_with_a_certificate(place: str) -> None:
    assert run(place, "serve", "--key", place)[0] == 2
