"""`veille user`: who may use a record when it is served beyond this machine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.cli.tables import console
from veille.serve.access.naming import checked_name, checked_role
from veille.serve.access.passwords import LEAST, Passwords, checked_password
from veille.serve.access.tokens import grant
from veille.store.accounts import ROLES, Token, User
from veille.store.days import utc_now

users = typer.Typer(name="user", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(users, name="user", help="Say who may use a record when it is served beyond this machine.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="How the user signs in, and signs judgements.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help=f"One of {', '.join(ROLES)}.")]


@users.command(name="add")
def add(name: Name, role: RoleOption = "analyst", record: Record = RECORD) -> None:
    """Add a user. The password is asked for, or read from standard input when that is no terminal."""
    with opened(record) as store:
        named, allowed = checked_name(name), checked_role(role)
        if any(user.name == named for user in store.accounts.users()):
            complain(f"{named}: there is a user of this name; `veille user role` and `veille user password` change it")
            raise typer.Exit(1)
        now = utc_now()
        store.accounts.add_user(User(named, allowed, now, now), Passwords().hashed(_new_password(named)))
        typer.echo(f"added {named}, {allowed}")


@users.command(name="list")
def show(record: Record = RECORD) -> None:
    """List the users with their roles and the number of their tokens."""
    with opened(record) as store:
        table = Table("name", "role", "since", "password of", "tokens", box=None, pad_edge=False)
        for user in store.accounts.users():
            tokens = str(len(store.accounts.tokens(user.name)))
            table.add_row(user.name, user.role, user.made_at[:10], user.password_at[:10], tokens)
        if table.row_count:
            console().print(table)
        else:
            complain("no users: the record is served to this machine only; `veille user add NAME` makes one")


@users.command(name="remove")
def remove(name: Name, record: Record = RECORD) -> None:
    """Remove a user, who is out at once; judgements stay as they were signed."""
    with opened(record) as store:
        store.accounts.remove_user(checked_name(name))
        typer.echo(f"removed {checked_name(name)}")


@users.command(name="role")
def change_role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=f"One of {', '.join(ROLES)}.")],
    record: Record = RECORD,
) -> None:
    """Give a user another role, from the next request on."""
    with opened(record) as store:
        store.accounts.set_role(checked_name(name), checked_role(role))
        typer.echo(f"{checked_name(name)} is {role} now")


@users.command(name="password")
def change_password(name: Name, record: Record = RECORD) -> None:
    """Set a user's password and end the user's sessions; tokens go on."""
    with opened(record) as store:
        named = checked_name(name)
        ended = store.accounts.set_password(named, Passwords().hashed(_new_password(named)), utc_now())
        typer.echo(f"password of {named} set; {ended} session{'' if ended == 1 else 's'} ended")


@users.command(name="token")
def token(
    name: Name,
    label: Annotated[str, typer.Option("--for", metavar="TEXT", help="What it is for.")] = "",
    role: RoleOption = "reader",
    days: Annotated[int | None, typer.Option(metavar="N", min=1, help="How long it lasts; else until revoked.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the user's tokens instead.")] = False,
    revoked: Annotated[str | None, typer.Option("--revoke", metavar="ID", help="Make a token useless instead.")] = None,
    record: Record = RECORD,
) -> None:
    """Make a token for a user's programs and print it, this once: the record keeps a hash of it."""
    with opened(record) as store:
        named = checked_name(name)
        if listed:
            _list_tokens(store.accounts.tokens(named))
        elif revoked:
            store.accounts.revoke_token(named, revoked)
            typer.echo(f"revoked {revoked}")
        else:
            secret = grant(
                store.accounts, named, checked_role(role), label or "no purpose told", datetime.now(UTC), days
            )
            complain("this is shown now and never again:")
            typer.echo(secret)


def _list_tokens(rows: Sequence[Token]) -> None:
    table = Table("id", "role", "since", "until", "for", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.id, row.role, row.made_at[:10], (row.until or "revoked")[:10], row.label)
    if rows:
        console().print(table)
    else:
        complain("no tokens; without --list one is made")


def _new_password(name: str) -> str:
    """Asked for twice without showing it; one line of standard input when that is no terminal."""
    if sys.stdin.isatty():
        said = typer.prompt(f"password ({LEAST} characters or more)", hide_input=True, confirmation_prompt=True)
    else:
        said = sys.stdin.readline().rstrip("\r\n")
    return checked_password(str(said), name)
