"""Who acts: names, offices, demonyms and pronouns of an article, resolved to entities.

A name is looked up in the gazetteer; a person that it does not know takes the country of the office the article gives them.
A common noun ("the army", "le gouvernement") is an actor of the country its modifiers name, else a vague actor kept in the text's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from veille.annotate.names import Name, load_actor_words, load_names
from veille.annotate.tokens import Sentence, Token
from veille.lang.pack import Pack
from veille.values import Entity, Span
from veille.world.gazetteer import Record, key_of, words_of

_PERSON_ENTS = frozenset({"PER", "PERSON"})
_BODY_ENTS = frozenset({"ORG", "NORP"})
#: roles of single persons
_PERSONAL = frozenset({"executive", "foreign", "official", "military", "opposition", "legislature"})
#: how much more a country's name in the title weighs
_IN_TITLE = 3
#: how far a pronoun looks back, in sentences
_REACH = 1
#: prepositions of a place where something happens: what they govern takes no part in it
_PLACED = frozenset({"in", "at", "inside", "near", "before", "à", "en", "dans", "devant", "près de"})
#: how far a pronoun looks back for the one person that is spoken of, in sentences
_FAR = 4
#: what stands inside a name: "Ali al-Sadiq" is no Ali
_PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "ibn", "ould", "von", "van", "da", "dos", "del", "der", "abu", "abou"}
)
#: first words of names that a state's own body may bear too
_CHAMBERS = frozenset({"Conseil", "Assemblée", "Cour", "Commission", "Council", "Comité"})
_WORLD = frozenset({"Security", "General", "Human"})
#: words before such a name that make it a state's own
_NATIONAL = frozenset({"Haut", "Haute", "National", "Supreme", "High", "State", "Federal", "Supérieur"})
#: roles of those whom a country sends: "envoys from Russia"
_SENT = frozenset({"foreign", "official", "executive", "legislature", "military"})
#: roles whose bare nouns ("the army") mean a state's own body
_STATE_ROLES = frozenset({"executive", "military", "police", "legislature"})


#: the family of those who seized power: of the country where things happen
SEIZERS = "seizers"


class ActorReader:
    """Resolves the actors of one article. Built once per article; `resolve` is asked per noun."""

    def __init__(self, text: str, sentences: Sequence[Sentence], pack: Pack, day: date | None, head: str = "") -> None:
        self.text, self.sentences, self.day = text, sentences, day
        self.words = load_actor_words(pack)
        self.index = load_names(pack)
        self.at: dict[tuple[int, int], Name] = {}
        self.persons: dict[str, Entity] = {}
        self.trail: list[tuple[int, Entity, bool]] = []
        self.groups: dict[str, tuple[Entity, ...]] = {}
        self.home: str | None = None
        self.titled: list[str] = []
        self.genders: dict[int, str | None] = {}
        self.numbers: dict[int, str | None] = {}
        self.swallowed: list[Span] = []
        self.located: set[int] = set()
        self.bound: dict[str, str] = {}
        self._place_names()
        self.home = self._home(head)
        titled = list(dict.fromkeys(n.country for n in self.index.find(head) if n.country))
        self.titled = titled if len(titled) == 2 else []
        self._learn_persons()
        self._learn_trail()
        self._learn_persons()  # "his foreign minister, X": now that the pronouns are known
        self.trail.clear()
        self._learn_trail()
        self.bound = self._bindings()

    # -- names in the text ---------------------------------------------------

    def _place_names(self) -> None:
        names = self.index.find(self.text)
        full = {n.record.name: n.record for n in names if n.what == "person" and n.record}
        names = [n for n in names if not self._is_surname(n, full)]
        sure = {n.country for n in names if n.what in ("country", "capital")}
        names = [n for n in names if n.what != "demonym" or n.country in sure or not self._is_twin(n)]
        names = self._shortened([n for n in names if not self._is_national(n)])
        names += self._surnames(names)
        by_start = sorted(names, key=lambda n: (n.start, -n.end))
        for sentence in self.sentences:
            inside = [n for n in by_start if n.start < sentence.span.end and n.end > sentence.span.start]
            for name in inside:
                for token in sentence.tokens:
                    if token.start < name.end and name.start < token.end:
                        self.at.setdefault((sentence.index, token.i), name)
        for key, name in list(self.at.items()):
            if name.what in ("country", "capital") and (
                self._part_of_person(key, name) or self._part_of_thing(key, name)
            ):
                self.swallowed.append(Span.of(self.text, name.start, name.end))
                del self.at[key]
        self._short_names()

    def _is_twin(self, name: Name) -> bool:
        """Whether a demonym is also the name of a people elsewhere: "Turkmen" of Syria and Iraq."""
        return self.text[name.start : name.end].lower() in self.words.twins

    def _is_national(self, name: Name) -> bool:
        """Whether a council or court is a state's own, not the world's: "le Haut Conseil de sécurité algérien", "the National Security Council"."""
        said = self.text[name.start : name.end]
        if name.record is None or name.record.role != "igo" or said.split()[0].rstrip("s") not in _CHAMBERS | _WORLD:
            return False
        behind = self.text[name.end : name.end + 40].split()
        demonym = behind and self.text[name.end : name.end + 1] == " " and self.index.find(behind[0].strip(",.;:»"))
        before = self.text[max(0, name.start - 40) : name.start].split(" ")
        titled = len(before) > 1 and before[-1] == "" and before[-2][:1].isupper() and before[-2] in _NATIONAL
        return titled or bool(demonym and demonym[0].what == "demonym" and said.split()[0] in _CHAMBERS)

    def _shortened(self, names: Sequence[Name]) -> list[Name]:
        """The names, with those that only shorten a name of the article read as it ("the Serbs" after "Bosnian Serbs")."""
        full: dict[tuple[str, ...], dict[str, int]] = {}
        records = {n.record.name: n.record for n in names if n.record and n.record.short}
        for record in [n.record for n in names if n.record]:
            for said in record.short:
                tally = full.setdefault(key_of(said), {})
                tally[record.name] = tally.get(record.name, 0) + 1
        # of two that the article names, the one it names more often
        sure = {key: records[max(sorted(tally), key=lambda name: tally[name])] for key, tally in full.items()}
        if not sure:
            return list(names)
        taken = {k for n in names if n.record for k in range(n.start, n.end)}
        found = [
            Name(start, end, "organisation", None, sure[(form,)])
            for start, end, form in words_of(self.text)
            if (form,) in sure and start not in taken
        ]
        again = {n.start for n in found}
        return [n for n in names if n.start not in again] + found

    def _short_names(self) -> None:
        """ "the North" in an article that names both of a pair of countries."""
        named = {name.country for name in self.at.values() if name.what != "person"}
        for sentence in self.sentences:
            for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
                code, beside = self.words.short.get(token.form, ("", ""))
                alone = (before.rel == "det" or before.form in ("du", "au")) and token.rel != "compound" and (sentence.index, token.i) not in self.at
                if code and alone and {code, beside} <= named:
                    self.at[(sentence.index, token.i)] = Name(token.start, token.end, "country", code, None)

    def _is_surname(self, name: Name, full: Mapping[str, Record]) -> bool:
        """Whether a country's name is the surname of somebody whom the article names in full, behind a civility."""
        if name.what not in ("country", "capital") or not full:
            return False
        records = self.index.gazetteer.surnames.get(key_of(self.text[name.start : name.end]), ())
        before = self.text[: name.start].rstrip().rsplit(" ", 1)[-1].lower()
        return before in self.words.civility and any(record.name in full for record in records)

    def _part_of_person(self, key: tuple[int, int], name: Name) -> bool:
        """Whether a place's name is a piece of a person's ("Jordan Smith", "Général Georges Washington")."""
        tokens = self.sentences[key[0]].tokens
        token = tokens[key[1]]
        if token.ent not in _PERSON_ENTS or name.end - name.start != token.end - token.start:
            return False
        beside = [tokens[k] for k in (token.i - 1, token.i + 1) if 0 <= k < len(tokens)]
        return any(
            t.ent in _PERSON_ENTS and t.pos == "PROPN" and (self.sentences[key[0]].index, t.i) not in self.at
            for t in beside
        )

    def _part_of_thing(self, key: tuple[int, int], name: Name) -> bool:
        """Whether a capital's name is the last word of another name: the ship "Marlin Luanda", the club "Sporting Lisbon"."""
        tokens = self.sentences[key[0]].tokens
        token = tokens[key[1]]
        before = tokens[token.i - 1] if token.i else None
        if before is None or name.what != "capital" or (key[0], before.i) in self.at or token.start != name.start:
            return False
        one_name = before.pos == "PROPN" and before.head == token.i and before.rel in ("compound", "flat")
        said = before.form.lower()
        title = said in self.words.civility or before.lemma in self.words.roles or said in self.words.quarters
        return one_name and before.form[:1].isupper() and before.form.isalpha() and not title and before.i > 0

    def _surnames(self, names: Sequence[Name]) -> list[Name]:
        """Persons named by surname alone: known from the article's full names, or the only holder in office on its day."""
        taken = {k for n in names for k in range(n.start, n.end)}
        full = {n.record.name: n.record for n in names if n.what == "person" and n.record}
        words = words_of(self.text)
        found = []
        for i, (start, _, form) in enumerate(words):
            if not form[:1].isupper() or start in taken:
                continue
            for length in (3, 2, 1):
                stretch = words[i : i + length]
                key = tuple(f for _, _, f in stretch)
                if (
                    len(stretch) == length
                    and key in self.index.gazetteer.surnames
                    and not self._inside_name(words, i, i + length)
                ):
                    record = self._choose(self.index.gazetteer.surnames[key], full)
                    if record:
                        found.append(Name(start, stretch[-1][1], "person", record.country, record))
                        break
        return found

    def _inside_name(self, words: Sequence[tuple[int, int, str]], first: int, after: int) -> bool:
        """Whether the stretch stands behind an unknown first name or before another capitalised word."""
        if after < len(words) and words[after][2] in _PARTICLES:
            return True
        if after < len(words) and words[after][2][:1].isupper() and words[after][0] - words[after - 1][1] == 1:
            return True
        if first == 0 or words[first][0] - words[first - 1][1] > 1:
            return False
        before = words[first - 1][2]
        if words[first - 1][1] == words[first][0] and before == "-":
            return True
        plain = before.lower()
        title = (
            plain in self.words.roles
            or plain in self.words.civility
            or any(plain in t.split() for t in self.words.titles)
        )
        starts = first == 1 or words[first - 2][2] in ".!?:»"
        return (
            before[:1].isupper()
            and not title
            and not starts
            and before.isalpha()
            and words[first][0] > words[first - 1][1]
        )

    def _choose(self, records: Sequence[Record], full: dict[str, Record]) -> Record | None:
        named = [r for r in records if r.name in full]
        if len(named) == 1:
            return named[0]
        if self.day is not None:
            day = self.day
            records = [r for r in records if r.offices_on(day)] or []
        elif len(records) == 1 and not records[0].offices:
            return None
        return records[0] if len(records) == 1 else None

    def _home(self, head: str) -> str | None:
        """The country the article is about: named half as often again as any other; a name in its title counts three times."""
        tally: dict[str, int] = {}
        for name in self.index.find(head):
            if name.country:
                tally[name.country] = tally.get(name.country, 0) + _IN_TITLE
        for name in self.index.find(self.text):
            if name.country:
                tally[name.country] = tally.get(name.country, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and 2 * ranked[0][1] < 3 * ranked[1][1]):
            return None
        return ranked[0][0]

    def _learn_persons(self) -> None:
        """Persons the gazetteer does not know, by full name and surname, with the country their office gives them."""
        for sentence in self.sentences:
            for token in sentence.tokens:
                if (
                    token.pos == "PROPN"
                    and (sentence.index, token.i) not in self.at
                    and self._introduced(sentence, token)
                ):
                    for part in [token, *sentence.kids(token.i, "compound", "flat")]:
                        part.ent = "PERSON"  # whatever the recogniser took it for
            for token in sentence.tokens:
                if token.ent in _PERSON_ENTS and (sentence.index, token.i) not in self.at:
                    run = self._name_run(sentence, token)
                    if run and run[0] is token and len(run) > 1:
                        self._learn_person(sentence, run)

    def _name_run(self, sentence: Sentence, token: Token) -> list[Token]:
        """The tokens of the person's name that `token` belongs to, title and civility left out."""
        tokens = sentence.tokens

        def part(k: int) -> bool:
            return (
                0 <= k < len(tokens)
                and tokens[k].ent in _PERSON_ENTS
                and tokens[k].pos in ("PROPN", "NOUN", "ADJ", "X", "ADP", "DET")
                and tokens[k].form.lower() not in self.words.civility
                and tokens[k].lemma not in self.words.roles
                and (sentence.index, k) not in self.at
            )

        if not part(token.i):
            return []

        def hyphen(k: int) -> bool:
            return 0 <= k < len(tokens) and tokens[k].form == "-"

        first = last = token.i
        while part(first - 1) or (hyphen(first - 1) and part(first - 2)):
            first -= 1
        while part(last + 1) or (hyphen(last + 1) and part(last + 2)):
            last += 1
        return list(tokens[first : last + 1])

    def _learn_person(self, sentence: Sentence, run: Sequence[Token]) -> None:
        name = self.text[run[0].start : run[-1].end]
        if not all(t.form[:1].isupper() or not t.form[:1].isalpha() or t.pos in ("ADP", "DET") for t in run):
            return
        country = self._person_country(sentence, run)
        body = None if country else self._person_body(sentence, run)
        if country is None and body is None and self._holds_office(sentence, run):
            country = self.home or self._scene()
        span = Span.of(self.text, run[0].start, run[-1].end)
        known = self.persons.get(name)
        if known is None or (known.country is None and country):
            entity = Entity(span, f"name:{name}", name, country, None, "person", body)
            self.persons[name] = entity
            self.persons[run[-1].form] = entity

    def _holds_office(self, sentence: Sentence, run: Sequence[Token]) -> bool:
        """Whether a national office stands right beside a person's name, with no word that says whose it is."""
        inside = {t.i for t in run}
        heads = [t for t in run if t.head not in inside]
        beside = [k for h in heads for k in (sentence.tokens[h.head], *sentence.kids(h.i, "appos", "compound"))]
        return any(
            k.lemma in self.words.national
            and k.i not in inside
            and not self._parted(sentence, k.i, run)
            and not any(t.pos == "PROPN" and t.i not in inside for t in sentence.kids(k.i, "nmod", "poss", "compound"))
            for k in beside
        )

    def _person_body(self, sentence: Sentence, run: Sequence[Token]) -> str | None:
        """The organisation of the office beside a person's name: "the Taliban leader, X", "X, porte-parole du Hezbollah"."""
        inside = {t.i for t in run}
        heads = [t for t in run if t.head not in inside]
        for head in heads:
            beside = [sentence.tokens[head.head], *sentence.kids(head.i, "appos")]
            for noun in beside:
                if noun.lemma in self.words.roles and noun.i not in inside and not self._parted(sentence, noun.i, run):
                    owner = self._owner(sentence, noun.i)
                    if owner and owner.kind == "organisation":
                        return owner.name
        return None

    def _person_country(self, sentence: Sentence, run: Sequence[Token]) -> str | None:
        """The country of the office that stands around a person's name, in the noun phrase or an apposition."""
        inside = {t.i for t in run}
        heads = {t.i for t in run if t.head not in inside} | {
            t.head for t in run if t.head not in inside and t.rel in ("appos", "flat", "compound", "nmod")
        }
        for i in sorted(heads | {k.i for h in heads for k in sentence.kids(h, "appos", "compound", "amod", "poss")}):
            noun = sentence.tokens[i]
            name = self.at.get((sentence.index, i))
            if i not in inside and self._parted(sentence, i, run):
                continue
            if name and name.what == "demonym" and i not in inside:
                return name.country
            if i in inside or noun.lemma in self.words.roles or noun.pos in ("NOUN", "PROPN"):
                country = self._country_around(sentence, i, depth=1)
                if country:
                    return country
        for h in sorted(heads | {run[0].i, run[-1].i}):
            for clause in sentence.kids(h, "relcl"):
                for k in sentence.kids(clause.i, "obj", "attr"):
                    led = k.lemma in self.words.roles and sentence.tokens[k.head].rel == "relcl"
                    country = self._country_around(sentence, k.i, depth=1) if led else None
                    if country:
                        return country
        return None

    def _parted(self, sentence: Sentence, i: int, run: Sequence[Token]) -> bool:
        """Whether a comma that opens no apposition parts the noun at `i` from a person's name."""
        low, high = (i, run[0].i) if i < run[0].i else (run[-1].i, i)
        commas = [k for k in range(low + 1, high) if sentence.tokens[k].form == ","]
        return any(k not in (run[0].i - 1, run[-1].i + 1) for k in commas)

    # -- resolution ----------------------------------------------------------

    def resolve(self, sentence: Sentence, i: int, *, through: bool = False) -> list[Entity]:
        """The entities that the noun at token `i` stands for, none when it is no actor.

        With `through`, a thing that belongs to a country ("Russian missiles") stands for the country.
        Groups are opened: "several countries, among them Sweden and Norway" gives the members named.
        """
        members = self._members(sentence, i)
        if members:
            return members
        if sentence.tokens[i].lemma not in self.words.roles and (sentence.index, i) not in self.at:
            i = sentence.counted(i)
        entity = self._resolve_one(sentence, i, through)
        if entity is None:
            return []
        if sentence.tokens[i].pos == "PRON":
            return self._together(sentence.tokens[i], entity)
        if entity.kind == "person" and sentence.tokens[i].morph.get("Number") == "Plur":
            return self._named_together(sentence, entity)
        return self._shared(sentence, i, entity)

    def _named_together(self, sentence: Sentence, first: Entity) -> list[Entity]:
        """Everybody named beside a plural title: "the foreign ministers, X and Y"."""
        token = next((t for t in sentence.tokens if t.start <= first.span.start < t.end), None)
        found = [first]
        for k in self._conjuncts(sentence, token.i)[1:] if token else []:
            other = self._resolve_one(sentence, k, False)
            found += [other] if other and all(other.id != e.id for e in found) else []
        return found

    def _shared(self, sentence: Sentence, i: int, entity: Entity) -> list[Entity]:
        """An office or force of several countries, one entity each ("American and British forces", "the presidents of A and B")."""
        token = sentence.tokens[i]
        if entity.kind not in ("body", "thing") or (sentence.index, i) in self.at:
            return [entity]
        if token.morph.get("Number") == "Sing" and token.lemma not in ("government",):
            return [entity]
        codes: list[str] = []
        beside = sentence.kids(i, "amod", "compound", "nmod", "poss")
        for k in sentence.kids(i, "conj", "appos"):  # "homologues français, britannique et allemand"
            name = self.at.get((sentence.index, k.i))
            plain = name is not None and name.what == "demonym" and k.form[:1].islower()
            beside += [k] if k.pos == "ADJ" or plain else []
        beside += [  # "les ministres de l'Intérieur français et algérien"
            j
            for k in beside
            if k.rel == "nmod" and (sentence.index, k.i) not in self.at
            for j in sentence.kids(k.i, "amod", "conj")
            if j.pos == "ADJ"
        ]
        for k in beside:
            if k.rel == "nmod" and k.case not in ("de", "of") and not (k.case == "from" and entity.role in _SENT):
                continue
            for j in sorted(self._chain(sentence, k.i)):
                name = self.at.get((sentence.index, j))
                if (
                    name
                    and name.country
                    and name.what in ("demonym", "country", "capital")
                    and name.country not in codes
                ):
                    codes.append(name.country)
        if len(codes) < 2:
            return [entity]
        return [self._of_country(entity, code) for code in codes]

    def _chain(self, sentence: Sentence, i: int) -> set[int]:
        """The token and all coordinated with it, directly or through one another."""
        found, todo = {i}, [i]
        while todo:
            k = todo.pop()
            more = {c.i for c in sentence.kids(k, "conj")} - found
            found |= more
            todo += more
        return found

    def _of_country(self, entity: Entity, code: str) -> Entity:
        """The same office of another country; whoever holds it on the article's day, when that is known."""
        role = f":{entity.role}" if entity.role else ""
        return replace(entity, id=f"country:{code}{role}", name=self.country_name(code), country=code)

    def _together(self, pronoun: Token, entity: Entity) -> list[Entity]:
        """Everybody whom a plural pronoun stands for: the actor found, and those coordinated with it where it was named."""
        if pronoun.form.lower() not in self.words.plural_pronouns:
            return [entity]
        group = self.groups.get(entity.id, ())
        return [replace(other, span=entity.span) for other in group] if len(group) > 1 else [entity]

    def of_adjective(self, sentence: Sentence, i: int) -> list[Entity]:
        """The state or group that an adjective or compound names ("Russian", "russes", "Houthi"), none when it names none."""
        token = sentence.tokens[i]
        name = self.at.get((sentence.index, i))
        if name is None:
            deeper = self._country_around(sentence, i, 1) if token.pos in ("NOUN", "PROPN") else None
            span = Span.of(self.text, token.start, token.end)
            return [self._state(deeper, span)] if deeper else []
        thing = sentence.tokens[token.head].lemma not in self.words.roles
        if name.what == "person" and token.rel == "compound" and thing:
            return []  # "King Fahd highway"
        entity = self._named(sentence, token, name)
        return [entity] if entity else []

    def _members(self, sentence: Sentence, i: int) -> list[Entity]:
        token = sentence.tokens[i]
        if token.form in self.words.named_pairs:
            return self._pair(sentence, i)
        if token.lemma not in self.words.roles and token.lemma not in ("nation", "pays", "country"):
            return []
        if (sentence.index, i) in self.at:
            return []
        found: list[Entity] = []
        below = [
            sentence.tokens[k]
            for k in sentence.subtree(i)
            if k != i and sentence.tokens[k].case in self.words.including
        ]
        for k in sentence.kids(i, "appos"):
            name = self.at.get((sentence.index, k.i))
            many = token.morph.get("Number") == "Plur" and bool(sentence.kids(k.i, "conj"))
            if many and name and name.what in ("country", "capital"):  # "the two countries, A and B"
                found += [
                    e for j in self._conjuncts(sentence, k.i) for e in [self._resolve_one(sentence, j, False)] if e
                ]
        for k in [*sentence.kids(i, "nmod", "appos", "acl", "relcl", "obl", "conj", "advcl"), *below]:
            introduced = {t.form.lower() for t in sentence.kids(k.i)} | {
                k.case,
                k.form.lower(),
                sentence.tokens[max(0, k.i - 1)].form.lower(),
            }
            introduced |= set(k.case.split())
            if introduced & self.words.including and k.rel != "conj":
                found += [
                    e for j in self._conjuncts(sentence, k.i) for e in [self._resolve_one(sentence, j, False)] if e
                ]
        distinct = {e.id: e for e in reversed(found)}
        found = [e for e in found if distinct[e.id] is e and e.kind != "group"]
        return [e for e in found if e.country or e.kind != "state"] or self._pair(sentence, i)

    def _pair(self, sentence: Sentence, i: int) -> list[Entity]:
        """ "les deux pays", "both sides": the two countries that the text before names far more than any third."""
        token = sentence.tokens[i]
        named = self.words.named_pairs.get(token.form)
        if named:
            span = self.noun_span(sentence, i)
            return [self._state(code, span) for code in named]
        kids = {k.lemma for k in sentence.kids(i, "num", "det", "amod")} | {
            k.form.lower() for k in sentence.kids(i, "num", "det")
        }
        if not kids & self.words.both or not (kids & self.words.definite):
            return []  # "two men" are any two
        persons = self._two_persons(sentence, i) if token.lemma in self.words.pairs_of_persons else []
        if persons:
            return persons
        offices = self.words.pairs_of_persons & self.words.roles.keys()
        if token.lemma not in self.words.pairs and token.lemma not in offices:
            return []
        tally: dict[str, int] = dict.fromkeys(self.titled, _IN_TITLE)
        groups: dict[str, Record] = {}
        for name in {(n.start, n.end): n for n in self.at.values() if n.start < token.start}.values():
            if name.country and name.what != "person":
                tally[name.country] = tally.get(name.country, 0) + 1
            elif name.record and name.record.role in ("armed_group", "people"):
                groups[name.record.name] = name.record
                tally[name.record.name] = tally.get(name.record.name, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        span = self.noun_span(sentence, i)
        return [self._organisation(key, span) if key in groups else self._state(key, span) for key, _ in ranked[:2]]

    def _two_persons(self, sentence: Sentence, i: int) -> list[Entity]:
        """ "the two men", "les deux présidents": the two persons of different countries last spoken of, within reach."""
        floor = self.sentences[max(0, sentence.index - _REACH - 1)].span.start
        here, span = sentence.tokens[i].start, self.noun_span(sentence, i)
        found: list[Entity] = []
        acting = {t.start for k in sentence.path(i) for t in sentence.kids(k, "subj", "subjpass")}
        rows = [row for row in self.trail if floor <= row[0] < here and row[0] not in acting]
        for _, entity, _ in reversed(rows):
            if entity.kind == "person" and all(
                entity.id != e.id and (entity.country is None or entity.country != e.country) for e in found
            ):
                found.append(entity)
        return [replace(e, span=span) for e in reversed(found[:2])] if len(found) == 2 else []

    def _conjuncts(self, sentence: Sentence, i: int) -> list[int]:
        out, todo = [], [i]
        while todo:
            k = todo.pop(0)
            if k not in out:
                out.append(k)
                todo += [t.i for t in sentence.kids(k, "conj", "appos") if t.nominal] + [
                    t.i for t in sentence.kids(k, "nmod") if t.case in self.words.including
                ]
        return sorted(out)

    def _resolve_one(self, sentence: Sentence, i: int, through: bool) -> Entity | None:
        token = sentence.tokens[i]
        name = self.at.get((sentence.index, i))
        if name is not None and not (name.what == "demonym" and token.pos == "ADJ" and not through):
            return self._named(sentence, token, name)
        if token.lemma in self.words.never or token.form.lower() in self.words.never:
            return None
        if token.pos == "PRON":
            return self._pronoun(sentence, token)
        if token.lemma in self.words.latter:
            return self._latter(sentence, token)
        person = self._person(sentence, token)
        if person:
            return person
        apposed = self._apposed(sentence, i)
        if apposed and apposed.kind == "person" and token.lemma in self.words.roles:
            if apposed.country is None:
                return replace(apposed, country=self._country_around(sentence, i))
            return apposed
        return self._common(sentence, token, through)

    def _named(self, sentence: Sentence, token: Token, name: Name) -> Entity | None:
        span = Span.of(self.text, name.start, name.end)
        if name.record is not None:
            return self._recorded(span, name.record, sentence, token)
        role = "executive" if name.what == "capital" else None
        return Entity(span, f"country:{name.country}", self.country_name(name.country), name.country, role, "state")

    def _recorded(self, span: Span, record: Record, sentence: Sentence, token: Token) -> Entity:
        offices = record.offices_on(self.day) if self.day else ()
        country, role, of = record.country, record.role, None
        if record.kind == "person":
            role = offices[0].office if offices else None
            states = self.index.countries.labels
            of = next((o.of for o in offices if o.of not in states), None)
            if of is not None and offices[0].of == of:
                country = None  # who heads an organisation speaks for it, not for the home country
            if country is None and of is None:
                of = next((o.of for o in record.offices if o.of not in states), None)
        return Entity(span, record.id, record.name, country, role, record.kind, of)

    def country_name(self, code: str | None) -> str:
        """The country's usual name in the article's language."""
        return self.index.countries.labels.get(code, code) if code else ""

    def _person(self, sentence: Sentence, token: Token) -> Entity | None:
        """A person the gazetteer does not know: by the run of name tokens, or by surname alone."""
        run = self._name_run(sentence, token)
        said = self.text[run[0].start : run[-1].end] if run else token.form
        if token.pos != "PROPN" or not (run or token.form in self.persons):
            return None
        known = self.persons.get(said) or self.persons.get(run[-1].form if run else token.form)
        if known is None:
            if token.ent not in _PERSON_ENTS:
                return None
            country = self._person_country(sentence, run)
            known = Entity(Span.of(self.text, run[0].start, run[-1].end), f"name:{said}", said, country, None, "person")
        first, last = (run[0], run[-1]) if run else (token, token)
        return replace(known, span=Span.of(self.text, first.start, last.end))

    def _introduced(self, sentence: Sentence, token: Token) -> bool:
        """Whether an apposition makes the name a person's: "Atal Vajpayee, his Indian counterpart"."""
        return any(
            (self.words.roles.get(k.lemma) in _PERSONAL or k.lemma in self.words.persons)
            and k.morph.get("Number") != "Plur"
            for k in sentence.kids(token.i, "appos")
            if k.pos == "NOUN"
        )

    def _apposed(self, sentence: Sentence, i: int) -> Entity | None:
        """The person a title stands before or beside ("l'émissaire américain Steve Witkoff")."""
        for k in sentence.kids(i, "appos", "flat", "nmod", "compound"):
            if k.rel == "nmod" and k.case:
                continue
            if k.rel == "compound" and self.words.roles.get(sentence.tokens[i].lemma) == "police":
                continue  # "riot police"
            name = self.at.get((sentence.index, k.i))
            if name and name.what == "person":
                return self._named(sentence, k, name)
            if k.pos == "PROPN" and k.ent in _PERSON_ENTS:
                person = self._person(sentence, k)
                if person:
                    return person
            if k.rel == "appos" and k.lemma in self.words.roles:
                deeper = self._apposed(sentence, k.i)
                if deeper:
                    return deeper
        return self._behind(sentence, i)

    def _behind(self, sentence: Sentence, i: int) -> Entity | None:
        """A person's name hung on a word of the title's complement: "représentant du président russe, Kirill Dmitriev"."""
        for k in sentence.subtree(i):
            token = sentence.tokens[k]
            if (
                token.rel == "appos"
                and token.head != i
                and k > i
                and token.ent in _PERSON_ENTS
                and sentence.tokens[token.head].rel == "nmod"
            ) and sentence.tokens[k - 1].form == ",":
                name = self.at.get((sentence.index, k))
                return (
                    self._named(sentence, token, name)
                    if name and name.what == "person"
                    else self._person(sentence, token)
                )
        return None

    def _common(self, sentence: Sentence, token: Token, through: bool) -> Entity | None:
        """A common noun: an office, body or force, with the country its modifiers name."""
        role = self.words.roles.get(token.lemma)
        if (
            token.lemma in self.words.abstract
            and token.morph.get("Number") != "Plur"
            and not sentence.kids(token.i, "amod", "compound", "poss")
            and role != "document"
        ):
            return None
        if role is None and not through and not (token.pos == "PROPN" and token.ent in _BODY_ENTS):
            return None
        country = self._country_around(sentence, token.i)
        span = self.noun_span(sentence, token.i)
        called = self._called(sentence, token) if role in ("executive", "igo", "armed_group") else None
        if called:
            return replace(called, span=span)
        if role is None and token.pos == "PROPN" and token.ent in _BODY_ENTS and not country:
            return Entity(span, f"name:{span.said}", span.said, None, None, "organisation")
        sender = self._sender(sentence, token.i) or (self._owner(sentence, token.i, 0) if self._is_led(sentence, token.i) else None)
        if sender and sender.kind == "organisation":
            return replace(sender, span=span)
        if country is None:
            country = self._led_by(sentence, token) or (self._portfolio(sentence, token) if role else None)
        if country:
            holder = self._holder(sentence, token, country)
            if holder:
                return replace(holder, span=span)
            kind = "body" if role else "thing"
            return Entity(span, f"country:{country}" + (f":{role}" if role else ""), span.said, country, role, kind)
        belongs = self._owner(sentence, token.i)
        if belongs:
            return replace(belongs, span=span) if role or through else None
        if role is None or role == "document":
            return None
        owner = self._owned_by_pronoun(sentence, token)
        if owner:
            return replace(owner, span=span)
        known = (
            self._again(sentence, token, role)
            or self._office_again(sentence, token)
            or self._in_capital(sentence, token, role, span)
            or self._beside(sentence, token, role, span)
            or self._bound(sentence, token, role, span)
        )
        return known or Entity(span, f"name:{span.said.lower()}", span.said, None, role, "group")

    def _called(self, sentence: Sentence, token: Token) -> Entity | None:
        """The organisation that an apposition names: "the regional bloc, ECOWAS," whatever the parser hangs it on."""
        beside = [k for k in sentence.kids(token.i, "appos") if k.i > token.i]
        beside += [k for k in sentence.kids(token.head, "subj") if k.i > token.i and sentence.tokens[k.i - 1].form == ","]
        for k in beside:
            name = self.at.get((sentence.index, k.i))
            between = [t.form for t in sentence.tokens[token.i + 1 : k.i]].count(",")
            if name and name.what == "organisation" and between == 1 and k.i - token.i < 8:
                return self._named(sentence, k, name)
        return None

    def _is_led(self, sentence: Sentence, i: int) -> bool:
        """Whether a participle says who leads it: that person's country is not the delegation's."""
        return any(sentence.kids(k.i, "agent") for k in sentence.kids(i, "acl"))

    def _sender(self, sentence: Sentence, i: int) -> Entity | None:
        """The organisation that sends a delegation: "a delegation sent by X and led by Y"."""
        for clause in sentence.kids(i, "acl"):
            if clause.lemma in self.words.sending:
                for k in sentence.kids(clause.i, "agent", "obl"):
                    name = self.at.get((sentence.index, k.i))
                    if name and name.record and name.what == "organisation":
                        return self._named(sentence, k, name)
        return None

    def _led_by(self, sentence: Sentence, token: Token) -> str | None:
        """The country that leads ("a Saudi-led coalition", "U.S.-led warplanes"); one that only backs does not act."""
        for k in sentence.kids(token.i, "amod", "compound", "num", "acl"):
            said = k.form.lower()
            names: list[Name] = []
            if said.endswith("-led"):
                names = [n for n in self.index.find(k.form[:-4]) if n.country]
            elif said == "led":
                names = [n for t in sentence.kids(k.i) for n in self.index.find(t.form) if n.country]
            if names:
                return names[0].country
        return None

    def _portfolio(self, sentence: Sentence, token: Token) -> str | None:
        """A minister named without country ("le ministre de la défense, X"): of the country that the article is about."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if not definite or self.home is None or token.morph.get("Number") == "Plur":
            return None
        institution = token.lemma in self.words.institutions and not sentence.kids(token.i, "poss", "compound")
        return self.home if institution or self.words.titles.get(self.title_of(sentence, token.i)) else None

    def _owned_by_pronoun(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "its leaders", said of an organisation: the organisation."""
        if token.lemma in self.words.relational:
            return None
        for k in sentence.kids(token.i, "poss", "det"):
            if k.pos in ("PRON", "DET") and (k.rel == "poss" or k.morph.get("Poss") == "Yes"):
                owner = self._pronoun(sentence, k)
                if owner and owner.kind == "organisation":
                    return owner
                if owner and owner.kind == "person" and owner.organisation and not owner.country:
                    return self._organisation(owner.organisation, owner.span)
        return None

    def _state(self, code: str, span: Span) -> Entity:
        """A country as an entity."""
        return Entity(span, f"country:{code}", self.country_name(code), code)

    def _organisation(self, name: str, span: Span) -> Entity:
        """The organisation that a person speaks for, as an entity of its own."""
        record = self.index.gazetteer.names.get(key_of(name))
        if record is None or record.kind != "organisation":
            return Entity(span, f"name:{name}", name, None, None, "organisation")
        return Entity(span, record.id, record.name, record.country, record.role, "organisation")

    def _beside(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare body of state ("l'armée", "the government"): of the country whose body acts beside it, or of the article's own."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        own = token.pos in ("NOUN", "PROPN") and (token.morph.get("Number") != "Plur" or token.lemma in self.words.plural_bodies)
        if role not in _STATE_ROLES or token.lemma in self.words.relational or not own:
            return None
        if not definite and sentence.kids(token.i, "det", "num"):
            return None
        near = {
            e.country
            for start, e, subject in self.trail
            if subject and e.kind == "body" and e.country and sentence.span.start <= start < token.start
        }
        code = near.pop() if len(near) == 1 else self.home if definite else None
        if code is None or not self._is_bare(sentence, token.i):
            return None
        return Entity(span, f"country:{code}:{role}", span.said, code, role, "body")

    def _bindings(self) -> dict[str, str]:
        """Whose each body of state is, where the article says it of one country only: "the Malian army" makes "the army" Mali's."""
        codes: dict[str, set[str]] = {}
        for sentence in self.sentences:
            for token in sentence.tokens:
                key = self.words.families.get(token.lemma, token.lemma)
                bindable = self.words.roles.get(token.lemma) in _STATE_ROLES and token.lemma not in self.words.relational
                if token.pos in ("NOUN", "PROPN") and (bindable or key != token.lemma):
                    code = self._country_around(sentence, token.i, 1) or self._country_where(sentence, token.i)
                    if code:
                        codes.setdefault(key, set()).add(code)
        scene = self._scene()
        if scene:
            codes.setdefault(SEIZERS, {scene})
        return {key: next(iter(found)) for key, found in codes.items() if len(found) == 1}

    def _scene(self) -> str | None:
        """The country in which things happen: placed there more often than in any other, or the article's own."""
        tally: dict[str, int] = {}
        for sentence in self.sentences:
            for token in sentence.tokens:
                name = self.at.get((sentence.index, token.i))
                if name and name.country and name.what in ("country", "capital") and token.case in _PLACED:
                    tally[name.country] = tally.get(name.country, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            return self.home
        return ranked[0][0]

    def _country_where(self, sentence: Sentence, i: int) -> str | None:
        """The country that a noun is placed in: "the coup in Mali", "those who took power in Niger"."""
        beside = sentence.kids(i, "nmod", "obl")
        for clause in sentence.kids(i, "relcl", "acl"):
            beside += sentence.kids(clause.i, "nmod", "obl")
            beside += [k for obj in sentence.kids(clause.i, "obj") for k in sentence.kids(obj.i, "nmod")]
        for k in beside:
            name = self.at.get((sentence.index, k.i))
            if name and name.what in ("country", "capital") and k.case in _PLACED:
                return name.country
        return None

    def _bound(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare body of state whose country the article names elsewhere."""
        key = self.words.families.get(token.lemma, token.lemma)
        code = self.bound.get(key)
        headline = sentence.block in ("title", "deck") and not sentence.kids(token.i, "det")
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if code is None or not (definite or headline) or not self._is_bare(sentence, token.i):
            return None
        return Entity(span, f"country:{code}:{role}", span.said, code, role, "body")

    def _is_bare(self, sentence: Sentence, i: int) -> bool:
        """Whether nothing beside a noun says which one is meant: "the new government", not "the regional government"."""
        beside = sentence.kids(i, "amod", "nmod", "poss", "compound", "num", "acl")
        return all(k.lemma in self.words.neutral and k.rel in ("amod", "compound") for k in beside)

    def _in_capital(self, sentence: Sentence, token: Token, role: str, span: Span) -> Entity | None:
        """A bare office behind a fronted capital ("In Beijing, a ministry spokesman ..."), or a body of state in one: that country's."""
        if token.lemma in self.words.institutions:
            for k in sentence.kids(token.i, "nmod"):
                seat = self.at.get((sentence.index, k.i))
                if seat and seat.what == "capital" and k.case in ("in", "à"):
                    return Entity(span, f"country:{seat.country}:{role}", span.said, seat.country, role, "body")
        if (
            role not in (*_STATE_ROLES, "foreign", "official")
            or token.lemma in self.words.relational
            or sentence.kids(token.i, "amod", "poss")
        ):
            return None
        first = next((t for t in sentence.tokens[:4] if t.rel == "obl" and t.i < token.i), None)
        name = self.at.get((sentence.index, first.i)) if first else None
        if first is None or name is None or name.what not in ("capital", "country") or first.case not in ("in", "à", "at"):
            return None
        comma = first.i + 1 < len(sentence.tokens) and sentence.tokens[first.i + 1].form == ","
        if not comma:
            return None
        return Entity(span, f"country:{name.country}:{role}", span.said, name.country, role, "body")

    def _is_definite(self, token: Token) -> bool:
        return token.morph.get("Definite") == "Def" or token.form.lower() in ("le", "la", "l'", "the")

    def _owner(self, sentence: Sentence, i: int, depth: int = 2) -> Entity | None:
        """The organisation or armed group that a noun belongs to ("Houthi missiles", "les chefs d'État du G7")."""
        for k in sentence.kids(i, "amod", "compound", "nmod", "poss", "flat", "appos"):
            inner = k.rel == "nmod" and k.case in ("de", "of") and k.pos in ("NOUN", "PROPN")
            if depth and inner and (sentence.index, k.i) not in self.at:
                joined = [k.i, *(c.i for c in sentence.kids(k.i, "conj") if c.case in ("de", "of"))]
                deeper = next((e for j in joined for e in [self._owner(sentence, j, depth - 1)] if e), None)
                if deeper and deeper.kind == "organisation":
                    return deeper
            name = self.at.get((sentence.index, k.i))
            if (
                name
                and name.record
                and name.what in ("organisation", "body", "person")
                and (k.rel != "nmod" or k.case in ("de", "of", ""))
            ):
                return self._named(sentence, k, name)
        return None

    def _country_around(self, sentence: Sentence, i: int, depth: int = 2) -> str | None:
        """The country named by a noun's adjective, compound, possessor or complement."""
        for k in sentence.kids(i, "amod", "compound", "acl", "poss", "nmod", "appos", "flat", "det"):
            name = self.at.get((sentence.index, k.i))
            if name is not None:
                sent = k.case == "from" and self.words.roles.get(sentence.tokens[i].lemma) in _SENT
                complement = k.rel == "nmod" and k.case not in ("de", "of", "") and not sent
                club = name.what == "capital" and sentence.tokens[i].lemma in self.words.clubs
                if name.what == "demonym" or (name.what in ("country", "capital") and not complement and not club):
                    return name.country
                if name.what == "body" and not complement:
                    return name.country
                if name.what == "person" and k.rel in ("nmod", "poss") and not complement and name.country:
                    return name.country
            elif depth and k.rel in ("nmod", "poss", "compound") and k.case in ("de", "of", "") and k.nominal:
                deeper = self._country_around(sentence, k.i, depth - 1)
                if deeper:
                    return deeper
            if sentence.tokens[i].lemma in self.words.relational:
                continue
            if (k.rel == "poss" or k.morph.get("Poss") == "Yes") and k.pos in ("PRON", "DET"):
                owner = self._pronoun(sentence, k)
                if owner and owner.country:
                    return owner.country
        return None

    def _holder(self, sentence: Sentence, token: Token, country: str) -> Entity | None:
        """Who holds the office that a title names, on the article's day."""
        title = self.title_of(sentence, token.i)
        office = self.words.titles.get(title)
        if office is None or self.day is None or token.morph.get("Number") == "Plur":
            return None
        record = self.index.gazetteer.holder(office, country, self.day)
        if record is None:
            return None
        return Entity(self.noun_span(sentence, token.i), record.id, record.name, country, office, "person")

    def title_of(self, sentence: Sentence, i: int) -> str:
        """The words of a title without country and small words: "foreign minister", "ministre défense"."""
        token = sentence.tokens[i]
        skip = {
            k
            for k in range(len(sentence.tokens))
            if (n := self.at.get((sentence.index, k))) and n.what in ("demonym", "country")
        }
        parts = [
            k
            for k in sentence.subtree(i, frozenset({"relcl", "acl", "appos", "conj", "flat", "advcl"}))
            if k not in skip
            and sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN")
            and not sentence.tokens[k].ent.startswith("PER")
        ]
        return " ".join(sentence.tokens[k].lemma if k == token.i else sentence.tokens[k].form.lower() for k in parts)

    def noun_span(self, sentence: Sentence, i: int) -> Span:
        """The noun with its adjectives, compounds and "of" complements, without article, clause or apposition."""
        stop = frozenset(
            {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "det", "case", "num", "advmod", "dep"}
        )
        keep = [i]
        for k in sentence.kids(i, "amod", "compound", "flat"):
            keep += [k.i] if k.rel == "amod" else sentence.subtree(k.i, stop)
        for k in sentence.kids(i, "nmod", "poss"):
            if k.case in ("de", "of", "") and k.i - i < 6:
                keep += sentence.subtree(k.i, stop)
        first = i
        while first - 1 in keep:
            first -= 1
        name = self.at.get((sentence.index, first))
        while name and first and self.at.get((sentence.index, first - 1)) is name:
            first -= 1  # "South Sudanese officials"
        last = max(k for k in keep)
        if any(sentence.tokens[k].form in (",", ";") for k in range(i, last)):
            last = max(k for k in keep if not any(sentence.tokens[j].form in (",", ";") for j in range(i, k + 1)))
        return Span.of(self.text, sentence.tokens[first].start, sentence.tokens[max(last, i)].end)

    # -- reference -----------------------------------------------------------

    def _learn_trail(self) -> None:
        """Actors in reading order, subjects marked: what pronouns and bare titles look back on."""
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.pos == "PRON" and token.rel in ("subj", "subjpass"):
                    whom = self._pronoun(sentence, token)
                    if whom:
                        self.trail.append((token.start, whom, True))
                    continue
                if token.pos == "PRON" or not token.nominal:
                    continue
                name = self.at.get((sentence.index, token.i))
                subject = token.rel in ("subj", "subjpass", "agent")
                entity: Entity | None = None
                if name and name.what != "demonym":
                    entity = self._named(sentence, token, name)
                elif token.ent in _PERSON_ENTS and token.form in self.persons:
                    entity = replace(self.persons[token.form], span=Span.of(self.text, token.start, token.end))
                elif subject and sentence.tokens[sentence.counted(token.i)].lemma in self.words.roles:
                    token = sentence.tokens[sentence.counted(token.i)]  # "des milliers de manifestants"
                    country = (
                        self._country_around(sentence, token.i, depth=1)
                        if not self._has_pronoun(sentence, token.i)
                        else None
                    )
                    apposed = self._apposed(sentence, token.i)
                    if apposed:
                        entity = apposed
                    elif country:
                        role = self.words.roles[token.lemma]
                        span = self.noun_span(sentence, token.i)
                        entity = Entity(span, f"country:{country}:{role}", span.said, country, role, "body")
                    else:
                        span = self.noun_span(sentence, token.i)
                        entity = self._owner(sentence, token.i) or self._again(
                            sentence, token, self.words.roles[token.lemma]
                        )
                        entity = entity or Entity(span, f"name:{span.said.lower()}", span.said, None, None, "group")
                if entity:
                    self.genders[token.start] = self._gender(sentence, token)
                    self.numbers[token.start] = token.morph.get("Number")
                    if token.case in _PLACED:
                        self.located.add(token.start)
                    self.trail.append((token.start, entity, subject))
                    if subject:
                        self._learn_group(sentence, token, entity)

    def _gender(self, sentence: Sentence, token: Token) -> str | None:
        """The grammatical gender of a name or noun, by its article where it has one."""
        shown = next((k.morph["Gender"] for k in sentence.kids(token.i, "det") if k.morph.get("Gender")), None)
        name = self.at.get((sentence.index, token.i))
        if shown is None and name and name.what == "country" and self.words.gendered:
            return (
                "Fem" if self.country_name(name.country).endswith("e") else "Masc"
            )  # "L'Égypte": the article hides it
        return shown or token.morph.get("Gender")

    def _learn_group(self, sentence: Sentence, token: Token, first: Entity) -> None:
        """Remember the actors named together as one subject, by the first of them."""
        plural = token.morph.get("Number") == "Plur"
        group = self._shared(sentence, token.i, first) if plural else [first]
        for k in self._conjuncts(sentence, token.i)[1:]:
            name = self.at.get((sentence.index, k))
            if name and name.what != "demonym":
                other = self._named(sentence, sentence.tokens[k], name)
                group += [other] if other and all(other.id != e.id for e in group) else []
        self.groups[first.id] = tuple(group)

    def _has_pronoun(self, sentence: Sentence, i: int) -> bool:
        return any(k.morph.get("Poss") == "Yes" or (k.rel == "poss" and k.pos == "PRON") for k in sentence.kids(i))

    def _pronoun(self, sentence: Sentence, token: Token) -> Entity | None:
        """Who a pronoun stands for: the last fitting subject within reach, in the same or an earlier sentence."""
        form = token.form.lower().removeprefix("-")  # "a-t-il dit"
        words = self.words
        possessive = token.morph.get("Poss") == "Yes" or token.rel == "poss"
        if token.morph.get("PronType") in ("Rel", "Dem", "Int", "Ind") or form in words.first_pronouns:
            return None
        if form in words.person_pronouns:
            gendered = token.morph.get("Gender") if form in words.gendered else None
            kinds: tuple[str, ...] = ("person", "state", "organisation", "body") if gendered else ("person",)
        elif form in words.plural_pronouns or form in words.neutral_pronouns or possessive:
            personal = possessive and form not in words.neutral_pronouns  # "its" is nobody's
            kinds = ("state", "organisation", "body", "person") if personal else ("state", "organisation", "body")
        else:
            return None
        floor = self.sentences[max(0, sentence.index - _REACH)].span.start
        past = [(start, e, s) for start, e, s in self.trail if floor <= start < token.start and e.kind in kinds]
        past = [row for row in past if not self._shut_in(sentence, row[0], token)]
        if form in words.person_pronouns and len(kinds) > 1:
            past = [
                row for row in past if row[1].kind == "person" or self.genders.get(row[0]) == token.morph.get("Gender")
            ]
        if kinds == ("person",):
            past = self._with_offices(past, floor, token)
        if form in words.agreeing_plurals:
            past = [row for row in past if self._is_many(row[0], row[1])]
        opening = self._source_in_front(sentence, token) if possessive else None
        if opening:
            return replace(opening, span=Span.of(self.text, token.start, token.end))
        addressed = sentence.tokens[token.head].lemma in words.addressing
        if (
            form in words.neutral_pronouns
            and not possessive
            and token.rel not in ("subj", "subjpass")
            and not addressed
        ):
            return None  # an object "it" is a thing more often than a state
        if token.rel in ("obj", "iobj", "obl") and not possessive:
            pick = self._not_subject(sentence, past)
            pick = None if pick and self._plural_between(sentence, token, pick) else pick
        else:
            pick = next((e for _, e, subject in reversed(past) if subject), None)
            if pick is None and form in words.person_pronouns and token.rel in ("subj", "subjpass"):
                pick = self._only_person(sentence, token)
            if pick is None and possessive and form in words.neutral_pronouns:
                pick = self._only_one(sentence, past)
            blocked = self._vague_between(token, floor, pick)
            pick = None if blocked else pick
        return replace(pick, span=Span.of(self.text, token.start, token.end)) if pick else None

    def _with_offices(
        self, past: Sequence[tuple[int, Entity, bool]], floor: int, token: Token
    ) -> list[tuple[int, Entity, bool]]:
        """The persons, and the single office-holders that the text does not name ("South Korea's president ... he")."""
        offices = [
            (start, e, s)
            for start, e, s in self.trail
            if floor <= start < token.start
            and e.kind == "body"
            and s
            and self.numbers.get(start) == "Sing"
            and set(e.span.said.lower().split()) & (self.words.pairs_of_persons | self.words.national)
        ]
        return sorted([*past, *offices], key=lambda row: row[0])

    def _is_many(self, start: int, entity: Entity) -> bool:
        """Whether a plural pronoun can stand for what was named at `start`: a plural, or several named together."""
        return self.numbers.get(start) == "Plur" or len(self.groups.get(entity.id, ())) > 1

    def _only_person(self, sentence: Sentence, token: Token) -> Entity | None:
        """The person whom the paragraphs before keep speaking of: the one subject among persons further back."""
        floor = self.sentences[max(0, sentence.index - _FAR)].span.start
        rows = [row for row in self.trail if row[2] and floor <= row[0] < token.start]
        if any(start >= sentence.span.start and e.kind != "person" for start, e, _ in rows):
            return None  # somebody else is spoken of in this very sentence
        near = {e.id: e for _, e, _ in rows if e.kind == "person"}
        return next(iter(near.values())) if len(near) == 1 else None

    def _latter(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "the latter", "ce dernier": the person or state last named, in this sentence or the one before."""
        alone = all(k.rel in ("det", "case", "punct") for k in sentence.kids(token.i))
        if not alone or token.morph.get("Number") == "Plur" or not sentence.kids(token.i, "det"):
            return None
        floor = self.sentences[max(0, sentence.index - _REACH)].span.start
        near = [e for start, e, _ in self.trail if floor <= start < token.start and e.kind != "group"]
        persons = [e for e in near if e.kind == "person"]
        found = (persons or near)[-1:]
        return replace(found[0], span=Span.of(self.text, token.start, token.end)) if found else None

    def _only_one(self, sentence: Sentence, past: Sequence[tuple[int, Entity, bool]]) -> Entity | None:
        """The state or body that the sentence has named, not as a place, where it is one."""
        here = {e.id: e for start, e, _ in past if start >= sentence.span.start and start not in self.located}
        return next(iter(here.values())) if len(here) == 1 else None

    def _source_in_front(self, sentence: Sentence, pronoun: Token) -> Entity | None:
        """Whom the sentence quotes in its first words: in "Selon l'armée, ses soldats ..." the soldiers are the army's."""
        first = next((t for t in sentence.tokens if t.nominal and t.case in self.words.quoting), None)
        if first is None or first.i >= pronoun.i or min(sentence.subtree(first.i)) > 0:
            return None
        return self._resolve_one(sentence, first.i, False)

    def _shut_in(self, sentence: Sentence, start: int, pronoun: Token) -> bool:
        """Whether the name at `start` stands in a relative clause of this sentence that the pronoun is outside of."""
        token = next((t for t in sentence.tokens if t.start == start), None)
        if token is None:
            return False
        around = set(sentence.path(pronoun.i))
        return any(sentence.tokens[k].rel == "relcl" and k not in around for k in sentence.path(token.i)[1:])

    def _vague_between(self, token: Token, floor: int, pick: Entity | None) -> bool:
        """Whether a nearer subject of the same number, whom nobody named, may be meant ("the rebels ... they")."""
        if pick is None:
            return False
        plural = token.form.lower() in self.words.plural_pronouns
        rows = [row for row in self.trail if floor <= row[0] < token.start and row[2]]
        for start, entity, _ in reversed(rows):
            if entity.id == pick.id:
                return False
            if entity.kind == "group" and (self.numbers.get(start) == "Plur") == plural:
                return True
        return False

    def _plural_between(self, sentence: Sentence, token: Token, pick: Entity) -> bool:
        """Whether "them" more likely means several persons named nearer in the sentence, in a plural noun: "both leaders"."""
        if token.form.lower() not in self.words.plural_pronouns:
            return False
        return any(
            t.pos == "NOUN"
            and t.morph.get("Number") == "Plur"
            and t.lemma in self.words.roles
            and t.rel in ("obj", "obl", "iobj")
            and pick.span.end <= t.start
            for t in sentence.tokens[: token.i]
        )

    def _not_subject(self, sentence: Sentence, past: Sequence[tuple[int, Entity, bool]]) -> Entity | None:
        """Who an object pronoun stands for: the last one named, not as a place, who is not a subject of its own sentence."""
        here = {e.id for start, e, subject in past if subject and start >= sentence.span.start}
        return next((e for start, e, _ in reversed(past) if e.id not in here and start not in self.located), None)

    def last_person(self, sentence: Sentence, i: int, *, but: str | None) -> Entity | None:
        """The person last spoken of before token `i`, within reach, who is of another country than `but`."""
        floor = self.sentences[max(0, sentence.index - _REACH)].span.start
        here = sentence.tokens[i].start
        near = [e for start, e, subject in self.trail if subject and floor <= start < here and e.kind == "person"]
        return next((e for e in reversed(near) if e.country and e.country != but), None)

    def _again(self, sentence: Sentence, token: Token, role: str) -> Entity | None:
        """A bare definite title ("the president", "l'émissaire"): the person in the article who was introduced by it."""
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        pointing = any(k.morph.get("PronType") == "Dem" for k in sentence.kids(token.i, "det"))
        if role == "armed_group" and definite and token.morph.get("Number") == "Plur":
            return self._only_group(sentence, token)
        if (
            token.lemma in self.words.again
            and role in ("igo", "armed_group", "official")
            and (definite or pointing)
            and token.morph.get("Number") != "Plur"
        ):
            return self._organisation_again(sentence, token, role)
        if not definite or role not in ("executive", "foreign", "military") or token.morph.get("Number") == "Plur":
            return None
        title = self.title_of(sentence, token.i)  # "le président de la République" is no other president
        for earlier in reversed(self.sentences[: sentence.index + 1]):
            for other in reversed(list(earlier.tokens)):
                same = other.lemma == token.lemma and (title == token.lemma or self.title_of(earlier, other.i) == title)
                if same and other.start < token.start and (earlier.index, other.i) not in self.at:
                    entity = self._apposed(earlier, other.i)
                    country = (
                        self._country_around(earlier, other.i, 1) if not self._has_pronoun(earlier, other.i) else None
                    )
                    span = self.noun_span(sentence, token.i)
                    if entity and entity.kind == "person":
                        return replace(entity, span=span)
                    if country:
                        return Entity(span, f"country:{country}:{role}", span.said, country, role, "body")
        return None

    def _office_again(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "le chef de l'Etat", "the prime minister": who holds such an office and was named before, if only one within reach did."""
        office = self.words.titles.get(self.title_of(sentence, token.i))
        definite = any(self._is_definite(k) for k in sentence.kids(token.i, "det"))
        if office is None or not definite or token.morph.get("Number") == "Plur":
            return None
        if any(k.morph.get("Poss") == "Yes" or k.rel in ("amod", "poss", "relcl", "acl") for k in sentence.kids(token.i)):
            return None
        rows = [(start, e) for start, e, _ in self.trail if start < token.start and e.kind == "person" and e.role == office]
        floor = self.sentences[max(0, sentence.index - _FAR)].span.start
        for reach in (0, floor):
            near = {e.id: e for start, e in rows if start >= reach}
            if len(near) == 1:
                return replace(next(iter(near.values())), span=self.noun_span(sentence, token.i))
        return None

    def _only_group(self, sentence: Sentence, token: Token) -> Entity | None:
        """ "the guerrillas", with nothing that says which: the armed group, where the text before names exactly one."""
        beside = sentence.kids(token.i, "amod", "nmod", "compound", "poss", "num", "acl")
        if any(k.rel != "acl" or k.i != token.i + 2 or sentence.tokens[k.i - 1].form != "," for k in beside):
            return None  # a comma opens what is told of all of them
        before = [n.record for n in self.at.values() if n.record and n.start < token.start]
        groups = {r.name: r for r in before if r.kind == "organisation" and r.role in ("armed_group", "people")}
        if len(groups) != 1:
            return None
        return self._organisation(next(iter(groups)), self.noun_span(sentence, token.i))

    def _organisation_again(self, sentence: Sentence, token: Token, role: str) -> Entity | None:
        """ "the group", "l'organisation ouest-africaine": the organisation of that sort last named, within reach."""
        floor = self.sentences[max(0, sentence.index - _REACH)].span.start
        near = [e for start, e, _ in self.trail if floor <= start < token.start and e.kind == "organisation"]
        stem = token.lemma[:6]
        called = next((e for e in reversed(near) if stem in e.name.lower() or stem in e.span.said.lower()), None)
        found = called or next((e for e in reversed(near) if e.role == role), None)
        if found is None:
            named = {e.id: e for start, e, _ in self.trail if start < token.start and stem in e.name.lower()}
            found = next(iter(named.values())) if len(named) == 1 else None
        return replace(found, span=self.noun_span(sentence, token.i)) if found else None

    def all(self) -> list[Entity]:
        """Every named actor of the article, in reading order, once per span."""
        seen: dict[tuple[int, int], Entity] = {}
        for start, entity, _ in (row for row in self.trail if row[1].kind != "group"):
            seen.setdefault((start, entity.span.end), entity)
        return sorted(seen.values(), key=lambda e: (e.span.start, e.span.end))

    def taken(self) -> list[Span]:
        """Spans of persons, organisations and bodies: names that are no places. A polity without a code is one too."""
        named = [n for n in self.at.values() if n.what in ("person", "organisation", "body")]
        spans = {(n.start, n.end) for n in named if n.record is None or n.record.role != "people"}
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.ent in _PERSON_ENTS and token.pos == "PROPN" and token.form in self.persons:
                    spans.add((token.start, token.end))
        spans |= {(e.span.start, e.span.end) for e in self.persons.values()}
        spans |= {(s.start, s.end) for s in self.swallowed}
        return [Span.of(self.text, start, end) for start, end in sorted(spans)]

    def countries(self) -> list[str]:
        """ISO 3166-1 alpha-3 codes of the countries the article names, most often named first."""
        tally: dict[str, int] = {}
        for name in {(n.start, n.end): n for n in self.at.values()}.values():
            if name.country:
                tally[name.country] = tally.get(name.country, 0) + 1
        return sorted(tally, key=lambda code: (-tally[code], code))
