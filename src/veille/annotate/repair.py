"""Misattachments that parsers of every language make, mended on the neutral labels."""

from __future__ import annotations

from collections.abc import Sequence

from veille.annotate.tokens import Token

#: names of one sort: a list of them is no apposition
_LISTED = frozenset({"GPE", "LOC", "ORG", "NORP"})


#: what opens a list of members
_SUCH_AS = frozenset({"such as", "including"})


def mend_members(tokens: Sequence[Token]) -> None:
    """In "countries that trade with X, such as A and B" the members are the countries', not X's."""
    for token in tokens:
        if token.case == "as" and any(t.lemma == "such" for t in tokens[max(0, token.i - 3) : token.i]):
            token.case = "such as"
        if token.case not in _SUCH_AS or token.rel == "conj" or tokens[token.head].pos != "PROPN":
            continue
        host = next(
            (
                t
                for t in reversed(tokens[: token.head])
                if t.pos == "NOUN" and t.morph.get("Number") == "Plur" and not t.ent
            ),
            None,
        )
        if host is not None:
            token.head, token.rel = host.i, "nmod"


def with_children(tokens: Sequence[Token]) -> list[list[int]]:
    """Children of each token by index."""
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return children


def mend_parataxis(tokens: Sequence[Token]) -> None:
    """What stands before a verb behind a semicolon is another clause, not its complement: "A did X; B has asked for Y"."""
    for token in tokens:
        head = tokens[token.head]
        if token.rel == "ccomp" and token.i < head.i:
            inside = _below(tokens, token.i)
            if any(t.form == ";" and t.i not in inside for t in tokens[token.i : head.i]):
                token.rel = "parataxis"


def mend_strays(tokens: Sequence[Token]) -> None:
    """In "sent X, who will meet Y" the name right behind the second verb is its object, not a second one of the first."""
    children = with_children(tokens)
    for token in tokens:
        verb = tokens[token.head]
        first = min([token.i, *(k for k in children[token.i] if k < token.i)])
        near = tokens[first - 1] if first else token
        if (
            token.rel != "obj"
            or near.pos != "VERB"
            or near.i <= verb.i
            or near.rel not in ("relcl", "advcl", "acl", "conj")
        ):
            continue
        second = any(tokens[k].rel == "obj" and k < near.i for k in children[verb.i])
        if second and not any(tokens[k].rel in ("obj", "auxpass") for k in children[near.i]):
            token.head = near.i


def mend_lists(tokens: Sequence[Token]) -> None:
    """In "Saudi Arabia, Bahrain and Egypt" the second name is a conjunct of the first, no apposition."""
    children = with_children(tokens)
    for token in tokens:
        head = tokens[token.head]
        if token.rel == "nmod" and not token.case and token.pos == head.pos == "PROPN" and head.i < token.i:
            listed = any(t.form == "," for t in tokens[head.i : token.i])
            if listed and any(tokens[k].rel == "conj" and k > token.i for k in children[head.i]):
                token.rel = "conj"
        same = token.ent == head.ent and token.ent in _LISTED
        if token.rel == "appos" and same and any(tokens[k].rel == "conj" for k in children[token.i]):
            token.rel = "conj"


def mend_fronted(tokens: Sequence[Token]) -> None:
    """A finite verb without subject takes the noun that was read as apposition to a fronted phrase."""
    children = with_children(tokens)
    for verb in tokens:
        if verb.pos != "VERB" or verb.rel not in ("root", "ccomp", "conj") or _has_subject(tokens, children[verb.i]):
            continue
        found = next((t for t in tokens[: verb.i] if _is_fronted(tokens, t, verb)), None)
        if found is not None:
            passive = any(tokens[k].rel == "auxpass" for k in children[verb.i])
            found.rel, found.head, found.case = "subjpass" if passive else "subj", verb.i, ""


def _has_subject(tokens: Sequence[Token], children: Sequence[int]) -> bool:
    return any(tokens[k].rel in ("subj", "subjpass", "csubj", "expl") for k in children)


