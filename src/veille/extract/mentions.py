"""From matches to the mentions of an article: judged, attributed, each event once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from veille.annotate.annotated import Annotated
from veille.extract.fill import Slots
from veille.extract.judge import SPEECH_ACTS, attribution_of, confidence_of, judge
from veille.extract.match import Match, Miss, find_matches
from veille.extract.sharing import share_out
from veille.extract.summary import summarise
from veille.model import Attribution, Mention, Plover, Unfilled
from veille.ontology import load_kinds
from veille.values import Count, Entity, Money, Period, Place, Span

#: kinds that tell one thing together: the first swallows the second when both fire on one clause
_SWALLOWS = {
    ("ultimatum", "demand"),
    ("ultimatum", "threat"),
    ("pledge", "aid"),
    ("interception", "attack"),
    ("attack", "toll"),
    ("pledge", "agreement"),
    ("pledge", "cooperation"),
    ("pledge", "support"),
    ("pledge", "threat"),
    ("call", "meeting"),
    ("visit", "meeting"),
    ("sanction", "threat"),
    ("sanction", "agreement"),
    ("threat", "attack"),
    ("threat", "sanction"),
    ("demand", "retreat"),
    ("deployment", "pledge"),
    ("deployment", "aid"),
    ("concession", "agreement"),
    ("retreat", "agreement"),
    ("aid", "deployment"),
    ("pledge", "deployment"),
    ("sanction", "retreat"),
    ("sanction", "coercion"),
    ("retreat", "deployment"),
    ("demand", "meeting"),
    ("support", "agreement"),
    ("support", "aid"),
    ("accusation", "protest"),
    ("rejection", "concession"),
    ("threat", "protest"),
}
#: kinds that one word tells, the first of which is figurative: "hit X with sanctions", "backed down"
_ONE_WORD = frozenset(
    {
        ("attack", "sanction"),
        ("retreat", "concession"),
        ("coercion", "sanction"),
        ("deployment", "attack"),
        ("demand", "protest"),
        ("attack", "protest"),
        ("coercion", "protest"),
        ("visit", "aid"),
        ("demand", "pledge"),
        ("demand", "cooperation"),
    }
)
#: kinds told apart by who takes part: an arrival and the welcome are two
_CONSULTED = frozenset({"visit", "meeting", "call"})
#: kinds whose modes are different events: tariffs and an expulsion, an arrest and a seizure
_MODAL = frozenset({"sanction", "coercion", "retreat"})
#: kinds of which an article tells many of one sort
_STRIKING = frozenset({"attack", "coercion", "sanction", "retreat", "deployment", "interception"})
_CASUALTIES = frozenset({"killed", "wounded", "displaced"})
#: groups that may give in the name of states: "world leaders", "four countries"
_LEADING = frozenset({"executive", "igo"})
#: deeds that are announced by those who will do them: the announcement is the outlet's to tell
_ANNOUNCED = frozenset({"sanction", "retreat"})
#: below this, a sum is a price
_PRICE = 1000
#: deeds, told by a verb each
_MATERIAL = frozenset({"deployment", "aid", "retreat", "sanction", "coercion"})
#: code points between the triggers of a noun and a verb that tell one thing ("ont mené une attaque")
_NEAR = 60
#: code points between a sentence and the next of its paragraph, at most
_GAP = 3
#: kinds whose clause holds other kinds as mere content
_CONTENT_SLOTS = ("demand", "consequence", "condition", "content", "purpose")


def extract(annotated: Annotated) -> tuple[tuple[Mention, ...], tuple[Unfilled, ...]]:
    """The mentions of an article in reading order, and the triggers that no rule could fill."""
    mentions: list[Mention] = []
    unfilled: list[Unfilled] = []
    for sentence in annotated.sentences:
        matches: list[Match] = []
        for outcome in find_matches(annotated, sentence):
            if isinstance(outcome, Miss):
                span = Span.of(annotated.article.text, outcome.token.start, outcome.token.end)
                unfilled.append(Unfilled(outcome.kind.name, span, sentence.span, outcome.why))
            else:
                matches.append(outcome)
        made = [mention for match in matches for mention in [_mention(annotated, match)] if mention]
        mentions += share_out(annotated, sentence, _one_each(made), mentions)
    kept = _once(annotated, _with_next(mentions))
    return tuple(sorted(kept, key=lambda m: (m.trigger.start, m.kind))), tuple(unfilled)


def _mention(annotated: Annotated, match: Match) -> Mention | None:
    predication, kind = match.predication, match.kind
    judgement = judge(annotated, kind, match.frame, predication)
    status = judgement.status
    if status is None:
        return None
    if predication.tense == "present" and status in ("happened", "ongoing") and _is_ahead(annotated, match.slots):
        status = "future"
    if kind.name == "cooperation" and status == "future":  # two agree on it; what one alone will buy is no deal yet
        if (
            len({_party(e) for n in ("actor", "recipient") for e in match.slots.get(n, []) if isinstance(e, Entity)})
            < 2
        ):
            return None
        kind = load_kinds()["agreement"]
    if kind.name == "aid" and status == "future":  # what is still to come is promised, not given
        kind = load_kinds()["pledge"]
    parties = [e for name in ("actor", "recipient") for e in match.slots.get(name, []) if isinstance(e, Entity)]
    if (
        predication.nominal
        and kind.name in ("meeting", "call")
        and parties
        and all(e.kind == "group" and not e.country for e in parties)
    ):
        return None  # nobody is named who met
    if kind.name in ("pledge", "aid") and parties and all(e.kind == "group" for e in parties):
        summed = kind.name == "pledge" and match.slots.get("amount")
        if not summed or all(e.role not in _LEADING for e in parties):
            return None  # a bank's loan to a family
    sums = [v.value for v in match.slots.get("amount", []) if isinstance(v, Money)]
    if kind.name in ("pledge", "aid") and sums and max(sums) < _PRICE:
        return None  # "a cap of $47.60 a barrel"
    if kind.name == "attack" and predication.nominal and not _is_placed(match.slots):
        return None
    sentence, token = predication.sentence, predication.token
    trigger = Span.of(annotated.article.text, token.start, token.end)
    slots = {name: tuple(values) for name, values in match.slots.items()}
    attribution = attribution_of(annotated, kind, predication, judgement.hearsay)
    asserted = token.lemma in annotated.pack["attribution"]["verbs"]["claim"] and kind.name not in SPEECH_ACTS
    if attribution is None and asserted and not predication.nominal and len(slots.get("actor", ())) == 1:
        (claimant,) = slots["actor"]  # "X claimed responsibility for ...": X says so, and the outlet does not
        if isinstance(claimant, Entity):
            attribution = Attribution(trigger, "claim", claimant, claimant.span)
    if attribution and attribution.source and kind.name in SPEECH_ACTS:
        speakers = {_party(e) for e in slots.get("actor", ()) if isinstance(e, Entity)}
        if _party(attribution.source) in speakers:  # "X said ... and warned": the outlet tells the act
            attribution = None
    actors = {_party(e) for e in slots.get("actor", ()) if isinstance(e, Entity)}
    announces = attribution and attribution.source and actors == {_party(attribution.source)}
    if announces and status == "future" and kind.name in _ANNOUNCED:
        attribution = None  # "said it would bar X's ships": who does it announces it
    historical = judgement.historical or (status == "happened" and _is_years_past(annotated, match.slots))
    digest = sha256(f"{annotated.article.id}|{trigger.start}|{trigger.end}|{match.frame.id}".encode()).hexdigest()[:16]
    title = sentence.block in ("title", "deck", "kicker")
    return Mention(
        digest,
        kind.name,
        Plover(kind.plover, match.frame.mode, match.frame.contexts),
        trigger,
        sentence.span,
        status,
        slots,
        summarise(kind.name, slots),
        historical,
        attribution,
        confidence_of(kind, len(slots), status, title, predication.nominal),
        match.frame.id,
    )


def _is_ahead(annotated: Annotated, slots: Slots) -> bool:
    """Whether the event is dated after the article ("the ministers meet on Wednesday")."""
    days = [v.value for v in slots.get("time", []) if isinstance(v, Period) and v.value]
    today = annotated.day.isoformat() if annotated.day else None
    return bool(days and today) and all(day[:10] > today[: len(day[:10])] for day in days if today)


def _is_years_past(annotated: Annotated, slots: Slots) -> bool:
    """Whether the event is dated at least two calendar years before the article."""
    days = [v for v in slots.get("time", []) if isinstance(v, Period) and v.value and not v.duration]
    if any(v.span.said.lower().startswith(("since", "depuis")) for v in days):
        return False  # what has gone on since then goes on
    years = [v.value[:4] for v in days if v.value]
    today = annotated.day.year if annotated.day else None
    return bool(years and today) and all(y.isdigit() and today is not None and int(y) < today - 1 for y in years)


def _is_placed(slots: Slots) -> bool:
    """Whether an attack that a noun names has a party with a name, a place or a toll."""
    parties = [e for name in ("actor", "recipient") for e in slots.get(name, []) if isinstance(e, Entity)]
    return any(e.kind != "group" for e in parties) or any(slots.get(name) for name in ("place", "killed", "wounded"))


# -- each event once ----------------------------------------------------------


def _one_each(mentions: Sequence[Mention]) -> list[Mention]:
    """Within a sentence: content of a speech act is no mention, a noun and its verb are one."""
    kept: list[Mention] = []
    taken: dict[str, list[Mention]] = {}
    for mention in mentions:
        others = [o for o in mentions if o is not mention]
        if any(_is_content(mention, other) for other in others) or _only_frames(mention, others):
            continue
        if mention.kind == "toll":  # casualties in a sentence that names one attack are that attack's
            attacks = [o for o in others if o.kind == "attack" and o.status == "happened"]
            if len(attacks) == 1 and mention.status == "happened":
                taken.setdefault(attacks[0].id, []).append(mention)
                continue
        larger = next((o for o in others if _is_swallowed(mention, o) and not _takes_back(mention, o)), None)
        if larger is None:
            kept.append(mention)
        else:
            taken.setdefault(larger.id, []).append(mention)
    return [_with(mention, taken.get(mention.id, ())) for mention in kept]


def _is_accord(mention: Mention, other: Mention) -> bool:
    """Whether two sides agree on what each alone would concede: "agreed to restore relations", "to withdraw"."""
    mutual = mention.kind == "agreement" and other.kind in ("concession", "retreat")
    return mutual and len(_ids(mention, "actor")) > 1 and _ids(other, "actor") <= _ids(mention, "actor")


def _with_next(mentions: Sequence[Mention]) -> list[Mention]:
    """A sentence that only gives a figure goes on with the one attack of the sentence before: "A shell hit X. Two were hurt."."""
    out: list[Mention] = []
    for mention in mentions:
        attacks = [o for o in out if o.kind == "attack" and 0 < mention.evidence.start - o.evidence.end < _GAP]
        figures = [v for values in mention.slots.values() for v in values]
        bare = not mention.historical and all(isinstance(v, Count) and v.noun is None for v in figures)
        if mention.kind == "toll" and bare and len(attacks) == 1 and attacks[0].status == "happened":
            if not set(mention.slots) & set(attacks[0].slots):
                out[out.index(attacks[0])] = _with(attacks[0], [mention])
            if mention.status == "happened":
                continue
        out.append(mention)
    return out


def _takes_back(mention: Mention, other: Mention) -> bool:
    """Whether each would swallow the other: the first told stays."""
    return _is_swallowed(other, mention) and mention.trigger.start < other.trigger.start


def _with(mention: Mention, parts: Sequence[Mention]) -> Mention:
    """The mention with the slots that the other tellings of it in the sentence fill and it does not: casualties, places, times."""
    slots = dict(mention.slots)
    for part in parts:
        if part.kind not in (mention.kind, "toll"):
            continue
        for name, values in part.slots.items():
            named = [v for v in values if not (isinstance(v, Entity) and v.kind == "group")]
            named = named if name != "weapon" else list(values)
            if part.kind == "toll" and name in _CASUALTIES and name in slots:
                known = {v.span for v in slots[name] if isinstance(v, Count)}
                slots[name] += tuple(v for v in named if isinstance(v, Count) and v.span not in known)
            if name not in slots and named and (name != "recipient" or mention.kind == "attack"):
                slots[name] = tuple(named)
    order = load_kinds()[mention.kind].slots
    slots = {name: slots[name] for name in order if name in slots}
    return replace(mention, slots=slots, summary=summarise(mention.kind, slots))


def _is_content(mention: Mention, other: Mention) -> bool:
    """Whether `mention` stands inside what `other` demands, threatens or accuses of."""
    if other.kind in ("accusation", "support", "agreement"):
        return False
    if other.kind in ("concession", "position") and mention.kind == "pledge":
        return False  # "is ready to hand over its jets": the offer is the promise
    if other.kind == "position" and _is_verb(other):
        return False  # what "X said that" tells may be a mention of its own; what X is "ready for" is none
    spans = [v for name in _CONTENT_SLOTS for v in other.slots.get(name, ()) if isinstance(v, Span)]
    return any(span.contains(mention.trigger) and not span.contains(other.trigger) for span in spans)


def _only_frames(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a stance or a yielding is told by another mention too: "agreed to release the crew", "said it would sanction X"."""
    offered = any(o.kind == "pledge" for o in others)
    if mention.kind not in ("position", "concession") or not (_is_verb(mention) or offered):
        return False
    spans = [v for v in mention.slots.get("content", ()) if isinstance(v, Span)]
    return any(
        (other.trigger == mention.trigger and other.kind != mention.kind and mention.kind == "position")
        or (
            other.trigger != mention.trigger and _is_verb(other) and any(span.contains(other.trigger) for span in spans)
        )
        for other in others
    )


