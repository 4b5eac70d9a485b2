"""The guard before the application: nothing reaches a page, the API or a file but through here."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from veille.errors import VeilleError
from veille.serve.access.forms import checked_form
from veille.serve.access.gate import Gate
from veille.serve.access.headers import HEADERS, HSTS
from veille.serve.access.rules import SAFE, needed
from veille.serve.access.visitor import FORMS, NOBODY, Entry, give_cookie, new_forms_secret, remember

#: says an error in the form that is asked for
Told = Callable[[Request, Exception], Response]
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="veille"'}


class Guard:
    """ASGI middleware: admits, checks roles and forms, and sets the headers of every answer. `told` words refusals."""

    def __init__(self, app: ASGIApp, gate: Gate, told: Told) -> None:
        self._app = app
        self._gate = gate
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(Request(scope, receive), send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _serve(self, request: Request, send: Send) -> None:
        remember(request, Entry(NOBODY, ""))
        guarded = self._guarded(request, send)
        try:
            entry = await self._admitted(request)
            receive = request.receive if request.method in SAFE else await checked_form(request, entry)
        except (HTTPException, VeilleError) as error:
            answer = self._refusal(request, error)
            await answer(request.scope, request.receive, guarded)
            return
        await self._app(request.scope, receive, guarded)

    async def _admitted(self, request: Request) -> Entry:
        """Who it is, when they may do what they ask for."""
        looks_up = self._gate.policy.sign_in
        entry = await run_in_threadpool(self._gate.admit, request) if looks_up else self._gate.admit(request)
        remember(request, entry)
        least = needed(request.method, request.url.path)
        if least and not entry.visitor.role:
            raise HTTPException(401, "Sign in, or send a token", _CHALLENGE)
        if least and not entry.visitor.may(least):
            raise HTTPException(403, f"This needs the role {least}; yours is {entry.visitor.role}")
        return entry

    def _refusal(self, request: Request, error: Exception) -> Response:
        """What is wrong; whoever looks for a page and is not signed in is taken to the page for that."""
        signs_in = (
            isinstance(error, HTTPException) and error.status_code == 401 and "authorization" not in request.headers
        )
        if signs_in and request.headers.get("hx-request"):
            return Response(status_code=401, headers={"HX-Redirect": "/login"})
        if signs_in and request.method in SAFE and "text/html" in request.headers.get("accept", ""):
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?back={quote(here, safe='')}", 303)
        return self._told(request, error)

    def _guarded(self, request: Request, send: Send) -> Send:
        """Sends on, with the headers of the house, and the cookie of forms when the answer has forms and the browser had none."""

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if request.url.scheme == "https":
                    headers.setdefault("Strict-Transport-Security", HSTS)
                self._give(request, headers, message["status"])
            await send(message)

        return send_on

    def _give(self, request: Request, headers: MutableHeaders, status: int) -> None:
        secret = new_forms_secret(request)
        if secret and status < 400:
            given = Response()
            give_cookie(given, request, FORMS, secret, self._gate.policy)
            headers.append("set-cookie", given.headers["set-cookie"])
