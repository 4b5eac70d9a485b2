"""A brief to mail or print: one HTML page with everything in it, that loads and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from veille import __version__
from veille.ontology import load_kinds
from veille.record import Filed
from veille.serve.claims import ConflictRow
from veille.serve.deadlines import DeadlineRow
from veille.serve.dossier import Dossier
from veille.serve.exports.columns import plain_digits
from veille.serve.exports.entries import EventEntry, MentionEntry, event_entries, interval, mention_entries
from veille.serve.exports.words import in_words, whose_word, words
from veille.serve.pledges import Pledges
from veille.serve.timeline import EventRow
from veille.serve.told import one_line

#: sentences quoted under an event
_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article, and whose word it is: `voice` is `None` for the outlet's own. `number` is the article's in the list."""

    sentence: str
    language: str
    outlet: str
    day: str
    article: str
    number: int
    voice: str | None
    source: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event, when it happened if anybody says, and some of its sentences, one of each origin first; `more` counts those left out."""

    row: EventRow
    when: str | None
    quotes: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list of sources. `url` is a web address or `None`."""

    ident: str
    outlet: str
    title: str
    url: str | None
    language: str
    published: str | None
    read_at: str
    sha256: str
    superseded: bool
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief says, ready to be set."""

    title: str
    day: str
    events: tuple[Told, ...]
    deadlines: tuple[DeadlineRow, ...]
    conflicts: tuple[ConflictRow, ...]
    pledges: Pledges
    articles: tuple[Listed, ...]
    outlets: tuple[str, ...]
    origins: int
    rules: tuple[str, ...]
    more: bool


def brief_of(
    told: Dossier, title: str, deadlines: Iterable[DeadlineRow], conflicts: Iterable[ConflictRow], pledges: Pledges
) -> Brief:
    """The brief of a dossier; the other rows are those of the same question."""
    filed = told.articles()
    numbers = {one.article.id: number for number, one in enumerate(filed, 1)}
    by_event: dict[str, list[MentionEntry]] = {}
    for entry in mention_entries(told):
        by_event.setdefault(entry.event or "", []).append(entry)
    listed = tuple(_listed(one) for one in filed)
    return Brief(
        title=title,
        day=told.asked.day,
        events=tuple(_told(entry, by_event[entry.event.id], told.origins, numbers) for entry in event_entries(told)),
        deadlines=tuple(deadlines),
        conflicts=tuple(conflicts),
        pledges=pledges,
        articles=listed,
        outlets=tuple(dict.fromkeys(one.outlet for one in listed)),
        origins=len({told.origins.get(one.article.id, one.article.id) for one in filed}),
        rules=tuple(sorted({one.rules for one in filed})),
        more=told.more,
    )


def brief_bytes(brief: Brief, language: str) -> bytes:
    """The page, in French or English. Raises QueryError for another language."""
    said = words(language)
    page = (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            words=said,
            language=language,
            version=__version__,
            word=partial(whose_word, language=language),
            state=partial(in_words, language=language),
            stage=partial(_named, said, "stage"),
            slot=partial(_named, said, "slot"),
            status=partial(_named, said, "status"),
            kind=lambda name: load_kinds()[name].label[language],
            money=partial(grouped, language=language),
        )
    )
    return page.encode()


def _told(
    told: EventEntry, entries: list[MentionEntry], origins: Mapping[str, str], numbers: Mapping[str, int]
) -> Told:
    """An event's sentences: one of each origin, then the others, each sentence once."""
    seen: set[str] = set()
    ranked = []
    for position, entry in enumerate(entries):
        origin = origins.get(entry.filed.article.id, entry.filed.article.id)
        ranked.append((origin in seen, position, entry))
        seen.add(origin)
    quotes = [_quote(entry, numbers[entry.filed.article.id]) for _, _, entry in sorted(ranked, key=lambda r: r[:2])]
    once = list({(q.sentence, q.article): q for q in quotes}.values())
    return Told(told.row, interval(told.days), tuple(once[:_QUOTES]), len(once[_QUOTES:]))


def _quote(entry: MentionEntry, number: int) -> Quote:
    return Quote(
        sentence=one_line(entry.mention.evidence.said),
        language=entry.filed.article.language,
        outlet=entry.outlet,
        day=entry.filed.known_on,
        article=f"a{entry.filed.article.id}",
        number=number,
        voice=entry.said("stance"),
        source=entry.source,
        cue=entry.said("cue"),
    )


def _listed(filed: Filed) -> Listed:
    article = filed.article
    url = article.url if (article.url or "").startswith(("http://", "https://")) else None
    return Listed(
        ident=f"a{article.id}",
        outlet=article.site or filed.source.rpartition("/")[2],
        title=one_line(article.title or article.id),
        url=url,
        language=article.language,
        published=article.published.value[:10] if article.published else None,
        read_at=filed.read_at,
        sha256=filed.snapshot,
        superseded=filed.superseded,
        withdrawn=filed.withdrawn_at[:10] if filed.withdrawn_at else None,
    )


def _named(said: Mapping[str, str], group: str, name: str) -> str:
    """A name in words; one without words as it is."""
    return said.get(f"{group}_{name}", name)


def grouped(value: Decimal, language: str) -> str:
    """A sum with its digits in groups of three, as the language writes them.

    >>> grouped(Decimal("1500000.50"), "en"), grouped(Decimal("1500000"), "fr")
    ('1,500,000.5', '1 500 000')
    """
    whole, point, rest = plain_digits(value).partition(".")
    split = f"{int(whole):,}"
    return f"{split}{point}{rest}" if language == "en" else split.replace(",", " ") + (f",{rest}" if rest else "")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("veille.serve.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
