"""Passes and deliveries, against mail and web servers of this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket
from typing import Any

import feedparser
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from acquire.fakes import PUBLIC, World, answer
from alerts.telling import CRISIS, Taken, read_on, rules, told
from veille.alerts import Rules, run_pass
from veille.alerts.delivery import CLAIM_SECONDS, deliver
from veille.alerts.hook import post
from veille.alerts.message import Message
from veille.alerts.moments import MOST_TRIES
from veille.alerts.targets import Hook, Secret, Target
from veille.errors import DeliveryError
from veille.store import Store, open_store
from veille.store.days import later

NOON, SECRET = "2025-08-05T13:00:00Z", "a secret of two"
AFTER = later(NOON, CLAIM_SECONDS)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A record of three pledges, two of them new since the day before."""
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    opened = open_store(tmp_path / "record.db", create=True)
    read_on(opened, "2025-08-05T12:00:00Z", CRISIS[5:])
    yield opened
    opened.close()


class Killed(BaseException):
    """What stands for kill -9: nothing of the program runs after it."""


def killed_after(target: Target, message: Message, store: Store, at: str) -> str:
    deliver(target, message, store, at)
    raise Killed


# -- passes -------------------------------------------------------------------------


def test_nothing_is_told_twice(store: Store) -> None:
    taken, asked = Taken(), rules({"name": "all"})
    first = run_pass(store, asked, NOON, taken)
    assert (len(first.found), first.sent, len(taken.messages)) == (3, 3, 3)
    for at in (NOON, later(NOON, 60), later(NOON, 86_400)):
        again = run_pass(store, asked, at, taken)
        assert (again.found, again.delivered) == ((), ())
    assert len(set(taken.ids)) == len(taken.ids) == 3


def test_each_rule_and_target_is_told(store: Store) -> None:
    taken = Taken()
    two = {name: {"type": "file", "path": f"{name}.jsonl"} for name in ("a", "b")}
    run_pass(store, rules({"to": ["a", "b"], "when": {"actor": "NLD"}}, {"to": ["a"], "when": {"actor": "NLD"}}, targets=two), NOON, taken)
    assert sorted(m.target for m in taken.messages) == ["a", "a", "b"]
    assert len(set(taken.ids)) == 3


def test_a_kill_before_handing_over_loses_nothing(store: Store) -> None:
    def killed(target: Target, message: Message, store: Store, at: str) -> str:
        raise Killed

    taken, asked = Taken(), rules({"when": {"actor": "NLD"}})
    with pytest.raises(Killed):
        run_pass(store, asked, NOON, killed)
    assert run_pass(store, asked, later(NOON, 1), taken).delivered == ()  # the dead pass may still be at it
    assert run_pass(store, asked, AFTER, taken).sent == 1


def test_what_is_not_taken_is_tried_again_later_and_then_given_up(store: Store) -> None:
    def refusing(target: Target, message: Message, store: Store, at: str) -> str:
        tried.append(at)
        raise DeliveryError("target", "no", wait_seconds=None)

    tried: list[str] = []
    asked, at = rules({"when": {"actor": "NLD"}}), NOON
    for _ in range(MOST_TRIES + 5):
        report = run_pass(store, asked, at, refusing)
        assert run_pass(store, asked, later(at, 59), refusing).delivered == ()
        at = later(at, 21_600)
    assert len(tried) == MOST_TRIES
    assert report.delivered == ()
    (letter,) = store.outbox.log()
    assert (letter.tries, letter.sent_at, letter.failed_at) == (MOST_TRIES, None, tried[-1])


def test_a_target_that_is_gone_keeps_no_other_waiting(store: Store) -> None:
    taken = Taken()
    two = {name: {"type": "file", "path": f"{name}.jsonl"} for name in ("a", "b")}
    row = {"to": ["a", "b"], "when": {"actor": "NLD"}}

    def all_down(target: Target, message: Message, store: Store, at: str) -> str:
        raise DeliveryError("target", "down")

    run_pass(store, rules(row, targets=two), NOON, all_down)
    report = run_pass(store, rules({**row, "to": ["b"]}, targets={"b": two["b"]}), later(NOON, 60), taken)
    assert [m.target for m in taken.messages] == ["b"]
    assert ["no longer in the rules" in one.error for one in report.failed] == [True]


