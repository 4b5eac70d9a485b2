"""The newsroom in the browser: server-rendered pages, each a readable address with `.json` and `.csv` twins."""

from __future__ import annotations

from veille.serve.web.app import create_app

__all__ = ["create_app"]
