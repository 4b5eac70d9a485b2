"""Whose word it is: reported clauses, "according to", quotations, and the French conditional of hearsay.

Nothing that a source asserts may come out in the outlet's own voice, so every test here errs towards attributing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from veille.annotate.actors import ActorReader
from veille.annotate.cues import load_cues
from veille.annotate.predications import Predicator
from veille.annotate.tokens import Inserted, Sentence, Token
from veille.lang.pack import Pack
from veille.model import Attribution, Stance
from veille.values import Entity, Span

_QUOTE = re.compile(r"[«»“”„\"]")
#: a quotation shorter than this many words is a scare quote or a term, not speech
SPEECH_WORDS = 4
#: words that must stand before an inserted speech verb
_SHORT = 4


def find_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quoted stretches of `text[start:end]`, marks left out, whatever way the marks point: (start, end), half-open.

    >>> find_quotations("il a dit » non «.", 0, 17)
    [(10, 15)]
    """
    marks = [m.start() for m in _QUOTE.finditer(text, start, end)]
    pairs = []
    while len(marks) >= 2:
        first, second, *marks = marks
        pairs.append((first + 1, second))
    if marks:
        pairs.append((marks[0] + 1, end))
    return pairs


@dataclass(frozen=True, slots=True)
class _Inserted:
    """A speech verb set apart with its speaker behind it: the speaker's head and the words of both."""

    head: int
    clause: frozenset[int]


