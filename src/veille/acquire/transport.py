"""The way out: connects to the very number that was checked, so that a name cannot lead elsewhere a moment later."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from veille.acquire.address import Resolver, checked, resolve

#: a name may lead to any number of numbers at which nobody answers
_MOST_NUMBERS = 4


class CheckedTransport(httpx.BaseTransport):
    """Resolves, checks and pins each request's host, then hands it to `inner`.

    The site is named in the Host header and in TLS (SNI and certificate) as asked for. Raises what `checked` raises.
    Connections are not kept: two names at one number must not share one.
    """

    def __init__(
        self,
        resolver: Resolver = resolve,
        allow: frozenset[str] = frozenset(),
        inner: httpx.BaseTransport | None = None,
    ) -> None:
        self._resolver = resolver
        self._allow = allow
        self._inner = inner or httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the first of the host's numbers (of four at most) that can be connected to."""
        target = checked(request.url, self._resolver, self._allow)
        *others, last = target.addresses[:_MOST_NUMBERS]
        for number in others:
            try:
                return self._inner.handle_request(_pinned(request, target.host, number))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._inner.handle_request(_pinned(request, target.host, last))

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def _pinned(request: httpx.Request, host: str, address: str) -> httpx.Request:
    extensions: Mapping[str, object] = {**request.extensions, "sni_hostname": host}
    url = request.url.copy_with(host=address)
    return httpx.Request(
        request.method, url, headers=request.headers, stream=request.stream, extensions=dict(extensions)
    )
