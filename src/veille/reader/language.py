"""Which language a page is written in, by py3langid; only installed packs can be read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from veille.errors import UnsupportedLanguage
from veille.lang.pack import languages

#: below this many characters the guess is bound to the installed packs
_SHORT = 200
#: a foreign language must be that sure before a page is refused
_SURE = 0.9


@lru_cache(maxsize=1)
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str, *, where: str, declared: str | None = None) -> str:
    """ISO 639-1 code of the pack that reads `text`; `declared` is what the page says of itself.

    A short text goes to the likeliest installed pack. Raises UnsupportedLanguage for another language.
    """
    ranked = [(code, float(odds)) for code, odds in _identifier().rank(text[:20_000])]
    best, odds = ranked[0]
    if best in languages():
        return str(best)
    known = declared in languages()
    if len(text) < _SHORT or odds < _SURE:
        return str(declared) if known else next(str(code) for code, _ in ranked if code in languages())
    raise UnsupportedLanguage(
        where,
        f"the text is in {best!r}, for which no language pack is installed",
        f"packs: {', '.join(languages())}; name one with --language if that is wrong",
    )


def checked_language(code: str) -> str:
    """`code` in lower case without its region ("fr-CA"). Raises UnsupportedLanguage when no pack has it."""
    short = code.strip().lower().replace("_", "-").split("-")[0]
    if short not in languages():
        raise UnsupportedLanguage(
            f"language {code!r}", "no language pack of that name", f"packs: {', '.join(languages())}"
        )
    return short
