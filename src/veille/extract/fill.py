"""Fill a kind's slots from a predication: entities, times, places, sums, counts and phrases, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication
from veille.annotate.tokens import CURRENCIES, Token
from veille.extract.classes import is_of, noun_classes
from veille.extract.roles import Clause, clause_of, closed, follow, phrase
from veille.model import Value
from veille.ontology import SLOT_TYPES, Frame, Kind
from veille.values import Entity, Place, Span

Slots = dict[str, list[Value]]

#: slots of things that may stand for their owner ("Russian missiles hit ...")
_THROUGH = frozenset({"actor"})


def fill(annotated: Annotated, kind: Kind, frame: Frame, predication: Predication) -> Slots:
    """The slots that the frame's roles and the clause around it fill. Missing slots are absent."""
    slots: Slots = {}
    for slot in kind.slots:
        values = _by_roles(annotated, kind, frame, predication, slot)
        if values:
            slots[slot] = values
    _from_clause(annotated, kind, predication, slots)
    if kind.name in ("meeting", "call") and predication.nominal:
        _second_side(annotated, predication, slots)
    if kind.name == "attack" and predication.nominal:
        _turn(annotated, predication, slots)
    if "recipient" in slots and "actor" in slots:
        _apart(slots)
    return {name: values for name, values in slots.items() if values}


def _turn(annotated: Annotated, predication: Predication, slots: Slots) -> None:
    """Who stands behind "of" in "the invasion of X" is hit, unless it is a force ("le bombardement de l'armée")."""
    classes = noun_classes(annotated.pack)
    if predication.token.lemma not in classes["patient_noun"] | classes["victim_noun"]:
        return
    tokens = predication.sentence.tokens
    behind = [tokens[predication.sentence.counted(k)] for name in ("de", "of") for k in predication.roles.get(name, [])]
    behind += [
        described
        for thing in behind
        if thing.lemma not in classes["force"]
        for described in predication.sentence.kids(thing.i, "amod")
    ]  # "le bombardement d'objectifs iraniens"
    hit = [
        e
        for e in slots.get("actor", [])
        if isinstance(e, Entity)
        and e.role not in ("military", "armed_group")
        and any(t.start < e.span.end and e.span.start < t.end for t in behind)
    ]
    if hit:
        slots["actor"] = [e for e in slots["actor"] if e not in hit]
        slots.setdefault("recipient", list(hit))


def _apart(slots: Slots) -> None:
    """Nobody is both actor and recipient of one event, unless only the same is named."""
    actors = [e for e in slots["actor"] if isinstance(e, Entity)]
    parties, ids = {_party(e) for e in actors}, {e.id for e in actors}
    slots["recipient"] = [
        e
        for e in slots["recipient"]
        if not isinstance(e, Entity) or (e.id not in ids and (e.kind == "person" or _party(e) not in parties))
    ]


def _party(entity: Entity) -> str:
    """The state or organisation that an entity stands for; a person without one stands for itself."""
    return entity.country or entity.organisation or entity.id


def _second_side(annotated: Annotated, predication: Predication, slots: Slots) -> None:
    """Talks already spoken of ("the talks with X") have a second side: the person last spoken of, of another country."""
    named = [e for e in slots.get("actor", []) if isinstance(e, Entity)]
    definite = any(
        t.morph.get("Definite") == "Def" or t.morph.get("PronType") == "Dem"
        for t in predication.sentence.kids(predication.trigger, "det")
    )
    if len(named) != 1 or not definite or not (predication.roles.get("avec") or predication.roles.get("with")):
        return
    other = annotated.actors.last_person(predication.sentence, predication.trigger, but=named[0].country)
    if other is not None:
        slots["actor"] = [other, *slots["actor"]]


