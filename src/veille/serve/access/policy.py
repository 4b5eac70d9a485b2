"""How a server lets people in: open to whoever is on this machine, or to users only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from veille.errors import AccountError
from veille.serve.access.hosts import is_loopback
from veille.serve.access.limits import Rate
from veille.store.accounts import User


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a server. The default is for an address that only this machine reaches.

    `sign_in` lets users in and nobody else; without it, whoever reaches the server may do everything, and only this machine's own names
    are answered to. `secure` sends cookies over encrypted connections only. `sign_ins` limits attempts for one name, `sign_ins_from` those from
    one address, `calls` the requests of one token, or of one user to the API.
    """

    sign_in: bool = False
    secure: bool = False
    session_hours: int = 12
    sign_ins: Rate = Rate(10, 300)
    sign_ins_from: Rate = Rate(30, 300)
    calls: Rate = Rate(600, 60)


def policy_for(host: str, users: Sequence[User], *, sign_in: bool = False) -> Policy:
    """The rules for a server that listens on a host. Raises AccountError when somebody would have to sign in and there is no user."""
    own = is_loopback(host)
    if users or (own and not sign_in):
        return Policy(sign_in=sign_in or not own, secure=not own)
    beyond = "--sign-in" if own else f"--host {host}"
    what = "nobody could sign in: the record has no users"
    if not own:
        what = "other machines would reach the record, and it has no users who could sign in"
    raise AccountError(
        beyond, what, "`veille user add NAME` makes one; without this option only this machine is served"
    )
