"""Sums that a sentence shares out among donors, told without a verb that gives.

"Kuwait gave $40 million, Qatar $20 million"; "Denmark's part is 580 million kroner"; "$30 million from Norway".
The verb stands with the first donor or with the total, in this sentence or one before it; each further donor's sum
is a mention of its own, with that telling's kind, status and recipient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from veille.annotate.annotated import Annotated
from veille.annotate.numerals import find_numerals
from veille.annotate.tokens import Sentence, Token
from veille.extract.classes import noun_classes
from veille.extract.summary import summarise
from veille.model import Mention, Plover, Value
from veille.values import Entity, Money, Span

#: kinds that give or withhold sums
_GIVING = frozenset({"pledge", "aid", "sanction"})
#: how many sentences further a total is still the one that is shared out
_FURTHER = 3
#: a number without its currency is a sum from here on: "Norway 40 million"
_LARGE = 100_000
#: how far a sum's value in other money stands behind it, in characters
_BESIDE = 20
_MARKS = frozenset({",", ";", ":", "—", "–", "-", "(", "."})


#: the pledge that a share belongs to where no article told it
_UNTOLD = Mention("", "pledge", Plover("AGREE"), Span(0, 0, ""), Span(0, 0, ""), "future", {}, confidence=0.5)


@dataclass(frozen=True, slots=True)
class _Share:
    """A donor's sum: who gives, how much, and the words that say so."""

    donors: tuple[Entity, ...]
    amount: Money
    trigger: Span


def share_out(
    annotated: Annotated, sentence: Sentence, own: Sequence[Mention], before: Sequence[Mention]
) -> list[Mention]:
    """The sentence's own mentions, and one for each sum that it gives a further donor."""
    whole = _whole(annotated, sentence, own, before)
    if whole is None:
        return [*own, *(_mention(annotated, sentence, _UNTOLD, share) for share in _alone(annotated, sentence))]
    taken = {m.span for o in own if o.kind in _GIVING for m in _sums(o)[:1]}
    shares = [s for s in _shares(annotated, sentence, whole, whole in own) if s.amount.span not in taken]
    shares = [s for s in shares if not _known(s, own)]
    spans = {s.amount.span for s in shares}
    kept = [_without(mention, spans) if mention.kind in _GIVING else mention for mention in own]
    return kept + [_mention(annotated, sentence, whole, share) for share in shares]


def _alone(annotated: Annotated, sentence: Sentence) -> Iterator[_Share]:
    """A contribution whose whole nobody told, where the sentence or one beside it speaks of help."""
    words = noun_classes(annotated.pack)
    near = annotated.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    helped = words["aid_goods"] | words["armament"] | words["donation"]
    for amount in annotated.amounts:
        if sentence.span.start <= amount.span.start < sentence.span.end and amount.value >= _LARGE:
            share = _owned(annotated, sentence, amount)
            noun = share.trigger if share else None
            if share and any(t.lemma in helped and t.start != noun.start for s in near for t in s.tokens if noun):
                yield share


def _whole(
    annotated: Annotated, sentence: Sentence, own: Sequence[Mention], before: Sequence[Mention]
) -> Mention | None:
    """The giving that the sentence's sums are parts of or go on with: its own, or the last one told shortly before."""
    mine = [m for m in own if m.kind in _GIVING and _sums(m)]
    if mine:
        return mine[0]
    start = annotated.sentences[max(0, sentence.index - _FURTHER)].span.start
    near = [m for m in before if m.kind in ("pledge", "aid") and m.evidence.start >= start]
    return near[-1] if near else None


def _sums(mention: Mention) -> list[Money]:
    return [v for v in mention.slots.get("amount", ()) if isinstance(v, Money)]


def _known(share: _Share, own: Sequence[Mention]) -> bool:
    """Whether another mention of the sentence already tells this donor's sum."""
    ids = {e.id for e in share.donors}
    return any(
        m.kind in _GIVING
        and share.amount.span in {v.span for v in _sums(m)}
        and ids & {e.id for e in m.slots.get("actor", ()) if isinstance(e, Entity)}
        for m in own
    )


def _in_other_money(annotated: Annotated, amount: Money) -> list[Money]:
    """The same sum in another currency, right behind it: "1.5 billion kroner, around $147 million"."""
    text = annotated.article.text
    return [
        other
        for other in annotated.amounts
        if 0 < other.span.start - amount.span.end < _BESIDE
        and other.currency != amount.currency
        and not re.search(r"[^\W\d_]{8,}|[.;:]", text[amount.span.end : other.span.start])
        and re.match(r"\s*[,(—–]", text[amount.span.end :])
    ][:1]


