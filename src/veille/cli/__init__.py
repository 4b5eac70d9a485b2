"""The command line: reading, coding, the record and what is asked of it, judging, harvesting, taking out, serving, watching, measuring."""

from __future__ import annotations

from veille.cli import (  # each registers its commands
    alerts,
    ask,
    chain,
    code,
    demo,
    export,
    harvest,
    measure,
    record,
    serve,
    sources,
    user,
    versions,
    watch,
)
from veille.cli.read import app

__all__ = [
    "alerts",
    "app",
    "ask",
    "chain",
    "code",
    "demo",
    "export",
    "harvest",
    "main",
    "measure",
    "record",
    "serve",
    "sources",
    "user",
    "versions",
    "watch",
]


def main() -> None:
    """Run the command line."""
    app()
