"""A mention in one line."""

from __future__ import annotations

from veille.model import Value
from veille.values import Entity, Span


def summarise(kind: str, slots: dict[str, tuple[Value, ...]]) -> str:
    """A line for a list: "ultimatum: USA > RUS, cesser ses opérations militaires"."""

    def names(slot: str) -> str:
        return ", ".join(e.country or e.name for e in slots.get(slot, ()) if isinstance(e, Entity))

    who, whom = names("actor"), names("recipient")
    rest = [_said(v) for name, values in slots.items() if name not in ("actor", "recipient") for v in values]
    return f"{kind}: {who or '?'}" + (f" > {whom}" if whom else "") + (f", {'; '.join(rest)}" if rest else "")


def _said(value: Value) -> str:
    return value.said if isinstance(value, Span) else value.span.said