def _is_swallowed(mention: Mention, other: Mention) -> bool:
    if _is_accord(other, mention) and _is_near(mention, other) and other.trigger.start <= mention.trigger.start:
        return True
    if _is_accord(mention, other):
        return False
    if mention.kind == "toll" and other.kind in ("attack", "protest"):
        return bool(_figures(mention) & _figures(other)) or _is_near(mention, other)
    if mention.kind == "attack" and other.kind == "interception" and _ids(mention, "actor") & _ids(other, "recipient"):
        return True  # the launching of what was brought down
    after = 0 < mention.trigger.start - other.trigger.start < 2 * _NEAR and not _is_noun(mention)
    same = bool(_ids(mention, "actor")) and _ids(mention, "actor") == _ids(other, "actor")
    if mention.kind == "attack" and other.kind == "interception" and after and same and "killed" in mention.slots:
        return True  # "shot down a helicopter, killing two"
    if (mention.kind, other.kind) in _ONE_WORD and mention.trigger == other.trigger:
        return True
    hurt = {"killed", "wounded"}
    close = 0 < mention.trigger.start - other.trigger.start < 2 * _NEAR
    if mention.kind == other.kind == "attack" and close and _adds_casualties(mention, other):
        return True  # "killed three people and wounded 20"
    if mention.kind == other.kind == "attack" and close and not _is_noun(other) and not hurt & set(other.slots):
        mine = _ids(mention, "actor")
        trails = hurt & set(mention.slots) and mine and mine == _ids(other, "actor")
        if trails and all(
            e.kind == "group" or not e.country for e in mention.slots.get("recipient", ()) if isinstance(e, Entity)
        ):
            return True  # "opened fire on X, wounding four"
    near = _is_near(mention, other)
    sent = {m.kind: m for m in (mention, other)}
    if set(sent) == {"pledge", "deployment"} and sent["deployment"].status == "happened" and not _is_noun(mention):
        return False  # "has put ships in X and promised soldiers"
    if (
        {mention.kind, other.kind} <= _MATERIAL
        and mention.trigger != other.trigger
        and not (_is_noun(mention) or _is_noun(other))
    ):
        return False  # "sent warships and recalled its ambassador": two verbs, two deeds
    if (other.kind, mention.kind) in _SWALLOWS and near and _shares(mention, other):
        if (mention.kind, other.kind) not in _SWALLOWS:
            return True
        if other.trigger == mention.trigger:  # goods sent: help when somebody gets them
            return _rank(other) > _rank(mention)
        return other.trigger.start < mention.trigger.start
    if mention.kind == other.kind == "attack" and "killed" in mention.slots and "killed" not in other.slots:
        vague = all(e.kind == "group" for e in mention.slots.get("recipient", ()) if isinstance(e, Entity))
        mine, theirs = _ids(mention, "actor"), _ids(other, "actor")
        after = 0 < mention.trigger.start - other.trigger.start < 2 * _NEAR
        if (vague and mine & theirs) or (after and mine == theirs and not _is_noun(other)):
            return True  # "fired at X, killing Y"
    if mention.kind == other.kind and mention.trigger != other.trigger and near and _same(mention, other):
        if mention.kind in _MODAL and mention.plover.mode != other.plover.mode:
            return False
        if _details(mention) - _details(other) and mention.kind in ("demand", "threat", "rejection"):
            return False
        return (_weight(other), -other.trigger.start) > (_weight(mention), -mention.trigger.start)
    return False


