"""Predications: who does what to whom, the same for every language.

A predication is built around a trigger, a verb or a noun. Its `roles` map a role to the head tokens that fill it:

    subject, object     the logical ones: in the passive the agent is the subject
    iobject             an indirect object without preposition
    poss, adj           a noun's possessor; its adjectives and compound nouns
    clause, clause:de   complement clause or infinitive, any, or the one introduced by "de"
    <preposition>       obliques, by the preposition's lemma: "à", "against", "out of"

A nominal trigger that hangs on a support verb ("give an ultimatum") borrows that verb's subject and obliques.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from veille.annotate.tokens import CURRENCIES, Sentence, Token
from veille.lang.pack import Pack

#: obliques of means whose complement belongs to the verb: "by telephone with X"
_MEANS = frozenset({"by", "par", "à", "on", "over"})
Roles = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verb classes of a pack: lemma -> the classes it belongs to."""

    classes: Mapping[str, frozenset[str]]
    negators: frozenset[str]
    relative_pronouns: frozenset[str]
    modals: Mapping[str, str]
    conditional_marks: frozenset[str]
    purpose_marks: frozenset[str]
    concessive_marks: frozenset[str]
    awaiting_marks: frozenset[str]
    upcoming_marks: frozenset[str]
    any_determiners: frozenset[str]
    agent_prepositions: frozenset[str]
    occasions: frozenset[str]

    def has(self, lemma: str, *names: str) -> bool:
        """Whether the verb is of one of the classes."""
        return not self.classes.get(lemma, frozenset()).isdisjoint(names)


@lru_cache(maxsize=8)
def load_verbs(pack: Pack) -> Verbs:
    """The verb classes of the pack's lexicon."""
    words: Mapping[str, Any] = pack["lexicon"]
    classes: dict[str, set[str]] = {}
    for name, lemmas in words["verbs"].items():
        for lemma in lemmas:
            classes.setdefault(lemma, set()).add(name)
    grammar = words["grammar"]
    return Verbs(
        {lemma: frozenset(names) for lemma, names in classes.items()},
        frozenset(grammar["negators"]),
        frozenset(grammar["relative_pronouns"]),
        dict(grammar["modals"]),
        frozenset(grammar["conditional_marks"]),
        frozenset(grammar["purpose_marks"]),
        frozenset(grammar["concessive_marks"]),
        frozenset(grammar["awaiting_marks"]),
        frozenset(grammar["upcoming_marks"]),
        frozenset(grammar["any_determiners"]),
        frozenset(grammar["agent_prepositions"]),
        frozenset(grammar["occasions"]),
    )


@dataclass(frozen=True, slots=True)
class Predication:
    """One trigger with its roles. `support` is the token of the verb a nominal trigger hangs on, or `None`.

    `tense` is "past", "present", "future" or `None`; `mood` "conditional" or a modality ("can", "must", "may", "will") or `None`.
    """

    sentence: Sentence
    trigger: int
    nominal: bool
    roles: Roles
    support: int | None = None
    support_is_subject: bool = False
    passive: bool = False
    negated: bool = False
    tense: str | None = None
    mood: str | None = None
    participle: bool = False

    @property
    def token(self) -> Token:
        """The trigger's token."""
        return self.sentence.tokens[self.trigger]


