"""From the English parser's ClearNLP labels to the labels of `veille.annotate.tokens`."""

from __future__ import annotations

import itertools

from veille.annotate.repair import (
    mend_fronted,
    mend_granted,
    mend_interrupted,
    mend_lists,
    mend_members,
    mend_objects,
    mend_orphans,
    mend_parataxis,
    mend_parted_roots,
    mend_strays,
    with_children,
)
from veille.annotate.tokens import Token
from veille.lang.en.reported import mend_reported

_RELS = {
    "ROOT": "root",
    "nsubj": "subj",
    "nsubjpass": "subjpass",
    "csubj": "csubj",
    "csubjpass": "csubj",
    "dobj": "obj",
    "dative": "iobj",
    "agent": "prep",
    "nummod": "num",
    "npadvmod": "advmod",
    "nmod": "compound",
    "oprd": "attr",
    "acomp": "attr",
    "predet": "det",
    "quantmod": "advmod",
}


#: what a "general" may be head of: "secretary-general" is no soldier
_GENERALS = frozenset({"secretary", "director", "attorney", "governor", "inspector"})


def adapt(tokens: list[Token]) -> list[Token]:
    """The same tokens, relabelled, with the nouns under prepositions lifted, in place."""
    for first, hyphen, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.lemma == "general" and hyphen.form in ("-", "‑") and first.lemma in _GENERALS:
            token.lemma, token.pos = f"{first.lemma}-general", "NOUN"
    for token in tokens:
        if token.rel == "agent":
            token.mark = "agent"
        token.rel = _RELS.get(token.rel, token.rel)
        if token.rel == "det" and token.lemma == "no":
            token.rel = "neg"
    for token in tokens:
        if token.rel in ("pobj", "pcomp"):
            _lift(token, tokens)
    _join_titles(tokens)
    _part_openings(tokens)
    _name_deeds(tokens)
    _lift_conjuncts(tokens)
    _name_marks(tokens)
    for token in tokens:
        token.mark = "" if token.mark == "agent" else token.mark
        if token.rel in ("prep", "prt") and token.pos in ("ADP", "ADV", "SCONJ"):
            token.rel = "prt"
    _mend_progressives(tokens)
    _mend_datives(tokens)
    _mend_labels(tokens)
    _mend_negations(tokens)
    _mend_terms(tokens)
    _mend_designations(tokens)
    _mend_names_given(tokens)
    _mend_contrasts(tokens)
    mend_reported(tokens)
    mend_interrupted(tokens)
    mend_fronted(tokens)
    mend_orphans(tokens)
    mend_members(tokens)
    mend_objects(tokens)
    mend_lists(tokens)
    mend_parted_roots(tokens)
    mend_parataxis(tokens)
    mend_strays(tokens)
    mend_granted(tokens, _GIVERS, _SPANS)
    return tokens


#: verbs that say what somebody or something is
_NAMING = frozenset({"call", "brand", "label", "dub", "deem", "term", "declare", "pronounce"})


def _mend_names_given(tokens: list[Token]) -> None:
    """In "called X's offer a farce", "called X's remarks absurd" the last words are said of the offer, of the remarks."""
    for verb in tokens:
        if verb.lemma not in _NAMING or verb.pos != "VERB":
            continue
        attributes = [t for t in tokens[verb.i :] if t.head == verb.i and t.rel == "attr" and not t.case]
        objects = [t for t in tokens[verb.i :] if t.head == verb.i and t.rel == "obj"]
        if len(attributes) == 2 and not objects and attributes[0].nominal:
            attributes[0].rel = "obj"
        elif len(objects) == 1 and not attributes:
            named = [t for t in tokens[objects[0].i + 1 :] if t.head in (objects[0].i, verb.i) and _is_bare(tokens, t)]
            if named:
                named[0].rel, named[0].head = "attr", verb.i
        elif len(attributes) == 1 and not objects and attributes[0].pos == "ADJ":
            _give_object(tokens, verb, attributes[0])


def _is_bare(tokens: list[Token], noun: Token) -> bool:
    """A noun with "a" that no preposition governs, right behind what is named."""
    article = next((t for t in tokens[: noun.i] if t.head == noun.i and t.rel == "det"), None)
    loose = noun.rel in ("appos", "advmod", "nmod", "obl", "dep") and not noun.case and noun.pos == "NOUN"
    return loose and article is not None and article.lemma == "a" and tokens[article.i - 1].form != ","


def _give_object(tokens: list[Token], verb: Token, adjective: Token) -> None:
    """The noun taken for a part of the adjective is the verb's object, with its possessor and article."""
    noun = next((t for t in tokens[: adjective.i] if t.head == adjective.i and t.rel == "compound"), None)
    if noun is None or noun.i < verb.i:
        return
    noun.rel, noun.head = "obj", verb.i
    for token in tokens[verb.i : noun.i]:
        if token.head == adjective.i and token.rel in ("poss", "det", "amod", "compound"):
            token.head = noun.i


