"""An event as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from veille.model import Mention
from veille.reconcile.judged import judged
from veille.reconcile.merge import Stale, Ties, event_of
from veille.reconcile.profile import Profile, profile
from veille.record import Event, Filed, Judgement


def event_as_of(
    event: Event,
    mentions_by_id: Mapping[str, Mention],
    filed_by_id: Mapping[str, Filed],
    day: str,
    judgements: Iterable[Judgement] = (),
) -> Event | None:
    """The event restricted to what was known on `day`, steps, figures and conflicts anew; `None` when nothing was known yet.

    `mentions_by_id` holds the mentions of `event.mentions` and `event.follows`, `filed_by_id` their articles (by article id) and
    the other versions of their pages. `judgements` are those that count: a later one corrects the reading, not what the press knew,
    so whoever asks leaves out what is too late. The event keeps its id; time's own step is among the steps once its day has come.
    """
    holder = {m.id: f for f in filed_by_id.values() for m in f.mentions}
    known = [m for m in event.mentions if m in holder and holder[m].known_on <= day]
    if not known:
        return None
    rulings = judged(filed_by_id.values(), judgements)
    stale = _stale(filed_by_id.values(), day)

    def profiles(ids: Iterable[str]) -> list[Profile]:
        return [
            profile(holder[m], rulings.correct(mentions_by_id[m], holder[m].article.text)) for m in ids if m in holder
        ]

    followers = [p for p in profiles(event.follows) if p.told <= day and p.filed.article.id not in stale]
    denials = tuple(s for s in event.statements if s.mention not in event.mentions and s.day <= day)
    ties = Ties(event.part_of, event.parts, event.repeats, denials)
    joins = tuple(j for j in event.joins if j.left in known and j.right in known)
    origins = _origins_of(event, holder)
    now = event_of(profiles(known), followers, joins, origins, {}, rulings, stale, ties)
    steps = (*now.steps, now.due) if now.due and now.due.day <= day else now.steps
    return replace(now, id=event.id, story=event.story, steps=steps, due=None if steps != now.steps else now.due)


def _stale(filed: Iterable[Filed], day: str) -> dict[str, Stale]:
    """Articles that no longer counted on a day: a newer version of the page was known, or the page was gone."""
    rows = [f for f in filed if f.known_on <= day]
    newest: dict[str, Filed] = {}
    for f in rows:
        newest[f.page] = max(newest.get(f.page, f), f, key=lambda one: one.version)
    gone = {
        f.article.id: Stale("source withdrawn", f.withdrawn_at)
        for f in rows
        if f.withdrawn_at and f.withdrawn_at[:10] <= day
    }
    return {
        f.article.id: Stale("evidence changed", newest[f.page].read_at)
        for f in rows
        if f.version < newest[f.page].version
    } | gone


def _origins_of(event: Event, holder: Mapping[str, Filed]) -> dict[str, str]:
    """Article id -> origin, as the event's statements have them."""
    return {holder[s.mention].article.id: s.origin for s in event.statements if s.mention in holder}
