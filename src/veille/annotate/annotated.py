"""All that the annotators say of one article: what the kinds are matched against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from veille.annotate.actors import ActorReader
from veille.annotate.attribution import AttributionReader
from veille.annotate.casualties import CasualtyReader
from veille.annotate.counts import find_counts
from veille.annotate.located import Locator
from veille.annotate.money import find_amounts
from veille.annotate.places import find_places
from veille.annotate.predications import Predicator
from veille.annotate.sentences import find_sentences
from veille.annotate.speech_acts import SpeechActs
from veille.annotate.syntax import Parser, load_parser
from veille.annotate.times import find_times
from veille.annotate.tokens import Sentence
from veille.annotate.told import Hearsay, told
from veille.lang.pack import Pack
from veille.model import Annotations, Article
from veille.values import Count, Money, Period, Place, Span


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its parsed sentences and everything found in them."""

    article: Article
    pack: Pack
    day: date | None
    sentences: Sequence[Sentence]
    times: Sequence[Period]
    amounts: Sequence[Money]
    counts: Sequence[Count]
    places: Sequence[Place]
    actors: ActorReader
    attributions: AttributionReader
    predicator: Predicator

    @property
    def _ending(self) -> tuple[frozenset[str], frozenset[str]]:
        """Nouns that take up what was just said ("..., an admission that ..."), and participles that say another thing."""
        words = self.pack["attribution"]["nouns"]
        return frozenset(words["resuming"]), frozenset(words["going_on"])

    def annotations(self) -> Annotations:
        """The annotators' findings as values, each list in reading order."""
        speech = self.attributions.speech
        # who is quoted may quote others in turn: that is inside the words quoted
        found = [a for a in self.attributions.found if not any(q[0] <= a.cue.start < q[1] for q in speech)]
        acts = SpeechActs(self.article.text, self.actors, self.pack, self.predicator).find(
            self.sentences, found, speech
        )
        hearsay = Hearsay(self.article.text, self.pack, self.predicator).find(self.sentences, found)
        return Annotations(
            tuple(self.times),
            tuple(self.amounts),
            tuple(self.told_counts()),
            tuple(self.places),
            tuple(self.actors.all()),
            tuple(told(self.article.text, [*found, *acts], list(hearsay), *self._ending)),
        )

    def told_counts(self) -> list[Count]:
        """The counts with what befell those counted, by the syntax; the kinds read the verb themselves and need it not."""
        taken = [t.span for t in self.times] + [a.span for a in self.amounts]
        return find_counts(
            self.article.text, self.pack, exclude=taken, befell=CasualtyReader(self.sentences, self.pack)
        )


def published_day(article: Article) -> date | None:
    """The article's day of publication, when it is known to the day."""
    said = article.published.value[:10] if article.published else ""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def annotate(article: Article, pack: Pack, parser: Parser | None = None) -> Annotated:
    """Annotate an article. Pure: the same article, pack and parser give the same result."""
    parser = parser or load_parser(pack)
    day, text = published_day(article), article.text
    sentences = parser.parse(find_sentences(article, pack))
    predicator = Predicator(pack)
    actors = ActorReader(text, sentences, pack, day, head=article.title or "")
    times = find_times(text, pack, day, tense_at=_tenses(sentences, predicator))
    amounts = find_amounts(text, pack)
    taken: list[Span] = [t.span for t in times] + [a.span for a in amounts]
    counts = find_counts(text, pack, exclude=taken)
    persons = actors.taken()
    hint = actors.countries()
    known = find_places(text, pack, countries_hint=hint, stated=actors.stated(), exclude=persons)
    places = Locator(text, sentences, actors, pack).sort(known, persons, hint)
    paragraphs = [(block.start, block.end) for block in article.blocks]
    attributions = AttributionReader(text, sentences, actors, pack, paragraphs)
    return Annotated(article, pack, day, sentences, times, amounts, counts, places, actors, attributions, predicator)


class _tenses:
    """The tense of the clause that stands at an offset: callable, for `find_times`."""

    def __init__(self, sentences: Sequence[Sentence], predicator: Predicator) -> None:
        self.sentences, self.predicator = sentences, predicator

    def __call__(self, offset: int) -> str | None:
        for sentence in self.sentences:
            if sentence.span.start <= offset < sentence.span.end:
                return self._in(sentence, offset)
        return None

    def _in(self, sentence: Sentence, offset: int) -> str | None:
        token = min(sentence.tokens, key=lambda t: abs(t.start - offset), default=None)
        if token is None:
            return None
        for k in sentence.path(token.i):
            if sentence.tokens[k].pos in ("VERB", "AUX"):
                tense, mood = self.predicator.tense(sentence, k)
                return "future" if mood == "conditional" and tense is None else tense
        return None