#: verbs that grant time, and the spans they grant
_GIVERS = frozenset({"give", "grant", "allow"})
_SPANS = frozenset({"hour", "day", "week", "fortnight", "month", "year"})


def _join_titles(tokens: list[Token]) -> None:
    """In "when presidents X and Y met" the title belongs to the name behind it, and is no second subject."""
    for title in tokens:
        if title.rel not in ("subj", "subjpass") or title.pos != "NOUN":
            continue
        name = next((t for t in tokens[title.i + 1 : title.i + 5] if t.head == title.head and t.rel == title.rel), None)
        if name is None or name.pos != "PROPN" or name.ent != "PERSON":
            continue
        if all(t.head == name.i and t.rel == "compound" for t in tokens[title.i + 1 : name.i]):
            title.rel, title.head = "compound", name.i
            for kid in tokens[: title.i]:
                if kid.head == title.i and kid.rel == "det":
                    kid.head = name.i


def _part_openings(tokens: list[Token]) -> None:
    """In "On South Georgia 22 marines fired" and "On Sunday police fired" the first name goes with "on", not with the men."""
    if len(tokens) < 4 or tokens[0].pos != "ADP" or tokens[1].pos not in ("PROPN", "ADJ"):
        return
    subject = next((t for t in tokens[1:8] if t.rel in ("subj", "subjpass")), None)
    if subject is None or any(t.head == 0 for t in tokens[1:]) or tokens[0].head == subject.i:
        return
    run = [t for t in tokens[1 : subject.i] if t.ent in ("GPE", "LOC", "DATE", "FAC") and t.form[:1].isupper()]
    last = run[-1] if run else None
    if (
        last is None
        or [t.i for t in run] != list(range(1, last.i + 1))
        or last.pos != "PROPN"
        or last.head != subject.i
    ):
        return
    if last.i + 1 < subject.i and tokens[last.i + 1].pos != "NUM":
        return
    last.head, last.rel, last.case = subject.head, "obl", tokens[0].lemma
    tokens[0].head, tokens[0].rel = last.i, "case"


def _name_deeds(tokens: list[Token]) -> None:
    """In "came under shelling" the gerund is a noun."""
    for before, token in itertools.pairwise(tokens):
        host = tokens[token.head]
        gerund = token.pos == "VERB" and token.form.lower().endswith("ing")
        if before.lemma == "under" and gerund and host.lemma == "come":
            token.pos, token.rel, token.case, token.lemma, token.mark = "NOUN", "obl", "under", token.form.lower(), ""
            before.rel, before.head = "case", token.i


def _mend_progressives(tokens: list[Token]) -> None:
    """In "X is mediating between ..." the participle is the verb and "is" its auxiliary, not a copula."""
    for token in tokens:
        be = tokens[token.head]
        if token.rel != "attr" or token.pos != "VERB" or token.morph.get("Aspect") != "Prog" or be.lemma != "be":
            continue
        token.rel, token.head = be.rel, token.i if be.head == be.i else be.head
        be.rel, be.head = "aux", token.i
        for other in tokens:
            if other.head == be.i and other.i != token.i:
                other.head = token.i


def _lift(token: Token, tokens: list[Token]) -> None:
    """Attach the noun (or gerund) under a chain of prepositions to what the first of them modifies."""
    chain, preposition = [tokens[token.head].lemma], tokens[token.head]
    by_agent = preposition.mark == "agent"
    while tokens[preposition.head].rel in ("prep", "case") and preposition.head != preposition.i:
        preposition = tokens[preposition.head]
        chain.insert(0, preposition.lemma)
    below, clausal = tokens[token.head], token.rel == "pcomp" and token.pos in ("VERB", "AUX")
    host = tokens[preposition.head]
    token.head = host.i
    below.rel, below.head = "case", token.i
    if clausal:
        token.rel, token.mark = "advcl", " ".join(chain)
        return
    token.case = " ".join(chain)
    if by_agent:
        token.rel = "agent"
    elif preposition.morph.get("Dative"):
        token.rel = "iobj"
    else:
        token.rel = "obl" if host.pos in ("VERB", "AUX") else "nmod"


def _lift_conjuncts(tokens: list[Token]) -> None:
    """A conjunct of a noun under a preposition stands under the same preposition."""
    for token in tokens:
        if token.rel == "conj" and not token.case and tokens[token.head].case and token.nominal:
            token.case = tokens[token.head].case


def _mend_terms(tokens: list[Token]) -> None:
    """In "condemned what it termed a violation" the violation is what was condemned."""
    for verb in tokens:
        if verb.lemma not in ("call", "term", "describe", "label", "dub", "consider", "deem") or verb.i < 2:
            continue
        what = any(t.lemma == "what" and t.head == verb.i and t.rel == "obj" for t in tokens)
        noun = next(
            (t for t in tokens[verb.i :] if t.head == verb.i and t.rel in ("attr", "obj", "obl") and t.nominal), None
        )
        if not what or noun is None or verb.rel not in ("ccomp", "advcl"):
            continue
        noun.head, noun.rel = verb.head, "obj" if verb.rel == "ccomp" else "obl"
        noun.case = "" if verb.rel == "ccomp" else verb.mark
        verb.rel, verb.head, verb.mark = "relcl", noun.i, ""


