"""Status, attribution and confidence of a mention.

Status is read from the trigger's own form and from everything that governs it: what is wanted, feared, refused or
conditional has not happened. A mention that only stands inside somebody's wish or threat is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication, governors
from veille.annotate.tokens import Token
from veille.extract.classes import noun_classes
from veille.model import Attribution, Status
from veille.ontology import Frame, Kind
from veille.values import Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """`status` is `None` for what only stands inside a wish, threat or demand, and is not a mention of its own."""

    status: Status | None
    historical: bool = False
    hearsay: Span | None = None


#: speech acts: what they are about has its own reality, but they themselves are done when said
SPEECH_ACTS = frozenset(
    {
        "threat",
        "demand",
        "ultimatum",
        "rejection",
        "accusation",
        "support",
        "pledge",
        "position",
        "concession",
        "agreement",
    }
)


#: deeds: one that a noun names in a conditional clause is imagined
_MATERIAL = frozenset({"attack", "interception", "coercion", "deployment", "toll", "retreat"})
#: deeds that somebody may be charged with, and deny
_ALLEGED = frozenset({"attack", "interception", "toll"})
#: what somebody may be ready to give
_GIVEN = frozenset({"pledge", "aid"})
#: what is only proposed has not taken place
_CONSULTED = frozenset({"meeting", "visit", "call", "cooperation", "agreement"})


def judge(annotated: Annotated, kind: Kind, frame: Frame, predication: Predication) -> Judgement:
    """The status of a predication read as `kind`."""
    if predication.token.rel == "amod" and not predication.nominal and not predication.roles.get("subject"):
        return Judgement(None)  # "captured soldiers" tells no capture
    if kind.name == "coercion" and frame.mode == "seize" and _identifies(annotated, predication):
        return Judgement(None)
    if _is_order(annotated, predication):
        return Judgement(None)  # "move ten battalions to the border": an order tells no move
    token, verbs = predication.token, annotated.predicator.verbs
    setting = kind.name not in ("accusation", "support")
    if (
        setting
        and token.rel == "advcl"
        and token.mark in verbs.concessive_marks
        and token.morph.get("VerbForm") != "Fin"
    ):
        return Judgement(None)  # "tout en appelant à la paix": the setting of what the main clause tells
    if token.rel == "advcl" and token.mark in verbs.negators:
        return Judgement(None)  # "sans condamner son allié"
    own, hearsay = _own(annotated, kind, predication)
    if own == "negated" and "negated" in frame.only.get("self", ()):
        own = "happened"  # not to accept is to refuse: what the frame asks for is no denial
    if own == "supposed":  # a condition tells nothing that is or will be
        return Judgement(None)
    around = _governed(annotated, predication, kind)
    if own == "negated" and kind.name == "rejection":
        return Judgement(None)  # "has not ruled out" rejects nothing
    if own == "negated":  # "pledged not to attack" denies nothing
        ahead = predication.tense == "future" or predication.mood in ("conditional", "will", "may", "can", "must")
        denies = kind.name in SPEECH_ACTS or not ahead  # what is not to come is no event
        return Judgement("negated" if denies and around not in ("drop", "future") else None)
    if around == "drop":
        return Judgement(None)
    status: Status = own
    if around is not None and own in ("happened", "ongoing"):
        status = around  # type: ignore[assignment]
    if frame.status and status == "happened":
        status = frame.status  # type: ignore[assignment]
    if status == "hypothetical" and kind.name in _MATERIAL:
        return Judgement(None)  # "might one day walk free"
    return Judgement(status, _historical(annotated, predication), hearsay)


def _identifies(annotated: Annotated, predication: Predication) -> bool:
    """Whether a relative clause only says who is meant: "the officers who seized power", no comma between."""
    sentence, token = predication.sentence, predication.token
    first = min(sentence.subtree(predication.trigger))
    power = noun_classes(annotated.pack)["power_held"]
    held = [sentence.tokens[k] for k in predication.roles.get("object", [])]
    near = sentence.tokens[token.i + 1 : token.i + 4]
    taken = any(t.lemma in power for t in [*held, *near])
    return token.rel == "relcl" and taken and first > 0 and sentence.tokens[first - 1].form != ","


def _is_order(annotated: Annotated, predication: Predication) -> bool:
    """Whether the trigger is an English imperative: a bare infinitive that nothing governs, at the head of its clause."""
    token, sentence = predication.token, predication.sentence
    present = token.morph.get("Tense") == "Pres" and token.form.lower() == token.lemma
    if annotated.pack.code != "en" or token.pos != "VERB" or not (present or token.morph.get("VerbForm") == "Inf"):
        return False
    if sentence.kids(token.i, "aux", "auxpass") or token.mark:
        return False
    spoken = token.rel == "ccomp" and sentence.tokens[token.head].i > token.i
    subjects = sentence.kids(token.i, "subj", "subjpass")
    before = sentence.tokens[token.i - 1] if token.i else None
    alone = all(t.i < token.i and t.morph.get("Number") != "Plur" for t in subjects)
    addressed = before is not None and before.form == "," and alone and spoken
    return (token.rel == "root" or spoken) and (addressed if subjects else not present)


def _own(
    annotated: Annotated, kind: Kind, predication: Predication
) -> tuple[Status | Literal["supposed"], Span | None]:
    """Status by the trigger's own verb group, "supposed" under an "if"; the auxiliary of a hearsay conditional, where there is one."""
    sentence = predication.sentence
    token = predication.token
    verb = sentence.tokens[predication.support] if predication.support is not None else token
    if _is_supposed(annotated, kind, predication, verb):
        return "supposed", None
    planned = noun_classes(annotated.pack)["planned"]
    described = sentence.kids(predication.trigger, "amod") if predication.nominal else []
    if kind.name in (*_MATERIAL, "protest") and any(t.form.lower() in planned or t.lemma in planned for t in described):
        return "supposed", None  # "over planned protests"
    if predication.negated:
        return "negated", None
    if predication.mood == "conditional":
        if predication.tense == "past" and annotated.pack.code == "fr":
            auxiliary = next(
                (t for t in sentence.kids(verb.i, "aux", "auxpass", "cop") if t.morph.get("Mood") == "Cnd"), verb
            )
            return "happened", Span.of(annotated.article.text, auxiliary.start, auxiliary.end)
        reported = annotated.attributions.of(verb.start, verb.end)
        return ("future" if reported else "hypothetical"), None
    if predication.mood == "must" and kind.name in (*_MATERIAL, *_CONSULTED):
        return "supposed", None  # what must be done is not done
    if predication.mood in ("may", "can", "must"):
        return "hypothetical", None
    if predication.tense == "future":
        return "future", None
    if predication.tense == "present" and not predication.nominal and kind.name not in SPEECH_ACTS:
        running = token.morph.get("Aspect") == "Prog" and bool(sentence.kids(token.i, "aux"))
        return ("ongoing" if running else "happened"), None
    return "happened", None


