"""The development gold must not get worse; each figure is a floor."""

from __future__ import annotations

import pytest

from conftest import GOLD
from veille.evaluate import Score, evaluate, load_gold
from veille.pipeline import read_snapshot
from veille.reader.source import open_source


def score(folder: str, prefix: str = "") -> Score:
    items = []
    for file in sorted((GOLD / folder).glob(f"{prefix}*.json")):
        gold, page = load_gold(file)
        article = gold["article"]
        items.append(
            (
                file.stem,
                gold,
                read_snapshot(open_source(str(page)), published=article["published"], language=article["language"]),
            )
        )
    assert items
    return evaluate(items)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_development_gold(language: str) -> None:
    total = score("dev", language).total("strict")
    assert total.precision is not None
    assert total.recall is not None
    assert total.precision >= 0.9
    assert total.recall >= 0.8


def test_the_gold_of_other_writers() -> None:
    """Written and annotated by people who had not seen a rule: far harder than our own."""
    total = score("others").total("strict")
    assert total.precision is not None
    assert total.recall is not None
    assert total.precision >= 0.72
    assert total.recall >= 0.37


def test_attributions_and_status_of_the_development_gold() -> None:
    slots = score("dev").slots
    assert (slots["attribution"].precision or 0) >= 0.97
    assert (slots["status"].precision or 0) >= 0.97