def _is_fronted(tokens: Sequence[Token], token: Token, verb: Token) -> bool:
    """Whether `token` is an apposition behind a comma, inside a phrase that stands before the verb."""
    if token.rel != "appos" and not (token.rel == "nmod" and not token.case and token.pos == "NOUN"):
        return False
    top = tokens[token.head]
    while top.rel in ("nmod", "conj", "appos") and top.head != top.i:
        top = tokens[top.head]
    first = min(_below(tokens, token.i))
    comma = first > 0 and tokens[first - 1].form == ","
    return comma and top.rel == "obl" and top.head == verb.i and top.i < token.i


def _below(tokens: Sequence[Token], i: int) -> set[int]:
    """The token and everything under it."""
    found, grown = {i}, True
    while grown:
        more = {t.i for t in tokens if t.head in found} - found
        grown = bool(more)
        found |= more
    return found


def mend_orphans(tokens: Sequence[Token]) -> None:
    """In "X struck A and B fired" the noun right before the second verb, read as a conjunct of "A", is its subject."""
    children = with_children(tokens)
    for verb in tokens:
        if verb.pos != "VERB" or verb.rel not in ("advcl", "conj", "ccomp", "acl") or verb.i == 0:
            continue
        if _has_subject(tokens, children[verb.i]) or verb.morph.get("VerbForm") in ("Inf", "Ger"):
            continue
        noun = tokens[_before(tokens, children, verb)]
        joined = noun.rel == "conj" and noun.nominal and tokens[noun.head].i != verb.i and noun.head < noun.i
        host = tokens[noun.head]
        if joined and host.rel in ("obl", "obj", "nmod") and _past(verb, tokens, children):
            passive = any(tokens[k].rel == "auxpass" for k in children[verb.i])
            noun.rel, noun.head, noun.case = "subjpass" if passive else "subj", verb.i, ""
            if verb.rel in ("advcl", "acl"):
                verb.rel = "conj"


def mend_objects(tokens: Sequence[Token]) -> None:
    """In "arrested A and dissolved B" the noun behind the second verb, read as a conjunct of "A", is its object."""
    children = with_children(tokens)
    for noun in tokens:
        first = tokens[noun.head]
        if (
            noun.rel != "conj"
            or not noun.nominal
            or first.i > noun.i
            or any(tokens[k].rel == "cc" for k in children[noun.i])
        ):
            continue
        between = [t for t in tokens[first.i + 1 : noun.i] if t.pos == "VERB" and t.rel == "conj"]
        if not between or any(t.form in (",", ";") for t in tokens[between[-1].i : noun.i]):
            continue
        verb = between[-1]
        joined = any(tokens[k].rel == "cc" for k in children[verb.i]) or tokens[verb.i - 1].rel == "cc"
        if joined and not any(tokens[k].rel in ("obj", "subjpass") for k in children[verb.i]):
            noun.rel, noun.head, noun.case = "obj", verb.i, ""


def _before(tokens: Sequence[Token], children: Sequence[Sequence[int]], verb: Token) -> int:
    """The word in front of the verb's group (its auxiliaries, adverbs and pronouns passed over)."""
    k = verb.i - 1
    while k > 0 and tokens[k].head == verb.i and tokens[k].rel in ("aux", "auxpass", "advmod", "neg", "expl"):
        k -= 1
    return k


def _past(verb: Token, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> bool:
    finite = verb.morph.get("VerbForm") == "Fin" or any(tokens[k].rel in ("aux", "auxpass") for k in children[verb.i])
    return finite or (verb.morph.get("Tense") == "Past" and verb.rel != "acl")


def mend_civilities(tokens: Sequence[Token], civilities: frozenset[str]) -> None:
    """In "la démission de M. Dupont" the name is the head, the civility its attachment."""
    for token in tokens:
        if token.form.lower() not in civilities:
            continue
        behind = [t for t in tokens[token.i + 1 : token.i + 3] if t.head == token.i and t.form[:1].isupper()]
        name = next((t for t in behind if t.pos == "PROPN" or t.i == token.i + 1), None)
        if name is None:
            continue
        name.pos = "PROPN"
        name.rel, name.case = token.rel, token.case
        name.head = name.i if token.head == token.i else token.head
        for other in tokens:
            if other.head == token.i and other is not name and other is not token:
                other.head = name.i
        token.rel, token.head, token.case = "compound", name.i, ""
