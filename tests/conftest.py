"""What tests share: readings of short texts, and the parsers loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from serve.saying import CRISIS, fill
from veille import Reading, read
from veille.store import Store, open_store
from veille.values import Entity

GOLD = Path(__file__).parent / "gold"


@lru_cache(maxsize=512)
def reading(text: str, language: str, published: str = "2025-08-06") -> Reading:
    """The reading of a text in `language`, published on a fixed day."""
    return read(text, published=published, language=language)


def parties(values: object) -> tuple[str, ...]:
    """Entities as alpha-3 codes or names."""
    assert isinstance(values, tuple)
    return tuple(e.country or e.organisation or e.name for e in values if isinstance(e, Entity))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Store]:
    """A record of the small crisis of serve/saying.py."""
    opened = open_store(tmp_path / "small-crisis.db", create=True)
    fill(opened, CRISIS)
    yield opened
    opened.close()
