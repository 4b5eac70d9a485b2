"""Rules and worlds for the tests of alerts: the small crisis, read day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from serve.saying import CRISIS, Dispatch, Said, fill, world
from veille.alerts.message import Message
from veille.alerts.rules import Rules, rules_of
from veille.alerts.targets import Target
from veille.store import Store

#: a rule for each occasion
EVERY = ("new", "deadline", "passed", "conflict", "denied", "changed")


def rules(*rows: dict[str, Any], targets: dict[str, Any] | None = None, **more: Any) -> Rules:
    """The rules of these rows, each to one file unless it says otherwise."""
    given = targets or {"lines": {"type": "file", "path": "alerts.jsonl"}}
    own = [{"name": f"rule {n}", "to": [next(iter(given))], **row} for n, row in enumerate(rows)]
    return rules_of({"rule": own, "targets": given, **more}, "alerts.toml", Path("."))


def rule_for_each(**when: Any) -> Rules:
    return rules(*({"name": on, "when": {"on": on, **when}} for on in EVERY))


def read_on(store: Store, at: str, pages: Sequence[Dispatch]) -> None:
    """File pages at a time and join them."""
    fill(store, pages, world(pages, now=at))


class Taken:
    """A target that takes everything and remembers it."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, target: Target, message: Message, store: Store, at: str) -> str:
        self.messages.append(message)
        return ""

    @property
    def ids(self) -> list[str]:
        return [message.id for message in self.messages]


def told(alerts: Iterable[Any]) -> list[tuple[str, str]]:
    """Rule and occasion of alerts."""
    return sorted((a.rule, a.occasion) for a in alerts)


__all__ = ["CRISIS", "EVERY", "Dispatch", "Said", "Taken", "read_on", "rule_for_each", "rules", "told"]
