"""What tests share: readings of short texts, and the parsers loaded once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from veille import Reading, read
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
