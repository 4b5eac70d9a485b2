"""What a reader chose: language and theme, kept in cookies for a year; they change how pages look, never what they say."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

from veille.serve.site import site_of
from veille.serve.web.languages import LANGUAGES, preferred

router = APIRouter(include_in_schema=False)
THEMES = ("auto", "light", "dark")
_YEAR_SECONDS = 365 * 86400


def language_of(request: Request) -> str:
    """The language of a request: `lang` in its address, the reader's choice, what the browser asks for, the server's own."""
    asked = [request.query_params.get("lang", ""), request.cookies.get("veille_lang", "")]
    browser = request.headers.get("accept-language", "").split(",")
    return preferred([*asked, *browser], site_of(request).settings.language)


def theme_of(request: Request) -> str:
    """ "light", "dark" or "auto": what the system prefers."""
    chosen = request.cookies.get("veille_theme", "auto")
    return chosen if chosen in THEMES else "auto"


@router.get("/prefer")
def prefer(request: Request) -> RedirectResponse:
    """Keep a choice (`lang` or `theme`) and go `back` to a page of this site."""
    asked = request.query_params
    answer = RedirectResponse(own_address(asked.get("back", "/")), status_code=303)
    secure = request.url.scheme == "https"
    for name, allowed in (("lang", tuple(LANGUAGES)), ("theme", THEMES)):
        if asked.get(name) in allowed:
            answer.set_cookie(
                f"veille_{name}", asked[name], _YEAR_SECONDS, secure=secure, httponly=True, samesite="lax"
            )
    return answer


def own_address(address: str) -> str:
    """An address of this site; the first page for any other.

    >>> own_address("/timeline?kind=attack"), own_address("//elsewhere.example"), own_address("https://elsewhere.example")
    ('/timeline?kind=attack', '/', '/')
    """
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"
