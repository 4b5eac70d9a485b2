"""The attributions of an article as they are shown: each stretch once, without the words that only introduce it.

The reader of attributions keeps more than that: a mention is looked up in every stretch that may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.model import Attribution
from veille.values import Span

_OPENING = re.compile(r"(?:[\s,;:«»“”\"–—]|(?:that|que)\b|qu['’])+", re.IGNORECASE)
_CLOSING = re.compile(r"[\s,;:«“\"»”–—]+$|\.[\s»”\"]*$")


def told(
    text: str,
    found: Sequence[Attribution],
    hearsay: Sequence[Attribution],
    resuming: frozenset[str],
    going_on: frozenset[str],
) -> list[Attribution]:
    """The attributions in reading order: trimmed, and of several stretches with one cue none inside another.

    `resuming` nouns take up what was said, in the outlet's own words: what stands behind them is no part of it;
    nor is what stands behind a `going_on` participle, by which the speaker goes on to say another thing.
    """
    cut = re.compile(
        rf", (?:an?|une?|the|le|la) (?:[\w-]+ )?(?:{'|'.join(sorted(resuming))})\b|, (?:which|who|whom)\b[^,]*$"
        rf"|, (?:{'|'.join(sorted(going_on))})\b"
    )
    parts = [replace(a, content=part) for a in found for part in _parted(text, a)]
    trimmed = [replace(a, content=_without(text, a, cut)) for a in parts if a.content]
    trimmed = [replace(a, content=_trimmed(text, a)) for a in trimmed if a.content] + list(hearsay)
    kept: list[Attribution] = []
    for a in sorted(trimmed, key=lambda a: (a.cue.start, -_length(a))):
        same = [k for k in kept if k.cue == a.cue]
        if a.content and not any(_holds(k, a) for k in same):
            kept.append(a)
    return sorted(kept, key=lambda a: (a.content.start if a.content else a.cue.start, a.cue.start))


def _parted(text: str, a: Attribution) -> list[Span]:
    """The stretches before and behind a cue that is inserted in what it reports."""
    if a.content is None or a.direct or not a.content.start < a.cue.start or a.cue.end >= a.content.end:
        return [a.content] if a.content else []
    own = [a.cue, *([a.source_span] if a.source_span and a.content.start < a.source_span.start < a.content.end else [])]
    first, last = min(s.start for s in own), max(s.end for s in own)
    before, behind = text.rfind(",", a.content.start, first), text.find(",", last, a.content.end)
    if before < 0 or (behind < 0 and "," in text[a.content.start : before]):
        return [a.content]
    spans = [(a.content.start, before), (behind + 1, a.content.end)] if behind >= 0 else [(a.content.start, before)]
    return [Span.of(text, start, end) for start, end in spans if text[start:end].strip()]


def _without(text: str, a: Attribution, resuming: re.Pattern[str]) -> Span | None:
    """The content up to an apposition that takes it up ("..., a figure that nobody could verify"), quotations apart."""
    if a.content is None or a.direct:
        return a.content
    start, end = a.content.start, a.content.end
    found = next(
        (m for m in resuming.finditer(text, start, end) if m.group().startswith(",") and m.start() > start), None
    )
    outside = found is not None and not (found.start() < a.cue.start < end)
    return Span.of(text, start, found.start()) if found and outside else a.content


def _length(a: Attribution) -> int:
    return a.content.end - a.content.start if a.content else 0


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the stretch of `inner` is no news beside that of `outer`."""
    one, other = outer.content, inner.content
    return bool(one and other and one.start - 2 <= other.start and other.end <= one.end + 2)


def _trimmed(text: str, a: Attribution) -> Span | None:
    """The content without "that", commas and outer quotation marks, and without its own cue and source at an edge."""
    if a.content is None:
        return None
    start, end = a.content.start, a.content.end
    own = [s for s in (a.cue, a.source_span) if s]
    while inside := next((s for s in own if start <= s.start <= start + 1 and s.end < end), None):
        start = inside.end
        own.remove(inside)
        start = _opened(text, start, end)
    start = _opened(text, start, end)
    closing = _CLOSING.search(text, start, end)
    end = closing.start() if closing and closing.start() > start else end
    return Span.of(text, start, end) if start < end else a.content


def _opened(text: str, start: int, end: int) -> int:
    opening = _OPENING.match(text, start, end)
    return opening.end() if opening else start


class Hearsay:
    """Finds what the outlet tells in the conditional of hearsay: "deux hommes auraient franchi la frontière"."""

    def __init__(self, text: str, pack: Pack, predicator: Predicator) -> None:
        words = pack["attribution"]["hearsay"]
        self.text, self.predicator = text, predicator
        self.moods = frozenset(words["moods"])
        self.never = frozenset(words["never"])
        self.supposing = frozenset(words["supposing"])

    def find(self, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> Iterator[Attribution]:
        """An attribution without source for each main clause of hearsay that nobody else is said to tell."""
        for sentence in sentences if self.moods else ():
            for token in sentence.tokens:
                cue = self._conditional(sentence, token)
                own = cue is not None and not self._is_supposed(sentence)
                if cue is None or not own or any(_covers(a, token) for a in found):
                    continue
                inside = sentence.subtree(token.i, frozenset({"advcl", "parataxis"}))
                words = [sentence.tokens[k] for k in inside if sentence.tokens[k].pos != "PUNCT"]
                content = Span.of(self.text, words[0].start, words[-1].end)
                yield Attribution(Span.of(self.text, cue.start, cue.end), "report", None, None, content)

    def _conditional(self, sentence: Sentence, token: Token) -> Token | None:
        """The form that says so, where a clause of its own is in the mood of hearsay."""
        if token.rel not in ("root", "conj") or token.lemma in self.never:
            return None
        group = [token, *sentence.kids(token.i, "aux", "auxpass", "cop")]
        cue = next((t for t in group if t.morph.get("Mood") in self.moods), None)
        told = len(group) > 1 or token.lemma in ("être", "avoir")
        subject = sentence.kids(token.i, "subj", "subjpass")
        first = any(t.morph.get("Person") in ("1", "2") or t.form.lower() == "on" for t in subject)
        return cue if cue and told and subject and not first and cue.lemma not in self.never else None

    def _is_supposed(self, sentence: Sentence) -> bool:
        """Whether the sentence supposes something: "si ...", "sans ce pont, ..."."""
        forms = [t.form.lower() for t in sentence.tokens]
        return forms[0] in self.supposing or not self.supposing.isdisjoint(f for f in forms if f in ("si", "s'"))


def _covers(a: Attribution, token: Token) -> bool:
    return bool(a.content and a.content.start <= token.start and token.end <= a.content.end)
