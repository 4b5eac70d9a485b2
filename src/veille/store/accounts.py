"""Who may use a served record: users, the sessions of their browsers, the tokens of their programs.

Only hashes of secrets are kept: what stands here lets nobody in. Every method is one transaction. Times are "2025-08-06T09:30:00Z".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, Protocol

from sqlalchemy import Column, Connection, Executable, RowMapping, Table, select
from sqlalchemy.exc import IntegrityError

from veille.errors import AccountError
from veille.store.database import Database
from veille.store.tables import searches, sessions, tokens, users

Role = Literal["reader", "analyst", "admin"]
#: what each may do beside what those before it may: read; judge; manage users
ROLES: tuple[Role, ...] = ("reader", "analyst", "admin")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a password: `password_at` is when it was set."""

    name: str
    role: Role
    made_at: str
    password_at: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that a user signed in with; `role` is the user's of now."""

    name: str
    role: Role
    made_at: str
    until: str


@dataclass(frozen=True, slots=True)
class Token:
    """What lets a user's program in, by an `id` that is no secret. It may do what both its own role and the user's role of now may."""

    id: str
    name: str
    role: Role
    label: str
    made_at: str
    until: str | None = None


class Accounts(Protocol):
    """The accounts of a record; `Store.accounts` has them. Keys are hashes of secrets (`serve/access/keys.py` makes both)."""

    def users(self) -> Sequence[User]:
        """All users, by name."""
        ...

    def password(self, name: str) -> str | None:
        """The hash of a user's password; `None` when there is no such user."""
        ...

    def add_user(self, user: User, password: str) -> None:
        """Add a user with the hash of a password. Raises AccountError when the name is taken."""
        ...

    def remove_user(self, name: str) -> None:
        """Remove a user with sessions, tokens and kept searches; judgements stay as signed.

        Raises AccountError for no such user, as all methods do.
        """
        ...

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role, from the next request on."""
        ...

    def set_password(self, name: str, password: str, at: str) -> int:
        """Set the hash of a user's password and end the user's sessions; how many there were."""
        ...

    def improve_password(self, name: str, before: str, password: str) -> None:
        """Put a stronger hash of the same password in the place of `before`, if that is still there; sessions go on."""
        ...

    def open_session(self, key: str, name: str, at: str, until: str) -> None:
        """Begin a session under the hash of its secret; what has run out by `at` is cleared away."""
        ...

    def session(self, key: str, at: str) -> Session | None:
        """The session with this hash; `None` when it is unknown, ended or has run out by `at`."""
        ...

    def close_session(self, key: str) -> bool:
        """End a session; whether there was one."""
        ...

    def close_sessions(self, name: str) -> int:
        """End all sessions of a user; how many there were."""
        ...

    def add_token(self, token: Token, key: str) -> None:
        """Keep a token under the hash of its secret."""
        ...

    def token(self, key: str, at: str) -> Token | None:
        """The token with this hash, with the lesser of its own and its user's role; `None` when unknown, revoked or run out."""
        ...

    def tokens(self, name: str) -> Sequence[Token]:
        """A user's tokens, the first first; also those that have run out."""
        ...

    def revoke_token(self, name: str, ident: str) -> None:
        """Make a user's token useless."""
        ...


