"""One pass of alerts: find what is to be told, keep it, deliver what is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from veille.alerts.delivery import Deliver, Delivered, deliver, deliver_due
from veille.alerts.fresh import Look
from veille.alerts.matching import Found, candidates, matches
from veille.alerts.moments import digest_due
from veille.alerts.occasions import anchors_of
from veille.alerts.rules import Rule, Rules
from veille.alerts.wording import Alert, hashed, worded
from veille.store.base import Store
from veille.store.codec import encode
from veille.store.letters import Letter, Mark, Occasion

#: whether a rule's occasion was told by one of some sentences
IsTold = Callable[[str, str, Collection[str]], bool]


@dataclass(frozen=True, slots=True)
class PassReport:
    """What a pass did: alerts found anew, messages taken, those not taken (and tried again, or given up)."""

    at: str
    found: tuple[Alert, ...]
    delivered: tuple[Delivered, ...]

    @property
    def sent(self) -> int:
        """Messages that were taken."""
        return sum(not one.error for one in self.delivered)

    @property
    def failed(self) -> tuple[Delivered, ...]:
        """Messages that were not."""
        return tuple(one for one in self.delivered if one.error)


def run_pass(
    store: Store, rules: Rules, now: str, hand_over: Deliver = deliver, ticks: Callable[[], float] = time.monotonic
) -> PassReport:
    """Find what became known, tell it once, deliver what is due at `now` ("2025-08-06T09:30:00Z"). Call it after each batch, or by a timer.

    What a target does not take is in the report and tried again by a later pass. Raises RecordError for what the database says.
    """
    look = Look(now)
    seen = matches(store, rules, candidates(store, rules, look.day, now), look)
    told = [(found, worded(found, rules.base)) for found in untold(seen, store.outbox.told)]
    kept = store.outbox.put([Occasion(list(_letters(a, f.rule, now)), marks_of(f)) for f, a in told])
    alerts = tuple(alert for (_, alert), new in zip(told, kept, strict=True) if new)
    return PassReport(now, alerts, tuple(deliver_due(store, rules, now, hand_over, ticks)))


def untold(seen: Iterable[Found], is_told: IsTold) -> Iterator[Found]:
    """Those of the occasions that no sentence of their event was told by."""
    return (f for f in seen if not is_told(f.rule.name, f.occasion.key, anchors_of(f.known)))


def marks_of(found: Found) -> set[Mark]:
    """By which sentences an occasion is told."""
    return {(found.rule.name, found.occasion.key, anchor) for anchor in anchors_of(found.known)}


def _letters(alert: Alert, rule: Rule, now: str) -> Iterator[Letter]:
    digest = rule.mode == "digest"
    due = digest_due(now, rule.hour, rule.zone) if digest else now
    for target in rule.to:
        ident = hashed(alert.id, target)
        yield Letter(ident, rule.name, alert.event, alert.occasion, target, digest, now, due, due, encode(alert))
