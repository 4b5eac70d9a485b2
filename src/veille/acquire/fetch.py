"""The one seam through which addresses are asked: checked, polite, limited.

Every hop is checked anew: a redirect may not lead where the first address may not (address.py), and each site's robots.txt holds for its own
pages. The outside world comes as arguments: `transport`, `resolver`, `clock`, `sleep`, `chance`.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

import httpx

from veille.acquire.address import Resolver, joined, parsed_url, resolve
from veille.acquire.exchange import Answer, ask, retry_after, stamp
from veille.acquire.fetched import Fetched, Settings
from veille.acquire.items import Validators
from veille.acquire.links import own_address, worth_following
from veille.acquire.pace import Pace
from veille.acquire.robots import Rules, rules_from
from veille.acquire.sniff import charset_of, sniff
from veille.acquire.source import Politeness
from veille.acquire.transport import CheckedTransport
from veille.errors import MissingSource, RateLimited, RedirectLoop, Refused, Truncated, Unreachable, VeilleError

_GONE = (404, 410)
#: how long a refusal for want of a robots.txt is believed, and how long a site rests that asks for patience without a figure
_AGAIN_SECONDS = 300.0
_REST_SECONDS = 60.0
_TEXT = ("text/", "application/json", "application/feed+json", "application/xml", "message/")


class Fetcher:
    """Asks addresses. One fetcher keeps the pace and the rules of all hosts, and may be shared by threads."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        resolver: Resolver = resolve,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.settings = settings = settings or Settings()
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._pace = Pace(clock, sleep)
        self._rules: dict[str, Rules] = {}
        self._way = CheckedTransport(resolver, settings.allow, transport)

    def __enter__(self) -> Self:
        """The fetcher itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close its connections."""
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._way.close()

    def get(self, url: str, *, validators: Validators | None = None, politeness: Politeness | None = None) -> Fetched:
        """What an address gives now. With `validators` of an earlier answer the site may say "unchanged"; a page taken away is "gone".

        The AMP or mobile form of a page is left for its canonical address, once. Raises Refused, RobotsRefused, RateLimited, TooLarge,
        Truncated, RedirectLoop, Unreachable, NotText or MissingSource.
        """
        manner = politeness or Politeness()
        found = self._followed(url, validators or Validators(), manner)
        if found.content_type != "text/html":
            return found
        page = own_address(found.content, found.charset, found.final_url)
        found = replace(found, canonical=page.canonical)
        better = worth_following(page, found.final_url)
        return found if better is None else self._proper(found, better, manner)

    def _proper(self, found: Fetched, better: str, manner: Politeness) -> Fetched:
        """The page's proper form, with the validators of the address that was asked for; what was found when that cannot be had."""
        try:
            proper = self._followed(better, Validators(), manner)
        except VeilleError:
            return found
        if proper.status != "new" or proper.content_type != "text/html":
            return found
        redirects = (*found.redirects, better, *proper.redirects)
        canonical = own_address(proper.content, proper.charset, proper.final_url).canonical
        return replace(proper, url=found.url, redirects=redirects, canonical=canonical, validators=found.validators)

    def _followed(self, url: str, validators: Validators, manner: Politeness) -> Fetched:
        at = parsed_url(url).copy_with(fragment=None)
        hops = [str(at)]
        while True:
            answer = self._patient(at, validators.headers(), manner)
            location = answer.redirect()
            if location is None:
                asked = bool(validators.headers())
                return self._fetched(url, at, tuple(hops[1:]), answer, is_asked_again=asked)
            at = joined(at, location)
            if str(at) in hops:
                raise RedirectLoop(url, f"leads in a circle, back to {at}", "open it in a browser")
            if len(hops) > self.settings.redirects:
                raise RedirectLoop(
                    url, f"leads over more than {self.settings.redirects} addresses", "give the last one"
                )
            hops.append(str(at))

    def _patient(self, url: httpx.URL, headers: Mapping[str, str], manner: Politeness) -> Answer:
        """The first answer that is neither the site's own failure nor a call for patience."""
        failure: MissingSource | Truncated | None = None
        for attempt in range(self.settings.attempts):
            if failure is not None and not isinstance(failure, RateLimited):
                self._sleep(self.settings.backoff_seconds * 2 ** (attempt - 1) * (0.5 + self._chance()))
            try:
                self._wait(url, manner)
                answer = ask(self._way, url, headers, self.settings, self._clock)
            except (Unreachable, Truncated) as error:
                failure = error
                continue
            failure = self._failure(url, answer)
            if failure is None:
                return answer
        raise failure or Unreachable(str(url), "not asked", "set attempts to 1 or more")

    def _failure(self, url: httpx.URL, answer: Answer) -> MissingSource | None:
        """What an answer says that may pass; a call for patience is noted for the whole host."""
        seconds = retry_after(answer.headers, self._clock())
        if answer.status == 429 or (answer.status == 503 and seconds is not None):
            self._pace.close(url.host, _REST_SECONDS if seconds is None else seconds)
            return _limited(url, self._pace.rest(url.host))
        return (
            Unreachable(str(url), f"the site answered {answer.status}", "try again later")
            if answer.status >= 500
            else None
        )

    def _wait(self, url: httpx.URL, manner: Politeness) -> None:
        """Wait for the host's rest and for a turn there. Raises RateLimited when either is longer than settings allow."""
        rest = self._pace.rest(url.host)
        if rest > self.settings.patience_seconds:
            raise _limited(url, rest)
        if rest:
            self._sleep(rest)
        delay = max(manner.delay_seconds, self._allowed(url))
        if left := self._pace.wait(url.host, delay, max(self.settings.turn_seconds, manner.delay_seconds)):
            raise _limited(url, left)

    def _allowed(self, url: httpx.URL) -> float:
        """The seconds between two requests that the site wants. Raises RobotsRefused when it does not want this one at all."""
        try:
            rules = self._rules_of(url)
        except (Refused, MissingSource) as error:  # told of the page that was asked for
            raise type(error)(str(url), error.what, error.remedy) from error
        rules.check(str(url), self.settings.agent)
        return rules.delay(self.settings.agent)

    def _rules_of(self, url: httpx.URL) -> Rules:
        robots = url.copy_with(raw_path=b"/robots.txt")
        kept = self._rules.get(str(robots))
        if kept is None or kept.until < self._clock():
            kept = rules_from(str(robots), lambda: self._robots(robots), self._clock() + self.settings.robots_seconds)
            if kept.refusal:
                kept = replace(kept, until=self._clock() + _AGAIN_SECONDS)
            self._rules[str(robots)] = kept
        return kept

    def _robots(self, robots: httpx.URL) -> tuple[int, bytes]:
        at = robots
        for _ in range(5):
            answer = ask(self._way, at, {}, self.settings, self._clock)
            location = answer.redirect()
            if location is None:
                return answer.status, answer.content
            at = joined(at, location)
        raise RedirectLoop(str(robots), "leads over more than 5 addresses")

    def _fetched(
        self, url: str, at: httpx.URL, redirects: tuple[str, ...], answer: Answer, *, is_asked_again: bool
    ) -> Fetched:
        empty = Fetched(url, str(at), "new", fetched_at=stamp(self._clock()), redirects=redirects)
        given = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        if answer.status in _GONE:
            return replace(empty, status="gone")
        if answer.status == 304 and is_asked_again:
            return replace(empty, status="unchanged", validators=given)
        if answer.status != 200:
            remedy = "open it in a browser, save the page, read the file"
            raise MissingSource(url, f"the site answered {answer.status}", remedy)
        sort = sniff(answer.content)
        is_text = sort.startswith(_TEXT) or sort.endswith("+xml")
        return replace(
            empty,
            content=answer.content,
            content_type=sort,
            charset=charset_of(answer.content, answer.charset()) if is_text else None,
            validators=given,
            sha256=hashlib.sha256(answer.content).hexdigest(),
        )


def _limited(url: httpx.URL, seconds: float) -> RateLimited:
    what = f"the site asks for {seconds:.0f} s of patience"
    return RateLimited(str(url), what, "try again later", retry_after=seconds)
