"""The command line: `veille read`, `kinds`, `coverage`, `evaluate`; `add`, `reread`."""

from __future__ import annotations

from veille.cli import record as _record  # registers its commands
from veille.cli.read import app

__all__ = ["app", "main"]

_ = _record


def main() -> None:
    """Run the command line."""
    app()
