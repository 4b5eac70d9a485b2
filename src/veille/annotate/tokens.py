"""Tokens of a parsed sentence, with one set of labels for every language.

Relations (`Token.rel`): root, subj, subjpass, obj, iobj, obl, agent, nmod, poss, amod, compound, num, det, appos, flat,
conj, cc, ccomp, xcomp, advcl, relcl, acl, attr, aux, auxpass, cop, neg, mark, case, prt, advmod, expl, punct, dep.
A noun under a preposition is attached to what the preposition modifies, with the preposition's lemma in `Token.case`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from veille.model import BlockKind
from veille.values import Span

#: nouns that only count what follows them
PARTITIVES = frozenset(
    """
    ten dozen score hundred thousand million tens dozens scores hundreds thousands millions number group
    majority dizaine douzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier
    milliers million nombre quinzaine majorité partie plupart moitié tiers quart half most third part % percent pourcent
    tonne ton truckload boatload planeload
    """.split()
)


#: nouns that only say what a sum is in
CURRENCIES = frozenset(
    """
    euro dollar pound livre rouble ruble yen yuan renminbi franc couronne krone krona kroner shekel rupee roupie
    dinar dirham rial riyal naira rand peso real won baht lira
    """.split()
)


@dataclass(slots=True)
class Token:
    """One word. `start`/`end` are code points of the article's text, half-open; `head` and `i` index the sentence's tokens."""

    i: int
    start: int
    end: int
    form: str
    lemma: str
    pos: str
    rel: str
    head: int
    morph: dict[str, str]
    ent: str = ""
    case: str = ""
    mark: str = ""

    @property
    def nominal(self) -> bool:
        """Whether the word is a noun, a name or a pronoun."""
        return self.pos in ("NOUN", "PROPN", "PRON", "NUM")


@dataclass(frozen=True, slots=True)
class Inserted:
    """Speech set in mid-sentence: tokens `first` up to `after`, the verb of saying, and the head of who speaks where one is seen."""

    first: int
    after: int
    verb: int
    speaker: int | None


@dataclass(slots=True)
class Sentence:
    """A parsed sentence: its span, its tokens, who hangs on whom, and the speech inserted in it."""

    span: Span
    block: BlockKind
    tokens: Sequence[Token]
    index: int = 0
    children: list[list[int]] = field(default_factory=list)
    inserted: Inserted | None = None

    def attach(self) -> Sentence:
        """Index the children of every token (again, after a repair)."""
        self.children = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        return self

    def kids(self, i: int, *rels: str) -> list[Token]:
        """Children of token `i` in reading order, of the given relations (of any, when none is given)."""
        tokens = self.tokens
        return [tokens[k] for k in self.children[i] if not rels or tokens[k].rel in rels]

    def subtree(self, i: int, stop: frozenset[str] = frozenset()) -> list[int]:
        """Indices of `i` and all below it, sorted; branches whose relation is in `stop` are left out."""
        out: list[int] = []
        todo = [i]
        seen: set[int] = set()
        while todo:
            k = todo.pop()
            if k in seen:
                continue
            seen.add(k)
            out.append(k)
            todo += [c for c in self.children[k] if self.tokens[c].rel not in stop]
        return sorted(out)

    def counted(self, i: int) -> int:
        """The noun that a number or "thousands of" at `i` counts ("28 of 35 drones"), or `i` itself."""
        token = self.tokens[i]
        if token.pos == "NUM" or token.lemma in PARTITIVES or token.lemma in CURRENCIES:
            kids = [k for k in self.kids(i, "nmod", "obl") if k.pos in ("NOUN", "PROPN", "NUM")]
            for kid in sorted(kids, key=lambda k: k.lemma in CURRENCIES):  # "120 millions d'euros d'aide"
                if kid.case in ("de", "of", "d'entre", "parmi"):
                    return self.counted(kid.i)
                if kid.case == "in" and token.lemma in CURRENCIES:
                    return kid.i  # "120 million euros in aid"
                if kid.case == "in" and kid.pos == "NOUN" and any(t.pos == "SYM" for t in self.kids(i)):
                    return kid.i  # "$9 billion in assets"
            last = self.tokens[i + 1 : i + 3]
            apart = len(last) == 2 and last[0].form == "in" and last[1].rel == "obl" and last[1].head == token.head
            if apart and any(t.pos == "SYM" for t in self.kids(i)):  # the parser hung "in aid" on the verb
                return last[1].i
        return i

    def is_below(self, i: int, ancestor: int) -> bool:
        """Whether token `i` is `ancestor` or hangs below it."""
        return ancestor in self.path(i)

    def path(self, i: int) -> list[int]:
        """Token indices from `i` up to the root."""
        out = [i]
        while self.tokens[out[-1]].head not in out:
            out.append(self.tokens[out[-1]].head)
        return out
