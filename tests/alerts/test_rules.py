"""Files of rules: what they say, and what is told of those that are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alerts.telling import rules
from veille.alerts import load_rules
from veille.alerts.rules import rules_of
from veille.alerts.targets import Secret
from veille.errors import AlertError, DeliveryError

HOOK = {"type": "webhook", "url": "https://hooks.example/veille", "secret_env": "HOOK_SECRET"}
MAIL = {"type": "mail", "host": "mail.example", "from": "veille@desk.example", "to": ["desk@desk.example"]}


def test_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(
        'base = "https://desk.example/"\nlanguage = "fr"\n'
        '[targets.desk]\ntype = "mail"\nhost = "mail.example"\nfrom = "veille@desk.example"\nto = "desk@desk.example"\n'
        'user = "veille"\npassword_file = "/run/secrets/mail"\n'
        '[targets.feed]\ntype = "atom"\npath = "alerts.atom"\n'
        '[[rule]]\nname = "russia"\nto = ["desk", "feed"]\nmode = "digest"\nhour = 6\nzone = "Europe/Paris"\n'
        'when = {on = ["new", "deadline"], kind = "ultimatum", actor = "Russie", amount = {least = 1000000, currency = "EUR"}}\n',
        encoding="utf-8",
    )
    found = load_rules(path)
    (rule,) = found.rules
    assert (rule.name, rule.to, rule.mode, rule.hour, rule.zone, rule.language) == (
        "russia", ("desk", "feed"), "digest", 6, "Europe/Paris", "fr",
    )  # fmt: skip
    assert (rule.when.on, rule.when.kinds, rule.when.actor, rule.when.hours) == (
        ("new", "deadline"), ("ultimatum",), "Russie", 48,
    )  # fmt: skip
    assert found.targets["feed"].path == tmp_path / "alerts.atom"  # type: ignore[union-attr]
    assert found.base == "https://desk.example/"


@pytest.mark.parametrize(
    ("row", "key", "remedy"),
    [
        ({"when": {"on": "deadlines"}}, "when: on", "one of new, deadline"),
        ({"when": {"kind": "war"}}, "when: kind", "veille kinds"),
        ({"when": {"kinds": "attack"}}, "when: kinds", "one of on, kind, actor"),
        ({"when": {"hours": 0}}, "when: hours", "write hours = 48"),
        ({"when": {"hours": True}}, "when: hours", "write hours"),
        ({"when": {"amount": {"least": 1}}}, "amount: currency", "write currency"),
        ({"when": {"amount": {"least": 1, "currency": "XYZ"}}}, "amount", "one of"),
        ({"when": "new"}, "when", "write when = {...}"),
        ({"to": []}, "to", 'write to = ["NAME"]'),
        ({"to": "nobody"}, "to", "one of lines"),
        ({"mode": "weekly"}, "mode", "one of at-once, digest"),
        ({"hour": 24}, "hour", "write hour = 7"),
        ({"zone": "Paris"}, "zone", '"Europe/Paris"'),
        ({"zone": "../etc/passwd"}, "zone", '"Europe/Paris"'),
        ({"language": "de"}, "language", "one of"),
        ({"name": ""}, "name", "write name"),
        ({"subject": "x"}, "subject", "one of name, to, when"),
    ],
)
def test_what_is_wrong_in_a_rule(row: dict[str, Any], key: str, remedy: str) -> None:
    with pytest.raises(AlertError) as caught:
        rules(row)
    assert caught.value.where.startswith("alerts.toml: ")
    assert key in caught.value.where
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"type": "pigeon"}, "one of mail, webhook, atom, file"),
        ({**HOOK, "url": "http://hooks.example/"}, "https only"),
        ({**HOOK, "url": "hooks.example"}, "https://hooks.example/veille"),
        ({**HOOK, "url": "https://veille:hunter2@hooks.example/"}, "name or password in it"),
        ({**HOOK, "url": "https://2130706433/"}, "not written a.b.c.d"),
        ({**HOOK, "url": "https://0177.0.0.1/", "private": True}, "not written a.b.c.d"),
        ({**HOOK, "url": "https://hooks.example:25/"}, "port 25"),
        ({**HOOK, "secret": "hunter2"}, "secret_env"),
        ({"type": "webhook", "url": "https://hooks.example/"}, "secret_env or secret_file"),
        ({**HOOK, "secret_file": "here too"}, "secret_env or secret_file"),
        ({**MAIL, "password": "hunter2"}, "password_env"),
        ({**MAIL, "user": "veille"}, "password_env or password_file"),
        ({**MAIL, "to": []}, "desk@newsroom.example"),
        ({**MAIL, "security": "ssl"}, "one of starttls, tls, none"),
        ({**MAIL, "prot": 25}, "one of type"),
        ({"type": "file"}, "write path"),
    ],
)
def test_what_is_wrong_in_a_target(target: dict[str, Any], said: str) -> None:
    with pytest.raises(AlertError, match=said) as caught:
        rules(targets={"t": target})
    assert "hunter2" not in str(caught.value)


def test_two_rules_of_one_name() -> None:
    with pytest.raises(AlertError, match="two rules are called 'a'"):
        rules({"name": "a"}, {"name": "a"})


@pytest.mark.parametrize(("text", "said"), [("rule = [", "not TOML"), (None, "cannot be read")])
def test_a_file_that_is_none(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "alerts.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(AlertError, match=said):
        load_rules(path)


def test_only_the_rule_of_a_name() -> None:
    found = rules({"name": "a"}, {"name": "b"})
    assert [rule.name for rule in found.named("b").rules] == ["b"]
    with pytest.raises(AlertError, match="one of a, b"):
        found.named("c")


def test_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from a file\nsecond line\n")
    (tmp_path / "empty").write_text("\n")
    monkeypatch.setenv("HOOK_SECRET", "from the environment")
    assert Secret(variable="HOOK_SECRET").value("t") == "from the environment"
    assert Secret(file=str(tmp_path / "secret")).value("t") == "from a file"
    for wrong in (Secret(variable="NO_SUCH"), Secret(file=str(tmp_path / "empty")), Secret(file=str(tmp_path / "no"))):
        with pytest.raises(DeliveryError):
            wrong.value("t")


def test_an_empty_file_has_no_rules() -> None:
    assert rules_of({}, "alerts.toml", Path(".")).rules == ()