def _is_supposed(annotated: Annotated, kind: Kind, predication: Predication, verb: Token) -> bool:
    """Whether the clause, or the one it is coordinated with, is a condition, or the noun is of any such thing ("any attack")."""
    sentence, verbs = predication.sentence, annotated.predicator.verbs
    unreal = predication.mood in ("conditional", "can", "may")
    if predication.nominal and unreal and (predication.support_is_subject or kind.name in _MATERIAL):
        return True
    if predication.nominal and predication.support is not None and (unreal or predication.tense == "future"):
        tells = verbs.has(sentence.tokens[predication.support].lemma, "light", "announce", "occur")
        if not tells:  # "they would hold an attack on X for a declaration of war"
            return True
    if predication.nominal and any(
        t.form.lower() in verbs.any_determiners for t in sentence.kids(predication.trigger, "det", "amod")
    ):
        return predication.token.morph.get("Number") != "Plur"
    first = verb
    while first.rel == "conj" and sentence.tokens[first.head].pos in ("VERB", "AUX", "ADJ") and not first.mark:
        first = sentence.tokens[first.head]
    if any(mark in verbs.conditional_marks for mark in (first.mark, predication.token.case)):
        return first.rel in ("advcl", "ccomp", "root", "acl", "relcl", "obl", "nmod", "conj", "parataxis")
    above = sentence.tokens[first.head]
    if first.rel == "acl" and first.mark == "que" and above.form.lower() == "ce":  # "jusqu'à ce que"
        return predication.tense != "past"
    if first.mark in verbs.upcoming_marks and predication.tense == "future":
        return True
    if first.mark in verbs.upcoming_marks and predication.tense == "present" and first.rel == "advcl":
        tense, mood = annotated.predicator.tense(sentence, above.i)
        if tense == "future" or mood == "will":  # "it will stop when the government deploys its army"
            return True
    finite = any(t.morph.get("VerbForm") == "Fin" for t in [first, *sentence.kids(first.i, "aux", "auxpass", "cop")])
    return finite and first.mark in verbs.awaiting_marks and predication.tense != "past"