def _by_roles(annotated: Annotated, kind: Kind, frame: Frame, predication: Predication, slot: str) -> list[Value]:
    if slot in _CASUALTIES:  # "25 personnes ont été tuées et 75 blessées": the participle has its own figure
        token = predication.token
        own: list[Value] = [c for c in annotated.counts if c.unit == slot and c.span.start < token.start < c.span.end]
        if own:
            return own
    for together in frame.roles.get(slot, ()):
        found: list[Value] = []
        for path in together:
            if path and not (slot == "recipient" and _suffers(annotated, predication, path)):
                fillers = follow(annotated, predication, path)
                if (
                    SLOT_TYPES[slot] == "text" and path in frame.only and len(fillers) > 1
                ):  # of two clauses, the one asked for
                    asked = [
                        k
                        for k in fillers
                        if is_of(annotated, predication, predication.sentence.tokens[k], frame.only[path])
                    ]
                    fillers = asked or fillers
                if SLOT_TYPES[slot] == "text" and len(fillers) > 1:
                    fillers = _alike(predication, fillers)
                found += _value(annotated, kind, predication, slot, path, fillers)
        found = _distinct(found)
        if slot == "recipient" and kind.name in _LOCATED and "killed" not in frame.roles and frame.mode != "arrest":
            found = [v for v in found if not _is_a_name_only(v)]  # "stormed Zalambessa": a town nobody knows
        if found:
            return found
    return []


#: kinds whose object is more often a place than a person
_LOCATED = frozenset({"attack", "coercion", "deployment", "retreat"})


def _is_a_name_only(value: Value) -> bool:
    """Whether all that is known of a party is one capitalised word."""
    if not isinstance(value, Entity) or value.role is not None or value.country or value.organisation:
        return False
    return value.kind in ("person", "organisation") and value.id == f"name:{value.name}" and " " not in value.name


def _alike(predication: Predication, fillers: list[int]) -> list[int]:
    """The clauses coordinated with an infinitive that are infinitives too: "urged X to leave and called on Y" asks one thing."""
    tokens = predication.sentence.tokens
    first = tokens[fillers[0]]
    if first.morph.get("VerbForm") != "Inf":
        return fillers
    return [k for k in fillers if tokens[k].morph.get("Tense") != "Past" or tokens[k].morph.get("VerbForm") != "Fin"]


def _suffers(annotated: Annotated, predication: Predication, path: str) -> bool:
    """Whether the path leads from a deed to who suffers it: nobody blames Ukraine who condemns "the invasion of Ukraine"."""
    steps = path.split(">")
    if len(steps) < 2 or steps[-1] not in ("de", "of", "poss"):
        return False
    classes = noun_classes(annotated.pack)
    names = classes["victim_noun"] | (classes["patient_noun"] if steps[-1] != "poss" else frozenset())
    deeds = follow(annotated, predication, ">".join(steps[:-1]))
    return any(predication.sentence.tokens[k].lemma in names for k in deeds)


def _distinct(values: Iterable[Value]) -> list[Value]:
    out: list[Value] = []
    for value in values:
        key = value.id if isinstance(value, Entity) else value
        if not any((v.id if isinstance(v, Entity) else v) == key for v in out):
            out.append(value)
    return out


def _value(
    annotated: Annotated, kind: Kind, predication: Predication, slot: str, path: str, tokens: Sequence[int]
) -> list[Value]:
    what = SLOT_TYPES[slot]
    out: list[Value] = []
    for i in tokens:
        if what == "entity":
            out += _entities(annotated, kind, predication, slot, path, i)
        elif what == "money":
            out += [m for m in annotated.amounts if _within(annotated, predication, i, m.span)]
        elif what == "count":
            out += _counts(annotated, predication, slot, i)
        elif what == "text":
            span = _text(annotated, predication, slot, i)
            out += [span] if span else []
    return out


def _entities(annotated: Annotated, kind: Kind, predication: Predication, slot: str, path: str, i: int) -> list[Entity]:
    sentence, actors = predication.sentence, annotated.actors
    token = sentence.tokens[i]
    if path.split(">")[-1] == "adj":
        return actors.of_adjective(sentence, i)
    through = slot in _THROUGH and kind.name in ("attack", "interception", "deployment", "coercion")
    found = actors.resolve(sentence, i, through=through)
    vague = all(e.kind == "group" for e in found)
    if vague and is_of(annotated, predication, token, frozenset({"weapon"})):
        return []  # "a drone hit a bus": nobody is named
    if not found and slot == "recipient" and kind.name == "attack":
        found = actors.resolve(sentence, i, through=True)
    if _is_place_only(annotated, predication, slot, token, path):
        return []
    found = [e for e in found if not _is_a_place(annotated, e, token)]
    outside = not sentence.is_below(i, predication.trigger)
    if not found and path == "object" and predication.token.rel == "relcl" and outside:
        return _named_before(annotated, predication)
    return found


