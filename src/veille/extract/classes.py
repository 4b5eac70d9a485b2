"""What a frame may ask of a role's word: a class of the lexicon, or one of the tests below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from veille.annotate.annotated import Annotated
from veille.annotate.predications import Predication
from veille.annotate.tokens import Token
from veille.lang.pack import Pack
from veille.values import Span

#: classes of what is given
_GIVEN = frozenset({"aid_sum", "aid_goods", "donation", "relief_good"})
#: classes that a sum is of
_SUMS = frozenset({"aid_sum", "money"})
Test = Callable[[Annotated, Predication, Token], bool]


@lru_cache(maxsize=8)
def noun_classes(pack: Pack) -> Mapping[str, frozenset[str]]:
    """The noun classes of the pack's lexicon: class -> lemmas."""
    return {name: frozenset(lemmas) for name, lemmas in pack["lexicon"]["nouns"].items()}


def is_of(annotated: Annotated, predication: Predication, token: Token, names: frozenset[str]) -> bool:
    """Whether the word at `token`, or the noun that it counts, is of one of the classes."""
    if names & _SUMS and token.pos in ("NUM", "SYM", "NOUN") and _money(annotated, predication, token):
        return True  # "$500 million in bonds"
    token = predication.sentence.tokens[predication.sentence.counted(token.i)]
    if any(_is(annotated, predication, token, name) for name in names):
        return True
    meant = _left_out(annotated, predication, token) if token.pos == "NUM" else None
    return meant is not None and any(
        meant in noun_classes(annotated.pack)[name] for name in names if name in noun_classes(annotated.pack)
    )


def _left_out(annotated: Annotated, predication: Predication, token: Token) -> str | None:
    """The noun that a bare number leaves out ("it shot down 42", "en avoir détruit 70"): the plural last counted before it."""
    index = predication.sentence.index
    for sentence in reversed(annotated.sentences[max(0, index - 1) : index + 1]):
        for k in reversed(sentence.tokens):
            if k.start < token.start and k.pos == "NOUN" and sentence.kids(k.i, "num"):
                return k.lemma
    return None


def _is(annotated: Annotated, predication: Predication, token: Token, name: str) -> bool:
    if name in _GIVEN and token.lemma in noun_classes(annotated.pack)["bundle"]:
        inside = predication.sentence.kids(token.i, "nmod", "compound")
        if any(_is(annotated, predication, t, "punish") for t in inside):
            return False  # "a package of sanctions"
    test = _TESTS.get(name)
    if test is not None:
        return test(annotated, predication, token)
    words = noun_classes(annotated.pack).get(name)
    if words is not None and (token.lemma in words or token.form.lower() in words):
        return True
    if words is not None and token.pos == "NOUN" and token.lemma in noun_classes(annotated.pack)["collective"]:
        beside = predication.sentence.kids(token.i, "compound", "nmod", "amod")  # "a carrier strike group"
        if any(t.lemma in words or t.form.lower() in words for t in beside if t.pos in ("NOUN", "PROPN")):
            return True
    if words is not None and token.lemma in noun_classes(annotated.pack)["portion"]:  # "a round of sanctions"
        parts = [t for t in predication.sentence.kids(token.i, "nmod") if t.case in ("de", "of")]
        if any(t.lemma in words or t.form.lower() in words for t in parts):
            return True
    if words is not None and token.pos == "PROPN":  # "the aircraft carrier George Washington"
        beside = predication.sentence.kids(token.i, "compound", "appos", "flat", "amod")
        if any(t.pos == "NOUN" and t.lemma in words for t in beside):
            return True
    return token.pos in ("VERB", "AUX") and annotated.predicator.verbs.has(token.lemma, name)


