"""The command line: `veille read` and its kin, `add`, `reread`, what is asked of a record, `judge`, `export`, `brief`, `serve`, `user`, `watch`,
`demo`, `evaluate-record`."""

from __future__ import annotations

from veille.cli import ask, chain, demo, export, measure, record, serve, user, watch  # each registers its commands
from veille.cli.read import app

__all__ = ["app", "ask", "chain", "demo", "export", "main", "measure", "record", "serve", "user", "watch"]


def main() -> None:
    """Run the command line."""
    app()