def _without(mention: Mention, spans: set[Span]) -> Mention:
    """The mention without the sums that are others' shares."""
    kept = tuple(v for v in mention.slots.get("amount", ()) if not (isinstance(v, Money) and v.span in spans))
    if len(kept) == len(mention.slots.get("amount", ())) or not kept:
        return mention
    return replace(mention, slots={**mention.slots, "amount": kept})


def _shares(annotated: Annotated, sentence: Sentence, whole: Mention, own: bool) -> Iterator[_Share]:
    begun = own  # whether a verb of giving went before in the sentence
    for amount in _amounts(annotated, sentence, whole):
        share = (
            (_gapped(annotated, sentence, amount) if begun else None)
            or _owned(annotated, sentence, amount)
            or _from(annotated, sentence, amount, whole)
            or (None if own else _given(annotated, sentence, amount))
        )
        if share and not _is_gotten(whole, share):
            begun = True
            yield share


def _amounts(annotated: Annotated, sentence: Sentence, whole: Mention) -> list[Money]:
    """The sentence's sums, and its large numbers without a currency of their own: they have the total's."""
    found = [m for m in annotated.amounts if sentence.span.start <= m.span.start < sentence.span.end]
    base = sentence.span.start
    currency = next((m.currency for m in (*found, *_sums(whole))), None)
    for numeral in find_numerals(annotated.article.text[base : sentence.span.end], annotated.pack):
        span = Span.of(annotated.article.text, base + numeral.start, base + numeral.end)
        behind = next((t for t in sentence.tokens if t.start >= span.end), None)
        alone = behind is None or behind.pos in ("PUNCT", "CCONJ") or behind.case in ("from",) or behind.form == "from"
        if currency and numeral.value >= _LARGE and alone and not any(m.span.overlaps(span) for m in found):
            found.append(Money(span, numeral.value, currency, None, numeral.modifier))
    return sorted(found, key=lambda m: m.span.start)


def _before(sentence: Sentence, amount: Money) -> list[Token]:
    return [t for t in sentence.tokens if t.end <= amount.span.start]


def _gapped(annotated: Annotated, sentence: Sentence, amount: Money) -> _Share | None:
    """ "..., Norway some $135 million": a donor and a sum between two marks, and no verb."""
    words = noun_classes(annotated.pack)
    segment: list[Token] = []
    for token in reversed(_before(sentence, amount)):
        if token.form in _MARKS or token.pos in ("CCONJ", "SCONJ"):
            break
        segment.insert(0, token)
    else:
        return None  # at the head of the sentence: nothing went before whose verb it could have
    donor = next((t for t in segment if annotated.actors.resolve(sentence, t.i) and t.pos in ("PROPN", "NOUN")), None)
    if donor is None or any(t.pos in ("VERB", "AUX") for t in segment):
        return None
    donors = annotated.actors.resolve(sentence, donor.i)
    others = [t for t in segment if not any(t.start < e.span.end and e.span.start < t.end for e in donors)]
    plain = all(
        t.pos in ("DET", "ADV", "SYM", "PUNCT", "PART", "ADJ", "NUM")
        or t.lemma in words["donation"] | words["mere_sum"] | words["bundle"] | words["share"]
        or (
            t.pos == "ADP"
            and (t.i > donor.i and t.lemma in ("de", "of", "with", "for", "about", "around", "avec", "pour"))
        )
        for t in others
    )
    return _Share(tuple(donors), amount, amount.span) if plain else None


def _owned(annotated: Annotated, sentence: Sentence, amount: Money) -> _Share | None:
    """ "Denmark's part is 580 million kroner", "la contribution de la Norvège s'élève à 147 millions"."""
    words, verbs = noun_classes(annotated.pack)["share"], annotated.predicator.verbs
    before = _before(sentence, amount)
    noun = next((t for t in reversed(before) if t.pos == "NOUN" and t.lemma in words), None)
    if noun is None:
        return None
    roles = annotated.predicator.noun(sentence, noun.i).roles
    owners = [k for name in ("poss", "de", "of", "by", "par", "from") for k in roles.get(name, [])]
    donors = [e for k in owners for e in annotated.actors.resolve(sentence, k)]
    donors += [e for k in roles.get("adj", []) for e in annotated.actors.of_adjective(sentence, k)]
    donors = donors or [_owner(annotated, e) for e in annotated.actors.resolve(sentence, noun.i, through=True)]
    between = [t for t in before if t.i > noun.i]
    verb = [t for t in between if t.pos in ("VERB", "AUX")]
    amounts_to = verb and all(verbs.has(t.lemma, "amount_to") or t.pos == "AUX" for t in verb)
    if not donors or not amounts_to or any(t.form in (",", ";") for t in between):
        return None
    return _Share(tuple(donors), amount, Span.of(annotated.article.text, noun.start, noun.end))


