"""Whether a request that changes something was sent by one of our own pages, or by a program."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from veille.serve.access.keys import proves
from veille.serve.access.visitor import FIELD, HEADER, Entry

#: what a form may weigh
MOST_BYTES = 1 << 20
_MOST_FIELDS = 1000
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


async def checked_form(request: Request, entry: Entry) -> Receive:
    """Where the request's body is to be received from. Raises HTTPException when another site's page may have sent it."""
    if entry.visitor.via == "token":
        return request.receive  # no browser adds a token by itself
    if not _from_here(request):
        raise HTTPException(403, "Another site's page sent this; nothing was changed")
    if entry.visitor.via == "open" and _is_program(request):
        return request.receive
    given, receive = request.headers.get(HEADER, ""), request.receive
    if not given and _media_type(request) == _FORM:
        body = await _body(request)
        given, receive = _field(body), _again(body, request.receive)
    if not proves(given, entry.secret):
        raise HTTPException(403, "This form is too old or not ours; open the page again and send it from there")
    return receive


async def posted(request: Request) -> FormData:
    """The fields of a form that was sent, all of them text. Raises HTTPException for another sort of body."""
    if _media_type(request) != _FORM:
        raise HTTPException(415, f"A form is sent as {_FORM}")
    try:
        said = parse_qsl((await _body(request)).decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        return FormData([(name, value) for name, value in said])
    except ValueError:
        raise HTTPException(400, "This is no form") from None


def _from_here(request: Request) -> bool:
    """Whether the browser says that a page of ours sent it; programs say nothing."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _is_program(request: Request) -> bool:
    """Whether no browser sent it: those name the sending page's origin, and send JSON elsewhere only after asking, which we never allow."""
    told = {"origin", "sec-fetch-site", "cookie", "referer"} & set(request.headers.keys())
    return not told and _media_type(request) == _JSON


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request) -> bytes:
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > MOST_BYTES:
            raise HTTPException(413, f"A form of more than {MOST_BYTES >> 20} MB")
    return found


def _field(body: bytes) -> str:
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=_MOST_FIELDS).get(FIELD, [""])[0]
    except ValueError:
        return ""


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return left.pop() if left else await receive()

    return next_message