class Predicator:
    """Builds predications for a language."""

    def __init__(self, pack: Pack) -> None:
        self.verbs = load_verbs(pack)
        self.pack = pack

    def build(self, sentence: Sentence, i: int) -> Predication:
        """The predication around token `i`."""
        token = sentence.tokens[i]
        if token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and self._participle(token)):
            return self._verbal(sentence, i)
        return self._nominal(sentence, i)

    # -- verbs -------------------------------------------------------------

    def _verbal(self, sentence: Sentence, i: int) -> Predication:
        roles: Roles = {}
        passive = self.is_passive(sentence, i)
        self._objects(sentence, i, roles, passive)
        self._obliques(sentence, i, roles)
        self._clauses(sentence, i, roles)
        subjects = self.subjects(sentence, i)
        if passive:
            roles.setdefault("object", []).extend(s for s in subjects if s not in roles.get("object", []))
            agents = [t.i for t in sentence.kids(i, "agent") if not self._is_means(sentence, t)]
            behind = [k for name in self.verbs.agent_prepositions for k in roles.get(name, [])]
            agents = agents or [k for k in behind if not self._is_means(sentence, sentence.tokens[k])]
            agents = agents or self._agents_behind(sentence, i)
            if agents:
                roles["subject"] = self.joined(sentence, agents)
            else:
                commander = self._commander(sentence, i)
                if commander:
                    roles["subject"] = commander
        elif subjects:
            roles["subject"] = subjects
        self._attachments(sentence, roles)
        tense, mood = self.tense(sentence, i)
        token = sentence.tokens[i]
        return Predication(
            sentence,
            i,
            False,
            roles,
            passive=passive,
            negated=self.is_negated(sentence, i),
            tense=tense,
            mood=mood,
            participle=token.rel in ("acl", "amod"),
        )

    def _is_means(self, sentence: Sentence, token: Token) -> bool:
        """Whether a bare singular says by what, not by whom: "acheminé par hélicoptère", "ruled by decree"."""
        return (
            token.pos == "NOUN"
            and token.morph.get("Number") == "Sing"
            and not sentence.kids(token.i, "det", "poss", "amod", "nmod", "compound", "num", "appos")
        )

    def _agents_behind(self, sentence: Sentence, i: int) -> list[int]:
        """The agent that the parser hung on the date or place before it: "annoncée vendredi par X", "reçu à Y par X"."""
        cases = ("", "à", "en", "dans", "in", "at", "on", "to")
        before = [t for t in sentence.kids(i, "obl", "advmod") if t.i > i and t.nominal and t.case in cases]
        return [
            k.i
            for word in before
            for k in sentence.kids(word.i, "nmod", "obl")
            if k.case in self.verbs.agent_prepositions and k.i > word.i and k.pos in ("NOUN", "PROPN")
        ]

    def _commander(self, sentence: Sentence, i: int) -> list[int]:
        """Who orders what is to be done: "he ordered ships to be deployed"."""
        token = sentence.tokens[i]
        head = sentence.tokens[token.head]
        commands = token.rel in ("xcomp", "ccomp") and self.verbs.has(head.lemma, "command")
        if token.rel == "acl" and head.rel == "obj" and head.i < i:  # "ordered two submarines positioned"
            head = sentence.tokens[head.head]
            commands = self.verbs.has(head.lemma, "command")
        return self.subjects(sentence, head.i) if commands and head.i != i else []

    def _objects(self, sentence: Sentence, i: int, roles: Roles, passive: bool) -> None:
        for token in sentence.kids(i, "obj", "iobj", "attr"):
            name = {"obj": "object", "iobj": "iobject", "attr": "attribute"}[token.rel]
            if token.lemma in self.verbs.relative_pronouns and sentence.tokens[i].rel == "relcl":
                roles.setdefault(name, []).extend(self.joined(sentence, [self._antecedent(sentence, i)]))
            else:
                roles.setdefault(name, []).extend(self.joined(sentence, [token.i]))
        token = sentence.tokens[i]
        if token.rel == "relcl" and "object" not in roles and not passive and self._gap(sentence, i):
            roles["object"] = self.joined(sentence, [self._antecedent(sentence, i)])

    def _antecedent(self, sentence: Sentence, i: int) -> int:
        """What a relative clause is about: behind a comma the head of the noun phrase ("un embargo sur les armes, que ...")."""
        token = sentence.tokens[i]
        first, head = min(sentence.subtree(i)), sentence.tokens[token.head]
        if first > 0 and sentence.tokens[first - 1].form == ",":
            while head.rel == "nmod" and head.pos == "NOUN" and sentence.tokens[head.head].pos == "NOUN":
                head = sentence.tokens[head.head]
        elif head.pos == "PROPN":  # "the help for the Sahel that X announced": a name needs no telling which
            while head.rel == "nmod" and sentence.tokens[head.head].nominal and head.pos == "PROPN":
                head = sentence.tokens[head.head]
        host = sentence.tokens[head.head]
        if head.rel == "nmod" and head.case in ("de", "of") and host.lemma in CURRENCIES:
            return host.i  # "the 150 million dollars of help that X announced"
        return head.i

    def _gap(self, sentence: Sentence, i: int) -> bool:
        """Whether a relative clause without pronoun lacks its object ("the missiles it fired")."""
        subjects = sentence.kids(i, "subj", "subjpass")
        return bool(subjects) and subjects[0].lemma not in self.verbs.relative_pronouns

    def _obliques(self, sentence: Sentence, i: int, roles: Roles) -> None:
        for token in sentence.kids(i, "obl", "nmod", "agent", "advcl"):
            if token.case and token.rel != "advcl" and not self._sets_scene(sentence, token):
                roles.setdefault(token.case, []).extend(self.joined(sentence, [token.i]))

    def _sets_scene(self, sentence: Sentence, token: Token) -> bool:
        """Whether a name opens the sentence as its scene ("À Londres, le ministre a appelé ..."), and is nobody's party."""
        below = sentence.subtree(token.i)
        last = max(below)
        comma = last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].form == ","
        return token.pos == "PROPN" and min(below) == 0 and comma and token.case in ("à", "en", "in", "at")

    def _clauses(self, sentence: Sentence, i: int, roles: Roles) -> None:
        taken: list[int] = []
        for token in sentence.kids(i, "ccomp", "xcomp", "advcl"):
            if token.rel != "advcl" and any(self._gapped(sentence, k, token.i) for k in taken):
                continue
            taken += [token.i] if token.rel != "advcl" else []
            members = [token.i] + [t.i for t in sentence.kids(token.i, "conj") if t.pos in ("VERB", "AUX")]
            if token.rel != "advcl" and token.mark not in self.verbs.conditional_marks:
                roles.setdefault("clause", []).extend(members)
            roles.setdefault(f"clause:{token.mark}", []).extend(members)
        if self.verbs.has(sentence.tokens[i].lemma, "tells"):
            told = self._told_in(sentence, i)
            if told:
                roles["clause"] = told
        if "clause" not in roles:
            told = self._told_before(sentence, i)
            if told:
                roles["clause"] = told

    def _told_in(self, sentence: Sentence, i: int) -> list[int]:
        """What a speech verb tells in words of some form: "warned in a message that X would leave"."""
        forms = [t for t in sentence.kids(i, "obl") if t.pos == "NOUN" and t.i > i]
        return [k.i for t in forms for k in sentence.kids(t.i, "acl", "ccomp") if k.mark in ("that", "que")]

    def _told_before(self, sentence: Sentence, i: int) -> list[int]:
        """What an inserted speech verb tells: "L'Iran ripostera, a prévenu le ministre", "Iran, he said, will answer"."""
        verb = sentence.tokens[i]
        speakers = sentence.kids(i, "subj")
        if not self.verbs.has(verb.lemma, "tells") or not speakers:
            return []
        above = sentence.tokens[verb.head]
        clausal = above.pos in ("VERB", "AUX") or bool(sentence.kids(above.i, "cop"))
        if verb.rel == "parataxis" and clausal and above is not verb and not sentence.kids(i, "obj", "obl"):
            return [above.i]
        if speakers[0].i < i:
            return []
        first = min([i, *(t.i for t in sentence.kids(i, "aux", "expl", "iobj"))])
        if first == 0 or sentence.tokens[first - 1].form not in (",", "»", '"', "”"):
            return []
        if verb.rel in ("conj", "advcl") and not verb.mark and clausal and above is not verb:
            return [above.i]
        return [t.i for t in sentence.kids(i, "advcl") if t.i < i and not t.mark and self._finite(sentence, t)]

    def _gapped(self, sentence: Sentence, first: int, second: int) -> bool:
        """Whether a noun behind "and" parts two clauses: "asked X to stop and Y to leave" asks Y the second."""
        between = sentence.tokens[first + 1 : second]
        joiner = next((t.i for t in between if t.rel == "cc"), None)
        return joiner is not None and any(
            t.nominal and t.rel in ("conj", "obl", "obj") for t in sentence.tokens[joiner + 1 : second]
        )

    def _attachments(self, sentence: Sentence, roles: Roles) -> None:
        """A preposition the parser hung on the object may belong to the verb: offer it, behind the verb's own."""
        for name in [name for name in roles if name in _MEANS]:
            for k in roles[name]:
                for token in sentence.kids(k, "nmod"):
                    if token.case in ("avec", "with", "to"):
                        roles.setdefault(token.case, self.joined(sentence, [token.i]))
        for k in roles.get("object", [])[:3]:
            for token in sentence.kids(k, "nmod"):
                if token.case and token.case not in ("de", "of"):
                    roles.setdefault(token.case, self.joined(sentence, [token.i]))

    # -- subjects ----------------------------------------------------------

    def subjects(self, sentence: Sentence, i: int, depth: int = 0) -> list[int]:
        """Head tokens of the surface subject, found through coordination, control and relative clauses."""
        token = sentence.tokens[i]
        own = sentence.kids(i, "subj", "subjpass")
        if len(own) > 1 and all(t.pos == "PROPN" for t in own):  # a list that the parser hung on the verb, name by name
            return self.joined(sentence, [t.i for t in own])
        if own:
            return self._antecedents(sentence, i, own[0])
        if depth > 6 or token.head == i:
            return []
        head = sentence.tokens[token.head]
        if token.rel == "acl" and head.nominal and self._trails(sentence, token):
            verb = next((k for k in sentence.path(head.i)[1:] if sentence.tokens[k].pos in ("VERB", "AUX")), None)
            if verb is not None:
                return self.subjects(sentence, verb, depth + 1)
        if token.rel in ("acl", "relcl", "amod") and head.nominal:
            return (
                self.joined(sentence, [head.i])
                if token.rel != "relcl" or self.is_passive(sentence, i) or token.mark
                else []
            )
        if token.rel == "attr" and token.pos == "VERB" and head.pos in ("VERB", "AUX"):  # "X is opposed to"
            return self.subjects(sentence, head.i, depth + 1)
        if token.rel == "conj" and head.pos in ("VERB", "AUX"):
            return self.subjects(sentence, head.i, depth + 1)
        if (
            token.rel == "advcl"
            and head.pos == "NOUN"
            and head.rel in ("advmod", "obl")
            and head.ent in ("DATE", "TIME")
        ):
            head = sentence.tokens[head.head]  # "a day after meeting X"
        if token.rel in ("xcomp", "advcl", "ccomp") and not self._finite(sentence, token):
            return self._controller(sentence, token, head, depth)
        return []

    def _trails(self, sentence: Sentence, token: Token) -> bool:
        """Whether a present participle behind a comma goes on with what the clause tells: "..., killing two", "..., tuant"."""
        first = min(sentence.subtree(token.i))
        present = token.morph.get("Aspect") == "Prog" or (
            token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Pres"
        )
        return present and first == token.i and first > 0 and sentence.tokens[first - 1].form == ","

    def _antecedents(self, sentence: Sentence, i: int, subject: Token) -> list[int]:
        token = sentence.tokens[i]
        relative = subject.lemma in self.verbs.relative_pronouns or subject.morph.get("PronType") == "Rel"
        if relative and token.rel in ("relcl", "acl", "ccomp", "advcl") and sentence.tokens[token.head].nominal:
            host = sentence.tokens[token.head]
            named = sentence.tokens[host.head]
            if host.rel == "appos" and subject.lemma == "who" and named.ent == "PERSON" and host.ent != "PERSON":
                return [named.i]  # "X, the minister, who visited Y"
            # "A, which has sent ships, and B": B stands behind the clause
            return [k for k in self.joined(sentence, [token.head], but=i) if k < i] or [token.head]
        if relative and token.rel == "conj":
            return self.subjects(sentence, token.head, 1)
        return self.joined(sentence, [subject.i])

    def _controller(self, sentence: Sentence, token: Token, head: Token, depth: int) -> list[int]:
        if head.nominal:  # "its threat to strike": the noun's possessor, left to the nominal reading
            return []
        if head.rel == "attr" and head.pos == "ADJ":  # "X is due to meet Y"
            return self.subjects(sentence, head.head, depth + 1)
        if token.rel in ("xcomp", "ccomp") and self.verbs.has(head.lemma, "object_control"):
            controlled = sentence.kids(head.i, "obj", "iobj") or [
                t for t in sentence.kids(head.i, "obl") if t.case in ("à", "on", "to", "upon")
            ]
            if controlled:
                return self.joined(sentence, [controlled[0].i])
        accused = sentence.kids(head.i, "obj") if token.mark in ("of", "for") and token.rel == "advcl" else []
        requited = token.mark == "for" and self.verbs.has(head.lemma, "requite")  # "sacked X for refusing to fight"
        if accused and (requited or self.verbs.has(head.lemma, "accusing")):  # "accused X of bombing Y"
            return self.joined(sentence, [accused[0].i])
        agentive = token.mark == "by" or bool(sentence.kids(head.i, "agent"))
        if self.is_passive(sentence, head.i) and token.rel == "advcl" and agentive:
            return []  # "were killed by shelling"
        return self.subjects(sentence, head.i, depth + 1)

    def _finite(self, sentence: Sentence, token: Token) -> bool:
        forms = [token, *sentence.kids(token.i, "aux", "auxpass", "cop")]
        return any(t.morph.get("VerbForm") == "Fin" for t in forms)

    def joined(self, sentence: Sentence, heads: list[int], but: int = -1) -> list[int]:
        """The heads and the nouns coordinated with them, in reading order."""
        out: list[int] = []
        todo = list(heads)
        while todo:
            k = todo.pop(0)
            if k not in out and k != but:
                out.append(k)
                joined = [t for t in sentence.kids(k, "conj") if t.nominal or t.pos == "ADJ"]
                todo += [t.i for t in joined if t.case not in self.verbs.negators]  # "immédiate et sans condition"
        return sorted(out)

    # -- nouns -------------------------------------------------------------

    def _nominal(self, sentence: Sentence, i: int) -> Predication:
        roles: Roles = {}
        self._noun_roles(sentence, i, roles)
        support, as_subject = self._support(sentence, i)
        clause = self._clause_of(sentence, i)
        if clause is not None and (
            support is None or not self.verbs.has(sentence.tokens[support].lemma, "light", "announce")
        ):
            support, as_subject = clause, False
        negated, tense, mood = self.is_negated(sentence, i), None, None
        if support is not None:
            verb = self._verbal(sentence, support)
            tense, mood, negated = verb.tense, verb.mood, negated or verb.negated
            gets = self.verbs.has(sentence.tokens[support].lemma, "receive") and not verb.passive
            for name, fillers in verb.roles.items():
                if gets and name == "subject" and not as_subject:  # who receives a demand does not make it
                    roles.setdefault("iobject", fillers)
                    continue
                if name == "object" or (as_subject and name == "subject"):
                    if as_subject and name == "object":
                        roles.setdefault("result", fillers)
                    continue
                own = support == clause  # "the attack launched by X": X stands below the noun, in its clause
                roles.setdefault(name, [k for k in fillers if k != i and (own or not sentence.is_below(k, i))])
        if support is None:
            roles["occasion"] = self._occasion(sentence, i)
        return Predication(
            sentence,
            i,
            True,
            {name: fillers for name, fillers in roles.items() if fillers},
            support,
            as_subject,
            negated=negated,
            tense=tense,
            mood=mood,
        )

    def _occasion(self, sentence: Sentence, i: int) -> list[int]:
        """The subject of the clause that the noun is the occasion of: "in a call with X, Y promised"."""
        token = sentence.tokens[i]
        head = sentence.tokens[token.head]
        if token.rel not in ("obl", "advcl", "nmod") or token.case not in self.verbs.occasions:
            return []
        while head.pos in ("NOUN", "PROPN") and head.rel in ("obj", "obl", "nmod") and head.i < i:
            head = sentence.tokens[head.head]  # the parser may hang the occasion on the noun before it
        return self.subjects(sentence, head.i) if head.pos in ("VERB", "AUX") else []

    def noun(self, sentence: Sentence, i: int) -> Predication:
        """The nominal predication of token `i` with its own roles only, whatever verb it hangs on."""
        roles: Roles = {}
        self._noun_roles(sentence, i, roles)
        return Predication(sentence, i, True, roles, negated=self.is_negated(sentence, i))

    def _noun_roles(self, sentence: Sentence, i: int, roles: Roles) -> None:
        for token in sentence.kids(i):
            if token.rel in ("nmod", "obl", "agent") and token.case:
                roles.setdefault(token.case, []).extend(self.joined(sentence, [token.i]))
            elif token.rel == "poss" or (token.rel == "det" and token.morph.get("Poss") == "Yes"):
                roles.setdefault("poss", []).extend(self.joined(sentence, [token.i]))
            elif token.rel in ("amod", "compound", "nmod", "flat"):
                roles.setdefault("adj", []).append(token.i)
                roles["adj"] += [t.i for t in sentence.kids(token.i, "conj", "compound", "amod")]
            elif token.rel in ("acl", "advcl", "xcomp", "ccomp", "relcl") and not self._finite(sentence, token):
                roles.setdefault("clause", []).append(token.i)
                roles.setdefault(f"clause:{token.mark}", []).append(token.i)

    def _support(self, sentence: Sentence, i: int) -> tuple[int | None, bool]:
        """The verb a noun is object (or subject) of, looked for through coordination."""
        token = sentence.tokens[i]
        seen = 0
        while seen < 4:
            up = self._carrier(sentence, token)
            if up is None:
                break
            token, seen = up, seen + 1
        head = sentence.tokens[token.head]
        if head.i == token.i or head.pos not in ("VERB", "AUX"):
            return None, False
        if token.rel in ("obj", "subjpass", "attr"):
            return head.i, False
        if token.rel == "subj":
            return head.i, not self.is_passive(sentence, head.i)
        if token.rel in ("obl", "agent") and token.case and self.verbs.has(f"{head.lemma} {token.case}", "light"):
            return head.i, False
        return None, False

    def _carrier(self, sentence: Sentence, token: Token) -> Token | None:
        """The noun whose verb is this noun's too: a conjunct's first, "the launch of" it, the list "coupled with" it."""
        head = sentence.tokens[token.head]
        if head is token:
            return None
        if token.rel == "conj" and head.nominal:
            return head
        if token.rel == "nmod" and token.case in ("de", "of") and self.verbs.has(head.lemma, "phase"):
            return head  # "the launch of strikes", "three hours of talks"
        if token.rel == "obl" and self.verbs.has(head.lemma, "accompany") and head.rel in ("acl", "amod"):
            return sentence.tokens[head.head]
        return None

    def _clause_of(self, sentence: Sentence, i: int) -> int | None:
        """The verb of a relative or participle whose object the noun is: "the ultimatum that X issued", "lancé par X"."""
        for token in sentence.kids(i, "relcl", "acl"):
            if token.pos == "VERB" and i in self._verbal(sentence, token.i).roles.get("object", []):
                return token.i
        return None

    # -- form --------------------------------------------------------------

    def _participle(self, token: Token) -> bool:
        return token.morph.get("VerbForm") == "Part"

    def is_passive(self, sentence: Sentence, i: int) -> bool:
        """Whether the verb is passive: by auxiliary, by label, or as a past participle that qualifies a noun."""
        token = sentence.tokens[i]
        if sentence.kids(i, "auxpass", "subjpass") or token.morph.get("Voice") == "Pass":
            return True
        past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Past"
        if token.rel in ("acl", "amod", "advcl", "attr") and past and not sentence.kids(i, "aux", "subj", "obj"):
            return True
        if token.rel == "acl" and past and sentence.kids(i, "agent") and not sentence.kids(i, "aux", "subj"):
            return True  # "reconnu président par X"
        head = sentence.tokens[token.head]
        shares = token.rel == "conj" and past and head.pos == "VERB" and not sentence.kids(i, "aux", "subj", "obj")
        return bool(shares and self.is_passive(sentence, head.i))

    def is_negated(self, sentence: Sentence, i: int) -> bool:
        """Whether the trigger itself is denied ("n'a pas signé", "no agreement", "sans accord")."""
        token = sentence.tokens[i]
        if sentence.kids(i, "neg"):
            return True
        if any(self._negates(t) for t in sentence.kids(i, "det", "advmod", "case", "amod")):
            return True
        subjects = sentence.kids(i, "subj", "subjpass", "obj")
        if token.pos == "VERB" and any(self._negates(t) for t in subjects):
            return True
        if token.pos == "VERB" and any(
            k.rel in ("neg", "det") and (k.rel == "neg" or k.lemma in self.verbs.negators)
            for t in subjects
            for k in sentence.kids(t.i, "neg", "det")
            if t.rel != "obj" or k.form.lower() == "no"
        ):
            return True
        shared = (
            token.rel == "conj" and token.pos == "VERB" and not sentence.kids(i, "subj", "subjpass", "aux", "auxpass")
        )
        return bool(shared and sentence.tokens[token.head].pos == "VERB" and self.is_negated(sentence, token.head))

    def _negates(self, token: Token) -> bool:
        """Whether the word denies; "personne" and "rien" do as pronouns only."""
        return token.pos != "NOUN" and (token.lemma in self.verbs.negators or token.form.lower() in self.verbs.negators)

    def tense(self, sentence: Sentence, i: int) -> tuple[str | None, str | None]:
        """Tense and mood of the verb group: ("past"|"present"|"future"|None, modality or None)."""
        token = sentence.tokens[i]
        auxiliaries = sentence.kids(i, "aux", "auxpass", "cop")
        mood = next(
            (self.verbs.modals[t.form.lower()] for t in auxiliaries if t.form.lower() in self.verbs.modals), None
        )
        forms = [token.morph, *(t.morph for t in auxiliaries)]
        if any(m.get("Mood") == "Cnd" for m in forms):
            perfect = any(t.rel == "aux" for t in auxiliaries)
            return ("past" if perfect else None), "conditional"
        head = sentence.tokens[token.head]
        if token.rel == "xcomp" and token.mark == "to" and head.lemma in ("be", "due", "set") and head is not token:
            return "future", mood  # "is to meet", "are due to leave"
        if token.rel == "xcomp" and head.lemma == "aller" and not token.mark and head.morph.get("Tense") == "Pres":
            return "future", mood  # "va financer"
        if mood == "will" or any(m.get("Tense") == "Fut" for m in forms):
            return "future", mood
        if (
            not auxiliaries
            and token.rel == "conj"
            and sentence.tokens[token.head].pos == "VERB"
            and token.morph.get("VerbForm") != "Fin"
        ):
            return self.tense(sentence, token.head)
        finite = next((m for m in forms if m.get("VerbForm") == "Fin"), token.morph)
        participle = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Past"
        if participle or finite.get("Tense") in ("Past", "Imp"):
            return "past", mood
        progressive = token.morph.get("Aspect") == "Prog" or token.morph.get("Tense") == "Pres"
        return ("present" if progressive or finite.get("Tense") == "Pres" else None), mood


def governors(sentence: Sentence, i: int) -> list[tuple[Token, str]]:
    """What the trigger hangs on, outward to the root: (governing token, relation of the step)."""
    out = []
    for below, above in zip(sentence.path(i), sentence.path(i)[1:], strict=False):
        out.append((sentence.tokens[above], sentence.tokens[below].rel))
    return out