class SqlAccounts:
    """Accounts in a SQL database; see Accounts for what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def users(self) -> Sequence[User]:
        """All users, by name."""
        wanted = select(*_named(users, User)).order_by(users.c.name)
        with self._database.reading() as connection:
            return [User(**row) for row in connection.execute(wanted).mappings()]

    def password(self, name: str) -> str | None:
        """The hash of a user's password."""
        with self._database.reading() as connection:
            return connection.execute(select(users.c.password).where(users.c.name == name)).scalar()

    def add_user(self, user: User, password: str) -> None:
        """Add a user."""
        row = {"name": user.name, "role": user.role, "made_at": user.made_at, "password_at": user.password_at}
        with self._database.writing() as connection:
            if connection.execute(select(users.c.name).where(users.c.name == user.name)).first():
                raise AccountError(user.name, "there is a user of this name", "take another name")
            connection.execute(users.insert().values(**row, password=password))

    def remove_user(self, name: str) -> None:
        """Remove a user, sessions, tokens and kept searches."""
        with self._database.writing() as connection:
            _expect(name, connection.execute(users.delete().where(users.c.name == name)).rowcount)
            connection.execute(searches.delete().where(searches.c.owner == name))

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role."""
        with self._database.writing() as connection:
            _expect(name, connection.execute(users.update().where(users.c.name == name).values(role=role)).rowcount)

    def set_password(self, name: str, password: str, at: str) -> int:
        """Set a password and end the sessions."""
        changed = users.update().where(users.c.name == name).values(password=password, password_at=at)
        with self._database.writing() as connection:
            _expect(name, connection.execute(changed).rowcount)
            return _end_all(connection, name)

    def improve_password(self, name: str, before: str, password: str) -> None:
        """Put a stronger hash in the place of another."""
        same = users.update().where(users.c.name == name, users.c.password == before)
        with self._database.writing() as connection:
            connection.execute(same.values(password=password))

    def open_session(self, key: str, name: str, at: str, until: str) -> None:
        """Begin a session."""
        with self._database.writing() as connection:
            connection.execute(sessions.delete().where(sessions.c.until <= at))
            try:
                connection.execute(sessions.insert().values(key=key, name=name, made_at=at, until=until))
            except IntegrityError:
                raise _no_user(name) from None

    def session(self, key: str, at: str) -> Session | None:
        """The session with this hash."""
        wanted = select(sessions.c.name, users.c.role, sessions.c.made_at, sessions.c.until)
        own = wanted.join(users, users.c.name == sessions.c.name)
        row = self._one(own.where(sessions.c.key == key, sessions.c.until > at))
        return Session(**row) if row else None

    def close_session(self, key: str) -> bool:
        """End a session."""
        with self._database.writing() as connection:
            return connection.execute(sessions.delete().where(sessions.c.key == key)).rowcount > 0

    def close_sessions(self, name: str) -> int:
        """End all sessions of a user."""
        with self._database.writing() as connection:
            return _end_all(connection, name)

    def add_token(self, token: Token, key: str) -> None:
        """Keep a token."""
        row = {"id": token.id, "name": token.name, "role": token.role, "label": token.label}
        with self._database.writing() as connection:
            try:
                connection.execute(tokens.insert().values(**row, made_at=token.made_at, until=token.until, key=key))
            except IntegrityError:
                raise _no_user(token.name) from None

    def token(self, key: str, at: str) -> Token | None:
        """The token with this hash."""
        wanted = select(*_named(tokens, Token), users.c.role.label("own"))
        alive = (tokens.c.until.is_(None)) | (tokens.c.until > at)
        row = self._one(wanted.join(users, users.c.name == tokens.c.name).where(tokens.c.key == key, alive))
        if not row:
            return None
        role = min(row["role"], row["own"], key=ROLES.index)
        return Token(row["id"], row["name"], role, row["label"], row["made_at"], row["until"])

    def tokens(self, name: str) -> Sequence[Token]:
        """A user's tokens."""
        wanted = select(*_named(tokens, Token)).where(tokens.c.name == name)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(tokens.c.made_at, tokens.c.id)).mappings()
            return [Token(**row) for row in found]

    def revoke_token(self, name: str, ident: str) -> None:
        """Make a token useless."""
        own = tokens.delete().where(tokens.c.name == name, tokens.c.id == ident)
        with self._database.writing() as connection:
            if not connection.execute(own).rowcount:
                raise AccountError(ident, f"{name} has no such token", "`veille user token NAME --list` names them")

    def _one(self, wanted: Executable) -> RowMapping | None:
        with self._database.reading() as connection:
            return connection.execute(wanted).mappings().first()


def _named(table: Table, value: type[User] | type[Token]) -> list[Column[Any]]:
    """The columns that hold the fields of a value."""
    return [table.c[field.name] for field in fields(value)]


def _end_all(connection: Connection, name: str) -> int:
    return connection.execute(sessions.delete().where(sessions.c.name == name)).rowcount


def _expect(name: str, found: int) -> None:
    if not found:
        raise _no_user(name)


def _no_user(name: str) -> AccountError:
    return AccountError(name, "there is no such user", "`veille user list` names them")