def _is_a_place(annotated: Annotated, entity: Entity, token: Token) -> bool:
    """Whether what the recogniser took for a body or a person is a town that the gazetteer of places knows ("marched into Goma")."""
    located = token.case in noun_classes(annotated.pack)["locative"] | {"of", "de"}
    named = entity.kind == "organisation" or (entity.kind == "person" and located)
    unknown = named and entity.id.startswith("name:") and entity.role is None
    return unknown and any(p.geonames and p.span.overlaps(entity.span) for p in annotated.places)


def _named_before(annotated: Annotated, predication: Predication) -> list[Entity]:
    """The name right before a relative clause ("relations with X, which it accuses"), when its antecedent is a thing."""
    sentence = predication.sentence
    first = min(sentence.subtree(predication.trigger))
    k = first - 1
    while k > 0 and sentence.tokens[k].pos == "PUNCT":
        k -= 1
    return annotated.actors.resolve(sentence, k) if k >= 0 and sentence.tokens[k].pos == "PROPN" else []


def _is_place_only(annotated: Annotated, predication: Predication, slot: str, token: Token, path: str) -> bool:
    """A capital that is only where something happened is no actor ("dans Moscou", "in Kyiv")."""
    locative = noun_classes(annotated.pack).get("locative", frozenset())
    if predication.sentence.is_below(predication.trigger, token.i) and predication.trigger != token.i:
        return False  # "avait ouvert son ciel aux avions qui bombardent": the case is not the trigger's
    return token.case in locative and path.split(">")[-1] not in (token.case, "beneficiary", "blamed")


def _within(annotated: Annotated, predication: Predication, i: int, span: Span) -> bool:
    tokens = predication.sentence.tokens
    below = predication.sentence.subtree(i, frozenset({"relcl"}))
    return any(span.start < tokens[k].end and tokens[k].start < span.end for k in below)


def _counts(annotated: Annotated, predication: Predication, slot: str, i: int) -> list[Value]:
    """The count of the very noun at `i` (or, for casualties, of its unit)."""
    sentence = predication.sentence
    token = sentence.tokens[i]
    out: list[Value] = []
    for count in annotated.counts:
        if not (count.span.start < token.end and token.start < count.span.end):
            continue
        if count.unit == "percent" and slot != "rate":
            continue
        if slot in _CASUALTIES:
            told = count.unit in _CASUALTIES or predication.nominal
            if told and count.unit != slot:
                continue
        out.append(count)
    return out


def _text(annotated: Annotated, predication: Predication, slot: str, i: int) -> Span | None:
    token = predication.sentence.tokens[i]
    if slot == "weapon":
        token = predication.sentence.tokens[predication.sentence.counted(i)]
        if token.pos == "NUM":
            return None
        if not is_of(annotated, predication, token, frozenset({"weapon", "flying"})):
            return None
        if token.lemma in noun_classes(annotated.pack)["manned"] and predication.sentence.kids(token.i, "poss"):
            return None  # "its fighters" are men
        return Span.of(annotated.article.text, token.start, token.end)
    if token.pos == "PRON" or any(t.span.start <= token.start < t.span.end for t in annotated.times):
        return None
    if slot == "items" and predication.sentence.tokens[predication.sentence.counted(i)].lemma in CURRENCIES:
        return None
    if slot == "items" and token.pos in ("NOUN", "PROPN"):
        span = annotated.actors.noun_span(predication.sentence, predication.sentence.counted(i))
        others = [t.span for t in annotated.times] + [m.span for m in annotated.amounts]
        apart = [other.start for other in others if span.start <= other.start < span.end]
        kept = annotated.article.text[span.start : min(apart, default=span.end)].rstrip(" \u00a0,")
        if apart:  # "un don de 500 millions": what is given is the sum
            kept = _LINK.sub("", kept)
        words = noun_classes(annotated.pack)
        if not kept or token.lemma in words["sum_word"] or (apart and token.lemma in words["mere_sum"]):
            return None
        span = Span.of(annotated.article.text, span.start, span.start + len(kept))
        return closed(annotated.article.text, span.start, span.end)
    return phrase(annotated, predication.sentence, i, but=predication.trigger)


#: what links goods to their worth
_LINK = re.compile(r"\s+(?:de|d['’]|of|worth|worth of|for|à|pour|in)$")
#: casualty slots: a count of another casualty, or of no casualty under a noun, does not fill them
_CASUALTIES = frozenset({"killed", "wounded", "displaced", "missing"})


