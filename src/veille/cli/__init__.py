"""The command line: `veille read` and its kin, `add`, `reread`, what is asked of a record, `judge`, `export`, `brief`, `serve`, `user`,
`alerts`, `demo`, `evaluate-record`."""

from __future__ import annotations

from veille.cli import alerts, ask, chain, demo, export, measure, record, serve, user  # each registers its commands
from veille.cli.read import app

__all__ = ["alerts", "app", "ask", "chain", "demo", "export", "main", "measure", "record", "serve", "user"]


def main() -> None:
    """Run the command line."""
    app()