@pytest.mark.parametrize(
    ("seconds", "down", "up"),
    [
        (0, 3, 3),
        (30, 1, 3),  # slow to fail: its two others wait for the next pass, and hold nobody up
        (200, 1, None),  # nobody's turn any more: a claim must not run out under a message
    ],
)
def test_a_target_that_does_not_answer_holds_nobody_up(store: Store, seconds: int, down: int, up: int | None) -> None:
    clock, tried = [0.0], list[str]()

    def slowly(target: Target, message: Message, store: Store, at: str) -> str:
        tried.append(target.name)
        if target.name == "down":
            clock[0] += seconds
            raise DeliveryError("target", "no answer")
        return ""

    two = {name: {"type": "file", "path": f"{name}.jsonl"} for name in ("down", "up")}
    asked = rules({"to": ["down", "up"]}, targets=two)
    run_pass(store, asked, NOON, slowly, lambda: clock[0])
    assert tried.count("down") == down
    assert tried[-1] == "down" if up is None else tried.count("up") == up
    for second in (1, 2):
        run_pass(store, asked, later(NOON, second), slowly, lambda: clock[0])
    assert tried.count("up") == 3  # what was tried in vain comes behind what was not tried


# -- digests ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "zone", "waits", "goes"),
    [
        (7, "Europe/Paris", "2025-08-06T04:59:59Z", "2025-08-06T05:00:00Z"),
        (13, "UTC", "2025-08-06T12:59:59Z", "2025-08-06T13:00:00Z"),  # not the hour in which it was found
        (23, "America/New_York", "2025-08-06T02:59:59Z", "2025-08-06T03:00:00Z"),
    ],
)
def test_a_digest_waits_for_its_hour(store: Store, hour: int, zone: str, waits: str, goes: str) -> None:
    taken, asked = Taken(), rules({"name": "daily", "mode": "digest", "hour": hour, "zone": zone})
    assert len(run_pass(store, asked, NOON, taken).found) == 3
    run_pass(store, asked, waits, taken)
    assert taken.messages == []
    run_pass(store, asked, goes, taken)
    (message,) = taken.messages
    assert (message.subject, len(message.alerts)) == ("3 alerts: daily", 3)
    assert all(alert.subject in message.text for alert in message.alerts)
    run_pass(store, asked, later(goes, 86_400), taken)
    assert len(taken.messages) == 1


# -- mail ---------------------------------------------------------------------------