def _governed(annotated: Annotated, predication: Predication, kind: Kind) -> str | None:
    """What the words above the trigger make of it: a status, "drop", or `None` when they leave it as it is."""
    sentence = predication.sentence
    irrealis = noun_classes(annotated.pack).get("irrealis", frozenset())
    below = sentence.tokens[predication.trigger]
    if predication.nominal and below.case in annotated.predicator.verbs.occasions:
        return None  # "in a call with X": the occasion took place, whatever was wished on it
    result: str | None = None
    for above, rel in governors(sentence, predication.trigger):
        if _independent(below, rel, above, annotated, predication):
            return result
        step = None
        if above.pos in ("VERB", "AUX", "ADJ"):
            step = _under_verb(annotated, predication, kind, below, above, rel)
        elif (below.mark == "for to" and rel in ("relcl", "acl")) or (
            above.lemma in irrealis and rel in ("nmod", "acl", "ccomp", "xcomp", "compound", "advcl", "amod")
        ):
            step = "drop"
        if step == "drop":
            return step
        result = result or step
        below = above
    return result


def _independent(below: Token, rel: str, above: Token, annotated: Annotated, predication: Predication) -> bool:
    """Whether the clause of `below` stands on its own: a relative, a finite adverbial clause or a coordinated clause."""
    if rel == "relcl" and below.morph.get("VerbForm") == "Inf":  # "a deadline for X to agree"
        return False
    if rel == "relcl" or rel == "parataxis":
        return True
    if rel == "conj":
        return False
    finite = below.morph.get("VerbForm") == "Fin" or any(
        t.morph.get("VerbForm") == "Fin" for t in predication.sentence.kids(below.i, "aux", "auxpass", "cop")
    )
    if rel == "acl":
        return below.morph.get("VerbForm") == "Part"
    if rel == "advcl":
        return finite and below.mark not in annotated.predicator.verbs.conditional_marks
    return False