# -- what the clause around the trigger adds -----------------------------------


def _from_clause(annotated: Annotated, kind: Kind, predication: Predication, slots: Slots) -> None:
    clause = clause_of(annotated, predication)
    inner = _spans_of_text(slots)
    times = [t for t in annotated.times if clause.holds(t.span)]
    if "deadline" in kind.slots:
        slots["deadline"] = [t for t in times if t.bound == "by" or (t.duration and kind.name == "ultimatum")]
    dated = [
        t
        for t in times
        if t.bound != "by"
        and t.type not in ("DURATION", "SET")
        and not any(s.contains(t.span) for s in inner)
        and not _is_of_another(predication, t.span)
    ]
    if dated:
        slots["time"] = [min(dated, key=lambda t: abs(t.span.start - predication.token.start))]
    slots["place"] = list(_places(annotated, kind, predication, clause, slots))
    if "killed" in kind.slots or "wounded" in kind.slots:
        _casualties(annotated, kind, clause, slots)
    if "weapon" in kind.slots and not slots.get("weapon"):
        slots["weapon"] = list(_weapons(annotated, predication))
    if "programme" in kind.slots:
        slots["programme"] = list(_programmes(annotated, clause))
    if "amount" in kind.slots and not slots.get("amount") and kind.name in ("pledge", "aid"):
        slots["amount"] = [m for m in annotated.amounts if clause.holds(m.span)]
    if "amount" in kind.slots and not slots.get("amount") and kind.name == "sanction":  # aid that is cut
        cut = predication.roles.get("object", [])
        slots["amount"] = [m for m in annotated.amounts if any(_within(annotated, predication, k, m.span) for k in cut)]
    if "rate" in kind.slots and not slots.get("rate"):
        slots["rate"] = [c for c in annotated.counts if c.unit == "percent" and clause.holds(c.span)]


def _is_of_another(predication: Predication, span: Span) -> bool:
    """Whether the time stands under a participle that belongs to another noun: "despite a ceasefire agreed on Friday"."""
    sentence = predication.sentence
    inside = [t for t in sentence.tokens if t.start < span.end and span.start < t.end]
    if not inside:
        return False
    own = set(sentence.path(predication.trigger))
    for k in sentence.path(_top(inside).i)[1:]:
        if k in own:
            return False
        above = sentence.tokens[k]
        if above.pos == "VERB" and above.rel == "acl" and above.morph.get("Aspect") != "Prog":
            return True
    return False


def _spans_of_text(slots: Slots) -> list[Span]:
    return [
        v
        for name in ("demand", "consequence", "content", "condition")
        for v in slots.get(name, [])
        if isinstance(v, Span)
    ]


#: kinds whose object may be a place: it is hit, left, closed, visited
_PLACED = frozenset({"attack", "coercion", "toll", "protest", "retreat", "deployment", "visit"})


def _places(
    annotated: Annotated, kind: Kind, predication: Predication, clause: Clause, slots: Slots
) -> Iterable[Place]:
    """Places under a locative preposition, or hit, in the clause; not those inside what is demanded or threatened."""
    inner = _spans_of_text(slots)
    parties = [v.span for name in ("actor", "recipient") for v in slots.get(name, []) if isinstance(v, Entity)]
    for place in annotated.places:
        if not clause.holds(place.span) or any(s.contains(place.span) for s in inner):
            continue
        if any(a.source_span and a.source_span.overlaps(place.span) for a in annotated.attributions.found):
            continue
        if place.precision == "country" and any(s.overlaps(place.span) for s in parties):
            continue
        tokens = [t for t in predication.sentence.tokens if t.start < place.span.end and place.span.start < t.end]
        token = _top(tokens)
        if _is_vessel(annotated, predication, token):
            continue
        sender = predication.sentence.tokens[token.head]
        if token.case == "from" and token.head != token.i and annotated.actors.resolve(predication.sentence, sender.i):
            continue  # "envoys from Russia"
        if _is_far(predication, token, noun_classes(annotated.pack)["place_noun"]):
            continue
        left = kind.name == "retreat" and _is_left(annotated, predication, token)
        if (
            left
            or _is_located(annotated, predication, token)
            or (kind.name in _PLACED and _is_direct(annotated, predication, token))
        ):
            yield place


