"""`veille serve`: the newsroom in the browser, over a record."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from pathlib import Path
from socket import socket
from typing import Annotated

import typer
import uvicorn

from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.serve.access import Gate, Policy, policy_for
from veille.serve.site import Filling, Settings
from veille.serve.web import create_app
from veille.serve.web.warming import warm
from veille.store import open_store

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")]
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Open the pages as of that day when they name none.")
]


SignIn = Annotated[bool, typer.Option("--sign-in", help="Ask for a user's name on this machine too: behind a proxy.")]
Certificate = Annotated[
    Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="The certificate for https, PEM.")
]
Key = Annotated[Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Its private key, PEM.")]


@app.command()
def serve(
    record: Record = RECORD,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    as_of: AsOf = None,
    sign_in: SignIn = False,
    certificate: Certificate = None,
    key: Key = None,
) -> None:
    """Serve a record's pages, with JSON and CSV, until it is interrupted: to this machine, or to users who sign in."""
    if key and not certificate:
        raise typer.BadParameter("--key goes with --certificate")
    with opened(record) as store:  # what is wrong is said before anything listens
        policy = policy_for(host, store.accounts.users(), sign_in=sign_in)
    if policy.secure and not certificate:
        complain(
            "no --certificate: passwords are only taken over https, through a proxy that speaks it (docs/access.md)"
        )
    run(record, host, port, Settings(as_of=as_of), policy, certificate, key)


def run(
    record: str,
    host: str,
    port: int,
    settings: Settings,
    policy: Policy = Policy(),
    certificate: Path | None = None,
    key: Path | None = None,
    filling: Filling | None = None,
) -> None:
    """Serve the record until an interrupt, and say on stderr where."""
    logging.basicConfig(level=logging.WARNING)
    application = create_app(partial(open_store, record), settings, gate=Gate(policy), filling=filling)
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,  # longer than a reader looks at a page, mostly
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    warm()
    with suppress(KeyboardInterrupt):  # which is how it is meant to end
        _Announcing(config).run()


class _Announcing(uvicorn.Server):
    """A server that says where it listens."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and print the address."""
        await super().startup(sockets)
        for listening in self.servers:
            for one in listening.sockets:
                host, port = one.getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                scheme = "https" if self.config.is_ssl else "http"
                complain(f"{scheme}://{shown}:{port}/ (Ctrl-C ends it)")


def free_port(wanted: int) -> int:
    """This port of the machine, or 0 for any free one when something listens there."""
    with socket() as tried:
        return wanted if tried.connect_ex(("127.0.0.1", wanted)) else 0
