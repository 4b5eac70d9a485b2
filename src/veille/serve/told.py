"""An event in one line, from the figures that its articles give: who, whom, what, how much, by when, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from veille.model import Mention
from veille.reconcile.disputes import MOVED
from veille.reconcile.figures import bounds
from veille.reconcile.profile import COUNTED, party_key, place_key
from veille.record import Conflict, Event, Figure, Filed
from veille.store.base import Store
from veille.values import Entity, Place
from veille.world.countries import countries

#: slots told in words, then numbers
_WORDS = ("demand", "content", "consequence", "items", "weapon", "programme", "purpose", "condition")
_COUNTS = ("count", "rate", "killed", "wounded", "displaced")
#: language of the reader -> what stands before a slot, and the words between names
_BEFORE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "consequence": "or else: ",
        "weapon": "with ",
        "programme": "under ",
        "condition": "if ",
        "killed": "killed ",
        "wounded": "wounded ",
        "displaced": "displaced ",
        "nobody": "not said",
        "others": "{names} and {more} others",
    },
    "fr": {
        "consequence": "sinon : ",
        "weapon": "arme : ",
        "programme": "au titre de : ",
        "condition": "si : ",
        "killed": "tués : ",
        "wounded": "blessés : ",
        "displaced": "déplacés : ",
        "nobody": "non dit",
        "others": "{names} et {more} autres",
    },
}
_PEOPLE = ("killed", "wounded", "displaced")
#: how much of a slot's wording a headline takes, in characters
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Sources:
    """The mentions and articles behind some events. `gone` has the day from which an edited or withdrawn article no longer counts.

    `language` is the reader's: countries are named in it.
    """

    mentions: dict[str, Mention]
    article_of: dict[str, str]
    filed: dict[str, Filed]
    gone: dict[str, str]
    language: str = "en"

    @classmethod
    def of(cls, store: Store, events: Iterable[Event], language: str = "en") -> Sources:
        """All mentions of these events, with those that move their lifecycles, and their articles."""
        rows = store.mentions({m for event in events for m in (*event.mentions, *event.follows)})
        filed = store.articles({article for article, _ in rows.values()})
        gone = {i: day for i, f in filed.items() if (day := _gone(store, f))}
        return cls({i: m for i, (_, m) in rows.items()}, {i: a for i, (a, _) in rows.items()}, filed, gone, language)

    def is_groundless(self, event: Event, day: str) -> bool:
        """Whether by that day every article that told the event was edited or withdrawn."""
        return all(self.gone.get(self.article_of[m], "9999") <= day for m in event.mentions)

    def outlet(self, mention: str) -> str:
        """The site that a mention was published on, else where its page came from."""
        filed = self.filed[self.article_of[mention]]
        return filed.article.site or filed.source.rpartition("/")[2]

    def outlets(self, mentions: Iterable[str]) -> tuple[str, ...]:
        """The sites of mentions, each once, in their order."""
        return tuple(dict.fromkeys(self.outlet(m) for m in mentions))

    def day(self, mention: str) -> str:
        """The day from which a mention is known."""
        return self.filed[self.article_of[mention]].known_on

    def sentence(self, mention: str) -> str:
        """A mention's evidence on one line."""
        return one_line(self.mentions[mention].evidence.said)


def _gone(store: Store, filed: Filed) -> str | None:
    """The day from which an article no longer counts: withdrawn, or a later version of its page known."""
    if filed.superseded:
        return min(f.known_on for f in store.versions(filed.page) if f.version > filed.version)
    return filed.withdrawn_at[:10] if filed.withdrawn_at else None