def _mend_designations(tokens: list[Token]) -> None:
    """In "designated the group a terrorist organisation" the second noun is said of the first."""
    for verb in tokens:
        if verb.lemma in ("designate", "name", "label", "brand", "declare", "dub", "proclaim"):
            objects = [t for t in tokens if t.head == verb.i and t.rel == "obj" and t.nominal]
            if len(objects) == 2 and not any(t.rel == "cc" for t in tokens[objects[0].i : objects[1].i]):
                objects[1].rel = "attr"


def _mend_contrasts(tokens: list[Token]) -> None:
    """In "A said that ..., while B urged ..." the clause behind the comma goes with the main verb, not with what A said."""
    for token in tokens:
        host = tokens[token.head]
        if token.rel != "advcl" or token.mark != "while" or host.rel != "ccomp" or host.i > token.i:
            continue
        mark = next((t for t in tokens if t.head == token.i and t.lemma == "while"), None)
        own = any(t.head == token.i and t.rel in ("subj", "subjpass") for t in tokens)
        if own and mark is not None and mark.i and tokens[mark.i - 1].form == ",":
            token.head = host.head


def _mend_negations(tokens: list[Token]) -> None:
    """In "warned X not to fire" the negation is the infinitive's."""
    for token, after in itertools.pairwise(tokens):
        if token.rel == "neg" and token.head < token.i and after.form.lower() == "to" and after.rel == "aux":
            token.head = after.head


def _mend_datives(tokens: list[Token]) -> None:
    """In "give Russia ten days" the noun behind the indirect object is the object, though it names a time."""
    children = with_children(tokens)
    for token in tokens:
        kids = [tokens[k] for k in children[token.head]]
        dative = [k for k in kids if k.rel == "iobj" and k.i < token.i]
        given = tokens[token.head].lemma in ("give", "grant", "allow") and token.rel == "advmod" and token.pos == "NOUN"
        objects = [k for k in kids if k.rel == "obj" and k.i < token.i]
        if given and token.ent in ("DATE", "TIME") and objects and not dative:  # "gave X and his sons 48 hours"
            objects[0].rel, token.rel = "iobj", "obj"
        if token.rel == "advmod" and token.pos == "NOUN" and dative and not any(k.rel == "obj" for k in kids):
            token.rel = "obj"


_LABELS = frozenset(
    {"call", "label", "brand", "term", "deem", "declare", "describe", "consider", "find", "judge", "pronounce", "dub"}
    | {"dismiss", "denounce", "condemn", "characterise", "characterize", "portray", "depict", "regard", "decry"}
)


def _mend_labels(tokens: list[Token]) -> None:
    """In "branded the plan illegal", "described it as baseless" the adjective is said of the object; so is time granted."""
    children = with_children(tokens)
    for token in tokens:
        verb = tokens[token.head]
        kids = [tokens[k] for k in children[token.i]]
        if token.pos == "ADJ" and verb.form == "as" and verb.i == token.i - 1 and tokens[verb.head].lemma in _LABELS:
            token.head, token.rel, token.case = verb.head, "obl", "as"
        if verb.lemma in _LABELS | _GIVERS and token.rel == "ccomp" and token.pos in ("ADJ", "NOUN"):
            subjects = [k for k in kids if k.rel == "subj" and verb.i < k.i < token.i]
            verbal = any(k.rel in ("cop", "aux", "mark") for k in kids)
            if not subjects or verbal or any(t.rel == "obj" and t.head == verb.i for t in tokens):
                continue
            grants = verb.lemma in _GIVERS
            subjects[0].head, subjects[0].rel = verb.i, "iobj" if grants else "obj"
            token.rel = "obj" if grants else "attr"
        if (
            token.rel == "attr"
            and verb.lemma in _LABELS
            and not any(t.rel == "obj" and t.head == verb.i for t in tokens)
        ):
            inner = next((k for k in kids if k.rel == "compound" and k.i == token.i - 1), None)
            if inner is not None and any(tokens[k].rel in ("det", "poss") for k in children[inner.i]):
                inner.head, inner.rel = verb.i, "obj"  # "called the West's accusations groundless"


def _name_marks(tokens: list[Token]) -> None:
    children = with_children(tokens)
    for token in tokens:
        marks = [tokens[k] for k in children[token.i] if tokens[k].rel == "mark"]
        marks += [tokens[k] for k in children[token.i] if tokens[k].rel == "aux" and tokens[k].lemma == "to"]
        if marks and not token.mark:
            token.mark = " ".join(mark.lemma for mark in marks)
        if not token.mark and token.rel in ("advcl", "ccomp"):
            adverbs = [
                tokens[k]
                for k in children[token.i]
                if tokens[k].lemma in ("when", "while", "whether", "where", "how", "why")
            ]
            token.mark = adverbs[0].lemma if adverbs else ""
