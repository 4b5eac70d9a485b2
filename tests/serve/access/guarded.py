"""A guarded newsroom for tests: users of every role, a clock that is moved by hand, hashes that cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from starlette.datastructures import FormData

from browsing import NOW
from veille.serve.access import Gate, Policy, posted, visitor_of
from veille.serve.access.passwords import Passwords
from veille.serve.web import create_app
from veille.store import Store, open_store
from veille.store.accounts import Role, User

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HOST = "newsroom.example"
ROLES: dict[str, Role] = {"ada": "admin", "ben": "analyst", "zoé": "reader"}
WEB = {"accept": "text/html"}


def password(name: str) -> str:
    return f"correct horse of {name[::-1]}"


@dataclass
class Clock:
    passed: float = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return self.passed


def add_users(store: Store) -> None:
    passwords = Passwords(QUICK)
    for name, role in ROLES.items():
        store.accounts.add_user(
            User(name, role, "2025-08-01T00:00:00Z", "2025-08-01T00:00:00Z"), passwords.hashed(password(name))
        )


@dataclass
class Guarded:
    """An app over a record with users; `touched` is who changed something through its route for tests."""

    app: FastAPI
    place: Path
    clock: Clock
    passwords: Passwords
    touched: list[tuple[str | None, str]] = field(default_factory=list)

    def client(self, base: str = f"https://{HOST}", address: str = "198.51.100.7") -> TestClient:
        return TestClient(self.app, base_url=base, follow_redirects=False, client=(address, 50000))


@contextmanager
def guarded(place: Path, policy: Policy) -> Iterator[Guarded]:
    """The newsroom of a record behind a policy, running."""
    clock, passwords = Clock(), Passwords(QUICK)
    app = create_app(partial(open_store, place), now=clock.now, gate=Gate(policy, passwords, clock.seconds))
    found = Guarded(app, place, clock, passwords)

    @app.post("/touch")
    async def touch(request: Request) -> dict[str, str]:
        form = await posted(request) if "form" in request.headers.get("content-type", "") else FormData()
        found.touched.append((visitor_of(request).name, str(form.get("note", ""))))
        return {"done": "yes"}

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a fault of ours")

    with TestClient(app, base_url=f"https://{HOST}"):
        yield found


def proof_in(html: str) -> str:
    """The proof that a page's forms send back."""
    found = re.search(r'name="proof" value="([0-9a-f]{64})"', html) or re.search(
        r'"X-Veille-Proof": "([0-9a-f]{64})"', html
    )
    assert found, html[:400]
    return found[1]


def signed_in(client: TestClient, name: str) -> str:
    """Sign in as a user through the form; the proof for the forms of that session."""
    form = {"proof": proof_in(client.get("/login").text), "name": name, "password": password(name), "back": "/account"}
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account"), answer.text
    return proof_in(client.get("/account").text)
