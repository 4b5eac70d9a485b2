"""docs/access.md says what access does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from serve.access.hostile import PAYLOADS
from veille.cli.user import users
from veille.serve.access import Policy
from veille.serve.access.headers import HEADERS
from veille.serve.access.passwords import LEAST
from veille.store.accounts import ROLES

TEXT = (Path(__file__).parents[3] / "docs" / "access.md").read_text("utf-8")


def test_every_command_is_listed() -> None:
    assert set(re.findall(r"^\| `veille user (\w+)", TEXT, re.M)) == {
        command.name for command in users.registered_commands
    }


def test_every_role_is_explained() -> None:
    assert tuple(re.findall(r"^\| (reader|analyst|admin) \|", TEXT, re.M)) == ROLES


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (r"holds (\d+) attempts", len(PAYLOADS)),
        (r"are (\d+) characters or more", LEAST),
        (r"make (\d+) requests a minute", Policy().calls.times * 60 // Policy().calls.seconds),
    ],
)
def test_numbers(said: str, number: int) -> None:
    found = re.search(said, TEXT)
    assert found
    assert int(found[1]) == number


def test_numbers_in_words() -> None:
    policy = Policy()
    assert (policy.sign_ins.times, policy.sign_ins_from.times) == (10, 30)
    assert (
        policy.sign_ins.seconds / policy.sign_ins.times,
        policy.sign_ins_from.seconds / policy.sign_ins_from.times,
    ) == (30, 10)
    assert "Ten attempts for a name and thirty from an address" in " ".join(TEXT.split())
    assert policy.session_hours == 12
    assert "last twelve hours" in TEXT


def test_the_headers_are_named() -> None:
    assert {name for name in HEADERS if f"`{name}`" not in TEXT} == set()