def _adds_casualties(mention: Mention, other: Mention) -> bool:
    """Whether the mention only tells what else one deed cost: the wounded beside the dead, nobody and nothing new."""
    hurt = {"killed", "wounded"}
    new = hurt & set(mention.slots) - set(other.slots)
    named = [e for e in mention.slots.get("recipient", ()) if isinstance(e, Entity) and e.kind != "group"]
    known = _ids(mention, "actor") <= _ids(other, "actor")
    return bool(new) and not named and known and not _is_noun(mention)


def _rank(mention: Mention) -> tuple[bool, int, bool]:
    """Which of two readings of one verb is better: goods that somebody gets, then the fuller one."""
    helps = mention.kind in ("aid", "pledge")
    return helps and "recipient" in mention.slots, _weight(mention), helps


def _is_near(mention: Mention, other: Mention) -> bool:
    """Whether the two triggers stand close enough to tell one thing."""
    return abs(mention.trigger.start - other.trigger.start) < _NEAR


def _figures(mention: Mention) -> frozenset[Span]:
    return frozenset(v.span for values in mention.slots.values() for v in values if isinstance(v, Count))


def _shares(mention: Mention, other: Mention) -> bool:
    mine, theirs = _ids(mention, "actor"), _ids(other, "actor")
    if mention.kind == "toll":
        return True
    return mention.trigger == other.trigger or bool(mine & theirs) or not mine or not theirs


