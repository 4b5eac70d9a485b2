"""The command line: `veille read` and its kin, `add`, `reread`, what is asked of a record, `judge`, `harvest`, `export`, `brief`, `serve`, `user`,
`demo`, `evaluate-record`."""

from __future__ import annotations

from veille.cli import ask, chain, demo, export, harvest, measure, record, serve, user  # each registers its commands
from veille.cli.read import app

__all__ = ["app", "ask", "chain", "demo", "export", "harvest", "main", "measure", "record", "serve", "user"]


def main() -> None:
    """Run the command line."""
    app()