def _under_verb(
    annotated: Annotated, predication: Predication, kind: Kind, below: Token, above: Token, rel: str
) -> str | None:
    """What a governing verb makes of the word below it."""
    verbs, sentence = annotated.predicator.verbs, predication.sentence
    object_like = rel in ("obj", "obl", "xcomp", "ccomp", "nmod", "subjpass", "attr", "iobj", "acl")
    if rel == "advcl":
        if below.mark == "for to":  # "called for it to be lifted"
            return "drop"
        if below.mark == "for" and verbs.has(above.lemma, "blamed"):  # "blamed X for shelling Y": its accusation only
            return "drop"
        if below.mark in verbs.purpose_marks or (below.mark == "to" and below.morph.get("VerbForm") == "Inf"):
            return "drop"
        if below.mark in verbs.conditional_marks:
            return "hypothetical"
        return None
    if rel == "subj" and predication.nominal:
        unlikely = noun_classes(annotated.pack).get("irrealis_adjective", frozenset())
        if any(t.lemma in unlikely for t in [above, *sentence.kids(above.i, "attr", "xcomp", "amod")]):
            return "drop"
    if rel == "conj" or rel in ("subj", "csubj", "agent"):
        if (
            rel == "subj"
            and annotated.predicator.tense(sentence, above.i)[1] in ("may", "can", "conditional")
            and predication.nominal
        ):
            return "drop"
        return None
    if not object_like:
        return None
    if predication.nominal and verbs.has(above.lemma, "muse") and rel in ("obj", "obl", "nmod"):
        return "drop"  # "compared the invasion of X with ..."
    if rel == "subjpass":
        rel = "obj"
    negated = annotated.predicator.is_negated(sentence, above.i)
    if negated and rel == "ccomp" and verbs.has(above.lemma, "implying"):
        return "drop"  # "did not mean that the government supported ..."
    support = predication.support == above.i
    if support and kind.name in _CONSULTED and verbs.has(above.lemma, "confirm") and not predication.passive:
        return "future"  # "confirmed the summit": to come, unless a date says otherwise
    if support and verbs.has(above.lemma, "light", "announce", "occur") and not verbs.has(above.lemma, "end"):
        return None
    if verbs.has(above.lemma, "scheduled") and rel == "obj" and kind.name in _CONSULTED:
        auxiliaries = sentence.kids(above.i, "aux", "auxpass")
        if any(t.lemma == "have" and t.morph.get("Tense") == "Past" for t in auxiliaries):
            return "drop"  # "talks had been scheduled": they may not have been held
    if verbs.has(above.lemma, "propose") and rel == "obj" and kind.name in _CONSULTED:
        return "drop"
    if verbs.has(above.lemma, "command") and rel in ("xcomp", "ccomp"):
        passive = annotated.predicator.is_passive(sentence, below.i)
        return None if passive else "drop"
    if verbs.has(above.lemma, "negative") and rel in ("xcomp", "ccomp", "advcl"):
        return "drop"
    if kind.name in _CONSULTED and verbs.has(above.lemma, "schedules") and rel == "xcomp" and not negated:
        return "future"  # "doit se réunir dimanche"
    scheduled = above.lemma == "be" or verbs.has(above.lemma, "scheduled")
    if scheduled and rel == "xcomp" and below.morph.get("VerbForm") == "Inf" and not negated:
        passive = above.pos != "VERB" or annotated.predicator.is_passive(sentence, above.i)
        if passive:  # "is due to meet", "is expected to visit"; what "was expected to" happen may not have
            was = [above, *sentence.kids(above.i, "aux", "auxpass"), sentence.tokens[above.head]]
            return "drop" if any(t.lemma == "be" and t.morph.get("Tense") == "Past" for t in was) else "future"
    if negated and rel == "ccomp" and verbs.has(above.lemma, "claim"):
        return "drop"  # "has not confirmed that it would sign"
    if verbs.has(above.lemma, "denies") and rel in ("xcomp", "ccomp") and kind.name in _ALLEGED and not negated:
        return "negated"  # "denied striking a hospital"
    perfect = any(t.lemma == "have" for t in sentence.kids(below.i, "aux"))
    if perfect and rel == "xcomp" and annotated.predicator.is_passive(sentence, above.i):
        return None  # "are believed to have been killed": a report
    if kind.name in _GIVEN and verbs.has(above.lemma, "ready") and rel in ("xcomp", "acl", "ccomp", "advcl"):
        return "negated" if negated else "future"  # "is ready to hand over its jets": an offer is a promise
    if verbs.has(above.lemma, "want"):
        if rel == "obl" and not verbs.has(above.lemma, "want_through"):
            return None
        if rel == "ccomp" and verbs.has(above.lemma, "opine"):
            return None
        return "drop"
    if verbs.has(above.lemma, "end") and rel in ("obj", "nmod"):
        concluded = kind.name in _CONSULTED and verbs.has(above.lemma, "concluding") and support
        return None if concluded else "drop"  # "ended their talks": they have held them
    if above.pos == "ADJ" and kind.name == "agreement" and rel in ("xcomp", "ccomp", "acl", "advcl"):
        return "drop"  # "is ready to sign"
    if verbs.has(above.lemma, "future") and rel in ("xcomp", "ccomp") and below.morph.get("VerbForm") == "Inf":
        return "negated" if negated else "future"
    if negated and rel in ("xcomp", "ccomp") and verbs.has(above.lemma, "transparent"):
        return "negated"
    purpose = rel == "xcomp" and below.mark == "to" and any(t.i < below.i for t in sentence.kids(above.i, "obj"))
    if purpose and not verbs.has(above.lemma, "object_control", "transparent"):
        return "drop"  # "complete plans to fire missiles"
    if above.pos == "ADJ" and rel in ("xcomp", "acl", "ccomp", "advcl"):
        return "drop"
    if verbs.has(above.lemma, "transparent") and rel == "xcomp":
        return "ongoing" if verbs.has(above.lemma, "continue") else None
    bare = below.morph.get("VerbForm") == "Inf" and not sentence.kids(below.i, "aux", "auxpass")
    if rel in ("xcomp", "ccomp") and bare and not verbs.has(above.lemma, "future", "accusing"):
        return "drop"  # an infinitive tells an aim, unless its verb brings it about
    return None


