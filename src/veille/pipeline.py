"""The whole flow on one screen: page -> article -> annotated -> mentions.

Every step is a pure function of its input, the language pack and the settings.
"""

from __future__ import annotations

from veille.acquire.sniff import charset_in
from veille.annotate.annotated import annotate
from veille.annotate.syntax import Parser
from veille.extract.mentions import extract
from veille.lang.pack import load_pack
from veille.model import Article, Reading, Snapshot
from veille.reader import read_article


def read(
    page: str | bytes, *, source: str = "text", published: str | None = None, language: str | None = None
) -> Reading:
    """Everything that a page given as text or bytes (HTML or plain text) gives. Raises as `read_snapshot` does."""
    return read_mentions(read_article(page, source=source, published=published, language=language))


def read_snapshot(snapshot: Snapshot, *, published: str | None = None, language: str | None = None) -> Reading:
    """Everything that one page gives. `published` is ISO 8601, `language` ISO 639-1; each overrides the page.

    Raises SourceError for a page that cannot be read, ModelMissing when the language's parser is not installed.
    """
    article = read_article(
        snapshot.content,
        source=snapshot.source,
        url=snapshot.url,
        published=published,
        language=language,
        charset=charset_in(snapshot.media_type),
    )
    return read_mentions(article)


def read_mentions(article: Article, parser: Parser | None = None) -> Reading:
    """The mentions of an article, with its annotations and the triggers that no rule could fill."""
    annotated = annotate(article, load_pack(article.language), parser)
    mentions, unfilled = extract(annotated)
    return Reading(article, mentions, annotated.annotations(), unfilled)
