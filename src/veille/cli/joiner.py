"""The joiner that the record's commands use."""

from __future__ import annotations

from veille.ontology import rules_version
from veille.reconcile import keys_for, reconcile, reconcile_near
from veille.store.joining import Joiner


def present_joiner() -> Joiner:
    """Joining by the rules of `veille.reconcile`."""
    return Joiner("1", keys_for, reconcile, reconcile_near)