def _historical(annotated: Annotated, predication: Predication) -> bool:
    """Whether the event is told as background: the pluperfect, or a date years before the article's."""
    sentence = predication.sentence
    verb = predication.support if predication.support is not None else predication.trigger
    auxiliaries = sentence.kids(verb, "aux", "auxpass")
    fr_pluperfect = (
        any(t.morph.get("Tense") == "Imp" and t.lemma in ("avoir", "être") for t in auxiliaries)
        and sentence.tokens[verb].morph.get("VerbForm") == "Part"
    )
    if predication.nominal and predication.token.case in ("since", "depuis"):
        return True  # "the steepest fall since the invasion of X"
    if _is_dated_past(annotated, predication, verb):
        return True
    earlier = noun_classes(annotated.pack).get("past_adverb", frozenset())
    said = annotated.article.text[sentence.span.start : sentence.span.end].lower()
    near = any(phrase in said for phrase in earlier)
    return bool(
        fr_pluperfect
        and annotated.pack.code == "fr"
        and not annotated.attributions.of(sentence.tokens[verb].start, sentence.tokens[verb].end)
    ) or (near and predication.tense == "past")


def _is_dated_past(annotated: Annotated, predication: Predication, verb: int) -> bool:
    """Whether a year before the article's stands right in front of the trigger's clause: "in 1975, when four soldiers died"."""
    sentence, day = predication.sentence, annotated.day
    clause = next((k for k in sentence.path(verb) if sentence.tokens[k].rel in ("relcl", "advcl", "acl")), None)
    if day is None or clause is None:
        return False
    first = sentence.tokens[min(sentence.subtree(clause))]
    if first.form.lower() not in ("when", "où", "lorsque", "quand"):
        return False
    near = [t for t in annotated.times if 0 <= first.start - t.span.end <= 2 and t.value]
    return any(t.value is not None and t.value[:4].isdigit() and int(t.value[:4]) < day.year for t in near)


def attribution_of(
    annotated: Annotated, kind: Kind, predication: Predication, hearsay: Span | None
) -> Attribution | None:
    """Whose word the mention is; `None` where the outlet says it itself.

    A speech act is told by the outlet even when its trigger is a speech verb: the trigger never attributes itself.
    """
    token = predication.token
    found = annotated.attributions.of(token.start, token.end, skip=token.start)
    if (
        found is not None
        and predication.support is not None
        and found.cue.start == predication.sentence.tokens[predication.support].start
    ):
        verb = predication.sentence.tokens[predication.support]
        if kind.name in SPEECH_ACTS or not _asserts(annotated, verb.lemma):
            found = annotated.attributions.of(verb.start, verb.end)
    if found is None and hearsay is not None:
        return Attribution(hearsay, "report")
    return found


def _asserts(annotated: Annotated, lemma: str) -> bool:
    """Whether the verb asserts that its object is so ("claim the capture of"), rather than doing it ("announce sanctions")."""
    words = annotated.pack["attribution"]["verbs"]
    return any(lemma in words[stance] for stance in ("claim", "deny", "confirm")) or lemma in (
        "report",
        "rapporter",
        "signaler",
    )


def confidence_of(kind: Kind, slots: int, status: str, title: bool, nominal: bool) -> float:
    """A first estimate between 0 and 1, by what was filled and how plainly it was said; to be calibrated on gold."""
    value = 0.55 + 0.08 * min(slots, 4) - (0.1 if nominal else 0.0) - (0.1 if title else 0.0)
    if status in ("hypothetical", "negated"):
        value -= 0.1
    return round(min(max(value, 0.05), 0.95), 2)
