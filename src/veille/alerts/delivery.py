"""Delivery of messages that are due: each is claimed, handed over, and noted as taken.

A kill between handing over and noting has it handed over again when the claim is over, with the id that it had: a receiver that
looks at ids, and a file, take it once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from veille.alerts.files import append_lines, write_feed
from veille.alerts.hook import post
from veille.alerts.mail import send_mail
from veille.alerts.message import Message, messages_of
from veille.alerts.moments import MOST_TRIES, pause_seconds
from veille.alerts.rules import Rules
from veille.alerts.targets import Feed, Hook, Lines, Mail, Target
from veille.errors import DeliveryError
from veille.serve.exports.feed import MOST_ITEMS
from veille.store.base import Store
from veille.store.days import later

#: how long a message is kept from other passes while it is handed over: longer than any target may take
CLAIM_SECONDS = 300
#: after how long a failure is a slow one
SLOW_SECONDS = 5

#: hands a message to a target at a time, and gives what is to be noted of it; raises DeliveryError
Deliver = Callable[[Target, Message, Store, str], str]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message and what became of it: `error` is "" when it was taken; `given_up` when it is not tried again."""

    message: Message
    error: str = ""
    given_up: bool = False


def deliver(target: Target, message: Message, store: Store, at: str) -> str:
    """Hand a message to its target."""
    if isinstance(target, Mail):
        return send_mail(target, message)
    if isinstance(target, Hook):
        return post(target, message, at)
    if isinstance(target, Lines):
        return append_lines(target, message)
    assert isinstance(target, Feed)
    return write_feed(target, store.outbox.log(target=target.name, limit=2 * MOST_ITEMS), at)


def deliver_due(
    store: Store, rules: Rules, at: str, hand_over: Deliver = deliver, ticks: Callable[[], float] = time.monotonic
) -> Iterator[Delivered]:
    """Deliver what is due, what was not tried before first, then the oldest. What one target does not take keeps none of the others waiting.

    A target that is slow to fail is left alone until the next pass, as is what is left after half the time for which messages are claimed.
    """
    began, slow = ticks(), set[str]()
    for message in sorted(messages_of(store.outbox.waiting(at)), key=lambda m: m.tries > 0):
        start = ticks()
        if start - began > CLAIM_SECONDS / 2:
            return
        if message.target in slow or not store.outbox.claim(message.letters, at, later(at, CLAIM_SECONDS)):
            continue
        one = _delivered(store, rules, message, at, hand_over)
        if one.error and ticks() - start > SLOW_SECONDS:
            slow.add(message.target)
        yield one


def _delivered(store: Store, rules: Rules, message: Message, at: str, hand_over: Deliver) -> Delivered:
    try:
        if message.target not in rules.targets:
            raise DeliveryError(f"target {message.target!r}", "no longer in the rules", "put it back, or let it lapse")
        note = hand_over(rules.targets[message.target], message, store, at)
    except DeliveryError as error:
        tries = message.tries + 1
        given_up = tries >= MOST_TRIES
        pause = later(at, pause_seconds(tries, error.wait_seconds))
        store.outbox.refused(message.letters, str(error), pause, at if given_up else None)
        return Delivered(message, str(error), given_up)
    store.outbox.sent(message.letters, at, note)
    return Delivered(message)
