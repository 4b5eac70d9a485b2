"""Which verb behind "and" is still reported: "said X would ban the ships, and cut off the gas".

The parser cannot tell. What is moved out of a reported clause is printed as a deed of the speaker, in the outlet's own voice, so
that only a form which cannot go on with the clause's auxiliary leaves it.
"""

from __future__ import annotations

from veille.annotate.repair import with_children
from veille.annotate.tokens import Token

#: what a speaker does by speaking: behind "and" it is the speaker's
_ACTS = frozenset(
    """
    demand accuse urge warn condemn denounce threaten reject call announce vow pledge promise deny order blame say tell add
    criticise criticize express welcome ask thank praise reiterate insist decline refuse appeal note stress repeat
    """.split()
)
#: verbs that say what somebody else does
_TELLS = frozenset(
    """
    say tell claim announce declare report state add warn insist allege assert confirm deny believe think argue estimate note
    observe conclude stress complain caution worry promise pledge charge counter remark rule
    write reveal suggest contend maintain acknowledge admit explain inform predict fear vow promise
    """.split()
)
#: past forms that are no participles: "had gone", never "had went"
_PAST_ONLY = frozenset(
    """
    went came took gave fell flew broke drove wrote spoke rose saw began chose forgot froze grew hid knew rode rang sang sank
    shook showed stole swam threw wore was were did ran became withdrew overthrew arose blew drew ate forbade undertook
    """.split()
)
_AHEAD = frozenset({"will", "would", "shall", "should", "can", "could", "may", "might", "must", "'ll", "'d"})
_PERFECT = frozenset({"had", "has", "have", "'d", "'ve"})


def mend_reported(tokens: list[Token]) -> None:
    """Hang each bare verb behind "and" on the reported clause that it goes on with, or on the speech verb."""
    for token in tokens:
        if token.rel != "conj" or token.pos not in ("VERB", "AUX") or not _is_bare(tokens, token):
            continue
        host = tokens[token.head]
        clause = _clause_of(tokens, token, host)
        if clause is None:
            continue
        inside, speech = clause
        if _goes_on(tokens, token, inside, speech):
            _continue(tokens, token, inside)
        elif host is inside and _breaks_off(tokens, token, inside, speech):
            token.head = speech.i


def _is_bare(tokens: list[Token], verb: Token) -> bool:
    kids = [t for t in tokens if t.head == verb.i]
    return not any(t.rel in ("subj", "subjpass", "aux", "auxpass", "expl") for t in kids)


def _clause_of(tokens: list[Token], token: Token, host: Token) -> tuple[Token, Token] | None:
    """The reported verb and the speech verb that a conjunct may go with."""
    chain = host
    while chain.rel == "conj" and chain.head != chain.i:
        chain = tokens[chain.head]
    if chain.rel == "ccomp" and tokens[chain.head].lemma in _TELLS:
        return (host if host.pos in ("VERB", "AUX") else chain), tokens[chain.head]
    if chain.lemma in _TELLS and (host is chain or host.rel == "conj"):
        clauses = [
            t for t in tokens if t.head == chain.i and t.rel == "ccomp" and t.pos in ("VERB", "AUX") and t.i < token.i
        ]
        return (clauses[-1], chain) if clauses else None
    return None


def _goes_on(tokens: list[Token], token: Token, inside: Token, speech: Token) -> bool:
    """Whether the form can share the clause's auxiliary, or stands behind a speaker that is only inserted."""
    if token.lemma in _ACTS:
        return False
    if inside.i < speech.i < token.i:  # "X invaded, the president said, and seized three towns"
        return speech.i + 6 >= token.i and any(t.form == "," for t in tokens[speech.i : token.i])
    said, auxiliaries = token.form.lower(), _auxiliaries(tokens, inside)
    if auxiliaries & _AHEAD:
        return said == token.lemma
    if auxiliaries & _PERFECT:
        return said not in _PAST_ONLY and token.morph.get("Aspect") != "Prog"
    return False


def _breaks_off(tokens: list[Token], token: Token, inside: Token, speech: Token) -> bool:
    """Whether the verb is the speaker's next deed: "said its men had acted lawfully and accused Y"."""
    past = token.morph.get("VerbForm") == "Fin" and token.morph.get("Tense") == "Past"
    told = speech.pos == "VERB" and speech.morph.get("Tense") == "Past" and speech.i < inside.i
    return past and told and (token.lemma in _ACTS or bool(_auxiliaries(tokens, inside) & (_AHEAD | _PERFECT)))


def _auxiliaries(tokens: list[Token], verb: Token) -> set[str]:
    """The auxiliaries of a verb, or of the one it shares them with."""
    children = with_children(tokens)
    while True:
        found = {tokens[k].form.lower() for k in children[verb.i] if tokens[k].rel in ("aux", "auxpass")}
        if found or verb.rel != "conj" or verb.head == verb.i:
            return found
        verb = tokens[verb.head]


def _continue(tokens: list[Token], token: Token, inside: Token) -> None:
    """Make the verb a mate of the reported one, with its tense."""
    token.head = inside.i
    auxiliaries = _auxiliaries(tokens, inside)
    if auxiliaries & _AHEAD:
        token.morph = {"VerbForm": "Inf"}
    elif auxiliaries & _PERFECT:
        token.morph = {"VerbForm": "Part", "Tense": "Past", "Aspect": "Perf"}