def _actor(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return bool(annotated.actors.resolve(predication.sentence, token.i))


def _owned(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return bool(annotated.actors.resolve(predication.sentence, token.i, through=True))


def _person(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(e.kind == "person" for e in annotated.actors.resolve(predication.sentence, token.i))


def _person_actor(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Somebody who can travel and talk: a person, an office, a delegation, not a country or a force."""
    entities = annotated.actors.resolve(predication.sentence, token.i)
    return (
        any(
            e.kind == "person"
            or (
                e.kind in ("body", "group")
                and e.role in ("executive", "foreign", "official", "legislature", "opposition", "igo")
            )
            for e in entities
        )
        or (
            token.pos == "NOUN" and any(e.kind == "organisation" for e in entities)  # "a UN mission"
        )
        or (token.pos == "PRON" and token.morph.get("PronType") != "Rel" and bool(entities))
    )


def _state(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(
        e.country or e.kind in ("organisation", "person")
        for e in annotated.actors.resolve(predication.sentence, token.i)
    )


def _country(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A state by its own name or capital."""
    return any(e.kind == "state" for e in annotated.actors.resolve(predication.sentence, token.i))


def _armed(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(
        e.role in ("armed_group", "military", "police") for e in annotated.actors.resolve(predication.sentence, token.i)
    )


def _thing(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A word that cannot speak or decide: a common noun that is no actor."""
    return token.pos in ("NOUN", "NUM") and not _actor(annotated, predication, token)


def _several(annotated: Annotated, predication: Predication, token: Token) -> bool:
    roles = predication.roles.get("subject", [])
    return len(roles) > 1 or token.morph.get("Number") == "Plur"


def _pair(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """One of two parties or more that act together: "the two presidents", "Russian and Turkish officers"."""
    sides = {
        e.country or e.organisation or e.id
        for k in predication.roles.get("subject", [])
        for e in annotated.actors.resolve(predication.sentence, k)
    }
    return len(sides) > 1


def _place(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(p.span.start < token.end and token.start < p.span.end for p in annotated.places)


def _abroad(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A place outside the country of the trigger's subject: where a leader is when he is on a visit."""
    sentence, roles = predication.sentence, predication.roles
    movers = roles.get("subject") or roles.get("object", [])
    homes = {
        e.country or e.organisation or (e.name if e.kind != "group" and e.role == "igo" else None)
        for k in movers
        if k != token.i
        for e in annotated.actors.resolve(sentence, k)
    } - {None}
    span = _subtree_span(annotated, predication, token)
    there = {p.country for p in annotated.places if span.contains(p.span) and p.country}
    for name in sentence.kids(token.i, "amod"):  # "in the Libyan capital"
        there |= {e.country for e in annotated.actors.of_adjective(sentence, name.i) if e.country}
    if not there and token.pos in ("NOUN", "PROPN"):  # "at the White House"
        there = {
            e.country
            for e in annotated.actors.resolve(sentence, token.i)
            if e.kind == "body" and e.role == "executive" and e.country
        }
    return bool(homes and there) and not homes & there


#: under what the aim of a journey stands
_WHITHER = ("to", "in", "for", "into", "at", "à", "en", "pour", "dans", "vers", "par")


def _bound_abroad(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb of motion whose aim is a place abroad."""
    tokens = predication.sentence.tokens
    return any(_abroad(annotated, predication, tokens[k]) for role in _WHITHER for k in predication.roles.get(role, []))


def _to_come(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """The trigger tells what will be, or what somebody is ready to do: "will send", "is to send", "is ready to send"."""
    head = predication.sentence.tokens[predication.token.head]
    offers = predication.token.rel in ("xcomp", "acl", "ccomp") and annotated.predicator.verbs.has(head.lemma, "ready")
    return offers or (predication.tense == "future" and predication.mood in (None, "will"))


def _organisation(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """An organisation of states, a company, a party, by its name."""
    return any(e.kind == "organisation" for e in annotated.actors.resolve(predication.sentence, token.i))


def _subtree_span(annotated: Annotated, predication: Predication, token: Token) -> Span:
    tokens = predication.sentence.tokens
    below = predication.sentence.subtree(token.i, frozenset({"relcl", "advcl", "conj"}))
    return Span.of(annotated.article.text, tokens[min(below)].start, tokens[max(below)].end)


def _money(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(m.span.start < token.end and token.start < m.span.end for m in annotated.amounts)


def _of_sum(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A noun with its sum behind it: "an offer of 300 million euros"."""
    own = predication.sentence.kids(token.i, "nmod", "compound", "num")
    return any(t.case in ("de", "of", "") and _money(annotated, predication, t) for t in own)


def _aid_sum(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A sum given, or goods and help: "500 millions d'euros", "a $2bn package", "une aide alimentaire"."""
    if token.lemma in noun_classes(annotated.pack)["bundle"]:  # "un lot d'armes", "a package of 400 million dollars"
        inside = predication.sentence.kids(token.i, "nmod", "compound")
        if any(_money(annotated, predication, t) or _is(annotated, predication, t, "armament") for t in inside):
            return True
    aid = _is(annotated, predication, token, "aid_goods")
    return aid or _money(annotated, predication, token)


def _laden(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A load of goods: "des camions de vivres", "planes of food"."""
    sentence = predication.sentence
    loads = sentence.kids(token.i, "nmod")
    for clause in sentence.kids(token.i, "acl", "amod"):  # "chargé de", "loaded with", "carrying"
        loads += sentence.kids(clause.i, "obl", "nmod")
        loads += [t for t in sentence.kids(clause.i, "obj") if _is(annotated, predication, t, "aid_goods")]
    if any(t.rel == "obj" for t in loads):
        return True
    return any(
        kid.case in ("de", "of", "with")
        and (_is(annotated, predication, kid, "aid_goods") or _laden(annotated, predication, kid))
        for kid in loads
    )


def _duration(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return any(t.duration and t.span.start < token.end and token.start < t.span.end for t in annotated.times)


def _any(annotated: Annotated, predication: Predication, token: Token) -> bool:
    if token.pos == "PRON" and token.form.lower() in ("se", "s'"):
        return False
    return not any(t.span.start <= token.start < t.span.end for t in annotated.times)  # "s'est entretenu ce matin avec"


def _any_but_time(annotated: Annotated, predication: Predication, token: Token) -> bool:
    timed = any(t.span.start < token.end and token.start < t.span.end for t in annotated.times)
    return _any(annotated, predication, token) and not timed


def _any_but_place(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return (
        _any(annotated, predication, token)
        and not _place(annotated, predication, token)
        and not _owned(annotated, predication, token)
    )


def _any_but_en(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Any object but the pronouns of "s'en prendre à"."""
    return _any(annotated, predication, token) and token.form.lower() != "en"


def _any_but_clause(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return _any(annotated, predication, token) and token.pos not in ("VERB", "AUX")


def _subjunctive(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause in the bare infinitive or subjunctive ("insist that he leave")."""
    return token.morph.get("VerbForm") == "Inf" or token.morph.get("Mood") == "Sub"


def _clause_word(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb that stands where an object may: "refuse to leave"."""
    return token.pos in ("VERB", "AUX")


def _negated(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that denies ("that it would not strike", "not to target")."""
    return annotated.predicator.is_negated(predication.sentence, token.i)


def _casualties(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """People counted, or a bare number: "16 inmates", "killing 14"."""
    here = [c for c in annotated.counts if c.span.start < token.end and token.start < c.span.end]
    return any(c.unit not in ("percent",) and (c.unit is not None or token.pos == "NUM") for c in here)


def _masses(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whom a number of people or a crowd is made of: "thousands of Tamils"."""
    host = predication.sentence.tokens[token.head]
    of = token.rel == "nmod" and token.case in ("of", "de") and host is not token
    return of and host.lemma in noun_classes(annotated.pack)["mass"]


def _proper(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A proper name, whatever it names, that is no time."""
    return token.pos == "PROPN" and not any(t.span.start <= token.start < t.span.end for t in annotated.times)


def _state_or_group(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A state, organisation or armed group, or whoever acts for a state, but nobody of the trigger's own side."""
    sentence = predication.sentence
    here = annotated.actors.resolve(sentence, token.i)
    own = {e.country for k in predication.roles.get("subject", []) for e in annotated.actors.resolve(sentence, k)}
    return any(
        (e.country and e.country not in own)
        or (e.kind == "organisation" and not e.country)
        or (e.role == "armed_group" and not e.country)
        for e in here
    )


def _percent(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A rate: "25 percent"."""
    return any(c.unit == "percent" and c.span.start < token.end and token.start < c.span.end for c in annotated.counts)


def _side(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A party of the international stage: a state or who acts for it, an organisation, an armed group, a force, a person with an office."""
    return any(
        e.country or e.kind in ("organisation", "person") or e.role in ("armed_group", "military", "police")
        for e in annotated.actors.resolve(predication.sentence, token.i)
    )


def _people(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Nationals, by a demonym: "les Sud-Coréens", "60 Russians"."""
    name = annotated.actors.at.get((predication.sentence.index, token.i))
    return token.pos in ("NOUN", "PROPN") and name is not None and name.what == "demonym"


def _conditioned(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that holds only on a condition: "would be released only if ..."."""
    marks = annotated.predicator.verbs.conditional_marks
    return any(t.mark in marks for t in predication.sentence.kids(token.i, "advcl", "ccomp"))


def _alien(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause whose subject is another than the trigger's: what "X said that Y will send" promises is Y's."""
    sentence = predication.sentence
    mine = {
        e.country or e.id for k in predication.roles.get("subject", []) for e in annotated.actors.resolve(sentence, k)
    }
    own = [k.i for k in sentence.kids(token.i, "subj", "subjpass")]
    theirs = {e.country or e.id for k in own for e in annotated.actors.resolve(sentence, k)}
    return bool(own) and not mine & theirs and not all(_refers(annotated, sentence.tokens[k]) for k in own)


def _refers(annotated: Annotated, token: Token) -> bool:
    """A pronoun or "the country": whoever it stands for, it names nobody new."""
    return token.pos == "PRON" or token.lemma in noun_classes(annotated.pack)["self_noun"]


def _accomplished(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A finite clause that tells what was or is, not what will be."""
    tense, mood = annotated.predicator.tense(predication.sentence, token.i)
    finite = any(
        t.morph.get("VerbForm") == "Fin" for t in [token, *predication.sentence.kids(token.i, "aux", "auxpass", "cop")]
    )
    return finite and mood is None and tense in ("past", "present")


def _withheld(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that says what its own subject will not do: "that it would not negotiate"."""
    inner = annotated.predicator.build(predication.sentence, token.i)
    ahead = inner.tense == "future" or inner.mood in ("will", "conditional")
    mine = inner.negated and ahead and annotated.predicator.verbs.has(token.lemma, "hold_back")
    subjects = [predication.sentence.tokens[k] for k in inner.roles.get("subject", [])]
    return mine and all(_refers(annotated, t) or _actor(annotated, inner, t) for t in subjects) and bool(subjects)


def _own_will(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that tells what its own subject will do: an infinitive, or one with the trigger's subject."""
    sentence = predication.sentence
    subjects = sentence.kids(token.i, "subj", "subjpass")
    return not subjects or not _alien(annotated, predication, token)


def _ahead(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb told as still to come, or as hypothetical."""
    tense, mood = annotated.predicator.tense(predication.sentence, token.i)
    return tense == "future" or mood in ("conditional", "may", "can", "will")


def _predicate(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A participle said of somebody: "X is opposed to"."""
    return token.rel == "attr" or bool(predication.sentence.kids(token.i, "auxpass"))


def _with_y(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb with the pronoun "y": "s'y oppose"."""
    return any(t.form.lower() in ("y", "-y") for t in predication.sentence.kids(token.i))


def _reflexive(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb with the reflexive pronoun: "se sont parlé"."""
    return any(t.form.lower() in ("s'", "se", "s’") for t in predication.sentence.kids(token.i))


def _takes_to_task(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """The verb of "s'en prendre à": reflexive, with "en"."""
    forms = {t.form.lower() for t in predication.sentence.kids(token.i)}
    return bool(forms & {"s'", "se", "s’"}) and "en" in forms


def _is_obliging(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Whether the verb obliges to what its infinitive says: "needs to leave", "doit partir"."""
    tokens = predication.sentence.tokens
    bound = annotated.pack.code == "fr" or (token.i + 1 < len(tokens) and tokens[token.i + 1].form == "to")
    return annotated.predicator.verbs.has(token.lemma, "oblige") and bound


def _obliged(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that says what somebody must do: "that Syria must leave", "que la Syrie doit partir"."""
    inner = annotated.predicator.build(predication.sentence, token.i)
    actors = [k for k in inner.roles.get("subject", []) if annotated.actors.resolve(predication.sentence, k)]
    mine = {
        e.id for k in predication.roles.get("subject", []) for e in annotated.actors.resolve(predication.sentence, k)
    }
    theirs = {e.id for k in actors for e in annotated.actors.resolve(predication.sentence, k)}
    obliges = inner.mood == "must" or _is_obliging(annotated, predication, token)
    forbids = inner.negated and (annotated.pack.code == "fr" or inner.mood == "must")  # "ne doit pas", "must not"
    return bool(obliges and actors and (forbids or not inner.negated) and not mine & theirs and inner.tense != "past")


#: classes of what somebody is called who is blamed, by the word itself or by what describes it
_ILL = ("ill", "unacceptable", "bad", "nonsense", "grave_crime", "insult")
#: what somebody's deed is called that breaks a rule, when the rule or the breach is named with it
_WITH_MORE = ("crime",)


def _evaluated(annotated: Annotated, predication: Predication, token: Token, names: tuple[str, ...]) -> bool:
    """Whether the word, or an adjective or noun that describes it, is of one of the classes, and not denied."""
    sentence, classes = predication.sentence, noun_classes(annotated.pack)
    words = frozenset().union(*(classes[name] for name in names))
    beside = [t for t in sentence.kids(token.i, "amod", "compound", "acl") if t.pos != "PROPN"]
    said = any(t.lemma in words or t.form.lower() in words for t in [token, *beside])
    return said and not annotated.predicator.is_negated(sentence, token.i)


def _blaming(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A word that blames: "a farce", "a vulgar display", "an act of piracy", "absurd"."""
    if _evaluated(annotated, predication, token, _ILL):
        return True
    parts = [t for t in predication.sentence.kids(token.i, "nmod") if t.case in ("de", "of")]
    named = _evaluated(annotated, predication, token, _WITH_MORE)
    return named and any(_is(annotated, predication, t, name) for t in parts for name in (*_ILL, "war_act", "law"))


def _praising(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A word that approves: "an appropriate response", "courageous"."""
    return _evaluated(annotated, predication, token, ("good",)) and not _blaming(annotated, predication, token)


def _future_will(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that tells what its own subject, the trigger's, will do."""
    return _own_will(annotated, predication, token) and _ahead(annotated, predication, token)


def _imperative(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that says what must be: "that the border must be opened", "que la frontière doit être ouverte"."""
    inner = annotated.predicator.build(predication.sentence, token.i)
    head = predication.sentence.tokens[token.i]
    obliging = annotated.pack.code == "fr" and head.lemma == "devoir" and inner.mood != "conditional"
    perfect = any(t.lemma == "have" for t in predication.sentence.kids(token.i, "aux"))  # "must have been"
    return (inner.mood == "must" and not perfect) or obliging


def _official(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """Who speaks for a state, an organisation of states or a force."""
    return _armed(annotated, predication, token) or any(
        e.country or e.role == "igo" or e.organisation for e in annotated.actors.resolve(predication.sentence, token.i)
    )


def _pronoun_of_thing(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A pronoun that stands for what was said or asked before: "rejected that", "l'a rejeté"."""
    words = noun_classes(annotated.pack)["it_word"]
    return token.pos == "PRON" and token.form.lower() in words and not _person(annotated, predication, token)


def _alien_or_thing(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause about another than the trigger's subject, or about a thing."""
    own = predication.sentence.kids(token.i, "subj", "subjpass")
    return bool(own) and (all(t.pos == "NOUN" for t in own) or _alien(annotated, predication, token))


def _says(predication: Predication, token: Token, words: frozenset[str]) -> bool:
    """Whether the verb says just one of the words ("said no"), not a clause that begins with it ("said no one came")."""
    tokens = predication.sentence.tokens
    behind = [t for t in predication.sentence.kids(token.i) if t.i > token.i and t.form.lower() in words]
    following = tokens[behind[0].i + 1] if behind and behind[0].i + 1 < len(tokens) else None
    ends = following is None or following.pos in ("PUNCT", "ADP", "CCONJ", "SCONJ") or following.ent in ("DATE", "TIME")
    return bool(behind) and ends and not predication.roles.get("clause")


def _says_no(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return _says(predication, token, noun_classes(annotated.pack)["no_word"])


def _says_yes(annotated: Annotated, predication: Predication, token: Token) -> bool:
    return _says(predication, token, noun_classes(annotated.pack)["yes_word"])


def _others(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A clause that tells what somebody else does or did than the trigger's subject, in the passive too."""
    sentence = predication.sentence
    inner = annotated.predicator.build(sentence, token.i)
    mine, theirs = (
        {e.country or e.id for k in p.roles.get("subject", []) for e in annotated.actors.resolve(sentence, k)}
        for p in (predication, inner)
    )
    return bool(theirs) and not mine & theirs


def _be_word(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """The verb that only links its subject to what is said of it."""
    return token.lemma in ("be", "être")


def _in_it(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A verb with "y" or "dans": "y voit un outrage", "voit dans ce geste un outrage"."""
    return _with_y(annotated, predication, token) or bool(predication.roles.get("dans"))


def _reduced(annotated: Annotated, predication: Predication, token: Token) -> bool:
    """A participle that describes the noun before it: "la zone occupée par X"."""
    return token.rel in ("acl", "amod") and token.morph.get("VerbForm") == "Part"


_TESTS: Mapping[str, Test] = {
    "actor": _actor,
    "owned": _owned,
    "person_name": _person,
    "person_actor": _person_actor,
    "actor_state": _state,
    "country": _country,
    "armed": _armed,
    "thing": _thing,
    "several": _several,
    "pair": _pair,
    "place": _place,
    "abroad": _abroad,
    "bound_abroad": _bound_abroad,
    "organisation": _organisation,
    "to_come": _to_come,
    "money": _money,
    "aid_sum": _aid_sum,
    "of_sum": _of_sum,
    "laden": _laden,
    "duration": _duration,
    "any": _any,
    "any_but_time": _any_but_time,
    "any_but_place": _any_but_place,
    "any_but_en": _any_but_en,
    "any_but_clause": _any_but_clause,
    "subjunctive": _subjunctive,
    "obliged": _obliged,
    "ahead": _ahead,
    "predicate": _predicate,
    "with_y": _with_y,
    "withheld": _withheld,
    "own_will": _own_will,
    "takes_to_task": _takes_to_task,
    "reflexive": _reflexive,
    "conditioned": _conditioned,
    "alien": _alien,
    "accomplished": _accomplished,
    "people": _people,
    "casualties": _casualties,
    "side": _side,
    "masses": _masses,
    "state_or_group": _state_or_group,
    "percent": _percent,
    "proper": _proper,
    "negated": _negated,
    "reduced": _reduced,
    "future_will": _future_will,
    "others": _others,
    "says_no": _says_no,
    "says_yes": _says_yes,
    "pronoun_of_thing": _pronoun_of_thing,
    "alien_or_thing": _alien_or_thing,
    "imperative": _imperative,
    "official": _official,
    "be_word": _be_word,
    "in_it": _in_it,
    "blaming": _blaming,
    "praising": _praising,
    "clause_word": _clause_word,
}


def computed_classes() -> frozenset[str]:
    """The classes that are tests, not word lists."""
    return frozenset(_TESTS)
