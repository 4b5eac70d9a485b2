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

from alerts.telling import CRISIS, Taken, read_on, rules, told
from veille.alerts import Rules, run_pass
from veille.alerts.delivery import CLAIM_SECONDS, deliver
from veille.alerts.message import Message
from veille.alerts.moments import MOST_TRIES, later
from veille.alerts.targets import Target
from veille.errors import DeliveryError
from veille.store import Store, open_store

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


@pytest.mark.parametrize("url", ["https://127.0.0.1:9/", "https://localhost:9/", "https://10.0.0.1/", "https://[::1]/"])
def test_nothing_is_posted_into_the_network_unless_allowed(store: Store, url: str) -> None:
    (failed,) = run_pass(store, by_hook(url, private=False), NOON).failed
    assert "within a network" in failed.error or "no such host" in failed.error


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
