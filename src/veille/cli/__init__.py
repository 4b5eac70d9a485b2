"""The command line: `veille read`, `kinds`, `coverage`, `evaluate`; `add`, `reread`; what is asked of a record; `demo`."""

from __future__ import annotations

from veille.cli import ask as _ask  # these modules register their commands
from veille.cli import chain as _chain
from veille.cli import demo as _demo
from veille.cli import record as _record
from veille.cli.read import app

__all__ = ["app", "main"]

_ = (_record, _ask, _chain, _demo)


def main() -> None:
    """Run the command line."""
    app()
