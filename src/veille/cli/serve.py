"""`veille serve`: the newsroom in the browser, over a record."""

from __future__ import annotations

import logging
from functools import partial
from socket import socket
from typing import Annotated

import typer
import uvicorn

from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.serve.site import Settings
from veille.serve.web import create_app
from veille.store import open_store

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")]
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Open the pages as of that day when they name none.")
]


@app.command()
def serve(record: Record = RECORD, host: Host = "127.0.0.1", port: Port = 8765, as_of: AsOf = None) -> None:
    """Serve a record's pages, with JSON and CSV, until it is interrupted."""
    with opened(record):
        pass  # what is wrong with the record is said before anything listens
    run(record, host, port, Settings(as_of=as_of))


def run(record: str, host: str, port: int, settings: Settings) -> None:
    """Serve the record until an interrupt, and say on stderr where."""
    logging.basicConfig(level=logging.WARNING)
    config = uvicorn.Config(
        create_app(partial(open_store, record), settings), host=host, port=port, log_level="warning", access_log=False
    )
    server = _Announcing(config)
    server.run()


class _Announcing(uvicorn.Server):
    """A server that says where it listens."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and print the address."""
        await super().startup(sockets)
        for listening in self.servers:
            for one in listening.sockets:
                host, port = one.getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                complain(f"http://{shown}:{port}/ (Ctrl-C ends it)")
