"""Misattachments that parsers of every language make, mended on the neutral labels."""

from __future__ import annotations

from collections.abc import Sequence

from veille.annotate.tokens import Token

#: names of one sort: a list of them is no apposition
_LISTED = frozenset({"GPE", "LOC", "ORG", "NORP"})


def with_children(tokens: Sequence[Token]) -> list[list[int]]:
    """Children of each token by index."""
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return children


def mend_lists(tokens: Sequence[Token]) -> None:
    """In "Saudi Arabia, Bahrain and Egypt" the second name is a conjunct of the first, no apposition."""
    children = with_children(tokens)
    for token in tokens:
        head = tokens[token.head]
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
    if token.rel != "appos":
        return False
    top = tokens[token.head]
    while top.rel in ("nmod", "conj", "appos") and top.head != top.i:
        top = tokens[top.head]
    first = min([token.i, *(t.i for t in tokens[: token.i] if t.head == token.i)])
    comma = first > 0 and tokens[first - 1].form == ","
    return comma and top.rel == "obl" and top.head == verb.i and top.i < token.i
