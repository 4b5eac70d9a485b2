"""Alerts: rules over the record's events, told once each to e-mail, webhooks, an Atom feed or a file."""

from __future__ import annotations

from veille.alerts.passing import PassReport, run_pass
from veille.alerts.rules import Rule, Rules, load_rules
from veille.alerts.trying import try_rules
from veille.alerts.wording import Alert

__all__ = ["Alert", "PassReport", "Rule", "Rules", "load_rules", "run_pass", "try_rules"]
