"""Records for passes: those that the contract of stores is held to, on SQLite and on PostgreSQL."""

from __future__ import annotations

from store.conftest import place, quick_path, server, store

__all__ = ["place", "quick_path", "server", "store"]
