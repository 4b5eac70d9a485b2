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


def break_cycles(tokens: list[Token], heads: Sequence[int]) -> list[Token]:
    """Words that hang on each other once all is mended go back, one at a time, to the head that the parser gave them."""
    for token in tokens:
        path: list[int] = []
        k = token.i
        while tokens[k].head != k and k not in path:
            path.append(k)
            k = tokens[k].head
            if k in path:  # a tree is left by the time every word is back at its first head
                moved = next(j for j in reversed(path) if tokens[j].head != heads[j])
                tokens[moved].head = heads[moved]
                if heads[moved] == moved:
                    tokens[moved].rel = "root"
                path, k = [], token.i
    return tokens


def mend_parataxis(tokens: Sequence[Token]) -> None:
    """What stands before a verb behind a semicolon is another clause, not its complement: "A did X; B has asked for Y"."""
    for token in tokens:
        head = tokens[token.head]
        if token.rel == "ccomp" and token.i < head.i:
            inside = _below(tokens, token.i)
            if any(t.form == ";" and t.i not in inside for t in tokens[token.i : head.i]):
                token.rel = "parataxis"


def mend_parted_roots(tokens: Sequence[Token]) -> None:
    """In "X, whose envoys were sidelined, called on Y" the verb behind the relative clause is the sentence's, and X its subject."""
    children = with_children(tokens)
    for noun in tokens:
        if noun.rel != "root" or not noun.nominal:
            continue
        relative = next((tokens[k] for k in children[noun.i] if tokens[k].rel == "relcl" and k > noun.i), None)
        hung = children[relative.i] if relative else ()
        verb = next((tokens[k] for k in hung if tokens[k].rel == "conj" and _follows_comma(tokens, children, k)), None)
        if relative is None or verb is None or any(tokens[k].rel in ("subj", "subjpass") for k in children[verb.i]):
            continue
        verb.rel, verb.head = "root", verb.i
        passive = any(tokens[k].rel == "auxpass" for k in children[verb.i])
        noun.rel, noun.head = ("subjpass" if passive else "subj"), verb.i


