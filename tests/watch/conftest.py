"""The stores of tests/store, for what watches."""

from __future__ import annotations

from store.conftest import place, quick_path, server, store

__all__ = ["place", "quick_path", "server", "store"]
