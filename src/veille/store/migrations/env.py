"""Runs the migrations on the connection that `schema.py` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from veille.store.schema import VERSION_TABLE
from veille.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
