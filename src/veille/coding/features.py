"""What the coder sees of a pair: named features in three blocks, none of them a name of a party.

    frames    families of the words around the two parties, by the role each has; with `lemmas`, the words too
    families  the sentence between and around the parties as a row of families: single ones and pairs of neighbours
    words     the same with lemmas (only with `lemmas`)

Who the parties are never counts: their own words are left out (their head's family is kept: police, court, rebels).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from veille.annotate.predications import Predicator
from veille.annotate.tokens import Sentence
from veille.coding.anchors import Anchor, Government, common_path
from veille.coding.events import Told, Walker, is_negated
from veille.coding.families import Seen

Block = dict[str, float]
#: operators that only announce or carry out what stands below them
_TRANSPARENT = frozenset(
    "say announce do send give lead place decide plan hold_speech remain try_to sign".split()
)
_COOPERATIVE = frozenset(
    """meet visit phone sign give relieve cooperate trade support free withdraw permit stop resign lessen truce yield disarm grant
    agreement release withdrawal aid talks mediation cooperation exercise intelligence permission concession""".split()
)
_CONFLICTUAL = frozenset(
    """attack kill wound sanction expel sever arrest seize restrict mobilize coerce protest capture censor hack abduct do
    killing expulsion arrest seizure restriction mobilization force lawsuit cyber""".split()
)
_OPEN = frozenset({"VERB", "NOUN", "ADJ", "ADP", "ADV", "PROPN"})
_SHOWN = frozenset({"ADP", "AUX", "PART", "SCONJ", "CCONJ"})
#: weight of a word anywhere in the sentence, of a party's head, of what is told under a whole path
_BAG, _HEAD, _PATH = 0.5, 0.7, 0.7


class Reader:
    """Reads the features of pairs in the sentences of one language."""

    def __init__(self, predicator: Predicator, *, lemmas: bool) -> None:
        self.predicator, self.lemmas = predicator, lemmas

    def read(self, sentence: Sentence, seen: Seen, source: Anchor, target: Anchor) -> Mapping[str, Block]:
        """The blocks of a pair: block -> feature -> value in (0, 1] or, in rows, a count."""
        view = _View(self, sentence, seen, source, target)
        blocks: dict[str, Block] = {"frames": view.frames(), "families": _neighbours(view.row(shown=False))}
        if self.lemmas:
            blocks["words"] = _neighbours(view.row(shown=True))
        return blocks


class _View:
    """One pair in one sentence."""

    def __init__(self, reader: Reader, sentence: Sentence, seen: Seen, source: Anchor, target: Anchor) -> None:
        self.sentence, self.source, self.target = sentence, source, target
        self.predicator, self.lemmas = reader.predicator, reader.lemmas
        self.seen = seen
        self.inner = source.tokens | target.tokens
        self.out: Block = {}

    # -- frames --------------------------------------------------------------

    def frames(self) -> Block:
        """All features of roles and families."""
        self._source_side()
        self._target_side()
        self._between()
        for side, own, other in (("s", self.source, self.target), ("t", self.target, self.source)):
            self._told(side, own, other)
        self._parties()
        return self.out

    def _put(self, name: str, i: int, weight: float = 1.0) -> None:
        if i in self.inner:
            return
        if self.lemmas:
            self._add(f"{name}={self.sentence.tokens[i].lemma}", weight)
        for family in self.seen(i):
            self._add(f"{name}:{family}", weight)

    def _add(self, name: str, weight: float = 1.0) -> None:
        self.out[name] = max(self.out.get(name, 0.0), weight)

    def _pairs(self, name: str, i: int, k: int) -> None:
        for left, right in itertools.product(self.seen(i), self.seen(k)):
            self._add(f"{name}:{left}>{right}")
        if self.lemmas and k not in self.inner:
            self._add(f"{name}={self.sentence.tokens[i].lemma}>{self.sentence.tokens[k].lemma}")

    def _role(self, government: Government) -> str:
        assert government.verb is not None
        passive = self.predicator.is_passive(self.sentence, government.verb)
        return ("pas-" if passive else "") + government.rel

    def _source_side(self) -> None:
        for government in self.source.governments:
            self._via("s", government)
            if government.nominal is None and government.verb is not None:
                self._verb_of_source(government.verb, self._role(government))
                for said in government.helpers:
                    self._add(f"SVhelp={said}")

    def _verb_of_source(self, verb: int, role: str) -> None:
        words = self.sentence.tokens
        self._add(f"srole={role}")
        self._put(f"SV.{role.replace('subjpass', 'subj')}", verb)
        self._put("SV", verb)
        if is_negated(self.sentence, verb):
            self._add("SVneg")
        self._add(f"SVt={'.'.join(str(x) for x in self.predicator.tense(self.sentence, verb))}")
        for helper in self.sentence.kids(verb, "aux"):
            self._add(f"SVaux={helper.lemma}")
        for thing in self.sentence.kids(verb, "obj", "attr"):
            self._put("SVo", thing.i)
            self._pairs("SVo", verb, thing.i)
            for below in self.sentence.kids(thing.i, "nmod", "amod", "compound", "acl"):
                self._put("SVom", below.i)
        for oblique in self.sentence.kids(verb, "obl", "nmod"):
            self._put(f"SVp.{oblique.case}", oblique.i)
            self._put("SVp", oblique.i)
            for family in self.seen(verb):
                self._add(f"SVp:{family}_{oblique.case}")
            if self.lemmas:
                self._add(f"SVp={words[verb].lemma}_{oblique.case}")
        for particle in self.sentence.kids(verb, "prt", "mark"):
            if self.lemmas:
                self._add(f"SVprt={words[verb].lemma}_{particle.form.lower()}")
        for clause, depth in self._complements(verb):
            self._complement(verb, clause, depth)

    def _complements(self, verb: int, depth: int = 0, seen: frozenset[int] = frozenset()) -> Iterator[tuple[int, int]]:
        for clause in self.sentence.kids(verb, "xcomp", "ccomp", "advcl", "acl"):
            if clause.i not in seen:
                yield clause.i, depth
                if depth < 2:
                    yield from self._complements(clause.i, depth + 1, seen | {verb, clause.i})

    def _complement(self, verb: int, clause: int, depth: int) -> None:
        token = self.sentence.tokens[clause]
        self._put(f"C{depth}.{token.rel}", clause)
        self._put("C", clause)
        if token.rel in ("xcomp", "ccomp"):
            self._pairs("VC", verb, clause)
            for family in self.seen(verb):
                self._add(f"VC:{family}>*")
            self._add(f"Ct={'.'.join(str(x) for x in self.predicator.tense(self.sentence, clause))}")
            if is_negated(self.sentence, clause):
                self._add("Cneg")
        for thing in self.sentence.kids(clause, "obj"):
            self._put("Co", thing.i)

    def _via(self, side: str, government: Government) -> None:
        for step in government.via[:2]:
            self._put(f"{side}via.{step.rel}.{step.case}", step.token)
            self._put(f"{side}via", step.token)
            if government.verb is not None:
                self._pairs(f"{side}via", government.verb, step.token)
                self._pairs(f"{side}via.{government.rel}", government.verb, step.token)

    def _target_side(self) -> None:
        if self.target.heads:
            self._add(f"tcase={self.sentence.tokens[self.target.heads[0]].case}")
        for government in self.target.governments:
            self._via("t", government)
            if government.verb is None:
                continue
            case = f".{government.case}" if government.rel in ("obl", "nmod") else ""
            role = self._role(government) + case
            self._add(f"trole={role}")
            self._put(f"TV.{role}", government.verb)
            self._put("TV", government.verb)
            if government.verb in self.source.verbs[:1]:
                self._add("same")
                self._put("STV", government.verb)
                self._add(f"roles={self.source.governments[0].rel}~{role}")
            for thing in self.sentence.kids(government.verb, "obj"):
                self._put("TVo", thing.i)

    def _between(self) -> None:
        path, common = common_path(self.sentence, self.source.heads, self.target.heads)
        for k in path:
            self._put("P", k)
        if common is not None:
            self._put("LCA", common)
        for token in self.sentence.tokens:
            if token.pos in _OPEN:
                self._put("B", token.i, _BAG)
            if token.rel in ("amod", "compound") and token.i not in self.inner:
                for left, right in itertools.product(self.seen(token.i)[:2], self.seen(token.head)[:2]):
                    self._add(f"AN:{left}>{right}", _PATH)

    # -- events ----------------------------------------------------------------

    def _told(self, side: str, own: Anchor, other: Anchor) -> None:
        walker = Walker(self.sentence, self.predicator, self.seen, own, other)
        for told in self._walked(side, walker, own):
            if told.token not in self.inner:
                self._event(side, told)

    def _walked(self, side: str, walker: Walker, own: Anchor) -> Iterator[Told]:
        """What the nouns and verbs of one side tell, each once."""
        passed: set[int] = set(self.source.verbs) if side == "t" else set()
        for government in own.governments:
            if government.nominal is not None and government.nominal not in passed:
                passed.add(government.nominal)
                yield from walker.walk_noun(government.nominal)
            elif government.nominal is None and government.verb is not None and government.verb not in passed:
                passed.add(government.verb)
                yield from walker.walk(government.verb, helpers=government.helpers)

    def _event(self, side: str, told: Told) -> None:
        last = told.path[-1] if told.path else ""
        sign = ".neg" if told.negated else ""
        for family in self.seen(told.token)[:3]:
            self._add(f"{side}E:{family}")
            self._add(f"{side}E:{told.how[0]}:{family}")
            self._add(f"{side}E:{told.tense}{sign}:{family}")
            self._add(f"{side}E:{last}>{family}")
            self._add(f"{side}E:{' '.join(told.path)}>{family}", _PATH)
            if told.how[0] in "PN":
                self._add(f"{side}E:{told.how}:{family}")
            if told.how[0] in "VO" and all(_bare(step) in _TRANSPARENT for step in told.path):
                self._main(side, family, told)

    def _main(self, side: str, family: str, told: Told) -> None:
        """What is told to happen, under nothing but words of saying and doing: when, and whether for good or ill."""
        ahead = told.tense == "fut" or any(".fut" in step for step in told.path)
        when = "fut" if ahead else told.tense
        self._add(f"{side}M:{family}.{when}")
        if family in _COOPERATIVE:
            self._add(f"{side}M:COOP.{when}")
        elif family in _CONFLICTUAL:
            self._add(f"{side}M:CONF.{when}")

    # -- parties -----------------------------------------------------------------

    def _parties(self) -> None:
        """What sort of party acts on what sort, by the family of each head."""
        source = [f for k in self.source.heads[:1] for f in self.seen(k)][:2]
        target = [f for k in self.target.heads[:1] for f in self.seen(k)][:2]
        for name, sorts in (("Sh", source), ("Th", target)):
            for sort in sorts:
                self._add(f"{name}:{sort}", _HEAD)
        for verb in self.source.verbs[:1]:
            for sort, family in itertools.product(source, self.seen(verb)[:3]):
                self._add(f"SF:{sort}>{family}")
            for thing in self.sentence.kids(verb, "obj"):
                for sort, family in itertools.product(source, self.seen(thing.i)[:2]):
                    self._add(f"SFo:{sort}>{family}")
        for government in self.target.governments[:1]:
            if government.verb is not None:
                case = "" if government.rel in ("obj", "subj") else government.case
                for family in self.seen(government.verb)[:3]:
                    self._add(f"TR:{family}.{government.rel}.{case}")
                    for sort in target:
                        self._add(f"TF:{family}.{government.rel}.{case}>{sort}")

    # -- rows ----------------------------------------------------------------------

    def row(self, *, shown: bool) -> list[str]:
        """The sentence as a row of lemmas (`shown`) or families, each party as one mark."""
        out: list[str] = []
        for token in self.sentence.tokens:
            mark = "SRC" if token.i in self.source.tokens else "TGT" if token.i in self.target.tokens else ""
            if mark:
                if out[-1:] != [mark]:
                    out.append(mark)
            elif shown:
                out.append(token.lemma)
            else:
                out += self._cell(token.i)
        return out

    def _cell(self, i: int) -> list[str]:
        token = self.sentence.tokens[i]
        families = self.seen(i)
        if families:
            return [f"{'V' if token.pos == 'AUX' else token.pos[0]}_{families[0]}"]
        if token.rel == "neg" or token.lemma in ("not", "no", "never"):
            return ["NEG"]
        if token.pos in _SHOWN:
            return [token.lemma if self.lemmas else token.pos]
        return [] if token.pos == "PUNCT" else [token.pos]


def _bare(step: str) -> str:
    """An operator's family alone."""
    return step.removesuffix("adv").split("=")[0].split(">")[0].split(".")[0]


def _neighbours(row: Sequence[str]) -> Block:
    """How often each item and each pair of neighbours stands in a row."""
    out: Block = {}
    for name in itertools.chain(row, _joined(row)):
        out[name] = out.get(name, 0.0) + 1.0
    return out


def _joined(row: Sequence[str]) -> Iterable[str]:
    return (f"{left} {right}" for left, right in itertools.pairwise(row))

