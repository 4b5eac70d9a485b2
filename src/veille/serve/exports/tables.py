"""The tables that can be taken out of a record: columns with their meaning. rows.py fills them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from veille.serve.exports.columns import Column, Table
from veille.serve.exports.entries import EventEntry, MentionEntry, interval
from veille.serve.pledges import PledgeRow
from veille.values import Place


def _place(name: str) -> Callable[[EventEntry], Any]:
    def take(entry: EventEntry) -> Any:
        place: Place | None = entry.places[0] if entry.places else None
        return getattr(place, name) if place else None

    return take


def _event(name: str) -> Callable[[EventEntry], Any]:
    return lambda entry: getattr(entry.event, name)


def _row(name: str) -> Callable[[EventEntry], Any]:
    return lambda entry: getattr(entry.row, name)


def _mention(name: str) -> Callable[[MentionEntry], Any]:
    return lambda entry: getattr(entry.mention, name)


def _converted(name: str) -> Callable[[PledgeRow], Any]:
    return lambda row: getattr(row.converted, name) if row.converted else None


EVENT = Column("event", "string", "id of the event")
KIND = Column("kind", "string", "kind of mention (docs/kinds.md)")
WHAT = Column("what", "string", "the event in one line")
EVIDENCE = Column("evidence", "string", "a sentence that says so, as its article has it")

EVENTS = Table(
    "events",
    "Events",
    "One row for each event: what one or several articles tell.",
    (
        Column("event", "string", "id of the event", lambda e: e.event.id, key=True),
        Column(
            "day",
            "string",
            "when it happened, ISO 8601: a day, or an interval; empty where nobody says",
            lambda e: interval(e.days),
        ),
        Column("first_day", "date", "the first day that this may mean", lambda e: e.days[0]),
        Column("last_day", "date", "the last day that this may mean", lambda e: e.days[1]),
        Column("first_known", "date", "day of the first article that tells it", _event("first_known")),
        Column("last_known", "date", "day of the last article that tells it", _event("last_known")),
        Column("kind", "string", KIND.about, _event("kind")),
        Column("plover_type", "string", "PLOVER 2021 type", lambda e: e.plover.type),
        Column("plover_mode", "string", "PLOVER 2021 mode", lambda e: e.plover.mode),
        Column("what", "string", WHAT.about, _row("what")),
        Column("actor", "list", "who acts", _row("actor")),
        Column("actor_ids", "list", "alpha-3 codes or ids of who acts", lambda e: e.parties("actor")),
        Column("recipient", "list", "who is acted on", _row("recipient")),
        Column("recipient_ids", "list", "alpha-3 codes or ids of who is acted on", lambda e: e.parties("recipient")),
        Column("place", "string", "where, by the place that most reports name", _row("place")),
        Column("country", "string", "ISO 3166-1 alpha-3 of that place", _place("country")),
        Column("latitude", "number", "degrees, WGS 84; empty where the gazetteer has none", _place("lat")),
        Column("longitude", "number", "degrees, WGS 84; empty where the gazetteer has none", _place("lon")),
        Column("place_precision", "string", "city, region, country, sea or site", _place("precision")),
        Column("status", "string", "happened, ongoing, future, hypothetical or negated", _event("status")),
        Column("state", "string", "where its lifecycle stands on the day asked about", _row("state")),
        Column("origins", "integer", "independent reports", _row("origins")),
        Column("articles", "integer", "articles that carry it, copies included", _row("articles")),
        Column("outlets", "list", "sites of those articles", _row("outlets")),
        Column("disputed", "list", "slots on which articles contradict one another", _row("disputed")),
        Column(
            "word_of",
            "list",
            "whose word it is, where no outlet tells it in its own voice; \"?\" is somebody who is not named",
            lambda e: tuple(name or "?" for name in e.row.word_of),
        ),
        Column("denied_by", "list", "who denies it", _row("denied_by")),
        Column("judged", "string", "what an analyst says of it", _event("judged")),
        Column("review", "list", "why an analyst should look at it", _event("review")),
        Column("story", "string", "id of its story", _event("story")),
        Column("part_of", "string", "the shared sum or package that it is a share of", _event("part_of")),
        Column("confidence", "number", "between 0 and 1", _event("confidence")),
        Column("mentions", "list", "ids of its mentions", _event("mentions")),
        Column("evidence", "string", EVIDENCE.about, _row("evidence")),
    ),
)
MENTIONS = Table(
    "mentions",
    "Mentions",
    "One row for each statement of one article: its evidence.",
    (
        Column("mention", "string", "id of the mention", _mention("id"), key=True),
        Column("event", "string", "the event that it was joined to", lambda e: e.event),
        Column("article", "string", "id of its article", lambda e: e.filed.article.id),
        Column("outlet", "string", "site of the article", lambda e: e.outlet),
        Column("known_on", "date", "day from which the article is known", lambda e: e.filed.known_on),
        Column("kind", "string", KIND.about, _mention("kind")),
        Column("plover_type", "string", "PLOVER 2021 type", lambda e: e.mention.plover.type),
        Column("plover_mode", "string", "PLOVER 2021 mode", lambda e: e.mention.plover.mode),
        Column("plover_contexts", "list", "PLOVER 2021 contexts", lambda e: e.mention.plover.contexts),
        Column("status", "string", "happened, ongoing, future, hypothetical or negated", _mention("status")),
        Column("historical", "boolean", "told as background", _mention("historical")),
        Column(
            "stance",
            "string",
            "claim, confirm, deny or report; empty for the outlet's own voice",
            lambda e: e.said("stance"),
        ),
        Column("source", "string", "whose word it is, as the text names them", lambda e: e.source),
        Column("cue", "string", "the word that attributes it", lambda e: e.said("cue")),
        Column("trigger", "string", "the word that fired", lambda e: e.mention.trigger.said),
        Column("evidence", "string", "the sentence", lambda e: e.mention.evidence.said),
        Column(
            "start",
            "integer",
            "where it begins in the article's text, in code points",
            lambda e: e.mention.evidence.start,
        ),
        Column("end", "integer", "where it ends, exclusive", lambda e: e.mention.evidence.end),
        Column("slots", "object", "the values with their spans, as in `veille read --json`", lambda e: e.slots),
        Column("confidence", "number", "between 0 and 1", _mention("confidence")),
        Column("rule", "string", "the rule that fired", _mention("rule")),
    ),
)
ARTICLES = Table(
    "articles",
    "Articles",
    "One row for each article behind the events.",
    (
        Column("article", "string", "id of the article", lambda e: e.filed.article.id, key=True),
        Column("title", "string", "its title", lambda e: e.filed.article.title),
        Column("outlet", "string", "its site", lambda e: e.outlet),
        Column("url", "string", "its address", lambda e: e.filed.article.url),
        Column("language", "string", "ISO 639-1", lambda e: e.filed.article.language),
        Column("published", "string", "as the page says, ISO 8601; empty when it does not", lambda e: e.published),
        Column("known_on", "date", "day from which the record may use it", lambda e: e.filed.known_on),
        Column("read_at", "datetime", "when it was read, UTC", lambda e: e.filed.read_at),
        Column("version", "integer", "version of its page", lambda e: e.filed.version),
        Column("superseded", "boolean", "whether a later version of the page is there", lambda e: e.filed.superseded),
        Column("withdrawn_at", "datetime", "when its page was found gone", lambda e: e.filed.withdrawn_at),
        Column("sha256", "string", "of the bytes that it was read from", lambda e: e.filed.snapshot),
        Column("origin", "string", "what copies and translations of one report share", lambda e: e.origin),
        Column("story", "string", "id of its story", lambda e: e.story),
        Column("rules", "string", "version of the rules that read it", lambda e: e.filed.rules),
    ),
)
STORIES = Table(
    "stories",
    "Stories",
    "One row for each matter that several articles are on.",
    (
        Column("id", "string", "id of the story", key=True),
        Column("title", "string", "title of its first article"),
        Column("first_known", "date", "day of its first article"),
        Column("last_known", "date", "day of its last article"),
        Column("articles", "list", "ids of its articles"),
    ),
)
DEADLINES = Table(
    "deadlines",
    "Deadlines",
    "One row for each deadline, as it stands on the day asked about.",
    (
        Column("event", "string", EVENT.about, key=True),
        KIND,
        Column("actor", "list", "who sets it"),
        Column("recipient", "list", "to whom"),
        Column("about", "string", "what is asked, or else what"),
        Column("set_on", "date", "when it was set, as far as known"),
        Column("due", "date", "its last day; empty where the text does not allow one"),
        Column("days", "integer", "days left, negative once past"),
        Column("state", "string", "issued, extended, shortened, met, rejected, withdrawn, enforced; passed: outcome unknown; or open"),
        Column("said", "string", "its wording"),
        Column("others", "list", "other days that articles give for it"),
        Column("steps", "list", "day and state of each move", lambda r: tuple(f"{s.day} {s.state}" for s in r.steps)),
        Column("origins", "integer", "independent reports"),
        EVIDENCE,
    ),
)  # fmt: skip
PLEDGES = Table(
    "pledges",
    "Pledges",
    "One row for each pledge or delivery. Stages, a shared sum and its shares, and repeated announcements must not be added up.",
    (
        Column("event", "string", EVENT.about, key=True),
        Column("day", "string", "when it was made, ISO 8601; when first known, where nobody says"),
        Column("donors", "list", "who gives"),
        Column("recipient", "list", "to whom"),
        Column("stage", "string", "announced, committed, allocated, delivered or cut"),
        Column("amount", "decimal", "the sum that most reports give"),
        Column("currency", "string", "ISO 4217"),
        Column("said", "string", "its wording"),
        Column("others", "list", "other wordings of a disputed sum"),
        Column("about", "string", "programme or items"),
        Column("part_of", "string", "event of the shared sum that it is a share of"),
        Column("parts", "list", "events that are shares of it"),
        Column("repeats", "string", "event of the announcement that it makes again: no new money"),
        Column("review", "list", "why an analyst should look at it"),
        Column("origins", "integer", "independent reports"),
        Column(
            "converted",
            "decimal",
            "the sum in the currency asked for, at the ECB's rate of the day",
            _converted("value"),
        ),
        Column("converted_currency", "string", "that currency", _converted("currency")),
        Column("rate", "decimal", "what one unit was worth", _converted("rate")),
        Column("rate_day", "date", "day of that rate", _converted("day")),
        EVIDENCE,
    ),
)
TOTALS = Table(
    "totals",
    "Totals of pledges",
    "One row for each set of donors, stage and currency; nothing is counted twice.",
    (
        Column("donors", "list", "who gives, together where `shared`"),
        Column("stage", "string", "announced, committed, allocated, delivered or cut"),
        Column("currency", "string", "ISO 4217"),
        Column("total", "decimal", "what it comes to"),
        Column("shared", "boolean", "whether several donors give one sum together"),
        Column("converted", "decimal", "in the currency asked for; empty unless all of it has a rate"),
        Column("rates", "list", "the dated rates used"),
        Column("events", "list", "the events that are added up"),
    ),
)
CLAIMS = Table(
    "claims",
    "Claims",
    "One row for each statement on an event that is somebody's word, or the outlet's own where somebody denies the event.",
    (
        EVENT,
        KIND,
        WHAT,
        Column("day", "date", "day from which it is known"),
        Column("voice", "string", "claim, confirm, deny, report or outlet"),
        Column("source", "string", "who says so; empty where the text does not name them"),
        Column("cue", "string", "the word that attributes it"),
        Column("outlet", "string", "the site that carries it"),
        Column("origin", "string", "what copies of one report share"),
        Column("mention", "string", "id of the mention", key=True),
        EVIDENCE,
    ),
)
CONFLICTS = Table(
    "conflicts",
    "Conflicts",
    'One row for each of the values that cannot all be true; slot "happened" where somebody denies the event.',
    (
        Column("event", "string", EVENT.about, lambda c: c.row.event, key=True),
        Column("kind", "string", KIND.about, lambda c: c.row.kind),
        Column("what", "string", WHAT.about, lambda c: c.row.what),
        Column("day", "string", "when it happened, or was first known", lambda c: c.row.day),
        Column("slot", "string", "what they differ on", lambda c: c.row.slot, key=True),
        Column("value", "string", "the value, normalised", lambda c: c.side.value, key=True),
        Column("said", "string", "its wording", lambda c: c.side.said),
        Column("origins", "integer", "independent reports that give it", lambda c: c.side.origins),
        Column("outlets", "list", "sites that carry it", lambda c: c.side.outlets),
        Column("mentions", "list", "ids of the mentions", lambda c: c.side.mentions),
    ),
)
ACTORS = Table(
    "actors",
    "Actors",
    "One row for each party to the events.",
    (
        Column("entity", "string", "country:ALPHA-3, a Wikidata id or name:...", key=True),
        Column("name", "string", "what it is called"),
        Column("country", "string", "ISO 3166-1 alpha-3"),
        Column("events", "integer", "events that it takes part in"),
        Column("acts", "integer", "events in which it acts"),
        Column("receives", "integer", "events in which it is acted on"),
        Column("speaks", "integer", "events on which it is quoted"),
        Column("first_day", "string", "day of its first event"),
        Column("last_day", "string", "day of its last event"),
        Column("kinds", "list", "kinds of those events, with their number"),
    ),
)
TABLES = {
    table.name: table
    for table in (EVENTS, MENTIONS, ARTICLES, STORIES, DEADLINES, PLEDGES, TOTALS, CLAIMS, CONFLICTS, ACTORS)
}
