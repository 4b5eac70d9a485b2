"""The record in a database: `open_store` gives a `Store`."""

from __future__ import annotations

from veille.store.base import Given, Page, Receipt, Sighting, Store, Ticket
from veille.store.sql import open_store

__all__ = ["Given", "Page", "Receipt", "Sighting", "Store", "Ticket", "open_store"]
