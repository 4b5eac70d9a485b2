"""The command line: `veille read` and its kin, `code`, `add`, `reread`, what is asked of a record, `judge`, `export`, `brief`, `serve`, `user`,
`alerts`, `demo`, `evaluate-record`."""

from __future__ import annotations

# each registers its commands
from veille.cli import alerts, ask, chain, code, demo, export, measure, record, serve, user
from veille.cli.read import app

__all__ = ["alerts", "app", "ask", "chain", "code", "demo", "export", "main", "measure", "record", "serve", "user"]


def main() -> None:
    """Run the command line."""
    app()
