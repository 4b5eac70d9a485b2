"""Notices by which an outlet says that it corrected its own text: "Erratum : ...", "An earlier version of this article ..."."""

from __future__ import annotations

import re
from functools import lru_cache

from veille.errors import PackError
from veille.lang.pack import languages, load_pack
from veille.model import Article

_END = r"\s*(?:[:.–—]|-\s|\(|$)"


def find_corrections(article: Article) -> list[str]:
    """The notices of an article, in reading order, then those that stood beside it: whole paragraphs, white space made plain.

    What is said of corrections in the news ("une correction de trajectoire") is no notice.
    """
    code = article.language if article.language in languages() else "en"
    lines = [line for piece in article.furniture for line in piece.text.splitlines()]
    plain = (" ".join(said.split()) for said in (*article.text.split("\n\n"), *lines))
    return list(dict.fromkeys(said for said in plain if is_correction(said, code)))


def is_correction(said: str, language: str) -> bool:
    """Whether a paragraph is a notice of correction.

    >>> [is_correction(said, "en") for said in ("Correction: the toll was 12.", "Correction officers went on strike.")]
    [True, False]
    """
    return bool(_notice(language).search(said.replace("’", "'").lower()))


@lru_cache(maxsize=8)
def _notice(language: str) -> re.Pattern[str]:
    try:
        words = load_pack(language)["furniture"]["correction"]
    except KeyError:
        raise PackError(f"lang/{language}/furniture.toml", "no table [correction]", "write heads and says") from None
    heads, says = ("|".join(map(re.escape, words[name])) for name in ("heads", "says"))
    return re.compile(rf"^\W*(?:{heads}){_END}|\b(?:{says})\b")