def _owner(annotated: Annotated, thing: Entity) -> Entity:
    """Whose the thing is: "sa contribution", "its part"."""
    return replace(thing, name=annotated.actors.country_name(thing.country), kind="state") if thing.country else thing


def _from(annotated: Annotated, sentence: Sentence, amount: Money, whole: Mention) -> _Share | None:
    """ "$30 million from Norway", "30 millions de dollars du Qatar": right behind the sum."""
    behind = [t for t in sentence.tokens if t.start >= amount.span.end][:6]
    origin = ("from", "de", "à charge de", "à la charge de")
    if (
        not behind
        or behind[0].pos not in ("ADP", "VERB")
        or behind[0].lemma not in ("from", "de", "venir", "provenir", "coming")
    ):
        return None
    donor = next(
        (t for t in behind[1:] if annotated.actors.resolve(sentence, t.i) and t.pos in ("PROPN", "NOUN")), None
    )
    if donor is None or donor.case not in origin:
        return None
    if any(t.pos in ("VERB", "AUX") or (t.pos == "NOUN" and t is not donor) for t in behind[1 : behind.index(donor)]):
        return None
    verb = next((sentence.tokens[k] for k in sentence.path(donor.i) if sentence.tokens[k].pos == "VERB"), None)
    told = verb is not None and whole.trigger.start == verb.start
    if verb is not None and not told and not annotated.predicator.verbs.has(verb.lemma, "amount_to"):
        return None
    donors = [e for e in annotated.actors.resolve(sentence, donor.i) if e.country or e.kind == "organisation"]
    return _Share(tuple(donors), amount, amount.span) if donors else None


def _given(annotated: Annotated, sentence: Sentence, amount: Money) -> _Share | None:
    """ "Sweden is giving $275 million": a verb of giving with a donor and a sum, after a total was told."""
    for token in _before(sentence, amount):
        if token.pos != "VERB" or not annotated.predicator.verbs.has(token.lemma, "gives_sum"):
            continue
        predication = annotated.predicator.build(sentence, token.i)
        donors = [e for k in predication.roles.get("subject", []) for e in annotated.actors.resolve(sentence, k)]
        objects = [
            k for name in ("object", "for", "pour", "à hauteur de", "with") for k in predication.roles.get(name, [])
        ]
        mine = any(_touches(sentence, k, amount) for k in objects)
        if mine and donors and not predication.negated and all(e.kind != "group" for e in donors):
            return _Share(tuple(donors), amount, Span.of(annotated.article.text, token.start, token.end))
    return None


def _touches(sentence: Sentence, i: int, amount: Money) -> bool:
    token = sentence.tokens[i]
    return token.start < amount.span.end and amount.span.start < token.end


def _is_gotten(whole: Mention, share: _Share) -> bool:
    """Whether the donor is rather who gets the total: "France gave Chad $40 million, Niger $30 million"."""
    theirs = {e.id for e in whole.slots.get("recipient", ()) if isinstance(e, Entity)}
    trigger, sums = whole.trigger, _sums(whole)
    got = [e for e in whole.slots.get("recipient", ()) if isinstance(e, Entity)]
    dative = any(trigger.end <= e.span.start < sums[0].span.start for e in got) if sums else False
    return bool(theirs & {e.id for e in share.donors}) or (dative and share.trigger == share.amount.span)


def _mention(annotated: Annotated, sentence: Sentence, whole: Mention, share: _Share) -> Mention:
    slots: dict[str, tuple[Value, ...]] = {"actor": share.donors}
    ids = {e.id for e in share.donors}
    recipients = tuple(e for e in whole.slots.get("recipient", ()) if not (isinstance(e, Entity) and e.id in ids))
    if recipients:
        slots["recipient"] = recipients
    slots["amount"] = (share.amount, *_in_other_money(annotated, share.amount))
    rule = f"{whole.kind}/share"
    start = share.trigger.start
    digest = sha256(f"{annotated.article.id}|{start}|{share.trigger.end}|{rule}".encode()).hexdigest()[:16]
    return Mention(
        digest,
        whole.kind,
        Plover(whole.plover.type, whole.plover.mode, whole.plover.contexts),
        share.trigger,
        sentence.span,
        whole.status,
        slots,
        summarise(whole.kind, slots),
        whole.historical,
        annotated.attributions.of(share.amount.span.start, share.amount.span.end),
        round(max(whole.confidence - 0.1, 0.05), 2),
        rule,
    )
