"""Pages to articles: HTML and scraped plain text, with the site's furniture kept aside."""

from __future__ import annotations

from veille.reader.article import read_article

__all__ = ["read_article"]
