"""Veille reads the news on an international crisis and keeps an auditable record of it.

>>> import veille
>>> page = "Kyiv, Monday. Russia fired 40 drones at Odesa overnight, the Ukrainian air force said."
>>> reading = veille.read(page, published="2025-03-03")
>>> [(m.kind, m.attribution.cue.said) for m in reading.mentions]
[('attack', 'said')]
"""

from __future__ import annotations

__version__ = "0.1.0"

from veille.errors import VeilleError
from veille.evaluate import evaluate
from veille.lang.pack import languages, load_pack
from veille.model import Article, Mention, Reading, Snapshot
from veille.ontology import load_kinds
from veille.output import to_json
from veille.pipeline import read, read_mentions, read_snapshot
from veille.reader import read_article

__all__ = [
    "Article",
    "Mention",
    "Reading",
    "Snapshot",
    "VeilleError",
    "__version__",
    "evaluate",
    "languages",
    "load_kinds",
    "load_pack",
    "read",
    "read_article",
    "read_mentions",
    "read_snapshot",
    "to_json",
]