class Box:
    """A mail server's handler that keeps what it takes, and refuses one address."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("gone@"):
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def mailing(box: Box, **options: Any) -> Iterator[int]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def by_mail(port: int, **more: Any) -> Rules:
    target = {"type": "mail", "host": "127.0.0.1", "port": port, "security": "none", "from": "Veille <veille@desk.example>",
              "to": ["ada@desk.example"], **more}  # fmt: skip
    return rules({"name": "dutch", "when": {"actor": "NLD"}, "language": "fr"}, targets={"desk": target}, base="https://desk.example")


def test_a_letter(store: Store) -> None:
    box = Box()
    with mailing(box) as port:
        assert run_pass(store, by_mail(port), NOON).sent == 1
    (letter,) = box.letters
    assert letter["Subject"].startswith("Nouveau · ")
    assert letter["Subject"].endswith("Pays-Bas → Ukraine · 500 million euros")
    text = letter.get_content()
    for said in (CRISIS[5].said[0].sentence, "wire, 4 août 2025", "https://wire.example/", "https://desk.example/event/", "dutch"):
        assert said in text
    assert (letter["To"], letter["Auto-Submitted"]) == ("ada@desk.example", "auto-generated")


def test_a_letter_sent_again_after_a_kill_has_its_message_id(store: Store) -> None:
    box = Box()
    with mailing(box) as port:
        with pytest.raises(Killed):
            run_pass(store, by_mail(port), NOON, killed_after)
        assert run_pass(store, by_mail(port), AFTER).sent == 1
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_one_address_of_two_is_refused(store: Store) -> None:
    box = Box()
    with mailing(box) as port:
        asked = by_mail(port, to=["ada@desk.example", "gone@desk.example"])
        assert run_pass(store, asked, NOON).sent == 1
    assert store.outbox.log()[0].error == "gone@desk.example not taken"


def test_a_mail_server_that_wants_a_password(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def allowed(server: Any, session: Any, envelope: Any, mechanism: Any, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password == SECRET.encode(), handled=False)

    box = Box()
    with mailing(box, authenticator=allowed, auth_require_tls=False) as port:
        asked = by_mail(port, user="veille", password_env="MAIL_PASSWORD")
        monkeypatch.setenv("MAIL_PASSWORD", "wrong")
        (failed,) = run_pass(store, asked, NOON).failed
        assert "refuses the password" in failed.error
        assert "wrong" not in failed.error
        monkeypatch.setenv("MAIL_PASSWORD", SECRET)
        assert run_pass(store, asked, later(NOON, 60)).sent == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_goes_in_the_clear_that_must_not(store: Store, security: str) -> None:
    box = Box()
    with mailing(box) as port:
        (failed,) = run_pass(store, by_mail(port, security=security), NOON).failed
    assert box.letters == []
    assert failed.error.startswith("target 'desk'")


def test_no_mail_server(store: Store) -> None:
    with mailing(Box()) as port:
        gone = port
    (failed,) = run_pass(store, by_mail(gone), NOON).failed
    assert f"127.0.0.1:{gone}" in failed.error


# -- webhooks -----------------------------------------------------------------------


class Receiver(BaseHTTPRequestHandler):
    """A receiver as docs/alerts.md describes one; what it answers is in `answers`, 200 when that is empty."""

    answers: list[tuple[int, dict[str, str]]]
    posts: list[tuple[dict[str, str], bytes]]
    kept: dict[str, bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posts.append((dict(self.headers.items()), body))
        signed = self.headers["Veille-Timestamp"].encode() + b"." + body
        right = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        if not hmac.compare_digest(self.headers["Veille-Signature"], f"v1={right}"):
            status = 401
        if status == 200:
            self.kept.setdefault(self.headers["Idempotency-Key"], body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def receiving(*answers: tuple[int, dict[str, str]]) -> Iterator[tuple[str, type[Receiver]]]:
    handler = type("Own", (Receiver,), {"answers": list(answers), "posts": [], "kept": {}})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/veille", handler
        finally:
            server.shutdown()
            thread.join()


def by_hook(url: str, **more: Any) -> Rules:
    target = {"type": "webhook", "url": url, "secret_env": "HOOK_SECRET", "private": True, **more}
    return rules({"name": "dutch", "when": {"actor": "NLD"}}, targets={"hook": target})


def test_a_signed_post(store: Store) -> None:
    with receiving() as (url, receiver):
        assert run_pass(store, by_hook(url), NOON).sent == 1
    ((headers, body),) = receiver.posts
    said = json.loads(body)
    assert (said["schema"], said["id"]) == ("veille/alerts/1", headers["Idempotency-Key"])
    assert [fact["sentence"] for fact in said["alerts"][0]["facts"]] == [CRISIS[5].said[0].sentence]
    assert len(receiver.kept) == 1


def test_a_wrong_secret_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "another")
    with receiving() as (url, receiver):
        (failed,) = run_pass(store, by_hook(url), NOON).failed
    assert failed.error == "target 'hook': answered 401; it is tried again"
    assert receiver.kept == {}


@pytest.mark.parametrize(
    ("answer", "waits", "goes"),
    [
        ((500, {}), 59, 60),
        ((503, {"Retry-After": "600"}), 599, 600),
        ((429, {"Retry-After": "Tue, 05 Aug 2025 14:00:00 GMT"}), 3599, 3600),
        ((503, {"Retry-After": "1"}), 59, 60),
        ((503, {"Retry-After": "soon"}), 59, 60),
        ((503, {"Retry-After": "Wed, 06 Aug 99999999999 12:00:00 GMT"}), 59, 60),
        ((302, {"Location": "http://127.0.0.1:1/"}), 59, 60),
    ],
)
def test_a_post_is_tried_again(store: Store, answer: tuple[int, dict[str, str]], waits: int, goes: int) -> None:
    with receiving(answer) as (url, receiver):
        assert len(run_pass(store, by_hook(url), NOON).failed) == 1
        assert run_pass(store, by_hook(url), later(NOON, waits)).delivered == ()
        assert run_pass(store, by_hook(url), later(NOON, goes)).sent == 1
    (first, body), (second, again) = receiver.posts
    assert first["Idempotency-Key"] == second["Idempotency-Key"]
    assert body == again
    assert first["Veille-Timestamp"] != second["Veille-Timestamp"]


def test_a_post_made_again_after_a_kill_is_kept_once(store: Store) -> None:
    with receiving() as (url, receiver):
        with pytest.raises(Killed):
            run_pass(store, by_hook(url), NOON, killed_after)
        assert run_pass(store, by_hook(url), AFTER).sent == 1
    assert (len(receiver.posts), len(receiver.kept)) == (2, 1)


#: names and where they lead, for the rows below; all else is public
NAMES = {
    "inner.example": ["10.1.2.3"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nothing.example": [],
}


def posted(url: str, world: World, *, private: bool = False) -> str:
    """What became of a post to an address: "taken", or the error."""
    message = Message("m1", "hook", NOON, (), (), 0)
    try:
        post(Hook("hook", url, Secret("HOOK_SECRET"), private), message, NOON, world.resolve, world)
    except DeliveryError as error:
        return str(error)
    return "taken"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://127.0.0.1:8443/key", "private or reserved"),
        ("https://10.0.0.1/key", "private or reserved"),
        ("https://169.254.169.254/key", "private or reserved"),
        ("https://[::1]/key", "private or reserved"),
        ("https://[::ffff:127.0.0.1]/key", "private or reserved"),
        ("https://[64:ff9b::7f00:1]/key", "private or reserved"),
        ("https://localhost/key", "inner network"),
        ("https://2130706433/key", "not written a.b.c.d"),
        ("https://0x7f000001/key", "not written a.b.c.d"),
        ("https://0177.0.0.1/key", "not written a.b.c.d"),
        ("https://127.1/key", "not written a.b.c.d"),
        ("https://hooks.example@127.0.0.1/key", "user's name"),
        ("https://inner.example/key", "private or reserved"),
        ("https://mixed.example/key", "private or reserved"),
        ("https://mapped.example/key", "private or reserved"),
        ("https://nothing.example/key", "no such host"),
        ("https://hooks.example:25/key", "port 25"),
    ],
)
def test_nothing_is_posted_into_the_network_unless_allowed(monkeypatch: pytest.MonkeyPatch, url: str, said: str) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    world = World(names=NAMES)
    error = posted(url, world)
    assert said in error
    assert error.startswith("target 'hook': ")
    assert "key" not in error  # an address may hold one
    assert world.asked == []


@pytest.mark.parametrize(
    ("url", "private", "asked", "reached"),
    [
        ("https://hooks.example/veille", False, ["hooks.example/veille"], [PUBLIC]),
        ("https://inner.example/veille", True, ["inner.example/veille"], ["10.1.2.3"]),
        ("http://127.0.0.1:8000/veille", True, ["127.0.0.1:8000/veille"], ["127.0.0.1"]),
        ("https://2130706433/veille", True, [], []),  # allowed is what is written plainly
    ],
)
def test_a_post_goes_to_the_number_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, url: str, private: bool, asked: list[str], reached: list[str]
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    world = World({place: answer(204) for place in asked}, NAMES)
    assert (posted(url, world, private=private) == "taken") is bool(asked)
    assert (world.asked, world.reached) == (asked, reached)


def test_a_name_that_changes_its_mind_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    leads = [[PUBLIC], ["127.0.0.1"]]
    world = World({"hooks.example/veille": [answer(503), answer(204)]})
    world.resolve = lambda host, port: leads.pop(0)  # type: ignore[method-assign]
    assert "answered 503" in posted("https://hooks.example/veille", world)
    assert "private or reserved" in posted("https://hooks.example/veille", world)
    assert world.reached == [PUBLIC]


def test_nobody_answers(store: Store) -> None:
    with receiving() as (url, _):
        asked = by_hook(url)
    (failed,) = run_pass(store, asked, NOON).failed
    assert "no answer" in failed.error


# -- files --------------------------------------------------------------------------


def in_file(folder: Path) -> Rules:
    return rules({"name": "all"}, targets={"lines": {"type": "file", "path": str(folder / "alerts.jsonl")}})


def test_lines_are_appended_once_even_after_a_kill(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Killed):
        run_pass(store, in_file(tmp_path), NOON, killed_after)
    run_pass(store, in_file(tmp_path), AFTER)
    rows = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len({row["id"] for row in rows}) == 3


def test_a_line_that_was_cut_short_spoils_no_other(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    path.write_text('{"id": "x"}\n[1]\n{"id": "cut sh')
    run_pass(store, in_file(tmp_path), NOON)
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 6
    assert all(json.loads(line)["rule"] == "all" for line in lines[3:])


def test_a_feed(store: Store, tmp_path: Path) -> None:
    asked = rules({"name": "all"}, targets={"feed": {"type": "atom", "path": str(tmp_path / "alerts.atom")}}, base="https://desk.example")
    with pytest.raises(Killed):
        run_pass(store, asked, NOON, killed_after)
    run_pass(store, asked, AFTER)
    feed = feedparser.parse((tmp_path / "alerts.atom").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == len({entry.id for entry in feed.entries}) == 3
    assert all(entry.title.startswith("New · ") and entry.link.startswith("https://desk.example/event/") for entry in feed.entries)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("sort", ["file", "atom"])
def test_a_folder_that_is_not_there(store: Store, tmp_path: Path, sort: str) -> None:
    target = {"type": sort, "path": str(tmp_path / "no" / "alerts")}
    report = run_pass(store, rules({"when": {"actor": "NLD"}}, targets={"t": target}), NOON)
    assert ["cannot write" in one.error for one in report.failed] == [True]


def test_what_a_pass_found_is_in_its_report(store: Store) -> None:
    assert told(run_pass(store, rules({"name": "all"}), NOON, Taken()).found) == [("all", "new")] * 3
