"""What an alert says, in the reader's language: a subject for a newsroom, and every fact with its sentence, outlet and whose word it is."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources

from babel.dates import format_date

from veille.alerts.matching import Found
from veille.serve.claims import claim_row
from veille.serve.exports.feed import titled
from veille.serve.exports.words import in_words
from veille.serve.exports.words import words as export_words
from veille.serve.links import event_link
from veille.serve.timeline import EventRow, event_row
from veille.serve.told import disputes, one_line, shortened

#: characters of an event that a subject shows, and facts that an alert tells
_LONGEST, _MOST_FACTS = 96, 6


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of an article: who says it (`None`: the outlet itself), in which voice, with which word, published when and where."""

    sentence: str
    outlet: str
    url: str | None
    day: str
    voice: str
    source: str | None
    cue: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert, settled: `notes` are lines about deadline, state and dispute; `facts` begin with those that show the occasion.

    `id` is the same whenever the same rule finds the same occasion of the same event.
    """

    id: str
    rule: str
    on: str
    occasion: str
    event: str
    kind: str
    status: str
    at: str
    language: str
    subject: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    more: int
    link: str | None


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (resources.files("veille.alerts") / "words.toml").read_text("utf-8")
    )
    return found


def hashed(*parts: str) -> str:
    """A name for what these parts say together.

    >>> hashed("a", "b") == hashed("a", "b") != hashed("ab", "")
    True
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def worded(found: Found, base: str | None) -> Alert:
    """The alert of an occasion; `base` is where the record's pages are."""
    rule, event, occasion = found.rule, found.known.event, found.occasion
    row = event_row(event, found.known.standing.sources, found.known.look.day)
    facts, more = _facts(found, row)
    return Alert(
        id=hashed(rule.name, event.id, occasion.key),
        rule=rule.name,
        on=occasion.on,
        occasion=occasion.key,
        event=event.id,
        kind=event.kind,
        status=event.status,
        at=found.known.look.at,
        language=rule.language,
        subject=_subject(found, row),
        notes=tuple(_notes(found, row)),
        facts=facts,
        more=more,
        link=event_link(base, event.id) if base else None,
    )


def _subject(found: Found, row: EventRow) -> str:
    """What happened and to what; a claim keeps whose word it is, and what is not told as done says so, however long the rest."""
    language = found.rule.language
    short = replace(row, what=shortened(row.what or row.evidence, _LONGEST))
    return f"{_headed(found)} · {titled(short, language)}{_told_as(row.status, language)}"


def _told_as(status: str, language: str) -> str:
    return "" if status == "happened" else f" [{export_words(language)[f'status_{status}']}]"


def _headed(found: Found) -> str:
    occasion, language = found.occasion, found.rule.language
    named = {
        "day": _said_day(occasion.about, language) if occasion.on in ("deadline", "passed") else "",
        "slot": export_words(language).get(f"slot_{occasion.about}", occasion.about),
        "who": one_line(occasion.about) or export_words(language)["unnamed"],
    }
    return _tables()[language][_sort(found)].format(**named)


def _sort(found: Found) -> str:
    """The word of the occasion: a page that is gone is no edited one."""
    if found.occasion.on == "changed" and found.known.standing.filed(found.occasion.mentions[0]).withdrawn_at:
        return "withdrawn"
    return found.occasion.on


def _said_day(day: str, language: str) -> str:
    return format_date(date.fromisoformat(day), "long", locale=language)


def _notes(found: Found, row: EventRow) -> Sequence[str]:
    language, said = found.rule.language, _tables()[found.rule.language]
    notes = []
    if (due := found.known.deadline) and due.due:
        word = "due_passed" if row.state == "passed" or due.state == "passed" else "due"
        notes.append(said[word].format(day=_said_day(due.due, language), said=one_line(due.said)))
        if due.others:
            others = ", ".join(_said_day(day, language) for day in due.others)
            notes.append(f"{export_words(language)['others']}: {others}")
    if row.state:
        notes.append(said["states"].format(state=in_words(row.state, language)))
    notes += [_sides(found, slot) for slot in row.disputed]
    if found.occasion.on == "changed":
        notes.append(said["gone"].format(outlet=found.occasion.about))
    return notes


def _sides(found: Found, slot: str) -> str:
    """The values of a dispute side by side, each with how many reports carry it."""
    said, sources = _tables()[found.rule.language], found.known.standing.sources
    rows = [f for c in disputes(found.known.event, sources) if c.slot == slot for f in c.figures]
    told = []
    for figure in rows:
        number = len(figure.origins)
        reports = said["report"] if number == 1 else said["reports"].format(number=number)
        outlets = ", ".join(sources.outlets(figure.mentions))
        told.append(said["sides"].format(said=one_line(figure.said), reports=reports, outlets=outlets))
    name = export_words(found.rule.language).get(f"slot_{slot}", slot)
    return f"{name}: {' / '.join(told)}"


def _facts(found: Found, row: EventRow) -> tuple[tuple[Fact, ...], int]:
    """The statements on the event, those that show the occasion first, and how many there is no room for."""
    first, standing = set(found.occasion.mentions), found.known.standing
    seen = [s for s in found.known.event.statements if standing.is_seen(s.mention, found.known.look)]
    rows = [claim_row(found.known.event, s, row.what, standing.sources) for s in seen]
    rows.sort(key=lambda r: (r.mention not in first, r.day, r.mention))
    facts = []
    for r in rows:
        url = standing.filed(r.mention).article.url
        said = _whose(r.voice, r.source, r.cue, found.rule.language)
        facts.append(Fact(r.evidence, r.outlet, url, r.day, r.voice, r.source, r.cue, said))
    told = tuple(dict.fromkeys(facts))
    return told[:_MOST_FACTS], max(0, len(told) - _MOST_FACTS)


def _whose(voice: str, source: str | None, cue: str | None, language: str) -> str:
    """Whose word it is, with the word that attributes it; nothing for the outlet's own."""
    if voice == "outlet" or (source is None and cue is None):
        return ""
    said = export_words(language)
    return f"{said[f'voice_{voice}']} {source or said['unnamed']}" + (f" (“{cue}”)" if cue else "")


# -- as text ------------------------------------------------------------------------


def text_of(alert: Alert) -> str:
    """An alert in plain words."""
    said = _tables()[alert.language]
    parts = [alert.subject, *alert.notes, ""]
    for fact in alert.facts:
        who = ", ".join(filter(None, (fact.outlet, _said_day(fact.day, alert.language), fact.said)))
        parts += [f"“{fact.sentence}”", f"— {who}", *([fact.url] if fact.url else []), ""]
    if alert.more:
        parts.append(said["more"].format(number=alert.more))
    if alert.link:
        parts.append(f"{said['page']}: {alert.link}")
    return "\n".join([*parts, f"{said['rule']}: {alert.rule}"])


def subject_of(alerts: Sequence[Alert]) -> str:
    """The subject of one message with these alerts of one rule."""
    if len(alerts) == 1:
        return alerts[0].subject
    return _tables()[alerts[0].language]["digest"].format(number=len(alerts), rule=alerts[0].rule)
