"""Who may use a served record: `create_app` puts a Guard before everything; pages ask `visitor_of(request)` and `proof_of(request)`."""

from __future__ import annotations

from veille.serve.access.forms import posted
from veille.serve.access.gate import Gate, gate_of
from veille.serve.access.guard import Guard
from veille.serve.access.policy import Policy, policy_for
from veille.serve.access.visitor import Visitor, analyst, proof_of, visitor_of

__all__ = ["Gate", "Guard", "Policy", "Visitor", "analyst", "gate_of", "policy_for", "posted", "proof_of", "visitor_of"]
