"""The command line: `veille read`, `kinds`, `coverage`, `evaluate`, `evaluate-record`."""

from __future__ import annotations

from veille.cli import measure
from veille.cli.read import app

__all__ = ["app", "main", "measure"]


def main() -> None:
    """Run the command line."""
    app()