def _is_vessel(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whether the name is a ship's or another weapon's: "the cruiser Moskva"."""
    classes = noun_classes(annotated.pack)
    beside = predication.sentence.kids(token.i, "compound")
    if token.rel in ("appos", "flat"):
        beside = [*beside, predication.sentence.tokens[token.head]]
    return any(t.pos == "NOUN" and t.lemma in classes["weapon"] for t in beside)


def _is_far(predication: Predication, token: Token, place_words: frozenset[str]) -> bool:
    """Whether another verb stands between the place and the trigger."""
    own = {predication.trigger, predication.support}
    for k in predication.sentence.path(token.i)[1:]:
        if k in own:
            return False
        above = predication.sentence.tokens[k]
        if above.pos in ("VERB", "AUX"):
            return True
        if predication.nominal and above.pos == "NOUN" and not predication.sentence.is_below(k, predication.trigger):
            general = above.lemma in place_words or above.rel == "conj"
            if not general:
                return True  # "the raids followed a summit in Paris"
    return True


def _is_located(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whether a locative preposition governs the place, or the "region", "city" in front of it."""
    classes = noun_classes(annotated.pack)
    locative, general = classes["locative"], classes["place_noun"]
    sentence = predication.sentence
    host = sentence.tokens[token.head]
    if annotated.predicator.verbs.has(host.lemma, "blamed"):
        return False  # "une frappe attribuée à X"
    cases = {token.case}
    if host.lemma in general and token.rel in ("nmod", "conj", "flat", "appos", "compound"):
        cases.add(host.case)
    if token.rel in ("poss", "compound") and (host.lemma in general or host.lemma in classes["military_target"]):
        cases.add(host.case)  # "outside Sarajevo's covered market"
    if token.rel == "conj" and host.case:
        above = sentence.tokens[host.head]
        cases |= {host.case} | ({above.case} if above.lemma in general else set())
    return bool(cases & locative)


def _is_left(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whether the place, or the "town of" before it, is what the trigger's actor leaves: "s'est retirée de la ville de X"."""
    sentence = predication.sentence
    if sentence.tokens[token.head].lemma in noun_classes(annotated.pack)["place_noun"]:
        token = sentence.tokens[token.head]
    return token.case in ("de", "from", "out of") and token.head in (predication.trigger, predication.support)


def _is_direct(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whether the place is the object of the trigger, by itself or behind "the city of"."""
    sentence = predication.sentence
    host = sentence.tokens[token.head]
    own = {predication.trigger, predication.support}
    if token.rel == "conj":
        token, host = host, sentence.tokens[host.head]
    if token.rel in ("obj", "subjpass"):
        return host.i in own
    general = noun_classes(annotated.pack)["place_noun"]
    return host.lemma in general and host.rel in ("obj", "subjpass") and host.head in own


def _top(tokens: Sequence[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside), tokens[0])


def _casualties(annotated: Annotated, kind: Kind, clause: Clause, slots: Slots) -> None:
    """Counts of killed and wounded in the clause ("... faisant 12 morts et 30 blessés")."""
    for name in ("killed", "wounded", "displaced"):
        if name in kind.slots and not slots.get(name):
            told: list[Value] = [c for c in annotated.counts if c.unit == name and clause.holds(c.span)]
            slots[name] = told[:1]


def _weapons(annotated: Annotated, predication: Predication) -> Iterable[Span]:
    for role in ("adj", "de", "compound", "avec", "with", "à", "subject"):
        for i in predication.roles.get(role, []):
            token = predication.sentence.tokens[i]
            manned = token.lemma in noun_classes(annotated.pack)["manned"] and predication.sentence.kids(i, "poss")
            if (
                token.pos in ("NOUN", "PROPN")
                and not manned
                and is_of(annotated, predication, token, frozenset({"weapon"}))
            ):
                yield Span.of(annotated.article.text, token.start, token.end)
                return


def _programmes(annotated: Annotated, clause: Clause) -> Iterable[Span]:
    """A named programme: a name behind "projet", "programme", "initiative"."""
    sentence, words = clause.sentence, noun_classes(annotated.pack)["programme"]
    for token in sentence.tokens:
        if token.lemma in words and token.i in clause.words:
            for k in sentence.subtree(token.i, frozenset({"relcl", "acl"})):
                name = sentence.tokens[k]
                if name.pos == "PROPN" and name.i != token.i:
                    yield Span.of(annotated.article.text, name.start, name.end)
                    return
