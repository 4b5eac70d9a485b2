"""From groups of mentions to events: figures, conflicts, voices, steps, and what ties an event to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from veille.model import Mention
from veille.ontology import load_kinds
from veille.reconcile.disputes import conflicts_of
from veille.reconcile.figures import figures_of
from veille.reconcile.judged import Judged
from veille.reconcile.lifecycle import steps_of
from veille.reconcile.links import Links, parts_of
from veille.reconcile.profile import Profile, party_key
from veille.record import Event, Join, Statement, Voice
from veille.values import Entity

#: below this an event is put before an analyst
_UNSURE = 0.5
#: what an event is, when its mentions differ: what happened outweighs what was to come
_STATUS_ORDER = ("happened", "ongoing", "future", "hypothetical", "negated")


def event_id(mentions: Iterable[Profile]) -> str:
    """The id of the event that these mentions make: a hash of the first."""
    first = min(mentions, key=lambda p: p.order)
    return "e" + sha256(f"event|{first.id}".encode()).hexdigest()[:15]


@dataclass(frozen=True, slots=True)
class Stale:
    """Why an article no longer counts, and since when the record knows ("2025-08-06T09:30:00Z")."""

    why: str
    since: str


@dataclass(frozen=True, slots=True)
class Ties:
    """An event's ties by id: the total it is a share of, its own shares, what it announces again; who denies it."""

    part_of: str | None = None
    parts: tuple[str, ...] = ()
    repeats: str | None = None
    denials: tuple[Statement, ...] = ()


def events_of(
    groups: Sequence[Sequence[Profile]],
    joins: Sequence[Sequence[Join]],
    links: Links,
    origins: Mapping[str, str],
    stories: Mapping[str, str],
    judged: Judged,
    stale: Mapping[str, Stale],
) -> list[Event]:
    """The events of a neighbourhood. `stale` has the articles that are superseded or gone."""
    ids = [event_id(g) for g in groups]
    parts = parts_of(links.part_of)
    found = []
    for i, group in enumerate(groups):
        followers = [p for j in links.followers.get(i, ()) for p in groups[j] if p.filed.article.id not in stale]
        ties = Ties(
            ids[links.part_of[i]] if i in links.part_of else None,
            tuple(sorted(ids[j] for j in parts.get(i, ()))),
            ids[links.repeats[i]] if i in links.repeats else None,
            tuple(_denial(p, origins) for j in links.denials.get(i, ()) for p in groups[j]),
        )
        found.append(event_of(group, followers, joins[i], origins, stories, judged, stale, ties))
    return found


def event_of(
    mentions: Iterable[Profile],
    followers: Sequence[Profile],
    joins: Sequence[Join],
    origins: Mapping[str, str],
    stories: Mapping[str, str],
    judged: Judged,
    stale: Mapping[str, Stale],
    ties: Ties,
) -> Event:
    """The event that these mentions make. `followers` bear on its lifecycle; what is `stale` gives no figures and no steps."""
    own = sorted(mentions, key=lambda p: p.order)
    current = [p for p in own if p.filed.article.id not in stale] or own
    slots = figures_of(current, origins)
    kind = _kind(current)
    steps, due = steps_of(kind, current, followers)
    conflicts = conflicts_of(kind, current, slots, steps)
    day, precision = _day(current, origins)
    sources = tuple(sorted({origins[p.filed.article.id] for p in own}))
    confidence = _confidence(current, sources)
    verdict = _verdict(own, judged)
    moved = {s.mention for s in steps} - {p.id for p in own}
    return Event(
        id=event_id(own),
        kind=kind,
        summary=_fullest(current, kind).summary,
        mentions=tuple(p.id for p in own),
        articles=tuple(dict.fromkeys(p.filed.article.id for p in own)),
        origins=sources,
        story=stories.get(own[0].filed.article.id),
        first_known=own[0].told,
        last_known=own[-1].told,
        day=day,
        day_precision=precision,
        status=_status(current),
        slots=slots,
        joins=tuple(joins),
        conflicts=conflicts,
        statements=(*(_statement(p, origins) for p in own), *ties.denials),
        steps=steps,
        part_of=ties.part_of,
        parts=ties.parts,
        repeats=ties.repeats,
        confidence=confidence,
        judged=verdict,
        review=_review(own, stale, judged, bool(conflicts), confidence, verdict),
        follows=tuple(p.id for p in sorted(followers, key=lambda p: p.order) if p.id in moved),
        due=due,
    )


