"""Where the names of the world stand in an article, and which country it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from veille.annotate.cast import PLACED, Cast
from veille.annotate.names import Name
from veille.values import Span
from veille.world.gazetteer import Record, key_of, words_of

PERSON_ENTS = frozenset({"PER", "PERSON"})
#: how much more a country's name in the title weighs
IN_TITLE = 3
#: what stands inside a name: "Ali al-Sadiq" is no Ali
_PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "ibn", "ould", "von", "van", "da", "dos", "del", "der", "abu", "abou"}
)
#: first words of names that a state's own body may bear too
_CHAMBERS = frozenset({"Conseil", "Assemblée", "Cour", "Commission", "Council", "Comité"})
_WORLD = frozenset({"Security", "General", "Human"})
#: words before such a name that make it a state's own
_NATIONAL = frozenset({"Haut", "Haute", "National", "Supreme", "High", "State", "Federal", "Supérieur"})


class Naming(Cast):
    """Finds the names of an article and gives each to its tokens."""

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
                alone = (
                    (before.rel == "det" or before.form in ("du", "au"))
                    and token.rel != "compound"
                    and (sentence.index, token.i) not in self.at
                )
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
        if token.ent not in PERSON_ENTS or name.end - name.start != token.end - token.start:
            return False
        beside = [tokens[k] for k in (token.i - 1, token.i + 1) if 0 <= k < len(tokens)]
        return any(
            t.ent in PERSON_ENTS and t.pos == "PROPN" and (self.sentences[key[0]].index, t.i) not in self.at
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
                tally[name.country] = tally.get(name.country, 0) + IN_TITLE
        for name in self.index.find(self.text):
            if name.country:
                tally[name.country] = tally.get(name.country, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and 2 * ranked[0][1] < 3 * ranked[1][1]):
            return None
        return ranked[0][0]

    def _scene(self) -> str | None:
        """The country in which things happen: placed there more often than in any other, or the article's own."""
        tally: dict[str, int] = {}
        for sentence in self.sentences:
            for token in sentence.tokens:
                name = self.at.get((sentence.index, token.i))
                whom = token.case == "à" and any(k.form.lower() in ("la", "l'") for k in sentence.kids(token.i, "det"))
                if name and name.country and name.what in ("country", "capital") and token.case in PLACED and not whom:
                    tally[name.country] = tally.get(name.country, 0) + 1
        ranked = sorted(tally.items(), key=lambda row: (-row[1], row[0]))
        if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            return self.home
        return ranked[0][0]
