"""The command line: `veille read`, `kinds`, `coverage`, `evaluate`."""

from __future__ import annotations

from veille.cli.read import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    app()
