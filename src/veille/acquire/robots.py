"""What sites allow: robots.txt, and "no" where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from veille.errors import MissingSource, RedirectLoop, Refused, RobotsRefused, VeilleError

#: 404 and their like: the site has no robots.txt, so it forbids nothing (RFC 9309); 401, 403 and 429 are a no
_NONE = frozenset({400, 404, 405, 406, 410, 414, 451})


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules, kept until `until` (clock seconds). `refusal` says why nothing may be asked at all."""

    rules: Protego | None
    until: float
    refusal: str | None = None

    def check(self, url: str, agent: str) -> None:
        """Raises RobotsRefused when the address may not be asked."""
        remedy = "open it in a browser, save the page, read the file"
        if self.refusal:
            raise RobotsRefused(url, f"the site's robots.txt cannot be had ({self.refusal})", remedy)
        if self.rules is not None and not self.rules.can_fetch(url, agent):
            raise RobotsRefused(url, "the site's robots.txt forbids it", remedy)

    def delay(self, agent: str) -> float:
        """The seconds that the site wants between two requests, a day at most; 0 when it does not say."""
        said = float((self.rules.crawl_delay(agent) if self.rules else None) or 0.0)
        return said if 0.0 <= said < 86_400.0 else 86_400.0


def rules_from(address: str, ask: Callable[[], tuple[int, bytes]], until: float) -> Rules:
    """A site's rules, asked for with `ask` (status and bytes). Whatever goes wrong is a no.

    Raises Refused or MissingSource when the site itself may not or cannot be asked.
    """
    try:
        status, content = ask()
    except (Refused, MissingSource) as error:
        if error.where == address and not isinstance(error, RedirectLoop):
            raise
        return Rules(None, until, error.what)
    except VeilleError as error:
        return Rules(None, until, error.what)
    if status in _NONE:
        return Rules(None, until)
    if status != 200:
        return Rules(None, until, f"it answered {status}")
    if b"\x00" in content:
        return Rules(None, until, "not text")
    return Rules(Protego.parse(content.decode("utf-8-sig", "replace")), until)
