"""The joiner that commands and judgements use."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

from veille.ontology import rules_version
from veille.reconcile import keys_for, reconcile, reconcile_near
from veille.store.joining import Joiner


def present_joiner() -> Joiner:
    """Joining by the rules of `veille.reconcile` as they are now."""
    return Joiner(_scheme(), keys_for, reconcile, reconcile_near)


def _scheme() -> str:
    """Twelve hexadecimal digits that change whenever the joining's code, its tables or the kinds do."""
    digest = sha256(rules_version().encode())
    for path in sorted(resources.files("veille.reconcile").iterdir(), key=lambda item: item.name):
        if path.name.endswith((".py", ".toml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