def _follows_comma(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> bool:
    """Whether a verb's group stands right behind a comma, no "and" before it."""
    first = min([i, *(k for k in children[i] if k < i and tokens[k].rel in ("aux", "auxpass", "neg", "advmod"))])
    return tokens[i].pos in ("VERB", "AUX") and first > 0 and tokens[first - 1].form == ","


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


#: what may stand between a comma and the verb that takes up its subject again
_CLITICS = frozenset("ne n' se s' y en lui leur le la l' les ne- not also then later has have had".split())
#: how far the first noun phrase of a sentence may reach, in tokens
_OPENING = 10


def mend_interrupted(tokens: Sequence[Token]) -> None:
    """In "A, which lost two men, has sent ships" the verb behind the second comma, left without subject, is A's."""
    commas = [t.i for t in tokens if t.form in (",", "–", "—")]
    start = next((t.i for t in tokens if t.pos != "PUNCT"), 0)
    if len(commas) < 2 or not start < commas[0] <= start + _OPENING:
        return
    opening = tokens[start : commas[0]]
    if opening[0].pos in ("ADP", "SCONJ", "ADV", "CCONJ", "VERB", "AUX", "PRON"):
        return
    if any(t.morph.get("VerbForm") == "Fin" for t in opening):
        return
    noun = next((t for t in opening if t.nominal and not t.case and not start <= t.head < commas[0]), None)
    noun = noun or next((t for t in opening if t.nominal and not t.case and t.rel == "root"), None)
    noun = noun or next((t for t in opening if t.nominal and not t.case), None)
    if noun is None or noun.pos == "PRON" or noun.rel in ("subj", "subjpass"):
        return
    children = with_children(tokens)
    for comma in commas[1:]:
        verb = _resumed(tokens, comma)
        if verb is None:
            continue
        if _has_subject(tokens, children[verb.i]) or verb.rel == "relcl" or verb.mark:
            return
        _take_subject(tokens, children, noun, verb)
        return


def _resumed(tokens: Sequence[Token], comma: int) -> Token | None:
    """The verb whose finite form stands right behind the comma, clitics passed over."""
    k = comma + 1
    while k < len(tokens) and tokens[k].form.lower() in _CLITICS and tokens[k].morph.get("VerbForm") != "Fin":
        k += 1
    if k >= len(tokens) or tokens[k].morph.get("VerbForm") != "Fin" or tokens[k].pos not in ("VERB", "AUX"):
        return None
    first = tokens[k]
    if first.pos == "VERB":
        return first
    host = tokens[first.head]
    return host if host.pos == "VERB" and host.i > k else None


def _take_subject(tokens: Sequence[Token], children: Sequence[Sequence[int]], noun: Token, verb: Token) -> None:
    """Make `noun` the subject of `verb`, and `verb` the head of what it was wrongly hung under."""
    passive = any(tokens[k].rel == "auxpass" for k in children[verb.i])
    root = next((t for t in tokens if t.head == t.i), verb)
    if root.i < verb.i and noun.i not in _below(tokens, verb.i):
        # the parser took the inserted clause, or the noun itself, for the main one
        verb.head, verb.rel = verb.i, "root"
        if root is not noun:
            root.head, root.rel = noun.i, "relcl"
    noun.head, noun.rel, noun.case = verb.i, "subjpass" if passive else "subj", ""


def mend_bare_verbs(tokens: Sequence[Token]) -> None:
    """A verb with a finite auxiliary and no subject takes the noun right before the auxiliary: "son pays a, ..., interrompu"."""
    children = with_children(tokens)
    for verb in tokens:
        if verb.pos != "VERB" or verb.rel in ("relcl", "acl", "xcomp") or _has_subject(tokens, children[verb.i]):
            continue
        auxiliary = next(
            (tokens[k] for k in children[verb.i] if tokens[k].rel in ("aux", "auxpass") and k < verb.i), None
        )
        if auxiliary is None or auxiliary.morph.get("VerbForm") != "Fin" or auxiliary.i == 0:
            continue
        k = auxiliary.i - 1
        while k > 0 and (tokens[k].form.lower() in _CLITICS or tokens[k].pos == "ADV"):
            k -= 1
        noun = tokens[k]
        free = noun.rel not in ("subj", "subjpass") and not noun.case and noun.head != verb.head
        if noun.pos not in ("NOUN", "PROPN") or not free or noun.i in _path(tokens, verb.i):
            continue
        if noun.rel in ("obl", "dep", "appos", "parataxis", "advcl", "root", "nmod", "obj", "ccomp") and (
            noun.head == verb.i or noun.head == auxiliary.i or noun.rel in ("root", "dep", "parataxis")
        ):
            noun.rel, noun.head = "subjpass" if auxiliary.rel == "auxpass" else "subj", verb.i


def _path(tokens: Sequence[Token], i: int) -> set[int]:
    """The token and all it hangs on."""
    out = {i}
    while tokens[i].head not in out:
        i = tokens[i].head
        out.add(i)
    return out


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


#: what opens the clause that tells what time is granted for
_AIMS = frozenset({"to", "pour", "afin de"})


def mend_granted(tokens: Sequence[Token], givers: frozenset[str], units: frozenset[str]) -> None:
    """In "gave the men who rule X ten days to leave" the time and the infinitive are of "gave", not of "rule"."""
    children = with_children(tokens)
    for verb in tokens:
        if verb.lemma not in givers or verb.pos != "VERB":
            continue
        inside = _below(tokens, verb.i)
        relatives = [
            t for t in tokens[verb.i :] if t.rel == "relcl" and t.i in inside and tokens[t.head].head == verb.i
        ]
        times = [
            t for t in tokens[verb.i :] if t.lemma in units and not t.case and tokens[t.i - 1].rel in ("num", "det")
        ]
        aimed = any(tokens[k].mark in _AIMS for k in children[verb.i])
        bare = next((t for t in times if t.head == verb.i and t.rel == "obl"), None)
        if bare is not None and aimed and not relatives:  # "a donné la veille dix jours à X pour"
            bare.rel = "obj"
            for k in children[bare.i]:
                if tokens[k].case == "à":
                    tokens[k].head, tokens[k].rel = verb.i, "obl"
        if not relatives or not times:
            continue
        inner = _below(tokens, relatives[0].i)
        time = next((t for t in times if t.head == verb.i or t.i in inner), None)
        aim = next((t for t in tokens if time and t.i > time.i and t.mark in _AIMS and t.i in inner), None)
        if time is None or aim is None or aim.rel not in ("advcl", "xcomp", "acl", "relcl"):
            continue
        if time.i in inner and min(_below(tokens, aim.i)) != time.i + 1:
            continue
        if time.i in inner:
            recipient = tokens[relatives[0].head]
            recipient.rel = "iobj" if recipient.rel == "obj" else recipient.rel
        elif aim.i in (k for k in children[relatives[0].i]) and min(_below(tokens, aim.i)) < relatives[0].i:
            continue
        time.head, time.rel = verb.i, "obj"
        aim.head, aim.rel = verb.i, "advcl"
