"""The likenesses by which two mentions are compared, each a function of the two: a value in [-1, 1] and what it rests on.

1 agrees, -1 contradicts, 0 where one of the two does not say. How much each counts stands in `reconcile/weights.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from veille.reconcile.likeness import decisive, ties, what, when, who
from veille.reconcile.likeness.said import Said
from veille.reconcile.profile import Profile

FEATURES: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "kind": who.kind,
    "other_mode": who.other_mode,
    "actor": who.actor,
    "other_actor": who.other_actor,
    "share": who.share,
    "recipient": who.recipient,
    "other_recipient": who.other_recipient,
    "other_person": who.other_person,
    "day": when.day,
    "other_day": when.other_day,
    "news_day": when.news_day,
    "told": when.told,
    "long_ago": when.long_ago,
    "place": when.place,
    "elsewhere": when.elsewhere,
    "decisive": decisive.decisive,
    "untimely": ties.untimely,
    "stranger": ties.stranger,
    "unreal": ties.unreal,
    "anew": what.anew,
    "amount": what.amount,
    "other_amount": what.other_amount,
    "standing": what.standing,
    "deadline": what.deadline,
    "figure": what.figure,
    "other_figure": what.other_figure,
    "toll": what.toll,
    "other_toll": what.other_toll,
    "words": what.words,
    "words_across": what.words_across,
    "topic": what.topic,
    "content": what.content,
    "content_across": what.content_across,
    "unlike": what.unlike,
    "other_matter": what.other_matter,
    "names": what.names,
    "numbers": what.numbers,
    "context": what.context,
    "copy": what.copy,
    "same_article": when.same_article,
}
