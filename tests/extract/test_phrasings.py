"""How the press words each kind, and sentences that tell no event of any kind."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import reading

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


@pytest.mark.parametrize(("language", "kind", "sentence"), rows("phrasings.tsv"))
def test_a_phrasing_gives_its_kind_and_no_other(language: str, kind: str, sentence: str) -> None:
    assert {m.kind for m in reading(sentence, language).mentions} == {kind}


@pytest.mark.parametrize(("language", "sentence"), rows("silent.tsv"))
def test_no_event_is_read_into_it(language: str, sentence: str) -> None:
    assert [m.summary for m in reading(sentence, language).mentions] == []


MEANS = [
    ("fr", "L'armée kényane a renforcé l'ambassade avec un contingent de marines acheminé par hélicoptère.", "hélicoptère"),
    ("fr", "Le Premier ministre kényan a promis 100 millions de dollars pour le Mali, portant à 300 millions l'enveloppe de Nairobi.", "enveloppe"),
]


@pytest.mark.parametrize(("language", "sentence", "never"), MEANS)
def test_what_a_thing_is_done_by_is_nobody_and_a_sum_is_no_goods(language: str, sentence: str, never: str) -> None:
    told = [value for m in reading(sentence, language).mentions for name in ("actor", "items") for value in m.slots.get(name, ())]
    assert told
    assert not any(never in value.span.said if hasattr(value, "span") else never in value.said for value in told)