def _ids(mention: Mention, slot: str) -> frozenset[str]:
    return frozenset(_party(e) for e in mention.slots.get(slot, ()) if isinstance(e, Entity))


def _party(entity: Entity) -> str:
    return entity.country or entity.organisation or (entity.name if entity.kind == "organisation" else entity.id)


def _once(annotated: Annotated, mentions: Sequence[Mention]) -> list[Mention]:
    """Across the article: an event told again, or in headline and body, is kept where it is told most fully."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (_is_head(annotated, m), -_weight(m), m.trigger.start)):
        if not any(_again(annotated, mention, other) for other in kept):
            kept.append(mention)
    return kept


def _is_head(annotated: Annotated, mention: Mention) -> bool:
    return any(
        b.kind in ("title", "deck", "kicker") and b.start <= mention.trigger.start < b.end
        for b in annotated.article.blocks
    )


def _again(annotated: Annotated, mention: Mention, other: Mention) -> bool:
    if mention.kind == "toll" and not set(mention.slots) & set(other.slots) & {"killed", "wounded", "displaced"}:
        return False
    modes = {mention.plover.mode, other.plover.mode}
    if len(modes) == 2 and mention.kind in _MODAL:
        return False
    if mention.kind != other.kind or (
        mention.status != other.status and "future" not in (mention.status, other.status)
    ):
        return False
    if _is_head(annotated, mention):
        return _compatible(mention, other)
    if mention.kind in _CONSULTED and any(_ids(mention, slot) != _ids(other, slot) for slot in ("actor", "recipient")):
        return False
    if mention.kind in _STRIKING and not _names_it_again(annotated, mention, other):
        return False
    return _same(mention, other) and _details(mention) <= _details(other) | {""} and _figures_agree(mention, other)


def _names_it_again(annotated: Annotated, mention: Mention, other: Mention) -> bool:
    """Whether the second telling uses the same word, or a noun ("the attack"): another verb tells another event."""
    text = annotated.article.text
    words = {text[m.trigger.start : m.trigger.end].lower()[:5] for m in (mention, other)}
    return len(words) == 1 or _is_noun(mention) or _is_noun(other)


def _is_noun(mention: Mention) -> bool:
    return any(frame.id == mention.rule and frame.pos == "noun" for frame in load_kinds()[mention.kind].frames)


def _is_verb(mention: Mention) -> bool:
    return any(frame.id == mention.rule and frame.pos == "verb" for frame in load_kinds()[mention.kind].frames)


def _compatible(mention: Mention, other: Mention) -> bool:
    """A headline names the same parties, or fewer, as the text below."""
    return all(
        _ids(mention, slot) <= _ids(other, slot)
        or not _ids(other, slot)
        or not _ids(mention, slot)
        or _ids(mention, slot) & _ids(other, slot)
        for slot in ("actor", "recipient")
    )


def _same(mention: Mention, other: Mention) -> bool:
    mine, theirs = _ids(mention, "actor"), _ids(other, "actor")
    to_mine, to_theirs = _ids(mention, "recipient"), _ids(other, "recipient")
    return (
        (not mine or not theirs or bool(mine & theirs))
        and (not to_mine or not to_theirs or bool(to_mine & to_theirs))
        and bool(mine or to_mine or mention.kind == "toll")
    )


def _details(mention: Mention) -> frozenset[str]:
    """What a second telling would have to bring to be another event: its places, times, items and phrases."""
    out = []
    for name, values in mention.slots.items():
        for value in values:
            if isinstance(value, Place):
                out.append(value.name)
            elif isinstance(value, Span) and name in ("weapon", "items", "demand", "consequence", "content"):
                out.append(value.said.lower())
            elif isinstance(value, Period) and value.value:
                out.append(value.value)
    return frozenset(out)


def _figures_agree(mention: Mention, other: Mention) -> bool:
    for name in set(mention.slots) & set(other.slots):
        mine = {
            (v.low, v.high) if isinstance(v, Count) else (v.value, v.currency)
            for v in mention.slots[name]
            if isinstance(v, (Count, Money))
        }
        theirs = {
            (v.low, v.high) if isinstance(v, Count) else (v.value, v.currency)
            for v in other.slots[name]
            if isinstance(v, (Count, Money))
        }
        if mine and theirs and not mine & theirs:
            return False
    return True


def _weight(mention: Mention) -> int:
    return sum(2 if name in ("actor", "recipient") else 1 for name, values in mention.slots.items() if values)