class AttributionReader:
    """Finds every attribution of an article; `of` asks whose word a stretch of a sentence is."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        actors: ActorReader,
        pack: Pack,
        paragraphs: Sequence[tuple[int, int]],
    ) -> None:
        self.text, self.sentences, self.actors = text, sentences, actors
        self.cues, self.predicator = load_cues(pack), Predicator(pack)
        self.quotations = [q for start, end in paragraphs for q in find_quotations(text, start, end)]
        self.speech = [q for q in self.quotations if len(text[q[0] : q[1]].split()) >= SPEECH_WORDS]
        self.found: list[Attribution] = []
        for sentence in sentences:
            self._read(sentence)
            self._read_phrases(sentence)
        self._spread()
        self.found.sort(key=lambda a: (a.content.start if a.content else a.cue.start, a.cue.start))

    def of(self, start: int, end: int, skip: int | None = None) -> Attribution | None:
        """The innermost attribution whose content holds `start`:`end`; one whose cue starts at `skip` is passed over."""
        holding = [
            a
            for a in self.found
            if a.content
            and a.content.start <= start
            and end <= a.content.end
            and a.cue.start != skip
            and not a.cue.start <= start < a.cue.end
        ]
        return min(holding, key=lambda a: a.content.end - a.content.start if a.content else 0, default=None)

    # -- one sentence --------------------------------------------------------

    def _read(self, sentence: Sentence) -> None:
        for token in sentence.tokens:
            stance = self.cues.verbs.get(token.lemma) or self._quoting(token)
            if stance is None and token.rel == "xcomp":  # "faire savoir"
                stance = self.cues.verbs.get(f"{sentence.tokens[token.head].lemma} {token.lemma}")
            if stance is None and token.pos == "VERB":
                stance = self.cues.verbs.get(self._phrasal(sentence, token))
            if stance and token.pos in ("VERB", "AUX") and token.rel != "amod":
                self._read_verb(sentence, token, stance)
            elif token.nominal and token.case and self._gives_view(sentence, token):
                self._read_preposition(sentence, token)
            elif token.pos == "NOUN" and token.lemma in self.cues.nouns:
                self._read_noun(sentence, token)
            elif token.lemma in self.cues.hedges or token.form.lower() in self.cues.hedges or self._blames(token):
                self._read_hedge(sentence, token)

    def _quoting(self, token: Token) -> Stance | None:
        """The stance of a verb that hands over the word only beside quotation marks ("asked")."""
        inside = any(q[0] <= token.start < q[1] for q in self.speech)
        quoted = token.lemma in self.cues.quoting and not inside and any(self._is_beside(token, q) for q in self.speech)
        return "report" if quoted else None

    def _is_beside(self, token: Token, quote: tuple[int, int]) -> bool:
        return 0 <= token.start - quote[1] <= 40 or 0 <= quote[0] - token.end <= 60

    def _read_phrases(self, sentence: Sentence) -> None:
        """ "À en croire X, ...", "..., in the view of X": fixed words, then who says so up to a comma or verb."""
        forms = [t.form.lower() for t in sentence.tokens]
        for phrase in self.cues.phrases:
            for first in range(len(forms) - len(phrase)):
                if tuple(forms[first : first + len(phrase)]) == phrase:
                    self._read_phrase(sentence, first, first + len(phrase))

    def _read_phrase(self, sentence: Sentence, first: int, behind: int) -> None:
        tokens = sentence.tokens
        last = next((t.i for t in tokens[behind:] if t.form in (",", ".") or t.pos in ("VERB", "AUX")), len(tokens))
        names = [t for t in tokens[behind:last] if t.nominal]
        apart = first == 0 or tokens[first - 1].form in (",", "—", "–") or last >= len(tokens) - 1
        content = self._stretch(sentence, [t.i for t in tokens if not first <= t.i < last])
        if names and content and apart and not any(a.cue.start == tokens[first].start for a in self.found):
            head = next((t for t in names if t.head < first or t.head >= last or t.pos != "PROPN"), names[0])
            cue = Span.of(self.text, tokens[first].start, tokens[behind - 1].end)
            self._append(cue, "report", sentence, [head.i], content, direct=False)

    def _phrasal(self, sentence: Sentence, token: Token) -> str:
        """The verb with its bare object, "faire état": a cue may be both."""
        noun = next((t for t in sentence.kids(token.i, "obj") if not sentence.kids(t.i, "det")), None)
        return f"{token.lemma} {noun.lemma}" if noun else token.lemma

    def _is_viewpoint(self, sentence: Sentence, token: Token) -> bool:
        """Whether a phrase opens the sentence as somebody's view: "Pour Washington, l'Iran a attaqué ..."."""
        below = sentence.subtree(token.i)
        last = max(below)
        comma = last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].form == ","
        return min(below) == 0 and comma and bool(self.actors.resolve(sentence, token.i))

    def _read_noun(self, sentence: Sentence, token: Token) -> None:
        """ "X's claim that ...": the clause is of whoever makes the claim."""
        clauses = [
            t
            for t in sentence.kids(token.i, "acl", "ccomp", "relcl", "advcl")
            if t.mark.split()[:1] in (["that"], ["que"]) and t.i > token.i
        ]
        content = self._stretch(sentence, sentence.subtree(clauses[0].i)) if clauses else None
        if content:
            roles = self.predicator.noun(sentence, token.i).roles
            speakers = next((roles[name] for name in ("poss", "de", "of", "by", "par", "adj") if name in roles), [])
            self._add(sentence, token, self.cues.nouns[token.lemma], speakers, content)

    def _blames(self, token: Token) -> bool:
        """Whether the participle lays what its noun names at somebody's door ("imputée à X")."""
        return token.rel in ("acl", "amod") and self.predicator.verbs.has(token.lemma, "blamed")

    def _read_hedge(self, sentence: Sentence, token: Token) -> None:
        """ "allegedly", "an alleged attack": somebody says so, and the outlet does not say who."""
        host = sentence.tokens[token.head]
        if token.rel == "advmod" and host.pos == "ADJ" and host.rel == "amod":
            return  # "after apparently fruitless talks": the talks took place
        if token.rel == "advmod":
            while host.pos not in ("VERB", "AUX") and host.head != host.i:
                host = sentence.tokens[host.head]
            own = sentence.subtree(host.i, frozenset({"advcl", "conj", "parataxis"}))
        elif token.rel in ("amod", "acl") and host.nominal:
            means = host.rel == "obl" and host.case not in self.cues.inside  # "fired at suspected camps" is no hearsay
            if host.rel in ("subj", "subjpass", "agent") or (host.rel == "obl" and not means):
                host = sentence.tokens[host.head]
            own = sentence.subtree(host.i, frozenset({"relcl", "conj", "advcl", "parataxis"}))
        else:
            return
        content = self._stretch(sentence, own)
        if content:
            self._append(Span.of(self.text, token.start, token.end), "report", sentence, [], content, direct=False)

    def _gives_view(self, sentence: Sentence, token: Token) -> bool:
        """Whether the phrase names a source ("selon X"), or opens the sentence as somebody's view ("pour X, ...")."""
        if token.case in self.cues.prepositions and token.case != "by":
            return token.lemma not in self.cues.no_source  # "selon la formule du ministre"
        if token.lemma == "source" and token.case in self.cues.source_cases:
            return bool(sentence.kids(token.i, "amod", "nmod"))  # "a-t-on appris de source militaire"
        return token.case in self.cues.viewpoints and self._is_viewpoint(sentence, token)

    def _says_nobody(self, sentence: Sentence, token: Token) -> bool:
        """Whether nobody says so: "il faut dire que", "grounds to suspect that"."""
        head = sentence.tokens[token.head]
        if token.rel not in ("xcomp", "ccomp", "acl") or head is token or token.morph.get("VerbForm") != "Inf":
            return False
        if head.lemma in self.cues.impersonal:
            return True
        return token.rel == "acl" and head.pos == "NOUN" and not self.actors.resolve(sentence, head.i)

    def _read_verb(self, sentence: Sentence, token: Token, stance: Stance) -> None:
        if self._says_nobody(sentence, token):
            return
        if sentence.inserted and sentence.inserted.verb == token.i:
            self._read_inserted(sentence, token, stance, sentence.inserted)
            return
        if self._read_beside_quote(sentence, token, stance):
            return
        speaker = self._speaker_behind(sentence, token)
        if speaker is not None:
            content = self._stretch(sentence, self._around(sentence, speaker.clause))
            if content and not self.predicator.is_negated(sentence, token.i):
                sentence.tokens[speaker.head].rel = "subj"  # the parser may have taken it for the object
                self._add(sentence, token, stance, [speaker.head], content)
            return
        content = self._content(sentence, token)
        if content is None or (token.lemma in self.cues.quoting and not self._is_speech(content)):
            return
        subjects = self._speakers(sentence, token)
        phrasal = self._phrasal(sentence, token) in self.cues.verbs and self._phrasal(sentence, token) != token.lemma
        if not subjects and not phrasal and not self.predicator.is_passive(sentence, token.i):
            inverted = [t for t in sentence.kids(token.i, "obj", "iobj") if t.i == token.i + 1 and t.nominal]
            subjects = [t.i for t in inverted if not sentence.kids(t.i, "det", "num")]
        if not subjects and not phrasal:
            subjects = self._right_before(sentence, token)
        if self.predicator.is_negated(sentence, token.i) and stance == "deny":
            stance = "confirm"
        elif self.predicator.is_negated(sentence, token.i):
            return
        self._add(sentence, token, stance, subjects, content)

    def _read_beside_quote(self, sentence: Sentence, token: Token, stance: Stance) -> bool:
        """Whether the sentence opens with a quotation and the speech verb stands right behind it; then all it quotes is said.

        `« ... », a dit X`, `"...," X said, "and ..."`: the parse of the words quoted does not matter.
        """
        quotes = [q for q in self.quotations if q[0] < token.start and sentence.span.start < q[1] + 2]
        opening = next((q for q in quotes if q[0] - 2 <= sentence.span.start), None)
        if opening is None or opening[1] > token.start or (opening not in self.speech and self._is_short(opening)):
            return False
        behind = [t for t in sentence.tokens if opening[1] <= t.start and t.form not in (",", "-", "—", "–")]
        before = [t for t in behind if t.i < token.i]
        if (
            any(t.pos in ("VERB", "SCONJ") or t.form in (",", ".", ":") for t in before if t.lemma != "faire")
            or len(before) > 8
        ):
            return False
        if token.morph.get("VerbForm") in ("Inf", "Ger") or token.morph.get("Aspect") == "Prog":
            return False
        head = self._quoted_speaker(sentence, token, before)
        if head is None or any(t.rel == "neg" for t in behind if t.i < token.i):
            return False
        later = [
            q
            for q in self.quotations
            if token.end < q[0] < sentence.span.end and self.text[token.end : q[0]].count(",") <= 3
        ]
        for quote in [opening, *(q for q in later if self.text[: q[0] - 1].rstrip()[-1:] in (",", ":", "—", "–"))]:
            said = self.text[quote[0] : quote[1]]
            left, right = len(said) - len(said.lstrip()), len(said.rstrip())
            content = Span.of(self.text, quote[0] + left, quote[0] + right)
            cue = Span.of(self.text, token.start, token.end)
            self._append(cue, "report" if stance == "deny" else stance, sentence, [head], content, direct=True)
        return True

    def _is_short(self, quote: tuple[int, int]) -> bool:
        return len(self.text[quote[0] : quote[1]].split()) < 2

    def _quoted_speaker(self, sentence: Sentence, token: Token, before: Sequence[Token]) -> int | None:
        """The head of who says what is quoted: the noun phrase between quotation and verb, or right behind the verb."""
        named = [t for t in before if t.nominal and t.form.lower() not in ("-t",)]
        if not named:
            for t in sentence.tokens[token.i + 1 : token.i + 8]:
                if (
                    t.nominal
                    and t.form.lower() != "-t"
                    and (t.pos != "NOUN" or sentence.kids(t.i) or t.form.islower() is False)
                ):
                    named = [t]
                    break
                if t.form in (",", ".") or t.pos in ("ADP", "VERB", "SCONJ"):
                    break
        if not named:
            return None
        inside = {t.i for t in named}
        head = next((t for t in named if t.head not in inside and not t.case), named[0])
        while head.rel in ("compound", "flat") and token.i < head.head < head.i + _SHORT:
            head = sentence.tokens[head.head]
        head.rel, head.head = "subj", token.i
        sentence.attach()
        return head.i

    def _read_inserted(self, sentence: Sentence, token: Token, stance: Stance, inserted: Inserted) -> None:
        """All around the insertion is what the speaker says."""
        outside = [t.i for t in sentence.tokens if not inserted.first <= t.i < inserted.after]
        content = self._stretch(sentence, outside)
        if content and not self.predicator.is_negated(sentence, token.i):
            self._add(sentence, token, stance, [] if inserted.speaker is None else [inserted.speaker], content)

    def _speaker_behind(self, sentence: Sentence, token: Token) -> _Inserted | None:
        """In "..., a annoncé le mouvement" or "..., said the ministry" the speaker, whatever the parser made of the inversion."""
        own = {token.i} | ({token.head} if token.rel == "xcomp" else set())  # "a fait savoir"
        first = token.i
        while first and (
            first - 1 in own
            or (sentence.tokens[first - 1].rel in ("aux", "advmod", "expl") and sentence.tokens[first - 1].head in own)
        ):
            first -= 1
        if first < _SHORT or sentence.tokens[first - 1].form not in (",", "»", "”", '"'):
            return None
        finite = any(sentence.tokens[k].morph.get("VerbForm") == "Fin" or sentence.kids(k, "aux") for k in own)
        if not finite or token.mark or sentence.kids(token.i, "ccomp", "xcomp"):
            return None
        fronted = [t for t in sentence.kids(token.i, "subj", "subjpass") if t.i < first]
        if any(first <= t.i < token.i for t in sentence.kids(token.i, "subj", "subjpass")):
            return None
        if fronted and token.rel in ("root", "relcl"):  # "X, the minister, rejected Y"
            return None
        t = token
        for t in sentence.tokens[token.i + 1 : token.i + 7]:
            if t.pos in ("ADP", "PRON", "SCONJ", "PUNCT", "VERB", "CCONJ"):
                return None
            dated = t.pos == "NOUN" and not sentence.kids(t.i, "det", "amod")  # "a affirmé lundi X"
            if t.pos in ("NOUN", "PROPN") and not dated:
                break
        else:
            return None
        while sentence.tokens[t.head].pos in ("NOUN", "PROPN") and token.i < t.head < t.i + _SHORT:
            t = sentence.tokens[t.head]  # from a name to the noun it stands by
        owned = token.lemma == "rappeler" and any(k.morph.get("Poss") for k in sentence.kids(t.i, "det"))
        listed = any(k.pos == "CCONJ" for k in sentence.tokens[t.i :])  # "a fermé ..., a annoncé ... et a rompu ..."
        plain = not fronted and (token.lemma in self.cues.inserted or not listed)
        known = plain or self.actors.resolve(sentence, t.i)
        if (
            sentence.tokens[t.head].i not in own or owned or not known
        ):  # "..., a rappelé son ambassadeur" tells another deed
            return None
        before = sentence.tokens[first - 2]
        if token.i == first and before.pos == t.pos == "PROPN":
            return None  # "Mohamed Daglo, dit Hemetti"
        last = max(k for k in sentence.subtree(t.i, frozenset({"conj", "parataxis"})))
        return _Inserted(t.i, frozenset(range(first, last + 1)))

    def _around(self, sentence: Sentence, inserted: frozenset[int]) -> list[int]:
        """The clause that a speech verb is inserted in; another clause behind "and" is the outlet's again."""
        before = list(range(min(inserted)))
        behind = [t for t in sentence.tokens[max(inserted) + 1 :] if t.pos != "PUNCT"]
        if behind and behind[0].pos == "CCONJ" and any(t.morph.get("VerbForm") == "Fin" for t in behind):
            return before
        return before + [t.i for t in behind]

    def _right_before(self, sentence: Sentence, token: Token) -> list[int]:
        """The noun that stands right before a finite verb, hung elsewhere by the parser: "Four days after ..., the minister conceded"."""
        if token.morph.get("VerbForm") != "Fin" and not sentence.kids(token.i, "aux"):
            return []
        k = token.i - 1
        while k >= 0 and (
            sentence.tokens[k].rel in ("aux", "advmod", "neg") or sentence.tokens[k].pos in ("AUX", "ADV")
        ):
            k -= 1
        noun = sentence.tokens[k] if k >= 0 else None
        if noun is None or not noun.nominal or noun.case or noun.rel not in ("appos", "conj", "dep", "attr", "obj"):
            return []
        first = min(sentence.subtree(noun.i))
        return [noun.i] if first == 0 or sentence.tokens[first - 1].form == "," else []

    def _speakers(self, sentence: Sentence, token: Token) -> list[int]:
        predication = self.predicator.build(sentence, token.i)
        return predication.roles.get("subject", [])

    def _content(self, sentence: Sentence, token: Token) -> Span | None:
        """What is said: the complement clause, the asserted object, or the clause the speech verb is inserted in."""
        clauses = sentence.kids(token.i, "ccomp", "xcomp", "parataxis")
        if token.lemma in self.cues.ordering:  # "were told to leave"
            clauses = [t for t in clauses if t.rel != "xcomp" or t.morph.get("VerbForm") != "Inf"]
        clauses = [t for t in clauses if t.pos != "PROPN" or sentence.kids(t.i, "cop")]  # "X, dit le Lion"
        clauses = [t for t in clauses if not (sentence.inserted and sentence.inserted.verb == t.i)]
        clauses += [t for t in sentence.kids(token.i, "advcl") if t.mark.split()[:1] in (["que"], ["that"])]
        if token.lemma in self.cues.accusing:  # "is accused of having bombed"
            clauses += [t for t in sentence.kids(token.i, "advcl", "acl") if t.mark in ("of", "de")]
        if clauses:
            inner = {k for clause in clauses for k in sentence.subtree(clause.i) if k != token.i}
            if token.lemma in self.cues.accusing:
                inner -= self._background(sentence, inner)
            return self._stretch(sentence, sorted(inner))
        if token.rel in ("parataxis", "dep", "ccomp", "conj", "advcl", "acl") and self._inserted(sentence, token):
            return self._stretch(sentence, self._around(sentence, frozenset(sentence.subtree(token.i))))
        quoted = [
            q
            for q in self.speech
            if q[0] < sentence.span.end and sentence.span.start < q[1] and not q[0] <= token.start < q[1]
        ]
        if quoted and (token.rel == "root" or self._beside_quote(token, quoted)):
            start = max(min(q[0] for q in quoted), sentence.span.start)
            end = min(max(q[1] for q in quoted), sentence.span.end)
            said = self.text[start:end].strip()
            if said and not start <= token.start < end:
                start = self.text.index(said, start)
                return Span.of(self.text, start, start + len(said))
        if self._phrasal(sentence, token) in self.cues.speaking_of:  # "le Kremlin parle d'une attaque", "fait état de"
            under = [token, *sentence.kids(token.i, "obj")]
            spoken = [t for k in under for t in sentence.kids(k.i, "obl", "nmod", "obj") if t.case in ("de", "of")]
            if spoken and " " in self._phrasal(sentence, token):  # the parser hangs the further items on the verb
                first = min(sentence.subtree(spoken[0].i))
                return self._stretch(sentence, [k for k in sentence.subtree(token.i) if k >= first])
            return self._stretch(sentence, self._phrase(sentence, spoken[0].i)) if spoken else None
        objects = sentence.kids(token.i, "obj")
        if token.lemma in self.cues.dismissing and objects and objects[0].lemma in self.cues.assertions:
            return self._stretch(sentence, sentence.subtree(objects[0].i))
        if token.lemma in self.cues.asserting and objects:
            return self._stretch(sentence, self._phrase(sentence, objects[0].i))
        if token.lemma in self.cues.asserting and self.predicator.is_passive(sentence, token.i):
            subjects = sentence.kids(token.i, "subjpass", "subj")
            return self._stretch(sentence, sentence.subtree(subjects[0].i)) if subjects else None
        return None

    def _beside_quote(self, token: Token, quoted: Sequence[tuple[int, int]]) -> bool:
        return any(self._is_beside(token, quote) for quote in quoted)

    def _inserted(self, sentence: Sentence, token: Token) -> bool:
        """Whether the speech verb stands apart, behind a comma or dash ("..., a déclaré X")."""
        first = min(sentence.subtree(token.i, frozenset({"punct"})))
        before = sentence.tokens[first - 1] if first else None
        has_own_object = any(k.i != token.i + 1 for k in sentence.kids(token.i, "obj"))
        return (
            before is not None
            and before.form in (",", "—", "–", "-", "?", "!")
            and not has_own_object
            and not token.mark
            and (token.rel != "conj" or not sentence.kids(token.i, "cc"))
            and not any(
                sentence.tokens[k].rel == "cc" and sentence.tokens[k].head == token.i for k in range(first, token.i)
            )
            and token.rel not in ("acl", "advcl")
        )

    def _phrase(self, sentence: Sentence, i: int) -> list[int]:
        """The noun phrase headed by `i` up to the first phrase set apart by a comma: "..., in response to X" is the outlet's."""
        whole = sentence.subtree(i)
        apart = {
            k
            for j in whole
            if sentence.tokens[j].rel in ("nmod", "obl", "advcl") and self._behind_comma(sentence, j)
            for k in sentence.subtree(j)
        }
        return [k for k in whole if k not in apart]

    def _background(self, sentence: Sentence, inner: set[int]) -> set[int]:
        """What an accuser's clause only follows upon: "accuse X d'avoir rompu la trêve, après des combats qui ..."."""
        return {
            k
            for j in inner
            if sentence.tokens[j].case in self.cues.aftermath and self._behind_comma(sentence, j)
            for k in sentence.subtree(j)
        }

    def _is_told(self, start: int, end: int) -> bool:
        """Whether the outlet's own subject governs the words quoted: "La France « appelle au calme »"."""
        for sentence in self.sentences:
            if sentence.span.start < start < sentence.span.end:
                first = next((t for t in sentence.tokens if start <= t.start < end), None)
                return first is not None and any(
                    t.start < start and t.nominal and start <= sentence.tokens[t.head].start < end
                    for t in sentence.tokens
                    if t.rel in ("subj", "subjpass")
                )
        return False

    def _behind_comma(self, sentence: Sentence, i: int) -> bool:
        first = min(sentence.subtree(i))
        return first > 0 and sentence.tokens[first - 1].form == ","

    def _stretch(self, sentence: Sentence, tokens: Sequence[int]) -> Span | None:
        kept = sorted(k for k in tokens if sentence.tokens[k].pos != "PUNCT")
        while kept and sentence.tokens[kept[-1]].rel == "cc":
            kept.pop()  # "and" behind the clause goes on with another
        if not kept:
            return None
        return Span.of(self.text, sentence.tokens[min(kept)].start, sentence.tokens[max(kept)].end)

    def _read_preposition(self, sentence: Sentence, token: Token) -> None:
        """ "Selon X, ...": the clause that the phrase modifies, or the whole sentence when it stands at an edge."""
        phrase = sentence.subtree(token.i)
        words = len(token.case.split())
        first_of_phrase = min(phrase)
        cue_tokens = [k for k in range(max(0, first_of_phrase - words), token.i) if self._is_case(sentence, k, token)]
        first = min([*phrase, *cue_tokens])
        cue = self._stretch(sentence, cue_tokens) or Span.of(self.text, token.start, token.end)
        head = sentence.tokens[token.head]
        clause = head.i
        while sentence.tokens[clause].pos not in ("VERB", "AUX") and sentence.tokens[clause].head != clause:
            clause = sentence.tokens[clause].head
        at_edge = first == 0 or max(phrase) >= len(sentence.tokens) - 2
        tokens = (
            [t.i for t in sentence.tokens]
            if at_edge and (token.lemma == "source" or self._alone(sentence, clause))
            else sentence.subtree(clause)
        )
        own = {*phrase, *cue_tokens} if at_edge and max(phrase) + 1 < len(sentence.tokens) else set()
        content = self._stretch(sentence, [k for k in tokens if k not in own] if first == 0 or own else tokens)
        if content:
            self._append(cue, "report", sentence, self._relayed(sentence, token), content, direct=False)

    def _relayed(self, sentence: Sentence, token: Token) -> list[int]:
        """Who says so; behind "l'affirmation du ministre selon laquelle" whose the affirmation is."""
        if token.lemma not in self.cues.relatives:
            return [token.i]
        noun = next((k for k in sentence.path(token.i)[1:] if sentence.tokens[k].lemma in self.cues.nouns), None)
        roles = self.predicator.noun(sentence, noun).roles if noun is not None else {}
        return next((roles[name] for name in ("poss", "de", "of", "by", "par", "adj") if name in roles), [])

    def _is_case(self, sentence: Sentence, k: int, token: Token) -> bool:
        """Whether the word at `k` is part of the preposition of `token`."""
        word = sentence.tokens[k]
        return word.lemma in token.case.split() or word.form.lower() in token.case.split()

    def _alone(self, sentence: Sentence, clause: int) -> bool:
        return sentence.tokens[clause].head == clause or sentence.tokens[clause].rel in ("root", "conj")

    # -- results -------------------------------------------------------------

    def _add(self, sentence: Sentence, token: Token, stance: Stance, subjects: Sequence[int], content: Span) -> None:
        cue = Span.of(self.text, token.start, token.end)
        direct = self._is_speech(content)
        if direct and stance == "deny":  # "a rejeté ...: « ... »": the words quoted are said, not denied
            stance = "report"
        self._append(cue, stance, sentence, subjects, content, direct)

    def _is_speech(self, content: Span) -> bool:
        return any(q[0] <= content.start + 2 and content.end - 2 <= q[1] for q in self.speech)

    def _append(
        self, cue: Span, stance: Stance, sentence: Sentence, heads: Sequence[int], content: Span, direct: bool
    ) -> None:
        source: Entity | None = None
        said: Span | None = None
        for i in heads:
            entities = self.actors.resolve(sentence, i)
            source = entities[0] if entities else None
            token = sentence.tokens[i]
            said = source.span if source else Span.of(self.text, token.start, token.end)
            if source is None and token.pos in ("NOUN", "PROPN"):
                said = self.actors.noun_span(sentence, i)
            break
        self.found.append(Attribution(cue, stance, source, said, content, direct))

    def _spread(self) -> None:
        """A quotation is its speaker's to its last sentence; one without a speaker is attributed to nobody named."""
        extra = []
        for start, end in self.speech:
            known = [
                a
                for a in self.found
                if a.content and a.content.start < end and start < a.content.end and not start <= a.cue.start < end
            ]
            paragraph_end = self.text.find("\n\n", end)
            near = [
                a
                for a in self.found
                if start - 400 <= a.cue.start <= (paragraph_end if paragraph_end >= 0 else end + 200)
                and not start <= a.cue.start < end
            ]
            if not known and self._is_told(start, end):
                continue
            best = min(known or near, key=lambda a: min(abs(a.cue.start - start), abs(a.cue.start - end)), default=None)
            said = self.text[start:end]
            left, right = len(said) - len(said.lstrip()), len(said.rstrip())
            if left < right and best:
                content = Span.of(self.text, start + left, start + right)
                stance = "report" if best.stance == "deny" else best.stance
                extra.append(Attribution(best.cue, stance, best.source, best.source_span, content, True))
        self.found += [a for a in extra if a not in self.found]