def _verdict(own: Sequence[Profile], judged: Judged) -> str | None:
    """What analysts say of the event: one confirmed mention confirms it, a rejected one stands among rejected ones only."""
    if any(p.id in judged.rejected for p in own):
        return "rejected"
    return "confirmed" if any(p.id in judged.confirmed for p in own) else None


def _kind(own: Sequence[Profile]) -> str:
    """The kind that most mentions have; a tie goes to the kind of the first order."""
    counts = Counter(p.kind for p in own)
    order = list(load_kinds())
    return min(counts, key=lambda k: (-counts[k], order.index(k)))


def _fullest(own: Sequence[Profile], kind: str) -> Mention:
    """The mention that says most, the earliest of several: the event's summary is its."""
    return min((p for p in own if p.kind == kind), key=lambda p: (-len(p.mention.slots), *p.order)).mention


def _status(own: Sequence[Profile]) -> str:
    """What the mentions last known say; what happened outweighs what only was to come."""
    said = {p.mention.status for p in own}
    return next(s for s in _STATUS_ORDER if s in said)


def _day(own: Sequence[Profile], origins: Mapping[str, str]) -> tuple[str, str] | tuple[None, None]:
    """The day that most origins give, and its precision; the more exact of two that as many give."""
    given: dict[tuple[str, int], set[str]] = {}
    for p in own:
        if p.when and (p.when.first <= p.told or p.mention.status == "future"):
            given.setdefault((p.when.first, p.when.days), set()).add(origins[p.filed.article.id])
    if not given:
        return None, None
    first, days = min(given, key=lambda w: (w[1] > 2, -len(given[w]), w[1], w[0]))
    return first, "day" if days == 1 else "night" if days == 2 else "period"


def _confidence(own: Sequence[Profile], sources: Sequence[str]) -> float:
    """The best mention's, with a little more for every further origin."""
    best = max(p.mention.confidence for p in own)
    return round(1 - (1 - best) * 0.8 ** (len(sources) - 1), 4)


def _review(
    own: Sequence[Profile],
    stale: Mapping[str, Stale],
    judged: Judged,
    conflict: bool,
    confidence: float,
    verdict: str | None,
) -> tuple[str, ...]:
    """Why an analyst should look, in a fixed order; what has been judged comes back only when its source changed since."""
    gone = [stale[p.filed.article.id] for p in own if p.filed.article.id in stale]
    seen = max((judged.confirmed_at.get(p.id, "") for p in own), default="")
    found = sorted({one.why for one in gone if one.since > seen})
    if verdict is None:
        found += ["conflict"] * conflict + ["low confidence"] * (confidence < _UNSURE)
    return tuple(found)


def _statement(p: Profile, origins: Mapping[str, str]) -> Statement:
    """Who says it, in which voice: the outlet's own when nobody else is named."""
    said, origin = p.mention.attribution, origins[p.filed.article.id]
    voice: Voice = said.stance if said else "outlet"
    if p.mention.status == "negated":
        voice = "deny"
    if said is None:
        return Statement(voice, None, p.filed.article.site or "", p.id, origin, p.told)
    if said.source is None:
        return Statement(voice, None, said.source_span.said if said.source_span else "", p.id, origin, p.told)
    return Statement(voice, party_key(said.source) or said.source.id, said.source.name, p.id, origin, p.told)


def _denial(p: Profile, origins: Mapping[str, str]) -> Statement:
    """A denial told as an event of its own: whoever denies, denies this one."""
    who = next((e for e in p.mention.slots.get("actor", ()) if isinstance(e, Entity)), None)
    origin = origins[p.filed.article.id]
    return Statement("deny", party_key(who) if who else None, who.name if who else "", p.id, origin, p.told)