def one_line(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """A text on one line, cut between words to at most `length` characters.

    >>> shortened("to reach a peace deal in Ukraine", 20)
    'to reach a peace …'
    """
    line = one_line(text)
    if len(line) <= length:
        return line
    return line[: length - 1].rpartition(" ")[0].rstrip(",;:") + " …"


def headline(event: Event, sources: Sources) -> str:
    """The event in one line, in the reader's language. Values that cannot all be true stand side by side, with a slash."""
    who, whom = party_names(event, "actor", sources), party_names(event, "recipient", sources)
    before = _BEFORE[sources.language]
    parts = [_parties(who, whom, sources.language)] if who or whom else []
    counted = " ".join(wordings(event, s) for s in _COUNTS if event.slots.get(s)).casefold()
    for slot in _WORDS:
        if event.slots.get(slot) and one_line(event.slots[slot][0].said).casefold() not in counted:
            parts.append(before.get(slot, "") + shortened(event.slots[slot][0].said, _LONGEST))
    parts += [before.get(s, "") + wordings(event, s) for s in _COUNTS if event.slots.get(s)]
    if event.slots.get("amount"):
        parts.append(wordings(event, "amount"))
    if places := event.slots.get("place", ()):
        name = place_name(places[0], sources)
        parts += [name] if name not in (*who, *whom) else []
    return " · ".join(dict.fromkeys(parts))


def _parties(who: Sequence[str], whom: Sequence[str], language: str) -> str:
    acting = join_names(who, language) or _BEFORE[language]["nobody"]
    return f"{acting} → {join_names(whom, language)}" if whom else acting


def disputes(event: Event, sources: Sources) -> tuple[Conflict, ...]:
    """The event's conflicts; a deadline that was shortened or extended since is no dispute about the new one."""
    return tuple(
        c for c in event.conflicts if c.slot != "deadline" or len(standing_figures(event, c.figures, sources)) > 1
    )


def standing_figures(event: Event, figures: Iterable[Figure], sources: Sources) -> tuple[Figure, ...]:
    """Those of a deadline's figures that articles give since it was last shortened or extended."""
    moved = max((s.day for s in event.steps if s.state in MOVED), default="")
    return tuple(f for f in figures if any(sources.day(m) >= moved for m in f.mentions))


def wordings(event: Event, slot: str) -> str:
    """How a slot's value is told; all the values that contradict one another, those of most origins first."""
    odd = [f for c in event.conflicts if c.slot == slot for f in c.figures]
    figures = odd or event.slots[slot][: 2 if slot in COUNTED else 1]
    return (" / " if odd else ", ").join(dict.fromkeys(map(wording, figures)))


def wording(figure: Figure) -> str:
    """A figure's words; of people killed, wounded or displaced the number, so that every language gives the same.

    >>> wording(Figure("killed", "3 person", "trois morts", (), ())), wording(Figure("count", "51 drone", "51 drones", (), ()))
    ('3', '51 drones')
    """
    low, high = bounds(figure.value)
    exact = figure.slot in _PEOPLE and low == high
    return f"{low:,.0f}" if exact else one_line(figure.said)


def join_names(names: Sequence[str], language: str = "en") -> str:
    """Names in a row, at most four of them.

    >>> join_names(["Denmark", "Norway"]), join_names(["a", "b", "c", "d", "e"])
    ('Denmark, Norway', 'a, b, c and 2 others')
    """
    if len(names) <= 4:
        return ", ".join(names)
    return _BEFORE[language]["others"].format(names=", ".join(names[:3]), more=len(names) - 3)


def party_names(event: Event, slot: str, sources: Sources) -> tuple[str, ...]:
    """The names of an event's actors or recipients, of those whom at least half as many mentions name as name the first."""
    figures = event.slots.get(slot, ())
    most = max((len(f.mentions) for f in figures), default=0)
    return tuple(dict.fromkeys(party_name(f, sources) for f in figures if 2 * len(f.mentions) >= most))


def party_name(figure: Figure, sources: Sources) -> str:
    """A country by its name, a person who alone acts for it with the country behind, anybody else as the articles call them."""
    named = [e for m in figure.mentions for e in _entities(sources.mentions[m], figure)]
    country = country_name(figure.value, sources.language)
    if country and named and {e.kind for e in named} == {"person"} and len({e.id for e in named}) == 1:
        return f"{named[0].name} ({country})"
    if country:
        return country
    names = Counter(e.name for e in named)
    return max(names, key=lambda name: (names[name], name)) if names else figure.said


def _entities(mention: Mention, figure: Figure) -> list[Entity]:
    values = mention.slots.get(figure.slot, ())
    return [v for v in values if isinstance(v, Entity) and party_key(v) == figure.value]


def country_name(code: str, language: str = "en") -> str | None:
    """What a country's alpha-3 code stands for in a language; `None` for anything else."""
    return countries(language).labels.get(code)


def place_name(figure: Figure, sources: Sources) -> str:
    """A place as the articles in the reader's language call it, else as the others do; its wording where an analyst gave it."""
    named = [
        (sources.filed[sources.article_of[m]].article.language != sources.language, one_line(v.name))
        for m in figure.mentions
        for v in sources.mentions[m].slots.get("place", ())
        if isinstance(v, Place) and place_key(v) == figure.value
    ]
    return min(named)[1] if named else one_line(figure.said)
